package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// certificateAge is how long a certificate is used before its files are looked
// at again.
const certificateAge = time.Second

// certificate is the one that the server shows, read again whenever its files
// change or a SIGHUP arrives.
type certificate struct {
	cert, key string // paths
	log       *slog.Logger
	hangups   chan os.Signal

	mu      sync.Mutex
	current *tls.Certificate
	version string    // of the files when they were read last
	looked  time.Time // at the files
}

// openCertificate reads the files, which must fit. The caller closes it.
func openCertificate(cert, key string, log *slog.Logger) (*certificate, error) {
	c := &certificate{cert: cert, key: key, log: log, hangups: make(chan os.Signal, 1)}
	if err := c.read(); err != nil {
		return nil, err
	}
	signal.Notify(c.hangups, syscall.SIGHUP)
	return c, nil
}

func (c *certificate) close() { signal.Stop(c.hangups) }

// run reads the files at each SIGHUP until ctx ends.
func (c *certificate) run(ctx context.Context) error {
	for {
		select {
		case <-c.hangups:
			c.mu.Lock()
			c.reread()
			c.mu.Unlock()
		case <-ctx.Done():
			return nil
		}
	}
}

// config is for a server of HTTP/1.1 and HTTP/2.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) > certificateAge && c.onDisk() != c.version {
		c.reread()
	}
	return c.current, nil
}

// reread reads the files and keeps the old certificate if they do not fit,
// which they may not while they are being replaced.
func (c *certificate) reread() {
	if err := c.read(); err != nil {
		c.log.Error("certificate not read again", "err", err)
		return
	}
	c.log.Info("certificate read again", "expires", c.current.Leaf.NotAfter)
}

func (c *certificate) read() error {
	c.version = c.onDisk()
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("certificate %s with key %s: %w", c.cert, c.key, err)
	}
	c.current = &pair
	return nil
}

// onDisk tells one state of the files from another.
func (c *certificate) onDisk() string {
	c.looked = time.Now()
	var text string
	for _, path := range []string{c.cert, c.key} {
		if info, err := os.Stat(path); err == nil {
			text += fmt.Sprintf("%d %d ", info.ModTime().UnixNano(), info.Size())
		}
	}
	return text
}

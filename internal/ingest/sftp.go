package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"kinora/internal/fault"
)

// Reads that are asked for ahead of the one awaited: 2 MB for each download.
const (
	sftpChunk = 32 << 10 // what every server answers in one packet
	sftpAhead = 64
)

// sftpRemote is an sftp origin. The host's key is taken as it comes: an origin
// that consists of a URL has nothing to compare it with.
type sftpRemote struct {
	dialer   Dialer
	url      *url.URL
	size     int64
	modified time.Time // zero until the file was met
}

func (r *sftpRemote) resumable() bool { return true }

// open logs in and opens the file. The end of the context closes the TCP
// connection, which ends all that waits on it; closing the SFTP session
// politely could wait for the server for ever.
func (r *sftpRemote) open(ctx context.Context, offset int64) (io.ReadCloser, int64, error) {
	conn, err := r.dialer.DialContext(ctx, "tcp", r.address())
	if err != nil {
		return nil, 0, err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	closer := func() { stop(); conn.Close() }
	file, size, err := r.openFile(conn)
	if err != nil {
		closer()
		return nil, 0, sftpError(err)
	}
	return &sftpBody{file: file, close: closer, next: offset, size: size, window: 1}, size, nil
}

// address is where the server listens.
func (r *sftpRemote) address() string {
	port := r.url.Port()
	if port == "" {
		port = "22"
	}
	return net.JoinHostPort(r.url.Hostname(), port)
}

// path is the file's path on the server; what follows /~/ starts where the
// login does.
func (r *sftpRemote) path() string {
	if p, ok := strings.CutPrefix(r.url.Path, "/~/"); ok {
		return p
	}
	return r.url.Path
}

// openFile opens the file over a connection and checks that it is the one met
// before, if one was.
func (r *sftpRemote) openFile(conn net.Conn) (*sftp.File, int64, error) {
	c, channels, requests, err := ssh.NewClientConn(conn, r.address(), r.config())
	if err != nil {
		return nil, 0, fmt.Errorf("log in: %w", err)
	}
	client, err := sftp.NewClient(ssh.NewClient(c, channels, requests), sftp.UseFstat(true))
	if err != nil {
		return nil, 0, fmt.Errorf("start sftp: %w", err)
	}
	if _, err = regular(client.Stat(r.path())); err != nil { // opening a pipe could block
		return nil, 0, err
	}
	file, err := client.Open(r.path())
	if err != nil {
		return nil, 0, fmt.Errorf("open: %w", err)
	}
	info, err := regular(file.Stat())
	if err != nil {
		return nil, 0, err
	}
	if !r.modified.IsZero() && (info.Size() != r.size || !info.ModTime().Equal(r.modified)) {
		return nil, 0, fmt.Errorf("%w: another file", errResume)
	}
	r.size, r.modified = info.Size(), info.ModTime()
	return file, r.size, nil
}

// regular refuses what is not a plain file.
func regular(info fs.FileInfo, err error) (fs.FileInfo, error) {
	switch {
	case err != nil:
		return nil, fmt.Errorf("stat: %w", err)
	case !info.Mode().IsRegular():
		return nil, fault.Wrap(fault.NotFound, textNotFound, errors.New("not a regular file"))
	}
	return info, nil
}

// config logs in by password, also where the server asks for it in a dialogue.
func (r *sftpRemote) config() *ssh.ClientConfig {
	user := r.url.User.Username()
	password, _ := r.url.User.Password()
	answer := func(_, _ string, questions []string, echoed []bool) ([]string, error) {
		answers := make([]string, len(questions))
		for i := range questions {
			if !echoed[i] {
				answers[i] = password
			}
		}
		return answers, nil
	}
	return &ssh.ClientConfig{
		User:            user,
		Auth:            []ssh.AuthMethod{ssh.Password(password), ssh.KeyboardInteractive(answer)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		ClientVersion:   "SSH-2.0-kinora",
	}
}

// sftpError gives the server's refusals their texts.
func sftpError(err error) error {
	text := strings.ToLower(err.Error())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(fault.NotFound, textNotFound, err)
	case errors.Is(err, fs.ErrPermission),
		strings.Contains(text, "unable to authenticate"), // x/crypto/ssh has no type for it
		strings.Contains(text, "too many authentication failures"):
		return fault.Wrap(fault.Forbidden, textForbidden, err)
	}
	return err
}

// sftpBody reads a file in order while further reads are under way, so that
// the distance to the server does not limit the speed.
type sftpBody struct {
	file   *sftp.File
	close  func()
	next   int64 // offset of the next read to ask for
	size   int64
	window int             // reads to keep under way, from 1 up to sftpAhead
	ahead  []chan sftpPart // asked for, in order
	part   sftpPart        // being handed out
}

// sftpPart is the outcome of one read: bytes, and then an error unless all
// that were asked for came.
type sftpPart struct {
	data []byte
	err  error
}

func (b *sftpBody) Read(p []byte) (int, error) {
	for len(b.part.data) == 0 {
		b.ask()
		switch {
		case b.part.err != nil:
			return 0, b.part.err
		case len(b.ahead) == 0:
			return 0, io.EOF
		}
		b.part = <-b.ahead[0]
		b.ahead = b.ahead[1:]
		b.window = min(2*b.window, sftpAhead)
	}
	n := copy(p, b.part.data)
	b.part.data = b.part.data[n:]
	return n, nil
}

// ask keeps reads under way. They leave in any order, so the first goes alone:
// then every connection, however short, makes headway.
func (b *sftpBody) ask() {
	for len(b.ahead) < b.window && b.next < b.size {
		part := make(chan sftpPart, 1)
		go b.read(part, b.next, min(sftpChunk, b.size-b.next))
		b.ahead = append(b.ahead, part)
		b.next += sftpChunk
	}
}

// read does one read.
func (b *sftpBody) read(part chan<- sftpPart, offset, length int64) {
	data := make([]byte, length)
	n, err := b.file.ReadAt(data, offset)
	switch {
	case int64(n) == length:
		err = nil
	case err == nil || errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF // the file has become shorter
	default:
		err = sftpError(err)
	}
	part <- sftpPart{data[:n], err}
}

// Close closes the connection and waits for the reads that it ends.
func (b *sftpBody) Close() error {
	b.close()
	for _, part := range b.ahead {
		<-part
	}
	b.ahead = nil
	return nil
}

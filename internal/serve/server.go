package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// StopTime is how long a stopping server waits for requests under way.
const StopTime = 5 * time.Second

// HTTP serves HTTP/1.1 and HTTP/2 until ctx ends, the latter in the clear too,
// which proxies may use. No limit is set on how long a request or an answer
// takes: both may be long, and limits watches that they move. secure is nil for
// plain HTTP.
func HTTP(ctx context.Context, listener net.Listener, secure *tls.Config, handler http.Handler, limits Limits, log *slog.Logger) error {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{
		Handler:           limits.Handler(handler),
		TLSConfig:         secure,
		Protocols:         &protocols,
		ConnContext:       WithConn,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), StopTime)
		defer cancel()
		if server.Shutdown(grace) != nil {
			_ = server.Close() // what did not finish in time is cut
		}
	}()
	serve := server.Serve
	if secure != nil {
		serve = func(l net.Listener) error { return server.ServeTLS(l, "", "") }
	}
	err := serve(limits.Listener(listener))
	if errors.Is(err, http.ErrServerClosed) {
		<-stopped
		return nil
	}
	return err
}

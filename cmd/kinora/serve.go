package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"kinora/internal/event"
	"kinora/internal/serve"
)

type serveCommand struct {
	Settings
}

// Run serves until a signal stops it.
func (c *serveCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return err
	}
	tuneGC()
	log := newLogger(c.Settings, env.err)
	listener, err := c.listen()
	if err != nil {
		return err
	}
	app, err := newApp(env.ctx, c.Settings, listener, log)
	if err != nil {
		if listener != nil {
			err = errors.Join(err, listener.Close())
		}
		return err
	}
	if listener == nil {
		fmt.Fprintln(env.out, "working, without an address: it has the role worker alone and listen is not set")
	} else {
		fmt.Fprintf(env.out, "listening on %s://%s\n", app.settings.scheme(), listener.Addr())
	}
	fmt.Fprint(env.out, app.wayIn())
	log.Info("serving", "version", buildVersion(), "url", app.settings.PublicURL, "roles", c.Roles)
	err = app.run(env.ctx)
	log.Info("stopped")
	return errors.Join(err, app.close())
}

// lone tells whether this process only works, and was given no address.
func (s *Settings) lone() bool { return s.Listen == "" && slices.Equal(s.Roles, []string{"worker"}) }

// listen takes the address to serve on: none for a process that only works,
// unless its own is set. Several of them may then share a machine.
func (s *Settings) listen() (net.Listener, error) {
	if s.lone() {
		return nil, nil
	}
	return net.Listen("tcp", s.listenAddress())
}

// wayIn says how to sign in where nobody can yet.
func (a *app) wayIn() string {
	switch {
	case !a.unclaimed:
		return ""
	case a.first == "":
		return "no API key yet: run `kinora token create`\n"
	default:
		return "no API key yet: run `kinora token create`, or open " + a.first + " (on this machine, once, within an hour)\n"
	}
}

// run serves and works until ctx ends, then stops both: requests are let
// finish, running work goes back to the queue.
func (a *app) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return a.nodes.Run(ctx) })
	group.Go(func() error { return a.engine.Run(ctx) })
	group.Go(func() error { a.watchDisk(ctx); return nil })
	var secure *tls.Config
	if a.certificate != nil {
		secure = a.certificate.config()
		group.Go(func() error { return a.certificate.run(ctx) })
	}
	counting, served := context.WithCancel(context.WithoutCancel(ctx)) // the last answers are counted, too
	defer served()
	if a.listener != nil {
		group.Go(func() error {
			defer served()
			return serve.HTTP(ctx, a.listener, secure, a.handler, a.limits(), a.log)
		})
	}
	if a.settings.has("upload") {
		group.Go(func() error { return a.uploads.Run(ctx) })
	}
	if a.settings.has("api") {
		group.Go(func() error { a.pruneLogs(ctx); return nil })
		group.Go(func() error { return a.feed.Run(ctx) })
	}
	if a.collector != nil {
		group.Go(func() error { return a.collector.Run(counting) })
		group.Go(func() error { return a.deliveries.Run(counting) })
	}
	if a.settings.has("worker") {
		group.Go(func() error { a.sweepChunks(ctx); return nil })
		group.Go(func() error { return a.hooks.Run(ctx) })
	}
	if a.settings.AdminListen != "" {
		group.Go(func() error { return a.serveAdmin(ctx) })
	}
	return group.Wait()
}

// limits bounds connections. By default their number leaves files to everything
// else that a process opens, and nobody takes all of them.
func (a *app) limits() serve.Limits {
	l := serve.Limits{Connections: a.settings.MaxConnections, PerAddress: a.settings.MaxConnectionsPerAddress, Many: a.proxies.Trusted.Contains}
	if l.Connections == 0 {
		l.Connections = min(openFiles()/2, 50_000)
	}
	if l.PerAddress == 0 {
		l.PerAddress = min(l.Connections/4, 1000)
	}
	return l
}

// openFiles is how many files this process may have open. Go has raised that to
// the most that the system lets it.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 1024
	}
	return int(min(limit.Cur, 1<<20))
}

// pruneLogs keeps the audit log, the events and the plays to their age, once an
// hour.
func (a *app) pruneLogs(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := a.accounts.PruneAudit(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("audit log not pruned", "err", err)
		}
		if err := event.NewLog(a.db).Prune(ctx, time.Now().Add(-a.settings.KeepEvents)); err != nil && ctx.Err() == nil {
			a.log.Warn("events not pruned", "err", err)
		}
		if err := a.stats.Prune(ctx, time.Now().Add(-a.settings.KeepPlays)); err != nil && ctx.Err() == nil {
			a.log.Warn("plays not pruned", "err", err)
		}
		if err := a.stats.Condense(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("deliveries not condensed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// sweepChunks keeps the chunks in storage to their age.
func (a *app) sweepChunks(ctx context.Context) {
	tick := time.NewTicker(min(time.Hour, a.settings.ChunkCache/2))
	defer tick.Stop()
	for {
		if err := a.transcoder.SweepCache(ctx, a.settings.ChunkCache); err != nil && ctx.Err() == nil {
			a.log.Warn("chunks not swept", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (a *app) serveAdmin(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.settings.AdminListen)
	if err != nil {
		return err
	}
	a.log.Info("serving metrics", "address", listener.Addr().String())
	return serve.HTTP(ctx, listener, nil, a.admin(), serve.Limits{}, a.log)
}

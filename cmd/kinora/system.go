package main

import (
	"context"
	"runtime"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/console"
	"kinora/internal/ingest"
	"kinora/internal/stills"
	"kinora/internal/sweep"
	"kinora/internal/transcode"
)

// system tells the console of the service: who asks, what the account uses;
// operators, how the server does.
func (a *app) system(ctx context.Context, who account.Caller) (console.System, error) {
	q, err := a.quotas.Of(ctx, who.AccountID)
	if err != nil {
		return console.System{}, err
	}
	s := console.System{Version: buildVersion(), Usage: console.Usage{
		Minutes: minutesOf(q.Millis), MaxMinutes: q.MaxMinutes, Month: q.Month,
		Transcoded: minutesOf(q.Transcoded), MaxTranscoded: q.MaxTranscoded, Bytes: q.Bytes, MaxBytes: q.MaxBytes,
	}}
	if s.Waiting, err = a.engine.Waiting(ctx, who.AccountID); err != nil {
		return s, err
	}
	if s.Workers, err = a.nodes.Count(ctx, "worker"); err != nil {
		return s, err
	}
	if who.Operator() {
		s.Server, err = a.server(ctx)
	}
	return s, err
}

func (a *app) server(ctx context.Context) (*console.Server, error) {
	s := &console.Server{
		Storage: redactURL(a.settings.StorageURL), Database: redactURL(a.settings.DatabaseURL), Disk: diskOf(a.settings.DataDir),
		Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Roles: a.settings.Roles, Started: a.started.UTC().Format(time.RFC3339),
	}
	if a.tools != nil {
		s.FFmpeg, s.Sandbox = a.tools.Version(), a.tools.Sandbox()
	}
	var err error
	if s.Bytes, err = a.quotas.StoredBytes(ctx); err != nil {
		return nil, err
	}
	if s.Waiting, err = a.engine.Waiting(ctx, 0); err != nil {
		return nil, err
	}
	if s.Nodes, err = a.nodeList(ctx); err != nil {
		return nil, err
	}
	if s.GivenUp, err = a.givenUp(ctx); err != nil {
		return nil, err
	}
	s.Queues, err = a.queueCounts(ctx)
	return s, err
}

// nodeList lists the processes that are alive, with the jobs that each works.
func (a *app) nodeList(ctx context.Context) ([]console.Node, error) {
	alive, err := a.nodes.Alive(ctx)
	if err != nil {
		return nil, err
	}
	workers, err := a.engine.Workers(ctx)
	if err != nil {
		return nil, err
	}
	running := map[string]int64{}
	for _, w := range workers {
		running[w.Name] = w.Count
	}
	list := make([]console.Node, len(alive))
	for i, n := range alive {
		list[i] = console.Node{
			Name: n.Name, Host: n.Host, PID: n.PID, Roles: strings.Split(n.Roles, ","), Running: running[n.Name],
			Since: time.UnixMilli(n.StartedAt).UTC().Format(time.RFC3339), Asked: n.Name == a.nodes.Name(),
		}
	}
	return list, nil
}

func (a *app) givenUp(ctx context.Context) ([]console.GivenUp, error) {
	jobs, err := a.engine.GivenUp(ctx, 50)
	list := make([]console.GivenUp, len(jobs))
	for i, j := range jobs {
		list[i] = console.GivenUp{
			Video: address.OfSubject(j.Subject), Queue: j.Queue, At: j.At.UTC().Format(time.RFC3339), Attempts: j.Attempts, Error: j.Error, Reason: j.Detail,
		}
	}
	return list, err
}

// queueOrder is the order in which a video passes through the queues.
var queueOrder = []string{ingest.DownloadQueue, ingest.PosterQueue, ingest.InspectQueue, transcode.CopyQueue, transcode.Queue, stills.Queue, stills.LongQueue, sweep.Queue}

func (a *app) queueCounts(ctx context.Context) ([]console.Queue, error) {
	stats, err := a.engine.Stats(ctx)
	if err != nil {
		return nil, err
	}
	workers, counts := a.queues(), make([]console.Queue, len(queueOrder))
	for i, name := range queueOrder {
		q := &counts[i]
		q.Name, q.Workers = name, workers[name]
		for _, s := range stats {
			switch {
			case s.Queue != name:
			case s.State == "running":
				q.Running += s.Count
			case s.State == "discarded":
				q.Failed += s.Count
			case s.State != "completed" && s.State != "cancelled":
				q.Waiting += s.Count
			}
		}
	}
	return counts, nil
}

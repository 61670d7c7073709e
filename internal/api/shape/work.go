package shape

import (
	"context"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/jobs"
)

// Worker knows of the jobs behind videos.
type Worker interface {
	// Standings tells how the work on subjects stands; see jobs.Engine.
	Standings(ctx context.Context, subjects ...string) (map[string]jobs.Standing, error)
	// Workers is how many processes that do such work are alive.
	Workers(ctx context.Context) (int, error)
}

// States of work that are no step of it.
const (
	workQueued   = "queued"
	workRetrying = "retrying"
)

// Work is what is being done for a video.
type Work struct {
	State    string  `json:"state"`
	Ahead    *int64  `json:"ahead"`            // videos that come first, of one that is queued
	Percent  *int64  `json:"percent"`          // of the state, where it is known
	Speed    *int64  `json:"bytes_per_second"` // of a download
	Attempt  int     `json:"attempt"`          // that runs, or comes next
	Attempts int     `json:"attempts"`         // at most
	RetryAt  *string `json:"retry_at"`         // RFC 3339
	Reason   *string `json:"reason"`           // why there is another attempt
	Workers  int     `json:"workers"`          // processes that are alive
}

// Working tells what is being done for videos, by id: with one query for those
// that are not finished, and none where all are.
func (s *Videos) Working(ctx context.Context, videos ...*catalog.Video) (map[int64]*Work, error) {
	var subjects []string
	for _, v := range videos {
		if v.Unfinished() {
			subjects = append(subjects, address.Subject(v.ID))
		}
	}
	if len(subjects) == 0 {
		return nil, nil
	}
	standings, err := s.Worker.Standings(ctx, subjects...)
	if err != nil || len(standings) == 0 {
		return nil, err
	}
	workers, err := s.Worker.Workers(ctx)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]*Work, len(standings))
	for _, v := range videos {
		if standing, has := standings[address.Subject(v.ID)]; has && v.Unfinished() {
			found[v.ID] = showWork(v, standing, workers)
		}
	}
	return found, nil
}

func showWork(v *catalog.Video, s jobs.Standing, workers int) *Work {
	w := &Work{State: workQueued, Ahead: s.Ahead, Attempt: s.Attempt, Attempts: s.Attempts, Workers: workers}
	if s.Reason != "" {
		w.Reason = &s.Reason
	}
	switch {
	case s.Running:
		w.State, w.Percent = v.Step(s.Step)
		if s.Step == catalog.StepDownloading && v.Speed > 0 {
			w.Speed = &v.Speed
		}
	case !s.RetryAt.IsZero():
		at := s.RetryAt.UTC().Format(time.RFC3339)
		w.State, w.RetryAt = workRetrying, &at
	}
	return w
}

package api

import (
	"context"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/jobs"
)

// Work knows of the jobs behind videos.
type Work interface {
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

// workItem is what is being done for a video.
type workItem struct {
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

// working tells what is being done for videos, by id: with one query for those
// that are not finished, and none where all are.
func (s *server) working(ctx context.Context, videos ...*catalog.Video) (map[int64]*workItem, error) {
	if s.Work == nil {
		return nil, nil
	}
	var subjects []string
	for _, v := range videos {
		if v.Unfinished() {
			subjects = append(subjects, address.Subject(v.ID))
		}
	}
	if len(subjects) == 0 {
		return nil, nil
	}
	standings, err := s.Work.Standings(ctx, subjects...)
	if err != nil || len(standings) == 0 {
		return nil, err
	}
	workers, err := s.Work.Workers(ctx)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]*workItem, len(standings))
	for _, v := range videos {
		if standing, has := standings[address.Subject(v.ID)]; has && v.Unfinished() {
			found[v.ID] = showWork(v, standing, workers)
		}
	}
	return found, nil
}

func showWork(v *catalog.Video, s jobs.Standing, workers int) *workItem {
	w := &workItem{State: workQueued, Ahead: s.Ahead, Attempt: s.Attempt, Attempts: s.Attempts, Workers: workers}
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

// items shows videos as lists do.
func (s *server) items(ctx context.Context, videos []catalog.Video) ([]videoItem, error) {
	if err := s.countViews(ctx, videos); err != nil {
		return nil, err
	}
	work, err := s.working(ctx, pointers(videos)...)
	items := make([]videoItem, len(videos))
	for i := range videos {
		items[i] = item(s.Addresses, &videos[i])
		items[i].Work = work[videos[i].ID]
	}
	return items, err
}

// details shows videos in full.
func (s *server) details(ctx context.Context, videos []catalog.Video) ([]videoDetails, error) {
	if err := s.countViews(ctx, videos); err != nil {
		return nil, err
	}
	work, err := s.working(ctx, pointers(videos)...)
	list := make([]videoDetails, len(videos))
	for i := range videos {
		list[i] = details(s.Addresses, &videos[i])
		list[i].Work = work[videos[i].ID]
	}
	return list, err
}

func pointers(videos []catalog.Video) []*catalog.Video {
	list := make([]*catalog.Video, len(videos))
	for i := range videos {
		list[i] = &videos[i]
	}
	return list
}

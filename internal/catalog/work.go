package catalog

import (
	"context"
	"errors"
	"time"

	"kinora/internal/jobs"
	"kinora/internal/plan"
)

// Steps of the work on a video, as its jobs name them.
const (
	StepDownloading = "downloading"
	StepChecking    = "checking" // what the source is
	StepProcessing  = "processing"
	StepVerifying   = "verifying" // of the last renditions; no job's own step
)

// JobPlan is Plan for the handler of a job, which returns the error as it is: the
// job waits for a newer program where the plan is a newer one's, and is given up
// where there is none to work by.
func (l *Catalog) JobPlan(ctx context.Context, id int64) (*plan.Plan, error) {
	p, err := l.Plan(ctx, id)
	switch {
	case errors.Is(err, plan.ErrNewer):
		return nil, jobs.Snooze(time.Minute)
	case errors.Is(err, ErrBadPlan):
		return nil, jobs.Cancel(err)
	}
	return p, err
}

// Unfinished reports whether something may be left to be done for a video: a
// job may say what.
func (v *Video) Unfinished() bool {
	switch v.Status {
	case StatusReady, StatusError:
		return false
	case StatusEmpty:
		return v.Error == nil
	}
	return true
}

// Encoded is the progress of a rendition that is encoded and waits to be
// verified and published.
const Encoded = 99

// Step says how far the step of a job is, in percent where that is known. What
// is encoded is verified.
func (v *Video) Step(step string) (word string, percent *int64) {
	switch step {
	case StepDownloading:
		if v.Expected > 0 {
			return step, share(v.Received, v.Expected)
		}
	case StepProcessing:
		return v.processing()
	}
	return step, nil
}

func (v *Video) processing() (word string, percent *int64) {
	var sum, encoded, complete, all int64
	for _, r := range v.Renditions {
		if r.Status == RenditionError {
			continue
		}
		all++
		sum += r.Progress
		if r.Progress >= Encoded {
			encoded++
		}
		if r.Status == RenditionComplete {
			complete++
		}
	}
	switch {
	case all == 0 || complete == all: // the stills are left
		return StepProcessing, nil
	case encoded == all:
		return StepVerifying, share(complete, all)
	}
	return StepProcessing, share(sum, 100*all)
}

func share(part, whole int64) *int64 {
	percent := min(max(part*100/whole, 0), 100)
	return &percent
}

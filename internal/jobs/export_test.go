package jobs

import "context"

// TakePlaces is what every reaper does again and again.
func (e *Engine) TakePlaces(ctx context.Context) error { return e.takePlaces(ctx) }

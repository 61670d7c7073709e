package shape

import (
	"context"

	"kinora/internal/catalog"
	"kinora/internal/stats"
)

// Videos shows videos.
type Videos struct {
	Addresses catalog.Addresses
	Stats     *stats.Stats
	Worker    Worker
}

// InLists shows videos as lists do.
func (s *Videos) InLists(ctx context.Context, videos []catalog.Video) ([]Video, error) {
	if err := s.countViews(ctx, videos); err != nil {
		return nil, err
	}
	work, err := s.Working(ctx, Pointers(videos)...)
	shown := make([]Video, len(videos))
	for i := range videos {
		shown[i] = NewVideo(s.Addresses, &videos[i])
		shown[i].Work = work[videos[i].ID]
	}
	return shown, err
}

// InFull shows videos in full.
func (s *Videos) InFull(ctx context.Context, videos []catalog.Video) ([]Details, error) {
	if err := s.countViews(ctx, videos); err != nil {
		return nil, err
	}
	work, err := s.Working(ctx, Pointers(videos)...)
	shown := make([]Details, len(videos))
	for i := range videos {
		shown[i] = NewDetails(s.Addresses, &videos[i])
		shown[i].Work = work[videos[i].ID]
	}
	return shown, err
}

// One shows a video in full.
func (s *Videos) One(ctx context.Context, v catalog.Video) (Details, error) {
	shown, err := s.InFull(ctx, []catalog.Video{v})
	if err != nil {
		return Details{}, err
	}
	return shown[0], nil
}

// countViews puts how often videos were watched into them.
func (s *Videos) countViews(ctx context.Context, videos []catalog.Video) error {
	ids := make([]int64, len(videos))
	for i := range videos {
		ids[i] = videos[i].ID
	}
	counts, err := s.Stats.Counts(ctx, stats.Video, ids...)
	for i := range videos {
		n := counts[videos[i].ID]
		videos[i].Views, videos[i].CDNViews = n.Player, n.Any
	}
	return err
}

// Pointers are the addresses of a list's videos.
func Pointers(videos []catalog.Video) []*catalog.Video {
	list := make([]*catalog.Video, len(videos))
	for i := range videos {
		list[i] = &videos[i]
	}
	return list
}

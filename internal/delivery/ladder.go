package delivery

import (
	"cmp"
	"slices"

	"kinora/internal/address"
	"kinora/internal/catalog"
)

// complete returns the renditions of a video that can be played, the best
// first: by the short side of the picture, then AV1, HEVC, H.264.
func complete(v *catalog.Video) []*catalog.Rendition {
	list := make([]*catalog.Rendition, 0, len(v.Renditions))
	for _, r := range v.Renditions {
		if r.Status == catalog.RenditionComplete && r.Object != nil && (hasVideo(r) || hasAudio(r)) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b *catalog.Rendition) int {
		return cmp.Or(
			cmp.Compare(b.ShortSide, a.ShortSide),
			cmp.Compare(codecRank(a.Codec), codecRank(b.Codec)),
			cmp.Compare(b.VideoKbps, a.VideoKbps),
			cmp.Compare(b.Position, a.Position),
		)
	})
	return list
}

func codecRank(codec string) int {
	return slices.Index([]string{"av1", "hevc", "h264"}, codec)
}

func hasVideo(r *catalog.Rendition) bool { return text(r.VideoCodecs) != "" }
func hasAudio(r *catalog.Rendition) bool { return text(r.AudioCodecs) != "" }

// audioTracks returns the audio tracks of a rendition, in the order of its MP4.
func audioTracks(r *catalog.Rendition) []catalog.AudioTrack {
	if hasAudio(r) && len(r.AudioTracks) == 0 {
		return []catalog.AudioTrack{{Codecs: *r.AudioCodecs}}
	}
	return r.AudioTracks
}

// listedHLS returns what HLS lists of the playable renditions. VP9 has no
// place there, but where there is nothing else, players that know it are
// better off than with no playlist at all.
func listedHLS(all []*catalog.Rendition) []*catalog.Rendition {
	return keep(all, func(r *catalog.Rendition) bool { return r.Codec != "vp9" })
}

// limited keeps what the limits let through. They are soft: where nothing
// would be left, the nearest quality stays.
func limited(l address.Limits, list []*catalog.Rendition) []*catalog.Rendition {
	if l.Codec != "" {
		list = keep(list, func(r *catalog.Rendition) bool { return r.Codec == l.Codec })
	}
	if l.Max > 0 {
		list = nearest(list, slices.MinFunc, func(r *catalog.Rendition) bool { return smaller(r) <= l.Max })
	}
	if l.Min > 0 {
		list = nearest(list, slices.MaxFunc, func(r *catalog.Rendition) bool { return larger(r) >= l.Min })
	}
	return list
}

// keep returns what fits, or everything when nothing does.
func keep(list []*catalog.Rendition, fits func(*catalog.Rendition) bool) []*catalog.Rendition {
	kept := make([]*catalog.Rendition, 0, len(list))
	for _, r := range list {
		if fits(r) {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return list
	}
	return kept
}

type pick func([]*catalog.Rendition, func(a, b *catalog.Rendition) int) *catalog.Rendition

// nearest returns what fits, or all of the quality that best picks when
// nothing does.
func nearest(list []*catalog.Rendition, best pick, fits func(*catalog.Rendition) bool) []*catalog.Rendition {
	if len(list) == 0 || slices.ContainsFunc(list, fits) {
		return keep(list, fits)
	}
	side := best(list, func(a, b *catalog.Rendition) int { return cmp.Compare(a.ShortSide, b.ShortSide) }).ShortSide
	return keep(list, func(r *catalog.Rendition) bool { return r.ShortSide == side })
}

// A rung is known by its nominal short side and by that of its frame, which
// may be a little smaller: 480 and 468 for wide pictures. Either may be used
// in a limit.
func smaller(r *catalog.Rendition) int64 {
	if frame := frameSide(r); frame > 0 {
		return min(r.ShortSide, frame)
	}
	return r.ShortSide
}

func larger(r *catalog.Rendition) int64 { return max(r.ShortSide, frameSide(r)) }

func frameSide(r *catalog.Rendition) int64 { return min(value(r.FrameWidth), value(r.FrameHeight)) }

// group is sound that several renditions share: there is one per bit rate and
// codec, played from the smallest rendition that has it. It has a track per
// language.
type group struct {
	source *catalog.Rendition
}

func (g group) pairsWith(r *catalog.Rendition) bool {
	return hasAudio(r) && r.AudioKbps == g.source.AudioKbps && *r.AudioCodecs == *g.source.AudioCodecs
}

// groups returns the sound of the listed renditions in the order of the list.
// The sources are chosen among all renditions, so that limits do not make
// another URL for the same sound.
func groups(all, list []*catalog.Rendition) []group {
	var out []group
	for _, r := range list {
		if hasAudio(r) && groupOf(out, r) < 0 {
			out = append(out, group{smallestWith(all, group{r})})
		}
	}
	return out
}

// groupOf returns which group a rendition is heard with, -1 for none.
func groupOf(sounds []group, r *catalog.Rendition) int {
	return slices.IndexFunc(sounds, func(g group) bool { return g.pairsWith(r) })
}

func smallestWith(all []*catalog.Rendition, g group) *catalog.Rendition {
	best := g.source
	for _, r := range all {
		if g.pairsWith(r) && r.Position < best.Position {
			best = r
		}
	}
	return best
}

// videoName names a rendition in URLs without its audio, audioName one of its audio
// tracks, and muxedName all that it has.
func videoName(r *catalog.Rendition) address.Tracks {
	return address.Tracks{Quality: r.QualityID, Version: r.Version, Video: true}
}

func audioName(r *catalog.Rendition, number int) address.Tracks {
	return address.Tracks{Quality: r.QualityID, Version: r.Version, Audio: int64(number)}
}

func muxedName(r *catalog.Rendition) address.Tracks {
	return address.Tracks{Quality: r.QualityID, Version: r.Version, Video: hasVideo(r), Audio: int64(len(audioTracks(r)))}
}

// find returns the playable rendition that tracks are of, provided that it has the
// tracks. In a transport stream pictures and sound are muxed unless there is a
// choice of sound.
func find(v *catalog.Video, t address.Tracks, stream bool) *catalog.Rendition {
	for _, r := range complete(v) {
		if r.QualityID != t.Quality || r.Version != t.Version {
			continue
		}
		n := len(audioTracks(r))
		switch {
		case t.Video && !hasVideo(r), t.Audio > int64(n):
			return nil
		case stream && n > 1 && !t.Single(), stream && n <= 1 && t != muxedName(r):
			return nil
		}
		return r
	}
	return nil
}

// bandwidth is the nominal bit/s of the tracks of a rendition.
func bandwidth(r *catalog.Rendition) int64 {
	var kbps int64
	if hasVideo(r) {
		kbps += r.VideoKbps
	}
	if hasAudio(r) {
		kbps += r.AudioKbps
	}
	return kbps * 1000
}

func codecs(r *catalog.Rendition) string {
	if hasVideo(r) && hasAudio(r) {
		return *r.VideoCodecs + "," + *r.AudioCodecs
	}
	return text(r.VideoCodecs) + text(r.AudioCodecs)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func value(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

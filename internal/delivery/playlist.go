package delivery

import (
	"math"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/hls"
	"kinora/internal/packaging"
)

// audioTrack returns an audio track by its number, from 1.
func audioTrack(ix *packaging.Index, number int64) (*packaging.Track, error) {
	if list := ix.Audio(); number <= int64(len(list)) {
		return list[number-1], nil
	}
	return nil, errMissing
}

// open returns the rendition that the URL names and its index.
func (q *request) open(stream bool) (*catalog.Rendition, *packaging.Index, error) {
	r := find(q.video, q.target.Tracks, stream)
	if r == nil {
		return nil, nil, errMissing
	}
	ix, err := q.server.index(q.r.Context(), r)
	return r, ix, err
}

// track returns the one track that the URL names.
func (q *request) track(ix *packaging.Index) (*packaging.Track, error) {
	if !q.target.Tracks.Video {
		return audioTrack(ix, q.target.Tracks.Audio)
	}
	if t := ix.Video(); t != nil {
		return t, nil
	}
	return nil, errMissing
}

// openAlone returns the rendition, its index and the one track that the URL
// names.
func (q *request) openAlone() (*catalog.Rendition, *packaging.Index, *packaging.Track, error) {
	r, ix, err := q.open(false)
	if err != nil {
		return nil, nil, nil, err
	}
	track, err := q.track(ix)
	return r, ix, track, err
}

// openStream returns the rendition of a transport stream, its index and the
// numbers of the tracks that the URL names.
func (q *request) openStream() (r *catalog.Rendition, ix *packaging.Index, tracks []int, err error) {
	if r, ix, err = q.open(true); err != nil {
		return nil, nil, nil, err
	}
	if q.target.Tracks.Video {
		tracks = append(tracks, 0)
	}
	if n := q.target.Tracks.Audio; n > 0 {
		t, err := audioTrack(ix, n)
		if err != nil {
			return nil, nil, nil, err
		}
		tracks = append(tracks, t.Number)
	}
	return r, ix, tracks, nil
}

func (q *request) playlistTS() error {
	_, ix, tracks, err := q.openStream()
	if err != nil {
		return err
	}
	seconds, err := ix.SegmentSeconds(tracks...)
	if err != nil {
		return err
	}
	p := recording(hls.VersionTS)
	if q.seal != nil {
		p.Key = q.seal.keyURL
	}
	q.sendPlaylist(p, sum(seconds), address.File{Kind: address.SegmentTS, Tracks: q.target.Tracks, Encrypted: q.seal != nil}, "")
	return nil
}

func (q *request) playlistCMAF() error {
	_, ix, err := q.open(false)
	if err != nil {
		return err
	}
	track, err := q.track(ix)
	if err != nil {
		return err
	}
	q.sendPlaylist(recording(hls.VersionCMAF), boundaries(track), address.File{Kind: address.SegmentCMAF, Tracks: q.target.Tracks},
		address.File{Kind: address.InitCMAF, Tracks: q.target.Tracks}.String())
	return nil
}

// playlistKeys lists key frames as byte ranges of transport stream segments.
func (q *request) playlistKeys() error {
	_, ix, tracks, err := q.openStream()
	if err != nil {
		return err
	}
	keys, err := ix.KeyFrames(tracks...)
	if err != nil {
		return err
	}
	p := recording(hls.VersionIFrame)
	p.Content = hls.KeyFrames
	p.Segments = func(yield func(*hls.Segment) bool) {
		var entry hls.Segment
		entry.URI.Prefix, entry.URI.Suffix = address.File{Kind: address.SegmentTS, Tracks: q.target.Tracks}.Affixes()
		for i := range keys {
			entry.URI.Number, entry.Offset, entry.Size = int64(keys[i].Segment)+1, keys[i].Offset, keys[i].Size
			entry.Duration = keyLength(&keys[i], ix.Video())
			if !yield(&entry) {
				return
			}
		}
	}
	var longest int64
	for i := range keys {
		longest = max(longest, keyLength(&keys[i], ix.Video()))
	}
	p.Target = hls.Target([]int64{0, longest})
	q.sendText(hls.ContentType, cacheManifest(q.video), p.Append(nil))
	return nil
}

// keyLength is for how long a key frame stands for the picture, in
// milliseconds.
func keyLength(k *packaging.KeyFrame, t *packaging.Track) int64 {
	scale := int64(t.Timescale)
	return milliseconds(k.Start+k.Duration, scale) - milliseconds(k.Start, scale)
}

// recording is a playlist of a whole video.
func recording(version int) *hls.Media {
	return &hls.Media{Version: version, VOD: true, Ended: true, Cacheable: true, Sequence: 1}
}

// sendPlaylist answers with segments that are named as the file is and lie
// between boundaries, which are milliseconds.
func (q *request) sendPlaylist(p *hls.Media, boundaries []int64, file address.File, initSegment string) {
	prefix, suffix := file.Affixes()
	p.Target, p.Segments = hls.Target(boundaries), hls.Numbered(boundaries, prefix, suffix, initSegment)
	size := 256 + len(boundaries)*(len(prefix)+len(suffix)+32)
	q.sendText(hls.ContentType, cacheManifest(q.video), p.Append(make([]byte, 0, size)))
}

// boundaries returns where the segments of a track begin and the last ends, in
// milliseconds.
func boundaries(t *packaging.Track) []int64 {
	scale := int64(t.Timescale)
	list := make([]int64, 0, len(t.Segments)+1)
	for i := range t.Segments {
		list = append(list, milliseconds(t.Segments[i].Start, scale))
	}
	return append(list, milliseconds(t.End(), scale))
}

func milliseconds(ticks, scale int64) int64 {
	return ticks/scale*1000 + (ticks%scale*1000+scale/2)/scale
}

// sum turns durations in seconds into boundaries in milliseconds.
func sum(seconds []float64) []int64 {
	list := make([]int64, 1, len(seconds)+1)
	var end float64
	for _, d := range seconds {
		end += d
		list = append(list, int64(math.Round(end*1000)))
	}
	return list
}

// subtitleSegment is how much of the subtitles one segment holds, in
// milliseconds. Text is small, so it need not come in pieces like pictures.
const subtitleSegment = 30_000

func (q *request) playlistText() error {
	if _, err := q.subtitle(); err != nil {
		return err
	}
	end := max(1, value(q.video.Duration))
	var list []int64
	for at := int64(0); at < end; at += subtitleSegment {
		list = append(list, at)
	}
	q.sendPlaylist(recording(hls.VersionTS), append(list, end),
		address.File{Kind: address.SegmentText, CMAF: q.target.CMAF, Subtitle: q.target.Subtitle}, "")
	return nil
}

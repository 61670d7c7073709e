package delivery

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/errgroup"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/hls"
	"kinora/internal/playlist"
	"kinora/internal/serve"
)

// Playlists is the part of the catalogue that playlists are played from.
type Playlists interface {
	// Public returns a playlist with its videos and their renditions.
	// One that is unknown or not active is fault.NotFound.
	Public(ctx context.Context, account, id int64) (playlist.Playlist, error)
}

// programme is a playlist whose videos can be played, in order.
type programme struct {
	list   *playlist.Playlist
	videos []*catalog.Video
	clips  []clip
	target int64    // seconds, of the longest segment
	keys   []string // where the videos' keys are, nil when they are not encrypted
}

// shortest is the shortest video that is played in a list, in ms: media
// sequence numbers count on no more than ten segments a second.
const shortest = 100

// programme reads what is needed to say where a playlist is.
func (s *Server) programme(ctx context.Context, p *playlist.Playlist) (*programme, error) {
	m := &programme{list: p, target: 1}
	known := map[int64]*clip{}
	var playable []*catalog.Video
	for _, v := range p.Videos {
		if v.Playable() && len(listedHLS(complete(v))) > 0 {
			playable = append(playable, v)
			known[v.ID] = &clip{since: value(v.ViewableAt)}
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for id, c := range known {
		v := playable[slices.IndexFunc(playable, func(v *catalog.Video) bool { return v.ID == id })]
		group.Go(func() (err error) {
			c.bounds, err = s.bounds(ctx, v)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, v := range playable {
		c := known[v.ID]
		if c.length() < shortest {
			continue
		}
		for n := range len(c.bounds) - 1 {
			m.target = max(m.target, (c.bounds[n+1]-c.bounds[n]+999)/1000)
		}
		m.videos, m.clips = append(m.videos, v), append(m.clips, *c)
	}
	return m, nil
}

// bounds returns where the segments of a video begin and the last one ends, in
// ms. All renditions have the same, so any may be asked.
func (s *Server) bounds(ctx context.Context, v *catalog.Video) ([]int64, error) {
	all := complete(v)
	r := slices.MinFunc(all, func(a, b *catalog.Rendition) int { return int(a.Position - b.Position) })
	return s.grids.Get(ctx, *r.Object, otter.LoaderFunc[string, []int64](func(ctx context.Context, _ string) ([]int64, error) {
		ix, err := s.index(ctx, r)
		if err != nil {
			return nil, err
		}
		track := ix.Video()
		if track == nil {
			track = ix.Tracks()[0]
		}
		return boundaries(track), nil
	}))
}

// newGrids returns the cache of boundaries, which are far smaller than the
// indexes they come from.
func newGrids() (*otter.Cache[string, []int64], error) {
	return otter.New(&otter.Options[string, []int64]{
		MaximumWeight: 32 << 20,
		Weigher:       func(key string, list []int64) uint32 { return uint32(len(key) + 8*len(list)) },
	})
}

// playlist serves everything below /playlists/.
func (s *Server) playlist(w *serve.Answer, r *http.Request, gate serve.Gate) error {
	list, f, ok := address.ParsePlaylist(r.URL.Path)
	if !ok || s.o.Playlists == nil {
		return errMissing
	}
	if w.Kind = serve.Manifest; f == (address.PlaylistFile{}) {
		w.Kind = serve.Page
	}
	p, err := s.lists.Get(r.Context(), list, otter.LoaderFunc[address.Playlist, *playlist.Playlist](s.loadList))
	switch {
	case err != nil && f == (address.PlaylistFile{}):
		return s.noPage(w, err)
	case err != nil:
		return err
	}
	w.About(p.AccountID, serve.PlaylistEntity, p.ID)
	switch {
	case f.Media:
		return s.mediaPlaylist(w, r, f, p, videoBase(w, r, gate))
	case f.Master:
		return s.masterPlaylist(w, r, f, p)
	case s.o.PlaylistPage == nil:
		return errMissing
	}
	s.o.PlaylistPage(w, r, *p)
	return nil
}

// listAge is how long a playlist is taken for what it was, for the requests
// that come in crowds.
const listAge = time.Second

func newLists() (*otter.Cache[address.Playlist, *playlist.Playlist], error) {
	return otter.New(&otter.Options[address.Playlist, *playlist.Playlist]{
		MaximumWeight:    rowCacheBytes,
		ExpiryCalculator: otter.ExpiryWriting[address.Playlist, *playlist.Playlist](listAge),
		Weigher: func(_ address.Playlist, p *playlist.Playlist) uint32 {
			n := uint32(1024)
			for _, v := range p.Videos {
				n += weight(v)
			}
			return n
		},
	})
}

func (s *Server) loadList(ctx context.Context, k address.Playlist) (*playlist.Playlist, error) {
	// Others may wait for this too, so that it outlives its request.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	p, err := s.o.Playlists.Public(ctx, k.Account, k.ID)
	return &p, err
}

// send answers with a playlist, which caches may keep for half a segment.
func (m *programme) send(w http.ResponseWriter, r *http.Request, body []byte) {
	cache := "public, max-age=" + strconv.FormatInt(max(1, m.target/2), 10)
	serve.NewText(hls.ContentType, cache, body).Send(w, r)
}

// fitTS reports whether transport streams can carry all videos, and in each
// the one sound that is muxed in.
func (m *programme) fitTS() bool {
	return !slices.ContainsFunc(m.videos, func(v *catalog.Video) bool {
		return !fitTS(v) || slices.ContainsFunc(complete(v), func(r *catalog.Rendition) bool { return len(audioTracks(r)) > 1 })
	})
}

// rungs returns the qualities that a playlist has: each that one of its videos
// has, in the codecs that all of them have. Each is described by the most
// demanding rendition that belongs to it.
func (m *programme) rungs() []*catalog.Rendition {
	shared := m.codecs()
	var list []*catalog.Rendition
	for _, v := range m.videos {
		for _, r := range listedHLS(complete(v)) {
			i := slices.IndexFunc(list, func(o *catalog.Rendition) bool { return o.Codec == r.Codec && o.ShortSide == r.ShortSide })
			switch {
			case len(shared) > 0 && (!hasVideo(r) || !slices.Contains(shared, r.Codec)):
			case i < 0:
				list = append(list, r)
			case bandwidth(r) > bandwidth(list[i]):
				list[i] = r
			}
		}
	}
	sorted := complete(&catalog.Video{Renditions: list})
	return sorted
}

// codecs returns the codecs of pictures that all videos with pictures have; if
// they share none, those of the first.
func (m *programme) codecs() []string {
	var shared, first []string
	for _, v := range m.videos {
		var mine []string
		for _, r := range listedHLS(complete(v)) {
			if hasVideo(r) && !slices.Contains(mine, r.Codec) {
				mine = append(mine, r.Codec)
			}
		}
		switch {
		case len(mine) == 0:
		case first == nil:
			first, shared = mine, slices.Clone(mine)
		default:
			shared = slices.DeleteFunc(shared, func(c string) bool { return !slices.Contains(mine, c) })
		}
	}
	if len(shared) == 0 {
		return first
	}
	return shared
}

// chosen returns the rendition that a video takes part in a rung with: the
// best that is not better than the rung, else the least.
func chosen(v *catalog.Video, rung address.Rung) *catalog.Rendition {
	all := listedHLS(complete(v))
	list := keep(all, func(r *catalog.Rendition) bool { return r.Codec == rung.Codec && hasVideo(r) })
	for _, r := range list {
		if r.ShortSide <= rung.Side {
			return r
		}
	}
	return list[len(list)-1]
}

// masterPlaylist lists the qualities of a playlist. Before the start it is
// there already, so that players can get ready.
func (s *Server) masterPlaylist(w http.ResponseWriter, r *http.Request, f address.PlaylistFile, p *playlist.Playlist) error {
	m, err := s.programme(r.Context(), p)
	if err != nil {
		return err
	}
	if len(m.videos) == 0 {
		return errMissing
	}
	if err := s.seals(r.Context(), m, f); err != nil {
		return err
	}
	cmaf := f.CMAF || !m.fitTS()
	var out hls.Master
	var sounds []string // which renditions are heard with which group
	for _, r := range limited(f.Limits, m.rungs()) {
		m.addRung(&out, &sounds, r, cmaf)
	}
	m.send(w, r, out.Append(make([]byte, 0, 4096)))
	return nil
}

func (m *programme) addRung(out *hls.Master, sounds *[]string, r *catalog.Rendition, cmaf bool) {
	rung, v := address.Rung{Codec: r.Codec, Side: r.ShortSide}, variant(r)
	heard, seen, sources := false, false, ""
	for _, one := range m.videos {
		c := chosen(one, rung)
		v.Bandwidth = max(v.Bandwidth, bandwidth(c))
		seen = seen || hasVideo(c)
		if hasAudio(c) {
			if !heard && !hasAudio(r) {
				v.Codecs += "," + *c.AudioCodecs
			}
			heard = true
			sources += audioSource(one, c).File
		}
		sources += "\n"
	}
	file := address.PlaylistFile{Media: true, CMAF: cmaf, Rung: rung, Video: seen}
	switch {
	case !cmaf && heard, !seen:
		file.Audio = true
	case heard:
		n := slices.Index(*sounds, sources)
		if n < 0 {
			n = len(*sounds)
			*sounds = append(*sounds, sources)
			out.Renditions = append(out.Renditions, hls.Rendition{
				Type: hls.Audio, Group: "audio" + strconv.Itoa(n), Name: "Audio", Default: true,
				URI: address.PlaylistFile{Media: true, CMAF: true, Rung: rung, Audio: true}.String(),
			})
		}
		v.Audio = "audio" + strconv.Itoa(n)
	}
	v.URI = file.String()
	out.Variants = append(out.Variants, v)
}

// audioSource returns the rendition whose sound is played to the pictures of r:
// the one that the video's own manifests name.
func audioSource(v *catalog.Video, r *catalog.Rendition) *catalog.Rendition {
	sounds := groups(complete(v), []*catalog.Rendition{r})
	if len(sounds) == 0 {
		return r
	}
	return sounds[0].source
}

// mediaPlaylist lists the segments of one quality that are due.
func (s *Server) mediaPlaylist(w http.ResponseWriter, r *http.Request, f address.PlaylistFile, p *playlist.Playlist, base func(v *catalog.Video) string) error {
	m, err := s.programme(r.Context(), p)
	if err != nil {
		return err
	}
	if len(m.videos) == 0 {
		return errMissing
	}
	if err := s.seals(r.Context(), m, f); err != nil {
		return err
	}
	out := m.window(f, s.now().UnixMilli(), base)
	m.send(w, r, out.Append(nil))
	return nil
}

// seals finds the keys of the videos when they are encrypted, which only
// transport streams can be.
func (s *Server) seals(ctx context.Context, m *programme, f address.PlaylistFile) error {
	for _, v := range m.videos {
		seal, err := s.seal(ctx, v)
		if err != nil || seal == nil {
			return err // all of an account's videos are encrypted, or none
		}
		if f.CMAF || !m.fitTS() {
			return errEncrypted
		}
		m.keys = append(m.keys, seal.keyURL)
	}
	return nil
}

// window is a media playlist as it is at a time. base leads to a video.
func (m *programme) window(f address.PlaylistFile, now int64, base func(v *catalog.Video) string) *hls.Media {
	slots, ended := m.slots(now)
	out := &hls.Media{Version: hls.VersionCMAF, Target: m.target, Ended: ended, Sequence: m.list.Sequence, Discontinuity: m.list.Sequence}
	if m.list.Type == playlist.VOD {
		out.VOD, out.Sequence = ended, 1
	}
	if len(slots) > 0 {
		first := slots[0]
		out.Sequence, out.Discontinuity = first.sequence, first.discontinuity
		if first.segment == 0 && !first.first {
			out.Discontinuity-- // the tag before the first segment counts
		}
	}
	segments := make([]*hls.Segment, 0, len(slots))
	for i, at := range slots {
		one := m.segment(f, at, base)
		one.Discontinuity = at.segment == 0 && !at.first
		if (i == 0 || one.Discontinuity) && !out.VOD {
			one.Start = at.start
		}
		if one.Gap {
			out.Version = hls.VersionGap
		}
		segments = append(segments, one)
	}
	out.Segments = slices.Values(segments)
	return out
}

// slots returns what is due: all at once of a list that is one long video.
func (m *programme) slots(now int64) (list []slot, ended bool) {
	line := timeline{
		clips: m.clips, began: m.list.BeganAt, sequence: m.list.Sequence, repeats: m.list.Repeats,
		back: 2000 * m.target, ahead: 3000 * m.target,
	}
	if m.list.Type != playlist.VOD {
		return line.window(now)
	}
	if now < line.began {
		return nil, false
	}
	at := slot{sequence: 1, first: true, start: line.began}
	for i := range line.clips {
		at.clip = i
		line.back, line.ahead = 0, line.clips[i].length()
		list = line.listClip(list, at, at.start)
		at = at.after(&line.clips[i])
	}
	return list, true
}

func (m *programme) segment(f address.PlaylistFile, at slot, base func(v *catalog.Video) string) *hls.Segment {
	v, c := m.videos[at.clip], &m.clips[at.clip]
	r := chosen(v, f.Rung)
	file := address.File{Kind: address.SegmentTS, Number: int64(at.segment) + 1, Tracks: muxedName(r), Encrypted: m.keys != nil}
	out := &hls.Segment{Duration: c.bounds[at.segment+1] - c.bounds[at.segment]}
	if f.CMAF {
		file.Kind = address.SegmentCMAF
		if f.Video {
			file.Tracks, out.Gap = videoName(r), !hasVideo(r)
		} else {
			file.Tracks, out.Gap = audioName(audioSource(v, r), 1), !hasAudio(r)
		}
		if !out.Gap {
			out.Map = base(v) + address.File{Kind: address.InitCMAF, Tracks: file.Tracks}.String()
		}
	}
	if m.keys != nil {
		// Without an IV the segment's number in this playlist would be taken.
		out.Key = fmt.Sprintf(`METHOD=AES-128,URI="%s",IV=0x%032x`, m.keys[at.clip], at.segment+1)
	}
	out.URI.Prefix = base(v) + file.String()
	return out
}

// videoBase returns how to get from a media playlist's address to the files of a
// video, relative, so that it works below any path and on any host. Where a
// token is asked for, each video's own one of the same span is put in.
func videoBase(w *serve.Answer, r *http.Request, gate serve.Gate) func(v *catalog.Video) string {
	if gate == nil {
		return func(v *catalog.Video) string { return "../../videos/" + v.Address().ID() + "/" }
	}
	up, token := "../../videos/", gate.Onward(address.PlaylistsPrefix, w.Viewer)
	if w.Viewer.Path != r.URL.Path { // the playlist's own address holds a token
		up = "../../../../videos/"
	}
	return func(v *catalog.Video) string {
		id := v.Address().ID()
		return up + id + "/" + token(id)
	}
}

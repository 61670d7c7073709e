package delivery

import (
	"cmp"
	"slices"
	"strconv"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/dash"
	"kinora/internal/media/language"
	"kinora/internal/packaging"
)

func (q *request) masterDASH() error {
	all := complete(q.video)
	if len(all) == 0 {
		return errMissing
	}
	list := limited(q.target.Limits, all)
	m := dash.MPD{MinBuffer: q.server.o.SegmentDuration.Milliseconds(), Periods: make([]dash.Period, 1)}
	if err := q.pictureSets(&m, list); err != nil {
		return err
	}
	if err := q.soundSets(&m, groups(all, list)); err != nil {
		return err
	}
	m.Periods[0].Sets = append(m.Periods[0].Sets, q.textSets(m.Duration)...)
	q.sendText(dash.ContentType, cacheManifest(q.video), m.Append(make([]byte, 0, 8192)))
	return nil
}

// codecOrder is the order of the sets of pictures.
var codecOrder = [...]string{"vp9", "hevc", "av1", "h264"}

// pictureSets adds one set per codec.
func (q *request) pictureSets(m *dash.MPD, list []*catalog.Rendition) error {
	sets := make(map[string]*dash.AdaptationSet, 1)
	order := []string{}
	for _, r := range list {
		if !hasVideo(r) {
			continue
		}
		ix, err := q.server.index(q.r.Context(), r)
		if err != nil {
			return err
		}
		track := ix.Video()
		if track == nil {
			return errMissing
		}
		if sets[r.Codec] == nil {
			sets[r.Codec] = &dash.AdaptationSet{}
			order = append(order, r.Codec)
		}
		add(m, sets[r.Codec], track, pictureRepresentation(r))
	}
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Compare(slices.Index(codecOrder[:], a), slices.Index(codecOrder[:], b))
	})
	for _, codec := range order {
		shareTemplate(sets[codec])
		m.Periods[0].Sets = append(m.Periods[0].Sets, *sets[codec])
	}
	return nil
}

func pictureRepresentation(r *catalog.Rendition) dash.Representation {
	mimeType := "video/mp4"
	if r.Codec == "av1" || r.Codec == "vp9" {
		mimeType = typeWebM
	}
	return dash.Representation{
		ID: videoName(r).String(), MimeType: mimeType, Codecs: text(r.VideoCodecs),
		Width: value(r.FrameWidth), Height: value(r.FrameHeight),
		Rate: dash.Rate{Num: value(r.FPSNum), Den: value(r.FPSDen)}, Bandwidth: r.VideoKbps * 1000,
	}
}

// soundSets adds one set per language, with the bit rates there are of it.
func (q *request) soundSets(m *dash.MPD, sounds []group) error {
	if len(sounds) == 0 {
		return nil
	}
	list := audioTracks(sounds[0].source)
	names := trackNames(list)
	for i, voice := range list {
		set := dash.AdaptationSet{Language: trackLanguage(voice), Label: names[i], Main: i == 0 && len(list) > 1}
		for _, g := range sounds {
			if i >= len(audioTracks(g.source)) {
				continue
			}
			track, err := q.soundTrack(g, i+1)
			if err != nil {
				return err
			}
			add(m, &set, track, dash.Representation{
				ID: audioName(g.source, i+1).String(), MimeType: "audio/mp4", Codecs: track.Config.String(),
				SampleRate: track.Config.SampleRate, Channels: track.Config.Channels, Bandwidth: g.source.AudioKbps * 1000,
			})
		}
		shareTemplate(&set)
		m.Periods[0].Sets = append(m.Periods[0].Sets, set)
	}
	return nil
}

func (q *request) soundTrack(g group, number int) (*packaging.Track, error) {
	ix, err := q.server.index(q.r.Context(), g.source)
	if err != nil {
		return nil, err
	}
	return audioTrack(ix, int64(number))
}

// add puts a representation of a track into a set.
func add(m *dash.MPD, set *dash.AdaptationSet, track *packaging.Track, r dash.Representation) {
	segment, initial := address.SegmentCMAF, address.InitCMAF
	if r.MimeType == typeWebM {
		segment, initial = address.SegmentWebM, address.InitWebM
	}
	r.Template = &dash.Template{
		Media: address.Template(segment), Init: address.Template(initial),
		Boundaries: boundaries(track),
	}
	set.Representations = append(set.Representations, r)
	m.Duration = max(m.Duration, r.Template.Boundaries[len(r.Template.Boundaries)-1])
}

// shareTemplate moves the template of the representations to their set when
// all have the same one, as they do on one grid.
func shareTemplate(set *dash.AdaptationSet) {
	list := set.Representations
	for i := range list {
		if !slices.Equal(list[i].Template.Boundaries, list[0].Template.Boundaries) {
			return
		}
	}
	set.Template = list[0].Template
	for i := range list {
		list[i].Template = nil
	}
}

// textSets lists subtitles as whole files. duration is in milliseconds.
func (q *request) textSets(duration int64) []dash.AdaptationSet {
	names := subtitleNames(q.video.Subtitles)
	sets := make([]dash.AdaptationSet, len(names))
	for i, s := range q.video.Subtitles {
		sets[i] = dash.AdaptationSet{
			Text: true, Language: language.Two(s.Language), Label: names[i],
			Representations: []dash.Representation{{
				ID: "f" + strconv.FormatInt(s.ID, 10), MimeType: "text/vtt", URL: address.File{Kind: address.WholeText, Subtitle: s.ID}.String(),
				Bandwidth: max(256, s.Size*8000/max(1, duration)),
			}},
		}
	}
	return sets
}

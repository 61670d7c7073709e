package dash

import (
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	require.NoError(t, xml.Unmarshal(got, new(struct{ XMLName xml.Name })), "well formed")
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func TestMPD(t *testing.T) {
	template := &Template{
		Media: "segment-$Number$-$RepresentationID$.m4s", Init: "init-$RepresentationID$.m4s",
		Boundaries: []int64{0, 4000, 8000, 12000, 13500},
	}
	video := func(id string, w, h, bps int64, rate Rate) Representation {
		return Representation{
			ID: id, MimeType: "video/mp4", Codecs: "avc1.64001f", Width: w, Height: h, Rate: rate, Bandwidth: bps,
		}
	}
	pictures := AdaptationSet{Template: template, Representations: []Representation{
		video("s0q3570v1-v1", 1280, 720, 1800000, Rate{30000, 1001}),
		video("s0q3576v1-v1", 640, 360, 386000, Rate{24, 1}),
	}}
	sound := AdaptationSet{Language: "en", Label: "English", Template: template, Representations: []Representation{{
		ID: "s0q3576v1-a1", MimeType: "audio/mp4", Codecs: "mp4a.40.2", SampleRate: 44100, Channels: 2, Bandwidth: 128000,
	}}}
	text := AdaptationSet{Text: true, Language: "it", Label: `<"Ital" & iano>` + "\x01", Representations: []Representation{{
		ID: "f4", MimeType: "text/vtt", Bandwidth: 256, URL: "subtitle-f4.vtt?a&b",
	}}}
	uneven := pictures
	uneven.Template = nil
	uneven.Representations = []Representation{pictures.Representations[0], pictures.Representations[1]}
	for i := range uneven.Representations {
		uneven.Representations[i].Template = template
	}
	for _, c := range []struct {
		name string
		mpd  MPD
	}{
		{"full.mpd", MPD{Duration: 13500, MinBuffer: 4000, Periods: []Period{{Sets: []AdaptationSet{pictures, sound, text}}}}},
		{"sound.mpd", MPD{Duration: 13500, MinBuffer: 4000, Periods: []Period{{Sets: []AdaptationSet{sound}}}}},
		{"uneven.mpd", MPD{Duration: 13500, MinBuffer: 4000, Periods: []Period{{Sets: []AdaptationSet{uneven}}}}},
	} {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, c.mpd.Append(nil)) })
	}
}

// TestBroadcast has a period that is over and one that grows, told by numbers
// and by times.
func TestBroadcast(t *testing.T) {
	set := func(tmpl Template) AdaptationSet {
		return AdaptationSet{
			Reference: &Reference{Wall: 1767225600123, Media: tmpl.Offset}, Template: &tmpl,
			Representations: []Representation{{ID: "v1", MimeType: "video/mp4", Codecs: "avc1.64001f", Width: 640, Height: 360, Rate: Rate{30, 1}, Bandwidth: 450000}},
		}
	}
	numbered := Template{
		Media: "v1-$Number$.m4s", Init: "init-v1.m4s", Timescale: 90000, Number: 41, Duration: 180000, Offset: 7380000, Early: 1500,
	}
	timed := Template{Media: "v1-$Time$.m4s", Init: "init-v1.m4s", Timescale: 90000, Number: 12, Boundaries: []int64{0, 180000, 360000, 495000}}
	live := &Broadcast{
		Start: 1767225518000, Published: 1767225610500, UpdatePeriod: 2000, Window: 25000, Delay: 3000, Rates: [2]int{960, 1040},
		ClockURL: "/time?iso&ms",
	}
	periods := []Period{
		{ID: "1", Sets: []AdaptationSet{set(timed)}},
		{ID: "2", Start: 82000, Sets: []AdaptationSet{set(numbered)}},
	}
	golden(t, "broadcast.mpd", (&MPD{MinBuffer: 500, Broadcast: live, Periods: periods}).Append(nil))
	bare := &Broadcast{Start: 1767225518000, Published: 1767225610500, Window: 25000, Delay: 9000}
	golden(t, "bare.mpd", (&MPD{MinBuffer: 2000, Broadcast: bare}).Append(nil))
}

func TestRateOrder(t *testing.T) {
	require.True(t, Rate{}.less(Rate{24, 1}))
	require.True(t, Rate{24000, 1001}.less(Rate{24, 1}))
	require.False(t, Rate{30, 1}.less(Rate{24, 1}))
	require.False(t, Rate{30, 1}.less(Rate{}))
}

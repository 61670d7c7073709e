package delivery

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/packaging"
	"kinora/internal/playlist"
	"kinora/internal/serve"
	"kinora/internal/storage"
)

// catalogue is a catalogue in memory.
type catalogue struct {
	mu     sync.Mutex
	videos map[string]catalog.Video

	playlists map[int64]playlist.Playlist
}

func (c *catalogue) Public(_ context.Context, account int64, slug string) (catalog.Video, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.videos[slug]
	if !ok || v.AccountID != account {
		return catalog.Video{}, fault.Missing("video")
	}
	return v, nil
}

func (c *catalogue) SubtitleText(_ context.Context, video, id int64) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range c.videos {
		for _, s := range v.Subtitles {
			if v.ID == video && s.ID == id {
				return s.VTT, nil
			}
		}
	}
	return "", fault.Missing("subtitle")
}

func (c *catalogue) Storyboard(_ context.Context, video int64) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range c.videos {
		if v.ID == video && v.SpriteVTT != nil {
			return *v.SpriteVTT, nil
		}
	}
	return "", fault.Missing("storyboard")
}

func (c *catalogue) PosterOf(_ context.Context, id int64, name string) (string, int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range c.videos {
		if v.ID == id && text(v.Poster) == name && name != "" {
			return v.Slug, v.AccountID, nil
		}
	}
	return "", 0, fault.Missing("poster")
}

// lists are the playlists of a catalogue.
type lists struct{ *catalogue }

func (c lists) Public(_ context.Context, account, id int64) (playlist.Playlist, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.playlists[id]
	if !ok || p.AccountID != account {
		return p, fault.Missing("playlist")
	}
	return p, nil
}

func (c *catalogue) put(v catalog.Video) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v.Storyboard = v.SpriteVTT != nil
	for _, s := range v.Subtitles {
		s.VideoID, s.Size = v.ID, int64(len(s.VTT))
	}
	c.videos[v.Slug] = v
}

// rung is a rendition to be made.
type rung struct {
	height    int    // 0 = sound alone
	audioKbps int    // 0 = silent
	codec     string // of the pictures, "" = h264
	voices    string // languages of the sound, separated by spaces; "" = eng
	seconds   int    // 0 = 10
}

// site is a server with the videos of a test.
type site struct {
	*httptest.Server
	catalog  *catalogue
	store    storage.Store
	delivery *Server
}

func newSite(t testing.TB, change ...func(*Options)) *site {
	dir := t.TempDir()
	store, err := storage.Open(t.Context(), "file:"+dir)
	require.NoError(t, err)
	s := &site{catalog: &catalogue{videos: map[string]catalog.Video{}, playlists: map[int64]playlist.Playlist{}}, store: store}
	o := Options{
		Catalog: s.catalog, Playlists: lists{s.catalog}, Store: store, SegmentDuration: 4 * time.Second, Addresses: catalog.NewAddresses("https://video.example.net", "", "", ""),
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Player: func(w http.ResponseWriter, _ *http.Request, v catalog.Video) {
			_, _ = io.WriteString(w, "<title>"+v.Name+"</title>")
		},
	}
	for _, f := range change {
		f(&o)
	}
	s.delivery, err = New(o)
	require.NoError(t, err)
	mux := http.NewServeMux()
	s.delivery.Routes(mux)
	s.Server = httptest.NewUnstartedServer(mux)
	s.Config.ConnContext = serve.WithConn
	s.Start()
	s.Client().Transport.(*http.Transport).DisableCompression = true
	t.Cleanup(s.Close)
	return s
}

func ptr[T any](v T) *T { return &v }

// row returns a video without renditions.
func row(slug string) catalog.Video {
	return catalog.Video{
		ID: 900, AccountID: 4321, Slug: slug, Name: "Harbour", Status: catalog.StatusReady, Duration: ptr(int64(10_000)),
		Stills: catalog.StillsWaiting,
	}
}

// add encodes and stores a video of ten seconds, smallest rung first.
func (s *site) add(t testing.TB, slug string, rungs ...rung) catalog.Video {
	t.Helper()
	v := row(slug)
	for i, r := range rungs {
		v.Renditions = append(v.Renditions, s.rendition(t, slug, int64(i), r))
	}
	s.catalog.put(v)
	return v
}

// assembled is a rung that was encoded once for all tests.
type assembled struct {
	mp4   []byte
	index []byte
}

var encoded sync.Map // rung to *assembled

func (s *site) rendition(t testing.TB, slug string, position int64, r rung) *catalog.Rendition {
	t.Helper()
	a, ok := encoded.Load(r)
	if !ok {
		a, _ = encoded.LoadOrStore(r, assemble(t, r))
	}
	made := a.(*assembled)
	ix, err := packaging.ParseIndex(made.index)
	require.NoError(t, err)
	return s.publish(t, slug, position, r, made.mp4, ix)
}

// Each language sounds at a pitch of its own, in Hz, so that a test can hear
// which one is played.
var pitches = map[string]int{"eng": 440, "ita": 1000, "ger": 1600}

func (r rung) languages() []string {
	if r.voices == "" {
		return []string{"eng"}
	}
	return strings.Fields(r.voices)
}

// encoders make the pictures of a codec: two B-frames or what is most like it.
var encoders = map[string][]string{
	"":     {"libx264", "-preset", "ultrafast", "-bf", "2", "-sc_threshold", "0", "-flags", "+cgop"},
	"hevc": {"libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:bframes=2:open-gop=0:scenecut=0:keyint=50:min-keyint=50", "-tag:v", "hvc1"},
	"av1":  {"libaom-av1", "-usage", "realtime", "-cpu-used", "8", "-g", "50", "-lag-in-frames", "0"},
	"vp9":  {"libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "50", "-keyint_min", "50", "-lag-in-frames", "0"},
}

// numbered writes the number of each frame into the picture: ten boxes along
// the top, white for 1, the lowest bit first.
func numbered() string {
	filters := []string{"drawbox=x=0:y=0:w=iw:h=ih/8:color=black:t=fill"}
	for bit := range 10 {
		filters = append(filters, fmt.Sprintf("drawbox=x=iw/10*%d:y=0:w=iw/10:h=ih/8:color=white:t=fill:enable='mod(floor(n/%d),2)'", bit, 1<<bit))
	}
	return strings.Join(filters, ",")
}

func assemble(t testing.TB, r rung) *assembled {
	t.Helper()
	dir, seconds := t.TempDir(), strconv.Itoa(cmp.Or(r.seconds, 10))
	var video *packaging.Source
	var audio []packaging.Source
	if r.height > 0 {
		args := append([]string{
			"-f", "lavfi", "-i", "testsrc2=rate=25:size=" + strconv.Itoa(r.height*16/9) + "x" + strconv.Itoa(r.height),
			"-t", seconds, "-vf", numbered(), "-pix_fmt", "yuv420p", "-force_key_frames", "expr:gte(t,n_forced*2)", "-c:v",
		}, encoders[r.codec]...)
		video = encode(t, filepath.Join(dir, "video.mp4"), args...)
	}
	if r.audioKbps > 0 {
		for i, language := range r.languages() {
			src := encode(t, filepath.Join(dir, strconv.Itoa(i)+".mp4"), "-f", "lavfi", "-i",
				"sine=sample_rate=44100:frequency="+strconv.Itoa(pitches[language]), "-t", seconds, "-ac", "2", "-c:a", "aac", "-b:a", strconv.Itoa(r.audioKbps)+"k")
			src.Language = language
			audio = append(audio, *src)
		}
	}
	var out bytes.Buffer
	ix, err := packaging.Assemble(&out, 4*time.Second, video, audio)
	require.NoError(t, err)
	raw, err := ix.MarshalBinary()
	require.NoError(t, err)
	return &assembled{out.Bytes(), raw}
}

// publish stores an MP4 and describes it as a complete rendition.
func (s *site) publish(t testing.TB, slug string, position int64, r rung, mp4 []byte, ix *packaging.Index) *catalog.Rendition {
	codec := cmp.Or(r.codec, "h264")
	name := "qid" + strconv.Itoa(3570+int(position)) + "v1_" + codec + "_" + strconv.Itoa(r.height)
	object := "videos/900/" + slug + "/" + name + ".mp4"
	require.NoError(t, s.store.Put(t.Context(), object, bytes.NewReader(mp4), int64(len(mp4))))
	raw, err := ix.MarshalBinary()
	require.NoError(t, err)
	require.NoError(t, s.store.Put(t.Context(), address.IndexKey(object), bytes.NewReader(raw), int64(len(raw))))
	row := &catalog.Rendition{
		Position: position, QualityID: 3570 + position, Version: 1, Codec: codec, ShortSide: int64(r.height), File: name + ".mp4",
		AudioKbps: int64(r.audioKbps), Object: &object, Status: catalog.RenditionComplete, Size: ptr(int64(len(mp4))),
	}
	if t := ix.Video(); t != nil {
		num, den := t.FrameRate()
		row.VideoKbps, row.VideoCodecs, row.FPSNum, row.FPSDen = 300*(position+1), ptr(t.Config.String()), &num, &den
		row.FrameWidth, row.FrameHeight = ptr(int64(t.Config.Width)), ptr(int64(t.Config.Height))
		row.KeyFrameBPS = ptr(ix.KeyFrameBitRate())
	}
	if list := ix.Audio(); len(list) > 0 {
		row.AudioCodecs = ptr(list[0].Config.String())
	}
	for i, track := range ix.Audio() {
		row.AudioTracks = append(row.AudioTracks, catalog.AudioTrack{
			Language: r.languages()[i], Codecs: track.Config.String(), Channels: int64(track.Config.Channels),
		})
	}
	return row
}

func encode(t testing.TB, path string, args ...string) *packaging.Source {
	t.Helper()
	run(t, "ffmpeg", append(append([]string{"-v", "error", "-nostdin", "-y"}, args...), path)...)
	f, err := os.Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	require.NoError(t, err)
	return &packaging.Source{R: f, Size: info.Size()}
}

// run runs a program, which must succeed and have nothing to complain about.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	require.NoError(t, err, "%s %s\n%s", name, strings.Join(args, " "), complaints.String())
	require.Empty(t, complaints.String(), "%s %s", name, strings.Join(args, " "))
	return out.String()
}

// answer is a response that was read whole.
type answer struct {
	*http.Response
	body string
}

// get fetches a path of the site. Headers are "Name: value".
func (s *site) get(t testing.TB, path string, headers ...string) answer {
	t.Helper()
	return s.do(t, http.MethodGet, path, headers...)
}

func (s *site) do(t testing.TB, method, path string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, nil)
	require.NoError(t, err)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	res, err := s.Client().Transport.RoundTrip(r)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"), path)
	return answer{res, string(body)}
}

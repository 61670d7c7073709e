package packaging

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const segmentLength = 4 * time.Second

// clip is a recipe for intermediates as a transcode makes them.
type clip struct {
	name    string
	rate    string   // frames per second, "" for no video
	seconds string   // of video
	frames  string   // frames of video instead
	bframes string   // "" for 3
	filter  string   // video filter
	audio   []string // seconds of each audio track
	count   int      // video frames
}

var clips = []clip{
	{name: "25 fps", rate: "25", seconds: "10", audio: []string{"10"}, count: 250},
	{name: "29.97 fps", rate: "30000/1001", seconds: "9", audio: []string{"9"}, count: 270},
	{name: "no B-frames", rate: "24", seconds: "5", bframes: "0", audio: []string{"5"}, count: 120},
	{name: "two languages", rate: "25", seconds: "9", audio: []string{"9", "9"}, count: 225},
	{
		name: "variable rate", rate: "25", seconds: "9", filter: "select=lt(n\\,50)+not(mod(n\\,3))", audio: []string{"9"},
		count: 108,
	},
	{name: "silent", rate: "25", seconds: "9", count: 225},
	{name: "audio only", audio: []string{"9"}},
	{name: "one frame", rate: "25", frames: "1", audio: []string{"0.1"}, count: 1},
	{name: "shorter than a segment", rate: "25", seconds: "1", audio: []string{"1"}, count: 25},
	{name: "audio outlasts video", rate: "25", seconds: "5", audio: []string{"14"}, count: 125},
	{name: "audio ends early", rate: "25", seconds: "10", audio: []string{"3"}, count: 250},
}

// run runs a program, which must succeed without a word on standard error,
// and returns its output.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var out, warnings bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &warnings
	err := cmd.Run()
	require.NoError(t, err, "%s %s\n%s", name, strings.Join(args, " "), warnings.String())
	require.Empty(t, warnings.String(), "%s %s", name, strings.Join(args, " "))
	return out.String()
}

func ffmpeg(t testing.TB, args ...string) string {
	t.Helper()
	return run(t, "ffmpeg", append([]string{"-v", "warning", "-nostdin", "-y"}, args...)...)
}

func (c clip) makeVideo(t testing.TB, path string) {
	bframes := c.bframes
	if bframes == "" {
		bframes = "3"
	}
	length := []string{"-t", c.seconds}
	if c.frames != "" {
		length = []string{"-frames:v", c.frames}
	}
	args := append([]string{"-f", "lavfi", "-i", "testsrc2=size=160x90:rate=" + c.rate}, length...)
	if c.filter != "" {
		args = append(args, "-vf", c.filter, "-fps_mode", "vfr")
	}
	ffmpeg(t, append(args, "-c:v", "libx264", "-preset", "superfast", "-pix_fmt", "yuv420p", "-bf", bframes,
		"-force_key_frames", "expr:gte(t,n_forced*2)", "-sc_threshold", "0", "-flags", "+cgop", path)...)
}

func makeAudio(t testing.TB, seconds, pitch, path string) {
	ffmpeg(t, "-f", "lavfi", "-i", "sine=frequency="+pitch+":sample_rate=44100", "-t", seconds,
		"-c:a", "aac", "-b:a", "96k", "-ac", "2", path)
}

// source opens an intermediate.
func source(t testing.TB, path, language string) Source {
	f, err := os.Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	require.NoError(t, err)
	return Source{R: f, Size: info.Size(), Language: language}
}

// sources makes the intermediates of a clip.
func (c clip) sources(t testing.TB, dir string) (video *Source, audio []Source) {
	if c.rate != "" {
		path := filepath.Join(dir, "video.mp4")
		c.makeVideo(t, path)
		s := source(t, path, "")
		video = &s
	}
	for i, seconds := range c.audio {
		path := filepath.Join(dir, "audio"+[]string{"1", "2"}[i]+".mp4")
		makeAudio(t, seconds, []string{"440", "660"}[i], path)
		audio = append(audio, source(t, path, []string{"eng", "deu"}[i]))
	}
	return video, audio
}

// packed is an assembled clip.
type packed struct {
	clip
	dir  string
	path string // the final MP4
	data *bytes.Reader
	ix   *Index

	decoded  []string             // frames of the final MP4
	measured map[string][]float64 // times in the final MP4, by stream
}

// frames returns the MD5 of every video frame of the final MP4.
func (p *packed) frames(t testing.TB) []string {
	if p.decoded == nil {
		p.decoded = frames(t, p.path, "v:0")
	}
	return p.decoded
}

// times returns the presentation times of a stream of the final MP4.
func (p *packed) times(t testing.TB, stream string) []float64 {
	if p.measured[stream] == nil {
		p.measured[stream] = times(t, p.path, stream)
	}
	return p.measured[stream]
}

func pack(t testing.TB, c clip) *packed {
	p := &packed{clip: c, dir: t.TempDir(), measured: map[string][]float64{}}
	video, audio := c.sources(t, p.dir)
	var out bytes.Buffer
	ix, err := Assemble(&out, segmentLength, video, audio)
	require.NoError(t, err)
	p.ix, p.data = ix, bytes.NewReader(out.Bytes())
	p.path = p.write(t, "final.mp4", out.Bytes())
	return p
}

func (p *packed) write(t testing.TB, name string, b []byte) string {
	path := filepath.Join(p.dir, name)
	require.NoError(t, os.WriteFile(path, b, 0o600))
	return path
}

// segments is the number of transport stream segments.
func (p *packed) segments() int {
	n := 0
	for i := range p.ix.Tracks() {
		n = max(n, p.ix.SegmentCount(i))
	}
	return n
}

func (p *packed) ts(t testing.TB, segment int) []byte {
	b, err := p.ix.AppendTS(nil, p.data, segment)
	require.NoError(t, err)
	return b
}

// joinedTS is the whole of the transport stream.
func (p *packed) joinedTS(t testing.TB) string {
	var all []byte
	for i := range p.segments() {
		all = append(all, p.ts(t, i)...)
	}
	return p.write(t, "joined.ts", all)
}

// joinedCMAF is a track's init segment and all its segments.
func (p *packed) joinedCMAF(t testing.TB, track int) string {
	all := p.ix.AppendInit(nil, track)
	for i := range p.ix.SegmentCount(track) {
		var err error
		all, err = p.ix.AppendFragment(all, p.data, track, i)
		require.NoError(t, err)
	}
	return p.write(t, "joined"+[]string{"0", "1", "2"}[track]+".m4s.mp4", all)
}

// frames returns the MD5 of every decoded frame of a stream.
func frames(t testing.TB, path, stream string) []string {
	t.Helper()
	return framesOf(t, "warning", path, stream)
}

// framesOf is frames where ffmpeg may say things below the given level.
func framesOf(t testing.TB, level, path, stream string) []string {
	t.Helper()
	out := run(t, "ffmpeg", "-v", level, "-nostdin", "-i", path, "-map", "0:"+stream,
		"-fps_mode", "passthrough", "-f", "framemd5", "-")
	var list []string
	for _, line := range strings.Split(out, "\n") {
		if f := strings.Split(line, ","); len(f) == 6 && line[0] != '#' {
			list = append(list, strings.TrimSpace(f[5]))
		}
	}
	return list
}

package transcode

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

// TestVerifyFindsOtherSound puts other sound in the place of the encoded one.
func TestVerifyFindsOtherSound(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	const cutAway = "asplit[a][b];[a]atrim=end=%g[c];[b]atrim=start=%g,asetpts=PTS-STARTPTS[d];[c][d]concat=v=0:a=1,apad"
	for name, source := range map[string]string{
		"a melody": "0.3*sin(2*PI*t*(300+100*mod(floor(t*3)*7,5)))*(0.1+0.9*mod(floor(t*4)*3,7)/7)",
		"beeps":    "if(lt(mod(t,1.7),0.4),0.3*sin(2*PI*600*t),0)",
		"noise":    "0.2*(random(0)-0.5)*(1+sin(t*t))",
	} {
		path := clip(t, "in.mkv", "-f", "lavfi", "-i", "aevalsrc='"+source+"':s=44100:d=25", "-c:a", "flac")
		w := encode(t, tl, path, plan.Settings{})
		for change, filter := range map[string]string{
			"":                   "anull",
			"muted":              "volume=0",
			"half muted":         "volume=0:enable='gt(t,12)'",
			"a hole":             "volume=0:enable='between(t,10,11)'",
			"3 s put in":         "asplit[a][b];[a]atrim=end=6,apad=pad_dur=3[c];[b]atrim=start=6,asetpts=PTS-STARTPTS[d];[c][d]concat=v=0:a=1",
			"1 s cut away":       fmt.Sprintf(cutAway, 6.0, 7.0),
			"right channel lost": "pan=stereo|c0=c0|c1=0*c0",
			"much too quiet":     "volume=-14dB",
		} {
			if name == "noise" && change == "1 s cut away" {
				continue // nothing tells the noise before from that behind
			}
			t.Run(name+", "+change, func(t *testing.T) {
				other := w
				other.dir = t.TempDir()
				require.NoError(t, tl.Run(t.Context(), ffmpeg.Command{
					Inputs: []ffmpeg.Input{{Path: path}}, Dir: other.dir,
					Args: []string{"-filter_complex", "[0]aformat=channel_layouts=stereo," + filter + ",atrim=end=25[a]", "-map", "[a]", "-c:a", "aac", "-b:a", "128k", "-f", "mp4", other.audioFile(0, 128)},
				}))
				e, err := other.assemble(w.rungs[0], 4*time.Second)
				require.NoError(t, err)
				r, err := other.verify(t.Context(), tl, ffmpeg.Limits{}, e)
				if change == "" {
					require.NoError(t, err)
					require.Positive(t, r.Heard)
					return
				}
				var bad *unusableError
				require.ErrorAs(t, err, &bad)
				require.ErrorContains(t, err, "the sound")
			})
		}
	}
}

// TestVerifyHears has sounds whose encoding differs as encodings do.
func TestVerifyHears(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	const six = "-c:a ac3 -ac 6"
	for name, c := range map[string]struct{ file, source, args string }{
		"silence":        {"a.wav", "anullsrc=d=3", ""},
		"very quiet":     {"a.flac", "aevalsrc='0.002*sin(900*t)':d=3", ""},
		"white noise":    {"a.flac", "anoisesrc=d=4:a=0.5", ""},
		"clicks":         {"a.flac", "aevalsrc='if(lt(mod(t,0.5),0.001),0.9,0)':d=5", ""},
		"above 4 kHz":    {"a.flac", "sine=f=15000:d=3", ""},
		"loud surround":  {"a.ac3", "anoisesrc=d=4:a=0.9", six},
		"22.05 kHz mono": {"a.mp3", "sine=f=300:b=4:d=5:r=22050", ""},
		"a late start":   {"a.mka", "aevalsrc='0.3*sin(900*t)':d=3,asetpts=PTS+2/TB", ""},
		"gaps":           {"a.mka", "aevalsrc='0.3*sin(900*t)':d=6,aselect='gt(mod(t,2),0.7)'", "-c:a pcm_s16le"},
		"opposite sides": {"a.flac", "aevalsrc='0.3*sin(900*t)|-0.3*sin(900*t)':d=3", ""},
	} {
		t.Run(name, func(t *testing.T) {
			args := []string{"-f", "lavfi", "-i", c.source}
			args = append(args, strings.Fields(c.args)...)
			verified(t, tl, encode(t, tl, clip(t, c.file, args...), plan.Settings{}))
		})
	}
}

// TestShiftedSound holds uneven sound against itself, moved.
func TestShiftedSound(t *testing.T) {
	uneven := func(late int) *loudness {
		l := newLoudness(40)
		for side := range l.sides {
			for i := range l.sides[side] {
				n := (i - late + 1000) / 3
				l.sides[side][i] = float32(math.Pow(10, -float64(n*n*7%41)/10))
			}
		}
		return l
	}
	require.NoError(t, uneven(0).shifted(uneven(0)))
	require.NoError(t, uneven(2).shifted(uneven(0)))
	require.ErrorContains(t, uneven(9).shifted(uneven(0)), "0.9 s late")
	require.ErrorContains(t, uneven(-30).shifted(uneven(0)), "-3.0 s late")
	require.NoError(t, newLoudness(40).shifted(newLoudness(40)), "silence is like silence at any time")
	require.NoError(t, newLoudness(3).shifted(newLoudness(3)), "too short to tell")
}

// FuzzLoudness reads any output.
func FuzzLoudness(f *testing.F) {
	f.Add([]byte("frame:1    pts:800     pts_time:0.1\nlavfi.astats.1.RMS_level=-20.1\nlavfi.astats.2.RMS_level=-inf\n"))
	f.Add([]byte("pts_time:1e300\nlavfi.astats.9.RMS_level=nan\nlavfi.astats.1.RMS_level=1e300\npts_time:nan\nlavfi.astats.1.RMS_level=0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := newLoudness(1)
		_, err := l.from().Write(data)
		require.NoError(t, err)
	})
}

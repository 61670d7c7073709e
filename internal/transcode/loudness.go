package transcode

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
)

// loudness is how loud both sides of a track are: mean squares of windows of a
// tenth of a second, below 4 kHz, which encoders leave as it is. It takes what
// loudnessFilters print.
type loudness struct {
	sides [2][]float32
	side  int     // of the only channel that is measured
	at    float64 // windows, where the measured piece begins
}

const (
	windowsPerSecond = 10
	loudnessFilters  = "aresample=8000,asetnsamples=n=800:p=0," +
		"astats=metadata=1:reset=1:measure_perchannel=RMS_level:measure_overall=none,ametadata=mode=print:file=-"
)

func newLoudness(seconds float64) *loudness {
	n := int(seconds*windowsPerSecond) + 1
	return &loudness{sides: [2][]float32{make([]float32, n), make([]float32, n)}}
}

// line reads "frame:7 pts:5600 pts_time:0.7" or "lavfi.astats.1.RMS_level=-20.5".
func (l *loudness) line(text string) {
	if _, at, is := strings.Cut(text, "pts_time:"); is {
		if v, err := strconv.ParseFloat(at, 64); err == nil {
			l.at = v * windowsPerSecond
		}
		return
	}
	channel, value, is := strings.Cut(strings.TrimPrefix(text, "lavfi.astats."), ".RMS_level=")
	n, err := strconv.Atoi(channel)
	db, broken := strconv.ParseFloat(value, 64)
	if !is || err != nil || broken != nil || math.IsNaN(db) {
		return
	}
	l.add(l.side+n-1, float32(math.Pow(10, min(db, 100)/10)))
}

// add spreads a piece of one window's length over the two that it lies in.
func (l *loudness) add(side int, square float32) {
	if side < 0 || side >= len(l.sides) {
		return
	}
	first := math.Floor(l.at)
	late := float32(l.at - first)
	for i, share := range []float32{1 - late, late} {
		if n := first + float64(i); n >= 0 && n < float64(len(l.sides[side])) {
			l.sides[side][int(n)] += share * square
		}
	}
}

// What the sound of a rendition is held to. An encoder changes the loudness by
// a decibel or two; where the times of a source tremble, sound may be off by 0.2 s.
const (
	stretch     = 2     // windows that are compared at a time
	blur        = 2     // windows by which they may be moved
	maxOff      = 8.0   // dB by which a stretch may be louder or quieter
	audible     = -45.0 // dB below which nothing is compared
	masked      = 25.0  // dB by which a side is below the other, and then not compared
	maxOffShare = 100   // of so many compared stretches one may be off, and one more
	lagWindows  = 4 * windowsPerSecond
	lagStretch  = 10 * windowsPerSecond
	lagPlaces   = 8 // at which a shift of up to lagWindows is looked for
)

// unlike says how sound differs from that of the source, or nil. It counts the
// stretches that could be compared.
func (l *loudness) unlike(source *loudness) (compared int, err error) {
	off, last := 0, -1
	for from := 0; from+stretch <= len(l.sides[0]); from += stretch {
		made, want := l.mean(from), source.mean(from)
		loudest := max(made[0], made[1], want[0], want[1])
		bad := false
		for side := range l.sides {
			if level := max(made[side], want[side]); level < audible || level < loudest-masked {
				continue
			}
			compared++
			bad = bad || want[side] > l.most(side, from)+maxOff || made[side] > source.most(side, from)+maxOff
		}
		if !bad {
			continue
		}
		at := float64(from) / windowsPerSecond
		if off++; last == from-stretch && last >= 0 {
			return compared, fmt.Errorf("the sound differs from the source's from %.1f s on", at-float64(stretch)/windowsPerSecond)
		}
		last = from
	}
	if off > 1+compared/maxOffShare {
		return compared, fmt.Errorf("the sound differs from the source's at %d places of %d", off, compared)
	}
	return compared, l.shifted(source)
}

// mean is the level of both sides in a stretch, in dB.
func (l *loudness) mean(from int) (db [2]float64) {
	for side, list := range l.sides {
		sum := float32(0)
		for _, v := range list[from : from+stretch] {
			sum += v / stretch
		}
		db[side] = inDB(sum)
	}
	return db
}

// most is the level of the loudest window of a side in and around a stretch, in
// dB.
func (l *loudness) most(side, from int) float64 {
	list, loudest := l.sides[side], float32(0)
	for _, v := range list[max(from-blur, 0):min(from+stretch+blur, len(list))] {
		loudest = max(loudest, v)
	}
	return inDB(loudest)
}

func inDB(square float32) float64 { return 10 * math.Log10(max(float64(square), 1e-12)) }

// shifted looks at some places for a shift by which the sound would be much more
// like that of the source.
func (l *loudness) shifted(source *loudness) error {
	const differs, likelier = 3.0, 3 // dB; times
	room := len(l.sides[0]) - lagStretch - 2*lagWindows
	for i := range lagPlaces {
		if room < 0 {
			break
		}
		from := lagWindows + room*i/(lagPlaces-1)
		near, least, best := math.Inf(1), math.Inf(1), 0
		for lag := -lagWindows; lag <= lagWindows; lag++ {
			d := l.distance(source, from, lag)
			if d < least {
				least, best = d, lag
			}
			if max(lag, -lag) <= blur {
				near = min(near, d)
			}
		}
		if near > differs && least < near/likelier {
			return fmt.Errorf("the sound is %.1f s late at %.0f s", float64(best)/windowsPerSecond, float64(from)/windowsPerSecond)
		}
	}
	return nil
}

// distance is the mean difference in dB, of what is not silent, between a place
// of the source and one that comes by lag later.
func (l *loudness) distance(source *loudness, from, lag int) float64 {
	sum := 0.0
	for side := range l.sides {
		for i := from; i < from+lagStretch; i++ {
			sum += math.Abs(max(inDB(source.sides[side][i]), audible) - max(inDB(l.sides[side][i+lag]), audible))
		}
	}
	return sum / 2 / lagStretch
}

// from takes what loudnessFilters print.
func (l *loudness) from() io.Writer { return &ffmpeg.Lines{Line: l.line} }

// loudnessArgs are the output that measures a track of a rendition.
func loudnessArgs(track int) []string {
	return []string{"-filter_complex", fmt.Sprintf("[0:a:%d]aformat=channel_layouts=stereo,%s[m]", track, loudnessFilters), "-map", "[m]", "-f", "null", "-"}
}

// loudness takes that of a track, and is nil of one that is not to be measured:
// what each of many joined channels adds to a side is not known here.
func (v verifier) loudness(track int) *loudness {
	if len(v.index.Audio()) <= track || len(v.plan.Audio[track].Joined) > 2 {
		return nil
	}
	return newLoudness(v.plan.Duration.Seconds())
}

// sounds holds every track of a rendition against the source. The first one may
// have been measured.
func (v verifier) sounds(ctx context.Context, first *loudness) (compared int, err error) {
	for track := range v.index.Audio() {
		made := v.loudness(track)
		if made == nil {
			continue
		}
		from := v.plan.Audio[track]
		source, err := v.refs.loudness(track, func() (*loudness, error) { return v.sourceLoudness(ctx, from) })
		if err != nil {
			return compared, err
		}
		if track == 0 && first != nil {
			made = first
		} else if err := v.tools.Run(ctx, ffmpeg.Command{
			Inputs: []ffmpeg.Input{{Path: v.path, Demuxer: "mov"}}, Args: loudnessArgs(track), Stdout: made.from(), Limits: v.limits,
		}); err != nil {
			return compared, err
		}
		n, err := made.unlike(source)
		if compared += n; err != nil {
			return compared, &unusableError{fmt.Errorf("track %d: %w", track, err)}
		}
	}
	return compared, nil
}

// sourceLoudness measures a track of the source as it is to be.
func (v verifier) sourceLoudness(ctx context.Context, from plan.Audio) (*loudness, error) {
	l := newLoudness(v.plan.Duration.Seconds())
	for i, graph := range v.plan.DecodingGraphs(from) {
		if len(from.Joined) > 0 {
			l.side = 0
			if from.Joined[i].Name == "FR" {
				l.side = 1
			}
		}
		if from.Channels > 2 {
			graph += "," + plan.Limiter
		}
		args := []string{"-max_error_rate", "1", "-filter_complex", graph + "," + loudnessFilters + "[m]", "-map", "[m]", "-t", ffmpeg.Decimal(v.plan.Duration), "-f", "null", "-"}
		err := v.tools.Run(ctx, ffmpeg.Command{
			Inputs: []ffmpeg.Input{v.input()}, Args: append(args, v.plan.ReadAlong(from.Streams()[i])...), Stdout: l.from(), Limits: v.limits,
		})
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

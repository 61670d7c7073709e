package transcode

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/storage"
)

// TestVerifyDoubts lets a picture pass only if the source is decoded otherwise
// each time.
func TestVerifyDoubts(t *testing.T) {
	tl := tools(t)
	w := encode(t, tl, moving(t, tl, "2"), Settings{})
	w.refs = newReferences()
	e, err := w.assemble(w.rungs[0], 4*time.Second)
	require.NoError(t, err)
	v := verifier{work: w, tools: tl, encoded: e}
	_, err = v.compare(t.Context(), 0)
	require.NoError(t, err)
	why := &unusableError{errors.New("unlike")}
	require.ErrorIs(t, v.doubt(t.Context(), 0, why), why)
	reference, err := os.ReadFile(v.referenceFile(v.rung, 0))
	require.NoError(t, err)
	reference[len(reference)/2] ^= 1
	require.NoError(t, os.WriteFile(v.referenceFile(v.rung, 0), reference, 0o600))
	require.NoError(t, v.doubt(t.Context(), 0, why))
}

// TestTinyPictures are too small for a structure to be compared.
func TestTinyPictures(t *testing.T) {
	tl := tools(t)
	for _, size := range []string{"4x4", "6x6", "2x90"} {
		w := encode(t, tl, clip(t, tl, "in.mkv", "-f", "lavfi", "-i", "testsrc2=s="+size+":r=10:d=3", "-c:v", "ffv1"), Settings{})
		require.Len(t, means(t, verified(t, tl, w)[0]), 30, size)
	}
}

// TestCaptionsWhereFramesAreLeftOut loses them as a whole, not every second
// letter; where all frames are kept, so are they.
func TestCaptionsWhereFramesAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		fps  float64
		lost bool
	}{{30, false}, {25, false}, {59.94, true}, {50, true}} {
		s := source()
		s.Tracks[0] = steady(int(10*c.fps), 1/c.fps)
		p, err := NewPlan(s, Settings{})
		require.NoError(t, err)
		check := require.NotContains
		if c.lost {
			check = require.Contains
		}
		check(t, work{plan: p, rungs: p.Rungs}.videoGraph(), noCaptions, fmt.Sprint(c.fps))
	}
	require.Contains(t, resize(Rung{Every: 2}, Rung{}), noCaptions)
}

func TestExplanation(t *testing.T) {
	killed := exec.CommandContext(t.Context(), "sh", "-c", "kill -9 $$").Run()
	ended := exec.CommandContext(t.Context(), "sh", "-c", "exit 1").Run()
	for want, err := range map[string]error{
		"room":     fmt.Errorf("publish: %w", storage.ErrNoSpace),
		"room ":    &ffmpeg.Error{Err: syscall.ENOSPC},
		"still":    &ffmpeg.Error{Err: ffmpeg.ErrStalled},
		"resemble": fmt.Errorf("again: %w", &unusableError{errors.New("x")}),
		"damaged":  &ffmpeg.Error{Err: ended},
		"memory":   &ffmpeg.Error{Err: killed},
		"own":      fault.Explain(ended, "Its own."),
	} {
		require.Contains(t, explanation(err), want)
	}
	require.Empty(t, explanation(errors.New("other")))
}

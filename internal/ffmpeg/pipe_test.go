package ffmpeg

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRunReadsFromRuns has a run read what two others write, and end before
// one of them would.
func TestRunReadsFromRuns(t *testing.T) {
	tools := tools(t)
	tone := func(seconds string) Input {
		return Input{Demuxer: "nut", From: &Command{Args: []string{
			"-f", "lavfi", "-i", "sine=d=" + seconds + ":r=8000", "-c:a", "pcm_s16le", "-f", "nut", "pipe:1",
		}}}
	}
	var out bytes.Buffer
	require.NoError(t, tools.Run(t.Context(), Command{
		Inputs: []Input{tone("1"), tone("100000")}, Stdout: &out,
		Args: []string{"-filter_complex", "[0:0][1:0]amerge,atrim=end=1", "-f", "s16le", "-"},
	}))
	require.Equal(t, 2*2*8000, out.Len())
	broken := Input{Demuxer: "nut", From: &Command{Args: []string{"-f", "lavfi", "-i", "nothing", "-f", "nut", "pipe:1"}}}
	err := tools.Run(t.Context(), Command{Inputs: []Input{tone("100000"), broken}, Args: []string{"-f", "null", "-"}})
	require.ErrorContains(t, err, "nothing")
	require.True(t, Final(err))
	err = tools.Run(t.Context(), Command{Inputs: []Input{tone("100000")}, Args: []string{"-af", "none", "-f", "null", "-"}})
	require.ErrorContains(t, err, "none")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, tools.Run(ctx, Command{Inputs: []Input{tone("1")}, Args: []string{"-f", "null", "-"}}), context.Canceled)
}

package plan

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCaptionsWhereFramesAreLeftOut loses them as a whole, not every second
// letter; where all frames are kept, so are they.
func TestCaptionsWhereFramesAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		fps  float64
		lost bool
	}{{30, false}, {25, false}, {59.94, true}, {50, true}} {
		s := source()
		s.Tracks[0] = steady(int(10*c.fps), 1/c.fps)
		s.Media.Streams[0].Captions = true
		p, err := New(s, Settings{})
		require.NoError(t, err)
		check := require.NotContains
		if c.lost {
			check = require.Contains
			require.Len(t, p.Notes, 1)
			require.Contains(t, p.Notes[0], "closed captions")
		} else {
			require.Empty(t, p.Notes)
		}
		check(t, p.VideoGraph(p.Rungs), noCaptions, fmt.Sprint(c.fps))
	}
	require.Contains(t, resize(Rung{Every: 2}, Rung{}), noCaptions)
}

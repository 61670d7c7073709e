package page

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

// TestLines tells the page what qualities are called where their frames have
// another number of lines, upright ones as well.
func TestLines(t *testing.T) {
	rendition := func(short, width, height int64) *catalog.Rendition {
		return &catalog.Rendition{ShortSide: short, FrameWidth: &width, FrameHeight: &height}
	}
	wide := &catalog.Video{Renditions: []*catalog.Rendition{rendition(360, 640, 360), rendition(480, 832, 468), {ShortSide: 480}}}
	upright := &catalog.Video{Renditions: []*catalog.Rendition{rendition(240, 270, 480), rendition(720, 720, 1280)}}
	require.Equal(t, map[int64]int64{468: 480}, lines(wide))
	require.Equal(t, map[int64]int64{468: 480, 270: 240}, lines(wide, upright))
}

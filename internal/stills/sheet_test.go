package stills

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSheet(t *testing.T) {
	for _, c := range []struct {
		name          string
		seconds       float64
		width, height int
		want          sheet
	}{
		{"184.7 s of a wide film", 184.669, 1920, 804, sheet{5 * time.Second, 37, 7, 100, 42}},
		{"464 s", 464, 1920, 1080, sheet{10 * time.Second, 46, 7, 100, 56}},
		{"888 s", 888, 1920, 1080, sheet{10 * time.Second, 89, 10, 100, 56}},
		{"five minutes", 300, 1920, 1080, sheet{5 * time.Second, 60, 8, 100, 56}},
		{"one frame", 0.04, 1280, 720, sheet{5 * time.Second, 1, 1, 100, 56}},
		{"12 s", 12, 1280, 720, sheet{5 * time.Second, 2, 2, 100, 56}},
		{"portrait", 12, 720, 1280, sheet{5 * time.Second, 2, 2, 100, 178}},
		{"66 min", 4000, 1280, 720, sheet{10 * time.Second, 400, 20, 100, 56}},
		{"a little more", 4001, 1280, 720, sheet{20 * time.Second, 200, 15, 100, 56}},
		{"8 h", 28800, 64, 64, sheet{80 * time.Second, 360, 19, 100, 100}},
		{"24 h", 86400, 1280, 720, sheet{220 * time.Second, 393, 20, 100, 56}},
		{"ribbon", 12, 8000, 10, sheet{5 * time.Second, 2, 2, 100, 1}},
		{"tower", 12, 10, 8000, sheet{5 * time.Second, 2, 2, 100, 400}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, newSheet(time.Duration(c.seconds*float64(time.Second)), c.width, c.height))
		})
	}
	x, y := newSheet(184669*time.Millisecond, 1920, 804).at(16)
	require.Equal(t, []int{200, 84}, []int{x, y})
}

func TestVTT(t *testing.T) {
	require.Equal(t, `1
00:00:00,000 --> 00:00:05,000
Ab3dE5gH7jK9mN1p_sprite.jpg#xywh=0,0,100,56

2
00:00:05,000 --> 00:00:10,000
Ab3dE5gH7jK9mN1p_sprite.jpg#xywh=100,0,100,56

`, newSheet(12*time.Second, 1280, 720).vtt("Ab3dE5gH7jK9mN1p"))
	require.Equal(t, "01:01:01,500", clock(3661500*time.Millisecond))
}

func TestScreenshotTimes(t *testing.T) {
	require.Equal(t, []time.Duration{6350 * time.Millisecond}, screenshotTimes(12700*time.Millisecond))
	require.Equal(t, []time.Duration{2 * time.Second, 6 * time.Second, 10 * time.Second, 14 * time.Second, 18 * time.Second},
		screenshotTimes(20*time.Second))
}

func TestNearest(t *testing.T) {
	times := []time.Duration{0, 10, 21, 30}
	for at, want := range map[time.Duration]int{0: 0, 4: 0, 6: 1, 20: 2, 100: 3} {
		require.Equal(t, want, nearest(times, at))
	}
}

package catalog

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/plan"
)

func TestInspectionOf(t *testing.T) {
	p := &plan.Plan{
		OriginDuration: 10 * time.Second, Duration: 9 * time.Second, Notes: []string{"x"},
		Video: &plan.Video{Width: 1920, Height: 1080}, Audio: []plan.Audio{{Channels: 6}},
		Rungs: []plan.Rung{{Name: "vod360p", Width: 640, Height: 360, File: "a.mp4"}},
	}
	in, err := InspectionOf(p)
	require.NoError(t, err)
	require.Equal(t, []int64{10000, 9000, 1920, 1080, 6}, []int64{in.OriginDuration, in.Duration, in.Width, in.Height, in.AudioChannels})
	require.Equal(t, []string{"x"}, in.Notes)
	require.Equal(t, "vod360p", in.Renditions[0].Name)
	require.EqualValues(t, 640, *in.Renditions[0].Width)
	var back plan.Plan
	require.NoError(t, json.Unmarshal([]byte(in.Plan), &back))
	require.Equal(t, *p, back)

	in, err = InspectionOf(&plan.Plan{Audio: []plan.Audio{{Channels: 2}}, Rungs: []plan.Rung{{Name: "vod_audio"}}})
	require.NoError(t, err)
	require.Nil(t, in.Renditions[0].Width)
}

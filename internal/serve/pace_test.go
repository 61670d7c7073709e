package serve

import (
	"bytes"
	"io"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParsePace(t *testing.T) {
	for _, c := range []struct {
		query string
		want  Pace
		ok    bool
	}{
		{"", Pace{}, false},
		{"speed=50k", Pace{speed: 51200}, true},
		{"speed=500K&buffer=10M", Pace{speed: 512000, buffer: 10485760}, true},
		{"speed=20000", Pace{speed: 20000}, true},
		{"speed=1", Pace{speed: minSpeed}, true},
		{"speed=20000&buffer=x", Pace{speed: 20000}, true},
		{"buffer=10M", Pace{}, false},
		{"speed=0", Pace{}, false},
		{"speed=-5", Pace{}, false},
		{"speed=fast", Pace{}, false},
		{"speed=k", Pace{}, false},
		{"speed=9999999999999999999", Pace{}, false},
	} {
		q, err := url.ParseQuery(c.query)
		require.NoError(t, err)
		got, ok := ParsePace(q)
		require.Equal(t, c.ok, ok, c.query)
		require.Equal(t, c.want, got, c.query)
	}
}

func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := bytes.Repeat([]byte("kinora"), 1000)
		start := time.Now()
		r := Pace{speed: 1000, buffer: 2000}.Limit(t.Context(), bytes.NewReader(body))
		got, err := io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, body, got)
		require.InDelta(t, 4, time.Since(start).Seconds(), 0.2)
	})
}

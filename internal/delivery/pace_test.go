package delivery

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
		want  pace
		ok    bool
	}{
		{"", pace{}, false},
		{"speed=50k", pace{speed: 51200}, true},
		{"speed=500K&buffer=10M", pace{speed: 512000, buffer: 10485760}, true},
		{"speed=20000", pace{speed: 20000}, true},
		{"speed=1", pace{speed: minSpeed}, true},
		{"speed=20000&buffer=x", pace{speed: 20000}, true},
		{"buffer=10M", pace{}, false},
		{"speed=0", pace{}, false},
		{"speed=-5", pace{}, false},
		{"speed=fast", pace{}, false},
		{"speed=k", pace{}, false},
		{"speed=9999999999999999999", pace{}, false},
	} {
		q, err := url.ParseQuery(c.query)
		require.NoError(t, err)
		got, ok := parsePace(q)
		require.Equal(t, c.ok, ok, c.query)
		require.Equal(t, c.want, got, c.query)
	}
}

func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := bytes.Repeat([]byte("kinora"), 1000)
		start := time.Now()
		r := pace{speed: 1000, buffer: 2000}.limit(t.Context(), bytes.NewReader(body))
		got, err := io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, body, got)
		require.InDelta(t, 4, time.Since(start).Seconds(), 0.2)
	})
}

package playlists

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
	"kinora/internal/opt"
)

// FuzzRead reads hostile objects: no panic, and no error but 422.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{`{}`, `{"name":"a","video_ids":[1,1,2e0],"start_time":"2026-09-01T08:00:00Z","playlist_type":"vod","loop":true}`, `{"video_ids":[[]]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) || !utf8.Valid(raw) || call.FirstByte(raw) != '{' { // which is refused before
			return
		}
		p, err := Options{Most: 128}.read(raw)
		if err != nil {
			require.Equal(t, 422, call.AnswerTo(err, nil).Status, "%v", err)
		}
		require.LessOrEqual(t, len(opt.Or(p.VideoIDs.Value, nil)), 128)
	})
}

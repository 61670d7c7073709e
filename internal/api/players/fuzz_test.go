package players

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
)

// FuzzRead reads hostile objects: no panic, and no error but 422.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{`{}`, `{"name":"a","logo_position":"tl","bg_color":"#ffffff","skin_js_url":""}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) || !utf8.Valid(raw) || call.FirstByte(raw) != '{' { // which is refused before
			return
		}
		_, err := read(raw)
		if err != nil {
			require.Equal(t, 422, call.AnswerTo(err, nil).Status, "%v", err)
		}
	})
}

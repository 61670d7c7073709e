package videos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
	"kinora/internal/api/shape"
)

// FuzzBody decodes hostile bodies every way there is: no panic, no error
// without a status below 500.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"video":{"name":"a"}}`, `{"name":"\u0000\ud800"}`, `{"videos":[{"name":"a","subtitles":[{"language":"eng","vtt":"WEBVTT"}]}]}`,
		`[{"name":"a"},0]`, `{"name":"a","priority":1e400}`, ` {"a\"":[{"b":"}]"}],"c":1} `, "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", `{"a":1,"a":2}`,
		strings.Repeat("[", 50), `{"videos":{}}`, `"\\"`, `{"directory":{"parent_id":-0}}`,
		`{"name":"a","poster":"data:image/png;base64,aGFsbG8=","remove_poster":true}`,
	} {
		f.Add([]byte(seed))
	}
	o := Options{Videos: &shape.Videos{}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) || !utf8.Valid(raw) { // which is refused before, as FuzzObject in call shows
			return
		}
		_, err := o.decodeBatch(t.Context(), 1, raw)
		checkFuzzError(t, err)
		if call.FirstByte(raw) != '{' {
			return
		}
		_, err = o.newVideo(t.Context(), 1, raw)
		checkFuzzError(t, err)
		_, err = o.videoPatch(t.Context(), 1, raw)
		checkFuzzError(t, err)
		_, err = subtitlePatch(call.NewInput(raw, "language", "name", "vtt"), "language", "vtt")
		checkFuzzError(t, err)
	})
}

func checkFuzzError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		status := call.AnswerTo(err, nil).Status
		require.True(t, status == 400 || status == 422, "%d: %v", status, err)
	}
}

// bigBatch is 500 videos as a customer sends them, each with a subtitle.
func bigBatch(cues int) []byte {
	vtt := `WEBVTT\n\n` + strings.Repeat(`00:00:07.154 --> 00:00:12.736\nWe have many users, or \"active\" ones.\n\n`, cues)
	var b bytes.Buffer
	b.WriteString(`{"videos":[`)
	for i := range maxBatch {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name":"Lecture %d","description":"Part %d","origin_url":"https://files.example.net/%d.mp4","priority":1,`+
			`"client_user_id":%d,"directory_id":5,"tags":["a","b"],"subtitles":[{"language":"eng","name":"English","vtt":"%s"}]}`, i, i, i, i, vtt)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func BenchmarkBatch(b *testing.B) {
	o := Options{Videos: &shape.Videos{}}
	for name, cues := range map[string]int{"small": 2, "64MB": 1500} {
		body := bigBatch(cues)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				videos, err := o.decodeBatch(b.Context(), 1, body)
				require.NoError(b, err)
				require.Len(b, videos, maxBatch)
			}
		})
	}
}

package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

func newRequestWithoutLength(d *door, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", target, strings.NewReader(body))
	r.ContentLength = -1
	r.Header.Set("Authorization", "APIKey "+goodToken)
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

func TestWalk(t *testing.T) {
	const doc = " { \"a\" : \"x\\\"}\\\\\" , \"b\":[1,{\"c\":[ ]},\"]\"],\n\"\\u0063\":-1.5e3 ,\"d\":{},\"e\":null} "
	require.True(t, json.Valid([]byte(doc)))
	var got []string
	require.NoError(t, eachMember([]byte(doc), func(name, value []byte) error {
		got = append(got, fmt.Sprintf("%s=%s", name, value))
		return nil
	}))
	require.Equal(t, []string{`a="x\"}\\"`, `b=[1,{"c":[ ]},"]"]`, `c=-1.5e3`, `d={}`, `e=null`}, got)
	got = nil
	require.NoError(t, eachElement([]byte("[ 1, [2,3] ,\"a,b\" , {\"x\":[1]}, true ]"), func(value []byte) error {
		got = append(got, string(value))
		return nil
	}))
	require.Equal(t, []string{"1", "[2,3]", `"a,b"`, `{"x":[1]}`, "true"}, got)
}

// FuzzBody decodes hostile bodies every way there is: no panic, no error
// without a status below 500, and members as encoding/json sees them.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"video":{"name":"a"}}`, `{"name":"\u0000\ud800"}`, `{"videos":[{"name":"a","subtitles":[{"language":"eng","vtt":"WEBVTT"}]}]}`,
		`[{"name":"a"},0]`, `{"name":"a","priority":1e400}`, ` {"a\"":[{"b":"}]"}],"c":1} `, "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", `{"a":1,"a":2}`,
		strings.Repeat("[", 50), `{"videos":{}}`, `"\\"`, `{"directory":{"parent_id":-0}}`,
		`{"name":"a","video_ids":[1,1,2e0],"start_time":"2026-09-01T08:00:00Z","playlist_type":"vod","loop":true}`,
		`{"name":"a","poster":"data:image/png;base64,aGFsbG8=","remove_poster":true,"logo_position":"tl","bg_color":"#ffffff"}`,
	} {
		f.Add([]byte(seed))
	}
	s := &server{Options: Options{}.withDefaults(), mux: http.NewServeMux()}
	f.Fuzz(func(t *testing.T, raw []byte) {
		body, err := checkJSON(bytes.Clone(raw))
		if err != nil {
			require.Equal(t, 400, answerTo(err).status)
			return
		}
		_, err = s.decodeBatch(t.Context(), 1, body)
		checkFuzzError(t, err)
		object, err := unwrap(body, "video")
		checkFuzzError(t, err)
		if err != nil {
			return
		}
		_, err = s.newVideo(t.Context(), 1, object)
		checkFuzzError(t, err)
		_, err = s.videoPatch(t.Context(), 1, object)
		checkFuzzError(t, err)
		list, err := s.readPlaylist(object)
		checkFuzzError(t, err)
		require.LessOrEqual(t, len(or(list.VideoIDs, nil)), s.MaxPlaylist)
		_, err = playerPatch(object)
		checkFuzzError(t, err)
		compareMembers(t, object)
		require.True(t, json.Valid(fields{"a": true, "name": true}.project(object)))
	})
}

func checkFuzzError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		status := answerTo(err).status
		require.True(t, status == 400 || status == 422, "%d: %v", status, err)
	}
}

func compareMembers(t *testing.T, object []byte) {
	t.Helper()
	want := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(object, &want))
	got := map[string]json.RawMessage{}
	require.NoError(t, eachMember(object, func(name, value []byte) error {
		require.True(t, utf8.Valid(name))
		got[string(name)] = value
		return nil
	}))
	require.Equal(t, want, got)
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
	s := &server{Options: Options{}.withDefaults()}
	for name, cues := range map[string]int{"small": 2, "64MB": 1500} {
		body := bigBatch(cues)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				checked, err := checkJSON(body)
				require.NoError(b, err)
				videos, err := s.decodeBatch(b.Context(), 1, checked)
				require.NoError(b, err)
				require.Len(b, videos, maxBatch)
			}
		})
	}
}

func BenchmarkListReply(b *testing.B) {
	v, u := harbour(), catalog.NewAddresses("https://video.example.org", "", "", "")
	items := make([]videoItem, maxPerPage)
	for name, f := range map[string]fields{"whole": nil, "fields": {"id": true, "name": true}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range items {
					items[i] = item(u, &v)
				}
				require.NoError(b, replyList(httptest.NewRecorder(), items, f))
			}
		})
	}
}

var _ Catalog = (*catalog.Catalog)(nil)

package videos_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func dataURL(t *testing.T, w, h int) string {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))))
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

func TestPosters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		one, two := dataURL(t, 320, 180), dataURL(t, 180, 320)
		made := d.Object("POST", "/streaming/videos", `{"name":"v","screenshot_id":-1,"poster":"`+one+`","remote_poster_url":"https://example.org/a.png"}`)
		at := apitest.AddressOf("/streaming/videos", made)
		require.Regexp(t, fmt.Sprintf(`^https://video.example.org/static/videoplatform/posters/video/%v/[0-9a-f]{32}\.jpeg$`, made["id"]), made["poster"])
		require.Contains(t, made["poster_thumb"], "/thumb_")
		require.Equal(t, made["poster"], made["screenshot"])
		back := d.Object("PATCH", at, fmt.Sprintf(`{"poster":"%v"}`, made["poster"]))
		require.Equal(t, made["poster"], back["poster"], "an address that was shown may be sent back")
		changed := d.Object("PATCH", at, `{"poster":"`+two+`","remove_poster":true}`)
		require.NotEqual(t, made["poster"], changed["poster"])
		require.NotNil(t, changed["poster"], "removal comes first")
		require.Nil(t, d.Object("PATCH", at, `{"remove_poster":true}`)["poster"])
		require.NotNil(t, d.Object("PATCH", at, `{"poster":"`+one+`"}`)["poster"])
		require.Nil(t, d.Object("PATCH", at, `{"poster":null}`)["poster"])
		batch := d.List("POST", "/streaming/videos/batch", `{"videos":[{"name":"a","poster":"`+one+`"},{"name":"b"}]}`)
		require.NotNil(t, batch[0]["poster"])
		require.Nil(t, batch[1]["poster"])

		invalid := `{"errors":{"poster":["is invalid"]}}`
		for poster, want := range map[string]string{
			`"` + one[:len(one)/2] + `"`:           invalid,
			`"https://example.org/a.png"`:          invalid,
			`"data:image/svg+xml;base64,PHN2Zy8+"`: invalid,
			`"data:image/png;base64,????"`:         invalid,
			`"data:text/html;base64,PGI+"`:         invalid,
			`"` + dataURL(t, 5000, 5000) + `"`:     invalid,
			`7`:                                    invalid,
			`["` + one + `"]`:                      invalid,
			`"data:image/png;base64,` + strings.Repeat("A", 1_400_000) + `"`: `{"errors":{"poster":["is too large (1 MB at most)"]}}`,
		} {
			d.Expect("POST", "/streaming/videos", `{"name":"v","poster":`+poster+`}`, 422, want)
			d.Expect("PATCH", at, `{"poster":`+poster+`}`, 422, want)
			d.Expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"v","poster":`+poster+`}]}`, 422,
				strings.TrimSuffix(want, "}")+`,"index":1}`)
		}
		for _, url := range []string{"ftp://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA==", "https://", "https://example.org/" + strings.Repeat("x", 3000)} {
			d.Expect("PATCH", at, `{"remote_poster_url":"`+url+`"}`, 422, `{"errors":{"remote_poster_url":["is invalid"]}}`)
		}
		require.Len(t, d.List("GET", "/streaming/videos", ""), 3, "nothing half made")
	})
}

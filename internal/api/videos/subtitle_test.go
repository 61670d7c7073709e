package videos_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/media/webvtt"
)

const subtitlesOf1 = "/streaming/videos/1/subtitles"

// openSubtitles is a door with video 1, without subtitles, and video 2, with
// one; both of account 1.
func openSubtitles(t *testing.T) *apitest.Door {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.List("POST", "/streaming/videos/batch", `[{"name":"a"},{"name":"b"}]`)
	d.Object("POST", "/streaming/videos/2/subtitles", `{"language":"eng","vtt":"WEBVTT"}`)
	return d
}

func words(text string) string {
	return `{"status":422,"error":"Unprocessable Entity. ` + text + `"}`
}

func TestSubtitles(t *testing.T) {
	d := openSubtitles(t)
	d.Expect("GET", subtitlesOf1, "", 200, `[]`)
	const first = `{"id":2,"name":"English","language":"eng","vtt":"WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nThe <i>harbour</i>."}`
	d.Expect("POST", subtitlesOf1, `{"language":"eng","name":"English","vtt":"WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nThe <i>harbour</i>."}`, 200, first)
	const srt = `\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\nDer Hafen.\r\n`
	d.Expect("PATCH", subtitlesOf1+"/2", `{"language":"deu"}`, 200, strings.Replace(first, `"eng"`, `"ger"`, 1))
	d.Expect("PATCH", subtitlesOf1+"/2", `{"language":"eng"}`, 200, first)
	const second = `{"id":3,"name":"","language":"ger","vtt":"` + srt + `"}`
	d.Expect("POST", subtitlesOf1+"/", `{"subtitle":{"id":9,"language":"ger","name":null,"vtt":"`+srt+`",
		"auto_transcribe_audio_language":null,"auto_translate_subtitles_language":"disable"}}`, 200, second)
	d.Expect("GET", subtitlesOf1+"/", "", 200, "["+first+","+second+"]")
	d.Expect("GET", subtitlesOf1+"/3", "", 200, second)
	d.Expect("GET", subtitlesOf1+"/3/", "", 200, second)
	require.Equal(t, 200, d.Send("HEAD", subtitlesOf1+"/3", "").Code)

	d.Expect("PATCH", subtitlesOf1+"/2/", `{"name":"x"}`, 200, strings.Replace(first, "English", "x", 1))
	d.Expect("PATCH", subtitlesOf1+"/3", second, 200, second)
	d.Expect("DELETE", subtitlesOf1+"/2/", "", 204, "")
	d.Expect("GET", subtitlesOf1, "", 200, "["+second+"]")
	d.Expect("PUT", subtitlesOf1+"/3", "", 405, `{"status":405,"error":"Method Not Allowed. See the Allow header for what this path takes."}`)
}

func TestSubtitlesThatAreNotThere(t *testing.T) {
	d := openSubtitles(t)
	const noVideo = `{"status":404,"error":"Not Found. Video was not found."}`
	const noSubtitle = `{"status":404,"error":"Not Found. Subtitle was not found."}`
	const body = `{"language":"eng","vtt":"WEBVTT"}`
	other := d.Other
	for _, method := range []string{"GET", "POST"} {
		d.Expect(method, "/streaming/videos/3/subtitles", body, 404, noVideo)
		d.Expect(method, "/streaming/videos/x/subtitles", body, 404, noVideo)
		d.Expect(method, "/streaming/videos/2/subtitles", body, 404, noVideo, other)
	}
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.Expect(method, "/streaming/videos/2/subtitles/2", body, 404, noSubtitle)
		d.Expect(method, "/streaming/videos/2/subtitles/x", body, 404, noSubtitle)
		d.Expect(method, "/streaming/videos/3/subtitles/1", body, 404, noVideo)
		d.Expect(method, "/streaming/videos/2/subtitles/1", body, 404, noVideo, other)
		d.Expect(method, subtitlesOf1+"/1", body, 404, noSubtitle) // of video 2
	}
	d.Expect("GET", "/streaming/videos/2/subtitles/1", "", 200, `{"id":1,"name":"","language":"eng","vtt":"WEBVTT"}`)
}

func TestSubtitleErrors(t *testing.T) {
	d := openSubtitles(t)
	const disabled = `{"error":"Feature is disabled. Contact support to enable."}`
	language := words("Language code is not recognized.")
	for name, c := range map[string]struct {
		body         string
		status       int
		post, change string // "" where the call takes it
	}{
		"empty":               {``, 422, language, ""},
		"null":                {`null`, 422, language, ""},
		"no members":          {`{}`, 422, language, ""},
		"two letters":         {`{"language":"xx","vtt":"WEBVTT"}`, 422, language, language},
		"language null":       {`{"language":null,"vtt":"WEBVTT"}`, 422, language, language},
		"language empty":      {`{"language":"","vtt":"WEBVTT"}`, 422, language, language},
		"language a number":   {`{"language":1,"vtt":"WEBVTT"}`, 422, language, language},
		"language missing":    {`{"vtt":"WEBVTT"}`, 422, language, ""},
		"name a flag":         {`{"language":"eng","name":true,"vtt":"WEBVTT"}`, 422, words("Name is invalid."), words("Name is invalid.")},
		"name and text wrong": {`{"language":"eng","vtt":[],"name":true}`, 422, words("Name is invalid."), words("Name is invalid.")},
		"text a list":         {`{"language":"eng","vtt":[]}`, 422, words("Vtt is invalid."), words("Vtt is invalid.")},
		"text missing":        {`{"language":"eng"}`, 422, words("Line 1: the text is empty."), ""},
		"text null":           {`{"language":"eng","vtt":null}`, 422, words("Line 1: the text is empty."), words("Line 1: the text is empty.")},
		"neither": {
			`{"language":"eng","vtt":"hello"}`, 422,
			words("Line 1: the text begins neither with WEBVTT nor with a cue number."),
			words("Line 1: the text begins neither with WEBVTT nor with a cue number."),
		},
		"times unreadable": {
			`{"language":"eng","vtt":"1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> x\nB"}`, 422,
			words("Line 5: the times of the cue cannot be read."), words("Line 5: the times of the cue cannot be read."),
		},
		"wrapper a number": {`{"subtitle":1}`, 422, words("Subtitle is invalid."), words("Subtitle is invalid.")},
		"a list": {
			`[]`, 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`,
			`{"status":400,"error":"Bad Request. The body must be a JSON object."}`,
		},
		"transcribed":          {`{"auto_transcribe_audio_language":"auto"}`, 422, disabled, ""},
		"transcribed, wrapped": {`{"subtitle":{"language":"eng","vtt":"","auto_transcribe_audio_language":"eng"}}`, 422, disabled, words("Line 1: the text is empty.")},
		"translated":           {`{"language":"eng","auto_translate_subtitles_language":"fre,ger"}`, 422, disabled, ""},
		"made twice": {
			`{"language":"eng","vtt":"WEBVTT","auto_transcribe_audio_language":"auto"}`, 422,
			words("Vtt and automatic creation exclude each other."), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := d.Send("GET", "/streaming/videos/2/subtitles", "").Body.String()
			d.Expect("POST", "/streaming/videos/2/subtitles", c.body, c.status, c.post)
			d.Expect("GET", "/streaming/videos/2/subtitles", "", 200, before)
			if c.change == "" {
				d.Object("PATCH", "/streaming/videos/2/subtitles/1", c.body)
				return
			}
			d.Expect("PATCH", "/streaming/videos/2/subtitles/1", c.body, c.status, c.change)
			d.Expect("GET", "/streaming/videos/2/subtitles", "", 200, before)
		})
	}
}

func TestSubtitleSize(t *testing.T) {
	d := openSubtitles(t)
	const start = "WEBVTT\n\nNOTE "
	text := func(size int) string {
		return `{"language":"eng","vtt":"WEBVTT\n\nNOTE ` + strings.Repeat(`\u0041`, size-len(start)) + `"}`
	}
	require.Len(t, d.Object("POST", subtitlesOf1, text(webvtt.MaxSize))["vtt"], webvtt.MaxSize)
	d.Expect("POST", subtitlesOf1, text(webvtt.MaxSize+1), 422, words("Line 1: the text is larger than 5242880 bytes."))
	d.Expect("PATCH", subtitlesOf1+"/2", text(webvtt.MaxSize+1<<20), 413,
		fmt.Sprintf(`{"status":413,"error":"Request Entity Too Large. The body may have up to %d bytes."}`, 6*5<<20+64<<10))
}

func TestSubtitlesOnBothDatabases(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		video := d.Object("POST", "/streaming/videos", `{"name":"Harbour"}`)
		at := apitest.AddressOf("/streaming/videos", video)
		made := d.Object("POST", at+"/subtitles", `{"language":"ita","name":"Italiano","vtt":"WEBVTT\n\n00:01.000 --> 00:02.000\nIl porto \ud83d\udea2\r\n"}`)
		require.Equal(t, map[string]any{
			"id": made["id"], "name": "Italiano", "language": "ita",
			"vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nIl porto 🚢\r\n",
		}, made)
		one := apitest.AddressOf(at+"/subtitles", made)
		require.Equal(t, made, d.Object("GET", one, ""))
		require.Equal(t, []map[string]any{made}, d.List("GET", at+"/subtitles", ""))
		require.GreaterOrEqual(t, d.Object("GET", at, "")["updated_at"], video["updated_at"])

		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			d.Expect(method, one, `{"name":"x"}`, 404, `{"status":404,"error":"Not Found. Video was not found."}`, other)
		}
		d.Expect("PATCH", one, `{"language":"xx"}`, 422, words("Language code is not recognized."))
		made["language"], made["name"] = "fre", ""
		for _, code := range []string{"fre", "fra", "fr"} { // kept in one form, whatever it was given in
			require.Equal(t, made, d.Object("PATCH", one, `{"language":"`+code+`","name":null}`))
		}
		d.Expect("DELETE", one, "", 204, "")
		d.Expect("DELETE", one, "", 404, `{"status":404,"error":"Not Found. Subtitle was not found."}`)
		d.Expect("GET", at+"/subtitles", "", 200, `[]`)
		d.Expect("GET", at+"/subtitles/9223372036854775807", "", 404, `{"status":404,"error":"Not Found. Subtitle was not found."}`)
	})
}

package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/media/webvtt"
	"kinora/internal/opt"
)

const subtitlesOf1 = "/streaming/videos/1/subtitles"

// openSubtitles is a door with video 1, without subtitles, and video 2, with
// one; both of account 1. Texts are checked as the server does.
func openSubtitles(t *testing.T) *door {
	d := open(t, func(o *Options) { o.CheckSubtitle = webvtt.Check })
	d.list("POST", "/streaming/videos/batch", `[{"name":"a"},{"name":"b"}]`)
	d.object("POST", "/streaming/videos/2/subtitles", `{"language":"eng","vtt":"WEBVTT"}`)
	return d
}

func words(text string) string {
	return `{"status":422,"error":"Unprocessable Entity. ` + text + `"}`
}

func TestSubtitles(t *testing.T) {
	d := openSubtitles(t)
	d.expect("GET", subtitlesOf1, "", 200, `[]`)
	const first = `{"id":2,"name":"English","language":"eng","vtt":"WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nThe <i>harbour</i>."}`
	d.expect("POST", subtitlesOf1, `{"language":"eng","name":"English","vtt":"WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nThe <i>harbour</i>."}`, 200, first)
	const srt = `\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\nDer Hafen.\r\n`
	d.expect("PATCH", subtitlesOf1+"/2", `{"language":"deu"}`, 200, strings.Replace(first, `"eng"`, `"ger"`, 1))
	d.expect("PATCH", subtitlesOf1+"/2", `{"language":"eng"}`, 200, first)
	const second = `{"id":3,"name":"","language":"ger","vtt":"` + srt + `"}`
	d.expect("POST", subtitlesOf1+"/", `{"subtitle":{"id":9,"language":"ger","name":null,"vtt":"`+srt+`",
		"auto_transcribe_audio_language":null,"auto_translate_subtitles_language":"disable"}}`, 200, second)
	d.expect("GET", subtitlesOf1+"/", "", 200, "["+first+","+second+"]")
	d.expect("GET", subtitlesOf1+"/3", "", 200, second)
	d.expect("GET", subtitlesOf1+"/3/", "", 200, second)
	require.Equal(t, 200, d.send("HEAD", subtitlesOf1+"/3", "").Code)

	d.expect("PATCH", subtitlesOf1+"/2/", `{"name":"x"}`, 200, strings.Replace(first, "English", "x", 1))
	d.expect("PATCH", subtitlesOf1+"/3", second, 200, second)
	d.expect("DELETE", subtitlesOf1+"/2/", "", 204, "")
	d.expect("GET", subtitlesOf1, "", 200, "["+second+"]")
	d.expect("PUT", subtitlesOf1+"/3", "", 405, `{"status":405,"error":"Method Not Allowed. See the Allow header for what this path takes."}`)
}

func TestSubtitlesThatAreNotThere(t *testing.T) {
	d := openSubtitles(t)
	const noVideo = `{"status":404,"error":"Not Found. Video was not found."}`
	const noSubtitle = `{"status":404,"error":"Not Found. Subtitle was not found."}`
	const body = `{"language":"eng","vtt":"WEBVTT"}`
	other := "Authorization: APIKey " + otherToken
	for _, method := range []string{"GET", "POST"} {
		d.expect(method, "/streaming/videos/3/subtitles", body, 404, noVideo)
		d.expect(method, "/streaming/videos/x/subtitles", body, 404, noVideo)
		d.expect(method, "/streaming/videos/2/subtitles", body, 404, noVideo, other)
	}
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.expect(method, "/streaming/videos/2/subtitles/2", body, 404, noSubtitle)
		d.expect(method, "/streaming/videos/2/subtitles/x", body, 404, noSubtitle)
		d.expect(method, "/streaming/videos/3/subtitles/1", body, 404, noVideo)
		d.expect(method, "/streaming/videos/2/subtitles/1", body, 404, noVideo, other)
		d.expect(method, subtitlesOf1+"/1", body, 404, noSubtitle) // of video 2
	}
	d.expect("GET", "/streaming/videos/2/subtitles/1", "", 200, `{"id":1,"name":"","language":"eng","vtt":"WEBVTT"}`)
}

func TestSubtitleErrors(t *testing.T) {
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
		"two letters":         {`{"language":"en","vtt":"WEBVTT"}`, 422, language, language},
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
			d := openSubtitles(t)
			d.expect("POST", "/streaming/videos/2/subtitles", c.body, c.status, c.post)
			require.Len(t, d.lib.videos[1].Subtitles, 1)
			if c.change == "" {
				d.object("PATCH", "/streaming/videos/2/subtitles/1", c.body)
				return
			}
			d.expect("PATCH", "/streaming/videos/2/subtitles/1", c.body, c.status, c.change)
			require.Zero(t, d.lib.subtitlePatch)
		})
	}
}

func TestUpdateSubtitle(t *testing.T) {
	for body, want := range map[string]catalog.SubtitlePatch{
		`{}`:                                   {},
		`{"name":"n"}`:                         {Name: opt.Some("n")},
		`{"name":null}`:                        {Name: opt.Null[string]()},
		`{"subtitle":{"language":"ger"}}`:      {Language: opt.Some("ger")},
		`{"vtt":"WEBVTT - x","id":7}`:          {VTT: opt.Some("WEBVTT - x")},
		`{"auto_transcribe_audio_language":1}`: {},
	} {
		d := openSubtitles(t)
		require.Equal(t, 1.0, d.object("PATCH", "/streaming/videos/2/subtitles/1", body)["id"], body)
		require.Equal(t, want, d.lib.subtitlePatch, body)
	}
}

func TestSubtitleSize(t *testing.T) {
	d := openSubtitles(t)
	const start = "WEBVTT\n\nNOTE "
	text := func(size int) string {
		return `{"language":"eng","vtt":"WEBVTT\n\nNOTE ` + strings.Repeat(`\u0041`, size-len(start)) + `"}`
	}
	require.Len(t, d.object("POST", subtitlesOf1, text(webvtt.MaxSize))["vtt"], webvtt.MaxSize)
	d.expect("POST", subtitlesOf1, text(webvtt.MaxSize+1), 422, words("Line 1: the text is larger than 5242880 bytes."))
	d.expect("PATCH", subtitlesOf1+"/2", text(webvtt.MaxSize+1<<20), 413,
		fmt.Sprintf(`{"status":413,"error":"Request Entity Too Large. The body may have up to %d bytes."}`, maxSubtitleBody))
}

func TestSubtitlesOverTheRealCatalogue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d, other := reallyOpen(t, db)
		video := d.object("POST", "/streaming/videos", `{"name":"Harbour"}`)
		at := addressOf("/streaming/videos", video)
		made := d.object("POST", at+"/subtitles", `{"language":"ita","name":"Italiano","vtt":"WEBVTT\n\n00:01.000 --> 00:02.000\nIl porto \ud83d\udea2\r\n"}`)
		require.Equal(t, map[string]any{
			"id": made["id"], "name": "Italiano", "language": "ita",
			"vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nIl porto 🚢\r\n",
		}, made)
		one := addressOf(at+"/subtitles", made)
		require.Equal(t, made, d.object("GET", one, ""))
		require.Equal(t, []map[string]any{made}, d.list("GET", at+"/subtitles", ""))
		require.GreaterOrEqual(t, d.object("GET", at, "")["updated_at"], video["updated_at"])

		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			d.expect(method, one, `{"name":"x"}`, 404, `{"status":404,"error":"Not Found. Video was not found."}`, other)
		}
		d.expect("PATCH", one, `{"language":"xx"}`, 422, words("Language code is not recognized."))
		made["language"], made["name"] = "fre", ""
		for _, code := range []string{"fre", "fra", "fr"} { // kept in one form, whatever it was given in
			require.Equal(t, made, d.object("PATCH", one, `{"language":"`+code+`","name":null}`))
		}
		d.expect("DELETE", one, "", 204, "")
		d.expect("DELETE", one, "", 404, `{"status":404,"error":"Not Found. Subtitle was not found."}`)
		d.expect("GET", at+"/subtitles", "", 200, `[]`)
		d.expect("GET", at+"/subtitles/9223372036854775807", "", 404, `{"status":404,"error":"Not Found. Subtitle was not found."}`)
	})
}

package videos

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
	"kinora/internal/opt"
)

func TestCreateVideoReadsEveryMember(t *testing.T) {
	v, err := Options{Videos: &shape.Videos{}}.newVideo(t.Context(), 1, []byte(`{"name":"Harbour","description":"d",
		"origin_url":"https://files.example.net/h.mov","origin_http_headers":"Authorization: Basic eDp5",
		"priority":-3,"quality_set_id":4,"clip_start_seconds":5,"clip_duration_seconds":30,
		"source_bitrate_limit":false,"directory_id":6,"screenshot_id":-1,"client_user_id":77,
		"auto_transcribe_audio_language":"disable","auto_translate_subtitles_language":"default",
		"projection":"vr360","share_url":"s","custom_iframe_url":"c"}`))
	require.NoError(t, err)
	p := func(n int64) *int64 { return &n }
	s := func(v string) *string { return &v }
	no := false
	require.Equal(t, catalog.NewVideo{
		Name: "Harbour", Description: s("d"), OriginURL: s("https://files.example.net/h.mov"),
		OriginHTTPHeaders: s("Authorization: Basic eDp5"), Priority: -3, QualitySetID: p(4), ClipStart: p(5),
		ClipDuration: p(30), SourceBitrateLimit: &no, DirectoryID: p(6), ScreenshotID: -1, ClientUserID: p(77),
		AutoTranscribe: s("disable"), AutoTranslate: s("default"), Projection: s("vr360"), ShareURL: s("s"),
		CustomIframeURL: s("c"),
	}, v)
}

func TestListConditions(t *testing.T) {
	seven := int64(7)
	for query, want := range map[string]catalog.Filter{
		"id=3,1,3,x":                   {IDs: []int64{3, 1}},
		"id=":                          {},
		"search=a%20b":                 {Search: "a b"},
		"status=ready":                 {Status: "ready"},
		"status=nonsense":              {Status: "nonsense"},
		"client_user_id=7":             {ClientUserID: &seven},
		"stream_id=7":                  {StreamID: &seven},
		"q[status_eq]=0":               {Status: "empty"},
		"q%5Bstatus_eq%5D=3":           {Status: "ready"},
		"q[status_eq]=1&status=":       {Status: "pending"},
		"status=ready&q[status_eq]=3":  {Status: "ready"},
		"sort=name&unknown=1":          {},
		"order=-name&directory_id=7":   {Order: "-name", DirectoryID: &seven},
		"order=size&directory_id=none": {Order: "size", DirectoryID: new(int64)},
		"order=--name":                 {},
		"order=colour":                 {},
		"search=100&status=error&id=2": {Search: "100", Status: "error", IDs: []int64{2}},
	} {
		values, err := url.ParseQuery(query)
		require.NoError(t, err)
		q := readListQuery(values)
		want.Page, want.PerPage = 1, 25
		require.Equal(t, want, q.Filter, query)
		require.False(t, q.matchesNothing, query)
	}
	for _, query := range []string{
		"id=x", "client_user_id=x", "stream_id=1.5", "q[status_eq]=4", "q[status_eq]=x",
		"directory_id=0", "directory_id=x", "status=ready&q[status_eq]=1", "search=%00", "search=%ff", "status=%00", "search=" + strings.Repeat("a", maxSearch+1),
	} {
		values, err := url.ParseQuery(query)
		require.NoError(t, err)
		require.True(t, readListQuery(values).matchesNothing, query)
	}
}

func TestUpdateVideo(t *testing.T) {
	set := func(v string) opt.Opt[string] { return opt.Some(v) }
	for name, c := range map[string]struct {
		body  string
		patch catalog.VideoPatch
	}{
		"nothing":  {`{}`, catalog.VideoPatch{}},
		"name":     {`{"name":"b"}`, catalog.VideoPatch{Name: set("b")}},
		"nulls":    {`{"description":null,"directory_id":null}`, catalog.VideoPatch{Description: opt.Null[string](), DirectoryID: opt.Null[int64]()}},
		"emptied":  {`{"share_url":""}`, catalog.VideoPatch{ShareURL: opt.Null[string]()}},
		"computed": {`{"id":5,"duration":1,"hls_url":"x","status":1,"origin_url":"y","clip_start_seconds":"z"}`, catalog.VideoPatch{}},
		"all": {
			`{"name":"n","description":"d","directory_id":1,"client_user_id":2,"screenshot_id":3,"projection":"vr180","share_url":"s","custom_iframe_url":"c","priority":4}`,
			catalog.VideoPatch{
				Name: set("n"), Description: set("d"), DirectoryID: opt.Some[int64](1), ClientUserID: opt.Some[int64](2),
				ScreenshotID: opt.Some[int64](3), Projection: set("vr180"), ShareURL: set("s"), CustomIframeURL: set("c"), Priority: opt.Some[int64](4),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			patch, err := Options{Videos: &shape.Videos{}}.videoPatch(t.Context(), 1, []byte(c.body))
			require.NoError(t, err)
			require.Equal(t, c.patch, patch)
		})
	}
}

func TestUpdateSubtitle(t *testing.T) {
	for body, want := range map[string]catalog.SubtitlePatch{
		`{}`:                                   {},
		`{"name":"n"}`:                         {Name: opt.Some("n")},
		`{"name":null}`:                        {Name: opt.Null[string]()},
		`{"language":"ger"}`:                   {Language: opt.Some("ger")},
		`{"vtt":"WEBVTT - x","id":7}`:          {VTT: opt.Some("WEBVTT - x")},
		`{"auto_transcribe_audio_language":1}`: {},
	} {
		patch, err := subtitlePatch(call.NewInput([]byte(body), "language", "name", "vtt"))
		require.NoError(t, err, body)
		require.Equal(t, want, patch, body)
	}
}

// TestBatchPixels bounds the work on the posters of one batch.
func TestBatchPixels(t *testing.T) {
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 40, 30))))
	item := []byte(`{"name":"a","poster":"data:image/png;base64,` + base64.StdEncoding.EncodeToString(file.Bytes()) + `"}`)
	o, left := Options{Videos: &shape.Videos{}}, int64(2*40*30)
	for range 2 {
		v, err := o.batchItem(t.Context(), 1, &left, item)
		require.NoError(t, err)
		require.NotNil(t, v.Poster)
	}
	_, err := o.batchItem(t.Context(), 1, &left, item)
	require.Equal(t, 422, call.AnswerTo(err, nil).Status)
	require.ErrorContains(t, err, "more pixels than one batch may have")
}

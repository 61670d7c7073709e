package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// wire is testdata/wire.yaml, which says what its members mean.
type wire struct {
	Shapes map[string]map[string]string
	Calls  []wireCall
}

type wireCall struct {
	Send, Raw, Agent, Key, Kind, Transcode string

	Body   any
	Status int
	Header map[string]string
	Has    map[string]any
	Filled []string
	Keep   map[string]string
	Page   bool
}

// TestWire sends every call of the public API's video half to a running server
// and holds status, header and body of the answer to the table.
func TestWire(t *testing.T) {
	text, err := os.ReadFile("testdata/wire.yaml")
	require.NoError(t, err)
	table := wire{}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(&table))
	requireEveryCall(t, table.Calls)
	for name, database := range map[string]func() string{
		"sqlite":   func() string { return "" },
		"postgres": func() string { return dbtest.PostgresURL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			s := testSettings(t)
			s.Roles, s.DatabaseURL = []string{"api"}, database()
			a, _ := startApp(t, s)
			w := &wireTest{t: t, app: a, shapes: table.Shapes, kept: map[string]any{}}
			for _, call := range table.Calls {
				w.run(call)
			}
		})
	}
}

// additions are kinora's own calls, which the public API does not have.
var additions = []string{"/renditions", "/events", "/encryption", "/retry", "/streaming/webhooks"}

// requireEveryCall makes sure that a table sends each call that is described
// for videos and what belongs to them, but for our additions, and has it
// succeed.
func requireEveryCall(t *testing.T, calls []wireCall) {
	described, err := apitest.Read(api.Description)
	require.NoError(t, err)
	sent := map[string]bool{}
	for _, c := range calls {
		if method, target, _ := strings.Cut(c.Send, " "); c.status() < 300 && target != "" {
			path, _, _ := strings.Cut(target, "?")
			sent[method+" "+described.Path(path)] = true
		}
	}
	for _, operation := range described.Operations() {
		added := slices.ContainsFunc(additions, func(part string) bool { return strings.Contains(operation, part) })
		off := operation == "POST /streaming/ai/tasks" // always refused
		if strings.Contains(operation, " /streaming/") && !added && !off {
			assert.True(t, sent[operation], "no call of wire.yaml succeeds with %s", operation)
		}
	}
}

// wireTest runs the calls of a table.
type wireTest struct {
	t      *testing.T
	app    *app
	shapes map[string]map[string]string
	kept   map[string]any
	call   string // that is being checked
}

func (w *wireTest) run(c wireCall) {
	c.Send, c.Body = w.fill(c.Send).(string), w.fill(c.Body)
	w.call = c.Send
	if c.Transcode != "" {
		w.transcode(w.fill(c.Transcode))
		return
	}
	res, body := w.send(c)
	w.check(c.status() == res.StatusCode, "status %d, want %d", res.StatusCode, c.status())
	for name, value := range c.Header {
		w.check(strings.HasPrefix(res.Header.Get(name), value), "header %s is %q, want %q", name, res.Header.Get(name), value)
	}
	w.check(res.Header.Get("X-Request-Id") != "", "no X-Request-Id")
	switch {
	case c.Page:
		w.check(strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && bytes.Contains(body, []byte("<html")), "not a page")
		return
	case c.status() == http.StatusNoContent:
		w.check(len(body) == 0, "a body")
		return
	}
	w.check(res.Header.Get("Content-Type") == "application/json", "content type %q", res.Header.Get("Content-Type"))
	var answer any
	require.NoError(w.t, json.Unmarshal(body, &answer), w.call)
	w.kind("answer", answer, c.Kind)
	for path, value := range c.Has {
		want, got := plainJSON(w.t, w.fill(value)), member(answer, path)
		w.check(fmt.Sprintf("%#v", want) == fmt.Sprintf("%#v", got), "%s is %#v, want %#v", path, got, want)
	}
	for _, path := range c.Filled {
		got := member(answer, path)
		w.check(got != nil && got != "", "%s is empty", path)
	}
	for name, path := range c.Keep {
		w.kept[name] = member(answer, path)
		w.check(w.kept[name] != nil, "nothing at %s", path)
	}
}

func (c wireCall) status() int {
	if c.Status == 0 {
		return http.StatusOK
	}
	return c.Status
}

func (w *wireTest) check(ok bool, format string, args ...any) {
	w.t.Helper()
	if !ok {
		w.t.Errorf("%s: %s", w.call, fmt.Sprintf(format, args...))
	}
}

// send sends a call as its table line says; redirects are not followed.
func (w *wireTest) send(c wireCall) (*http.Response, []byte) {
	method, path, _ := strings.Cut(c.Send, " ")
	body := []byte(c.Raw)
	if c.Body != nil {
		var err error
		body, err = json.Marshal(c.Body)
		require.NoError(w.t, err)
	}
	base, err := url.Parse(w.app.settings.PublicURL)
	require.NoError(w.t, err)
	req, err := http.NewRequestWithContext(w.t.Context(), method, base.String()+path, bytes.NewReader(body))
	require.NoError(w.t, err)
	req.Header.Set("Content-Type", "application/json")
	switch c.Key {
	case "none":
	case "wrong":
		req.Header.Set("Authorization", "APIKey 1$wrong")
	case "own":
		req.Header.Set("APIKey", testKey)
	default:
		req.Header.Set("Authorization", "apikey "+testKey)
	}
	if c.Agent != "" {
		req.Header.Set("User-Agent", c.Agent)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(w.t, err)
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	require.NoError(w.t, err)
	return res, answer
}

var keptName = regexp.MustCompile(`\$[a-z]+`)

// fill puts what earlier answers had in the place of their names; a text that
// is nothing but a name becomes the value itself.
func (w *wireTest) fill(v any) any {
	switch v := v.(type) {
	case string:
		if name := keptName.FindString(v); name != "" && name == v {
			return w.value(name)
		}
		return keptName.ReplaceAllStringFunc(v, func(name string) string {
			if n, ok := w.value(name).(float64); ok {
				return strconv.FormatInt(int64(n), 10)
			}
			return fmt.Sprint(w.value(name))
		})
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			out[name] = w.fill(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = w.fill(v[i])
		}
		return out
	}
	return v
}

func (w *wireTest) value(name string) any {
	v, found := w.kept[name[1:]]
	require.True(w.t, found, "%s: nothing was kept as %s", w.call, name)
	return v
}

func plainJSON(t *testing.T, v any) (out any) {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}

// member is what a path such as items.0.id names; nothing names v itself.
func member(v any, path string) any {
	if path == "" {
		return v
	}
	for name := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			found := false
			if v, found = at[name]; !found {
				return "(no such member)"
			}
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(at) {
				return "(no such item)"
			}
			v = at[i]
		default:
			return "(no such member)"
		}
	}
	return v
}

var wireTexts = map[string]*regexp.Regexp{
	"text":   regexp.MustCompile(`(?s)^.*$`),
	"moment": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`),
	"second": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`),
	"url":    regexp.MustCompile(`^https?://[^/]+/.+$`),
}

// kind checks v, found at path, against a kind of the table.
func (w *wireTest) kind(path string, v any, kind string) {
	if v == nil {
		w.check(kind == "null" || strings.HasSuffix(kind, "?"), "%s is null, want %s", path, kind)
		return
	}
	kind = strings.TrimSuffix(kind, "?")
	if inner, list := strings.CutPrefix(kind, "["); list {
		items, ok := v.([]any)
		w.check(ok, "%s is no list", path)
		for i, item := range items {
			w.kind(fmt.Sprintf("%s.%d", path, i), item, strings.TrimSuffix(inner, "]"))
		}
		return
	}
	if either, or, both := strings.Cut(kind, "/"); both { // told apart by item_type
		kind = either
		if member(v, "item_type") != w.shapes[either]["item_type"] {
			kind = or
		}
	}
	if shape := w.shapes[kind]; shape != nil {
		w.shape(path, v, shape)
		return
	}
	w.check(isPlain(v, kind), "%s is %#v, want %s", path, v, kind)
}

func isPlain(v any, kind string) bool {
	switch v := v.(type) {
	case bool:
		return kind == "bool"
	case float64:
		return v == math.Trunc(v) && (kind == "int" || kind == "id" && v > 0)
	case string:
		if form := wireTexts[kind]; form != nil {
			return form.MatchString(v)
		}
		return !slices.Contains([]string{"id", "int", "bool", "null"}, kind) && slices.Contains(strings.Split(kind, "|"), v)
	}
	return false
}

func (w *wireTest) shape(path string, v any, shape map[string]string) {
	object, ok := v.(map[string]any)
	w.check(ok, "%s is no object", path)
	for name, kind := range shape {
		bare, optional := strings.CutSuffix(name, "?")
		value, found := object[bare]
		w.check(found || optional, "%s has no %s", path, bare)
		if found {
			w.kind(path+"."+bare, value, kind)
		}
	}
	for name := range object {
		_, known := shape[name]
		_, optional := shape[name+"?"]
		w.check(known || optional, "%s has %s, which the table does not know", path, name)
	}
}

// transcode makes a video ready as the work on it would, with a picture and an
// audio-only rendition.
func (w *wireTest) transcode(id any) {
	video, l, ctx := int64(id.(float64)), w.app.catalog, w.t.Context()
	step := func(run func(tx *database.Tx) error) {
		require.NoError(w.t, w.app.db.InTx(ctx, func(_ context.Context, tx *database.Tx) error { return run(tx) }))
	}
	size := func(n int64) *int64 { return &n }
	step(func(tx *database.Tx) error { return l.FetchedTx(ctx, tx, video, 5000) })
	step(func(tx *database.Tx) error {
		return l.InspectedTx(ctx, tx, video, catalog.Inspection{
			OriginDuration: 8000, Duration: 8000, Width: 1280, Height: 720, AudioChannels: 2, Plan: "{}",
			Renditions: []catalog.Rendition{
				{Name: "vod360p", QualityID: 3576, Version: 1, Codec: "h264", ShortSide: 360, Width: size(640), Height: size(360), File: "qid3576v1_h264_450_360.mp4"},
				{Name: "audio", QualityID: 1, Version: 1, Codec: "aac", File: "qid1v1_aac_128_audio.mp4"},
			},
		})
	})
	for position := range int64(2) {
		done, err := l.Publish(ctx, video, position, catalog.Published{Object: "x", Size: 4000, Duration: 8000})
		require.NoError(w.t, err)
		require.True(w.t, done)
	}
	step(func(tx *database.Tx) error { return l.StillsTx(ctx, tx, video, 5, "1\n") })
}

package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/quality"
)

const (
	goodToken  = "1$0123456789abcdef"
	otherToken = "2_fedcba9876543210"
)

// fakeAccounts knows two tokens, of accounts 1 and 2.
type fakeAccounts struct{}

func (fakeAccounts) Authenticate(_ context.Context, token string) (account.Caller, error) {
	switch token {
	case goodToken:
		return account.Caller{AccountID: 1, UserID: 1, TokenID: 1}, nil
	case otherToken:
		return account.Caller{AccountID: 2, UserID: 2, TokenID: 2}, nil
	case "1":
		return account.Caller{}, fault.New(fault.Unauthenticated, "Bad permanent token: 1")
	}
	return account.Caller{}, fault.New(fault.Unauthenticated, "Token is invalid or expired")
}

// fakeCatalog is a small catalogue in memory. What a test sets in err is
// returned by every method.
type fakeCatalog struct {
	Catalog // what a test does not need is not there

	videos      []catalog.Video
	directories []catalog.Directory
	created     []catalog.NewVideo
	patch       catalog.VideoPatch
	filter      catalog.Filter

	subtitles     int64 // the last id given to one
	subtitlePatch catalog.SubtitlePatch

	standard int64 // id of the default quality set

	err    error
	panics any
}

func (f *fakeCatalog) trouble() error {
	if f.panics != nil {
		panic(f.panics)
	}
	return f.err
}

func (f *fakeCatalog) Create(_ context.Context, account int64, items []catalog.NewVideo) ([]catalog.Video, error) {
	f.created = items
	var out []catalog.Video
	for i, n := range items {
		if strings.TrimSpace(n.Name) == "" {
			return nil, &catalog.ItemError{Index: i, Err: fault.Field("name", "can't be blank")}
		}
		out = append(out, catalog.Video{
			ID: int64(len(f.videos) + 1 + i), AccountID: account, Slug: "Ab3dE5gH7jK9mN1p", Name: n.Name,
			Description: n.Description, Status: catalog.StatusEmpty, OriginURL: n.OriginURL,
			OriginHTTPHeaders: n.OriginHTTPHeaders, Priority: n.Priority, ClientUserID: n.ClientUserID,
			ClipStart: n.ClipStart, ClipDuration: n.ClipDuration, DirectoryID: n.DirectoryID,
			Projection: "regular", CreatedAt: 1788249600000, UpdatedAt: 1788249600000,
		})
	}
	if err := f.trouble(); err != nil {
		return nil, err
	}
	f.videos = append(f.videos, out...)
	return out, nil
}

func (f *fakeCatalog) find(account, id int64) (*catalog.Video, error) {
	i := slices.IndexFunc(f.videos, func(v catalog.Video) bool { return v.ID == id && v.AccountID == account })
	if i < 0 {
		return nil, fault.Missing("video")
	}
	return &f.videos[i], f.trouble()
}

func (f *fakeCatalog) Video(_ context.Context, account, id int64) (catalog.Video, error) {
	v, err := f.find(account, id)
	if err != nil {
		return catalog.Video{}, err
	}
	return *v, nil
}

func (f *fakeCatalog) Videos(_ context.Context, account int64, filter catalog.Filter) ([]catalog.Video, catalog.Total, error) {
	f.filter = filter
	var out []catalog.Video
	for _, v := range slices.Backward(f.videos) {
		if v.AccountID == account && (filter.IDs == nil || slices.Contains(filter.IDs, v.ID)) {
			out = append(out, v)
		}
	}
	total, from := catalog.Total{N: len(out)}, (filter.Page-1)*filter.PerPage
	if from >= total.N {
		return nil, total, f.trouble()
	}
	return out[from:min(from+filter.PerPage, total.N)], total, f.trouble()
}

func (f *fakeCatalog) Update(_ context.Context, account, id int64, p catalog.VideoPatch) (catalog.Video, error) {
	f.patch = p
	v, err := f.find(account, id)
	if err != nil {
		return catalog.Video{}, err
	}
	if p.Name.Set {
		if p.Name.Value == nil || *p.Name.Value == "" {
			return catalog.Video{}, fault.Field("name", "can't be blank")
		}
		v.Name = *p.Name.Value
	}
	if p.Description.Set {
		v.Description = p.Description.Value
	}
	return *v, nil
}

func (f *fakeCatalog) Delete(_ context.Context, account, id int64) error {
	if _, err := f.find(account, id); err != nil {
		return err
	}
	f.videos = slices.DeleteFunc(f.videos, func(v catalog.Video) bool { return v.ID == id })
	return nil
}

func (f *fakeCatalog) Subtitles(_ context.Context, account, video int64) ([]catalog.Subtitle, error) {
	v, err := f.find(account, video)
	if err != nil {
		return nil, err
	}
	var out []catalog.Subtitle
	for _, s := range v.Subtitles {
		out = append(out, *s)
	}
	return out, nil
}

func (f *fakeCatalog) sub(account, video, id int64) (*catalog.Video, int, error) {
	v, err := f.find(account, video)
	if err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(v.Subtitles, func(s *catalog.Subtitle) bool { return s.ID == id })
	if i < 0 {
		return nil, 0, fault.Missing("subtitle")
	}
	return v, i, nil
}

func (f *fakeCatalog) Subtitle(_ context.Context, account, video, id int64) (catalog.Subtitle, error) {
	v, i, err := f.sub(account, video, id)
	if err != nil {
		return catalog.Subtitle{}, err
	}
	return *v.Subtitles[i], nil
}

func (f *fakeCatalog) AddSubtitle(_ context.Context, account, video int64, n catalog.NewSubtitle) (catalog.Subtitle, error) {
	v, err := f.find(account, video)
	if err != nil {
		return catalog.Subtitle{}, err
	}
	f.subtitles++
	s := catalog.Subtitle{ID: f.subtitles, VideoID: video, Language: n.Language, Name: n.Name, VTT: n.VTT}
	v.Subtitles = append(v.Subtitles, &s)
	return s, nil
}

func (f *fakeCatalog) UpdateSubtitle(_ context.Context, account, video, id int64, p catalog.SubtitlePatch) (catalog.Subtitle, error) {
	f.subtitlePatch = p
	v, i, err := f.sub(account, video, id)
	if err != nil {
		return catalog.Subtitle{}, err
	}
	s := v.Subtitles[i]
	s.Language, s.VTT = or(p.Language, s.Language), or(p.VTT, s.VTT)
	if p.Name.Set {
		s.Name = or(p.Name, "")
	}
	return *s, nil
}

func (f *fakeCatalog) DeleteSubtitle(_ context.Context, account, video, id int64) error {
	v, i, err := f.sub(account, video, id)
	if err != nil {
		return err
	}
	v.Subtitles = slices.Delete(v.Subtitles, i, i+1)
	return nil
}

func (f *fakeCatalog) CreateDirectory(_ context.Context, account int64, name string, parent *int64) (catalog.Directory, error) {
	if name == "" {
		return catalog.Directory{}, fault.Field("name", "can't be blank")
	}
	if parent != nil && *parent > int64(len(f.directories)) {
		return catalog.Directory{}, fault.Field("parent_id", "is invalid")
	}
	d := catalog.Directory{
		ID: int64(len(f.directories) + 1), AccountID: account, Name: name, ParentID: parent,
		CreatedAt: 1788249600000, UpdatedAt: 1788249600000,
	}
	f.directories = append(f.directories, d)
	return d, f.trouble()
}

func (f *fakeCatalog) dir(account, id int64) (*catalog.Directory, error) {
	i := slices.IndexFunc(f.directories, func(d catalog.Directory) bool { return d.ID == id && d.AccountID == account })
	if i < 0 {
		return nil, fault.Missing("directory")
	}
	return &f.directories[i], nil
}

func (f *fakeCatalog) Directory(_ context.Context, account, id int64) (catalog.Directory, []catalog.Directory, []catalog.Video, error) {
	d, err := f.dir(account, id)
	if err != nil {
		return catalog.Directory{}, nil, nil, err
	}
	var below []catalog.Directory
	for _, sub := range f.directories {
		if sub.ParentID != nil && *sub.ParentID == id {
			below = append(below, sub)
		}
	}
	var videos []catalog.Video
	for _, v := range f.videos {
		if v.DirectoryID != nil && *v.DirectoryID == id {
			videos = append(videos, v)
		}
	}
	return *d, below, videos, nil
}

func (f *fakeCatalog) UpdateDirectory(_ context.Context, account, id int64, name opt.Opt[string], parent opt.Opt[int64]) (catalog.Directory, error) {
	d, err := f.dir(account, id)
	if err != nil {
		return catalog.Directory{}, err
	}
	if name.Set {
		if name.Value == nil || *name.Value == "" {
			return *d, fault.Field("name", "can't be blank")
		}
		d.Name = *name.Value
	}
	if parent.Set {
		d.ParentID = parent.Value
	}
	return *d, nil
}

func (f *fakeCatalog) DeleteDirectory(_ context.Context, account, id int64) error {
	if _, err := f.dir(account, id); err != nil {
		return err
	}
	f.directories = slices.DeleteFunc(f.directories, func(d catalog.Directory) bool { return d.ID == id })
	return nil
}

func (f *fakeCatalog) DirectoryTree(_ context.Context, account int64) ([]*catalog.DirectoryNode, error) {
	return f.below(account, nil), f.trouble()
}

func (f *fakeCatalog) below(account int64, parent *int64) []*catalog.DirectoryNode {
	var out []*catalog.DirectoryNode
	for _, d := range f.directories {
		if d.AccountID == account && (parent == nil) == (d.ParentID == nil) && (parent == nil || *parent == *d.ParentID) {
			out = append(out, &catalog.DirectoryNode{Directory: d, Descendants: f.below(account, &d.ID)})
		}
	}
	return out
}

// door is the API over a fake catalogue, and what it logged.
type door struct {
	t       *testing.T
	lib     *fakeCatalog
	log     *strings.Builder
	handler http.Handler
}

var known = map[string]string{"eng": "eng", "ger": "ger", "de": "ger", "deu": "ger", "fre": "fre"}

func open(t *testing.T, change ...func(*Options)) *door {
	d := &door{t: t, lib: &fakeCatalog{}, log: &strings.Builder{}}
	o := Options{
		Catalog: d.lib, Qualities: fakeSets{d.lib}, Accounts: fakeAccounts{},
		Addresses:    catalog.NewAddresses("https://video.example.org/", "", "", ""),
		LanguageCode: func(code string) string { return known[code] },
		Log:          slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, fn := range change {
		fn(&o)
	}
	d.handler = New(o)
	return d
}

// send makes a request with a good token; headers are "Name: value", and one
// without a value is taken away.
func (d *door) send(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	d.t.Helper()
	var reader io.Reader = http.NoBody
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, target, reader)
	r.Header.Set("Authorization", "APIKey "+goodToken)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if value == "" {
			r.Header.Del(strings.TrimSuffix(name, ":"))
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	require.NoError(d.t, described.Check(r.Method, r.URL.Path, w.Code, w.Header(), w.Body.Bytes()))
	return w
}

// expect sends a request and compares the status and the JSON body.
func (d *door) expect(method, target, body string, status int, want string, headers ...string) {
	d.t.Helper()
	w := d.send(method, target, body, headers...)
	require.Equal(d.t, status, w.Code, w.Body)
	if want == "" {
		require.Empty(d.t, w.Body.String())
		return
	}
	require.Equal(d.t, "application/json", w.Header().Get("Content-Type"))
	require.JSONEq(d.t, want, w.Body.String())
}

// object sends a request that succeeds and returns the object it answered.
func (d *door) object(method, target, body string, headers ...string) map[string]any {
	d.t.Helper()
	w := d.send(method, target, body, headers...)
	require.Equal(d.t, http.StatusOK, w.Code, w.Body)
	var out map[string]any
	require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &out), w.Body)
	return out
}

// list sends a request that succeeds and returns the array it answered.
func (d *door) list(method, target, body string, headers ...string) []map[string]any {
	d.t.Helper()
	w := d.send(method, target, body, headers...)
	require.Equal(d.t, http.StatusOK, w.Code, w.Body)
	var out []map[string]any
	require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &out), w.Body)
	require.NotNil(d.t, out)
	return out
}

// fakeSets are the quality sets of a fakeCatalog.
type fakeSets struct{ *fakeCatalog }

func (f fakeSets) Of(context.Context, int64) ([]quality.Set, int64, error) {
	return []quality.Set{{ID: 77, Name: "Cinema", Qualities: []quality.Quality{{ID: 5, Name: "vod2160n"}}}}, f.standard, f.trouble()
}

func (f fakeSets) SetDefault(_ context.Context, _ int64, id *int64) error {
	if id != nil && *id != 77 {
		return fault.New(fault.Invalid, "there is no such quality set")
	}
	f.standard = 0
	if id != nil {
		f.standard = *id
	}
	return f.trouble()
}

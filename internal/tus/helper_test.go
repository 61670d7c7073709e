package tus

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/quota"
	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// place is a database and a store that several servers may share.
type place struct {
	db       *database.DB
	store    storage.Store
	accounts *account.Accounts
	catalog  *catalog.Catalog
}

// each runs a test on SQLite and a folder, and on PostgreSQL and S3.
func each(t *testing.T, test func(t *testing.T, p *place)) {
	t.Helper()
	t.Run("SQLite and a folder", func(t *testing.T) {
		test(t, newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir()))
	})
	t.Run("PostgreSQL and S3", func(t *testing.T) {
		test(t, newPlace(t, dbtest.Postgres(t), storagetest.S3(t)))
	})
}

func newPlace(t testing.TB, db *database.DB, url string) *place {
	t.Helper()
	store, err := storage.Open(t.Context(), url)
	require.NoError(t, err)
	p := &place{db: db, store: store, accounts: account.New(db)}
	require.NoError(t, p.accounts.Ensure(t.Context(), "1$00"))
	p.catalog = catalog.New(db, catalog.Hooks{Deleted: func(ctx context.Context, tx *database.Tx, videos []catalog.Video) error {
		return New(Options{}).EndTx(ctx, tx, videos[0].ID)
	}})
	return p
}

func (p *place) video(t testing.TB) catalog.Video {
	t.Helper()
	made, err := p.catalog.Create(t.Context(), 1, []catalog.NewVideo{{Name: "upload"}})
	require.NoError(t, err)
	return made[0]
}

// door is one server process on a place.
type door struct {
	*Server
	t    testing.TB
	url  string
	http *httptest.Server

	mu    sync.Mutex
	given []int64 // videos that got their source here
}

func open(t testing.TB, p *place, change ...func(*Options)) *door {
	t.Helper()
	d := &door{t: t}
	o := Options{
		DB: p.db, Store: p.store, Catalog: p.catalog, Quotas: quota.New(p.db), Session: p.accounts.ReadUpload,
		Uploaded: func(_ context.Context, _ *database.Tx, v catalog.Video) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.given = append(d.given, v.ID)
			return nil
		},
		Lease: 2 * time.Second, Sweep: time.Hour,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	for _, fn := range change {
		fn(&o)
	}
	d.Server = New(o)
	d.http = httptest.NewServer(d.Server)
	d.url = d.http.URL
	t.Cleanup(func() {
		d.http.CloseClientConnections()
		d.close()
		d.http.Close()
	})
	return d
}

// metadataFor is what a client says of an upload to the video.
func (p *place) metadataFor(t testing.TB, v catalog.Video) string {
	t.Helper()
	token, err := p.accounts.SignUpload(t.Context(), account.UploadSession{AccountID: v.AccountID, VideoID: v.ID})
	require.NoError(t, err)
	return encode("filename", "clip.mp4", "token", token, "video_id", fmt.Sprint(v.ID), "client_id", fmt.Sprint(v.AccountID))
}

func encode(pairs ...string) string {
	var items []string
	for i := 0; i < len(pairs); i += 2 {
		items = append(items, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(items, ",")
}

// reply is an answer that was read.
type reply struct {
	*http.Response
	body string
}

func (r reply) offset(t testing.TB) int64 {
	t.Helper()
	n, err := strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
	require.NoError(t, err, "%d %s", r.StatusCode, r.body)
	return n
}

// send makes a request; headers are "Name: value", one without a value is
// taken away.
func (d *door) send(method, target string, body io.Reader, headers ...string) reply {
	d.t.Helper()
	r, err := d.try(method, target, body, headers...)
	require.NoError(d.t, err)
	return r
}

func (d *door) try(method, target string, body io.Reader, headers ...string) (reply, error) {
	if strings.HasPrefix(target, "/") {
		target = d.url + target
	}
	req, err := http.NewRequestWithContext(context.Background(), method, target, body)
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(name, strings.TrimSpace(value))
		if strings.TrimSpace(value) == "" {
			req.Header.Del(name)
		}
	}
	res, err := d.http.Client().Do(req)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return reply{res, string(text)}, err
}

// expect is send with a status.
func (d *door) expect(status int, method, target string, body []byte, headers ...string) reply {
	d.t.Helper()
	var r io.Reader = http.NoBody
	if body != nil {
		r = bytes.NewReader(body)
	}
	got := d.send(method, target, r, headers...)
	require.Equal(d.t, status, got.StatusCode, "%s %s: %s", method, target, got.body)
	return got
}

// start creates an upload and returns its address.
func (d *door) start(p *place, v catalog.Video, length int, headers ...string) string {
	d.t.Helper()
	all := append([]string{"Upload-Length: " + strconv.Itoa(length), "Upload-Metadata: " + p.metadataFor(d.t, v)}, headers...)
	return d.expect(http.StatusCreated, "POST", "/upload/", nil, all...).Header.Get("Location")
}

const stream = "Content-Type: application/offset+octet-stream"

func (d *door) patch(status int, address string, offset int64, body []byte, headers ...string) reply {
	d.t.Helper()
	return d.expect(status, "PATCH", address, body, append([]string{stream, fmt.Sprintf("Upload-Offset: %d", offset)}, headers...)...)
}

// requireSource checks that a video has its source, byte for byte.
func (p *place) requireSource(t testing.TB, v catalog.Video, want []byte) {
	t.Helper()
	o, err := p.store.Open(t.Context(), address.SourceKey(v.ID))
	require.NoError(t, err)
	defer o.Close()
	require.Equal(t, int64(len(want)), o.Size())
	got := make([]byte, len(want))
	_, err = io.ReadFull(io.NewSectionReader(o, 0, o.Size()), got)
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, got), "the bytes differ")
	now, err := p.catalog.ByID(t.Context(), v.ID)
	require.NoError(t, err)
	require.Equal(t, int64(len(want)), *now.OriginSize)
}

// row is an upload as the database has it.
func (p *place) row(t testing.TB, address string) upload {
	t.Helper()
	var u upload
	require.NoError(t, p.db.R.NewSelect().Model(&u).Where("u.name = ?", nameIn(address)).Scan(t.Context()))
	return u
}

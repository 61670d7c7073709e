package tus

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/quota"
	"kinora/internal/storage/storagetest"
)

func TestProtocol(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := open(t, p, func(o *Options) { o.MaxBytes = 64 << 20 })
		for name, check := range map[string]func(*testing.T, *place, *door){
			"whole file": wholeFile, "chunks": chunks, "nothing at all": emptyFile, "bytes with creation": withCreation,
			"deferred length": deferredLength, "checksums": checksums, "termination": termination,
			"concatenation": concatenation, "one source": oneSource, "deleted video": deletedVideo,
			"expiry": expiry, "method override": methodOverride, "too many": tooManyUploads,
		} {
			t.Run(name, func(t *testing.T) {
				d.t = t
				check(t, p, d)
			})
		}
	})
}

func wholeFile(t *testing.T, p *place, d *door) {
	v, want := p.video(t), storagetest.Bytes(1, 20<<20+3)
	location := d.start(p, v, len(want))
	require.Regexp(t, "^/upload/[A-Z2-7]{26}$", location)
	got := d.expect(200, "HEAD", location, nil)
	require.Equal(t, int64(0), got.offset(t))
	require.Equal(t, fmt.Sprint(len(want)), got.Header.Get("Upload-Length"))
	require.Equal(t, "no-store", got.Header.Get("Cache-Control"))
	require.Equal(t, encode("filename", "clip.mp4", "video_id", fmt.Sprint(v.ID), "client_id", "1"), got.Header.Get("Upload-Metadata"))
	got = d.patch(204, location, 0, want)
	require.Equal(t, int64(len(want)), got.offset(t))
	p.requireSource(t, v, want)
	require.Contains(t, d.given, v.ID)
	sum := sha256.Sum256(want)
	require.Equal(t, hex.EncodeToString(sum[:]), *p.row(t, location).SHA256)
	require.Equal(t, int64(len(want)), d.expect(200, "HEAD", location+"/", nil).offset(t))
	d.patch(204, location, int64(len(want)), nil)
	d.patch(413, location, int64(len(want)), []byte("x"))
	d.patch(409, location, 0, want)
	d.expect(403, "DELETE", location, nil)
}

func chunks(t *testing.T, p *place, d *door) {
	v, want := p.video(t), storagetest.Bytes(2, 17<<20+9)
	location := d.start(p, v, len(want))
	for at := 0; at < len(want); {
		n := min(len(want)-at, 700_001)
		got := d.patch(204, location, int64(at), want[at:at+n])
		at += n
		require.Equal(t, int64(at), got.offset(t))
		expires, err := http.ParseTime(got.Header.Get("Upload-Expires"))
		require.True(t, at == len(want) || err == nil && time.Until(expires) > 23*time.Hour)
	}
	p.requireSource(t, v, want)
}

func emptyFile(t *testing.T, p *place, d *door) {
	v := p.video(t)
	location := d.start(p, v, 0)
	p.requireSource(t, v, nil)
	require.Equal(t, int64(0), d.expect(200, "HEAD", location, nil).offset(t))
}

func withCreation(t *testing.T, p *place, d *door) {
	v, want := p.video(t), storagetest.Bytes(3, 100_000)
	got := d.expect(201, "POST", "/upload", want[:60_000], stream, "Upload-Length: 100000", "Upload-Metadata: "+p.metadataFor(t, v))
	require.Equal(t, int64(60_000), got.offset(t))
	d.patch(204, got.Header.Get("Location"), 60_000, want[60_000:])
	p.requireSource(t, v, want)

	other := p.video(t)
	meta := "Upload-Metadata: " + p.metadataFor(t, other)
	d.expect(413, "POST", "/upload", want, stream, "Upload-Length: 99999", meta)
	d.expect(460, "POST", "/upload", want, stream, "Upload-Length: 100000", meta, "Upload-Checksum: "+sumOf("md5", want[1:]))
	n, err := p.db.R.NewSelect().Model((*upload)(nil)).Where("u.video_id = ?", other.ID).Count(t.Context())
	require.NoError(t, err)
	require.Zero(t, n, "nothing half-made")
	d.expect(201, "POST", "/upload", want, stream, "Upload-Length: 100000", meta, "Upload-Checksum: "+sumOf("md5", want))
	p.requireSource(t, other, want)
}

func deferredLength(t *testing.T, p *place, d *door) {
	v := p.video(t)
	meta := "Upload-Metadata: " + p.metadataFor(t, v)
	for _, bad := range []string{"0", "2", "yes"} {
		d.expect(400, "POST", "/upload/", nil, "Upload-Defer-Length: "+bad, meta)
	}
	d.expect(400, "POST", "/upload/", nil, "Upload-Defer-Length: 1", "Upload-Length: 5", meta)
	location := d.expect(201, "POST", "/upload/", nil, "Upload-Defer-Length: 1", meta).Header.Get("Location")
	got := d.expect(200, "HEAD", location, nil)
	require.Equal(t, "1", got.Header.Get("Upload-Defer-Length"))
	require.Empty(t, got.Header.Get("Upload-Length"))
	d.patch(204, location, 0, []byte("hello "))
	d.patch(400, location, 6, []byte("x"), "Upload-Length: 5")
	d.patch(413, location, 6, []byte("x"), "Upload-Length: 999999999")
	d.patch(204, location, 6, []byte("wor"), "Upload-Length: 11")
	d.patch(400, location, 9, []byte("ld"), "Upload-Length: 12")
	got = d.expect(200, "HEAD", location, nil)
	require.Equal(t, "11", got.Header.Get("Upload-Length"))
	require.Equal(t, int64(9), got.offset(t))
	d.patch(204, location, 9, []byte("ld"), "Upload-Length: 11")
	p.requireSource(t, v, []byte("hello world"))
}

func sumOf(name string, b []byte) string {
	var sum []byte
	switch name {
	case "md5":
		s := md5.Sum(b)
		sum = s[:]
	case "sha1":
		s := sha1.Sum(b)
		sum = s[:]
	case "sha256":
		s := sha256.Sum256(b)
		sum = s[:]
	}
	return name + " " + base64.StdEncoding.EncodeToString(sum)
}

func checksums(t *testing.T, p *place, d *door) {
	v, want := p.video(t), storagetest.Bytes(4, 30<<20)
	location := d.start(p, v, len(want))
	at := int64(0)
	for i, name := range []string{"md5", "sha1", "sha256"} {
		n := int64(10 << 20)
		wrong := storagetest.Bytes(5, int(n))
		got := d.patch(460, location, at, wrong, "Upload-Checksum: "+sumOf(name, want[at:at+n]))
		require.Contains(t, got.body, "nothing")
		require.Equal(t, at, d.expect(200, "HEAD", location, nil).offset(t), i)
		d.patch(204, location, at, want[at:at+n], "Upload-Checksum: "+sumOf(name, want[at:at+n]))
		at += n
	}
	for _, bad := range []string{"crc32 AAAA", "md5", "md5 !", "md5 AAAA", "sha256 " + strings.Repeat("A", 5000)} {
		d.patch(400, location, at, nil, "Upload-Checksum: "+bad)
	}
	p.requireSource(t, v, want)
}

func termination(t *testing.T, p *place, d *door) {
	v := p.video(t)
	for _, n := range []int{0, 100, 9 << 20} {
		location := d.start(p, v, 10<<20)
		d.patch(204, location, 0, storagetest.Bytes(6, n))
		d.expect(204, "DELETE", location, nil)
		d.expect(404, "HEAD", location, nil)
		d.patch(404, location, 0, nil)
		d.expect(404, "DELETE", location, nil)
	}
	want := storagetest.Bytes(7, 10)
	d.patch(204, d.start(p, v, 10), 0, want)
	p.requireSource(t, v, want)
}

func concatenation(t *testing.T, p *place, d *door) {
	v, want := p.video(t), storagetest.Bytes(8, 23<<20+1)
	cuts := []int{0, 5, 9 << 20, 20 << 20, len(want)}
	var list, absolute []string
	for i := range len(cuts) - 1 {
		part := want[cuts[i]:cuts[i+1]]
		location := d.start(p, v, len(part), "Upload-Concat: partial")
		if i == 2 {
			meta := "Upload-Metadata: " + p.metadataFor(t, v)
			d.expect(400, "POST", "/upload/", nil, "Upload-Concat: final;"+strings.Join(append(list, location), " "), meta)
		}
		d.patch(204, location, 0, part)
		require.Equal(t, "partial", d.expect(200, "HEAD", location, nil).Header.Get("Upload-Concat"))
		list, absolute = append(list, location), append(absolute, "https://elsewhere.example.org"+location)
	}
	meta := "Upload-Metadata: " + p.metadataFor(t, v)
	other := "Upload-Metadata: " + p.metadataFor(t, p.video(t))
	d.expect(400, "POST", "/upload/", nil, "Upload-Concat: final;"+strings.Join(list, " "), other)
	d.expect(400, "POST", "/upload/", nil, "Upload-Concat: final;"+strings.Join(list, " "), meta, "Upload-Length: 7")
	for _, bad := range []string{"final;", "final", "whole", "final;/upload/x", "final;" + strings.Repeat("A", 70_000), "final;/upload/" + strings.Repeat("A", 26)} {
		d.expect(400, "POST", "/upload/", nil, "Upload-Concat: "+bad, meta)
	}
	location := d.expect(201, "POST", "/upload/", nil, "Upload-Concat: final;"+strings.Join(absolute, " "), meta).Header.Get("Location")
	got := d.expect(200, "HEAD", location, nil)
	require.Equal(t, "final;"+strings.Join(list, " "), got.Header.Get("Upload-Concat"))
	require.Equal(t, int64(len(want)), got.offset(t))
	require.Equal(t, fmt.Sprint(len(want)), got.Header.Get("Upload-Length"))
	p.requireSource(t, v, want)
	sum := sha256.Sum256(want)
	require.Equal(t, hex.EncodeToString(sum[:]), *p.row(t, location).SHA256)
	d.patch(403, location, int64(len(want)), []byte("x"))
	d.sweep(t.Context())
	for info, err := range p.store.List(t.Context(), "uploads/") {
		require.NoError(t, err)
		t.Errorf("%s is left of the parts", info.Key)
	}
}

func oneSource(t *testing.T, p *place, d *door) {
	v, want := p.video(t), []byte("the first to finish")
	first, second := d.start(p, v, len(want)), d.start(p, v, 100)
	d.patch(204, second, 0, []byte("half"))
	d.patch(204, first, 0, want)
	p.requireSource(t, v, want)
	d.expect(410, "HEAD", second, nil)
	d.patch(410, second, 4, []byte("more"))
	got := d.expect(422, "POST", "/upload/", nil, "Upload-Length: 5", "Upload-Metadata: "+p.metadataFor(t, v))
	require.Equal(t, "the video has a source already", got.body)
	origin := "https://files.example.net/a.mp4"
	made, err := p.catalog.Create(t.Context(), 1, []catalog.NewVideo{{Name: "x", OriginURL: &origin}})
	require.NoError(t, err)
	d.expect(422, "POST", "/upload/", nil, "Upload-Length: 5", "Upload-Metadata: "+p.metadataFor(t, made[0]))
	d.sweep(t.Context())
	d.expect(404, "HEAD", second, nil)
	p.requireSource(t, v, want)
}

func deletedVideo(t *testing.T, p *place, d *door) {
	v := p.video(t)
	location, meta := d.start(p, v, 100), p.metadataFor(t, v)
	d.patch(204, location, 0, []byte("half"))
	require.NoError(t, p.catalog.Delete(t.Context(), 1, v.ID))
	d.expect(410, "HEAD", location, nil)
	d.patch(410, location, 4, []byte("more"))
	d.expect(404, "POST", "/upload/", nil, "Upload-Length: 5", "Upload-Metadata: "+meta)
	d.sweep(t.Context())
	d.expect(404, "HEAD", location, nil)
}

func expiry(t *testing.T, p *place, d *door) {
	v := p.video(t)
	kept := d.start(p, v, 100)
	partial := d.start(p, v, 4, "Upload-Concat: partial")
	d.patch(204, partial, 0, []byte("part"))
	d.now = func() time.Time { return time.Now().Add(12 * time.Hour) }
	late := d.start(p, v, 100)
	d.now = func() time.Time { return time.Now().Add(25 * time.Hour) }
	d.sweep(t.Context())
	d.now = time.Now
	d.expect(404, "HEAD", kept, nil)
	d.expect(404, "HEAD", partial, nil)
	d.expect(200, "HEAD", late, nil)
}

func methodOverride(t *testing.T, p *place, d *door) {
	v, want := p.video(t), []byte("by POST alone")
	location := d.start(p, v, len(want))
	d.expect(204, "POST", location, want, "X-HTTP-Method-Override: PATCH", stream, "Upload-Offset: 0")
	p.requireSource(t, v, want)
}

func tooManyUploads(t *testing.T, p *place, d *door) {
	v := p.video(t)
	for range d.MaxOpen {
		u := newUpload(kindWhole)
		u.AccountID, u.VideoID = 1, v.ID
		require.NoError(t, d.insert(t.Context(), &u))
	}
	got := d.expect(429, "POST", "/upload/", nil, "Upload-Length: 5", "Upload-Metadata: "+p.metadataFor(t, v))
	require.Equal(t, "1", got.Header.Get("Retry-After"))
}

// TestRefusals sends what no client should, and gets the documented answers.
func TestRefusals(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := open(t, p, func(o *Options) { o.MaxBytes = 1000 })
		v := p.video(t)
		meta := "Upload-Metadata: " + p.metadataFor(t, v)
		location := d.start(p, v, 10)
		for _, c := range []struct {
			status       int
			method, path string
			body         string
			headers      []string
		}{
			{412, "POST", "/upload/", "", []string{"Tus-Resumable:", "Upload-Length: 5", meta}},
			{412, "HEAD", location, "", []string{"Tus-Resumable: 0.2.2"}},
			{405, "GET", "/upload/", "", nil},
			{405, "PUT", location, "", nil},
			{405, "PATCH", "/upload/", "", nil},
			{405, "POST", location, "", nil},
			{404, "HEAD", "/upload/" + strings.Repeat("A", 26), "", nil},
			{404, "HEAD", "/upload/../upload/x", "", nil},
			{404, "HEAD", "/upload/" + strings.Repeat("A", 26) + "/x", "", nil},
			{400, "POST", "/upload/", "", []string{meta}},
			{400, "POST", "/upload/", "", []string{"Upload-Length: -1", meta}},
			{400, "POST", "/upload/", "", []string{"Upload-Length: +5", meta}},
			{400, "POST", "/upload/", "", []string{"Upload-Length: 1e3", meta}},
			{400, "POST", "/upload/", "", []string{"Upload-Length: 99999999999999999999999", meta}},
			{413, "POST", "/upload/", "", []string{"Upload-Length: 1001", meta}},
			{413, "POST", "/upload/", "", []string{"Upload-Length: 9223372036854775807", meta}},
			{415, "PATCH", location, "x", []string{"Upload-Offset: 0"}},
			{415, "PATCH", location, "x", []string{"Upload-Offset: 0", "Content-Type: text/plain"}},
			{400, "PATCH", location, "x", []string{stream}},
			{400, "PATCH", location, "x", []string{stream, "Upload-Offset: -1"}},
			{400, "PATCH", location, "x", []string{stream, "Upload-Offset: 0x0"}},
			{409, "PATCH", location, "x", []string{stream, "Upload-Offset: 1"}},
			{409, "PATCH", location, "x", []string{stream, "Upload-Offset: 9223372036854775807"}},
			{413, "PATCH", location, strings.Repeat("x", 11), []string{stream, "Upload-Offset: 0"}},
			{400, "PATCH", location, "x", []string{stream, "Upload-Offset: 0", "Upload-Length: 11"}},
		} {
			t.Run(fmt.Sprintf("%d %s %v", c.status, c.method, c.headers), func(t *testing.T) {
				d.t = t
				d.expect(c.status, c.method, c.path, []byte(c.body), c.headers...)
			})
		}
		d.t = t
		got := d.expect(200, "HEAD", location, nil)
		require.Equal(t, int64(0), got.offset(t), "nothing was kept")
		require.Equal(t, "10", got.Header.Get("Upload-Length"))

		// Too many bytes without a Content-Length end with the upload's last one.
		long := d.send("PATCH", location, strings.NewReader(strings.Repeat("x", 11)), stream, "Upload-Offset: 0", "Content-Length:")
		require.Equal(t, 413, long.StatusCode)
		// The creation of an upload larger than allowed, found out byte by byte.
		open := d.expect(201, "POST", "/upload/", nil, "Upload-Defer-Length: 1", meta).Header.Get("Location")
		d.patch(413, open, 0, make([]byte, 1001))
	})
}

// TestSessions checks the texts that clients know.
func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := open(t, p)
		v, other := p.video(t), p.video(t)
		foreign, err := p.accounts.SignUpload(t.Context(), account.UploadSession{AccountID: 7, VideoID: v.ID})
		require.NoError(t, err)
		good, err := p.accounts.SignUpload(t.Context(), account.UploadSession{AccountID: 1, VideoID: v.ID})
		require.NoError(t, err)
		video, client := fmt.Sprint(v.ID), "1"
		for name, c := range map[string]struct {
			header string
			status int
			text   string
		}{
			"none":          {"", 500, "token invalid (null)"},
			"no token":      {encode("video_id", video, "client_id", client), 500, "token invalid (null)"},
			"not base64":    {"token !!!", 500, "token invalid (null)"},
			"twice":         {encode("token", good, "token", good), 500, "token invalid (null)"},
			"too long":      {encode("token", strings.Repeat("x", 20<<10)), 500, "token invalid (null)"},
			"not a token":   {encode("token", "gar<b>age", "video_id", video, "client_id", client), 500, "token invalid (gar<b>age)"},
			"forged":        {encode("token", good+"x", "video_id", video, "client_id", client), 500, "token invalid (" + good[:40] + "…)"},
			"unsigned":      {encode("token", "eyJhbGciOiJub25lIn0.e30.", "video_id", video, "client_id", client), 500, "token invalid (eyJhbGciOiJub25lIn0.e30.)"},
			"other video":   {encode("token", good, "video_id", fmt.Sprint(other.ID), "client_id", client), 500, fmt.Sprintf("token video (%d) does not match this video (%d)", v.ID, other.ID)},
			"no video":      {encode("token", good, "client_id", client), 500, fmt.Sprintf("token video (%d) does not match this video (null)", v.ID)},
			"other client":  {encode("token", good, "video_id", video, "client_id", "2"), 500, "token client (1) does not match this client (2)"},
			"other account": {encode("token", foreign, "video_id", video, "client_id", "7"), 404, "the video was not found"},
			"as by echo":    {encode("token", good+"\n", "video_id", video+"\n", "client_id", client+"\n"), 201, ""},
		} {
			got := d.expect(c.status, "POST", "/upload/", nil, "Upload-Length: 5", "Upload-Metadata: "+c.header)
			require.Equal(t, c.text, got.body, name)
		}
		strict := open(t, p, func(o *Options) { o.Denied = 403 })
		strict.expect(403, "POST", "/upload/", nil, "Upload-Length: 5")
	})
}

// TestBrowsers checks what a page of another origin is told.
func TestBrowsers(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p, func(o *Options) { o.URL = "https://up.example.org" })
	for _, path := range []string{"/upload", "/upload/", "/upload/" + strings.Repeat("A", 26)} {
		got := d.expect(204, "OPTIONS", path, nil, "Tus-Resumable:", "Origin: https://app.example.org", "Access-Control-Request-Method: PATCH")
		require.Equal(t, "1.0.0", got.Header.Get("Tus-Version"))
		require.Equal(t, "sha1,sha256,md5", got.Header.Get("Tus-Checksum-Algorithm"))
		require.Equal(t, fmt.Sprint(30<<30), got.Header.Get("Tus-Max-Size"))
		require.Contains(t, got.Header.Get("Access-Control-Allow-Methods"), "PATCH")
		for _, h := range []string{"Tus-Resumable", "Upload-Offset", "Upload-Metadata", "Upload-Checksum", "Upload-Concat", "Content-Type"} {
			require.Contains(t, got.Header.Get("Access-Control-Allow-Headers"), h)
		}
	}
	got := d.expect(404, "HEAD", "/upload/"+strings.Repeat("A", 26), nil)
	require.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, got.Header.Get("Access-Control-Expose-Headers"), "Upload-Offset")
	require.Regexp(t, "^https://up.example.org/upload/[A-Z2-7]{26}$", d.start(p, p.video(t), 5))
}

func TestQuota(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		limit := func(n int64) {
			_, err := quota.New(p.db).Change(t.Context(), 1, func(q *quota.Quota) { q.MaxBytes = n })
			require.NoError(t, err)
		}
		const text = "The storage limit has been exceeded"
		d, one, two := open(t, p), p.video(t), p.video(t)
		limit(1000)
		meta := func(v catalog.Video) string { return "Upload-Metadata: " + p.metadataFor(t, v) }
		refused := d.expect(422, "POST", "/upload/", nil, "Upload-Length: 1001", meta(one))
		require.Contains(t, refused.body, text)
		location := d.start(p, one, 600)
		d.expect(422, "POST", "/upload/", nil, "Upload-Length: 401", meta(two)) // open ones count whole
		deferred := d.expect(201, "POST", "/upload/", nil, "Upload-Defer-Length: 1", meta(two)).Header.Get("Location")
		d.patch(204, deferred, 0, make([]byte, 10))
		d.patch(422, deferred, 10, make([]byte, 10), "Upload-Length: 401")
		require.Nil(t, p.row(t, deferred).Length, "nothing half-made")
		part := d.expect(201, "POST", "/upload/", make([]byte, 100), "Upload-Length: 100", "Upload-Concat: partial", stream, meta(two)).Header.Get("Location")
		d.expect(422, "POST", "/upload/", nil, "Upload-Length: 291", meta(two)) // parts count
		d.expect(204, "DELETE", part, nil)

		limit(599) // lowered meanwhile: what is at its end is refused, and nothing of it stays
		last := d.patch(422, location, 0, make([]byte, 600))
		require.Contains(t, last.body, text)
		d.expect(410, "HEAD", location, nil)
		_, err := p.store.Open(t.Context(), address.SourceKey(one.ID))
		require.Equal(t, fault.NotFound, fault.KindOf(err))

		limit(1000)
		again := d.start(p, one, 600)
		d.patch(204, again, 0, make([]byte, 600))
		p.requireSource(t, one, make([]byte, 600))
		q, err := quota.New(p.db).Of(t.Context(), 1)
		require.NoError(t, err)
		require.EqualValues(t, 600, q.Bytes)
		d.patch(204, deferred, 10, make([]byte, 390), "Upload-Length: 400")
		three, err := p.catalog.Create(t.Context(), 1, []catalog.NewVideo{{Name: "three"}})
		require.ErrorIs(t, err, quota.ErrQuota)
		require.Empty(t, three)
	})
}

// TestQuotaOfUnsaidLength sends more than there is room for, in every way that
// tells the length late or never.
func TestQuotaOfUnsaidLength(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d, v := open(t, p), p.video(t)
		_, err := quota.New(p.db).Change(t.Context(), 1, func(q *quota.Quota) { q.MaxBytes = 5000 })
		require.NoError(t, err)
		meta := "Upload-Metadata: " + p.metadataFor(t, v)
		start := func(headers ...string) string {
			return d.expect(201, "POST", "/upload/", nil, append(headers, "Upload-Defer-Length: 1", meta)...).Header.Get("Location")
		}
		gone := func(location string) {
			require.Equal(t, http.StatusNotFound, d.send("HEAD", location, nil).StatusCode, "it was removed")
			d.start(p, p.video(t), 5000) // all of the room is free again
			require.NoError(t, p.endAll(t))
		}
		unsaid := func(n int) io.Reader { return io.MultiReader(bytes.NewReader(make([]byte, n))) } // sent in chunks

		location := start()
		d.patch(422, location, 0, make([]byte, 30_000))
		gone(location)
		location = start()
		got := d.send("PATCH", location, unsaid(30_000), stream, "Upload-Offset: 0")
		require.Equal(t, 422, got.StatusCode, got.body)
		require.Contains(t, got.body, "The storage limit has been exceeded")
		gone(location)
		location = start("Upload-Concat: partial")
		for at := 0; at < 5000; at += 1000 {
			d.patch(204, location, int64(at), make([]byte, 1000))
		}
		d.patch(422, location, 5000, make([]byte, 1))
		gone(location)
		got = d.send("POST", "/upload/", unsaid(5001), stream, "Upload-Defer-Length: 1", meta)
		require.Equal(t, 422, got.StatusCode, got.body)

		// What fits exactly is taken, in chunks too; two at once have no more together.
		location = start()
		got = d.send("PATCH", location, unsaid(4000), stream, "Upload-Offset: 0")
		require.Equal(t, 204, got.StatusCode, got.body)
		other := start()
		d.patch(422, other, 0, make([]byte, 1001))
		other = start()
		got = d.send("PATCH", other, unsaid(1000), stream, "Upload-Offset: 0")
		require.Equal(t, 204, got.StatusCode, got.body)
		d.expect(422, "POST", "/upload/", nil, "Upload-Length: 1", meta)
		d.expect(204, "DELETE", other, nil)
		d.patch(204, location, 4000, make([]byte, 1000), "Upload-Length: 5000")
		p.requireSource(t, v, make([]byte, 5000))
	})
}

// endAll ends every upload, so that none counts.
func (p *place) endAll(t *testing.T) error {
	_, err := p.db.W.NewUpdate().Model((*upload)(nil)).Set("state = ?", stateEnded).Where("state = ?", stateOpen).Exec(t.Context())
	return err
}

// TestQuotaOfFinals makes more of parts than they are.
func TestQuotaOfFinals(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d, v := open(t, p), p.video(t)
		_, err := quota.New(p.db).Change(t.Context(), 1, func(q *quota.Quota) { q.MaxBytes = 5000 })
		require.NoError(t, err)
		meta := "Upload-Metadata: " + p.metadataFor(t, v)
		part := func(n int) string {
			return d.expect(201, "POST", "/upload/", make([]byte, n), fmt.Sprint("Upload-Length: ", n), "Upload-Concat: partial", stream, meta).Header.Get("Location")
		}
		one, two := part(2000), part(2500)
		for _, list := range []string{one + " " + one, one + strings.Repeat(" "+one, 299), one + " " + two + " " + one} {
			got := d.expect(400, "POST", "/upload/", nil, "Upload-Concat: final;"+list, meta)
			require.Contains(t, got.body, "named twice")
		}
		// Finals that are still being made count: parts once, and what goes beyond them.
		waiting := newUpload(kindFinal)
		names, length := "x", int64(4500)
		waiting.AccountID, waiting.VideoID, waiting.Parts, waiting.Length = 1, v.ID, &names, &length
		require.NoError(t, d.insert(t.Context(), &waiting))
		again := newUpload(kindFinal)
		again.AccountID, again.VideoID, again.Parts, again.Length = 1, v.ID, &names, &length
		require.ErrorIs(t, d.insert(t.Context(), &again), quota.ErrQuota)
		require.NoError(t, p.endAll(t))

		d.expect(201, "POST", "/upload/", nil, "Upload-Concat: final;"+one+" "+two, meta)
		p.requireSource(t, v, make([]byte, 4500))
	})
}

func TestOpenUploadsOfAnAccount(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p, func(o *Options) { o.MaxOpenAccount = 3 })
	for range 3 {
		d.start(p, p.video(t), 10)
	}
	v := p.video(t)
	got := d.expect(429, "POST", "/upload/", nil, "Upload-Length: 10", "Upload-Metadata: "+p.metadataFor(t, v))
	require.Contains(t, got.body, "too many uploads are open for this account")
}

// TestQuotaOfParallelCreations opens many uploads at once: no more of them
// than there is room for.
func TestQuotaOfParallelCreations(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := open(t, p)
		videos := make([]catalog.Video, 12)
		for i := range videos {
			videos[i] = p.video(t)
		}
		_, err := quota.New(p.db).Change(t.Context(), 1, func(q *quota.Quota) { q.MaxBytes = 500 })
		require.NoError(t, err)
		statuses := make([]int, len(videos))
		var work sync.WaitGroup
		for i, v := range videos {
			meta := "Upload-Metadata: " + p.metadataFor(t, v)
			work.Go(func() {
				got, err := d.try("POST", "/upload/", http.NoBody, "Upload-Length: 100", meta)
				if err == nil {
					statuses[i] = got.StatusCode
				}
			})
		}
		work.Wait()
		count := map[int]int{}
		for _, s := range statuses {
			count[s]++
		}
		require.Equal(t, map[int]int{201: 5, 422: 7}, count)
	})
}

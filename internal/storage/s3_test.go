package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/stretchr/testify/require"

	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// withPrefix puts a prefix into an s3:// url.
func withPrefix(raw, prefix string) string {
	return strings.Replace(raw, "?", "/"+prefix+"?", 1)
}

func openS3(t *testing.T, url string) storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), url)
	require.NoError(t, err)
	return s
}

func TestS3(t *testing.T) {
	base := storagetest.S3(t)
	opened := 0
	storagetest.Run(t, func(t *testing.T) storage.Store {
		opened++
		t.Cleanup(func() { require.Empty(t, uploads(t, base)) })
		return openS3(t, withPrefix(base, fmt.Sprintf("run/%d", opened)))
	})
	t.Run("no prefix", func(t *testing.T) {
		s := openS3(t, base)
		require.NoError(t, s.Put(t.Context(), "top", strings.NewReader("x"), 1))
		require.NoError(t, s.Delete(t.Context(), "top"))
	})
	t.Run("no such bucket", func(t *testing.T) {
		_, err := storage.Open(t.Context(), strings.Replace(base, "s3://objects", "s3://others", 1))
		require.ErrorContains(t, err, "does not exist")
	})
	t.Run("another region", func(t *testing.T) {
		_, err := storage.Open(t.Context(), strings.Replace(base, "region=us-east-1", "region=eu-1", 1))
		require.ErrorContains(t, err, "us-east-1")
	})
	t.Run("wrong key", func(t *testing.T) {
		t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
		_, err := storage.Open(t.Context(), base)
		require.ErrorContains(t, err, "does not accept AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	})
	t.Run("abandoned uploads", func(t *testing.T) { abandoned(t, base) })
}

// client returns a client of the test server that knows nothing of storage.
func client(t *testing.T, raw string) *minio.Core {
	t.Helper()
	u, err := url.Parse(raw)
	require.NoError(t, err)
	endpoint := strings.TrimPrefix(u.Query().Get("endpoint"), "http://")
	c, err := minio.NewCore(endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), ""),
	})
	require.NoError(t, err)
	return c
}

// uploads returns the keys of the multipart uploads under way. It is used when
// the test has ended.
func uploads(t *testing.T, raw string) []string {
	t.Helper()
	r, err := client(t, raw).ListMultipartUploads(context.Background(), "objects", "", "", "", "", 100)
	require.NoError(t, err)
	var found []string
	for _, u := range r.Uploads {
		found = append(found, u.Key)
	}
	return found
}

// abandoned leaves uploads behind, as a killed process does.
func abandoned(t *testing.T, base string) {
	c := client(t, base)
	for _, key := range []string{"p/videos/1/source", "p/videos/2/source"} {
		id, err := c.NewMultipartUpload(t.Context(), "objects", key, minio.PutObjectOptions{})
		require.NoError(t, err)
		_, err = c.PutObjectPart(t.Context(), "objects", key, id, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{})
		require.NoError(t, err)
	}
	s := openS3(t, withPrefix(base, "p"))
	require.NoError(t, s.DeletePrefix(t.Context(), "videos/1/"))
	require.Equal(t, []string{"p/videos/2/source"}, uploads(t, base))
	require.NoError(t, s.DeletePrefix(t.Context(), "videos/2/"))
	require.Empty(t, uploads(t, base))
}

// fakeS3 answers what real servers do only now and then.
func fakeS3(t *testing.T, serve http.HandlerFunc) storage.Store {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Length", "10")
			w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
			return
		}
		serve(w, r)
	}))
	t.Cleanup(server.Close)
	return openS3(t, "s3://bucket?region=eu-1&endpoint="+server.URL)
}

func TestS3QuotaIsNoSpace(t *testing.T) {
	s := fakeS3(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<Error><Code>QuotaExceeded</Code><Message>full</Message></Error>`)
	})
	err := s.Put(t.Context(), "a", bytes.NewReader([]byte("x")), 1)
	require.ErrorIs(t, err, storage.ErrNoSpace)
}

func TestS3ReadContinuesAfterBreak(t *testing.T) {
	const body = "0123456789"
	var ranges []string
	s := fakeS3(t, func(w http.ResponseWriter, r *http.Request) {
		ranges = append(ranges, r.Header.Get("Range"))
		var from, to int
		_, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-%d", &from, &to)
		require.NoError(t, err)
		w.Header().Set("Content-Length", fmt.Sprint(to-from+1))
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
		w.WriteHeader(http.StatusPartialContent)
		_, _ = io.WriteString(w, body[from:min(from+4, to+1)])
	})
	o, err := s.Open(t.Context(), "a")
	require.NoError(t, err)
	defer o.Close()
	p := make([]byte, 10)
	n, err := o.ReadAt(p, 0)
	require.NoError(t, err)
	require.Equal(t, body, string(p[:n]))
	require.Equal(t, []string{"bytes=0-9", "bytes=4-9", "bytes=8-9"}, ranges)
}

func TestS3PutDoesNotMistakeFailureForEnd(t *testing.T) {
	s := fakeS3(t, func(http.ResponseWriter, *http.Request) { t.Error("nothing may be sent") })
	r := io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, s.Put(t.Context(), "a", r, -1), io.ErrUnexpectedEOF)
}

package delivery

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGzip(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	for _, name := range []string{"master.m3u8", "master.mpd", "index-s0q3570v1-v1-a1.m3u8"} {
		path := "/videos/4321_both/" + name
		plain, packed := s.get(t, path), s.get(t, path, "Accept-Encoding: br, gzip")
		require.Empty(t, plain.Header.Get("Content-Encoding"))
		for _, a := range []answer{plain, packed} {
			require.Equal(t, "Accept-Encoding", a.Header.Get("Vary"))
		}
		if len(plain.body) < 256 {
			continue
		}
		require.Equal(t, "gzip", packed.Header.Get("Content-Encoding"), name)
		require.EqualValues(t, len(packed.body), packed.ContentLength)
		require.Less(t, len(packed.body), len(plain.body))
		require.Equal(t, plain.body, unpack(t, packed.body))
		require.Equal(t, plain.Header.Get("Content-Type"), packed.Header.Get("Content-Type"))

		tag := packed.Header.Get("ETag")
		require.NotEqual(t, plain.Header.Get("ETag"), tag)
		same := s.get(t, path, "Accept-Encoding: gzip", "If-None-Match: "+tag)
		require.Equal(t, 304, same.StatusCode)
		require.Equal(t, tag, same.Header.Get("ETag"))
		require.Equal(t, "Accept-Encoding", same.Header.Get("Vary"))
		require.Empty(t, same.Header.Get("Content-Encoding"))
		require.Equal(t, 200, s.get(t, path, "Accept-Encoding: gzip;q=0", "If-None-Match: "+tag).StatusCode, "the plain form is something else")
		head := s.do(t, "HEAD", path, "Accept-Encoding: gzip")
		require.Equal(t, packed.ContentLength, head.ContentLength)
		require.Equal(t, "gzip", head.Header.Get("Content-Encoding"))
	}
	for _, name := range []string{v.Renditions[0].File, "segment-1-s0q3570v1-v1-a1.ts", "segment-1-s0q3570v1-v1.m4s"} {
		a := s.get(t, "/videos/4321_both/"+name, "Accept-Encoding: gzip")
		require.Empty(t, a.Header.Get("Content-Encoding"), "media is packed already")
		require.Empty(t, a.Header.Get("Vary"))
	}
}

func unpack(t testing.TB, body string) string {
	z, err := gzip.NewReader(strings.NewReader(body))
	require.NoError(t, err)
	out, err := io.ReadAll(z)
	require.NoError(t, err)
	return string(out)
}

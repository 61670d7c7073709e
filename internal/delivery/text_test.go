package delivery

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLikesGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"gzip": true, "x-gzip": true, "GZIP": true, "gzip, deflate, br, zstd": true, "deflate, gzip;q=0.1": true, "*": true,
		"identity;q=0.5, gzip": true, "br;q=1.0, gzip; q=0.8, *;q=0.1": true, "identity;q=0, *": true, "gzip;Q=0.001": true, "gzip;q=1.000": true,
		"": false, "br": false, "gzip;q=0": false, "gzip; q=0.000": false, "*;q=0": false, "gzip;q=0, *": false, "identity": false,
		"identity, gzip;q=0.5": false, "gzip;q=2": false, "gzip;q=x": false, "gzip;q=-1": false, "gzip;q=NaN": false, ",;,=": false,
	} {
		require.Equal(t, want, likesGzip([]string{header}), header)
	}
	require.True(t, likesGzip([]string{"br", "gzip"}), "lines of one header are one list")
	require.False(t, likesGzip(nil))
}

func FuzzAcceptEncoding(f *testing.F) {
	f.Add("gzip;q=0.5, *;q=0, identity")
	f.Fuzz(func(t *testing.T, header string) {
		if likesGzip([]string{header}) && !strings.Contains(header, "*") && !strings.Contains(strings.ToLower(header), "gzip") {
			t.Fatal("gzip was not named")
		}
	})
}

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

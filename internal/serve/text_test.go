package serve

import (
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

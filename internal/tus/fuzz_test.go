package tus

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzMetadata reads Upload-Metadata; what it accepts it writes so that it
// reads the same again.
func FuzzMetadata(f *testing.F) {
	for _, seed := range []string{
		"", "filename d29ybGQ=", "token dG9rZW4=,video_id Nw==", "is_confidential", "a ,b", "a,a", " ", ",", "a !",
		"filename d29ybGQ=,is_confidential", "ä x", "a b c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		pairs, err := parseMetadata(header)
		if err != nil {
			return
		}
		again, err := parseMetadata(pairs.header())
		require.NoError(t, err)
		for _, p := range again {
			value, found := pairs.text(p.key)
			require.True(t, found)
			back, _ := again.text(p.key)
			require.Equal(t, value, back)
		}
		_, leaked := again.text("token")
		require.False(t, leaked)
	})
}

// FuzzHeaders reads the other headers; none may panic, and what is accepted is
// within its bounds.
func FuzzHeaders(f *testing.F) {
	for _, seed := range [][3]string{
		{"5", "final;/upload/ABCDEFGHIJKLMNOPQRSTUVWXYZ", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="},
		{"-1", "partial", "md5"},
		{"99999999999999999999", "final;", "sha256 !"},
		{"", "final;http://[::1", "crc32 AAAA"},
		{"0", "final;%zz a b", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, length, concat, sum string) {
		if n, err := parseLength(http.Header{"Upload-Length": {length}}); err == nil {
			require.GreaterOrEqual(t, *n, int64(0))
		}
		kind, parts, err := parseConcat(concat)
		if err == nil {
			require.Equal(t, kind == kindFinal, len(parts) > 0)
			require.LessOrEqual(t, len(parts), maxParts)
			for _, name := range parts {
				require.Len(t, name, 26)
			}
		}
		if c, err := parseChecksum(sum); err == nil && c != nil {
			require.Len(t, c.want, c.Size())
		}
	})
}

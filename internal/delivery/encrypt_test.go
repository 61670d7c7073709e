package delivery

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/serve"
)

// keyring encrypts the videos of account 4321, whose key server it also is.
type keyring struct {
	server string
	asked  atomic.Int64
	refuse atomic.Bool
}

var testKey = [16]byte([]byte("0123456789abcdef"))

func (k *keyring) Encryption(_ context.Context, id int64) (account.Encryption, error) {
	return account.Encryption{AccountID: id, Enabled: id == 4321, KeyServer: k.server}, nil
}

func (*keyring) VideoKey(context.Context, int64, string) ([16]byte, error) { return testKey, nil }

func (k *keyring) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k.asked.Add(1)
	if k.refuse.Load() || r.URL.Path != "/videos/4321_both/encryption" {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	_, _ = w.Write(testKey[:])
}

func newSealed(t testing.TB) (*site, *keyring) {
	keys := &keyring{}
	server := httptest.NewServer(keys)
	t.Cleanup(server.Close)
	keys.server = server.URL
	return newSite(t, func(o *Options) { o.Keys = keys }), keys
}

func TestEncrypted(t *testing.T) {
	s, keys := newSealed(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64})
	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n"}}
	s.catalog.put(v)
	const base, tail = "/videos/4321_both/", "s0q3570v1-v1-a1"

	master := s.get(t, base+"master.m3u8")
	require.Equal(t, 200, master.StatusCode)
	require.Equal(t, 2, strings.Count(master.body, "#EXT-X-STREAM-INF:"))
	require.NotContains(t, master.body, "I-FRAME")
	playlist := s.get(t, base+"index-"+tail+".m3u8").body
	require.Contains(t, playlist, "#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-KEY:METHOD=AES-128,URI=\""+keys.server+"/videos/4321_both/encryption\"\n#EXT-X-VERSION:3\n#EXT-X-MEDIA-SEQUENCE:1\n")
	require.NotContains(t, playlist, "IV=")
	require.Contains(t, playlist, "\nsegment-3-"+tail+"-enc.ts\n")
	require.NotContains(t, playlist, tail+".ts")

	for name, status := range map[string]int{
		"master-cmaf.m3u8": 403, "master.mpd": 403, v.Renditions[0].File: 403, v.Renditions[0].File + "/download": 403,
		"index-cmaf-s0q3570v1-v1.m3u8": 403, "init-s0q3570v1-v1.m4s": 403, "segment-1-s0q3570v1-v1.m4s": 403, "segment-1-s0q3570v1-a1.m4s": 403,
		"iframes-" + tail + ".m3u8": 404, "segment-1-" + tail + ".ts": 404, "segment-4-" + tail + "-enc.ts": 404,
		"segment-1-s0q3570v1-v1-enc.m4s": 404, "segment-1-" + tail + "-enc": 404,
		"index-f7.m3u8": 200, "segment-1-f7.vtt": 200, "subtitle-f7.vtt": 200, "segment-1-" + tail + "-enc.ts": 200, "": 200,
	} {
		require.Equal(t, status, s.get(t, base+name).StatusCode, name)
	}

	a := s.get(t, base+"segment-2-"+tail+"-enc.ts")
	require.Equal(t, "video/MP2T", a.Header.Get("Content-Type"))
	require.Equal(t, serve.CacheForever, a.Header.Get("Cache-Control"))
	require.Equal(t, a.body, s.get(t, base+"segment-2-"+tail+"-enc.ts").body)
	require.Equal(t, a.body[16:48], s.get(t, base+"segment-2-"+tail+"-enc.ts", "Range: bytes=16-47").body)
	require.Equal(t, 304, s.get(t, base+"segment-2-"+tail+"-enc.ts", "If-None-Match: "+a.Header.Get("ETag")).StatusCode)

	open := newSite(t)
	open.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64})
	plain := open.get(t, base+"segment-2-"+tail+".ts")
	require.NotEqual(t, plain.Header.Get("ETag"), a.Header.Get("ETag"))
	require.Equal(t, plain.body, decrypt(t, a.body, 2))
	require.Equal(t, 404, open.get(t, base+"segment-2-"+tail+"-enc.ts").StatusCode)
}

// decrypt undoes AES-128-CBC with PKCS #7 padding.
func decrypt(t *testing.T, body string, number byte) string {
	block, err := aes.NewCipher(testKey[:])
	require.NoError(t, err)
	b := []byte(body)
	require.Zero(t, len(b)%16)
	cipher.NewCBCDecrypter(block, append(make([]byte, 15), number)).CryptBlocks(b, b)
	pad := int(b[len(b)-1])
	require.True(t, pad >= 1 && pad <= 16)
	require.Equal(t, bytes.Repeat([]byte{byte(pad)}, pad), b[len(b)-pad:])
	return string(b[:len(b)-pad])
}

func TestPlayEncrypted(t *testing.T) {
	s, keys := newSealed(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64})
	requirePlays(t, s.URL+"/videos/4321_both/master.m3u8", []int{180, 270}, 2)
	require.Positive(t, keys.asked.Load())

	keys.refuse.Store(true)
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames",
		s.URL+"/videos/4321_both/index-s0q3570v1-v1-a1.m3u8").Output()
	require.Error(t, err, "without the key there is nothing: %s", out)
	out, err = exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames",
		s.URL+"/videos/4321_both/segment-1-s0q3570v1-v1-a1-enc.ts").Output()
	require.Error(t, err, "nor in a segment: %s", out)
}

func TestEncryptedCodecs(t *testing.T) {
	s, _ := newSealed(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64})
	v.Renditions[1].Codec = "hevc"
	s.catalog.put(v)
	require.Equal(t, 1, strings.Count(s.get(t, "/videos/4321_both/master.m3u8").body, "#EXT-X-STREAM-INF:"), "what transport streams carry")
	v.Renditions[0].Codec = "av1"
	s.catalog.put(v)
	require.Equal(t, 403, s.get(t, "/videos/4321_both/master.m3u8").StatusCode)
}

func BenchmarkEncrypt(b *testing.B) {
	s := &seal{key: testKey}
	buf := make([]byte, 1<<20, 1<<20+16)
	b.SetBytes(1 << 20)
	b.ReportAllocs()
	for b.Loop() {
		s.encrypt(buf, 0, 7)
	}
}

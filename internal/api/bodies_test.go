package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/replay"
)

func newBodies() *bodies { return &bodies{byAccount: map[int64]int64{}} }

// TestAnnouncedBodies takes memory for what has come of a body, not for what is
// announced.
func TestAnnouncedBodies(t *testing.T) {
	b := newBodies()
	gone := errors.New("gone")
	for name, c := range map[string]struct {
		sent       int
		said, most int64
	}{
		"nothing":         {0, 67_000_000, firstBody},
		"a megabyte":      {1_100_000, 67_000_000, 2 << 20},
		"of unknown size": {1_100_000, -1, 2 << 20},
	} {
		x := &exchange{bodies: b, account: 7}
		_, err := readSized(x, io.MultiReader(strings.NewReader(strings.Repeat("x", c.sent)), broken{gone}), c.said)
		require.ErrorIs(t, err, gone, name)
		require.LessOrEqual(t, x.held, 2*c.most, name)
		x.letGo()
		require.Zero(t, b.all, name)
		require.Empty(t, b.byAccount, name)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// TestWholeBodies returns what was sent, whatever its size and what was said.
func TestWholeBodies(t *testing.T) {
	for _, n := range []int{0, 1, firstBody - 1, firstBody, firstBody + 1, 3 << 20} {
		sent := bytes.Repeat([]byte("k"), n)
		for _, said := range []int64{-1, int64(n)} {
			x := &exchange{bodies: newBodies()}
			got, err := readSized(x, bytes.NewReader(sent), said)
			require.NoError(t, err)
			require.True(t, bytes.Equal(sent, got), "%d bytes, said %d", n, said)
			require.LessOrEqual(t, x.held, int64(max(firstBody, 2*n)))
		}
	}
}

// TestBodiesAtATime refuses what would take an account, or all of them, over
// what may be in memory.
func TestBodiesAtATime(t *testing.T) {
	b := newBodies()
	require.NoError(t, b.take(1, maxAccountBodies))
	_, err := readSized(&exchange{bodies: b, account: 1}, strings.NewReader("x"), 1)
	require.Equal(t, 429, answerTo(err).status, "%v", err)
	require.NoError(t, b.take(2, maxAccountBodies))
	x := &exchange{ResponseWriter: httptest.NewRecorder(), bodies: b, account: 3}
	require.ErrorIs(t, reply(x, 200, strings.Repeat("x", smallReply)), errBodies, "an answer counts too")
	require.Zero(t, x.status)
	b.give(1, maxAccountBodies)
	require.NoError(t, reply(x, 200, strings.Repeat("x", smallReply)))
	require.Positive(t, b.byAccount[3])
	x.letGo()
	require.Zero(t, b.byAccount[3])
}

// TestKeyedBodies bounds the body of a request that is named by a key as its
// call does.
func TestKeyedBodies(t *testing.T) {
	d := open(t, func(o *Options) { o.Replays = noReplays{} })
	long := `{"name":"a","more":"` + strings.Repeat("x", 3<<20) + `"}`
	for path, status := range map[string]int{
		"/streaming/videos": 413, "/streaming/directories": 413, "/streaming/players": 413, "/streaming/nothing": 404,
		"/streaming/videos/batch": 400, "/streaming/videos/1/subtitles": 400, // as far as the answer that is remembered
	} {
		require.Equal(t, status, d.send("POST", path, long, "Idempotency-Key: one").Code, path)
	}
}

// TestBatchPixels bounds the work on the posters of one batch.
func TestBatchPixels(t *testing.T) {
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 40, 30))))
	item := []byte(`{"name":"a","poster":"data:image/png;base64,` + base64.StdEncoding.EncodeToString(file.Bytes()) + `"}`)
	s, left := &server{Options: Options{}.withDefaults()}, int64(2*40*30)
	for range 2 {
		v, err := s.batchItem(t.Context(), 1, &left, item)
		require.NoError(t, err)
		require.NotNil(t, v.Poster)
	}
	_, err := s.batchItem(t.Context(), 1, &left, item)
	require.Equal(t, 422, answerTo(err).status)
	require.ErrorContains(t, err, "more pixels than one batch may have")
}

// noReplays remembers nothing.
type noReplays struct{}

func (noReplays) Begin(context.Context, replay.Call) (*replay.Claim, *replay.Answer, error) {
	return nil, &replay.Answer{Status: 400, Body: []byte(`{"status":400,"error":"Bad Request"}`)}, nil
}

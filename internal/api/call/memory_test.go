package call

import (
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAnnouncedBodies takes memory for what has come of a body, not for what is
// announced.
func TestAnnouncedBodies(t *testing.T) {
	b := NewMemory()
	gone := errors.New("gone")
	for name, c := range map[string]struct {
		sent       int
		said, most int64
	}{
		"nothing":         {0, 67_000_000, firstBody},
		"a megabyte":      {1_100_000, 67_000_000, 2 << 20},
		"of unknown size": {1_100_000, -1, 2 << 20},
	} {
		x := &Exchange{memory: b, Account: 7}
		_, err := readSized(x, io.MultiReader(strings.NewReader(strings.Repeat("x", c.sent)), broken{gone}), c.said)
		require.ErrorIs(t, err, gone, name)
		require.LessOrEqual(t, x.held, 2*c.most, name)
		x.Close()
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
			x := &Exchange{memory: NewMemory()}
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
	b := NewMemory()
	require.NoError(t, b.take(1, maxAccountMemory))
	_, err := readSized(&Exchange{memory: b, Account: 1}, strings.NewReader("x"), 1)
	require.Equal(t, 429, AnswerTo(err, nil).Status, "%v", err)
	require.NoError(t, b.take(2, maxAccountMemory))
	x := &Exchange{ResponseWriter: httptest.NewRecorder(), memory: b, Account: 3}
	require.ErrorIs(t, ReplyStatus(x, 200, strings.Repeat("x", smallReply)), errMemory, "an answer counts too")
	require.Zero(t, x.Status)
	b.give(1, maxAccountMemory)
	require.NoError(t, ReplyStatus(x, 200, strings.Repeat("x", smallReply)))
	require.Positive(t, b.byAccount[3])
	x.Close()
	require.Zero(t, b.byAccount[3])
}

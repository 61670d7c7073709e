package serve

import (
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCork has a connection's packets collected only while something large is
// sent.
func TestCork(t *testing.T) {
	var corked []int
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note := func() {
			raw, ok := r.Context().Value(connKey{}).(syscall.RawConn)
			require.True(t, ok)
			require.NoError(t, raw.Control(func(fd uintptr) {
				value, err := syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_CORK)
				require.NoError(t, err)
				corked = append(corked, value)
			}))
		}
		p := newPieces(w, r)
		note()
		_, _ = p.Write(make([]byte, 100_000))
		p.done()
		note()
	}))
	server.Config.ConnContext = WithConn
	server.Start()
	t.Cleanup(server.Close)
	for range 2 {
		res, err := server.Client().Get(server.URL)
		require.NoError(t, err)
		n, err := io.Copy(io.Discard, res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.EqualValues(t, 100_000, n)
	}
	require.Equal(t, []int{1, 0, 1, 0}, corked)
}

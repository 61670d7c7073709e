package api_test

import (
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database/dbtest"
)

func TestWhatIsNotThereYet(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	for _, name := range []string{"streams", "broadcasts", "restreams"} {
		d.Expect("GET", "/streaming/"+name+"?page=1&with_broadcasts=1", "", 200, `[]`)
		require.Equal(t, 405, d.Send("POST", "/streaming/"+name, `{}`).Code)
	}
	d.Expect("POST", "/streaming/ai/tasks", `{"task_name":"transcription","url":"https://example.org/a.mp4"}`, 422,
		`{"error":"Feature is disabled. Contact support to enable."}`)
}

// TestPathWithNUL keeps what no database takes out of the audit log.
func TestPathWithNUL(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	for _, path := range []string{"/streaming/videos/%00", "/streaming/videos/1%00", "/streaming/%00/videos"} {
		require.Equal(t, 404, d.Send("DELETE", path, "").Code)
	}
	require.NotContains(t, d.Log.String(), "level=ERROR")
}

// TestTooLargeIsSeen sends more than is taken without looking at the answer
// before all is sent, as some clients do.
func TestTooLargeIsSeen(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	server := httptest.NewServer(d.Handler)
	defer server.Close()
	for name, header := range map[string]string{
		"length told": "Content-Length: 20971520\r\n", "length not told": "Transfer-Encoding: chunked\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			require.NoError(t, err)
			defer conn.Close()
			_, err = io.WriteString(conn, "POST /streaming/videos HTTP/1.1\r\nHost: a\r\nAuthorization: APIKey "+apitest.Token+"\r\n"+header+"\r\n")
			require.NoError(t, err)
			if name == "length told" {
				_, err = io.WriteString(conn, strings.Repeat("x", 20<<20))
			} else {
				_, err = io.WriteString(conn, strings.Repeat("100000\r\n"+strings.Repeat("x", 1<<20)+"\r\n", 20)+"0\r\n\r\n")
			}
			require.NoError(t, err, "the connection was closed while the client sent")
			answer, err := io.ReadAll(io.LimitReader(conn, 12))
			require.NoError(t, err)
			require.Equal(t, "HTTP/1.1 413", string(answer))
		})
	}
}

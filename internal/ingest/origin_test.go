package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

func TestParseHeader(t *testing.T) {
	for _, c := range []struct{ line, name, value string }{
		{"Authorization: Basic YTpi", "Authorization", "Basic YTpi"},
		{"authorization:Bearer x", "Authorization", "Bearer x"},
		{"  X-Key:  a: b  ", "X-Key", "a: b"},
		{"X-Empty:", "X-Empty", ""},
		{"Cookie: a=b; c=d\n", "Cookie", "a=b; c=d"},
	} {
		name, value, err := parseHeader(c.line)
		require.NoError(t, err, c.line)
		require.Equal(t, c.name, name)
		require.Equal(t, c.value, value)
	}
	for _, line := range []string{
		"", "no colon", ": value", "Bad Name: x", "A: x\r\nB: y", "A: x\nB: y", "A\r\n: x", "A: x\x00", "Ä: x",
		"Host: internal", "content-length: 5", "Transfer-Encoding: chunked", "Range: bytes=1-", "Connection: close",
	} {
		_, _, err := parseHeader(line)
		require.ErrorIs(t, err, errHeader, "%q", line)
	}
}

func TestRequestRefusesOtherSchemes(t *testing.T) {
	for _, url := range []string{
		"", "video.mp4", "/etc/passwd", "file:///etc/passwd", "ftp://example.com/a", "sftp://example.com/a",
		"gopher://example.com", "concat:http://a|http://b", "http://", "http:///path", "http://a b/", "HTTPS", "http://[::1",
	} {
		_, err := Origin{URL: url}.request(t.Context())
		require.Equal(t, textNotFound, fault.Detail(err), url)
		require.True(t, hopeless(err), url)
	}
	for _, url := range []string{"http://example.com", "HTTPS://example.com/a%20b?c=d", " https://u:p@example.com:8443/x "} {
		_, err := Origin{URL: url}.request(t.Context())
		require.NoError(t, err, url)
	}
}

func TestOriginError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("dial: %w", egress.ErrRefused), textForbidden},
		{egress.ErrRedirect, textForbidden},
		{fmt.Errorf("put: %w", storage.ErrNoSpace), textStorage},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, textStorage},
		{errIdle, textTimeout},
		{errTooLong, textTimeout},
		{context.DeadlineExceeded, textTimeout},
		{os.ErrDeadlineExceeded, textTimeout},
		{&net.DNSError{Err: "no such host", IsNotFound: true}, textNotFound},
		{&net.DNSError{Err: "slow", IsTimeout: true}, textTimeout},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, textReset},
		{&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, textReset},
		{io.ErrUnexpectedEOF, textIncomplete},
		{errors.New("anything else"), textReset},
		{fault.New(fault.NotFound, textNotFound), textNotFound},
	} {
		require.Equal(t, c.want, fault.Detail(originError(c.err)), "%v", c.err)
	}
	require.NoError(t, originError(nil))
	require.Equal(t, context.Canceled, originError(context.Canceled))
}

func TestStatusError(t *testing.T) {
	for code, want := range map[int]string{
		http.StatusUnauthorized: textForbidden, http.StatusForbidden: textForbidden, http.StatusProxyAuthRequired: textForbidden,
		http.StatusNotFound: textNotFound, http.StatusGone: textNotFound, http.StatusBadRequest: textNotFound,
		http.StatusNoContent: textNotFound, http.StatusPartialContent: textNotFound, http.StatusNotModified: textNotFound,
		http.StatusTooManyRequests: textTimeout, http.StatusServiceUnavailable: textTimeout, http.StatusGatewayTimeout: textTimeout,
		http.StatusInternalServerError: textReset, http.StatusBadGateway: textReset,
	} {
		require.Equal(t, want, fault.Detail(statusFault(code)), code)
	}
}

func TestContentRange(t *testing.T) {
	for s, want := range map[string][2]int64{
		"bytes 0-9/10": {0, 10}, "bytes 5-9/10": {5, 10}, "bytes 5-6/10": {5, 10}, "bytes 5-9/*": {5, -1},
	} {
		from, total, ok := contentRange(s)
		require.True(t, ok, s)
		require.Equal(t, want, [2]int64{from, total}, s)
	}
	for _, s := range []string{"", "bytes", "bytes */10", "bytes 5-4/10", "bytes 5-10/10", "items 0-9/10", "bytes 5-9/", "bytes 5-4/*"} {
		_, _, ok := contentRange(s)
		require.False(t, ok, s)
	}
}

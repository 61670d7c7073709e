package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"

	"golang.org/x/net/http/httpguts"

	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

// Documented texts of downloads that failed, as a video's error shows them.
const (
	textForbidden  = "Access to the origin is forbidden"
	textNotFound   = "The requested origin was not found"
	textReset      = "Connection reset by peer"
	textTimeout    = "Network timeout occurred"
	textIncomplete = "The downloaded file is incomplete"
	textStorage    = "The storage limit has been exceeded"
)

// Causes that the system has no error for.
var (
	errIdle     = errors.New("nothing arrived in time")
	errTooLong  = errors.New("the download takes too long")
	errTooLarge = errors.New("larger than a source may be")
	errResume   = errors.New("the origin does not continue where it broke off")
	errScheme   = errors.New("neither http nor https")
	errHeader   = errors.New("not one header line that a request may carry")
)

// Origin is where a source is downloaded from.
type Origin struct {
	URL    string // http or https
	Header string // a header line such as "Authorization: Basic …", may be empty
}

// request returns a GET of the origin, or an error that no retry mends.
func (o Origin) request(ctx context.Context) (*http.Request, error) {
	u, err := url.Parse(strings.TrimSpace(o.URL))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fault.Wrap(fault.Unsupported, textNotFound, errScheme)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fault.Wrap(fault.Unsupported, textNotFound, err)
	}
	req.Header.Set("User-Agent", "kinora")
	req.Header.Set("Accept", "*/*")
	req.Header.Set("Accept-Encoding", "identity")
	if strings.TrimSpace(o.Header) == "" {
		return req, nil
	}
	name, value, err := parseHeader(o.Header)
	if err != nil {
		return nil, fault.Wrap(fault.Unsupported, textForbidden, err)
	}
	req.Header.Set(name, value)
	return req, nil
}

// framing are the headers that belong to the transfer, not to the customer.
var framing = map[string]bool{
	"Accept-Encoding": true, "Connection": true, "Content-Length": true, "Expect": true, "Host": true,
	"If-Range": true, "Keep-Alive": true, "Proxy-Connection": true, "Range": true, "Te": true, "Trailer": true,
	"Transfer-Encoding": true, "Upgrade": true,
}

// parseHeader parts a header line into name and value.
func parseHeader(line string) (name, value string, err error) {
	name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
	name, value = http.CanonicalHeaderKey(name), strings.TrimSpace(value)
	if !ok || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) || framing[name] {
		return "", "", errHeader
	}
	return name, value, nil
}

// statusError is the fault of an answer other than 200.
func statusError(code int) error {
	cause := fmt.Errorf("origin answered %d", code)
	switch code {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusPaymentRequired,
		http.StatusProxyAuthRequired, http.StatusUnavailableForLegalReasons:
		return fault.Wrap(fault.Forbidden, textForbidden, cause)
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fault.Wrap(fault.Busy, textTimeout, cause)
	}
	if code >= 500 {
		return fault.Wrap(fault.Busy, textReset, cause)
	}
	return fault.Wrap(fault.NotFound, textNotFound, cause)
}

// originError gives an error the documented text that comes nearest to it.
// Errors that have one already, and those of a context that the caller ended,
// stay as they are.
func originError(err error) error {
	var known *fault.Error
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, egress.ErrRefused), errors.Is(err, egress.ErrRedirect):
		return fault.Wrap(fault.Forbidden, textForbidden, err)
	case errors.Is(err, storage.ErrNoSpace), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(fault.TooLarge, textStorage, err)
	case errors.Is(err, errIdle), errors.Is(err, errTooLong), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return fault.Wrap(fault.Busy, textTimeout, err)
	case errors.As(err, &dns):
		return fault.Wrap(fault.NotFound, textNotFound, err)
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EPIPE):
		return fault.Wrap(fault.Busy, textReset, err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.Wrap(fault.Busy, textIncomplete, err)
	}
	return fault.Wrap(fault.Busy, textReset, err)
}

// hopeless reports whether another attempt at a download cannot do better.
func hopeless(err error) bool {
	return fault.KindOf(err) == fault.Unsupported || errors.Is(err, errTooLarge) ||
		errors.Is(err, egress.ErrRefused) || errors.Is(err, egress.ErrRedirect)
}

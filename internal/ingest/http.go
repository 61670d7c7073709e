package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"kinora/internal/egress"
	"kinora/internal/fault"
)

// httpRemote is an http or https origin.
type httpRemote struct {
	client   *http.Client
	origin   Origin
	coded    bool   // the body is decoded, so it cannot be resumed
	etag     string // strong validator, may be empty
	modified string // Last-Modified, may be empty
}

// open requests the body. At first only an answer of 200 is one.
func (r *httpRemote) open(ctx context.Context, offset int64) (io.ReadCloser, int64, error) {
	resp, err := r.ask(ctx, offset)
	if err != nil {
		return nil, 0, err
	}
	var size int64
	if offset > 0 {
		size, err = r.accept(resp, offset)
	} else {
		size, err = r.first(resp)
	}
	body := resp.Body
	if err == nil && r.coded {
		body, err = decoded(resp)
	}
	if err != nil {
		_ = resp.Body.Close()
		return nil, 0, err
	}
	return body, size, nil
}

// ask sends the request of the body from an offset on.
func (r *httpRemote) ask(ctx context.Context, offset int64) (*http.Response, error) {
	req, err := r.origin.request(ctx)
	if err != nil {
		return nil, err
	}
	if offset > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", offset))
		req.Header.Set("If-Range", r.validator())
	}
	resp, err := r.client.Do(req)
	return resp, withoutURL(err)
}

// withoutURL takes the address off an error, for its user, password and query
// may be secrets.
func withoutURL(err error) error {
	var u *url.Error
	switch {
	case !errors.As(err, &u):
		return err
	case strings.Contains(u.Err.Error(), "Location header"): // and quotes it
		return errors.New("redirect to what is no URL")
	}
	return u.Err
}

// first takes in the answer to the first request, and returns the length of
// the body, or -1.
func (r *httpRemote) first(resp *http.Response) (int64, error) {
	if resp.StatusCode != http.StatusOK {
		return 0, statusError(resp)
	}
	if tag := resp.Header.Get("ETag"); !strings.HasPrefix(tag, "W/") {
		r.etag = tag
	}
	r.modified = resp.Header.Get("Last-Modified")
	if r.coded = len(codings(resp.Header)) > 0; r.coded {
		return -1, nil
	}
	return resp.ContentLength, nil
}

func (r *httpRemote) resumable() bool { return r.validator() != "" && !r.coded }

// validator names the version of the body that the first answer had.
func (r *httpRemote) validator() string {
	if r.etag != "" {
		return r.etag
	}
	return r.modified
}

// accept checks that an answer continues the body at an offset, and returns
// the length of the whole, or -1.
func (r *httpRemote) accept(resp *http.Response, offset int64) (int64, error) {
	if resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
		return 0, statusError(resp)
	}
	from, total, ok := contentRange(resp.Header.Get("Content-Range"))
	tag := resp.Header.Get("ETag")
	switch {
	case isEnd(resp, offset):
		return 0, io.EOF
	case resp.StatusCode != http.StatusPartialContent:
		return 0, fmt.Errorf("%w: status %d", errResume, resp.StatusCode)
	case !ok || from != offset:
		return 0, fmt.Errorf("%w: range %q from %d", errResume, resp.Header.Get("Content-Range"), offset)
	case r.etag != "" && tag != "" && tag != r.etag:
		return 0, fmt.Errorf("%w: another file", errResume)
	case len(codings(resp.Header)) > 0:
		return 0, fmt.Errorf("%w: now compressed", errResume)
	}
	return total, nil
}

// isEnd reports whether an answer says that the body has exactly n bytes.
func isEnd(resp *http.Response, n int64) bool {
	return resp.StatusCode == http.StatusRequestedRangeNotSatisfiable &&
		resp.Header.Get("Content-Range") == fmt.Sprintf("bytes */%d", n)
}

// contentRange reads "bytes from-to/total"; total is -1 where it is "*".
func contentRange(s string) (from, total int64, ok bool) {
	var to int64
	if n, _ := fmt.Sscanf(s, "bytes %d-%d/%d", &from, &to, &total); n == 3 {
		return from, total, from <= to && to < total
	}
	if n, _ := fmt.Sscanf(s, "bytes %d-%d/*", &from, &to); n == 2 && strings.HasSuffix(s, "/*") {
		return from, -1, from <= to
	}
	return 0, -1, false
}

// request returns a GET of the origin, or an error that no retry mends.
func (o Origin) request(ctx context.Context) (*http.Request, error) {
	u, err := egress.ParseURL(o.URL)
	if err != nil || u.Scheme == "sftp" {
		return nil, fault.Wrap(fault.Unsupported, textNotFound, errScheme)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fault.Wrap(fault.Unsupported, textNotFound, errScheme)
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
func statusError(resp *http.Response) error {
	host := ""
	if resp.Request != nil {
		host = resp.Request.URL.Host
	}
	return fault.Explain(statusFault(resp.StatusCode), statusSentence(host, resp.StatusCode))
}

func statusFault(code int) error {
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

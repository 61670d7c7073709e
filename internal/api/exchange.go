package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// exchange is one request being answered: what the log says of it.
type exchange struct {
	http.ResponseWriter
	id      string
	began   time.Time
	account int64 // 0 until the caller is known
	status  int   // 0 until the answer begins
	bytes   int64
	err     error         // cause of a 5xx
	copied  *bytes.Buffer // takes the body too, if set

	bodies *bodies // counts the memory of the request's body and of the answer; nil: nobody does
	holder int64   // the account that it counts for
	held   int64   // bytes
}

// WriteHeader notes the status and passes it on.
func (x *exchange) WriteHeader(status int) {
	if x.status == 0 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write counts what it passes on.
func (x *exchange) Write(b []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	if x.copied != nil {
		x.copied.Write(b)
	}
	n, err := x.ResponseWriter.Write(b)
	x.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController through.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// setCommon sets the headers of every answer.
func setCommon(x *exchange) {
	h := x.Header()
	h.Set("X-Request-Id", x.id)
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers",
		"X-Request-Id, X-Total-Count, X-Total-More, X-Page, X-Per-Page, Retry-After, WWW-Authenticate, Allow")
}

// preflight answers OPTIONS. The "*" among the headers covers what SDKs add;
// it never covers Authorization, which is therefore named.
func preflight(x *exchange, res resource) {
	h := x.Header()
	h.Set("Allow", res.allow())
	h.Set("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, APIKey, X-Request-Id, *")
	h.Set("Access-Control-Max-Age", "7200")
	x.WriteHeader(http.StatusNoContent)
}

// smallReply is how long an answer may be without being counted, in bytes.
const smallReply = 64 << 10

// reply writes v as JSON.
func reply(w http.ResponseWriter, status int, v any) error {
	body, err := encode(v)
	if err != nil {
		return fmt.Errorf("encode reply: %w", err)
	}
	if x, ok := w.(*exchange); ok && len(body) > smallReply { // it may wait for the client for long
		if err := x.hold(int64(len(body))); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client left; there is nobody to tell
	return nil
}

func ok(w http.ResponseWriter, v any) error { return reply(w, http.StatusOK, v) }

func noContent(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// encode is json.Marshal without its escapes for HTML.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

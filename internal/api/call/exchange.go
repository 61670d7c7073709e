package call

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Exchange is one request being answered: what the log says of it.
type Exchange struct {
	http.ResponseWriter
	ID      string
	Began   time.Time
	Account int64 // 0 until the caller is known
	Status  int   // 0 until the answer begins
	Bytes   int64
	Err     error         // cause of a 5xx
	Copied  *bytes.Buffer // takes the body too, if set
	Route   *Route        // nil until it is known

	memory *Memory // counts the memory of the request's body and of the answer; nil: nobody does
	holder int64   // the account that it counts for
	held   int64   // bytes
}

// NewExchange begins an exchange that ends with Close.
func NewExchange(w http.ResponseWriter, id string, memory *Memory) *Exchange {
	return &Exchange{ResponseWriter: w, ID: id, Began: time.Now(), memory: memory}
}

// WriteHeader notes the status and passes it on.
func (x *Exchange) WriteHeader(status int) {
	if x.Status == 0 {
		x.Status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write counts what it passes on.
func (x *Exchange) Write(b []byte) (int, error) {
	if x.Status == 0 {
		x.Status = http.StatusOK
	}
	if x.Copied != nil {
		x.Copied.Write(b)
	}
	n, err := x.ResponseWriter.Write(b)
	x.Bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController through.
func (x *Exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// Fail writes the answer to an error in the words of the exchange's route, and
// keeps the cause of an internal one for the log.
func (x *Exchange) Fail(err error) {
	var dialect Dialect
	if x.Route != nil {
		dialect = x.Route.Errors
	}
	a := AnswerTo(err, dialect)
	if a.Status >= http.StatusInternalServerError {
		x.Err = err
	}
	if x.Status != 0 {
		return // the answer has begun; there is nothing left to say
	}
	for name, value := range a.Header {
		x.Header().Set(name, value)
	}
	_ = ReplyStatus(x, a.Status, a.Body) // bodies of errors always encode
}

// smallReply is how long an answer may be without being counted, in bytes.
const smallReply = 64 << 10

// ReplyStatus writes v as JSON.
func ReplyStatus(w http.ResponseWriter, status int, v any) error {
	body, err := Encode(v)
	if err != nil {
		return fmt.Errorf("encode reply: %w", err)
	}
	if x, ok := w.(*Exchange); ok && len(body) > smallReply { // it may wait for the client for long
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

// Reply writes v as JSON with status 200.
func Reply(w http.ResponseWriter, v any) error { return ReplyStatus(w, http.StatusOK, v) }

// ReplyNothing answers 204.
func ReplyNothing(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// ReplyDisabled answers as to an account that a feature is not enabled for.
func ReplyDisabled(w http.ResponseWriter) error {
	return ReplyStatus(w, http.StatusUnprocessableEntity,
		map[string]string{"error": "Feature is disabled. Contact support to enable."})
}

// Encode is json.Marshal without its escapes for HTML.
func Encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

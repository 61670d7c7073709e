package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kinora/internal/fault"
	"kinora/internal/opt"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// readBody returns the body as one valid JSON value in UTF-8, or nil when it
// is empty.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	body, err := readWhole(w, r, limit)
	if err != nil {
		return nil, err
	}
	return checkJSON(body)
}

func readWhole(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	if held, ok := r.Body.(*heldBody); ok {
		if int64(len(held.body)) > limit {
			return nil, tooLarge(limit)
		}
		return held.body, nil
	}
	body, err := readSized(w.(*exchange), http.MaxBytesReader(w, r.Body, limit), r.ContentLength)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(limit)
	case errors.Is(err, errBodies):
		return nil, err
	case err != nil:
		return nil, badRequest("the body could not be read to its end")
	}
	return body, nil
}

func tooLarge(limit int64) error {
	return fault.New(fault.TooLarge, fmt.Sprintf("the body may have up to %d bytes", limit))
}

func checkJSON(body []byte) ([]byte, error) {
	body = bytes.TrimPrefix(body, utf8BOM)
	if len(bytes.Trim(body, " \t\r\n")) == 0 {
		return nil, nil
	}
	if !utf8.Valid(body) {
		return nil, badRequest("the body is not valid UTF-8")
	}
	if json.Valid(body) {
		return body, nil
	}
	text := "malformed JSON"
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(body, new(any)), &syntax) {
		text += fmt.Sprintf(" at byte %d: %s", syntax.Offset, syntax)
	}
	return nil, badRequest(text)
}

// unwrap returns the object that a body describes: the member named wrapper
// if there is one, else the root. An empty or null one is "{}".
func unwrap(body []byte, wrapper string) ([]byte, error) {
	if body == nil || opens(body) == 'n' {
		return []byte("{}"), nil
	}
	if opens(body) != '{' {
		return nil, badRequest("the body must be a JSON object")
	}
	inner := pick(body, wrapper)[wrapper]
	switch {
	case inner == nil:
		return body, nil
	case inner[0] == 'n':
		return []byte("{}"), nil
	case inner[0] != '{':
		return nil, fault.Field(wrapper, "is invalid")
	}
	return inner, nil
}

// pick returns the named members of a JSON object, undecoded; the last of
// several with one name counts. Its memory is bounded by names, not by b.
func pick(b []byte, names ...string) map[string][]byte {
	found := make(map[string][]byte, len(names))
	_ = eachMember(b, func(name, value []byte) error {
		if i := slices.IndexFunc(names, func(n string) bool { return n == string(name) }); i >= 0 {
			found[names[i]] = value
		}
		return nil
	})
	return found
}

// input reads the members of an object by name and type. A member that is
// absent or null is so in the Opt; one of the wrong type is noted, for err.
type input struct {
	members map[string][]byte
	wrong   []error
	pixels  *int64 // that posters may still have; nil is any
}

func newInput(object []byte, names ...string) *input {
	return &input{members: pick(object, names...)}
}

// err tells of every member that had the wrong type.
func (in *input) err() error { return errors.Join(in.wrong...) }

func (in *input) text(name string) opt.Opt[string]   { return take(in, name, parseText) }
func (in *input) integer(name string) opt.Opt[int64] { return take(in, name, parseInteger) }
func (in *input) boolean(name string) opt.Opt[bool]  { return take(in, name, parseBool) }

// some is text whose empty value means the same as null.
func (in *input) some(name string) opt.Opt[string] {
	o := in.text(name)
	if o.Value != nil && strings.TrimSpace(*o.Value) == "" {
		o.Value = nil
	}
	return o
}

func take[T any](in *input, name string, parse func([]byte) (T, bool)) opt.Opt[T] {
	raw, found := in.members[name]
	if !found || raw[0] == 'n' {
		return opt.Opt[T]{Set: found}
	}
	v, ok := parse(raw)
	if !ok {
		in.wrong = append(in.wrong, fault.Field(name, "is invalid"))
		return opt.Opt[T]{}
	}
	return opt.Opt[T]{Set: true, Value: &v}
}

// parseText refuses NUL, which no database column takes. A number is the text
// that it was written as.
func parseText(raw []byte) (string, bool) {
	if raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9' {
		return string(raw), true
	}
	if raw[0] != '"' {
		return "", false
	}
	s := unquote(raw)
	return s, strings.IndexByte(s, 0) < 0
}

// parseInteger takes any spelling of a whole number that fits: 3, 3.0, 3e0, and
// a text that is one in digits: "3".
func parseInteger(raw []byte) (int64, bool) {
	if raw[0] == '"' {
		s := unquote(raw)
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil && strconv.FormatInt(n, 10) == s
	}
	if len(raw) > 40 {
		return 0, false
	}
	if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	return int64(f), err == nil && f == math.Trunc(f) && math.Abs(f) <= 1<<53
}

// parseBool takes a flag, and a text that is one: "true".
func parseBool(raw []byte) (bool, bool) {
	if raw[0] == '"' {
		s := unquote(raw)
		return s == "true", s == "true" || s == "false"
	}
	return raw[0] == 't', raw[0] == 't' || raw[0] == 'f'
}

// or returns the value, or def when it is absent or null.
func or[T any](o opt.Opt[T], def T) T {
	if o.Value == nil {
		return def
	}
	return *o.Value
}

package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// ReadObject reads the object that a body describes; an empty body is an
// object without members. wrapper is the member that may hold the object, ""
// for none.
func ReadObject(w http.ResponseWriter, r *http.Request, wrapper string) ([]byte, error) {
	body, err := ReadBody(w, r)
	if err != nil {
		return nil, err
	}
	return unwrap(body, wrapper)
}

// ReadChange is ReadObject for a change that has to say something.
func ReadChange(w http.ResponseWriter, r *http.Request, wrapper string) ([]byte, error) {
	body, err := ReadBody(w, r)
	if err != nil {
		return nil, err
	}
	if body == nil {
		return nil, fault.Field("name", "can't be blank")
	}
	return unwrap(body, wrapper)
}

// ReadBody returns the body as one valid JSON value in UTF-8, or nil when it
// is empty. The route says how long it may be.
func ReadBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := ReadBytes(w.(*Exchange), r)
	if err != nil {
		return nil, err
	}
	return checkJSON(body)
}

// ReadBytes returns the body as it came.
func ReadBytes(x *Exchange, r *http.Request) ([]byte, error) {
	limit := x.Route.BodyLimit()
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	if held, ok := r.Body.(*heldBody); ok {
		return held.body, nil
	}
	body, err := readSized(x, http.MaxBytesReader(x, r.Body, limit), r.ContentLength)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(limit)
	case errors.Is(err, errMemory):
		return nil, err
	case err != nil:
		return nil, BadRequest("the body could not be read to its end")
	}
	return body, nil
}

// KeepBody puts a body that was read back, for the call to read again.
func KeepBody(r *http.Request, body []byte) {
	r.Body = &heldBody{Reader: bytes.NewReader(body), body: body}
}

// heldBody is a body that was read already.
type heldBody struct {
	io.Reader
	body []byte
}

func (*heldBody) Close() error { return nil }

func tooLarge(limit int64) error {
	return fault.New(fault.TooLarge, fmt.Sprintf("the body may have up to %d bytes", limit))
}

func checkJSON(body []byte) ([]byte, error) {
	body = bytes.TrimPrefix(body, utf8BOM)
	if len(bytes.Trim(body, " \t\r\n")) == 0 {
		return nil, nil
	}
	if !utf8.Valid(body) {
		return nil, BadRequest("the body is not valid UTF-8")
	}
	if json.Valid(body) {
		return body, nil
	}
	text := "malformed JSON"
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(body, new(any)), &syntax) {
		text += fmt.Sprintf(" at byte %d: %s", syntax.Offset, syntax)
	}
	return nil, BadRequest(text)
}

// unwrap returns the object that a body describes: the member named wrapper
// if there is one, else the root. An empty or null one is "{}".
func unwrap(body []byte, wrapper string) ([]byte, error) {
	if body == nil || FirstByte(body) == 'n' {
		return []byte("{}"), nil
	}
	if FirstByte(body) != '{' {
		return nil, BadRequest("the body must be a JSON object")
	}
	inner := Members(body, wrapper)[wrapper]
	switch {
	case inner == nil || wrapper == "":
		return body, nil
	case inner[0] == 'n':
		return []byte("{}"), nil
	case inner[0] != '{':
		return nil, fault.Field(wrapper, "is invalid")
	}
	return inner, nil
}

// Members returns the named members of a JSON object, undecoded; the last of
// several with one name counts. Its memory is bounded by names, not by b.
func Members(b []byte, names ...string) map[string][]byte {
	found := make(map[string][]byte, len(names))
	_ = EachMember(b, func(name, value []byte) error {
		if i := slices.IndexFunc(names, func(n string) bool { return n == string(name) }); i >= 0 {
			found[names[i]] = value
		}
		return nil
	})
	return found
}

// Input reads the members of an object by name and type. A member that is
// absent or null is so in the Opt; one of the wrong type is noted, for Err.
type Input struct {
	members map[string][]byte
	wrong   []error
}

// NewInput reads the named members of an object.
func NewInput(object []byte, names ...string) *Input {
	return &Input{members: Members(object, names...)}
}

// Err tells of every member that was refused.
func (in *Input) Err() error { return errors.Join(in.wrong...) }

// Refuse notes what else is wrong with a member.
func (in *Input) Refuse(err error) { in.wrong = append(in.wrong, err) }

// Raw is a member undecoded, nil where it is absent.
func (in *Input) Raw(name string) []byte { return in.members[name] }

// Text reads a member that is text.
func (in *Input) Text(name string) opt.Opt[string] { return Member(in, name, ParseText) }

// Integer reads a member that is a whole number.
func (in *Input) Integer(name string) opt.Opt[int64] { return Member(in, name, ParseInteger) }

// Bool reads a member that is a flag.
func (in *Input) Bool(name string) opt.Opt[bool] { return Member(in, name, parseBool) }

// NonBlank is Text whose blank value means the same as null.
func (in *Input) NonBlank(name string) opt.Opt[string] {
	o := in.Text(name)
	if o.Value != nil && strings.TrimSpace(*o.Value) == "" {
		o.Value = nil
	}
	return o
}

// Member reads a member by a parser of values that are not null.
func Member[T any](in *Input, name string, parse func([]byte) (T, bool)) opt.Opt[T] {
	raw, found := in.members[name]
	if !found || raw[0] == 'n' {
		return opt.Opt[T]{Set: found}
	}
	v, ok := parse(raw)
	if !ok {
		in.Refuse(fault.Field(name, "is invalid"))
		return opt.Opt[T]{}
	}
	return opt.Opt[T]{Set: true, Value: &v}
}

// ParseText refuses NUL, which no database column takes. A number is the text
// that it was written as.
func ParseText(raw []byte) (string, bool) {
	if raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9' {
		return string(raw), true
	}
	if raw[0] != '"' {
		return "", false
	}
	s := unquote(raw)
	return s, strings.IndexByte(s, 0) < 0
}

// ParseInteger takes any spelling of a whole number that fits: 3, 3.0, 3e0, and
// a text that is one in digits: "3".
func ParseInteger(raw []byte) (int64, bool) {
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

package call

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kinora/internal/fault"
)

const (
	defaultPerPage = 25
	maxIDs         = 1000 // of one query; what follows is not looked at
)

// MaxPerPage is how many items a page may have.
const MaxPerPage = 100

// Page is which part of a list is asked for; pages count from 1.
type Page struct{ Number, Size int }

// ReadPage reads it from a query.
func ReadPage(values url.Values) Page {
	return Page{
		Number: Number(values.Get("page"), 1, 1, math.MaxInt32),
		Size:   Number(values.Get("per_page"), defaultPerPage, 1, MaxPerPage),
	}
}

// Describe says in the header which part of how many is sent.
func (p Page) Describe(w http.ResponseWriter, total int) {
	w.Header().Set("X-Total-Count", strconv.Itoa(total))
	w.Header().Set("X-Page", strconv.Itoa(p.Number))
	w.Header().Set("X-Per-Page", strconv.Itoa(p.Size))
}

// ParseIDs returns the ids among parts, each once, in their order.
func ParseIDs(parts []string) []int64 {
	ids, seen := []int64{}, map[int64]bool{}
	for _, part := range parts {
		if id, ok := ParseID(part); ok && !seen[id] && len(ids) < maxIDs {
			ids, seen[id] = append(ids, id), true
		}
	}
	return ids
}

// Number reads a whole number into [low, high]; what is none is def.
func Number(s string, def, low, high int64) int {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		n = def
	}
	return int(min(max(n, low), high))
}

// Fields is the set of members that a reply is restricted to; nil is all.
type Fields map[string]bool

// ReadFields reads it from a query.
func ReadFields(r *http.Request) Fields {
	names := SplitList(r.URL.Query(), "fields", "fields[]")
	if len(names) == 0 {
		return nil
	}
	f := make(Fields, len(names))
	for _, name := range names {
		f[name] = true
	}
	return f
}

// Of returns v, or its members that were asked for, in their usual order.
func (f Fields) Of(v any) (any, error) {
	if f == nil {
		return v, nil
	}
	whole, err := Encode(v)
	if err != nil {
		return nil, err
	}
	return f.project(whole), nil
}

func (f Fields) project(object []byte) json.RawMessage {
	out := append(make([]byte, 0, len(object)), '{')
	_ = EachMember(object, func(name, value []byte) error {
		if f[string(name)] {
			if len(out) > 1 {
				out = append(out, ',')
			}
			out = append(append(append(out, '"'), name...), `":`...)
			out = append(out, value...)
		}
		return nil
	})
	return append(out, '}')
}

// ReplyList writes a list of items, restricted to the fields asked for.
func ReplyList[T any](w http.ResponseWriter, items []T, f Fields) error {
	if f == nil {
		return Reply(w, items)
	}
	out := make([]any, len(items))
	for i := range items {
		one, err := f.Of(items[i])
		if err != nil {
			return err
		}
		out[i] = one
	}
	return Reply(w, out)
}

// PathID reads the {id} of a path. What cannot be an id was never found.
func PathID(r *http.Request, what string) (int64, error) {
	id, ok := ParseID(r.PathValue("id"))
	if !ok {
		return 0, fault.Missing(what)
	}
	return id, nil
}

// ParseID reads a positive decimal number without a sign.
func ParseID(s string) (int64, bool) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	id, err := strconv.ParseInt(s, 10, 64)
	return id, err == nil && id > 0
}

// SplitList joins the values of the named parameters, each a comma list.
func SplitList(q url.Values, names ...string) []string {
	var out []string
	for _, name := range names {
		for _, value := range q[name] {
			for part := range strings.SplitSeq(value, ",") {
				if part = strings.TrimSpace(part); part != "" {
					out = append(out, part)
				}
			}
		}
	}
	return out
}

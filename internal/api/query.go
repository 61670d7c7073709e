package api

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kinora/internal/catalog"
)

const (
	defaultPerPage = 25
	maxPerPage     = 100
	maxIDs         = 1000 // of one query; what follows is not looked at
	maxSearch      = 4096 // bytes; longer than any name worth finding
)

// page is which part of a list is asked for; pages count from 1.
type page struct{ number, size int }

func readPage(values url.Values) page {
	return page{
		number: number(values.Get("page"), 1, 1, math.MaxInt32),
		size:   number(values.Get("per_page"), defaultPerPage, 1, maxPerPage),
	}
}

// describe says in the header which part of how many is sent.
func (p page) describe(w http.ResponseWriter, total int) {
	w.Header().Set("X-Total-Count", strconv.Itoa(total))
	w.Header().Set("X-Page", strconv.Itoa(p.number))
	w.Header().Set("X-Per-Page", strconv.Itoa(p.size))
}

// listQuery is what GET /streaming/videos is asked for.
type listQuery struct {
	catalog.Filter
	matchesNothing bool // a condition that no video can meet
}

// legacyStatuses are the values of q[status_eq], which old clients send.
var legacyStatuses = []string{
	catalog.StatusEmpty, catalog.StatusPending, catalog.StatusViewable, catalog.StatusReady,
}

// readListQuery reads the conditions. One that makes no sense matches nothing;
// it is never dropped, which would show more than was asked for.
func readListQuery(values url.Values) listQuery {
	at := readPage(values)
	q := listQuery{Filter: catalog.Filter{
		Page:    at.number,
		PerPage: at.size,
		Search:  trimmed(values, "search"),
		Status:  trimmed(values, "status"),
	}}
	if !storable(q.Search) || !storable(q.Status) || len(q.Search) > maxSearch {
		q.matchesNothing = true
	}
	q.readIDs(values)
	q.readLegacyStatus(values.Get("q[status_eq]"))
	q.ClientUserID = q.readNumber(values.Get("client_user_id"))
	q.StreamID = q.readNumber(values.Get("stream_id"))
	q.readDirectory(values.Get("directory_id"))
	if by := trimmed(values, "order"); slices.Contains(orders, strings.TrimPrefix(by, "-")) {
		q.Order = by
	}
	return q
}

var orders = []string{catalog.OrderName, catalog.OrderDuration, catalog.OrderSize, catalog.OrderCreated}

// readDirectory reads the id of a directory, or none for the videos in no
// directory.
func (q *listQuery) readDirectory(value string) {
	if value == "none" {
		q.DirectoryID = new(int64)
		return
	}
	if q.DirectoryID = q.readNumber(value); q.DirectoryID != nil && *q.DirectoryID < 1 {
		q.matchesNothing = true
	}
}

// trimmed is the first value of a parameter without blanks around it.
func trimmed(values url.Values, name string) string { return strings.TrimSpace(values.Get(name)) }

// storable reports whether a database takes the text.
func storable(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

func (q *listQuery) readIDs(values url.Values) {
	parts := splitList(values, "id")
	if len(parts) == 0 {
		return
	}
	q.IDs = parseIDs(parts)
	if len(q.IDs) == 0 {
		q.matchesNothing = true
	}
}

func (q *listQuery) readLegacyStatus(value string) {
	if value == "" {
		return
	}
	i, err := strconv.Atoi(value)
	if err != nil || i < 0 || i >= len(legacyStatuses) || q.Status != "" && q.Status != legacyStatuses[i] {
		q.matchesNothing = true
		return
	}
	q.Status = legacyStatuses[i]
}

func (q *listQuery) readNumber(value string) *int64 {
	if value == "" {
		return nil
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		q.matchesNothing = true
		return nil
	}
	return &n
}

// parseIDs returns the ids among parts, each once, in their order.
func parseIDs(parts []string) []int64 {
	ids, seen := []int64{}, map[int64]bool{}
	for _, part := range parts {
		if id, ok := parseID(part); ok && !seen[id] && len(ids) < maxIDs {
			ids, seen[id] = append(ids, id), true
		}
	}
	return ids
}

// number reads a whole number into [low, high]; what is none is def.
func number(s string, def, low, high int64) int {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		n = def
	}
	return int(min(max(n, low), high))
}

// fields is the set of members that a reply is restricted to; nil is all.
type fields map[string]bool

func readFields(r *http.Request) fields {
	names := splitList(r.URL.Query(), "fields", "fields[]")
	if len(names) == 0 {
		return nil
	}
	f := make(fields, len(names))
	for _, name := range names {
		f[name] = true
	}
	return f
}

// of returns v, or its members that were asked for, in their usual order.
func (f fields) of(v any) (any, error) {
	if f == nil {
		return v, nil
	}
	whole, err := encode(v)
	if err != nil {
		return nil, err
	}
	return f.project(whole), nil
}

func (f fields) project(object []byte) json.RawMessage {
	out := append(make([]byte, 0, len(object)), '{')
	_ = eachMember(object, func(name, value []byte) error {
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

// replyList writes a list of items, restricted to the fields asked for.
func replyList[T any](w http.ResponseWriter, items []T, f fields) error {
	if f == nil {
		return ok(w, items)
	}
	out := make([]any, len(items))
	for i := range items {
		one, err := f.of(items[i])
		if err != nil {
			return err
		}
		out[i] = one
	}
	return ok(w, out)
}

package videos

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kinora/internal/api/call"
	"kinora/internal/catalog"
)

// maxSearch is how long a search may be in bytes: longer than any name worth
// finding.
const maxSearch = 4096

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
	at := call.ReadPage(values)
	q := listQuery{Filter: catalog.Filter{
		Page:    at.Number,
		PerPage: at.Size,
		Search:  trimmed(values, "search"),
		Status:  trimmed(values, "status"),
	}}
	if !storable(q.Search) || !storable(q.Status) || len(q.Search) > maxSearch {
		q.matchesNothing = true
	}
	q.readIDs(values)
	q.readLegacyStatus(values.Get("q[status_eq]"))
	q.readDirectory(values.Get("directory_id"))
	if by := trimmed(values, "order"); slices.Contains(orders, strings.TrimPrefix(by, "-")) {
		q.Order = by
	}
	q.ClientUserID = q.readNumber(values.Get("client_user_id"))
	q.StreamID = q.readNumber(values.Get("stream_id"))
	return q
}

// trimmed is the first value of a parameter without blanks around it.
func trimmed(values url.Values, name string) string { return strings.TrimSpace(values.Get(name)) }

// storable reports whether a database takes the text.
func storable(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

func (q *listQuery) readIDs(values url.Values) {
	parts := call.SplitList(values, "id")
	if len(parts) == 0 {
		return
	}
	q.IDs = call.ParseIDs(parts)
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

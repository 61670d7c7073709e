package catalog

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kinora/internal/fault"
	"kinora/internal/search"
)

// What lists can be ordered by besides newest first, each also with a minus in
// front, for the other way round.
const (
	OrderName     = "name" // as it is searched, so that both databases agree
	OrderDuration = "duration"
	OrderSize     = "size" // of the source
	OrderCreated  = "created"
)

// ordered returns the ids of the page that a filter with an order asks for.
// Videos without a duration or size come last, whichever way round.
func (l *Catalog) ordered(ctx context.Context, account int64, f Filter) ([]int64, Total, error) {
	all := f
	all.Page, all.PerPage = 1, l.maxOrdered
	find := l.page
	if f.Search != "" {
		find = l.search
	}
	ids, total, err := find(ctx, account, all)
	if err != nil || len(ids) == 0 {
		return nil, Total{}, err
	}
	if total.N > l.maxOrdered || total.More && len(ids) == l.maxOrdered {
		return nil, Total{}, fault.Field("order", fmt.Sprintf("is for at most %d videos: narrow the list", l.maxOrdered))
	}
	keys, err := l.orderKeys(ctx, ids)
	if err != nil {
		return nil, Total{}, err
	}
	sortKeys(keys, f.Order)
	end := min(f.offset()+f.PerPage, len(keys))
	page := keys[min(f.offset(), end):end]
	ids = ids[:0]
	for _, k := range page {
		ids = append(ids, k.id)
	}
	return ids, Total{N: len(keys)}, nil
}

// orderKey is what a video is ordered by.
type orderKey struct {
	id             int64
	name           string
	duration, size *int64
}

func (l *Catalog) orderKeys(ctx context.Context, ids []int64) ([]orderKey, error) {
	rows, err := l.often.keys.Rows(ctx, l.db.IDs(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	keys := make([]orderKey, 0, len(ids))
	for rows.Next() {
		var k orderKey
		if err := rows.Scan(&k.id, &k.name, &k.duration, &k.size); err != nil {
			return nil, err
		}
		k.name = search.Fold(k.name)
		keys = append(keys, k)
	}
	return keys, rows.Err()
}

// sortKeys puts keys into an order; equal ones the newest first.
func sortKeys(keys []orderKey, order string) {
	by, down := strings.CutPrefix(order, "-")
	compare := func(a, b orderKey) int { return cmp.Compare(a.id, b.id) }
	switch by {
	case OrderName:
		compare = func(a, b orderKey) int { return cmp.Compare(a.name, b.name) }
	case OrderDuration:
		compare = func(a, b orderKey) int { return compareKnown(a.duration, b.duration, down) }
	case OrderSize:
		compare = func(a, b orderKey) int { return compareKnown(a.size, b.size, down) }
	}
	slices.SortFunc(keys, func(a, b orderKey) int {
		c := compare(a, b)
		if down {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(b.id, a.id))
	})
}

// compareKnown orders numbers so that unknown ones come last, also where the
// order is turned round.
func compareKnown(a, b *int64, down bool) int {
	last := 1
	if down {
		last = -1
	}
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return last
	case b == nil:
		return -last
	}
	return cmp.Compare(*a, *b)
}

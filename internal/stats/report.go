package stats

import (
	"context"
	"math/bits"
	"slices"
	"time"

	"kinora/internal/fault"
)

// Groups of a Question.
const (
	ByDate     = "date"
	ByKind     = "type"
	ByHost     = "host"
	ByOS       = "os"
	ByBrowser  = "browser"
	ByPlatform = "platform"
	ByIP       = "ip"
	ByCountry  = "country"
	ByEvent    = "event"
	ByEntity   = "id"
	ByPage     = "embed_url"
	ByRegion   = "region"
)

// columns of plays, by the group.
var columns = map[string]string{
	ByKind: "kind", ByHost: "host", ByOS: "os", ByBrowser: "browser", ByPlatform: "platform", ByIP: "ip", ByCountry: "country",
	ByEntity: "entity", ByPage: "page", ByRegion: "region",
}

// times are the columns of the events.
var times = map[string]string{Init: "init_at", Start: "start_at", Watch: "watch_at"}

// maxRows bounds an answer.
const maxRows = 100_000

// Question is what a report is asked.
type Question struct {
	Account       int64
	From, To      time.Time // both included
	Kind          string    // "" = all
	Entity        int64     // 0 = all
	Event         string    // Init, Start or Watch, which "" means as well
	Host, Country string    // "" = all
	Groups        []string
	Unique        bool // addresses are counted, and not plays
}

// Row is a line of a report: what is grouped by, and how many.
type Row struct {
	N        int64
	Day      int64 // days since 1970, UTC
	Kind     string
	Entity   int64
	Event    string
	Host     string
	Page     string
	IP       string `bun:"ip"`
	Browser  string
	OS       string `bun:"os"`
	Platform string
	Country  string
	Region   string
}

// Date is the row's day, as YYYY-MM-DD.
func (r *Row) Date() string { return time.Unix(r.Day*86400, 0).UTC().Format(time.DateOnly) }

// Report counts plays, or the addresses they came from, by the time of an
// event. The rows are in the order of the groups.
func (s *Stats) Report(ctx context.Context, q Question) ([]Row, error) {
	events := []string{Watch}
	switch {
	case q.Event != "":
		events = []string{q.Event}
	case slices.Contains(q.Groups, ByEvent):
		events = []string{Init, Start, Watch}
	}
	var all []Row
	for _, event := range events {
		rows, err := s.reportOf(ctx, q, event)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			rows[i].Event = event
		}
		all = append(all, rows...)
	}
	return all, nil
}

func (s *Stats) reportOf(ctx context.Context, q Question, event string) ([]Row, error) {
	at := times[event]
	if at == "" {
		return nil, fault.Field("event", "is invalid")
	}
	query := s.db.R.NewSelect().Table("plays")
	if q.Unique {
		query = query.ColumnExpr("COUNT(DISTINCT viewer) AS n")
	} else {
		query = query.ColumnExpr("COUNT(*) AS n")
	}
	for _, group := range q.Groups {
		switch column := columns[group]; {
		case group == ByDate:
			query = query.ColumnExpr(at + " / 86400000 AS day").Group("day").Order("day")
		case column != "":
			query = query.Column(column).Group(column).Order(column)
		case group != ByEvent:
			return nil, fault.Field("group", "is invalid")
		}
	}
	query = query.Where("account_id = ?", q.Account).
		Where("init_at BETWEEN ? AND ?", q.From.Add(-lasts).UnixMilli(), q.To.UnixMilli()).
		Where(at+" BETWEEN ? AND ?", max(q.From.UnixMilli(), 1), q.To.UnixMilli())
	for column, value := range map[string]string{"kind": q.Kind, "host": q.Host, "country": q.Country} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	if q.Entity != 0 {
		query = query.Where("entity = ?", q.Entity)
	}
	rows := []Row{}
	if err := query.Limit(maxRows).Scan(ctx, &rows); err != nil {
		return nil, err
	}
	if len(q.Groups) == 0 && len(rows) == 1 && rows[0].N == 0 {
		return nil, nil
	}
	return rows, nil
}

// Heat is how many plays there were of each Bucket of a film: of those that
// were watched in a time. It ends with the last bucket that anybody watched.
func (s *Stats) Heat(ctx context.Context, q Question) ([]int64, error) {
	rows, err := s.db.R.NewSelect().Table("plays").Column("watched").Where("account_id = ? AND kind = ? AND entity = ?", q.Account, q.Kind, q.Entity).
		Where("init_at BETWEEN ? AND ? AND watched <> ''", q.From.UnixMilli(), q.To.UnixMilli()).Rows(ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	heat := []int64{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		heat = add(heat, bitsOf(text))
	}
	return heat, rows.Err()
}

// add counts the bits of a set.
func add(heat []int64, set []byte) []int64 {
	for i, b := range set {
		for ; b != 0; b &= b - 1 {
			at := 8*i + bits.TrailingZeros8(b)
			for len(heat) <= at {
				heat = append(heat, 0)
			}
			heat[at]++
		}
	}
	return heat
}

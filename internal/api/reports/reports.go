// Package reports is the calls that say how often videos were watched, and what
// accounts used.
package reports

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/quota"
	"kinora/internal/stats"
)

// Options says what the calls work with.
type Options struct {
	Stats  *stats.Stats
	Quotas *quota.Quotas
	Videos Videos
	Now    func() time.Time
}

// Videos finds what a report is narrowed to.
type Videos interface {
	// IDsOf returns the ids of the account's videos with a slug, if it is not "",
	// and of one of its users, if of is true.
	IDsOf(ctx context.Context, account int64, slug string, user int64, of bool) ([]int64, error)
}

// Routes are the calls.
func Routes(o Options) []call.Route {
	const all = "GET /streaming/statistics/"
	routes := []call.Route{
		{Pattern: all + "views", Handle: o.views, Errors: call.AsReport},
		{Pattern: all + "uniqs", Handle: o.uniqueViewers, Errors: call.AsReport},
		{Pattern: all + "heatmap", Handle: o.heatmap, Errors: call.AsReport},
	}
	for name, of := range simpleStatistics {
		routes = append(routes, call.Route{Pattern: all + name, Handle: o.simple(of), Errors: call.AsReport})
	}
	return slices.Concat(routes, seriesRoutes(o))
}

// statistic is a call that asks for rows, and shows each.
type statistic struct {
	kind   string // of what is counted, "" for all
	groups []string
	show   func(*stats.Row) map[string]any // nil leaves it out
	sorted bool                            // the most first
}

// simpleStatistics are the calls without parameters but a time, by what follows
// /streaming/statistics/.
var simpleStatistics = map[string]statistic{
	"countries": {groups: []string{stats.ByCountry}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"country": r.Country, "country_name": countryName(r.Country)}
	}},
	"regions": {groups: []string{stats.ByRegion}, sorted: true, show: func(r *stats.Row) map[string]any {
		if r.Region == "" {
			return nil
		}
		return map[string]any{"region": r.Region, "region_name": r.Region}
	}},
	"popular": {kind: stats.Video, groups: []string{stats.ByEntity}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"id": strconv.FormatInt(r.Entity, 10)}
	}},
	"browsers": {groups: []string{stats.ByBrowser}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"browser": r.Browser}
	}},
	"systems": {groups: []string{stats.ByOS}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"os": r.OS}
	}},
	"embeds": {groups: []string{stats.ByPage}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"embed_url": r.Page}
	}},
	"hosts": {groups: []string{stats.ByHost}, sorted: true, show: func(r *stats.Row) map[string]any {
		return map[string]any{"host": r.Host, "embed_url": r.Host} // the description has one, its example the other
	}},
}

func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.English.Regions().Name(region)
}

// simple is the handler of one of simpleStatistics.
func (o Options) simple(of statistic) call.Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		q, err := readTimes(r.URL.Query())
		q.Account, q.Groups, q.Kind = who.AccountID, of.groups, of.kind
		return o.report(w, r, q, err, of)
	}
}

func (o Options) views(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, err := readQuestion(r.URL.Query(), viewGroups)
	q.Account, q.Groups = who.AccountID, slices.Concat([]string{stats.ByDate, stats.ByKind}, q.Groups)
	return o.report(w, r, q, err, statistic{show: func(row *stats.Row) map[string]any { return grouped(row, q.Groups) }})
}

func (o Options) uniqueViewers(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, err := readQuestion(r.URL.Query(), append([]string{stats.ByDate}, viewGroups...))
	q.Account, q.Unique = who.AccountID, true
	if len(q.Groups) == 0 {
		q.Groups = []string{stats.ByDate, stats.ByKind} // as the description shows it
	}
	return o.report(w, r, q, err, statistic{show: func(row *stats.Row) map[string]any { return grouped(row, q.Groups) }})
}

// heatmap says how many watched each five seconds of a film.
func (o Options) heatmap(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	query := r.URL.Query()
	q, err := readTimes(query)
	wrong := []error{err}
	q.Account, q.Kind = who.AccountID, query.Get("type")
	for _, name := range []string{"type", "stream_id"} {
		if query.Get(name) == "" {
			wrong = append(wrong, notSet(name))
		}
	}
	if query.Get("type") != "" && !slices.Contains(kinds, q.Kind) {
		wrong = append(wrong, invalid("type"))
	}
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	q.Entity, _ = strconv.ParseInt(query.Get("stream_id"), 10, 64) // what is none has no viewers
	heat, err := o.Stats.Heat(r.Context(), q)
	if err != nil {
		return err
	}
	rows := make([]map[string]any, len(heat))
	for i, n := range heat {
		rows[i] = map[string]any{"viewers": n, "seconds": i * int(stats.Bucket.Seconds())}
	}
	return call.Reply(w, call.Report{Data: rows})
}

// report answers a question unless something is wrong with it.
func (o Options) report(w http.ResponseWriter, r *http.Request, q stats.Question, wrong error, of statistic) error {
	if wrong != nil {
		return wrong
	}
	rows, err := o.Stats.Report(r.Context(), q)
	if err != nil {
		return err
	}
	if of.sorted {
		slices.SortStableFunc(rows, func(a, b stats.Row) int { return int(b.N - a.N) })
	}
	shown, count := make([]map[string]any, 0, len(rows)), "views"
	if q.Unique {
		count = "unique_ips"
	}
	for i := range rows {
		if row := of.show(&rows[i]); row != nil {
			row[count] = rows[i].N
			shown = append(shown, row)
		}
	}
	return call.Reply(w, call.Report{Data: shown})
}

// grouped shows what a row is grouped by.
func grouped(r *stats.Row, groups []string) map[string]any {
	all := map[string]any{
		stats.ByDate: r.Date(), stats.ByKind: r.Kind, stats.ByHost: r.Host, stats.ByOS: r.OS, stats.ByBrowser: r.Browser,
		stats.ByPlatform: r.Platform, stats.ByIP: r.IP, stats.ByCountry: r.Country, stats.ByEvent: r.Event, stats.ByEntity: r.Entity,
	}
	shown := map[string]any{}
	for _, g := range groups {
		shown[g] = all[g]
	}
	return shown
}

var (
	kinds      = []string{"live", stats.Video, stats.Playlist}
	events     = []string{stats.Init, stats.Start, stats.Watch}
	viewGroups = []string{
		stats.ByHost, stats.ByOS, stats.ByBrowser, stats.ByPlatform, stats.ByIP, stats.ByCountry, stats.ByEvent, stats.ByEntity,
	}
)

func notSet(param string) error  { return fault.Field(param, "query param is not set") }
func invalid(param string) error { return fault.Field(param, "is invalid") }

// readTimes reads the time that a statistic is asked for, and says what is
// wrong with it.
func readTimes(query url.Values) (q stats.Question, err error) {
	for _, p := range []struct {
		name string
		at   *time.Time
	}{{"date_from", &q.From}, {"date_to", &q.To}} {
		text := query.Get(p.name)
		at, known := call.ParseMoment(text)
		switch {
		case text == "":
			err = errors.Join(err, notSet(p.name))
		case !known:
			err = errors.Join(err, invalid(p.name))
		}
		*p.at = at
	}
	if err == nil && q.To.Before(q.From) {
		err = fault.Field("date_to", "is before date_from")
	}
	return q, err
}

// readQuestion reads what views and unique viewers are asked by.
func readQuestion(query url.Values, groups []string) (stats.Question, error) {
	q, err := readTimes(query)
	wrong := []error{err}
	q.Kind, q.Event, q.Host, q.Country = query.Get("type"), query.Get("event"), query.Get("host"), query.Get("country")
	if q.Kind != "" && !slices.Contains(kinds, q.Kind) {
		wrong = append(wrong, invalid("type"))
	}
	if q.Event != "" && !slices.Contains(events, q.Event) {
		wrong = append(wrong, invalid("event"))
	}
	if text := query.Get("id"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			wrong = append(wrong, invalid("id"))
		}
		q.Entity = id
	}
	for _, group := range call.SplitList(query, "group", "group[]") {
		if !slices.Contains(groups, group) {
			wrong = append(wrong, invalid("group"))
			break
		}
		if !slices.Contains(q.Groups, group) {
			q.Groups = append(q.Groups, group)
		}
	}
	return q, errors.Join(wrong...)
}

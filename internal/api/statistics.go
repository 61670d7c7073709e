package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/stats"
)

// report is what the statistics calls answer.
type report struct {
	Data   []map[string]any `json:"data"`
	Errors []string         `json:"errors,omitempty"`
}

// statistic is a call that asks for rows, and shows each.
type statistic struct {
	groups []string
	show   func(*stats.Row) map[string]any // nil leaves it out
	sorted bool                            // the most first
}

// simpleStatistics are the calls without parameters but a time, by what follows
// /streaming/statistics/.
var simpleStatistics = map[string]statistic{
	"countries": {[]string{stats.ByCountry}, func(r *stats.Row) map[string]any {
		return map[string]any{"country": r.Country, "country_name": countryName(r.Country)}
	}, true},
	"regions": {[]string{stats.ByRegion}, func(r *stats.Row) map[string]any {
		if r.Region == "" {
			return nil
		}
		return map[string]any{"region": r.Region, "region_name": r.Region}
	}, true},
	"popular": {[]string{stats.ByEntity}, func(r *stats.Row) map[string]any {
		return map[string]any{"id": strconv.FormatInt(r.Entity, 10)}
	}, true},
	"browsers": {[]string{stats.ByBrowser}, func(r *stats.Row) map[string]any { return map[string]any{"browser": r.Browser} }, true},
	"systems":  {[]string{stats.ByOS}, func(r *stats.Row) map[string]any { return map[string]any{"os": r.OS} }, true},
	"embeds":   {[]string{stats.ByPage}, func(r *stats.Row) map[string]any { return map[string]any{"embed_url": r.Page} }, true},
	"hosts": {[]string{stats.ByHost}, func(r *stats.Row) map[string]any {
		return map[string]any{"host": r.Host, "embed_url": r.Host} // the description has one, its example the other
	}, true},
}

func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.English.Regions().Name(region)
}

// statistics is the handler of one of simpleStatistics.
func (s *server) statistics(name string) call {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		of := simpleStatistics[name]
		q, wrong := readTimes(r.URL.Query())
		q.Account, q.Groups = who.AccountID, of.groups
		if name == "popular" {
			q.Kind = stats.Video
		}
		return s.report(w, r, q, wrong, of)
	}
}

func (s *server) viewStatistics(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, wrong := readQuestion(r.URL.Query(), viewGroups)
	q.Account, q.Groups = who.AccountID, slices.Concat([]string{stats.ByDate, stats.ByKind}, q.Groups)
	return s.report(w, r, q, wrong, statistic{show: func(row *stats.Row) map[string]any { return grouped(row, q.Groups) }})
}

func (s *server) uniqueStatistics(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, wrong := readQuestion(r.URL.Query(), append([]string{stats.ByDate}, viewGroups...))
	q.Account, q.Unique = who.AccountID, true
	if len(q.Groups) == 0 {
		q.Groups = []string{stats.ByDate, stats.ByKind} // as the description shows it
	}
	return s.report(w, r, q, wrong, statistic{show: func(row *stats.Row) map[string]any { return grouped(row, q.Groups) }})
}

// heatStatistics says how many watched each five seconds of a film.
func (s *server) heatStatistics(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	query := r.URL.Query()
	q, wrong := readTimes(query)
	q.Account, q.Kind = who.AccountID, query.Get("type")
	for _, name := range []string{"type", "stream_id"} {
		if query.Get(name) == "" {
			wrong = append(wrong, name+": query param is not set")
		}
	}
	if query.Get("type") != "" && !slices.Contains(kinds, q.Kind) {
		wrong = append(wrong, "type: is invalid")
	}
	if len(wrong) > 0 {
		return reply(w, http.StatusBadRequest, report{Data: []map[string]any{}, Errors: wrong})
	}
	q.Entity, _ = strconv.ParseInt(query.Get("stream_id"), 10, 64) // what is none has no viewers
	heat, err := s.Stats.Heat(r.Context(), q)
	if err != nil {
		return err
	}
	rows := make([]map[string]any, len(heat))
	for i, n := range heat {
		rows[i] = map[string]any{"viewers": n, "seconds": i * int(stats.Bucket.Seconds())}
	}
	return ok(w, report{Data: rows})
}

// report answers a question, or says what is wrong with it.
func (s *server) report(w http.ResponseWriter, r *http.Request, q stats.Question, wrong []string, of statistic) error {
	if len(wrong) > 0 {
		return reply(w, http.StatusBadRequest, report{Data: []map[string]any{}, Errors: wrong})
	}
	rows, err := s.Stats.Report(r.Context(), q)
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
	return ok(w, report{Data: shown})
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

// readTimes reads the time that a statistic is asked for, and says what is
// wrong with it.
func readTimes(query url.Values) (q stats.Question, wrong []string) {
	for _, p := range []struct {
		name string
		at   *time.Time
	}{{"date_from", &q.From}, {"date_to", &q.To}} {
		text := query.Get(p.name)
		at, known := momentOf(text)
		switch {
		case text == "":
			wrong = append(wrong, p.name+": query param is not set")
		case !known:
			wrong = append(wrong, p.name+": is invalid")
		}
		*p.at = at
	}
	if len(wrong) == 0 && q.To.Before(q.From) {
		wrong = append(wrong, "date_to: is before date_from")
	}
	return q, wrong
}

// readQuestion reads what views and unique viewers are asked by.
func readQuestion(query url.Values, groups []string) (stats.Question, []string) {
	q, wrong := readTimes(query)
	q.Kind, q.Event, q.Host, q.Country = query.Get("type"), query.Get("event"), query.Get("host"), query.Get("country")
	if q.Kind != "" && !slices.Contains(kinds, q.Kind) {
		wrong = append(wrong, "type: is invalid")
	}
	if q.Event != "" && !slices.Contains(events, q.Event) {
		wrong = append(wrong, "event: is invalid")
	}
	if text := query.Get("id"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			wrong = append(wrong, "id: is invalid")
		}
		q.Entity = id
	}
	for _, group := range splitList(query, "group", "group[]") {
		if !slices.Contains(groups, group) {
			wrong = append(wrong, "group: is invalid")
			break
		}
		if !slices.Contains(q.Groups, group) {
			q.Groups = append(q.Groups, group)
		}
	}
	return q, wrong
}

// countViews puts how often videos were watched into them.
func (s *server) countViews(ctx context.Context, videos []catalog.Video) error {
	if s.Stats == nil {
		return nil
	}
	ids := make([]int64, len(videos))
	for i := range videos {
		ids[i] = videos[i].ID
	}
	counts, err := s.Stats.Counts(ctx, stats.Video, ids...)
	for i := range videos {
		n := counts[videos[i].ID]
		videos[i].Views, videos[i].CDNViews = n.Player, n.Any
	}
	return err
}

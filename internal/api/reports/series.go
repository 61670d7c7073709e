package reports

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/quota"
	"kinora/internal/stats"
)

// seriesRoutes are the calls that tell of any player, by what was sent, and of
// what accounts had.
func seriesRoutes(o Options) []call.Route {
	const all = "GET /streaming/statistics/"
	routes := []call.Route{
		{Pattern: all + "cdn/uniqs", Handle: o.uniqueSent},
		{Pattern: all + "vod/viewers", Handle: o.sentSeries(steps, viewers)},
		{Pattern: all + "vod/watching_duration", Handle: o.sentSeries(stepsAndMonth, minutes)},
		{Pattern: all + "vod/watching_duration/total", Handle: o.sentTotal},
		{Pattern: all + "storage", Handle: o.storage},
		{Pattern: all + "vod/storage_duration", Handle: o.usage(func(d *quota.Day) int64 { return stats.Minutes(time.Duration(d.Millis) * time.Millisecond) })},
		{Pattern: all + "vod/transcoding_duration", Handle: o.usage(func(d *quota.Day) int64 { return stats.Minutes(time.Duration(d.Transcoded) * time.Millisecond) })},
	}
	for i := range routes {
		routes[i].Errors = call.AsReport
	}
	return routes
}

// series is a metric of an account over time.
type series struct {
	Client  int64          `json:"client"`
	Metrics map[string]any `json:"metrics"`
}

// sample is a time in Unix seconds and a value.
type sample [2]int64

// Steps by their name.
var (
	steps         = map[string]time.Duration{"1m": stats.Minute, "5m": 5 * stats.Minute, "15m": 15 * stats.Minute, "1h": stats.Hour, "1d": stats.Day}
	stepsAndMonth = map[string]time.Duration{
		"1m": stats.Minute, "5m": 5 * stats.Minute, "15m": 15 * stats.Minute, "1h": stats.Hour, "1d": stats.Day, "1mo": stats.Month,
	}
)

func viewers(p stats.Point) int64 { return p.Viewers }
func minutes(p stats.Point) int64 { return stats.Minutes(p.Media) }

// param is a time that a query names, and what it is when it does not.
type param struct {
	name  string
	usual time.Time // zero: it must be there
}

// readSpan reads the time that a series is asked for.
func readSpan(query url.Values, from, to param) (begin, end time.Time, err error) {
	read := func(p param) time.Time {
		text := query.Get(p.name)
		at, known := call.ParseMoment(text)
		switch {
		case text == "" && p.usual.IsZero():
			err = errors.Join(err, notSet(p.name))
		case text == "":
			return p.usual
		case !known:
			err = errors.Join(err, invalid(p.name))
		}
		return at
	}
	begin, end = read(from), read(to)
	if err == nil && end.Before(begin) {
		err = fault.Field(to.name, "is before "+from.name)
	}
	return begin, end, err
}

// readStep reads how fine a series shall be.
func readStep(query url.Values, known map[string]time.Duration) (time.Duration, error) {
	text := query.Get("granularity")
	if text == "" {
		text = "1h"
	}
	if step, ok := known[text]; ok {
		return step, nil
	}
	return 0, invalid("granularity")
}

// videos are the ids that a query narrows to by slug and client_user_id; nil
// where it does not.
func (o Options) videos(r *http.Request, account int64) ([]int64, error) {
	query := r.URL.Query()
	slug, user := query.Get("slug"), query.Get("client_user_id")
	if slug == "" && user == "" {
		return nil, nil
	}
	var id int64
	if user != "" {
		var err error
		if id, err = strconv.ParseInt(user, 10, 64); err != nil {
			return nil, invalid("client_user_id")
		}
	}
	ids, err := o.Videos.IDsOf(r.Context(), account, slug, id, user != "")
	if ids == nil {
		ids = []int64{}
	}
	return ids, err
}

// uniqueSent counts the viewers of each kind.
func (o Options) uniqueSent(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	query := r.URL.Query()
	from, to, err := readSpan(query, param{name: "date_from"}, param{name: "date_to"})
	kind := query.Get("type")
	if kind != "" && !slices.Contains(kinds, kind) {
		err = errors.Join(err, invalid("type"))
	}
	q := stats.Sent{Account: who.AccountID, From: from, To: to}
	if text := query.Get("id"); text != "" && kind != "" { // without a type it says nothing
		id, known := call.ParseID(text)
		if !known {
			err = errors.Join(err, invalid("id"))
		}
		q.Entities = []int64{id}
	}
	if err != nil {
		return err
	}
	rows := []map[string]any{}
	for _, one := range kinds {
		if kind != "" && kind != one {
			continue
		}
		q.Kinds = []string{one}
		p, err := o.Stats.Total(r.Context(), q)
		if err != nil {
			return err
		}
		if kind != "" || p.Viewers > 0 {
			rows = append(rows, map[string]any{"uniqs": p.Viewers, "type": one})
		}
	}
	return call.Reply(w, call.Report{Data: rows})
}

// sentSeries is the handler of a series of what was sent of videos.
func (o Options) sentSeries(known map[string]time.Duration, value func(stats.Point) int64) call.Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		until := param{name: "to"}
		if _, months := known["1mo"]; months {
			until.usual = o.Now()
		}
		from, to, err := readSpan(r.URL.Query(), param{name: "from"}, until)
		step, wrong := readStep(r.URL.Query(), known)
		if err := errors.Join(err, wrong); err != nil {
			return err
		}
		ids, err := o.videos(r, who.AccountID)
		if err != nil {
			return err
		}
		points, err := o.Stats.Series(r.Context(), stats.Sent{Account: who.AccountID, Kinds: []string{stats.Video}, Entities: ids, From: from, To: to}, step)
		if err != nil {
			return err
		}
		samples := make([]sample, len(points))
		for i, p := range points {
			samples[i] = sample{p.At, value(p)}
		}
		return reply(w, who, map[string]any{"vod": samples})
	}
}

func reply(w http.ResponseWriter, who account.Caller, metrics map[string]any) error {
	return call.Reply(w, []series{{Client: who.AccountID, Metrics: metrics}})
}

// sentTotal is how many minutes of videos were sent in all of a time.
func (o Options) sentTotal(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	query := r.URL.Query()
	from, to, err := readSpan(query, param{"from", time.Unix(1, 0)}, param{"to", o.Now()})
	if err != nil {
		return err
	}
	ids, err := o.videos(r, who.AccountID)
	if err != nil {
		return err
	}
	p, err := o.Stats.Total(r.Context(), stats.Sent{Account: who.AccountID, Kinds: []string{stats.Video}, Entities: ids, From: from, To: to})
	if err != nil {
		return err
	}
	row := map[string]any{"client": who.AccountID, "duration": minutes(p)}
	if slug := query.Get("slug"); slug != "" {
		row["slug"] = slug
	}
	if user, err := strconv.ParseInt(query.Get("client_user_id"), 10, 64); err == nil {
		row["client_user_id"] = user
	}
	return call.Reply(w, []map[string]any{row})
}

// maxDays bounds a series of days.
const maxDays = 3660

// days are what an account had in a time that is asked for.
func (o Options) days(r *http.Request, who account.Caller) ([]quota.Day, error) {
	from, to, err := readSpan(r.URL.Query(), param{name: "from"}, param{name: "to"})
	if err != nil {
		return nil, err
	}
	if now := o.Now(); to.After(now) { // nobody knows what will be
		to = now
	}
	if to.Sub(from) > maxDays*24*time.Hour {
		return nil, fault.Field("from", "is more than ten years before to")
	}
	return o.Quotas.Usage(r.Context(), who.AccountID, from, to)
}

// usage is the handler of a series of days.
func (o Options) usage(value func(*quota.Day) int64) call.Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		days, err := o.days(r, who)
		if err != nil {
			return err
		}
		samples := make([]sample, len(days))
		for i := range days {
			samples[i] = sample{days[i].Start().Unix(), value(&days[i])}
		}
		return reply(w, who, map[string]any{"vod": samples})
	}
}

// storage is what an account had stored on each day, and the most of all. Days
// are as fine as is known.
func (o Options) storage(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	if _, err := readStep(r.URL.Query(), steps); err != nil {
		return err
	}
	days, err := o.days(r, who)
	if err != nil {
		return err
	}
	samples, most := make([]sample, len(days)), sample{}
	for i := range days {
		at := days[i].Start().Unix()
		samples[i] = sample{at, days[i].Bytes}
		if most[0] == 0 || days[i].MostBytes > most[1] {
			most = sample{at, days[i].MostBytes}
		}
	}
	metrics := map[string]any{"storage": samples, "max_volume_usage": most}
	if len(days) == 0 {
		metrics["max_volume_usage"] = []int64{}
	}
	return reply(w, who, metrics)
}

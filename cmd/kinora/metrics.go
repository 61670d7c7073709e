package main

import (
	"context"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"kinora/internal/access"
	"kinora/internal/fault"
)

// meters are what this process counts. What all processes share is read from
// the database when it is asked for: see sharedCollector.
type meters struct {
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	attempts *prometheus.CounterVec
	reached  *prometheus.HistogramVec
}

// newMeters returns them at zero.
func newMeters() *meters {
	return &meters{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kinora_http_requests_total", Help: "Requests answered, by class of route and status."}, []string{"route", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kinora_http_request_seconds", Help: "How long requests took, by class of route.", Buckets: []float64{.005, .02, .1, .5, 2, 10, 60},
		}, []string{"route"}),
		bytes:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kinora_http_sent_bytes_total", Help: "Bytes of answers, by class of route."}, []string{"route"}),
		attempts: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kinora_attempts_total", Help: "Attempts at jobs that ended here, by kind, outcome, and for those that failed the cause."}, []string{"kind", "outcome", "cause"}),
		reached: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kinora_video_seconds", Help: "From a video's creation until it could be watched (viewable) and until all was done (ready).",
			Buckets: []float64{5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600},
		}, []string{"status"}),
	}
}

func (m *meters) all() []prometheus.Collector {
	return []prometheus.Collector{m.requests, m.took, m.bytes, m.attempts, m.reached}
}

// attempted counts the end of an attempt.
func (m *meters) attempted(kind, outcome string, err error) {
	cause := ""
	if err != nil {
		cause = fault.KindOf(err).String()
	}
	m.attempts.WithLabelValues(kind, outcome, cause).Inc()
}

// videoReached counts a video that has come to a status for the first time.
func (m *meters) videoReached(status string, after time.Duration) {
	m.reached.WithLabelValues(status).Observe(after.Seconds())
}

// counted counts requests and what is answered to them.
func (m *meters) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, began := &access.Recorder{ResponseWriter: w}, time.Now()
		defer func() {
			route := routeOf(r.URL.Path)
			m.requests.WithLabelValues(route, strconv.Itoa(c.Status())).Inc()
			m.took.WithLabelValues(route).Observe(time.Since(began).Seconds())
			m.bytes.WithLabelValues(route).Add(float64(c.Bytes))
		}()
		next.ServeHTTP(c, r)
	})
}

// routeOf is the class of a path: few, whatever clients ask for.
func routeOf(of string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(of, "/"), "/")
	switch first {
	case "streaming", "iam":
		return "api"
	case "console", "upload", "assets":
		return first
	case "videos", "playlists":
		if rest == "" {
			return "other"
		}
		switch path.Ext(rest) {
		case ".m3u8", ".mpd":
			return "manifest"
		case ".ts", ".m4s", ".mp4", ".webm":
			return "media"
		case ".jpg", ".jpeg", ".vtt":
			return "beside" // stills, storyboards, subtitles
		}
		return "page"
	}
	return "other"
}

// sharedCollector reads what is the same for all processes: jobs, the age of
// what waits, processes that are alive; and whether the database is there.
type sharedCollector struct{ app *app }

var (
	jobsDesc   = prometheus.NewDesc("kinora_jobs", "Jobs by queue and state.", []string{"queue", "state"}, nil)
	dueDesc    = prometheus.NewDesc("kinora_jobs_due", "Jobs that a worker might begin, by queue and kind.", []string{"queue", "kind"}, nil)
	oldestDesc = prometheus.NewDesc("kinora_job_oldest_seconds", "Age of the oldest job that a worker might begin, by queue and kind.", []string{"queue", "kind"}, nil)
	videoDesc  = prometheus.NewDesc("kinora_video_oldest_seconds", "Age of the oldest video with a source, or an address of one, that cannot be watched and has not failed.", nil, nil)
	hooksDesc  = prometheus.NewDesc("kinora_webhook_deliveries_waiting", "Events that are to be sent to webhooks, or sent again.", nil, nil)
	hookDesc   = prometheus.NewDesc("kinora_webhook_oldest_seconds", "Age of the oldest event that is to be sent to a webhook.", nil, nil)
	nodesDesc  = prometheus.NewDesc("kinora_processes", "Processes that are alive, by role.", []string{"role"}, nil)
	upDesc     = prometheus.NewDesc("kinora_database_up", "0 while the database is away.", nil, nil)
	buildDesc  = prometheus.NewDesc("kinora_build_info", "Always 1.", []string{"version"}, nil)
)

// Describe implements prometheus.Collector.
func (*sharedCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsDesc, dueDesc, oldestDesc, videoDesc, hooksDesc, hookDesc, nodesDesc, upDesc, buildDesc} {
		ch <- d
	}
}

// Collect implements prometheus.Collector. What the database does not tell is
// left out: kinora_database_up says why.
func (c *sharedCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(buildDesc, 1, buildVersion())
	stats, err := c.app.engine.Stats(ctx)
	up := 1.0
	if err != nil || c.app.db.AwayWithin(0) {
		up = 0
	}
	gauge(upDesc, up)
	for _, s := range stats {
		gauge(jobsDesc, float64(s.Count), s.Queue, s.State)
	}
	if due, err := c.app.engine.Due(ctx); err == nil {
		for _, d := range due {
			gauge(dueDesc, float64(d.Count), d.Queue, d.Kind)
			gauge(oldestDesc, d.Oldest.Seconds(), d.Queue, d.Kind)
		}
	}
	if age, err := c.app.catalog.OldestWaiting(ctx); err == nil {
		gauge(videoDesc, age.Seconds())
	}
	if n, oldest, err := c.app.webhooks.Waiting(ctx); err == nil {
		gauge(hooksDesc, float64(n))
		gauge(hookDesc, oldest.Seconds())
	}
	for _, role := range roles {
		if n, err := c.app.nodes.Count(ctx, role); err == nil {
			gauge(nodesDesc, float64(n), role)
		}
	}
}

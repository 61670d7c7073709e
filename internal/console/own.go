package console

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/host"
	"kinora/internal/media/language"
)

// System is what there is to know of the service.
type System struct {
	Version string  `json:"version"`
	Usage   Usage   `json:"usage"`
	Waiting int64   `json:"waiting"` // videos of the account that there is work for
	Workers int     `json:"workers"` // processes that would do it; none is an alarm where something waits
	Server  *Server `json:"server"`  // null to all but operators
}

// Usage is what an account has of its quota; a limit of 0 is none.
type Usage struct {
	Minutes       int64  `json:"minutes"` // of the videos stored
	MaxMinutes    int64  `json:"max_minutes"`
	Month         string `json:"month"`
	Transcoded    int64  `json:"transcoded"` // minutes in the month
	MaxTranscoded int64  `json:"max_transcoded"`
	Bytes         int64  `json:"bytes"`
	MaxBytes      int64  `json:"max_bytes"`
}

// Server is what an operator may know: all accounts together, and the process
// that was asked.
type Server struct {
	Queues   []Queue   `json:"queues"`
	Waiting  int64     `json:"waiting"` // videos of all accounts that there is work for
	Nodes    []Node    `json:"nodes"`
	GivenUp  []GivenUp `json:"given_up"` // newest first, of the last days, 50 at most
	Bytes    int64     `json:"bytes"`    // that all accounts have stored
	Disk     *Disk     `json:"disk"`     // where the data folder is; null where it is not known
	Storage  string    `json:"storage"`  // without secrets
	Database string    `json:"database"` // without secrets
	FFmpeg   string    `json:"ffmpeg"`
	Sandbox  string    `json:"sandbox"`
	Go       string    `json:"go"`
	Platform string    `json:"platform"`
	Roles    []string  `json:"roles"`
	Started  string    `json:"started"` // RFC 3339
}

// Queue counts the jobs of one kind of work.
type Queue struct {
	Name    string `json:"name"`
	Waiting int64  `json:"waiting"`
	Running int64  `json:"running"`
	Failed  int64  `json:"failed"`  // given up in the last days
	Workers int    `json:"workers"` // of the process that was asked
}

// Node is a process that is alive.
type Node struct {
	Name    string   `json:"name"` // unlike every other's
	Host    string   `json:"host"`
	PID     int64    `json:"pid"`
	Roles   []string `json:"roles"`
	Since   string   `json:"since"`   // RFC 3339
	Running int64    `json:"running"` // jobs
	Asked   bool     `json:"asked"`   // it answers this
}

// GivenUp is a job that will not be tried again.
type GivenUp struct {
	Video    int64  `json:"video_id"` // 0: of none
	Queue    string `json:"queue"`
	At       string `json:"at"` // RFC 3339
	Attempts int    `json:"attempts"`
	Error    string `json:"error"`  // as the log has it
	Reason   string `json:"reason"` // the sentence that the account may read; "" if there is none
}

// Disk is a file system's room in bytes.
type Disk struct {
	Free  int64 `json:"free"`
	Total int64 `json:"total"`
}

// Links knows the delivery hosts of accounts.
type Links interface {
	List(ctx context.Context, account int64) ([]host.Host, error)
}

// own answers a call that the console alone has, for who is signed in.
func (s *server) own(run func(ctx context.Context, who account.Caller, r *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !ours(r) {
			refuse(w, http.StatusForbidden, "only the console's own page may ask here")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxOwn)
		answer, err := s.answer(r, run)
		status := statuses[fault.KindOf(err)]
		switch {
		case err == nil:
			write(w, http.StatusOK, answer)
		case status != 0:
			refuse(w, status, fault.Detail(err))
		default:
			s.fail(w, r, "the console was not answered", err)
		}
	}
}

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.Unauthenticated: http.StatusUnauthorized, fault.NotFound: http.StatusNotFound,
}

const maxOwn = 64 << 10 // bytes of a request

func (s *server) answer(r *http.Request, run func(context.Context, account.Caller, *http.Request) (any, error)) (any, error) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return nil, fault.New(fault.Unauthenticated, "no session")
	}
	who, err := s.Accounts.AuthenticateConsole(r.Context(), cookie.Value)
	if err != nil {
		return nil, err
	}
	return run(r.Context(), who, r)
}

func (s *server) system(ctx context.Context, who account.Caller, _ *http.Request) (any, error) {
	return s.System(ctx, who)
}

// languages lists what subtitles can be in.
func (s *server) languages(context.Context, account.Caller, *http.Request) (any, error) {
	return language.All(), nil
}

// tokenHosts lists the hosts that tokens can be made for.
func (s *server) tokenHosts(ctx context.Context, who account.Caller, _ *http.Request) (any, error) {
	type item struct {
		Name   string `json:"name"`
		Token  bool   `json:"token"`   // one is required
		BindIP bool   `json:"bind_ip"` // and holds for one address
	}
	items := []item{}
	hosts, err := s.Links.List(ctx, who.AccountID)
	for i := range hosts {
		if hosts[i].Secret != "" {
			items = append(items, item{hosts[i].Name, hosts[i].Token, hosts[i].BindIP})
		}
	}
	return items, err
}

// longestLink bounds how long a link holds: whoever needs more wants an open
// host.
const longestLink = 10 * 365 * 24 * time.Hour

// link signs the address of a video's page, or of something below it, for one
// of the account's hosts.
func (s *server) link(ctx context.Context, who account.Caller, r *http.Request) (any, error) {
	var in struct {
		Host    string `json:"host"`
		Address string `json:"address"`
		Seconds int64  `json:"seconds"`
		IP      string `json:"ip"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return nil, fault.New(fault.Invalid, "the request is not JSON")
	}
	if in.Seconds < 1 || in.Seconds > int64(longestLink.Seconds()) {
		return nil, fault.New(fault.Invalid, "a link holds for a second at least, and for ten years at most")
	}
	address, err := url.Parse(in.Address)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" {
		return nil, fault.New(fault.Invalid, "the address is none of a video's")
	}
	link := host.Link{Expires: time.Now().Add(time.Duration(in.Seconds) * time.Second)}
	if ip := strings.TrimSpace(in.IP); ip != "" {
		if link.IP, err = netip.ParseAddr(ip); err != nil {
			return nil, fault.New(fault.Invalid, "the viewer's address must be like 203.0.113.7 or 2001:db8::1")
		}
	}
	hosts, err := s.Links.List(ctx, who.AccountID)
	if err != nil {
		return nil, err
	}
	for i := range hosts {
		if hosts[i].Name != in.Host {
			continue
		}
		if port := address.Port(); port == "" {
			address.Host = in.Host
		} else {
			address.Host = net.JoinHostPort(in.Host, port)
		}
		signed, err := hosts[i].Sign(address, link)
		if err != nil {
			return nil, err
		}
		return map[string]string{"url": signed.String(), "expires": link.Expires.UTC().Format(time.RFC3339)}, nil
	}
	return nil, fault.Missing("host " + in.Host)
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/stats"
	"kinora/internal/visitor"
)

// Settings is everything an operator may set: by flag, by KINORA_* variable,
// or in kinora.yaml under the flag's name, the first of them winning.
type Settings struct {
	Listen      string `help:"Address to serve on; port 0 picks a free one. Default: 127.0.0.1:8080, and none for a process that has the role worker alone."`
	PublicURL   string `help:"Base of every URL handed out. Default: http:// or https:// and the listen address."`
	DeliveryURL string `help:"Base of manifest and media URLs, when it is another host. Default: the public URL."`
	PlayerURL   string `help:"Base of player page URLs, when it is another host. Default: the public URL."`
	StaticURL   string `help:"Base of picture URLs, when it is another host. Default: the public URL."`
	PlayerCode  bool   `help:"Let accounts bring CSS and scripts of their own into their player pages, which then run without an origin."`
	UploadURL   string `help:"Base of upload URLs, when it is another host. Default: the public URL; where that is not set either, uploads are found by path, which holds behind any proxy."`
	TLSCert     string `name:"tls-cert" help:"File of the certificate, with its chain, to serve HTTPS with. Default: plain HTTP."`
	TLSKey      string `name:"tls-key" help:"File of the certificate's private key."`
	AdminListen string `help:"Address for Prometheus metrics at /metrics. Default: none."`

	MaxConnections           int `help:"Connections of clients at a time. Default: half of the files that the process may open, up to 50000."`
	MaxConnectionsPerAddress int `help:"Connections at a time from one address, or one IPv6 /64, which is no trusted proxy. Default: a quarter of all, up to 1000."`

	TrustedProxies  []string `help:"Addresses and networks (CIDR) of proxies and CDNs whose word on the client's address is taken."`
	ForwardedHeader string   `default:"X-Forwarded-For" help:"Header in which they give it: X-Forwarded-For or Forwarded."`
	CountryHeader   string   `help:"Header in which they give the client's country, such as CF-IPCountry. Default: none."`
	CountryDatabase string   `help:"File in MaxMind's format (.mmdb) that tells countries. Default: none."`
	LockDefaultHost bool     `help:"Serve videos only on the hosts of 'kinora host', not on the public URL's and others."`

	DataDir     string `default:"./data" help:"Folder for the database, stored objects and scratch files."`
	DatabaseURL string `secret:"url" help:"sqlite:PATH or postgres://… Default: a SQLite file in the data folder."`
	StorageURL  string `secret:"url" help:"file:PATH or s3://BUCKET/PREFIX?region=…&endpoint=… with the usual AWS_* variables. Default: a folder in the data folder."`
	DiskReserve int64  `default:"-1" help:"Bytes of a disk that uploads, results and scratch files leave free, so that everything else can go on. Default: 1 GB or 5 % of it, whichever is less."`

	AcceptEmptyDatabase bool `help:"Start with a database without videos although the storage has files of some."`

	APIKey string   `secret:"all" help:"When set, account 1 can be used with this key, of 24 characters or more. A key that was set before ends."`
	Roles  []string `default:"api,upload,delivery,worker" help:"What this process does: api, upload, delivery, worker."`

	AllowPrivateOrigins []string        `help:"Networks (CIDR) that sources may be downloaded from although they are private."`
	MaxSourceBytes      int64           `default:"32212254720" help:"Largest source accepted, in bytes."`
	UploadExpiry        time.Duration   `default:"24h" help:"How long an unfinished upload may stand still before it is removed."`
	UploadDeniedStatus  int             `default:"500" help:"Status of uploads with a bad token: 500, as clients of the public API know it, or 403, which makes them give up at once."`
	OriginIdleTimeout   time.Duration   `default:"60s" help:"How long a download may stand still."`
	OriginRetryPauses   []time.Duration `default:"5s,30s" help:"Pauses before the second and the third attempt of a download."`
	SegmentDuration     time.Duration   `default:"4s" help:"Length of a media segment; a multiple of 2s."`
	KeepSource          bool            `help:"Keep the source of a finished video."`
	KeepFailedSource    time.Duration   `default:"168h" help:"How long the source of a video is kept of which something failed, so that it can be tried again; 0 is not at all."`
	KeepEvents          time.Duration   `default:"720h" help:"How long it is kept what happened, for those who are told of it."`
	KeepPlays           time.Duration   `default:"8760h" help:"How long plays in the player are kept for statistics."`
	ViewerAddresses     string          `default:"short" help:"How the addresses of viewers are kept for statistics: full, short (without the last 8 bits, of IPv6 the last 80), or hash, which only tells viewers apart."`
	QualitySets         string          `help:"YAML file of custom quality sets, as quality-sets.example.yaml shows. Default: none."`
	SingleReply         string          `default:"negotiate" help:"Reply to the creation of one video: array, object, or negotiate by client."`

	RateLimit         float64 `default:"100" help:"API requests a second that each account may make on each server; 0 is no limit."`
	RateBurst         int     `default:"500" help:"API requests that an account may make at once."`
	MaxPlaylistVideos int     `default:"128" help:"How many videos a playlist may have, up to 512."`

	MaxVideos      int64 `default:"1000000" help:"How many videos an account may have; 0 is no limit."`
	MaxDirectories int64 `default:"100000" help:"How many directories an account may have; 0 is no limit."`
	MaxPlaylists   int64 `default:"10000" help:"How many playlists an account may have; 0 is no limit."`
	MaxPlayers     int64 `default:"1000" help:"How many players an account may have; 0 is no limit."`

	DownloadWorkers     int `default:"8" help:"Downloads at a time."`
	DownloadsPerHost    int `default:"4" help:"Downloads at a time from one host, in each process."`
	DownloadsPerAccount int `default:"4" help:"Downloads at a time for one account, in each process."`

	TranscodeWorkers int           `help:"Transcodes at a time. Default: half the cores, at least 1."`
	ChunkDuration    time.Duration `default:"30s" help:"About how long the chunks are in which videos of more than twice of it are encoded, by all workers."`
	ChunkCache       time.Duration `default:"24h" help:"How long encoded chunks are kept for the same file, in case it comes again or is tried again."`
	Programs
	Hardware       string `help:"Encoders in hardware: nvenc, qsv or vaapi, for the codecs that have one. Every worker needs them. Default: none."`
	HardwareDevice string `default:"/dev/dri/renderD128" help:"The graphics card that qsv and vaapi use."`
	CacheBytes     int64  `default:"67108864" help:"Memory for media indexes, in bytes."`

	LogLevel  string `default:"info" help:"debug, info, warn or error."`
	LogFormat string `default:"text" help:"text or json."`
	AccessLog bool   `help:"Write a line to the log, of level info, for every request that was answered."`
}

// Programs are those that read sources.
type Programs struct {
	FFmpeg  string `name:"ffmpeg" default:"ffmpeg" help:"The ffmpeg program."`
	FFprobe string `name:"ffprobe" default:"ffprobe" help:"The ffprobe program."`
	Sandbox string `default:"auto" help:"Confines both to the files they are given, without network (Linux: Landlock, seccomp): auto = as far as the kernel allows, required = or do not start, off."`
}

// locate finds them; with devices they may use graphics cards.
func (p Programs) locate(ctx context.Context, devices bool) (*ffmpeg.Tools, error) {
	return ffmpeg.Locate(ctx, ffmpeg.Options{FFmpeg: p.FFmpeg, FFprobe: p.FFprobe, Sandbox: p.Sandbox, Devices: devices})
}

var roles = []string{"api", "upload", "delivery", "worker"}

// defaultListen is where a server listens if it listens at all.
const defaultListen = "127.0.0.1:8080"

// listenAddress is where others find the server, or this process would listen.
func (s *Settings) listenAddress() string { return cmp.Or(s.Listen, defaultListen) }

// resolve fills the defaults that depend on other settings.
func (s *Settings) resolve() {
	if s.DatabaseURL == "" {
		s.DatabaseURL = "sqlite:" + filepath.Join(s.DataDir, "kinora.db")
	}
	if s.StorageURL == "" {
		s.StorageURL = "file:" + filepath.Join(s.DataDir, "storage")
	}
	if s.TranscodeWorkers == 0 {
		s.TranscodeWorkers = max(1, runtime.NumCPU()/2)
	}
}

// resolveBases fills the bases that are the public URL where nothing else is
// set.
func (s *Settings) resolveBases() {
	for _, base := range []*string{&s.DeliveryURL, &s.PlayerURL, &s.StaticURL} {
		*base = cmp.Or(*base, s.PublicURL)
	}
}

// scheme is what clients reach the listen address by.
func (s *Settings) scheme() string {
	if s.TLSCert != "" {
		return "https"
	}
	return "http"
}

// resolveURLs fills the URLs handed out, once the listen address is known.
func (s *Settings) resolveURLs(address string) {
	if s.UploadURL == "" {
		s.UploadURL = s.PublicURL // which may be empty still
	}
	if s.PublicURL == "" {
		s.PublicURL = s.scheme() + "://" + address
	}
}

// Validate names the first setting that is wrong, its value and what is
// accepted.
func (s *Settings) Validate() error {
	checks := []struct {
		key, value, want string
		ok               bool
	}{
		{"listen", s.Listen, "HOST:PORT or nothing", s.Listen == "" || isAddress(s.Listen)},
		{"admin-listen", s.AdminListen, "HOST:PORT or nothing", s.AdminListen == "" || isAddress(s.AdminListen)},
		{"tls-key", s.TLSKey, "a file when tls-cert is given, nothing otherwise", (s.TLSKey == "") == (s.TLSCert == "")},
		{"public-url", s.PublicURL, "an http or https URL", isWebURL(s.PublicURL)},
		{"delivery-url", s.DeliveryURL, "an http or https URL", isWebURL(s.DeliveryURL)},
		{"player-url", s.PlayerURL, "an http or https URL", isWebURL(s.PlayerURL)},
		{"static-url", s.StaticURL, "an http or https URL", isWebURL(s.StaticURL)},
		{"forwarded-header", s.ForwardedHeader, "X-Forwarded-For or Forwarded", s.ForwardedHeader == visitor.XForwardedFor || s.ForwardedHeader == visitor.Forwarded},
		{"upload-url", s.UploadURL, "an http or https URL", isWebURL(s.UploadURL)},
		{"rate-limit", fmt.Sprint(s.RateLimit), "0 or more", s.RateLimit >= 0 && s.RateLimit <= 1e6},
		{"rate-burst", fmt.Sprint(s.RateBurst), "1 to 1000000", s.RateBurst >= 1 && s.RateBurst <= 1_000_000},
		{"max-connections", fmt.Sprint(s.MaxConnections), "0 (half of the files that may be open) or more", s.MaxConnections >= 0},
		{"max-connections-per-address", fmt.Sprint(s.MaxConnectionsPerAddress), "0 (a quarter of all) or more", s.MaxConnectionsPerAddress >= 0},
		{"upload-expiry", s.UploadExpiry.String(), "1m to 8760h", s.UploadExpiry >= time.Minute && s.UploadExpiry <= 8760*time.Hour},
		{"upload-denied-status", fmt.Sprint(s.UploadDeniedStatus), "500 or 403", s.UploadDeniedStatus == 500 || s.UploadDeniedStatus == 403},
		{"data-dir", s.DataDir, "a folder", s.DataDir != ""},
		{"disk-reserve", fmt.Sprint(s.DiskReserve), "-1 (1 GB or 5 %) or more", s.DiskReserve >= -1},
		{"database-url", redactURL(s.DatabaseURL), "sqlite:PATH or postgres://…", s.DatabaseURL == "" || hasScheme(s.DatabaseURL, "sqlite:", "postgres://", "postgresql://")},
		{"storage-url", redactURL(s.StorageURL), "file:PATH or s3://BUCKET/PREFIX", s.StorageURL == "" || hasScheme(s.StorageURL, "file:", "s3://")},
		{"roles", strings.Join(s.Roles, ","), strings.Join(roles, ", "), len(s.Roles) > 0 && !slices.ContainsFunc(s.Roles, func(r string) bool { return !slices.Contains(roles, r) })},
		{"max-source-bytes", fmt.Sprint(s.MaxSourceBytes), "at least 1", s.MaxSourceBytes >= 1},
		{"origin-idle-timeout", s.OriginIdleTimeout.String(), "1s to 30m", s.OriginIdleTimeout >= time.Second && s.OriginIdleTimeout <= 30*time.Minute},
		{"segment-duration", s.SegmentDuration.String(), "2s, 4s, 6s, 8s or 10s", s.SegmentDuration%(2*time.Second) == 0 && s.SegmentDuration >= 2*time.Second && s.SegmentDuration <= 10*time.Second},
		{"keep-events", s.KeepEvents.String(), "24h to 8760h", s.KeepEvents >= 24*time.Hour && s.KeepEvents <= 8760*time.Hour},
		{"keep-plays", s.KeepPlays.String(), "24h to 87600h", s.KeepPlays >= 24*time.Hour && s.KeepPlays <= 87600*time.Hour},
		{"viewer-addresses", s.ViewerAddresses, "full, short or hash", slices.Contains([]string{stats.FullAddress, stats.ShortAddress, stats.NoAddress}, s.ViewerAddresses)},
		{"keep-failed-source", s.KeepFailedSource.String(), "0 to 8760h", s.KeepFailedSource >= 0 && s.KeepFailedSource <= 8760*time.Hour},
		{"sandbox", s.Sandbox, "auto, required or off", slices.Contains([]string{ffmpeg.SandboxAuto, ffmpeg.SandboxRequired, ffmpeg.SandboxOff}, s.Sandbox)},
		{"hardware", s.Hardware, strings.Join(plan.Hardware, ", ") + " or nothing", s.Hardware == "" || slices.Contains(plan.Hardware, s.Hardware)},
		{"single-reply", s.SingleReply, "negotiate, array or object", slices.Contains([]string{"negotiate", "array", "object"}, s.SingleReply)},
		{"max-playlist-videos", fmt.Sprint(s.MaxPlaylistVideos), "1 to 512", s.MaxPlaylistVideos >= 1 && s.MaxPlaylistVideos <= 512},
		{"max-videos", fmt.Sprint(s.MaxVideos), "0 (no limit) or more", s.MaxVideos >= 0},
		{"max-directories", fmt.Sprint(s.MaxDirectories), "0 (no limit) or more", s.MaxDirectories >= 0},
		{"max-playlists", fmt.Sprint(s.MaxPlaylists), "0 (no limit) or more", s.MaxPlaylists >= 0},
		{"max-players", fmt.Sprint(s.MaxPlayers), "0 (no limit) or more", s.MaxPlayers >= 0},
		{"download-workers", fmt.Sprint(s.DownloadWorkers), "1 to 1000", s.DownloadWorkers >= 1 && s.DownloadWorkers <= 1000},
		{"downloads-per-host", fmt.Sprint(s.DownloadsPerHost), "1 to 1000", s.DownloadsPerHost >= 1 && s.DownloadsPerHost <= 1000},
		{"downloads-per-account", fmt.Sprint(s.DownloadsPerAccount), "1 to 1000", s.DownloadsPerAccount >= 1 && s.DownloadsPerAccount <= 1000},
		{"transcode-workers", fmt.Sprint(s.TranscodeWorkers), "0 (half the cores) to 1000", s.TranscodeWorkers >= 0 && s.TranscodeWorkers <= 1000},
		{"chunk-duration", s.ChunkDuration.String(), "2s to 10m", s.ChunkDuration >= 2*time.Second && s.ChunkDuration <= 10*time.Minute},
		{"chunk-cache", s.ChunkCache.String(), "1m to 8760h", s.ChunkCache >= time.Minute && s.ChunkCache <= 8760*time.Hour},
		{"cache-bytes", fmt.Sprint(s.CacheBytes), "at least 1048576", s.CacheBytes >= 1<<20},
		{"log-level", s.LogLevel, "debug, info, warn or error", slices.Contains([]string{"debug", "info", "warn", "error"}, s.LogLevel)},
		{"log-format", s.LogFormat, "text or json", slices.Contains([]string{"text", "json"}, s.LogFormat)},
	}
	for _, c := range checks {
		if !c.ok {
			return fmt.Errorf("setting %s: %q is not accepted; give %s", c.key, c.value, c.want)
		}
	}
	if err := checkAPIKey(s.APIKey); err != nil {
		return err
	}
	if _, err := s.proxies(); err != nil {
		return err
	}
	if _, err := s.privateOrigins(); err != nil {
		return err
	}
	_, err := s.qualitySets()
	return err
}

func (s *Settings) proxies() (*visitor.Proxies, error) {
	trusted, err := visitor.ParseNetworks(s.TrustedProxies)
	if err != nil {
		return nil, fmt.Errorf("setting trusted-proxies: %w", err)
	}
	return &visitor.Proxies{Trusted: trusted, Header: s.ForwardedHeader}, nil
}

func (s *Settings) privateOrigins() ([]netip.Prefix, error) {
	var allowed []netip.Prefix
	for _, text := range s.AllowPrivateOrigins {
		p, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			return nil, fmt.Errorf("setting allow-private-origins: %q is not accepted; give networks such as 10.0.0.0/8", text)
		}
		allowed = append(allowed, p.Masked())
	}
	return allowed, nil
}

func (s *Settings) has(role string) bool { return slices.Contains(s.Roles, role) }

func isAddress(text string) bool {
	_, port, err := net.SplitHostPort(text)
	return err == nil && port != ""
}

func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return text == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func hasScheme(text string, schemes ...string) bool {
	return slices.ContainsFunc(schemes, func(scheme string) bool { return strings.HasPrefix(text, scheme) && len(text) > len(scheme) })
}

// shownMembers are those of a database's or storage's URL that hold no secret.
var shownMembers = []string{
	"region", "sslmode", "connect_timeout", "application_name", "search_path", "target_session_attrs", "TimeZone",
	"pool_max_conns", "pool_min_conns", "pool_max_conn_lifetime", "pool_max_conn_idle_time", "pool_health_check_period",
}

const hidden = "xxxxx"

// redactURL hides whatever may be a secret in a URL: the password, and every
// member that is not known to hold none.
func redactURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(not a URL)"
	}
	query := u.Query()
	for name, values := range query {
		for i := range values {
			switch {
			case name == "endpoint":
				values[i] = redactEndpoint(values[i])
			case !slices.Contains(shownMembers, name):
				values[i] = hidden
			}
		}
	}
	u.RawQuery = query.Encode()
	if u.Fragment != "" {
		u.Fragment = hidden
	}
	return u.Redacted()
}

// redactEndpoint leaves scheme, host and path.
func redactEndpoint(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Opaque != "" {
		return hidden
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if u.User != nil {
		shown.User = url.User(hidden)
	}
	return shown.String()
}

// keyLength is how many characters an API key has at the least.
const keyLength = 24

// checkAPIKey refuses keys that can be guessed, and what a shell leaves of one
// in double quotes.
func checkAPIKey(key string) error {
	if key == "" || len(key) >= keyLength && !bareNumber.MatchString(key) {
		return nil
	}
	const quotes = "was a `$` eaten by the shell? Put it in single quotes."
	if !keyForm.MatchString(key) {
		return fmt.Errorf("setting api-key: what is given does not look like 1$secret; %s", quotes)
	}
	return fmt.Errorf("setting api-key: it has %d characters; give at least %d, such as '1$' and the output of `openssl rand -hex 24`, in single quotes", len(key), keyLength)
}

var (
	keyForm    = regexp.MustCompile(`^[0-9]+[$_].`)
	bareNumber = regexp.MustCompile(`^[0-9]+[$_]?$`)
)

// settingsFile reads kinora.yaml (or the file named) for kong. A variable in
// the environment goes before it, an unknown key is refused.
func settingsFile(path string, required bool) (kong.Resolver, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) && !required {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	values := map[string]any{}
	if err := yaml.Unmarshal(raw, &values); err != nil {
		return nil, fmt.Errorf("settings file %s: %w", path, err)
	}
	known := settingKeys()
	for key := range values {
		if !slices.Contains(known, key) {
			return nil, fmt.Errorf("settings file %s: unknown key %q, did you mean %q? (all keys: kinora config)", path, key, nearest(key, known))
		}
	}
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, env := range flag.Envs {
			if _, set := os.LookupEnv(env); set {
				return nil, nil
			}
		}
		return plain(values[flag.Name]), nil
	}), nil
}

// nearest returns the word that takes the fewest changes of a letter.
func nearest(word string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return distance(word, a) - distance(word, b) })
}

// distance counts the letters to insert, remove or replace to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// plain gives kong what it would read from a flag: lists as comma text.
func plain(v any) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	parts := make([]string, len(list))
	for i, item := range list {
		parts[i] = fmt.Sprint(item)
	}
	return strings.Join(parts, ",")
}

// defaultSettings returns the settings of an empty environment.
func defaultSettings() Settings {
	var holder struct{ Settings }
	parser, err := kong.New(&holder)
	if err == nil {
		_, err = parser.Parse(nil)
	}
	if err != nil {
		panic(err) // the defaults are ours
	}
	return holder.Settings
}

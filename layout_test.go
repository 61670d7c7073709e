package kinora_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bands are the layers of internal/, from the ground up. A package may import
// packages of its own band only where allowed says so, and of lower bands.
var bands = [][]string{
	{"fault", "address", "database", "database/dbtest", "storage", "storage/storagetest", "jobs", "node", "ffmpeg", "ffmpeg/ffmpegtest", "egress", "visitor", "serve", "access", "disk", "opt"},
	{"media", "media/mp4", "media/mpegts", "media/webm", "media/hls", "media/dash", "media/webvtt", "media/language", "media/picture", "packaging", "plan"},
	{"account", "event", "player", "quality", "quota", "search"}, // leaves: records that other records refer to
	{"catalog", "feed", "host", "playlist", "replay", "stats", "webhook"},
	{"ingest", "transcode", "stills", "sweep", "pipeline", "webhook/sender"},
	{"api/call"},
	{"api/shape"},
	{"api/videos", "api/directories", "api/playlists", "api/players", "api/qualitysets", "api/webhooks", "api/reports", "api/iam"},
	{"api", "console", "delivery", "page", "tus"},
	{"api/apitest"},
}

// allowed lists the imports inside a band, with the reason why they are right.
var allowed = map[string]string{
	"pipeline ingest":             "the pipeline queues what follows",
	"pipeline transcode":          "the pipeline queues what follows",
	"pipeline stills":             "the pipeline queues what follows",
	"pipeline sweep":              "the pipeline queues what follows",
	"quota account":               "accounts have quotas",
	"player account":              "accounts have players",
	"player quota":                "an account may have so many players",
	"playlist catalog":            "a playlist is a list of videos",
	"feed catalog":                "listeners hear of videos",
	"plan media":                  "a plan takes over the grid of a source that is copied",
	"plan media/mp4":              "an MP4 is read to be copied, and says which part of its picture is shown",
	"plan media/webm":             "Matroska says which part of its picture is shown",
	"plan packaging":              "what is to be copied must be what packaging takes",
	"packaging media":             "packaging puts the media formats together",
	"packaging media/mp4":         "packaging reads and writes MP4",
	"packaging media/mpegts":      "packaging writes MPEG-TS",
	"packaging media/webm":        "packaging writes WebM",
	"media/webm media":            "formats share tracks and samples",
	"media/mp4 media":             "formats share tracks and samples",
	"media/mpegts media":          "formats share tracks and samples",
	"media/hls media":             "formats share tracks and samples",
	"media/dash media":            "formats share tracks and samples",
	"media/webvtt media/language": "text tracks name their language",
	"storage/storagetest storage": "the suite tests the package",
	"database/dbtest database":    "tests open real databases",
	"jobs database":               "jobs are rows of the database",
	"node database":               "processes are rows of the database",
	"serve access":                "an answer is counted as the log counts it, and no path in it tells a token",
	"serve visitor":               "who asks decides what is served",
	"serve storage":               "objects stay open from request to request",
	"serve database":              "a database away is said as such",
	"serve fault":                 "errors have kinds",
	"serve address":               "numbers are read as addresses write them",
	"storage fault":               "errors have kinds",
	"storage disk":                "a reserve of the disk is kept",
	"database disk":               "the ballast fits the disk",
	"database fault":              "errors have kinds",
	"jobs fault":                  "errors have kinds",
	"ffmpeg fault":                "errors have kinds",
	"ffmpeg/ffmpegtest ffmpeg":    "tests make clips",
	"egress fault":                "errors have kinds",
	"access address":              "addresses name the account",
	"access visitor":              "a line names the client",
	"media/mpegts media/mp4":      "a transport stream repeats the parameter sets that MP4 keeps in its configuration box",
	"storage/storagetest fault":   "the suite checks the kinds of errors",
}

// banned says which packages must never be seen where, and why.
var banned = []struct{ where, what, why string }{
	{"media", "net/http", "media and packaging are pure: an io.ReaderAt and plain values in, bytes out"},
	{"packaging", "net/http", "media and packaging are pure: an io.ReaderAt and plain values in, bytes out"},
	{"media", "kinora/internal/storage", "media and packaging are pure: an io.ReaderAt and plain values in, bytes out"},
	{"plan", "net/http", "a plan is made of its arguments alone"},
	{"plan", "os", "a plan is made of its arguments alone"},
	{"packaging", "kinora/internal/storage", "media and packaging are pure: an io.ReaderAt and plain values in, bytes out"},
	{"packaging", "kinora/internal/database", "media and packaging are pure: an io.ReaderAt and plain values in, bytes out"},
}

// owners are the only packages that may import a module or package.
var owners = map[string]string{
	"github.com/riverqueue/river":  "jobs",
	"github.com/minio/minio-go/v7": "storage",
	"modernc.org/sqlite":           "database",
	"os/exec":                      "ffmpeg",

	"github.com/oschwald/maxminddb-golang/v2": "visitor",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointDownwards(t *testing.T) {
	const prefix = "kinora/internal/"
	for _, p := range list(t) {
		name, inside := strings.CutPrefix(p.ImportPath, prefix)
		if !inside || name == "testlog" {
			continue
		}
		from := bandOf(name)
		require.GreaterOrEqual(t, from, 0, "package internal/%s stands in no band: give it a place in bands, in %s", name, "layout_test.go")
		for _, path := range p.Imports {
			checkOwner(t, name, path)
			checkBanned(t, name, path)
			target, ours := strings.CutPrefix(path, prefix)
			if !ours {
				continue
			}
			if to := bandOf(target); to > from {
				t.Errorf("internal/%s imports internal/%s, which stands above it: data flows one way, so move what both need down", name, target)
			} else if to == from && allowed[name+" "+target] == "" {
				t.Errorf("internal/%s imports internal/%s of the same band: either is then hard to change alone; if it is right, say why in allowed", name, target)
			}
		}
	}
}

func checkOwner(t *testing.T, name, path string) {
	for module, owner := range owners {
		if (path == module || strings.HasPrefix(path, module+"/")) && name != owner && !strings.HasSuffix(name, "test") {
			t.Errorf("internal/%s imports %s: only internal/%s knows it, so that it can be replaced there", name, path, owner)
		}
	}
}

func checkBanned(t *testing.T, name, path string) {
	for _, b := range banned {
		if (name == b.where || strings.HasPrefix(name, b.where+"/")) && path == b.what {
			t.Errorf("internal/%s imports %s: %s", name, path, b.why)
		}
	}
}

func bandOf(name string) int {
	return slices.IndexFunc(bands, func(band []string) bool { return slices.Contains(band, name) })
}

func list(t *testing.T) []listed {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	require.NoError(t, err)
	var all []listed
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
}

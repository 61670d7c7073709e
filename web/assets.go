package web

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// encodings are the compressed forms stored beside each asset, best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// RemoteScript is the path, known to other sites, of the script that steers a
// player in a frame.
const RemoteScript = "/gplayerAPI.min.js"

// Assets serves the bundle below /assets/ (mount it at that path, unstripped).
// Names carry a hash of the content, so replies may be cached for ever; they
// go out compressed to whoever takes that. Pages in sandboxed frames have no
// origin of their own, so that any origin may read. Mounted at RemoteScript as
// well, it serves there what other sites load to steer a player in a frame.
func Assets() http.Handler { return assetsOf(dist, "dist", assetsPath) }

// assetsOf serves the bundle in a folder at a path.
func assetsOf(bundle fs.FS, folder, at string) http.Handler {
	files := map[string]asset{}
	for _, name := range assetNames(bundle, folder) {
		files[at+name] = loadAsset(bundle, folder+"/"+name)
	}
	if remote, ok := files[at+path.Base(RemoteScript)]; ok {
		files[RemoteScript] = remote
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		a.serve(w, r)
	})
}

// asset is one file of the bundle in all its forms; "" is the plain one.
type asset struct {
	contentType string
	hashed      bool
	forms       map[string][]byte
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if a.hashed {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := a.forms[""]
	if name := acceptedEncoding(r.Header.Get("Accept-Encoding")); name != "" {
		h.Set("Content-Encoding", name)
		body = a.forms[name]
	}
	_, _ = w.Write(body) // the viewer may be gone; net/http drops the body of a HEAD
}

// acceptedEncoding is the best stored encoding that the header takes, "" for
// none. A weight matters only where it is zero, which refuses.
func acceptedEncoding(header string) string {
	takes := map[string]bool{}
	for part := range strings.SplitSeq(strings.ToLower(header), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		takes[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(weight), "q=0.") != "" || weight == ""
	}
	for _, e := range encodings {
		if takes[e.name] {
			return e.name
		}
	}
	return ""
}

func loadAsset(bundle fs.FS, name string) asset {
	a := asset{
		contentType: mimeType(name),
		hashed:      strings.Contains(name, "-"),
		forms:       map[string][]byte{"": mustRead(bundle, name)},
	}
	for _, e := range encodings {
		a.forms[e.name] = mustRead(bundle, name+e.suffix)
	}
	return a
}

// mimeType does not ask the machine's own table for what we serve.
func mimeType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// assetNames lists the bundle's files without their compressed forms.
func assetNames(bundle fs.FS, folder string) []string {
	entries, err := fs.ReadDir(bundle, folder)
	if err != nil {
		panic(err)
	}
	var names []string
	for _, e := range entries {
		switch path.Ext(e.Name()) {
		case ".gz", ".br", ".json":
		default:
			names = append(names, e.Name())
		}
	}
	return names
}

func mustRead(bundle fs.FS, name string) []byte {
	body, err := fs.ReadFile(bundle, name)
	if err != nil {
		panic(err)
	}
	return body
}

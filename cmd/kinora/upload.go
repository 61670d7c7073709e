package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"kinora/client"
)

// isURL tells an origin from a file on this machine.
func isURL(arg string) bool { return strings.Contains(arg, "://") }

// localFile is a file to be uploaded, and where it is noted that it was begun.
type localFile struct {
	path string
	size int64
	note string // file
}

// findFile looks at a file that is to be uploaded. The note goes by server,
// path, size and time of change, so that another file is never gone on with.
func findFile(server, path string) (localFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return localFile{}, err
	}
	switch {
	case info.IsDir():
		return localFile{}, fmt.Errorf("%s is a folder; name its files", path)
	case !info.Mode().IsRegular():
		return localFile{}, fmt.Errorf("%s is not a regular file", path)
	case info.Size() == 0:
		return localFile{}, fmt.Errorf("%s is empty", path)
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return localFile{}, err
	}
	f := localFile{path: path, size: info.Size()}
	if cache, err := os.UserCacheDir(); err == nil { // without one, nothing is noted
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d\n%d", server, whole, info.Size(), info.ModTime().UnixNano()))
		f.note = filepath.Join(cache, "kinora", "uploads", hex.EncodeToString(sum[:])+".json")
	}
	return f, nil
}

// begun is the upload of this file that an earlier call began.
func (f localFile) begun() (client.Upload, bool) {
	var u client.Upload
	text, err := os.ReadFile(f.note)
	return u, err == nil && json.Unmarshal(text, &u) == nil && u.URL != "" && u.Size == f.size
}

// remember notes an upload. The address in it is a key: it is for the user
// alone.
func (f localFile) remember(u client.Upload) error {
	if f.note == "" {
		return nil
	}
	text, err := json.Marshal(u)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.note), 0o700); err != nil {
		return err
	}
	return os.WriteFile(f.note, text, 0o600)
}

func (f localFile) forget() { os.Remove(f.note) }

// upload sends a file to its video and shows how far it is.
func upload(env *environment, api *client.Client, f localFile, u client.Upload, quiet bool) error {
	file, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	err = api.SendUpload(env.ctx, u, file, sentReport(env.err, f, quiet))
	if err == nil || ended(err) {
		f.forget()
	}
	if err != nil {
		return fmt.Errorf("upload %s: %w (run the command again to go on)", f.path, err)
	}
	return nil
}

// ended reports whether an upload does not exist any more.
func ended(err error) bool {
	var refusal *client.Error
	return errors.As(err, &refusal) && (refusal.Status == http.StatusNotFound || refusal.Status == http.StatusGone)
}

// sentReport prints a line per tenth of a file.
func sentReport(w io.Writer, f localFile, quiet bool) func(int64) {
	last, began, first := int64(-1), time.Now(), int64(-1)
	return func(sent int64) {
		if first < 0 {
			first = sent // what an earlier call sent says nothing of the speed
		}
		tenth := sent * 10 / max(f.size, 1)
		if quiet || tenth == last {
			return
		}
		last = tenth
		line := fmt.Sprintf("%s: %s, %d %%", printable(filepath.Base(f.path)), humanize.Bytes(uint64(f.size)), tenth*10)
		if passed := time.Since(began); sent > first && passed > 0 {
			line += fmt.Sprintf(", %s/s", humanize.Bytes(uint64(float64(sent-first)/passed.Seconds())))
		}
		fmt.Fprintln(w, line)
	}
}

// resume goes on with an upload that an earlier call began, and reports false
// when there is none any more.
func resume(env *environment, api *client.Client, f localFile, quiet bool) (client.Video, bool, error) {
	u, found := f.begun()
	if !found {
		return client.Video{}, false, nil
	}
	v, err := api.Video(env.ctx, u.VideoID)
	if err == nil {
		err = upload(env, api, f, u, quiet)
	}
	if ended(err) {
		f.forget()
		return v, false, nil
	}
	return v, true, err
}

// start begins the upload of a file to a new video and sends it.
func start(env *environment, api *client.Client, f localFile, video int64, quiet bool) error {
	u, err := api.StartUpload(env.ctx, video, filepath.Base(f.path), f.size)
	if err != nil {
		return fmt.Errorf("upload %s: %w", f.path, err)
	}
	if err := f.remember(u); err != nil {
		return err
	}
	return upload(env, api, f, u, quiet)
}

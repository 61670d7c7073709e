package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	watchSilence = time.Minute // without a byte, a stream counts as dead; the server sends one every 15 s
	watchPause   = time.Second // before a stream that ended is opened again
	maxEvent     = 1 << 20     // bytes of a line
)

// ErrNoEvents is of a server or proxy that has no live updates for us.
var ErrNoEvents = errors.New("the server sends no events")

// Watch tells the state of each of the videos (1000 at most), and then that of
// any that changed, until report returns false. A stream that ends is opened
// again. Without live updates the error is ErrNoEvents, of a video that is not
// there, or was deleted, an *Error.
func (c *Client) Watch(ctx context.Context, ids []int64, report func(Video) (more bool)) error {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	path := "/streaming/videos/events?" + url.Values{"id": {strings.Join(texts, ",")}}.Encode()
	for {
		opened, err := c.stream(ctx, path, report)
		switch {
		case errors.Is(err, errEnough):
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case !opened:
			return errors.Join(ErrNoEvents, err)
		}
		if refused, ok := errors.AsType[*Error](err); ok {
			return refused
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(watchPause):
		}
	}
}

// errEnough ends a stream that report has had enough of.
var errEnough = errors.New("enough")

// stream reads one stream to its end; opened says whether there was any.
func (c *Client) stream(ctx context.Context, path string, report func(Video) bool) (opened bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(watchSilence, cancel)
	defer silence.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, http.NoBody)
	if err != nil {
		return false, err
	}
	req.Header.Set("Authorization", "APIKey "+c.key)
	res, err := c.do(req)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	if kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";"); res.StatusCode != http.StatusOK || kind != "text/event-stream" {
		return false, fmt.Errorf("the server answered %d %s", res.StatusCode, kind)
	}
	name, lines := "", bufio.NewScanner(res.Body)
	lines.Buffer(nil, maxEvent)
	for lines.Scan() {
		silence.Reset(watchSilence)
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "event":
			name = value
		case "data":
			if err := tell(name, []byte(value), report); err != nil {
				return true, err
			}
		}
	}
	return true, lines.Err()
}

func tell(name string, data []byte, report func(Video) bool) error {
	var v Video
	if !slices.Contains([]string{"video", "video_delete"}, name) {
		return nil
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	if name == "video_delete" {
		return &Error{Status: http.StatusNotFound, Body: fmt.Sprintf(`{"error":"video %d is not there"}`, v.ID)}
	}
	if !report(v) {
		return errEnough
	}
	return nil
}

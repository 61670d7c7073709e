// Package client speaks kinora's management API.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client calls one server with one API key. It is safe for concurrent use.
type Client struct {
	base string
	key  string
	http *http.Client
}

// New returns a client of the server at base, such as "http://127.0.0.1:8080".
func New(base, key string) *Client {
	return &Client{base: strings.TrimRight(base, "/"), key: key, http: &http.Client{}}
}

// Video is a video as the API shows it. Durations are milliseconds.
type Video struct {
	ID                  int64       `json:"id"`
	Name                string      `json:"name"`
	Slug                string      `json:"slug"`
	ClientID            int64       `json:"client_id"`
	Status              string      `json:"status"`
	Error               *string     `json:"error"`
	ErrorDetail         *string     `json:"error_detail"` // to a person: what happened, what to do
	Duration            *int64      `json:"duration"`
	OriginVideoDuration *int64      `json:"origin_video_duration"`
	OriginSize          *int64      `json:"origin_size"`
	OriginWidth         *int64      `json:"origin_width"`
	OriginHeight        *int64      `json:"origin_height"`
	OriginURL           *string     `json:"origin_url"`
	Priority            int64       `json:"priority"`
	DirectoryID         *int64      `json:"directory_id"`
	HLSURL              string      `json:"hls_url"`
	HLSCMAFURL          string      `json:"hls_cmaf_url"`
	DASHURL             string      `json:"dash_url"`
	IframeURL           string      `json:"iframe_url"`
	Screenshots         []string    `json:"screenshots"`
	Sprite              *string     `json:"sprite"`
	SpriteVTT           *string     `json:"sprite_vtt"`
	Notes               []string    `json:"notes"` // what of the source was left out, and why
	Renditions          []Rendition `json:"converted_videos"`
	Work                *Work       `json:"work"` // nil when nothing is being done
	CreatedAt           string      `json:"created_at"`
	UpdatedAt           string      `json:"updated_at"`
}

// Work is what is being done for a video. Members are nil or zero where they do
// not apply or are not known.
type Work struct {
	State    string  `json:"state"`            // queued, downloading, checking, processing, verifying, retrying
	Ahead    *int64  `json:"ahead"`            // videos that come first, up to 1000 jobs of them
	Percent  *int64  `json:"percent"`          // of the state
	Speed    *int64  `json:"bytes_per_second"` // of a download
	Attempt  int     `json:"attempt"`          // that runs, or comes next, from 1
	Attempts int     `json:"attempts"`         // at most
	RetryAt  *string `json:"retry_at"`         // RFC 3339
	Reason   *string `json:"reason"`           // of the attempt that failed
	Workers  int     `json:"workers"`          // processes that do such work and are alive
}

// Origin is where a source is to be fetched from; what is empty is as before.
type Origin struct {
	URL         string `json:"origin_url,omitempty"`
	HTTPHeaders string `json:"origin_http_headers,omitempty"`
}

// Progress is the mean progress of a video's renditions in percent.
func (v *Video) Progress() int {
	if v.Status == "ready" {
		return 100
	}
	if len(v.Renditions) == 0 {
		return 0
	}
	sum := 0
	for _, r := range v.Renditions {
		sum += r.Progress
	}
	return sum / len(v.Renditions)
}

// Done reports whether no more will happen to the video: ready, failed, or
// viewable with a rendition given up.
func (v *Video) Done() bool {
	switch v.Status {
	case "ready", "error":
		return true
	case "empty":
		return v.Error != nil
	case "viewable":
		for _, r := range v.Renditions {
			if r.Status == "processing" {
				return false
			}
		}
		return v.Error != nil
	}
	return false
}

// Rendition is one encoded version of a video.
type Rendition struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Width    *int64  `json:"width"`
	Height   *int64  `json:"height"`
	Size     *int64  `json:"size"`
	Progress int     `json:"progress"`
	Status   string  `json:"status"`
	Error    *string `json:"error"`
	MP4URL   string  `json:"mp4_url"`
}

// RenditionDetails is a rendition with what was measured of it before it was
// published. Rates are kbit/s.
type RenditionDetails struct {
	Rendition
	Codec     string   `json:"codec"`
	VideoKbps int64    `json:"video_kbps"`
	AudioKbps int64    `json:"audio_kbps"`
	Receipt   *Receipt `json:"receipt"` // nil until verified
}

// Receipt is what the verification of a rendition measured.
type Receipt struct {
	Frames    int64   `json:"frames"`     // in the file
	Decoded   int64   `json:"decoded"`    // of them decoded without an error
	KeyFrames int64   `json:"key_frames"` // on the planned grid
	Offset    float64 `json:"av_offset"`  // milliseconds by which the sound outlasts the picture
	MeanKbps  int64   `json:"mean_kbps"`
	PeakKbps  int64   `json:"peak_kbps"`
	SSIM      float64 `json:"ssim"`     // mean likeness to the source, 1 = equal
	SSIMLeast float64 `json:"ssim_min"` // of the worst frame compared
	Compared  int     `json:"compared"` // frames
	Heard     int     `json:"heard"`    // fifths of a second of sound compared with the source, on each side
	Safer     bool    `json:"safer"`    // encoded a second time, with safer settings
}

// NewVideo is a video to be created.
type NewVideo struct {
	Name              string     `json:"name"`
	Description       string     `json:"description,omitempty"`
	OriginURL         string     `json:"origin_url,omitempty"`
	OriginHTTPHeaders string     `json:"origin_http_headers,omitempty"`
	Priority          int64      `json:"priority,omitempty"`
	DirectoryID       *int64     `json:"directory_id,omitempty"`
	QualitySetID      *int64     `json:"quality_set_id,omitempty"`
	ClipStart         *int64     `json:"clip_start_seconds,omitempty"`
	ClipDuration      *int64     `json:"clip_duration_seconds,omitempty"`
	Subtitles         []Subtitle `json:"subtitles,omitempty"`
}

// Subtitle is a text track to be created with a video: SRT or WebVTT text, and
// an ISO 639-2/B language code.
type Subtitle struct {
	Language string `json:"language"`
	Name     string `json:"name,omitempty"`
	VTT      string `json:"vtt"`
}

// Directory is a folder of videos.
type Directory struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	ParentID   *int64 `json:"parent_id"`
	ItemsCount int64  `json:"items_count"`
}

// CreateVideos creates 1 to 500 videos, all or none.
func (c *Client) CreateVideos(ctx context.Context, videos []NewVideo) ([]Video, error) {
	var made []Video
	err := c.call(ctx, http.MethodPost, "/streaming/videos/batch", map[string]any{"videos": videos}, &made)
	return made, err
}

// Videos returns one page of videos, newest first; page counts from 1.
func (c *Client) Videos(ctx context.Context, filter url.Values, page, perPage int) ([]Video, error) {
	query := url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(perPage)}}
	for key, values := range filter {
		query[key] = values
	}
	var videos []Video
	err := c.call(ctx, http.MethodGet, "/streaming/videos?"+query.Encode(), nil, &videos)
	return videos, err
}

// Video returns one video with all its details.
func (c *Client) Video(ctx context.Context, id int64) (Video, error) {
	var v Video
	err := c.call(ctx, http.MethodGet, fmt.Sprintf("/streaming/videos/%d", id), nil, &v)
	return v, err
}

// Renditions returns a video's renditions with their receipts.
func (c *Client) Renditions(ctx context.Context, video int64) ([]RenditionDetails, error) {
	var list []RenditionDetails
	err := c.call(ctx, http.MethodGet, fmt.Sprintf("/streaming/videos/%d/renditions", video), nil, &list)
	return list, err
}

// RetryVideo starts a video again that failed, from its stored source if there
// is one, else from its origin; of one that plays, what failed. One that has not
// failed, or has nothing to start from, is an *Error with status 422.
func (c *Client) RetryVideo(ctx context.Context, id int64, origin Origin) (Video, error) {
	var v Video
	err := c.call(ctx, http.MethodPost, fmt.Sprintf("/streaming/videos/%d/retry", id), origin, &v)
	return v, err
}

// DeleteVideo removes a video for good.
func (c *Client) DeleteVideo(ctx context.Context, id int64) error {
	return c.call(ctx, http.MethodDelete, fmt.Sprintf("/streaming/videos/%d", id), nil, nil)
}

// CreateDirectory adds a folder; parent nil means the root.
func (c *Client) CreateDirectory(ctx context.Context, name string, parent *int64) (Directory, error) {
	var d Directory
	err := c.call(ctx, http.MethodPost, "/streaming/directories", map[string]any{"name": name, "parent_id": parent}, &d)
	return d, err
}

// tries is how often a call is made that the server is too busy for.
const tries = 20

// call makes one request. A server that is too busy for it names the time to
// wait, and is asked again then.
func (c *Client) call(ctx context.Context, method, path string, body, reply any) error {
	var payload []byte
	if body != nil {
		var err error
		if payload, err = json.Marshal(body); err != nil {
			return err
		}
	}
	for try := 1; ; try++ {
		wait, err := c.once(ctx, method, path, payload, reply)
		if wait == 0 || try == tries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// once makes a request; a wait says after how long it may be made again.
func (c *Client) once(ctx context.Context, method, path string, payload []byte, reply any) (wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(payload))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "APIKey "+c.key)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		text, _ := io.ReadAll(io.LimitReader(res.Body, 4096)) // what came of the body serves the message
		if res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable && res.Header.Get("Retry-After") != "" {
			seconds, _ := strconv.Atoi(res.Header.Get("Retry-After")) // 0 when it is not a number
			wait = time.Duration(min(max(seconds, 1), 30)) * time.Second
		}
		return wait, &Error{Server: c.base, Status: res.StatusCode, Body: string(text)}
	}
	if reply == nil {
		return 0, nil
	}
	return 0, json.NewDecoder(res.Body).Decode(reply)
}

// do sends a request. Where no reply comes, the error is an *UnreachableError
// that wraps the cause without repeating the address.
func (c *Client) do(req *http.Request) (*http.Response, error) {
	res, err := c.http.Do(req)
	if cause := req.Context().Err(); err != nil && cause != nil {
		return nil, cause
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return nil, &UnreachableError{Server: req.URL.Scheme + "://" + req.URL.Host, Err: failed.Err}
	}
	return res, err
}

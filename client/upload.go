package client

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// ChunkBytes is how much of a file one request carries: below what proxies and
// CDNs take, whose limit is 100 MB often enough.
const ChunkBytes = 64 << 20

// patience is how often in a row an upload is tried without a byte arriving.
const patience = 12

// Upload is a file on its way to a video. With its URL it can be gone on with,
// also by another process.
type Upload struct {
	VideoID int64  `json:"video_id"`
	URL     string `json:"url"`
	Size    int64  `json:"size"` // bytes
}

// uploadSession is what opens a video's upload.
type uploadSession struct {
	Servers []struct {
		Hostname string `json:"hostname"`
		SSL      bool   `json:"ssl"`
	} `json:"servers"`
	Token string `json:"token"`
	Video Video  `json:"video"`
}

// CreateVideo creates a video without a source, for an upload.
func (c *Client) CreateVideo(ctx context.Context, v NewVideo) (Video, error) {
	made, err := c.CreateVideos(ctx, []NewVideo{v})
	if err != nil {
		return Video{}, err
	}
	return made[0], nil
}

// StartUpload opens the upload of a file of size bytes to a video that has no
// source yet. The file's name is for people.
func (c *Client) StartUpload(ctx context.Context, video int64, name string, size int64) (Upload, error) {
	var session uploadSession
	if err := c.call(ctx, http.MethodGet, fmt.Sprintf("/streaming/videos/%d/upload", video), nil, &session); err != nil {
		return Upload{}, err
	}
	if len(session.Servers) == 0 {
		return Upload{}, errors.New("the server names no upload server")
	}
	scheme := "http"
	if session.Servers[0].SSL {
		scheme = "https"
	}
	req, err := tusRequest(ctx, http.MethodPost, scheme+"://"+session.Servers[0].Hostname+"/upload/", nil)
	if err != nil {
		return Upload{}, err
	}
	req.Header.Set("Upload-Length", strconv.FormatInt(size, 10))
	req.Header.Set("Upload-Metadata", "token "+encode(session.Token)+",video_id "+encode(strconv.FormatInt(video, 10))+
		",client_id "+encode(strconv.FormatInt(session.Video.ClientID, 10))+",filename "+encode(name))
	header, err := c.tus(req, http.StatusCreated)
	if err != nil {
		return Upload{}, err
	}
	location, err := req.URL.Parse(header.Get("Location"))
	if err != nil {
		return Upload{}, fmt.Errorf("address of the upload: %w", err)
	}
	return Upload{VideoID: video, URL: location.String(), Size: size}, nil
}

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// SendUpload sends what the server lacks of a file, in requests of ChunkBytes,
// and goes on by itself where a connection breaks or the server restarts.
// progress, which may be nil, hears how many bytes have arrived. An *Error
// with status 404 or 410 says that the upload does not exist any more.
func (c *Client) SendUpload(ctx context.Context, u Upload, file io.ReaderAt, progress func(sent int64)) error {
	var offset int64
	for tries := 0; ; tries++ {
		now, err := c.sendFrom(ctx, u, file, progress)
		switch {
		case err == nil:
			return nil
		case now > offset:
			offset, tries = now, 0
		case ctx.Err() != nil:
			return ctx.Err()
		case lasting(err) || tries >= patience:
			return err
		}
		select {
		case <-time.After(min(100*time.Millisecond<<tries, 5*time.Second)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// lasting reports whether the server will not change its mind.
func lasting(err error) bool {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status >= 500 {
		return false
	}
	switch refusal.Status {
	case http.StatusConflict, http.StatusLocked, http.StatusTooManyRequests, http.StatusRequestTimeout:
		return false
	}
	return true
}

// sendFrom asks where the upload stands and sends from there until it fails or
// ends. It returns how far it came.
func (c *Client) sendFrom(ctx context.Context, u Upload, file io.ReaderAt, progress func(int64)) (int64, error) {
	req, err := tusRequest(ctx, http.MethodHead, u.URL, nil)
	if err != nil {
		return 0, err
	}
	header, err := c.tus(req, http.StatusOK)
	for err == nil {
		var offset int64
		if offset, err = strconv.ParseInt(header.Get("Upload-Offset"), 10, 64); err != nil || offset < 0 || offset > u.Size {
			return 0, fmt.Errorf("the server stands at %q of %d bytes", header.Get("Upload-Offset"), u.Size)
		}
		if progress != nil {
			progress(offset)
		}
		if offset == u.Size {
			return offset, nil
		}
		if header, err = c.sendChunk(ctx, u, file, offset); err != nil {
			return offset, err
		}
	}
	return 0, err
}

func (c *Client) sendChunk(ctx context.Context, u Upload, file io.ReaderAt, offset int64) (http.Header, error) {
	n := min(u.Size-offset, ChunkBytes)
	req, err := tusRequest(ctx, http.MethodPatch, u.URL, io.NewSectionReader(file, offset, n))
	if err != nil {
		return nil, err
	}
	req.ContentLength = n
	req.Header.Set("Content-Type", "application/offset+octet-stream")
	req.Header.Set("Upload-Offset", strconv.FormatInt(offset, 10))
	return c.tus(req, http.StatusNoContent)
}

func tusRequest(ctx context.Context, method, address string, body io.Reader) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	return req, nil
}

// tus does a request of the upload protocol and returns the headers of its
// answer; no credentials go with it.
func (c *Client) tus(req *http.Request, want int) (http.Header, error) {
	res, err := c.do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(res.Body, 4096)) // what came of the body serves the message
	if res.StatusCode != want {
		return nil, &Error{Server: c.base, Status: res.StatusCode, Body: string(text)}
	}
	return res.Header, nil
}

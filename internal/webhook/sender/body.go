package sender

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kinora/internal/catalog"
	"kinora/internal/event"
	"kinora/internal/webhook"
)

// envelope is what receivers get.
type envelope struct {
	Type    string         `json:"type"`
	Message map[string]any `json:"message"`
}

// video is a video in a message.
type video struct {
	ID              int64       `json:"id"`
	Slug            string      `json:"slug"`
	Name            string      `json:"name"`
	Duration        *int64      `json:"duration"` // ms
	StreamID        *int64      `json:"stream_id"`
	Status          string      `json:"status"`
	Error           *string     `json:"error"`
	ConvertedVideos []rendition `json:"converted_videos"`
}

type rendition struct {
	Name   string `json:"name"`
	Status string `json:"status"`
	MP4URL string `json:"mp4_url"`
}

// deletedVideo is a video in the message of its deletion.
type deletedVideo struct {
	ID        int64  `json:"id"`
	Slug      string `json:"slug"`
	Name      string `json:"name"`
	Status    string `json:"status"`
	DeletedAt string `json:"deleted_at"`
}

// Body is the JSON of an event of an account, as receivers get it.
func Body(a catalog.Addresses, account int64, kind, payload string) ([]byte, error) {
	var p event.VideoPayload
	if err := json.Unmarshal([]byte(payload), &p); err != nil {
		return nil, err
	}
	var shown any
	switch kind {
	case event.Video:
		shown = showVideo(a, account, &p)
	case event.VideoDelete:
		at := time.UnixMilli(p.DeletedAt).UTC().Format("2006-01-02T15:04:05.000Z")
		shown = deletedVideo{p.ID, p.Slug, p.Name, p.Status, at}
	case webhook.Test:
		return json.Marshal(envelope{kind, map[string]any{"test": map[string]string{"text": "This is a test of kinora's webhooks."}}})
	default:
		return nil, fmt.Errorf("no message tells of %s", kind)
	}
	return json.Marshal(envelope{kind, map[string]any{"video": shown}})
}

func showVideo(a catalog.Addresses, account int64, p *event.VideoPayload) video {
	v := video{
		ID: p.ID, Slug: p.Slug, Name: p.Name, Duration: p.Duration, Status: p.Status, Error: p.Error,
		ConvertedVideos: make([]rendition, len(p.Renditions)),
	}
	of := &catalog.Video{ID: p.ID, AccountID: account, Slug: p.Slug}
	for i, r := range p.Renditions {
		v.ConvertedVideos[i] = rendition{r.Name, r.Status, a.MP4(of, &catalog.Rendition{File: strings.TrimSuffix(r.File, ".mp4") + ".mp4"})}
	}
	return v
}

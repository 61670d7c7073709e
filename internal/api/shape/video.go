// Package shape shows videos as the calls of the API do: with the addresses of
// all that belongs to them, how often they were watched, and what is being done
// for them.
package shape

import (
	"kinora/internal/api/call"
	"kinora/internal/catalog"
)

// Video is a video in a list.
type Video struct {
	ID                  int64       `json:"id"`
	Name                string      `json:"name"`
	Description         *string     `json:"description"`
	ClientID            int64       `json:"client_id"`
	Duration            *int64      `json:"duration"` // ms
	Slug                string      `json:"slug"`
	Status              string      `json:"status"`
	Error               *string     `json:"error"`
	ErrorDetail         *string     `json:"error_detail"`
	OriginSize          *int64      `json:"origin_size"`
	OriginVideoDuration *int64      `json:"origin_video_duration"` // ms
	OriginURL           *string     `json:"origin_url"`
	OriginAudioChannels *int64      `json:"origin_audio_channels"`
	OriginHeight        *int64      `json:"origin_height"`
	OriginWidth         *int64      `json:"origin_width"`
	CreatedAt           string      `json:"created_at"`
	UpdatedAt           string      `json:"updated_at"`
	ClipStartSeconds    *int64      `json:"clip_start_seconds"`
	ClipDurationSeconds *int64      `json:"clip_duration_seconds"`
	DirectoryID         *int64      `json:"directory_id"`
	QualitySetID        *int64      `json:"quality_set_id"`
	Priority            int64       `json:"priority"`
	StreamID            *int64      `json:"stream_id"`            // always null: of recordings
	RecordingStartedAt  *string     `json:"recording_started_at"` // always null
	RecordType          *string     `json:"record_type"`          // always null
	ShareURL            *string     `json:"share_url"`
	CustomIframeURL     *string     `json:"custom_iframe_url"`
	HLSURL              string      `json:"hls_url"`
	HLSCMAFURL          string      `json:"hls_cmaf_url"`
	DASHURL             string      `json:"dash_url"`
	IframeURL           string      `json:"iframe_url"`
	Poster              *string     `json:"poster"`
	PosterThumb         *string     `json:"poster_thumb"`
	Screenshot          *string     `json:"screenshot"`
	Screenshots         []string    `json:"screenshots"`
	ScreenshotID        int64       `json:"screenshot_id"`
	AdID                *int64      `json:"ad_id"` // always null
	PlayerID            *int64      `json:"player_id"`
	ClientUserID        *int64      `json:"client_user_id"`
	Projection          string      `json:"projection"`
	Views               int64       `json:"views"`
	CDNViews            int64       `json:"cdn_views"`
	ConvertedVideos     []Rendition `json:"converted_videos"`
	Work                *Work       `json:"work"` // what is being done for it, null if nothing
}

// Details is a video by itself.
type Details struct {
	Video
	IframeEmbedCode string   `json:"iframe_embed_code"`
	Sprite          *string  `json:"sprite"`
	SpriteVTT       *string  `json:"sprite_vtt"` // the text itself
	Notes           []string `json:"notes"`
}

// Rendition is one among the renditions of a video.
type Rendition struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Width    *int64  `json:"width"`
	Height   *int64  `json:"height"`
	Size     *int64  `json:"size"` // bytes
	Progress int64   `json:"progress"`
	Status   string  `json:"status"`
	Error    *string `json:"error"`
	MP4URL   string  `json:"mp4_url,omitempty"` // once complete
}

// NewVideo shows a video as lists do.
func NewVideo(a catalog.Addresses, v *catalog.Video) Video {
	return Video{
		ID: v.ID, Name: v.Name, Description: v.Description, ClientID: v.AccountID,
		Duration: v.Duration, Slug: v.Slug, Status: v.Status, Error: v.Error, ErrorDetail: v.ErrorDetail,
		OriginSize: v.OriginSize, OriginVideoDuration: v.OriginDuration, OriginURL: v.OriginURL,
		OriginAudioChannels: v.OriginAudioChannels, OriginHeight: v.OriginHeight, OriginWidth: v.OriginWidth,
		CreatedAt: call.Millis(v.CreatedAt), UpdatedAt: call.Millis(v.UpdatedAt),
		ClipStartSeconds: v.ClipStart, ClipDurationSeconds: v.ClipDuration,
		DirectoryID: v.DirectoryID, QualitySetID: v.QualitySetID, Priority: v.Priority,
		ShareURL: v.ShareURL, CustomIframeURL: v.CustomIframeURL,
		HLSURL: a.HLS(v), HLSCMAFURL: a.CMAF(v), DASHURL: a.DASH(v), IframeURL: a.Page(v),
		Poster: a.Poster(v), PosterThumb: a.PosterThumb(v),
		Screenshot: a.Screenshot(v), Screenshots: a.Screenshots(v), ScreenshotID: v.ScreenshotID,
		PlayerID: v.PlayerID, ClientUserID: v.ClientUserID, Projection: v.Projection, Views: v.Views, CDNViews: v.CDNViews,
		ConvertedVideos: renditions(a, v),
	}
}

// NewDetails shows a video in full.
func NewDetails(a catalog.Addresses, v *catalog.Video) Details {
	return Details{
		Video: NewVideo(a, v), IframeEmbedCode: catalog.EmbedCode(a.Page(v)),
		Sprite: a.Sprite(v), SpriteVTT: v.SpriteVTT, Notes: append([]string{}, v.Notes...),
	}
}

func renditions(a catalog.Addresses, v *catalog.Video) []Rendition {
	items := make([]Rendition, len(v.Renditions))
	for i, r := range v.Renditions {
		items[i] = NewRendition(a, v, r)
	}
	return items
}

// NewRendition shows a rendition of a video.
func NewRendition(a catalog.Addresses, v *catalog.Video, r *catalog.Rendition) Rendition {
	out := Rendition{
		ID: r.ID, Name: r.Name, Width: r.Width, Height: r.Height,
		Progress: r.Progress, Status: r.Status, Error: r.Error,
	}
	if r.Status == catalog.RenditionComplete {
		out.Size = r.Size
		out.MP4URL = a.MP4(v, r)
	}
	return out
}

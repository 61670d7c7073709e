package api

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"kinora/internal/library"
)

// URLs are the bases of the addresses that replies hand out, without a slash
// at the end. Empty ones are PublicURL.
type URLs struct {
	PublicURL   string
	DeliveryURL string // manifests and MP4 files
	PlayerURL   string // player pages
	StaticURL   string // pictures
}

func (u URLs) withDefaults() URLs {
	base := func(s string) string { return strings.TrimRight(cmp.Or(s, u.PublicURL), "/") }
	return URLs{
		PublicURL: base(u.PublicURL), DeliveryURL: base(u.DeliveryURL),
		PlayerURL: base(u.PlayerURL), StaticURL: base(u.StaticURL),
	}
}

// videoItem is a video in a list.
type videoItem struct {
	ID                  int64           `json:"id"`
	Name                string          `json:"name"`
	Description         *string         `json:"description"`
	ClientID            int64           `json:"client_id"`
	Duration            *int64          `json:"duration"` // ms
	Slug                string          `json:"slug"`
	Status              string          `json:"status"`
	Error               *string         `json:"error"`
	OriginSize          *int64          `json:"origin_size"`
	OriginVideoDuration *int64          `json:"origin_video_duration"` // ms
	OriginURL           *string         `json:"origin_url"`
	OriginAudioChannels *int64          `json:"origin_audio_channels"`
	OriginHeight        *int64          `json:"origin_height"`
	OriginWidth         *int64          `json:"origin_width"`
	CreatedAt           string          `json:"created_at"`
	UpdatedAt           string          `json:"updated_at"`
	ClipStartSeconds    *int64          `json:"clip_start_seconds"`
	ClipDurationSeconds *int64          `json:"clip_duration_seconds"`
	DirectoryID         *int64          `json:"directory_id"`
	QualitySetID        *int64          `json:"quality_set_id"`
	Priority            int64           `json:"priority"`
	StreamID            *int64          `json:"stream_id"`            // always null: of recordings
	RecordingStartedAt  *string         `json:"recording_started_at"` // always null
	RecordType          *string         `json:"record_type"`          // always null
	ShareURL            *string         `json:"share_url"`
	CustomIframeURL     *string         `json:"custom_iframe_url"`
	HLSURL              string          `json:"hls_url"`
	HLSCMAFURL          string          `json:"hls_cmaf_url"`
	DASHURL             string          `json:"dash_url"`
	Poster              *string         `json:"poster"`
	PosterThumb         *string         `json:"poster_thumb"`
	Screenshot          *string         `json:"screenshot"`
	Screenshots         []string        `json:"screenshots"`
	ScreenshotID        int64           `json:"screenshot_id"`
	AdID                *int64          `json:"ad_id"` // always null
	ClientUserID        *int64          `json:"client_user_id"`
	Projection          string          `json:"projection"`
	Views               int64           `json:"views"`
	CDNViews            int64           `json:"cdn_views"`
	ConvertedVideos     []renditionItem `json:"converted_videos"`
}

// videoDetails is a video by itself.
type videoDetails struct {
	videoItem
	IframeURL       string  `json:"iframe_url"`
	IframeEmbedCode string  `json:"iframe_embed_code"`
	Sprite          *string `json:"sprite"`
	SpriteVTT       *string `json:"sprite_vtt"` // the text itself
}

type renditionItem struct {
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

// item shows a video as lists do.
func (u URLs) item(v *library.Video) videoItem {
	base := u.DeliveryURL + publicPath(v)
	return videoItem{
		ID: v.ID, Name: v.Name, Description: v.Description, ClientID: v.AccountID,
		Duration: v.Duration, Slug: v.Slug, Status: v.Status, Error: v.Error,
		OriginSize: v.OriginSize, OriginVideoDuration: v.OriginDuration, OriginURL: v.OriginURL,
		OriginAudioChannels: v.OriginAudioChannels, OriginHeight: v.OriginHeight, OriginWidth: v.OriginWidth,
		CreatedAt: videoTime(v.CreatedAt), UpdatedAt: videoTime(v.UpdatedAt),
		ClipStartSeconds: v.ClipStart, ClipDurationSeconds: v.ClipDuration,
		DirectoryID: v.DirectoryID, QualitySetID: v.QualitySetID, Priority: v.Priority,
		ShareURL: v.ShareURL, CustomIframeURL: v.CustomIframeURL,
		HLSURL: base + "/master.m3u8", HLSCMAFURL: base + "/master-cmaf.m3u8", DASHURL: base + "/master.mpd",
		Poster: u.poster(v, ""), PosterThumb: u.poster(v, "thumb_"),
		Screenshot: u.chosen(v), Screenshots: u.screenshots(v), ScreenshotID: v.ScreenshotID,
		ClientUserID: v.ClientUserID, Projection: v.Projection, Views: v.Views, CDNViews: v.CDNViews,
		ConvertedVideos: renditions(base, v.Renditions),
	}
}

// details shows a video in full.
func (u URLs) details(v *library.Video) videoDetails {
	player := u.PlayerURL + publicPath(v)
	return videoDetails{
		videoItem: u.item(v),
		IframeURL: player,
		IframeEmbedCode: `<iframe width="100%" height="100%" src="` + player + `" frameborder="0" ` +
			`allow="autoplay; fullscreen; encrypted-media; picture-in-picture" allowfullscreen></iframe>`,
		Sprite: u.sprite(v), SpriteVTT: v.SpriteVTT,
	}
}

func renditions(base string, rows []*library.Rendition) []renditionItem {
	items := make([]renditionItem, len(rows))
	for i, r := range rows {
		items[i] = renditionItem{
			ID: r.ID, Name: r.Name, Width: r.Width, Height: r.Height,
			Progress: r.Progress, Status: r.Status, Error: r.Error,
		}
		if r.Status == library.RenditionComplete {
			items[i].Size = r.Size
			items[i].MP4URL = base + "/" + r.File
		}
	}
	return items
}

// publicPath is the video's address on the delivery and player hosts.
func publicPath(v *library.Video) string {
	return fmt.Sprintf("/videos/%d_%s", v.AccountID, v.Slug)
}

// picture is the address of a picture that was made of the video.
func (u URLs) picture(v *library.Video, folder, suffix string) string {
	return fmt.Sprintf("%s/static/videoplatform/%s/%d/%d_%s.mp4_%s",
		u.StaticURL, folder, v.AccountID, v.ID, v.Slug, suffix)
}

func (u URLs) screenshot(v *library.Video, number int64) string {
	return u.picture(v, "thumbnails", fmt.Sprintf("%d_1080.jpg", number))
}

func (u URLs) screenshots(v *library.Video) []string {
	shots := []string{}
	for n := int64(1); n <= v.Screenshots; n++ {
		shots = append(shots, u.screenshot(v, n))
	}
	return shots
}

// chosen is the screenshot that ScreenshotID names, counting from 0 and kept
// within what there is; -1 is the poster, or the first one without a poster.
func (u URLs) chosen(v *library.Video) *string {
	if v.ScreenshotID < 0 && v.Poster != nil {
		return u.poster(v, "")
	}
	if v.Screenshots < 1 {
		return nil
	}
	url := u.screenshot(v, 1+min(max(v.ScreenshotID, 0), v.Screenshots-1))
	return &url
}

func (u URLs) sprite(v *library.Video) *string {
	if v.SpriteVTT == nil {
		return nil
	}
	url := u.picture(v, "sprites", "sprite.jpg")
	return &url
}

// poster is the address of the video's own picture, whose file name the row
// keeps.
func (u URLs) poster(v *library.Video, prefix string) *string {
	if v.Poster == nil {
		return nil
	}
	url := fmt.Sprintf("%s/static/videoplatform/posters/video/%d/%s%s", u.StaticURL, v.ID, prefix, *v.Poster)
	return &url
}

// videoTime writes Unix milliseconds the way videos show time.
func videoTime(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z") }

// directoryTime writes Unix milliseconds the way directories show time.
func directoryTime(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05Z") }

package catalog

import "github.com/uptrace/bun"

// States of a rendition.
const (
	RenditionProcessing = "processing"
	RenditionComplete   = "complete"
	RenditionError      = "error"
)

// Rendition is one encoded version of a video. Width and Height are the
// nominal size that the API shows, FrameWidth and FrameHeight the coded one;
// they are nil for audio only. Rates are kbit/s, 0 for a kind of track that is
// not there. Size is in bytes, Duration in milliseconds.
type Rendition struct {
	bun.BaseModel `bun:"table:renditions,alias:r"`

	ID          int64 `bun:",pk,autoincrement"`
	VideoID     int64
	Position    int64 // 0 is the smallest
	Name        string
	QualityID   int64
	Version     int64
	Codec       string
	ShortSide   int64
	Width       *int64
	Height      *int64
	FrameWidth  *int64
	FrameHeight *int64
	VideoKbps   int64 `bun:"video_kbps"`
	AudioKbps   int64 `bun:"audio_kbps"`
	File        string
	Object      *string // storage key of the MP4; its index is at key + ".index"
	Status      string
	Progress    int64
	Error       *string
	ErrorDetail *string // see Failure
	Size        *int64
	Duration    *int64
	VideoCodecs *string      // RFC 6381
	AudioCodecs *string      // RFC 6381
	FPSNum      *int64       `bun:"fps_num"`
	FPSDen      *int64       `bun:"fps_den"`
	KeyFrameBPS *int64       `bun:"key_frame_bps"` // bit/s of the key frames alone
	AudioTracks []AudioTrack // of the MP4, in its order; the first is the default
	Receipt     *string      // JSON: what was measured before it was published
	UpdatedAt   int64
}

// AudioTrack is one language of a rendition's sound.
type AudioTrack struct {
	Language string `json:"language"`        // ISO 639-2, "und" when unknown
	Title    string `json:"title,omitempty"` // as the source names it, "" = by its language
	Codecs   string `json:"codecs"`          // RFC 6381
	Channels int64  `json:"channels"`
}

// Published is what is known of a rendition once its bytes are stored.
type Published struct {
	Object      string
	Size        int64 // bytes
	Duration    int64 // milliseconds
	FrameWidth  int64
	FrameHeight int64
	VideoCodecs string
	AudioCodecs string
	AudioTracks []AudioTrack
	Receipt     string // JSON: what was measured
	FPSNum      int64
	FPSDen      int64
	KeyFrameBPS int64
}

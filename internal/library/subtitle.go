package library

import "github.com/uptrace/bun"

// Subtitle is one text track of a video. VTT is the text as it was sent, SRT
// or WebVTT; Language is an ISO 639-2/B code.
type Subtitle struct {
	bun.BaseModel `bun:"table:subtitles,alias:s"`

	ID        int64 `bun:",pk,autoincrement"`
	VideoID   int64
	Language  string
	Name      string
	VTT       string `bun:"vtt"`
	CreatedAt int64
	UpdatedAt int64
}

// NewSubtitle is a text track to be created, already checked.
type NewSubtitle struct {
	Language string
	Name     string
	VTT      string
}

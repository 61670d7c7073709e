package videos

import (
	"encoding/json"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
)

// renditionDetails shows a rendition with what its verification measured. The
// call is kinora's own: the public API has none like it.
type renditionDetails struct {
	shape.Rendition
	Codec       string               `json:"codec"`
	VideoKbps   int64                `json:"video_kbps"`
	AudioKbps   int64                `json:"audio_kbps"`
	FrameWidth  *int64               `json:"frame_width"`
	FrameHeight *int64               `json:"frame_height"`
	Duration    *int64               `json:"duration"` // milliseconds
	VideoCodecs *string              `json:"video_codecs"`
	AudioTracks []catalog.AudioTrack `json:"audio_tracks"`
	Receipt     json.RawMessage      `json:"receipt"` // null until verified
}

func (o Options) renditions(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "video")
	if err != nil {
		return err
	}
	v, err := o.Catalog.Video(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	list := make([]renditionDetails, len(v.Renditions))
	for i, row := range v.Renditions {
		list[i] = renditionDetails{
			Rendition: shape.NewRendition(o.Videos.Addresses, &v, row), Codec: row.Codec, VideoKbps: row.VideoKbps, AudioKbps: row.AudioKbps,
			FrameWidth: row.FrameWidth, FrameHeight: row.FrameHeight, Duration: row.Duration,
			VideoCodecs: row.VideoCodecs, AudioTracks: append([]catalog.AudioTrack{}, row.AudioTracks...),
		}
		if row.Receipt != nil {
			list[i].Receipt = json.RawMessage(*row.Receipt)
		}
	}
	return call.Reply(w, list)
}

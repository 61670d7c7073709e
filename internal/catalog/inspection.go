package catalog

import (
	"encoding/json"

	"kinora/internal/plan"
)

// InspectionOf is what is recorded of a video's plan.
func InspectionOf(p *plan.Plan) (Inspection, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return Inspection{}, err
	}
	in := Inspection{
		OriginDuration: p.OriginDuration.Milliseconds(), Duration: p.Duration.Milliseconds(), Plan: string(text), Notes: p.Notes,
	}
	if p.Video != nil {
		in.Width, in.Height = int64(p.Video.Width), int64(p.Video.Height)
	}
	if len(p.Audio) > 0 {
		in.AudioChannels = int64(p.Audio[0].Channels)
	}
	for _, r := range p.Rungs {
		in.Renditions = append(in.Renditions, renditionOf(r))
	}
	return in, nil
}

func renditionOf(r plan.Rung) Rendition {
	return Rendition{
		Name: r.Name, QualityID: r.QualityID, Version: r.Version, Codec: r.Codec, ShortSide: int64(r.ShortSide),
		Width: pixels(r.Width), Height: pixels(r.Height),
		FrameWidth: pixels(r.FrameWidth), FrameHeight: pixels(r.FrameHeight),
		VideoKbps: r.Kbps, AudioKbps: r.AudioKbps, File: r.File,
	}
}

// pixels is a number of them, nil without a picture.
func pixels(n int) *int64 {
	if n == 0 {
		return nil
	}
	v := int64(n)
	return &v
}

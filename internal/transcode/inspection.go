package transcode

import "kinora/internal/catalog"

// Inspection is the plan as the catalogue records it.
func (p *Plan) Inspection(text string) catalog.Inspection {
	in := catalog.Inspection{
		OriginDuration: p.OriginDuration.Milliseconds(), Duration: p.Duration.Milliseconds(), Plan: text, Notes: p.Notes,
	}
	if p.Video != nil {
		in.Width, in.Height = int64(p.Video.Width), int64(p.Video.Height)
	}
	if len(p.Audio) > 0 {
		in.AudioChannels = int64(p.Audio[0].Channels)
	}
	for _, r := range p.Rungs {
		in.Renditions = append(in.Renditions, r.rendition())
	}
	return in
}

func (r Rung) rendition() catalog.Rendition {
	return catalog.Rendition{
		Name: r.Name, QualityID: r.QualityID, Version: r.Version, Codec: r.Codec, ShortSide: int64(r.ShortSide),
		Width: size(r.Width), Height: size(r.Height),
		FrameWidth: size(r.FrameWidth), FrameHeight: size(r.FrameHeight),
		VideoKbps: r.Kbps, AudioKbps: r.AudioKbps, File: r.File,
	}
}

func size(n int) *int64 {
	if n == 0 {
		return nil
	}
	v := int64(n)
	return &v
}

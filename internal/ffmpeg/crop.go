package ffmpeg

// Crop is what a container says is not to be shown of a frame, in pixels of
// each side.
type Crop struct {
	Left   int   `json:"left,omitempty"`
	Top    int   `json:"top,omitempty"`
	Right  int   `json:"right,omitempty"`
	Bottom int   `json:"bottom,omitempty"`
	SAR    Ratio `json:"-"` // pixel aspect that it says with it, unknown = that of the stream
}

// Size is what remains of a frame.
func (c Crop) Size(width, height int) (w, h int) {
	return width - c.Left - c.Right, height - c.Top - c.Bottom
}

// Fits reports a crop that leaves something out of a frame, and at least 16
// pixels of each side.
func (c Crop) Fits(width, height int) bool {
	w, h := c.Size(width, height)
	return min(c.Left, c.Top, c.Right, c.Bottom) >= 0 && max(c.Left, c.Top, c.Right, c.Bottom) > 0 && min(w, h) >= 16
}

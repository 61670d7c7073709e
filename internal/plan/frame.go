package plan

import (
	"cmp"
	"fmt"
	"strings"

	"kinora/internal/ffmpeg"
)

// Stored is what the frames of a source are like when they are decoded, as its
// header says: not turned, in the source's pixels.
type Stored struct {
	Width  int          `json:"width"`
	Height int          `json:"height"`
	SAR    ffmpeg.Ratio `json:"sar"`           // pixel aspect
	Odd    bool         `json:"odd,omitempty"` // its sides are not whole samples of colour
	Crop   *ffmpeg.Crop `json:"crop,omitempty"`
}

// oneSize are the filters that come first. They make all frames one size: where
// a picture changes its size or the shape of its pixels on the way, what
// follows is fitted in between bars, so that nothing is squeezed. Others pass
// as they are. Shapes within 1 % count as the same. Then they deinterlace the
// frames that say that they are interlaced, and no others: that may change on
// the way, too. Where only key frames are decoded, a frame's neighbours in time
// are missing, so that it is done from the frame alone.
func (v *Video) oneSize(keysOnly bool) []string {
	deinterlace := "bwdif=mode=send_frame:deint=interlaced"
	if keysOnly {
		deinterlace = "estdif=mode=frame:deint=interlaced"
	}
	s := v.Stored
	if s == nil { // pixels that the filters do not know
		if v.Interlaced {
			return []string{deinterlace}
		}
		return nil
	}
	sar := cmp.Or(s.SAR.Float(), 1)
	const shape = "(iw*sar/ih)"
	box := fmt.Sprintf("%g", float64(s.Width)*sar/float64(s.Height))
	scale := fmt.Sprintf("scale=w='if(lt(abs(%[1]s/%[2]s-1),0.01)+gt(%[1]s,%[2]s),%[3]d,max(2*trunc(%[4]d*%[1]s/%[5]g/2),2))'"+
		":h='if(lt(abs(%[1]s/%[2]s-1),0.01)+lt(%[1]s,%[2]s),%[4]d,max(2*trunc(%[3]d*%[5]g/%[1]s/2),2))':eval=frame:interl=-1:flags=bicubic",
		shape, box, s.Width, s.Height, sar)
	if s.Odd || s.Width%2 != 0 || s.Height%2 != 0 {
		scale += fmt.Sprintf(":in_range=%[1]s:out_range=%[1]s,format=%[2]s", v.inRange(), fullColour)
	}
	filters := []string{scale, fmt.Sprintf("pad=%d:%d:(ow-iw)/2:(oh-ih)/2:eval=frame", s.Width, s.Height)}
	if min(s.Width, s.Height) < minInterlaced {
		return filters
	}
	return append(filters, deinterlace)
}

// fullColour are formats with a sample of colour for each pixel: pad cuts others
// to whole samples.
const fullColour = "yuv444p|yuvj444p|yuva444p|yuv444p10le|yuva444p10le|yuv444p12le"

// odd reports a picture whose sides are not whole samples of colour.
func odd(format string, width, height int) bool {
	switch {
	case strings.Contains(format, "444"):
		return false
	case strings.Contains(format, "410"):
		return width%4 != 0 || height%4 != 0
	case strings.Contains(format, "411"):
		return width%4 != 0
	}
	return width%2 != 0 || height%2 != 0
}

// minInterlaced is the shorter side from which on frames are deinterlaced: the
// filters take no smaller ones.
const minInterlaced = 16

// crop leaves out what the source says is not to be shown.
func (v *Video) crop() []string {
	if v.Stored == nil || v.Stored.Crop == nil {
		return nil
	}
	w, h := v.Stored.Crop.Size(v.Stored.Width, v.Stored.Height)
	return []string{fmt.Sprintf("crop=%d:%d:%d:%d:exact=1", w, h, v.Stored.Crop.Left, v.Stored.Crop.Top)}
}

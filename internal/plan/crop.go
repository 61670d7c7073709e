package plan

import (
	"kinora/internal/ffmpeg"
	"kinora/internal/media"
	"kinora/internal/media/mp4"
	"kinora/internal/media/webm"
)

// readCrops reads which part of the frames a Matroska or WebM file says is to be
// shown: ffprobe does not tell.
func (s *Source) readCrops() {
	if crops, err := webm.Crops(s.File, s.Size); err == nil { // else it shows all
		s.crop(crops)
	}
}

// crop notes the crops of a file's pictures, in order.
func (s *Source) crop(crops []webm.Crop) {
	for i := range s.Media.Streams {
		st := &s.Media.Streams[i]
		if st.Kind != "video" || st.AttachedPic {
			continue
		}
		if len(crops) == 0 {
			return
		}
		c := crops[0]
		crops = crops[1:]
		st.Crop = &ffmpeg.Crop{Left: c.Left, Top: c.Top, Right: c.Right, Bottom: c.Bottom, SAR: ffmpeg.NewRatio(1, 1)}
		if w, h := st.Crop.Size(st.Width, st.Height); c.DisplayWidth > 0 && c.DisplayHeight > 0 && w > 0 && h > 0 {
			st.Crop.SAR = ffmpeg.NewRatio(int64(c.DisplayWidth)*int64(h), int64(c.DisplayHeight)*int64(w))
		}
	}
}

// cropMovie notes which part of a movie's frames is to be shown.
func (s *Source) cropMovie() {
	for i := range s.Media.Streams {
		st := &s.Media.Streams[i]
		if s.movie == nil || st.Kind != "video" || st.AttachedPic {
			continue
		}
		n := s.track(*st, media.Video)
		if n < 0 {
			continue
		}
		left, top, right, bottom, ok := mp4.Aperture(s.movie.Tracks[n].Config.Entry, st.Width, st.Height)
		if ok {
			st.Crop = &ffmpeg.Crop{Left: left, Top: top, Right: right, Bottom: bottom}
		}
	}
}

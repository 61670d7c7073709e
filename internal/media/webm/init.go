// Package webm writes WebM segments of VP9, AV1 and Opus (RFC 9559 and the WebM
// container guidelines), as DASH serves them: an init segment, then a cluster
// per segment. It works on byte slices only.
package webm

import (
	"encoding/binary"
	"time"

	"kinora/internal/media"
)

// Scale is the timestamp scale, the one that every WebM reader is made for. A
// time is off by half of it at most, as each is rounded for itself.
const Scale = time.Millisecond

// seekPreRoll is how much Opus must be decoded before what is wanted (RFC 7845
// section 4.6).
const seekPreRoll = 80 * time.Millisecond

// codecID returns the name of a codec, "" where WebM does not have it.
func codecID(codec string) string {
	switch codec {
	case "vp09":
		return "V_VP9"
	case "av01":
		return "V_AV1"
	case "Opus":
		return "A_OPUS"
	}
	return ""
}

// Carries tells whether WebM has the codec.
func Carries(c media.Config) bool { return codecID(c.Codec) != "" }

// Delay returns what is added to all times of a track, in ticks of its
// timescale, as a reader takes it off again (RFC 9559 section 5.1.4.1.29).
func Delay(c media.Config, timescale uint32) int64 {
	return (c.PreSkip()*int64(timescale) + media.OpusRate/2) / media.OpusRate
}

// AppendInit appends an init segment: everything in front of the first
// cluster, with one track, numbered 1, of a codec that WebM carries. frame is
// how long each sample lasts in ticks, 0 when they differ. length is that of
// the whole track.
func AppendInit(dst []byte, t *media.Track, frame int64, length time.Duration) []byte {
	w := writer{dst}
	head := w.begin(idEBML)
	w.uint(idEBMLVersion, 1)
	w.uint(idEBMLReadVersion, 1)
	w.uint(idMaxIDLength, 4)
	w.uint(idMaxSizeLength, 8)
	w.text(idDocType, "webm")
	w.uint(idDocVersion, 4)
	w.uint(idDocReadVersion, 2)
	w.end(head)
	w.id(idSegment)
	w.b = binary.BigEndian.AppendUint64(w.b, unknownSize)
	info := w.begin(idInfo)
	w.uint(idTimestampScale, uint64(Scale))
	w.float(idDuration, float64(length)/float64(Scale))
	w.text(idMuxingApp, "kinora")
	w.text(idWritingApp, "kinora")
	w.end(info)
	tracks := w.begin(idTracks)
	w.track(t, frame)
	w.end(tracks)
	return w.b
}

func (w *writer) track(t *media.Track, frame int64) {
	entry := w.begin(idTrackEntry)
	w.uint(idTrackNumber, 1)
	w.uint(idTrackUID, 1)
	w.uint(idTrackType, uint64(t.Kind)) // the numbers are the same
	w.uint(idFlagLacing, 0)
	w.text(idLanguage, (t.Config.Language + "und")[:3])
	w.text(idCodecID, codecID(t.Config.Codec))
	if private := codecPrivate(t.Config); private != nil {
		w.bytes(idCodecPrivate, private)
	}
	if frame > 0 {
		w.uint(idDefaultDuration, uint64(frame*int64(time.Second)/int64(t.Timescale)))
	}
	if t.Kind == media.Video {
		w.video(t.Config)
	} else {
		w.audio(t.Config)
	}
	w.end(entry)
}

func (w *writer) video(c media.Config) {
	at := w.begin(idVideo)
	w.uint(idPixelWidth, uint64(c.Width))
	w.uint(idPixelHeight, uint64(c.Height))
	if c.Codec == "vp09" { // AV1 says it in its sequence header
		colour := w.begin(idColour)
		w.uint(idMatrix, uint64(c.Extra[5]))
		w.uint(idRange, uint64(c.Extra[2]&1)+1)
		w.uint(idTransfer, uint64(c.Extra[4]))
		w.uint(idPrimaries, uint64(c.Extra[3]))
		w.end(colour)
	}
	w.end(at)
}

func (w *writer) audio(c media.Config) {
	w.uint(idCodecDelay, uint64(time.Duration(c.PreSkip())*time.Second/media.OpusRate))
	w.uint(idSeekPreRoll, uint64(seekPreRoll))
	at := w.begin(idAudio)
	w.float(idFrequency, media.OpusRate)
	w.uint(idChannels, uint64(c.Channels))
	w.end(at)
}

// codecPrivate returns what a decoder starts from: for AV1 the record of its
// MP4 form, for VP9 its features (WebM container guidelines, "VP9 Codec Feature
// Metadata"), for Opus the identification header.
func codecPrivate(c media.Config) []byte {
	switch c.Codec {
	case "vp09":
		return []byte{1, 1, c.Extra[0], 2, 1, c.Extra[1], 3, 1, c.Extra[2] >> 4, 4, 1, c.Extra[2] >> 1 & 7}
	case "Opus":
		return opusHead(c.Extra)
	}
	return c.Extra
}

// opusHead turns the fields of dOps into the identification header (RFC 7845
// section 5.1), whose numbers are little-endian.
func opusHead(dops []byte) []byte {
	b := append([]byte("OpusHead"), 1, dops[1])
	b = binary.LittleEndian.AppendUint16(b, binary.BigEndian.Uint16(dops[2:]))
	b = binary.LittleEndian.AppendUint32(b, binary.BigEndian.Uint32(dops[4:]))
	b = binary.LittleEndian.AppendUint16(b, binary.BigEndian.Uint16(dops[8:]))
	return append(b, dops[10:]...)
}

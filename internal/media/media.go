// Package media holds the plain types that readers and writers of containers
// share: tracks, samples and codec configurations. It does no I/O.
package media

// Kind tells picture tracks from sound tracks.
type Kind uint8

// The kinds of track that kinora packages.
const (
	Video Kind = 1
	Audio Kind = 2
)

func (k Kind) String() string {
	switch k {
	case Video:
		return "video"
	case Audio:
		return "audio"
	}
	return "unknown"
}

// Sample is one coded frame or audio unit. Times are ticks of its track's
// timescale.
type Sample struct {
	Size        uint32 // bytes
	Duration    uint32 // decode time of the next sample less that of this one
	Composition int32  // presentation time less decode time, may be negative
	Sync        bool   // decodable alone
}

// Track is one elementary stream as a container describes it.
//
// The decode time of a sample is the sum of the durations before it, so it is
// 0 for sample 0. Its presentation time is decode time + Composition + Shift.
type Track struct {
	Kind      Kind
	Timescale uint32 // ticks per second, never 0
	Config    Config
	Samples   []Sample
	Offsets   []int64 // byte offset in the file of each sample
	Shift     int64   // ticks that the edit list moves presentation by; what is before 0 then is not shown
	End       int64   // presentation time at which the edit list ends it, 0 = with the last sample
}

// Last returns when the last sample has been presented, if no edit ends it
// before. With reordering and a variable frame rate that may be later than the
// sum of durations.
func (t *Track) Last() (end int64) {
	var decode int64
	for i := range t.Samples {
		s := &t.Samples[i]
		end = max(end, decode+int64(s.Composition)+t.Shift+int64(s.Duration))
		decode += int64(s.Duration)
	}
	return end
}

// Config is what a decoder must know before the first sample.
//
// Extra is, without box header, version and flags: an
// AVCDecoderConfigurationRecord or HEVCDecoderConfigurationRecord (ISO/IEC
// 14496-15), an AV1CodecConfigurationRecord, a VPCodecConfigurationRecord, an
// AudioSpecificConfig (ISO/IEC 14496-3), or for Opus the fields of dOps with
// their version.
type Config struct {
	Codec      string // sample entry type: "avc1", "avc3", "hvc1", "av01", "vp09", "mp4a", "Opus"
	Entry      []byte // the whole sample entry box, as it goes into stsd
	Extra      []byte // the record in Entry that the codec's decoder starts from, see below
	Width      int    // coded pixels, 0 for sound
	Height     int
	SampleRate int // Hz, 0 for pictures
	Channels   int
	Language   string // ISO 639-2/T, "und" when unknown
}

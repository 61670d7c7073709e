package plan

import "fmt"

// Quality is one step of a ladder. Rates are kbit/s, the short side pixels.
type Quality struct {
	ID        int64     `json:"id" yaml:"id"`
	Version   int64     `json:"version" yaml:"version"` // grows when the quality is made anew; 0 = 1
	Name      string    `json:"name" yaml:"name"`       // "" = by id, codec and size
	Codec     string    `json:"codec" yaml:"codec"`
	ShortSide int64     `json:"short_side" yaml:"short_side"`
	VideoKbps int64     `json:"video_kbps" yaml:"video_kbps"`
	AudioKbps int64     `json:"audio_kbps" yaml:"audio_kbps"`
	FPS       FrameRate `json:"fps" yaml:"fps"`
	Profile   string    `json:"profile,omitempty" yaml:"profile"` // "" = by codec and size
}

// FrameRate is how many frames a second a quality has: as many as the source,
// but no more than this. It is written "keep", which is MaxFPS, or "cap N".
type FrameRate int64

// MaxFPS is the highest frame rate that is encoded.
const MaxFPS = 120

// UnmarshalText reads "keep" or "cap N".
func (f *FrameRate) UnmarshalText(text []byte) error {
	if string(text) == "keep" {
		*f = MaxFPS
		return nil
	}
	var n FrameRate
	if _, err := fmt.Sscanf(string(text), "cap %d", &n); err != nil || fmt.Sprintf("cap %d", int64(n)) != string(text) {
		return fmt.Errorf("fps %q is not accepted; give keep or cap N", text)
	}
	*f = n
	return nil
}

// MarshalText writes what UnmarshalText reads.
func (f FrameRate) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

func (f FrameRate) String() string {
	if f == MaxFPS {
		return "keep"
	}
	return fmt.Sprintf("cap %d", int64(f))
}

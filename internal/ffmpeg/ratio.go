package ffmpeg

import (
	"strconv"
	"strings"
	"time"
)

// Ratio is a fraction in lowest terms, such as a frame rate or the aspect of a
// pixel; a Den of 0 means unknown.
type Ratio struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// NewRatio returns num/den in lowest terms, or the unknown ratio when either
// is not positive.
func NewRatio(num, den int64) Ratio {
	if num <= 0 || den <= 0 {
		return Ratio{}
	}
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Ratio{num / a, den / a}
}

// Known reports whether the ratio has a value.
func (r Ratio) Known() bool { return r.Num > 0 && r.Den > 0 }

// Float is the value, 0 when unknown.
func (r Ratio) Float() float64 {
	if !r.Known() {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

func (r Ratio) String() string {
	return strconv.FormatInt(r.Num, 10) + "/" + strconv.FormatInt(r.Den, 10)
}

// ticks converts ticks of r seconds each; no file has times beyond what a
// Duration holds that would be of use, so those are cut.
func (r Ratio) ticks(n int64) time.Duration {
	if !r.Known() {
		return 0
	}
	s := float64(n) * r.Float()
	if s > 9e9 || s < -9e9 {
		s = max(min(s, 9e9), -9e9)
		return time.Duration(s * float64(time.Second))
	}
	whole := n / r.Den * r.Num
	rest := n % r.Den * r.Num
	return time.Duration(whole)*time.Second + time.Duration(rest%r.Den*int64(time.Second)/r.Den) + time.Duration(rest/r.Den)*time.Second
}

// parseRatio reads "30000/1001" or "4:3".
func parseRatio(s string) Ratio {
	a, b, ok := strings.Cut(s, "/")
	if !ok {
		a, b, _ = strings.Cut(s, ":")
	}
	num, err1 := strconv.ParseInt(a, 10, 64)
	den, err2 := strconv.ParseInt(b, 10, 64)
	if err1 != nil || err2 != nil {
		return Ratio{}
	}
	return NewRatio(num, den)
}

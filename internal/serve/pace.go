package serve

import (
	"context"
	"io"
	"net/url"
	"time"

	"kinora/internal/address"
)

// Pace limits how fast one request is answered.
type Pace struct {
	speed  int64 // bytes per second
	buffer int64 // bytes sent at full speed first
}

// minSpeed is the least bytes per second: an answer keeps a connection and a
// file for as long as it takes.
const minSpeed = 16 << 10

// ParsePace reads the speed and buffer of a query. Values that mean nothing
// are ignored, and a speed that is too low is the least.
func ParsePace(query url.Values) (Pace, bool) {
	speed, ok := parseBytes(query.Get("speed"))
	if !ok || speed == 0 {
		return Pace{}, false
	}
	buffer, _ := parseBytes(query.Get("buffer"))
	return Pace{speed: max(speed, minSpeed), buffer: buffer}, true
}

// parseBytes reads a number of bytes such as 500000, 50k, 500K or 10M, where k
// is 1024.
func parseBytes(s string) (int64, bool) {
	if s == "" {
		return 0, false
	}
	unit, digits := int64(1), s
	switch s[len(s)-1] {
	case 'k', 'K':
		unit, digits = 1<<10, s[:len(s)-1]
	case 'm', 'M':
		unit, digits = 1<<20, s[:len(s)-1]
	}
	if len(digits) > 12 {
		return 0, false
	}
	v, ok := address.Number(digits)
	return v * unit, ok
}

// Limit returns a reader that is never ahead of the pace.
func (p Pace) Limit(ctx context.Context, r io.ReadSeeker) io.ReadSeeker {
	return &paced{ReadSeeker: r, ctx: ctx, pace: p}
}

type paced struct {
	io.ReadSeeker
	ctx   context.Context // of the one request that is answered
	pace  Pace
	start time.Time
	sent  int64
}

// steps is about how often a limited answer moves on in a second.
const steps = 10

// Read implements io.Reader.
func (p *paced) Read(b []byte) (int, error) {
	if p.start.IsZero() {
		p.start = time.Now()
	}
	if ahead := p.sent - p.pace.buffer; ahead > 0 {
		due := time.Duration(float64(ahead) / float64(p.pace.speed) * float64(time.Second))
		if err := sleep(p.ctx, due-time.Since(p.start)); err != nil {
			return 0, err
		}
	}
	step := max(1, p.pace.speed/steps, p.pace.buffer-p.sent)
	n, err := p.ReadSeeker.Read(b[:min(int64(len(b)), step)])
	p.sent += int64(n)
	return n, err
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

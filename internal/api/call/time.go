package call

import (
	"strings"
	"time"
)

// Millis writes Unix milliseconds the way videos show time.
func Millis(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z") }

// OptionalMillis is Millis of a moment that may be none.
func OptionalMillis(ms *int64) *string {
	if ms == nil {
		return nil
	}
	text := Millis(*ms)
	return &text
}

// Seconds writes Unix milliseconds the way directories show time.
func Seconds(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05Z") }

// momentForms are the ISO 8601 forms of a moment that are understood; one
// without a zone is UTC. A fraction of a second may follow the seconds.
var momentForms = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"20060102T150405Z0700", "20060102T150405", "2006-01-02",
}

// ParseMillis reads a moment in ISO 8601 from a JSON value, as Unix milliseconds.
func ParseMillis(raw []byte) (int64, bool) {
	text, isText := ParseText(raw)
	if !isText {
		return 0, false
	}
	at, known := ParseMoment(text)
	return at.UnixMilli(), known
}

// ParseMoment reads a moment in ISO 8601.
func ParseMoment(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if len(text) > 64 {
		return time.Time{}, false
	}
	if len(text) > 10 && text[10] == ' ' {
		text = text[:10] + "T" + text[11:]
	}
	for _, form := range momentForms {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

package call

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseMoment(t *testing.T) {
	for text, want := range map[string]int64{
		`"2024-07-01T11:00:00Z"`: 1719831600000, `"2024-07-01T13:00:00+02:00"`: 1719831600000, `"2024-07-01T13:00:00+0200"`: 1719831600000,
		`"2024-07-01T11:00:00"`: 1719831600000, `"2024-07-01 11:00:00"`: 1719831600000, `"2024-07-01T11:00:00.250Z"`: 1719831600250,
		`"2024-07-01T11:00"`: 1719831600000, `"2024-07-01"`: 1719792000000, `"20240701T110000Z"`: 1719831600000,
	} {
		got, ok := ParseMillis([]byte(text))
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{`""`, `"now"`, `1719831600`, `"2024-13-01"`, `"2024-07-01T25:00:00Z"`, `"` + strings.Repeat("9", 100) + `"`} {
		_, ok := ParseMillis([]byte(text))
		require.False(t, ok, text)
	}
}

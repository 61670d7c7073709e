package call

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNumbersAndFlagsAsText reads what clients in loosely typed languages send.
func TestNumbersAndFlagsAsText(t *testing.T) {
	for raw, want := range map[string]string{`"true"`: "true true", `"false"`: "false true", "true": "true true", `"1"`: "false false", `""`: "false false", "1": "false false"} {
		flag, ok := parseBool([]byte(raw))
		require.Equal(t, want, fmt.Sprint(flag, " ", ok)[:len(want)], raw)
	}
	for raw, want := range map[string]int64{`"0"`: 0, `"-7"`: -7, `"9223372036854775807"`: 1<<63 - 1, "3e0": 3} {
		n, ok := ParseInteger([]byte(raw))
		require.True(t, ok, raw)
		require.Equal(t, want, n)
	}
	for _, raw := range []string{`"+1"`, `" 1"`, `"1.0"`, `"0x1"`, `"1e3"`, `"-0"`, `"9223372036854775808"`, `""`, `"true"`} {
		_, ok := ParseInteger([]byte(raw))
		require.False(t, ok, raw)
	}
}

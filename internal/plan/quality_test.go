package plan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFrameRateText(t *testing.T) {
	for _, text := range []string{"keep", "cap 1", "cap 60", "cap 119"} {
		var f FrameRate
		require.NoError(t, f.UnmarshalText([]byte(text)))
		require.Equal(t, text, f.String())
	}
	var f FrameRate
	for _, text := range []string{"", "60", "cap", "cap x", "cap 30 ", "keep it", "cap 030"} {
		require.Error(t, f.UnmarshalText([]byte(text)), text)
	}
}

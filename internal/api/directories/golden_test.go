package directories

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
)

// TestGolden shows a directory with a directory and a video, of which shape has
// the golden file.
func TestGolden(t *testing.T) {
	var video shape.Details
	raw, err := os.ReadFile("../shape/testdata/details.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &video))
	d := catalog.Directory{ID: 55, Name: "Harbours", ItemsCount: 2, CreatedAt: 1788249600007, UpdatedAt: 1788249900000}
	below := catalog.Directory{ID: 56, Name: "North", ParentID: &d.ID, CreatedAt: 1788249600007, UpdatedAt: 1788249600007}
	raw, err = call.Encode(map[string]any{"directory": showContent(d, []catalog.Directory{below}, []shape.Details{video})})
	require.NoError(t, err)
	var got bytes.Buffer
	require.NoError(t, json.Indent(&got, raw, "", "  "))
	want, err := os.ReadFile("testdata/directory.json")
	require.NoError(t, err)
	require.Equal(t, string(want), got.String()+"\n")
}

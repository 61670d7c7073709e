package plan

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStoredPlans reads plans as earlier versions have stored them, each with
// the filters that were made of it then: nothing of them is lost, and they
// still mean the same.
func TestStoredPlans(t *testing.T) {
	paths, err := filepath.Glob("testdata/plans/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 4)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			var stored struct {
				*Plan
				Filters []string `json:"filters"`
			}
			known := json.NewDecoder(bytes.NewReader(text))
			known.DisallowUnknownFields()
			require.NoError(t, known.Decode(&stored))
			again, err := json.Marshal(stored)
			require.NoError(t, err)
			require.JSONEq(t, string(text), string(again))

			p, err := Parse(string(text))
			require.NoError(t, err)
			require.Equal(t, stored.Plan, p)
			require.Equal(t, stored.Filters, p.Filters())
		})
	}
}

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"none":       {"", "read the plan"},
		"no JSON":    {"{", "read the plan"},
		"empty":      {"{}", "incomplete"},
		"no frames":  {`{"rungs":[{}],"video":{"rate":{"num":25,"den":1}}}`, "incomplete"},
		"as written": {`{"version":1,"rungs":[{}],"audio":[{}]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(c.text)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
			require.NotErrorIs(t, err, ErrNewer)
		})
	}
	newer := `{"version":2,"rungs":[{}],"audio":[{}]}`
	_, err := Parse(newer)
	require.ErrorIs(t, err, ErrNewer)
	p, err := New(source(), Settings{})
	require.NoError(t, err)
	require.Equal(t, version, p.Version)
}

func FuzzParse(f *testing.F) {
	f.Add(`{"version":1,"rungs":[{}],"audio":[{}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		require.True(t, (p == nil) == (err != nil))
	})
}

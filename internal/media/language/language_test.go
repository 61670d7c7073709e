package language

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		code, two, native, english string
		valid                      bool
	}{
		{"eng", "en", "English", "English", true},
		{"fre", "fr", "Français", "French", true},
		{"ger", "de", "Deutsch", "German", true},
		{"deu", "de", "Deutsch", "German", false},
		{"spa", "es", "Español", "Spanish", true},
		{"chi", "zh", "中文", "Chinese", true},
		{"haw", "haw", "ʻŌlelo Hawaiʻi", "Hawaiian", true},
		{"xxx", "xxx", "xxx", "xxx", false},
		{"ENG", "ENG", "ENG", "ENG", false},
		{"", "", "", "", false},
	} {
		t.Run(c.code, func(t *testing.T) {
			require.Equal(t, c.valid, c.code != "" && Code(c.code) == c.code)
			require.Equal(t, c.two, Two(c.code))
			require.Equal(t, c.native, Native(c.code))
			require.Equal(t, c.english, English(c.code))
		})
	}
}

func TestTable(t *testing.T) {
	require.Len(t, table(), 486)
	twos := map[string]string{}
	for code, e := range table() {
		require.Len(t, code, 3)
		require.NotEmpty(t, e.native, code)
		require.NotEmpty(t, e.english, code)
		require.Empty(t, twos[e.two], "%s and %s share %s", code, twos[e.two], e.two)
		twos[e.two] = code
	}
	for terminology, code := range bibliographic {
		require.Equal(t, code, Code(code))
		require.Equal(t, code, Code(terminology))
	}
}

func TestEveryFormOfACode(t *testing.T) {
	for text, code := range map[string]string{
		"ger": "ger", "deu": "ger", "de": "ger", "fr": "fre", "fra": "fre", "eng": "eng", "haw": "haw",
		"": "", "xx": "", "German": "", "DE": "",
	} {
		require.Equal(t, code, Code(text), text)
	}
	require.Len(t, All(), len(table()))
	require.Contains(t, All(), Language{Code: "ger", Others: []string{"de", "deu"}, Name: "Deutsch", English: "German"})
}

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestClosingLine holds the last line to what was passed, failed and skipped,
// with the names of what was skipped and for want of what.
func TestClosingLine(t *testing.T) {
	passes := []string{`{"Action":"pass","Package":"kinora/a","Test":"TestOne"}`, `{"Action":"pass","Package":"kinora/a","Test":"TestOne/part"}`}
	media := skipped("kinora/internal/stills", "TestFilms", "stills_test.go:33: no test media; KINORA_TEST_MEDIA names their folder")
	tool := skipped("kinora/internal/delivery", "TestRealPlayers/hls", "stat node_modules/hls.js: no such file or directory")
	for _, test := range []struct {
		name         string
		lines        []string
		ci, broken   bool
		line, within string
	}{
		{name: "all", lines: passes, ci: true, line: "1 passed, 0 failed, 0 skipped"},
		{name: "media", lines: append(media, passes...), ci: true, line: "1 passed, 0 failed, 1 skipped: 1 for want of media (KINORA_TEST_MEDIA): stills.TestFilms"},
		{
			name: "both", lines: append(append([]string{}, media...), tool...),
			line: "0 passed, 0 failed, 2 skipped: 1 for want of media (KINORA_TEST_MEDIA): stills.TestFilms; 1 for want of a tool: delivery.TestRealPlayers/hls",
		},
		{
			name: "refused in CI", lines: tool, ci: true, broken: true, within: "nothing may be skipped in CI",
			line: "0 passed, 0 failed, 1 skipped: 1 for want of a tool: delivery.TestRealPlayers/hls",
		},
		{
			name: "failed", lines: []string{`{"Action":"fail","Package":"kinora/a","Test":"TestOne"}`}, broken: true,
			line: "0 passed, 1 failed, 0 skipped",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			tally := tally{out: &out, ci: test.ci, output: map[string]*strings.Builder{}}
			require.NoError(t, tally.read(strings.NewReader(strings.Join(test.lines, "\n"))))
			require.Equal(t, test.line, tally.closing())
			require.Equal(t, test.broken, tally.broken)
			require.Contains(t, out.String(), test.within)
		})
	}
}

// TestSlow names the longest tests first, and no parts of them.
func TestSlow(t *testing.T) {
	tally := tally{out: &strings.Builder{}, output: map[string]*strings.Builder{}}
	require.NoError(t, tally.read(strings.NewReader(`{"Action":"pass","Package":"kinora/a","Test":"TestOne","Elapsed":1.25}
{"Action":"pass","Package":"kinora/b","Test":"TestTwo/part","Elapsed":30}
{"Action":"pass","Package":"kinora/b","Test":"TestTwo","Elapsed":31}`)))
	require.Equal(t, "slow    31.0s b.TestTwo\nslow     1.2s a.TestOne\n", tally.slow())
}

// skipped is what `go test -json` says of a test that was skipped.
func skipped(pkg, test, reason string) []string {
	return []string{
		fmt.Sprintf(`{"Action":"output","Package":%q,"Test":%q,"Output":%q}`, pkg, test, reason+"\n"),
		fmt.Sprintf(`{"Action":"skip","Package":%q,"Test":%q}`, pkg, test),
	}
}

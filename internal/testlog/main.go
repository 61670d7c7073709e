// Command testlog reads `go test -json` on standard input and prints a line
// per package, the tests that took longest, the output of each test that failed (its end once more after
// the last package, where a log that keeps only its tail still shows it), and
// a closing line of counts, to which -passed and -failed add; before it comes
// what the file -said holds, if there is one. The closing line names the tests
// that were skipped, and what for. It exits with 1 when a test failed, or was
// skipped although CI is "true": there everything that a test needs must be
// installed. Only collected media, which KINORA_TEST_MEDIA names, may be absent.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of build output
	Elapsed                       float64
}

// tally is what a run amounts to.
type tally struct {
	out            io.Writer
	passed, failed int
	noMedia        []string // names of tests that were skipped for want of collected media
	noTool         []string // and of those skipped for want of anything else
	broken         bool
	ci             bool
	output         map[string]*strings.Builder
	failures       []string // what is said again at the end
	timed          []timed
}

// timed is how long a test took.
type timed struct {
	name    string
	seconds float64
}

// slowest is how many tests are named that took longest.
const slowest = 20

func main() {
	t := tally{out: os.Stdout, ci: os.Getenv("CI") == "true", output: map[string]*strings.Builder{}}
	flag.IntVar(&t.passed, "passed", 0, "tests that passed elsewhere")
	flag.IntVar(&t.failed, "failed", 0, "tests that failed elsewhere")
	said := flag.String("said", "", "file with what is to be said of tests elsewhere")
	flag.Parse()
	t.broken = t.failed > 0
	if err := t.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testlog:", err)
		os.Exit(2)
	}
	fmt.Fprint(t.out, t.slow())
	for _, failure := range t.failures {
		fmt.Fprint(t.out, failure)
	}
	if text, err := os.ReadFile(*said); err == nil {
		_, _ = t.out.Write(text)
	}
	fmt.Fprintln(t.out, t.closing())
	if t.broken {
		os.Exit(1)
	}
}

// closing is the last line, which is all that some people read.
func (t *tally) closing() string {
	line := fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, len(t.noMedia)+len(t.noTool))
	var wants []string
	if len(t.noMedia) > 0 {
		wants = append(wants, fmt.Sprintf("%d for want of media (KINORA_TEST_MEDIA): %s", len(t.noMedia), strings.Join(t.noMedia, ", ")))
	}
	if len(t.noTool) > 0 {
		wants = append(wants, fmt.Sprintf("%d for want of a tool: %s", len(t.noTool), strings.Join(t.noTool, ", ")))
	}
	if len(wants) > 0 {
		line += ": " + strings.Join(wants, "; ")
	}
	return line
}

// slow names the tests that took longest, with their seconds.
func (t *tally) slow() string {
	slices.SortFunc(t.timed, func(a, b timed) int { return cmp.Compare(b.seconds, a.seconds) })
	text := &strings.Builder{}
	for _, one := range t.timed[:min(slowest, len(t.timed))] {
		fmt.Fprintf(text, "slow %7.1fs %s\n", one.seconds, one.name)
	}
	return text.String()
}

func (t *tally) read(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(t.out, lines.Text()) // not of a test
			continue
		}
		t.take(e)
	}
	return lines.Err()
}

func (t *tally) take(e event) {
	key := e.Package + e.ImportPath + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		if t.output[key] == nil {
			t.output[key] = &strings.Builder{}
		}
		t.output[key].WriteString(e.Output)
		return
	case "pass", "skip":
		t.ended(e, key)
	case "fail", "build-fail":
		t.broken = true
		if e.Test != "" && !strings.Contains(e.Test, "/") {
			t.failed++
		}
		fmt.Fprintf(t.out, "FAIL %s\n%s", key, t.text(key))
		t.failures = append(t.failures, fmt.Sprintf("FAIL %s\n%s", key, tail(t.text(key), 2000)))
	}
	if e.Test != "" {
		delete(t.output, key)
	}
}

// ended counts tests, not their parts, and packages only in print.
func (t *tally) ended(e event, key string) {
	switch {
	case e.Test == "":
		fmt.Fprintf(t.out, "%-4s %s %.1fs\n", e.Action, e.Package, e.Elapsed)
	case e.Action == "skip":
		fmt.Fprintf(t.out, "SKIP %s\n%s", key, t.text(key))
		name := path.Base(e.Package) + "." + e.Test
		if strings.Contains(t.text(key), "KINORA_TEST_MEDIA") {
			t.noMedia = append(t.noMedia, name)
			return
		}
		t.noTool = append(t.noTool, name)
		if t.ci {
			fmt.Fprintln(t.out, "nothing may be skipped in CI")
			t.broken = true
		}
	case !strings.Contains(e.Test, "/"):
		t.passed++
		t.timed = append(t.timed, timed{path.Base(e.Package) + "." + e.Test, e.Elapsed})
	}
}

func (t *tally) text(key string) string {
	if t.output[key] == nil {
		return ""
	}
	return t.output[key].String()
}

// tail is the end of a text, at most n bytes of it.
func tail(text string, n int) string {
	return text[max(0, len(text)-n):]
}

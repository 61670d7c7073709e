// Command testlog reads `go test -json` and prints what failed, or with
// -packages a line per package.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

func main() {
	packages := flag.Bool("packages", false, "print a line per package")
	flag.Parse()
	output := map[string]*strings.Builder{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // a build error is plain text; it stands in stderr too
		}
		key := e.Package + " " + e.Test
		switch {
		case *packages && e.Test == "" && (e.Action == "pass" || e.Action == "fail"):
			fmt.Printf("%-4s %s %.1fs\n", e.Action, e.Package, e.Elapsed)
		case e.Action == "output" || e.Action == "build-output":
			if output[key] == nil {
				output[key] = &strings.Builder{}
			}
			output[key].WriteString(e.Output)
		case e.Action == "fail" && !*packages && output[key] != nil:
			fmt.Printf("--- %s\n%s", key, output[key].String())
		}
	}
	if !*packages {
		for key, text := range output {
			if strings.HasPrefix(key, " ") {
				fmt.Print(text.String())
			}
		}
	}
}

package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// heapHeadroom is how much may be allocated between two garbage collections
// when little is alive, in bytes. Go's own rule collects a small heap so often
// that it costs a tenth of the requests that manifests are answered at.
const heapHeadroom = 32 << 20

// tuneGC lets the heap grow by heapHeadroom, or to twice its size where that is
// more. Who sets GOGC or GOMEMLIMIT knows better.
func tuneGC() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		afterGC()
	}
}

// afterGC sets the next collection's mark, and runs after it again.
func afterGC() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(gcPercent(live[0].Value.Uint64()))
	runtime.AddCleanup(new([1]*byte), func(int) { afterGC() }, 0)
}

// gcPercent is what may be allocated until the next collection, in percent of
// what is alive.
func gcPercent(live uint64) int {
	return int(max(100, heapHeadroom*100/max(live, 1<<20)))
}

package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestGCPercent(t *testing.T) {
	require.Equal(t, 3200, gcPercent(0))
	require.Equal(t, 320, gcPercent(10<<20))
	require.Equal(t, 100, gcPercent(32<<20))
	require.Equal(t, 100, gcPercent(10<<30))
}

// What is set follows what is alive, collection after collection.
func TestTuneGC(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	before := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	tuneGC()
	keep := make([]byte, 2*heapHeadroom)
	followed := func() bool {
		runtime.GC()
		percent := debug.SetGCPercent(100)
		debug.SetGCPercent(percent)
		return percent == 100
	}
	require.Eventually(t, followed, time.Minute, time.Millisecond)
	runtime.KeepAlive(keep)
	require.Eventually(t, func() bool { return !followed() }, time.Minute, time.Millisecond)
}

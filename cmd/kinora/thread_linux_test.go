package main

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestGoroutinesKeepOffTheMainThread(t *testing.T) {
	var mu sync.Mutex
	threads := map[int]bool{}
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			threads[unix.Gettid()] = true
		})
	}
	all.Wait()
	require.NotEmpty(t, threads)
	require.NotContains(t, threads, unix.Getpid())
}

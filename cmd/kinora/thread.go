package main

import "runtime"

// The main thread stays the main goroutine's: a program that is started from a
// thread in a sandbox could else, where that thread stands for the whole
// process, reach into it.
func init() { runtime.LockOSThread() }

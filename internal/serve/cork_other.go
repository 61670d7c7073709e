//go:build !linux

package serve

func setCork(uintptr, bool) {}

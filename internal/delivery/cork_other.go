//go:build !linux

package delivery

func setCork(uintptr, bool) {}

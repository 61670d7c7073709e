package serve

import "syscall"

func setCork(fd uintptr, on bool) {
	value := 0
	if on {
		value = 1
	}
	_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_CORK, value)
}

package ffmpeg

import (
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/unix"
)

// otherProcessor makes a call by the numbers of a 32-bit processor: socket(AF_INET,
// SOCK_STREAM, 0). A kernel that speaks no such numbers faults instead.
func otherProcessor() (err error) {
	debug.SetPanicOnFault(true)
	defer func() {
		if recover() != nil {
			err = unix.ENOSYS
		}
	}()
	code, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return err
	}
	copy(code, []byte{
		0xb8, 0x67, 0x01, 0, 0, // mov eax, 359
		0xbb, 2, 0, 0, 0, // mov ebx, 2
		0xb9, 1, 0, 0, 0, // mov ecx, 1
		0xba, 0, 0, 0, 0, // mov edx, 0
		0xcd, 0x80, // int 0x80
		0xc3, // ret
	})
	at := &code[0] // a function's value is the address of its code's address
	value := &at
	call := *(*func() int32)(unsafe.Pointer(&value))
	if n := call(); n < 0 {
		return unix.Errno(-n)
	}
	return nil
}

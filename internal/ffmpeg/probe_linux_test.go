package ffmpeg

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestMain makes this binary a program that tries what a source's code would
// that has taken ffmpeg over, when it is asked to.
func TestMain(m *testing.M) {
	if len(os.Args) == 6 && os.Args[1] == "try" {
		fmt.Print(try(prey{attempt: os.Args[2], dir: os.Args[3], outside: os.Args[4], server: os.Args[5]}))
		return
	}
	os.Exit(m.Run())
}

// prey is what an attempt is made on.
type prey struct {
	attempt string
	dir     string // the program's folder
	outside string // a file that it was not given
	server  string // "pid:TCP port"
}

// try answers "done" or the error.
func try(p prey) string {
	do, known := attempts[p.attempt]
	if !known {
		return "no such attempt"
	}
	if err := do(p); err != nil {
		return err.Error()
	}
	return "done"
}

func (p prey) in(name string) string { return filepath.Join(p.dir, name) }

func (p prey) pidAndPort() (pid, port int) {
	_, _ = fmt.Sscanf(p.server, "%d:%d", &pid, &port)
	return pid, port
}

func errnoOf(errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}

// attempts are single system calls, as far as that will do.
var attempts = map[string]func(prey) error{
	"work": func(p prey) error { // is what a program may do
		f, err := os.Create(p.in("a"))
		if err != nil {
			return err
		}
		_, wrote := f.WriteString("text")
		err = errors.Join(wrote, f.Truncate(2), f.Close(), os.Rename(p.in("a"), p.in("b")))
		text, read := os.ReadFile(p.in("b"))
		if string(text) != "te" {
			return errors.Join(errors.New("wrong text"), err, read)
		}
		return errors.Join(err, read, os.Remove(p.in("b")))
	},

	"symbolic link":          func(p prey) error { return os.Symlink(p.outside, p.in("link")) },
	"hard link from outside": func(p prey) error { return os.Link(p.outside, p.in("link")) },
	"hard link inside": func(p prey) error {
		return errors.Join(os.WriteFile(p.in("a"), nil, 0o600), os.Link(p.in("a"), p.in("link")))
	},
	"rename from outside": func(p prey) error { return os.Rename(p.outside, p.in("link")) },
	"pipe":                func(p prey) error { return unix.Mkfifo(p.in("pipe"), 0o600) },
	"socket file":         func(p prey) error { return unix.Mknod(p.in("socket"), unix.S_IFSOCK|0o600, 0) },
	"device file": func(p prey) error {
		return unix.Mknod(p.in("null"), unix.S_IFCHR|0o600, int(unix.Mkdev(1, 3))) //nolint:gosec // small
	},
	"folder": func(p prey) error { return os.Mkdir(p.in("folder"), 0o700) },
	"run a file": func(p prey) error {
		text, err := os.ReadFile("/usr/bin/true")
		if err != nil {
			return err
		}
		if err := os.WriteFile(p.in("true"), text, 0o700); err != nil {
			return err
		}
		return exec.Command(p.in("true")).Run()
	},

	"chmod":   func(p prey) error { return os.Chmod(p.outside, 0o644) },
	"chown":   func(p prey) error { return os.Chown(p.outside, os.Getuid(), os.Getgid()) },
	"times":   func(p prey) error { return unix.UtimesNanoAt(unix.AT_FDCWD, p.outside, make([]unix.Timespec, 2), 0) },
	"xattr":   func(p prey) error { return unix.Setxattr(p.outside, "user.a", []byte("b"), 0) },
	"cut off": func(p prey) error { return os.Truncate(p.outside, 1) },

	"signal":    func(p prey) error { pid, _ := p.pidAndPort(); return unix.Kill(pid, 0) },
	"priority":  func(p prey) error { pid, _ := p.pidAndPort(); return unix.Setpriority(unix.PRIO_PROCESS, pid, 19) },
	"processor": func(p prey) error { pid, _ := p.pidAndPort(); return unix.SchedSetaffinity(pid, &unix.CPUSet{1}) },
	"limits": func(p prey) error {
		pid, _ := p.pidAndPort()
		var old unix.Rlimit
		return unix.Prlimit(pid, unix.RLIMIT_CORE, nil, &old)
	},
	"descriptor": func(p prey) error {
		pid, _ := p.pidAndPort()
		fd, err := unix.PidfdOpen(pid, 0)
		if err != nil {
			return err
		}
		_, err = unix.PidfdGetfd(fd, 0, 0)
		return err
	},

	"TCP": func(p prey) error {
		_, port := p.pidAndPort()
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		return unix.Connect(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}})
	},
	"TCP server": func(prey) error {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		return unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	},
	"abstract socket": func(p prey) error {
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		return unix.Connect(fd, &unix.SockaddrUnix{Name: "@kinora-test-" + filepath.Base(p.dir)})
	},
	"32-bit pointers": func(prey) error {
		_, _, errno := unix.RawSyscall(x32Bit|unix.SYS_GETPID, 0, 0, 0)
		return errnoOf(errno)
	},
	"other processor": func(prey) error { return otherProcessor() },

	"namespace": func(prey) error { return unix.Unshare(unix.CLONE_NEWUTS) },
	"clone with a namespace": func(prey) error {
		pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, unix.CLONE_NEWUSER|uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
		if pid == 0 && errno == 0 {
			unix.RawSyscall(unix.SYS_EXIT, 0, 0, 0)
		}
		return errnoOf(errno)
	},
	"clone3": func(prey) error {
		_, _, errno := unix.RawSyscall(unix.SYS_CLONE3, 0, 0, 0)
		return errnoOf(errno)
	},
	"fsopen": func(prey) error { _, err := unix.Fsopen("tmpfs", 0); return err },
	"host name": func(prey) error {
		name, err := os.Hostname()
		if err != nil {
			return err
		}
		return unix.Sethostname([]byte(name))
	},
	"clock": func(prey) error {
		var now unix.Timespec
		return errors.Join(unix.ClockGettime(unix.CLOCK_REALTIME, &now), unix.ClockSettime(unix.CLOCK_REALTIME, &now))
	},
	"capabilities": func(prey) error {
		header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		var has [2]unix.CapUserData
		if err := unix.Capget(&header, &has[0]); err != nil {
			return err
		}
		if has == [2]unix.CapUserData{} {
			return unix.EPERM
		}
		return nil
	},
	"inherited descriptor": func(prey) error {
		_, err := unix.FcntlInt(inherited, unix.F_GETFD, 0)
		return err
	},
}

// inherited is a descriptor that the test leaves open for every program.
const inherited = 251

// abstractServer listens for the attempt at an abstract socket.
func abstractServer(dir string) (io.Closer, error) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), "abstract socket"), errors.Join(
		unix.Bind(fd, &unix.SockaddrUnix{Name: "@kinora-test-" + filepath.Base(dir)}), unix.Listen(fd, 1))
}

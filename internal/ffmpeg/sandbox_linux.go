package ffmpeg

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unsafe"

	"github.com/elastic/go-seccomp-bpf"
	"golang.org/x/sys/unix"
)

// readable is what every program may read: itself, its libraries, and what they
// ask about the machine.
var readable = []string{
	"/usr", "/lib", "/lib32", "/lib64", "/bin", "/nix/store", "/gnu/store",
	"/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/alternatives",
	"/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/dev/urandom", "/dev/random", "/dev/zero",
}

// devices are what programs read and write that use graphics cards, as patterns.
var devices = []string{
	"/dev/dri", "/dev/kfd", "/dev/nvidia*", "/sys/devices", "/sys/dev/char", "/sys/class/drm", "/sys/module", "/etc/libva.conf", "/etc/vulkan",
	"/proc/driver/nvidia", "/proc/devices", "/proc/modules", "/etc/nvidia", "/run/opengl-driver",
}

// Rights on files (linux/landlock.h).
const (
	rightsToRead = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	rightsOnFile = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE |
		unix.LANDLOCK_ACCESS_FS_TRUNCATE
)

// landlockVersion is that of the kernel's Landlock, 0 for none.
func landlockVersion() int {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0
	}
	return int(version) //nolint:gosec // a small number
}

// rights are all that this version of Landlock can withhold on regular files
// and folders.
func (s *sandbox) rights() uint64 {
	all := uint64(unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1 - 1)
	if s.landlock >= 2 {
		all |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if s.landlock >= 3 {
		all |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	return all
}

// hasSeccomp reports whether system calls can be closed.
func hasSeccomp() bool {
	_, err := closed.Policy.Assemble()
	return err == nil && seccomp.Supported()
}

// closed are calls that no program of ours makes and every break-out would:
// first of all those that reach the network.
var closed = seccomp.Filter{
	NoNewPrivs: true,
	Policy: seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{{
			Action: seccomp.ActionErrno,
			Names: []string{
				"socket", "connect", "bind", "listen", "accept", "accept4", "io_uring_setup",
				"ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2", "pivot_root", "chroot", "unshare", "setns",
				"keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd", "open_by_handle_at",
				"init_module", "finit_module", "delete_module", "kexec_load", "reboot", "swapon", "swapoff",
			},
		}},
	},
}

// enter closes the calling thread, for good, and with it every process that it
// starts. Of files are left those that every program reads, the given ones to
// be read, and the folder dir, if there is one, to be written.
func (s *sandbox) enter(reads []string, dir string) error {
	if err := seccomp.SetNoNewPrivs(); err != nil {
		return err
	}
	if s.landlock > 0 {
		if err := s.closeFiles(reads, dir); err != nil {
			return fmt.Errorf("close files: %w", err)
		}
	}
	if s.seccomp {
		return seccomp.LoadFilter(closed)
	}
	return nil
}

func (s *sandbox) closeFiles(reads []string, dir string) error {
	rights := s.rights()
	handled := unix.LandlockRulesetAttr{Handled_access_fs: rights}
	// Only the first member is given, which every version of Landlock has.
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&handled)), unsafe.Sizeof(handled.Handled_access_fs), 0)
	if errno != 0 {
		return errno
	}
	ruleset := int(fd) //nolint:gosec // a descriptor
	defer func() { _ = unix.Close(ruleset) }()
	for _, path := range append(append(append([]string{}, readable...), s.programs...), reads...) {
		if err := allow(ruleset, path, rightsToRead); err != nil {
			return err
		}
	}
	for _, path := range filepath.SplitList(os.Getenv("LD_LIBRARY_PATH")) {
		if err := allow(ruleset, path, rightsToRead); err != nil {
			return err
		}
	}
	if err := allow(ruleset, os.DevNull, rights); err != nil {
		return err
	}
	if s.devices {
		for _, pattern := range devices {
			found, _ := filepath.Glob(pattern)
			for _, path := range found {
				if err := allow(ruleset, path, rights&(rightsToRead|rightsOnFile)); err != nil {
					return err
				}
			}
		}
	}
	if dir != "" {
		if err := allow(ruleset, dir, rights); err != nil {
			return err
		}
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// allow gives rights on a file, or on a folder and all that is in it. What is
// missing needs none.
func allow(ruleset int, path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) || errors.Is(err, unix.ENOTDIR) || errors.Is(err, unix.EACCES) {
		return nil
	}
	if err != nil {
		return &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer func() { _ = unix.Close(fd) }()
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return &os.PathError{Op: "stat", Path: path, Err: err}
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= rightsOnFile
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)} //nolint:gosec // a descriptor
	if _, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(ruleset), unix.LANDLOCK_RULE_PATH_BENEATH,
		uintptr(unsafe.Pointer(&rule)), 0, 0, 0); errno != 0 {
		return &os.PathError{Op: "allow", Path: path, Err: errno}
	}
	return nil
}

package ffmpeg

import (
	"errors"
	"os"
	"path/filepath"
	"unsafe"

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
	// rightsToWrite are those on a program's folder: on regular files alone, of
	// which none can be run or have come from elsewhere.
	rightsToWrite = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR | unix.LANDLOCK_ACCESS_FS_WRITE_FILE |
		unix.LANDLOCK_ACCESS_FS_TRUNCATE | unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE
)

// Versions of Landlock.
const (
	landlockRefer    = 2
	landlockTruncate = 3
	landlockTCP      = 4
	landlockScopes   = 6 // abstract sockets and signals

	// erratumThreads marks kernels that let the threads of one process signal each
	// other in spite of scopes, which Go's runtime does.
	erratumThreads = 1 << 1
)

// landlockVersion is that of the kernel's Landlock, 0 for none.
func landlockVersion() int { return askLandlock(unix.LANDLOCK_CREATE_RULESET_VERSION) }

// askLandlock asks for the version or the errata, 0 for none.
func askLandlock(flag uintptr) int {
	n, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, flag)
	if errno != 0 {
		return 0
	}
	return int(n) //nolint:gosec // a small number
}

// handled are all rights that this version of Landlock can withhold: on regular
// files and folders, on TCP, and across the border of the sandbox.
func (s *sandbox) handled() unix.LandlockRulesetAttr {
	all := unix.LandlockRulesetAttr{Handled_access_fs: unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1 - 1}
	if s.landlock >= landlockRefer {
		all.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if s.landlock >= landlockTruncate {
		all.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if s.landlock >= landlockTCP {
		all.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	if s.landlock >= landlockScopes {
		all.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET
		if askLandlock(unix.LANDLOCK_CREATE_RULESET_ERRATA)&erratumThreads != 0 {
			all.Scoped |= unix.LANDLOCK_SCOPE_SIGNAL
		}
	}
	return all
}

// restrict closes the calling thread by Landlock.
func (s *sandbox) restrict(reads []string, dir string) error {
	handled := s.handled()
	// Older versions take members that they do not know as long as these are 0.
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&handled)), unsafe.Sizeof(handled), 0)
	if errno != 0 {
		return errno
	}
	rules := ruleset{fd: int(fd), rights: handled.Handled_access_fs} //nolint:gosec // a descriptor
	defer func() { _ = unix.Close(rules.fd) }()
	if err := s.open(rules, reads, dir); err != nil {
		return err
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// open gives the rights that are left.
func (s *sandbox) open(rules ruleset, reads []string, dir string) error {
	var err error
	for _, path := range append(append(append([]string{}, readable...), s.programs...), filepath.SplitList(os.Getenv("LD_LIBRARY_PATH"))...) {
		err = errors.Join(err, rules.allow(path, 0, rightsToRead))
	}
	err = errors.Join(err, rules.allow(os.DevNull, 0, rightsToWrite))
	if s.devices {
		for _, pattern := range devices {
			found, _ := filepath.Glob(pattern)
			for _, path := range found {
				err = errors.Join(err, rules.allow(path, 0, rightsToRead|rightsOnFile))
			}
		}
	}
	// The files to be read may lie in a folder that another program wrote to, and
	// a link there may lead anywhere.
	for _, path := range reads {
		err = errors.Join(err, rules.allow(path, unix.O_NOFOLLOW, unix.LANDLOCK_ACCESS_FS_READ_FILE))
	}
	if dir != "" {
		err = errors.Join(err, rules.allow(dir, 0, rightsToWrite))
	}
	return err
}

// ruleset is a Landlock ruleset being made.
type ruleset struct {
	fd     int
	rights uint64 // that are withheld unless allowed
}

// allow gives rights on a file, or on a folder and all that is in it. What is
// missing needs none.
func (r ruleset) allow(path string, flags int, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC|flags, 0)
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
	switch stat.Mode & unix.S_IFMT {
	case unix.S_IFDIR:
	case unix.S_IFLNK:
		return nil // which opens nothing
	default:
		rights &= rightsOnFile
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights & r.rights, Parent_fd: int32(fd)} //nolint:gosec // a descriptor
	if _, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(r.fd), unix.LANDLOCK_RULE_PATH_BENEATH,
		uintptr(unsafe.Pointer(&rule)), 0, 0, 0); errno != 0 {
		return &os.PathError{Op: "allow", Path: path, Err: errno}
	}
	return nil
}

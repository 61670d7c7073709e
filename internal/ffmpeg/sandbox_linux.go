package ffmpeg

import (
	"fmt"
	"math"

	"golang.org/x/sys/unix"
)

// enter closes the calling thread, for good, and with it every process that it
// starts. Of files are left those that every program reads, the given ones to
// be read, and the folder dir, if there is one, to be written.
func (s *sandbox) enter(reads []string, dir string) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	if s.landlock > 0 {
		if err := s.restrict(reads, dir); err != nil {
			return fmt.Errorf("close files: %w", err)
		}
	}
	if err := dropCapabilities(reads, dir); err != nil {
		return fmt.Errorf("drop capabilities: %w", err)
	}
	if s.seccomp {
		return loadFilter()
	}
	return nil
}

// dropCapabilities leaves the calling thread none of root's. Where the files
// belong to somebody else, as in a container that runs as root on a user's
// folder, the one is kept that opens them; Landlock still says which.
func dropCapabilities(reads []string, dir string) error {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3} // of this thread
	var now [2]unix.CapUserData
	if err := unix.Capget(&header, &now[0]); err != nil {
		return err
	}
	var none [2]unix.CapUserData
	open := none
	open[0].Permitted = now[0].Permitted & (1 << unix.CAP_DAC_OVERRIDE)
	if err := unix.Capset(&header, &open[0]); err != nil {
		return err
	}
	if open == none || reachable(reads, dir) {
		return unix.Capset(&header, &none[0])
	}
	open[0].Effective = open[0].Permitted
	return unix.Capset(&header, &open[0])
}

// reachable reports whether the thread can use its files as it is.
func reachable(reads []string, dir string) bool {
	for _, path := range reads {
		if unix.Faccessat(unix.AT_FDCWD, path, unix.R_OK, unix.AT_EACCESS) == unix.EACCES {
			return false
		}
	}
	return dir == "" || unix.Faccessat(unix.AT_FDCWD, dir, unix.R_OK|unix.W_OK|unix.X_OK, unix.AT_EACCESS) != unix.EACCES
}

// keepDescriptors lets no program inherit descriptors that this process has
// itself inherited; Go's own are closed anyway.
func keepDescriptors() {
	_ = unix.CloseRange(3, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC) // Linux 5.11; what is older has no Landlock either
}

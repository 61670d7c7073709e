package ffmpeg

import (
	"fmt"
	"path/filepath"
)

// How Options.Sandbox may be set.
const (
	SandboxAuto     = "auto"     // as far as the kernel allows
	SandboxRequired = "required" // or refuse to work
	SandboxOff      = "off"
)

// sandbox is what the kernel lets us forbid a program: files beyond those it is
// given (Landlock), and the network along with whatever else only an attacker
// needs (seccomp).
type sandbox struct {
	landlock int      // its version, 0 = none
	seccomp  bool     // there is
	devices  bool     // graphics cards may be used
	programs []string // files and folders that the programs are read from
}

// newSandbox finds out what the kernel has, for programs at these paths.
func newSandbox(mode string, devices bool, paths ...string) (*sandbox, error) {
	switch mode {
	case SandboxOff:
		return nil, nil
	case "", SandboxAuto, SandboxRequired:
	default:
		return nil, fmt.Errorf("sandbox %q is not one of %s, %s, %s", mode, SandboxAuto, SandboxRequired, SandboxOff)
	}
	s := &sandbox{devices: devices, landlock: landlockVersion(), seccomp: hasSeccomp()}
	if mode == SandboxRequired && (s.landlock == 0 || !s.seccomp) {
		return nil, fmt.Errorf("the kernel has no sandbox: %s", s)
	}
	for _, path := range paths {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		s.programs = append(s.programs, path, filepath.Join(filepath.Dir(path), "../lib"))
	}
	return s, nil
}

// String says what is closed.
func (s *sandbox) String() string {
	if s == nil {
		return "off"
	}
	files, network := "open, as the kernel has no Landlock", "open, as the kernel has no seccomp"
	if s.landlock > 0 {
		files = fmt.Sprintf("closed by Landlock %d", s.landlock)
	}
	if s.seccomp {
		network = "closed by seccomp"
	}
	return "files " + files + "; network " + network
}

package ffmpeg

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// isolate puts the process into a group of its own, lets it die with us, and
// ends the group politely when the context ends; os/exec kills what remains
// after WaitDelay.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error {
		err := syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}

// endGroup waits for the end of a process, which stays for its parent to see,
// and kills what it has left of its group.
func endGroup(pid int) {
	for errors.Is(unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil), unix.EINTR) {
	}
	_ = syscall.Kill(-pid, syscall.SIGKILL)
}

// apply limits a running process; one that is gone already needs none.
func (l Limits) apply(pid int) error {
	// Where memory runs out a program goes before the server. A file that may not
	// be written leaves the choice to the kernel.
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/oom_score_adj", pid), []byte("1000"), 0)
	memory := memoryShare()
	if l.Memory > 0 {
		memory = min(memory, l.Memory)
	}
	limits := []struct {
		resource int
		value    uint64
	}{
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_DATA, uint64(memory)},
		{unix.RLIMIT_AS, uint64(l.Memory)},
		{unix.RLIMIT_FSIZE, uint64(l.FileSize)},
		{unix.RLIMIT_CPU, uint64((l.CPU + time.Second - 1) / time.Second)},
	}
	for _, limit := range limits {
		if limit.value == 0 && limit.resource != unix.RLIMIT_CORE {
			continue
		}
		rlimit := unix.Rlimit{Cur: limit.value, Max: limit.value}
		if err := unix.Prlimit(pid, limit.resource, &rlimit, nil); err != nil {
			return ignoreGone(err)
		}
	}
	if l.Nice == 0 {
		return nil
	}
	return ignoreGone(unix.Setpriority(unix.PRIO_PROCESS, pid, l.Nice))
}

func ignoreGone(err error) error {
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	return err
}

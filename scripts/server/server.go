// Package server runs the processes that the benchmarks measure, and sums up
// what they find.
package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Server is a process that answers at Base.
type Server struct {
	Cmd  *exec.Cmd
	Base string // URL
}

// Kinora starts program as a server on a free port, with its log going to log,
// and returns once it accepts requests. args are further flags of
// `kinora serve`.
func Kinora(ctx context.Context, program string, log io.Writer, args ...string) (*Server, error) {
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--log-level", "warn"}, args...)
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // the program that is measured
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			return &Server{cmd, base}, nil
		}
	}
	return nil, errors.Join(errors.New("kinora did not start"), cmd.Wait())
}

// Stop ends the server and waits for it.
func (s *Server) Stop() {
	_ = s.Cmd.Process.Signal(syscall.SIGINT)
	_ = s.Cmd.Wait()
}

// CPU is how much processor time the server has used, with its children that
// run and all that have ended.
func (s *Server) CPU() (time.Duration, error) {
	pid := s.Cmd.Process.Pid
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return 0, err
	}
	var ticks int64
	for _, p := range append(strings.Fields(string(children)), strconv.Itoa(pid)) {
		fields, err := stat(p)
		if err != nil {
			return 0, err
		}
		for _, f := range fields[11:15] { // user, system, and both of children that were waited for
			n, err := strconv.ParseInt(f, 10, 64)
			if err != nil {
				return 0, err
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil // USER_HZ is 100 on Linux
}

// Memory is how many bytes of the server are resident.
func (s *Server) Memory() (int64, error) {
	fields, err := stat(strconv.Itoa(s.Cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	pages, err := strconv.ParseInt(fields[21], 10, 64)
	return pages * int64(os.Getpagesize()), err
}

// Peak is the most bytes that were resident.
func (s *Server) Peak() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.Cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0, errors.New("the kernel does not tell the peak of the memory")
	}
	kilobytes, err := strconv.ParseInt(string(fields[0]), 10, 64)
	return kilobytes << 10, err
}

// Median of a list that is not empty.
func Median[T ~int64 | ~float64](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// stat returns the fields of /proc/PID/stat behind the name.
func stat(pid string) ([]string, error) {
	raw, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 22 {
		return nil, errors.New("/proc/PID/stat is not as expected")
	}
	return fields, nil
}

package ffmpeg

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/elastic/go-seccomp-bpf/arch"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// What holds an attempt back.
const (
	landlock = 1 << iota // Landlock 3 and root's capabilities
	scopes               // Landlock 6
	calls                // seccomp
	always               // even without a sandbox
)

// breakouts are the attempts and the mechanisms of which each alone holds them.
var breakouts = map[string]int{
	"work":          0,
	"symbolic link": landlock | calls, "hard link from outside": landlock | calls, "hard link inside": calls,
	"rename from outside": landlock, "pipe": landlock | calls, "socket file": landlock | calls, "device file": landlock | calls,
	"folder": landlock, "run a file": landlock,
	"chmod": calls, "chown": calls, "times": calls, "xattr": calls, "cut off": landlock | calls,
	"signal": scopes | calls, "priority": calls, "processor": calls, "limits": calls, "descriptor": landlock | calls,
	"TCP": scopes | calls, "TCP server": scopes | calls, "abstract socket": scopes | calls, "32-bit pointers": calls, "other processor": calls,
	"namespace": landlock | calls, "clone with a namespace": calls, "clone3": always, "fsopen": landlock | calls,
	"host name": landlock | calls, "clock": landlock | calls, "capabilities": landlock | calls, "inherited descriptor": always,
}

func TestBreakouts(t *testing.T) {
	closed, _ := confined(t)
	require.Len(t, breakouts, len(attempts))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	server := fmt.Sprintf("%d:%d", os.Getpid(), listener.Addr().(*net.TCPAddr).Port)
	require.NoError(t, unix.Dup2(2, inherited)) // the kernel closes none of them by itself
	defer unix.Close(inherited)
	keepDescriptors()

	whole := *closed.sandbox
	self, err := os.Executable()
	require.NoError(t, err)
	whole.programs = append(slices.Clone(whole.programs), self)
	onlyLandlock, onlyCalls := whole, whole
	onlyLandlock.seccomp, onlyCalls.landlock = false, 0
	for name, holds := range breakouts {
		t.Run(name, func(t *testing.T) {
			check := func(box sandbox, held bool) {
				dir := t.TempDir()
				outside := filepath.Join(t.TempDir(), "outside")
				require.NoError(t, os.WriteFile(outside, []byte("text"), 0o600))
				abstract, err := abstractServer(dir)
				require.NoError(t, err)
				defer abstract.Close()
				out := &limitedBuffer{max: 4096}
				p := process{path: self, args: []string{"try", name, dir, outside, server}, stdout: out, sandbox: &box, dir: dir, timeout: time.Minute}
				err = p.run(t.Context())
				answer := out.String()
				if err != nil { // killed
					answer = err.Error()
				}
				if held {
					require.Regexp(t, "operation not permitted|permission denied|invalid cross-device link|function not implemented|bad system call|bad file descriptor", answer, "%s", &box)
				} else {
					require.Equal(t, "done", answer, "%s", &box)
				}
				text, err := os.ReadFile(outside)
				require.NoError(t, err)
				require.Equal(t, "text", string(text))
			}
			check(whole, holds != 0)
			if holds&landlock != 0 || holds&scopes != 0 && whole.landlock >= landlockScopes {
				check(onlyLandlock, true)
			}
			if holds&calls != 0 {
				check(onlyCalls, true)
			}
		})
	}
}

// TestClosedCalls finds names that no kernel knows, which would close nothing.
func TestClosedCalls(t *testing.T) {
	newer := []string{"file_setattr", "open_tree_attr"} // than the library's tables
	for _, name := range closed {
		_, amd64 := arch.X86_64.SyscallNames[name]
		_, arm64 := arch.AARCH64.SyscallNames[name]
		require.True(t, amd64 || arm64 || slices.Contains(newer, name), name)
	}
	for _, native := range []*arch.Info{arch.X86_64, arch.AARCH64} {
		policy := policyFor(native)
		_, err := policy.Assemble()
		require.NoError(t, err)
	}
}

// TestFilter runs the filter itself, also on calls that this kernel may not know.
func TestFilter(t *testing.T) {
	raw, err := filter()
	require.NoError(t, err)
	program, all := bpf.Disassemble(raw)
	require.True(t, all)
	vm, err := bpf.NewVM(program)
	require.NoError(t, err)
	native, err := arch.GetInfo("")
	require.NoError(t, err)
	const (
		i386, arm = 0x40000003, 0x40000028 // linux/audit.h
		kill      = unix.SECCOMP_RET_KILL_PROCESS
		allowed   = unix.SECCOMP_RET_ALLOW
		denied    = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
		unknown   = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	)
	type call struct {
		arch, number uint32
		argument     uint64
	}
	here := uint32(native.ID)
	want := map[call]uint32{
		{i386, 359, 0}: kill, {i386, 102, 0}: kill, {i386, 3, 0}: kill, {arm, 281, 0}: kill, {0, 0, 0}: kill,
		{here, unix.SYS_READ, 0}: allowed, {here, unix.SYS_SOCKET, unix.AF_UNIX}: denied, {here, unix.SYS_KILL, 1}: denied,
		{here, unix.SYS_CLONE, unix.CLONE_VM | unix.CLONE_THREAD}: allowed, {here, unix.SYS_CLONE, unix.CLONE_NEWUSER | 17}: denied,
		{here, unix.SYS_CLONE, unix.CLONE_NEWNET | unix.CLONE_VM}: denied, {here, unix.SYS_CLONE3, 0}: unknown,
		{here, unix.SYS_PRLIMIT64, 0}: allowed, {here, unix.SYS_PRLIMIT64, 1}: denied, {here, unix.SYS_PRLIMIT64, 1 << 32}: denied,
		{here, unix.SYS_SCHED_SETAFFINITY, 0}: allowed, {here, unix.SYS_SCHED_SETAFFINITY, 7}: denied,
	}
	if native.ID == arch.X86_64.ID {
		want[call{here, x32Bit | unix.SYS_READ, 0}], want[call{here, 1<<32 - 1, 0}] = kill, kill
	}
	for c, want := range want {
		data := make([]byte, 64) // struct seccomp_data, whose words the machine for tests reads as big-endian
		binary.BigEndian.PutUint32(data[callNumber:], c.number)
		binary.BigEndian.PutUint32(data[callArch:], c.arch)
		binary.BigEndian.PutUint32(data[16:], uint32(c.argument)) //nolint:gosec // the low half
		binary.BigEndian.PutUint32(data[20:], uint32(c.argument>>32))
		got, err := vm.Run(data)
		require.NoError(t, err)
		require.Equal(t, want, uint32(got), "%+v", c) //nolint:gosec // 32 bits
	}
}

// TestRunLeavesNoProcess has a program that goes on behind its own end.
func TestRunLeavesNoProcess(t *testing.T) {
	closed, _ := confined(t)
	out := &limitedBuffer{max: 100}
	p := process{
		path: "/bin/sh", args: []string{"-c", "sleep 1000 >/dev/null 2>&1 & echo $!"}, stdout: out,
		sandbox: closed.sandbox, timeout: time.Minute,
	}
	require.NoError(t, p.run(t.Context()))
	pid, err := strconv.Atoi(strings.TrimSpace(out.String()))
	require.NoError(t, err)
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) {
		return
	}
	require.NoError(t, err)
	n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 10_000) //nolint:gosec // a descriptor
	require.NoError(t, err)
	require.Equal(t, 1, n, "it ends")
}

func TestLimitsApply(t *testing.T) {
	cmd := exec.Command("cat")
	end, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	defer func() { _ = end.Close(); _ = cmd.Wait() }()
	require.NoError(t, Limits{Memory: 1 << 50, FileSize: 1 << 20}.apply(cmd.Process.Pid))
	score, err := os.ReadFile(fmt.Sprintf("/proc/%d/oom_score_adj", cmd.Process.Pid))
	require.NoError(t, err)
	require.Equal(t, "1000\n", string(score))
	var limit unix.Rlimit
	require.NoError(t, unix.Prlimit(cmd.Process.Pid, unix.RLIMIT_DATA, nil, &limit))
	var info unix.Sysinfo_t
	require.NoError(t, unix.Sysinfo(&info))
	require.LessOrEqual(t, limit.Max, max(uint64(info.Totalram)*uint64(info.Unit), leastMemory))
	require.GreaterOrEqual(t, limit.Max, uint64(leastMemory))
}

func TestMemoryOf(t *testing.T) {
	const machine = "MemTotal:        4000000 kB\nMemFree:          100000 kB\n"
	for name, test := range map[string]struct {
		files map[string]string
		want  int64
	}{
		"no group":         {map[string]string{"proc/meminfo": machine}, 4000000 << 10},
		"container":        {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "700000000\n"}, 700000000},
		"no limit":         {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "max\n"}, 4000000 << 10},
		"group above":      {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "5000\n", "sys/fs/cgroup/a/b/memory.max": "max\n"}, 5000},
		"version 1":        {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "5:memory:/a\n4:cpu:/a\n", "sys/fs/cgroup/memory/a/memory.limit_in_bytes": "6000\n"}, 6000},
		"more than is":     {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "9223372036854771712\n"}, 4000000 << 10},
		"path that climbs": {map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/../..\n"}, 4000000 << 10},
	} {
		root := fstest.MapFS{}
		for path, text := range test.files {
			root[path] = &fstest.MapFile{Data: []byte(text)}
		}
		require.Equal(t, test.want, memoryOf(root), name)
	}
}

// TestOpenOutput looks at whatever else than a file may be left under a name.
func TestOpenOutput(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	require.NoError(t, os.WriteFile(outside, []byte("secret"), 0o600))
	for name, leave := range map[string]func(path string) error{
		"symbolic link":  func(path string) error { return os.Symlink(outside, path) },
		"dangling link":  func(path string) error { return os.Symlink(outside+"-", path) },
		"link to itself": func(path string) error { return os.Symlink(path, path) },
		"hard link":      func(path string) error { return os.Link(outside, path) },
		"pipe":           func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"folder":         func(path string) error { return os.Mkdir(path, 0o700) },
		"socket":         func(path string) error { return syscall.Mknod(path, syscall.S_IFSOCK|0o600, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a")
			require.NoError(t, leave(path))
			_, err := OpenOutput(path)
			require.ErrorIs(t, err, ErrOutput)
			_, err = OutputSize(path)
			require.ErrorIs(t, err, ErrOutput)

			f, err := CreateOutput(path)
			require.NoError(t, err)
			_, err = f.WriteString("ours")
			require.NoError(t, errors.Join(err, f.Close()))
			text, err := os.ReadFile(outside)
			require.NoError(t, err)
			require.Equal(t, "secret", string(text), "nothing was written through it")
			if f, err = OpenOutput(path); err == nil {
				defer f.Close()
			}
			require.NoError(t, err)
			size, err := OutputSize(path)
			require.NoError(t, err)
			require.EqualValues(t, 4, size)
		})
	}
	_, err := OpenOutput(filepath.Join(t.TempDir(), "none"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestReadsNoLink has a program given a link that another one left.
func TestReadsNoLink(t *testing.T) {
	closed, _ := confined(t)
	outside, link := filepath.Join(t.TempDir(), "outside"), filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.WriteFile(outside, []byte("secret"), 0o600))
	require.NoError(t, os.Symlink(outside, link))
	for path, want := range map[string]string{outside: "secret", link: ""} {
		var out bytes.Buffer
		p := process{path: "/bin/cat", args: []string{path}, stdout: &out, sandbox: closed.sandbox, reads: []string{path}}
		err := p.run(t.Context())
		require.Equal(t, want == "secret", err == nil, path)
		require.Equal(t, want, out.String())
	}
}

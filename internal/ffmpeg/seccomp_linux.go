package ffmpeg

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// closed are calls that no program of ours makes and every break-out would. One
// that a processor does not have is left out there.
var closed = []string{
	// the network
	"socket", "connect", "bind", "listen", "accept", "accept4", "io_uring_setup", "io_uring_enter", "io_uring_register",
	// other processes
	"ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp", "pidfd_getfd", "pidfd_send_signal",
	"kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "setpriority", "ioprio_set", "migrate_pages", "move_pages",
	"sched_setattr", "sched_setparam", "sched_setscheduler", "setsid",
	// attributes of files, which Landlock leaves open, and other things than files
	"chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchown", "fchownat", "utime", "utimes", "futimesat", "utimensat",
	"setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr", "removexattrat", "file_setattr",
	"link", "linkat", "symlink", "symlinkat", "mknod", "mknodat", "truncate", "name_to_handle_at", "open_by_handle_at", "fanotify_init",
	// mounts and namespaces
	"mount", "umount2", "mount_setattr", "move_mount", "open_tree", "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick",
	"pivot_root", "chroot", "unshare", "setns",
	// the machine
	"acct", "adjtimex", "clock_adjtime", "clock_settime", "settimeofday", "sethostname", "setdomainname", "iopl", "ioperm", "quotactl",
	"quotactl_fd", "syslog", "vhangup", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff",
	// parts of the kernel where most break-outs were found
	"keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd", "personality", "modify_ldt",
}

// newNamespaces are the flags of clone that ask for one (linux/sched.h).
const newNamespaces = unix.CLONE_NEWNS | unix.CLONE_NEWCGROUP | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC | unix.CLONE_NEWUSER |
	unix.CLONE_NEWPID | unix.CLONE_NEWNET

// Fields of what a filter sees (linux/seccomp.h), and the bit that marks calls
// of programs with 32-bit pointers on x86-64.
const (
	callNumber = 0
	callArch   = 4
	x32Bit     = 0x40000000
)

// hasSeccomp reports whether system calls can be closed.
func hasSeccomp() bool {
	_, err := filter()
	return err == nil && seccomp.Supported()
}

// filter is the program that decides on system calls. The numbers of another
// processor mean other calls, so one that speaks to the kernel as another than
// the native one is killed first of all.
var filter = sync.OnceValues(func() ([]bpf.RawInstruction, error) {
	native, err := arch.GetInfo("")
	if err != nil {
		return nil, err
	}
	kill := bpf.RetConstant{Val: unix.SECCOMP_RET_KILL_PROCESS}
	program := []bpf.Instruction{
		bpf.LoadAbsolute{Off: callArch, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(native.ID), SkipTrue: 1}, //nolint:gosec // 32 bits in the kernel, too
		kill,
	}
	if native.ID == arch.X86_64.ID {
		program = append(program, bpf.LoadAbsolute{Off: callNumber, Size: 4},
			bpf.JumpIf{Cond: bpf.JumpLessThan, Val: x32Bit, SkipTrue: 1}, kill)
	}
	policy := policyFor(native)
	rest, err := policy.Assemble()
	if err != nil {
		return nil, err
	}
	return bpf.Assemble(append(program, rest...))
})

// policyFor closes calls of one kind of processor.
func policyFor(native *arch.Info) seccomp.Policy {
	var names []string
	for _, name := range closed {
		if _, known := native.SyscallNames[name]; known {
			names = append(names, name)
		}
	}
	others := seccomp.ArgumentConditions{{Argument: 0, Operation: seccomp.NotEqual, Value: 0}}
	return seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{
			{Action: seccomp.ActionErrno | seccomp.Action(unix.EPERM), Names: names, NamesWithCondtions: []seccomp.NameWithConditions{
				{Name: "clone", Conditions: seccomp.ArgumentConditions{{Argument: 0, Operation: seccomp.BitsSet, Value: newNamespaces}}},
				// 0 is the program itself, whose limits C libraries read and whose threads encoders spread.
				{Name: "prlimit64", Conditions: others},
				{Name: "sched_setaffinity", Conditions: others},
			}},
			// Its flags lie in memory, where a filter cannot look. C libraries go on with clone.
			{Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS), Names: []string{"clone3"}},
		},
	}
}

// loadFilter closes system calls for the calling thread.
func loadFilter() error {
	raw, err := filter()
	if err != nil {
		return err
	}
	if len(raw) > unix.BPF_MAXINSNS {
		return errors.New("the filter of system calls is too long")
	}
	program := make([]unix.SockFilter, len(raw))
	for i, in := range raw {
		program[i] = unix.SockFilter{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	list := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]} //nolint:gosec // checked above
	if _, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&list))); errno != 0 {
		return fmt.Errorf("load the filter of system calls: %w", errno)
	}
	return nil
}

package ffmpeg

import (
	"bufio"
	"bytes"
	"io/fs"
	"math"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Of the machine's memory a program may take three quarters, and 1 GiB at the
// least: what it does not use of that costs nothing, and it is the first to be
// killed when memory runs out.
const leastMemory = 1 << 30

// memoryShare is how many bytes a program may allocate on this machine.
var memoryShare = sync.OnceValue(func() int64 {
	return max(memoryOf(os.DirFS("/"))/4*3, leastMemory)
})

// memoryOf is the memory of a machine in bytes, or of the control group that
// this process may use of it.
func memoryOf(root fs.FS) int64 {
	least := int64(math.MaxInt64)
	if text, err := fs.ReadFile(root, "proc/meminfo"); err == nil {
		fields := strings.Fields(string(text))
		if len(fields) > 1 && fields[0] == "MemTotal:" {
			if kb, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
				least = kb << 10
			}
		}
	}
	groups, _ := fs.ReadFile(root, "proc/self/cgroup")
	lines := bufio.NewScanner(bytes.NewReader(groups))
	for lines.Scan() { // number:controllers:path
		cells := strings.SplitN(lines.Text(), ":", 3)
		switch {
		case len(cells) < 3:
		case cells[1] == "": // version 2
			least = min(least, groupMemory(root, "sys/fs/cgroup", cells[2], "memory.max"))
		case cells[1] == "memory":
			least = min(least, groupMemory(root, "sys/fs/cgroup/memory", cells[2], "memory.limit_in_bytes"))
		}
	}
	return least
}

// groupMemory is the least limit of a group and those above it. In a container
// the group may be mounted in place of the root.
func groupMemory(root fs.FS, mount, group, file string) int64 {
	least := int64(math.MaxInt64)
	for dir := path.Join(mount, group); strings.HasPrefix(dir, mount); dir = path.Dir(dir) {
		text, err := fs.ReadFile(root, path.Join(dir, file))
		if n, bad := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && bad == nil && n > 0 { // else "max"
			least = min(least, n)
		}
	}
	return least
}

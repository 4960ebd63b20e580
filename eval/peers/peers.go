// Package peers measures other recognisers on the documents that our own reading is measured on: PP-OCRv4 mobile
// through ONNX Runtime, in a Node process (peer.mjs), and the plain tesseract program. None of them is part of the
// program; what they need is installed by `make eval-peers`.
package peers

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// PageReader recognises whole pictures.
type PageReader interface {
	// ReadPage answers the lines of a picture in reading order. An error is about this picture alone, unless it is the
	// context's.
	ReadPage(ctx context.Context, file string) ([]string, error)
}

// ticks a second in /proc, the same on every Linux that Go runs on.
const ticks = 100

// CPU is the processor time that this process and its children have used, those running and those that have ended. It
// only grows. Children of children count once they and their parent have ended.
func CPU() (time.Duration, error) {
	var d time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			return 0, fmt.Errorf("processor time: %w", err)
		}
		d += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	names, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("processor time of child processes: /proc cannot be read")
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		if parent, used, ok := parseStat(string(b)); ok && parent == os.Getpid() {
			d += used
		}
	}
	return d, nil
}

// parseStat reads a stat file of /proc (proc(5)): the parent's id and the user and system time. The second field, the
// name, may hold anything.
func parseStat(s string) (parent int, used time.Duration, ok bool) {
	f := strings.Fields(s[strings.LastIndexByte(s, ')')+1:])
	if len(f) < 13 {
		return 0, 0, false
	}
	var n [3]int
	for i, at := range []int{1, 11, 12} {
		v, err := strconv.Atoi(f[at])
		if err != nil {
			return 0, 0, false
		}
		n[i] = v
	}
	return n[0], time.Duration(n[1]+n[2]) * time.Second / ticks, true
}

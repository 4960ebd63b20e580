package child

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// starvation is how many times its patience a child is left that would compute but gets no processor.
const starvation = 8

// watch kills a child that takes too long over one question. A stuck child is one that has computed for as long as its
// patience, or sleeps at the end of it. One that is merely starved by the machine's other work is neither: killing it would
// call its document a killer of readers, and starting another would starve the machine further.
type watch struct {
	child    *process
	patience time.Duration
	begin    time.Time
	computed time.Duration // by the child, before

	mu      sync.Mutex
	timer   *time.Timer
	ended   bool
	expired bool
}

func watchOver(p *process, patience time.Duration) *watch {
	w := &watch{child: p, patience: patience, begin: time.Now(), computed: computed(p.pid)}
	w.mu.Lock()
	w.timer = time.AfterFunc(patience, w.look)
	w.mu.Unlock()
	return w
}

func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return
	}
	if time.Since(w.begin) < starvation*w.patience && computed(w.child.pid)-w.computed < w.patience && wantsProcessor(w.child.pid) {
		w.timer.Reset(w.patience / 4)
		return
	}
	w.expired = true
	w.child.kill()
}

// end stops the watch and says whether it killed the child.
func (w *watch) end() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	w.timer.Stop()
	return w.expired
}

// ticks a second in /proc, the same on every Linux that Go runs on.
const ticks = 100

// computed is the processor time a process has used, 0 when that cannot be read.
func computed(pid int) time.Duration {
	f := stat(fmt.Sprintf("/proc/%d/stat", pid))
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(string(f[11]))
	system, _ := strconv.Atoi(string(f[12]))
	return time.Duration(user+system) * time.Second / ticks
}

// peakRSS is the most memory a process has held, in bytes; 0 when that cannot be read. (What wait reports of a child would
// not do: the kernel starts that count at its parent's size.)
func peakRSS(pid int) int64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := bytes.Cut(b, []byte("VmHWM:"))
	f := bytes.Fields(after)
	if len(f) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(string(f[0]), 10, 64)
	return kib << 10
}

// wantsProcessor says that a thread of the process is runnable or waits for the disk.
func wantsProcessor(pid int) bool {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	for _, name := range threads {
		if f := stat(name); len(f) > 0 && (f[0][0] == 'R' || f[0][0] == 'D') {
			return true
		}
	}
	return false
}

// stat reads a stat file of /proc from its third field, the state: the second, the name, may hold anything.
func stat(name string) [][]byte {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
}

package child

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"prereview/ocr"
)

// Engine is a recogniser in a child, which asks it one thing at a time.
type Engine interface {
	// Read recognises one crop. An error ends the child.
	Read(ocr.Crop) ([]Symbol, error)
}

// Serve is the main loop of the hidden command that a Pool starts: it takes what the engine is opened with and then crops from
// in, answers on out, and returns nil when in ends. The process is then to exit at once, with status 1 after an error. Where
// out is the process's standard output, that is moved aside first, so that nothing a C library prints can get between the
// frames.
func Serve(in io.Reader, out io.Writer, open func(setup json.RawMessage) (Engine, error)) error {
	if f, ok := out.(*os.File); ok && f.Fd() == 1 {
		fd, err := syscall.Dup(1)
		if err != nil {
			return fmt.Errorf("dup: %w", err)
		}
		if err := syscall.Dup3(2, 1, 0); err != nil {
			return fmt.Errorf("dup: %w", err)
		}
		syscall.CloseOnExec(fd)
		out = os.NewFile(uintptr(fd), "answers")
	}
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	engine, err := greet(r, open)
	if err != nil {
		fault(w, err)
		return err
	}
	if err := errors.Join(writeFrame(w, kindReady), w.Flush()); err != nil {
		return err
	}
	for {
		kind, payload, err := readFrame(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && kind != kindCrop {
			err = fmt.Errorf("%w: kind %q where a crop belongs", errFrame, kind)
		}
		if err != nil {
			fault(w, err)
			return err
		}
		crop, err := parseCrop(payload)
		if err != nil {
			fault(w, err)
			return err
		}
		before := used()
		symbols, err := engine.Read(crop)
		if err != nil {
			fault(w, err)
			return err
		}
		if err := errors.Join(writeFrame(w, kindLine, appendLine(nil, used()-before, symbols)), w.Flush()); err != nil {
			return err
		}
	}
}

// used is the processor time of this process.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// greet reads the hello, limits this process and opens the engine.
func greet(r io.Reader, open func(setup json.RawMessage) (Engine, error)) (Engine, error) {
	kind, payload, err := readFrame(r)
	if err != nil {
		return nil, err
	}
	if kind != kindHello {
		return nil, fmt.Errorf("%w: kind %q where a hello belongs", errFrame, kind)
	}
	h, err := parseHello(payload)
	if err != nil {
		return nil, err
	}
	if h.Memory > 0 {
		if err := limitMemory(h.Memory); err != nil {
			return nil, err
		}
	}
	return open(h.Setup)
}

// limitMemory bounds what this process may map and what it may write to, each to what it has now and extra bytes more, and
// forbids core files, which would hold pieces of people's documents. The address space alone would not bound it: an allocator
// that reserved 64 MiB for a thread before the limit came has those to fill.
func limitMemory(extra int64) error {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	for _, bound := range []struct {
		line     string
		resource int
	}{{"VmSize:", syscall.RLIMIT_AS}, {"VmData:", syscall.RLIMIT_DATA}} {
		now, err := kibibytes(string(status), bound.line)
		if err != nil {
			return err
		}
		limit := uint64(now<<10 + extra)
		if err := syscall.Setrlimit(bound.resource, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("limiting memory: %w", err)
		}
	}
	return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// kibibytes is the figure of a line of /proc/self/status.
func kibibytes(status, name string) (int64, error) {
	for line := range strings.Lines(status) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no %s", name)
}

// fault tells the parent why this child gives up; that may fail, the parent then sees its death.
func fault(w *bufio.Writer, err error) {
	msg := err.Error()
	_ = writeFrame(w, kindFault, []byte(strings.ToValidUTF8(msg[:min(len(msg), maxFault)], "")))
	_ = w.Flush()
}

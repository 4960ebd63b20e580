package testservers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var sharedPostgres = sync.OnceValues(func() (*Server, error) {
	dir, err := processDir()
	if err != nil {
		return nil, err
	}
	return share(startPostgres(nil, dir))
})

// Postgres makes a database for this test in the server that all tests of this process share, and returns its URL. The
// database goes with the test.
func Postgres(tb testing.TB) (dsn string) {
	tb.Helper()
	s, err := sharedPostgres()
	if err != nil {
		tb.Fatal(err)
	}
	return s.database(tb)
}

// NewPostgres starts a server of the test's own, which it may kill and start again, and makes a database in it. Commits
// survive Kill.
func NewPostgres(tb testing.TB) (s *Server, dsn string) {
	tb.Helper()
	s = newServer(tb, func(dir string) (*Server, error) { return startPostgres(tb, dir) })
	return s, s.database(tb)
}

func (s *Server) database(tb testing.TB) (dsn string) {
	tb.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	if err := s.psql("CREATE DATABASE " + name); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if s.process != nil {
			s.psql("DROP DATABASE " + name + " WITH (FORCE)")
		}
	})
	return "postgres://postgres@" + s.Addr + "/" + name + "?sslmode=disable"
}

func (s *Server) psql(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	host, port, _ := net.SplitHostPort(s.Addr)
	cmd := exec.CommandContext(ctx, filepath.Join(filepath.Dir(s.argv[0]), "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1",
		"-h", host, "-p", port, "-U", "postgres", "-d", "postgres", "-c", statement) // not template1, which is copied
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "PGCONNECT_TIMEOUT=5")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, out)
	}
	return nil
}

func startPostgres(tb testing.TB, dir string) (*Server, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	cred, err := postgresUser()
	if err != nil {
		return nil, err
	}
	home := filepath.Join(dir, "postgres") // data and the socket, owned by the user the server runs as
	if err := os.Mkdir(home, 0o700); err != nil {
		return nil, err
	}
	if cred != nil {
		if err := os.Chown(home, int(cred.Uid), int(cred.Gid)); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(home, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
		"--locale=C.UTF-8", "--no-sync", "--no-instructions")
	initdb.Dir = home
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return startOnFreePort(func(addr string) *Server {
		host, port, _ := net.SplitHostPort(addr)
		return &Server{tb: tb, Addr: addr, name: "postgres", dir: dir, user: cred,
			death: syscall.SIGQUIT, // "immediate": as abrupt as SIGKILL for the data, but takes the backends along
			argv: []string{filepath.Join(bin, "postgres"), "-D", data, "-k", home, "-h", host, "-p", port,
				"-c", "fsync=off", "-c", "full_page_writes=off", // the machine does not crash, the server may
				"-c", "max_connections=300", "-c", "shared_buffers=64MB"},
			ready: func(ctx context.Context) error {
				ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
				defer cancel()
				return exec.CommandContext(ctx, filepath.Join(bin, "pg_isready"), "-q", "-h", host, "-p", port).Run()
			}}
	})
}

// postgresBin is the folder of the newest server installed; Debian keeps it out of PATH.
func postgresBin() (string, error) {
	paths, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	major := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	if len(paths) > 0 {
		return filepath.Dir(slices.MaxFunc(paths, func(a, b string) int { return major(a) - major(b) })), nil
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", errors.New("postgres not found in /usr/lib/postgresql/*/bin or PATH; " + hint)
}

// postgresUser is whom the server must run as: it refuses to run as root. nil is the user of the test.
func postgresUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("the server cannot run as root and there is no user postgres; %s", hint)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

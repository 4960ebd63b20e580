// Package testservers starts the real servers that tests need: PostgreSQL, Redis, MinIO, and finds Chromium. Each test
// process starts its own, on free loopback ports, with data in a temporary directory; they die with the process, however
// it ends. A program that is not installed fails the test; nothing is ever skipped. Linux only.
//
// A package that uses it should say
//
//	func TestMain(m *testing.M) { testservers.Main(m) }
//
// so that the data is removed at the end. Without it the next test process that starts servers removes what was left.
package testservers

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const hint = "run make test: it installs what the tests need"

// Main runs the tests and then stops what they started.
func Main(m *testing.M) {
	m.Run() // the generated main exits with its result when TestMain returns
	stopAll()
}

// Redis starts a server of the test's own (some 20 ms) and returns its host:port. Nothing is persisted.
func Redis(tb testing.TB) (addr string) {
	tb.Helper()
	return NewRedis(tb).Addr
}

// NewRedis starts a server that the test may kill and start again. It comes back empty, unless args ask Redis for
// persistence, e.g. "--appendonly", "yes", "--appendfsync", "always".
func NewRedis(tb testing.TB, args ...string) *Server {
	tb.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		tb.Fatalf("redis-server not found in PATH; %s", hint)
	}
	return newServer(tb, func(dir string) (*Server, error) {
		return startOnFreePort(func(addr string) *Server {
			_, port, _ := net.SplitHostPort(addr)
			return &Server{tb: tb, Addr: addr, name: "redis", dir: dir, death: syscall.SIGKILL,
				argv: append([]string{path, "--bind", "127.0.0.1", "--port", port, "--dir", dir, "--save", "",
					"--appendonly", "no"}, args...),
				ready: func(ctx context.Context) error { return redisAnswers(ctx, addr) }}
		})
	})
}

func redisAnswers(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	c, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprint(c, "PING\r\n")
	line, err := bufio.NewReader(c).ReadString('\n')
	if err == nil && line != "+PONG\r\n" { // -LOADING while it reads its files
		err = errors.New(strings.TrimSpace(line))
	}
	return err
}

var sharedMinIO = sync.OnceValues(func() (*Server, error) { return share(startMinIO(nil, processDir)) })

// MinIO returns the server that all tests of this process share. Isolation is by bucket: see Bucket.
func MinIO(tb testing.TB) (endpoint, accessKey, secretKey string) {
	tb.Helper()
	s, err := sharedMinIO()
	if err != nil {
		tb.Fatal(err)
	}
	return s.Addr, s.AccessKey, s.SecretKey
}

// NewMinIO starts a server of the test's own, which it may kill and start again.
func NewMinIO(tb testing.TB) *Server {
	tb.Helper()
	return newServer(tb, func(dir string) (*Server, error) {
		return startMinIO(tb, func() (string, error) { return dir, nil })
	})
}

// Bucket is a bucket name that no other test uses. The bucket is not made.
func Bucket(testing.TB) string { return "test-" + strings.ToLower(rand.Text()) }

func startMinIO(tb testing.TB, dirOf func() (string, error)) (*Server, error) {
	path, err := tool("minio")
	if err != nil {
		return nil, err
	}
	dir, err := dirOf()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "minio")
	const key, secret = "prereview", "prereview-secret"
	return startOnFreePort(func(addr string) *Server {
		return &Server{tb: tb, Addr: addr, AccessKey: key, SecretKey: secret, name: "minio", dir: dir, death: syscall.SIGKILL,
			argv: []string{path, "server", "--quiet", "--address", addr, "--console-address", "127.0.0.1:0", data},
			env: []string{"MINIO_ROOT_USER=" + key, "MINIO_ROOT_PASSWORD=" + secret, "MINIO_BROWSER=off",
				"MINIO_UPDATE=off", "MINIO_CI_CD=on", "HOME=" + dir},
			ready: func(ctx context.Context) error { return httpAnswers(ctx, "http://"+addr+"/minio/health/ready") }}
	})
}

func httpAnswers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

// Chromium returns the path of the browser. It wants --no-sandbox when the tests run as root.
func Chromium(tb testing.TB) (path string) {
	tb.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	tb.Fatalf("chromium not found in PATH; %s", hint)
	return ""
}

// newServer gives a server of one test a directory of its own and ends both with the test.
func newServer(tb testing.TB, start func(dir string) (*Server, error)) *Server {
	tb.Helper()
	parent, err := processDir()
	if err != nil {
		tb.Fatal(err)
	}
	dir, err := os.MkdirTemp(parent, "")
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL may run as another user
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	s, err := start(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.stop)
	return s
}

// tool finds a program that the project builds for itself: in $PREREVIEW_TOOLS, in .tools of the repository (of the main
// one, when this is a linked worktree), in PATH.
func tool(name string) (string, error) {
	var dirs []string
	if d := os.Getenv("PREREVIEW_TOOLS"); d != "" {
		dirs = append(dirs, d)
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for root := wd; root != filepath.Dir(root); root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
			continue
		}
		dirs = append(dirs, filepath.Join(root, ".tools"))
		// In a linked worktree .git is a file: "gitdir: MAIN/.git/worktrees/NAME".
		if b, err := os.ReadFile(filepath.Join(root, ".git")); err == nil {
			gitdir := strings.TrimSpace(strings.TrimPrefix(string(b), "gitdir:"))
			dirs = append(dirs, filepath.Join(gitdir, "..", "..", "..", ".tools"))
		}
		break
	}
	for _, d := range dirs {
		path := filepath.Join(d, name)
		if fi, err := os.Stat(path); err == nil && fi.Mode().IsRegular() && fi.Mode()&0o111 != 0 {
			return path, nil
		}
	}
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return "", fmt.Errorf("%s not found in %s or PATH; %s", name, strings.Join(dirs, ", "), hint)
}

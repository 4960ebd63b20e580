package objects_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"prereview/filing"
	"prereview/internal/testservers"
	"prereview/storage/objects"
)

func TestMain(m *testing.M) { testservers.Main(m) }

func open(t *testing.T, url string, o objects.Options) *objects.Store {
	t.Helper()
	s, err := objects.Open(t.Context(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestDirectory(t *testing.T) {
	suite(t, func(t *testing.T) *objects.Store {
		return open(t, "dir:"+filepath.Join(t.TempDir(), "new", "data"), objects.Options{})
	})
}

func TestMinIO(t *testing.T) {
	t.Parallel()
	addr, access, secret := testservers.MinIO(t)
	for name, query := range map[string]string{"": "?secure=false", " without checksum": "?secure=false&checksum=false"} {
		t.Run("bucket"+name, func(t *testing.T) {
			suite(t, func(t *testing.T) *objects.Store {
				return open(t, "minio://"+addr+"/"+testservers.Bucket(t)+query, objects.Options{AccessKey: access, SecretKey: secret})
			})
		})
	}
}

func TestDirectoryLeavesNothingHalfWritten(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, ".tmp", "old")
	young := filepath.Join(dir, ".tmp", "young")
	os.Mkdir(filepath.Join(dir, ".tmp"), 0o700)
	for _, f := range []string{old, young} {
		if err := os.WriteFile(f, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.Chtimes(old, time.Time{}, time.Now().Add(-48*time.Hour))
	s := open(t, dir, objects.Options{})
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file left by a process long dead is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("a file another process may be writing was removed")
	}
	os.Remove(young)
	s.Put(t.Context(), "a/b", strings.NewReader("x"), 2, "")
	s.Put(t.Context(), "a/c", strings.NewReader("x"), 1, "")
	left, err := os.ReadDir(filepath.Join(dir, ".tmp"))
	if err != nil || len(left) != 0 {
		t.Errorf("temporary files left: %v %v", left, err)
	}
	fi, err := os.Stat(filepath.Join(dir, "a", "c"))
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("object's mode: %v %v; others must not read it", fi, err)
	}
}

func TestDirectoryFollowsNoLinkOut(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	os.WriteFile(filepath.Join(outside, "secret"), []byte("x"), 0o600)
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, objects.Options{})
	if _, err := s.Get(t.Context(), "link/secret"); err == nil {
		t.Error("read through a link that leaves the store")
	}
	if err := s.Put(t.Context(), "link/new", strings.NewReader("x"), 1, ""); err == nil {
		t.Error("wrote through a link that leaves the store")
	}
	s.Delete(t.Context(), "link")
	if _, err := os.Stat(filepath.Join(outside, "secret")); err != nil {
		t.Error("deleted through a link")
	}
}

func TestURL(t *testing.T) {
	for _, c := range []struct {
		url  string
		opts objects.Options
		want string // part of the error
	}{
		{"", objects.Options{}, "empty"},
		{"dir:", objects.Options{}, "names no directory"},
		{"s3://h/bucket", objects.Options{}, `unknown scheme "s3"`},
		{"minio://key:hush%zz@h:9000/bucket", objects.Options{}, "not a URL"},
		{"minio://key:hush@/bucket", objects.Options{}, "no host"},
		{"minio://key:hush@h:99999/bucket", objects.Options{}, "port must be"},
		{"minio://key:hush@h:9000", objects.Options{}, "bucket"},
		{"minio://key:hush@h:9000/Bucket", objects.Options{}, "bucket"},
		{"minio://key:hush@h:9000/bucket/deeper", objects.Options{}, "bucket"},
		{"minio://h:9000/bucket", objects.Options{}, "no credentials"},
		{"minio://h:9000/bucket", objects.Options{AccessKey: "key"}, "no credentials"},
		{"minio://key:hush@h:9000/bucket?secure=no", objects.Options{}, "secure=false"},
		{"minio://key:hush@h:9000/bucket?sekure=false", objects.Options{}, `unknown parameter "sekure"`},
	} {
		_, err := objects.Open(t.Context(), c.url, c.opts)
		if err == nil || !errors.As(err, new(filing.Problem)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want a Problem with %q", c.url, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: the error tells the secret: %v", c.url, err)
		}
	}
}

func TestMinIOCredentials(t *testing.T) {
	addr, access, secret := testservers.MinIO(t)
	bucket := testservers.Bucket(t)
	s := open(t, "minio://"+url.UserPassword(access, secret).String()+"@"+addr+"/"+bucket+"?secure=false&region=us-east-1", objects.Options{})
	if got, want := s.String(), "minio://"+addr+"/"+bucket; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	start := time.Now()
	_, err := objects.Open(t.Context(), "minio://nobody:hush-hush@"+addr+"/"+bucket+"?secure=false", objects.Options{})
	if err == nil || strings.Contains(err.Error(), "hush") || time.Since(start) > 3*time.Second {
		t.Errorf("wrong key: %v after %v; want a quick error without the secret", err, time.Since(start))
	}
}

func TestMinIOFrozen(t *testing.T) {
	t.Parallel()
	server := testservers.NewMinIO(t)
	s := open(t, "minio://"+server.Addr+"/"+testservers.Bucket(t)+"?secure=false",
		objects.Options{AccessKey: server.AccessKey, SecretKey: server.SecretKey})
	server.Pause()
	defer server.Resume()
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) { // the signal takes a moment to reach every thread
		start := time.Now()
		if err := s.Ready(t.Context()); err != nil {
			if d := time.Since(start); d > 7*time.Second {
				t.Errorf("Ready took %v to say that nothing answers", d)
			}
			return
		}
		if time.Since(begin) > 10*time.Second {
			t.Fatal("a server that does not answer is ready")
		}
	}
}

func TestDeleteErasesVersions(t *testing.T) {
	addr, access, secret := testservers.MinIO(t)
	bucket := testservers.Bucket(t)
	s := open(t, "minio://"+addr+"/"+bucket+"?secure=false", objects.Options{AccessKey: access, SecretKey: secret})
	c, err := minio.New(addr, &minio.Options{Creds: credentials.NewStaticV4(access, secret, "")})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.EnableVersioning(t.Context(), bucket); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Put(t.Context(), "filings/a/original/1", strings.NewReader("x"), 1, ""); err != nil {
			t.Fatal(err)
		}
		// Somebody deletes it with another tool: the bytes are still there.
		if err := c.RemoveObject(t.Context(), bucket, "filings/a/original/1", minio.RemoveObjectOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Delete(t.Context(), "filings/a"); err != nil {
		t.Fatal(err)
	}
	for o := range c.ListObjectsIter(t.Context(), bucket, minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
		t.Errorf("left: %s version %s marker=%v %v", o.Key, o.VersionID, o.IsDeleteMarker, o.Err)
	}
}

func TestMinIOGone(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts a MinIO of its own")
	}
	server := testservers.NewMinIO(t)
	opts := objects.Options{AccessKey: server.AccessKey, SecretKey: server.SecretKey, Wait: time.Second}
	where := "minio://" + server.Addr + "/" + testservers.Bucket(t) + "?secure=false"
	s := open(t, where, opts)
	data := random(3 << 20)
	if err := s.Put(t.Context(), "before", bytes.NewReader(data), int64(len(data)), ""); err != nil {
		t.Fatal(err)
	}

	server.Kill()
	for op, f := range map[string]func() error{
		"Put":    func() error { return s.Put(t.Context(), "during", strings.NewReader("x"), 1, "") },
		"Get":    func() error { _, err := s.Get(t.Context(), "before"); return err },
		"Delete": func() error { return s.Delete(t.Context(), "before") },
		"Ready":  func() error { return s.Ready(t.Context()) },
		"Open":   func() error { _, err := objects.Open(t.Context(), where, opts); return err },
	} {
		start := time.Now()
		if err := f(); err == nil || errors.Is(err, filing.ErrNotFound) {
			t.Errorf("%s while the server is gone: %v", op, err)
		}
		if d := time.Since(start); d > 8*time.Second {
			t.Errorf("%s took %v to say so", op, d)
		}
	}

	restart := func() {
		server.Start()
		for start := time.Now(); ; time.Sleep(20 * time.Millisecond) { // it listens before it serves
			if err := s.Ready(t.Context()); err == nil {
				return
			} else if time.Since(start) > 20*time.Second {
				t.Fatalf("the server is back: %v", err)
			}
		}
	}
	restart()
	r, err := s.Get(t.Context(), "before")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("after the outage: %d bytes, %v", len(got), err)
	}
	r.Close()

	// The server dies under an upload and comes back while it is retried: the body is sent again from its start, and its
	// checksum is that of the whole.
	var once atomic.Bool
	big := &hook{ReadSeeker: bytes.NewReader(data), at: 1 << 20, do: func() {
		if once.CompareAndSwap(false, true) {
			server.Kill()
			restart()
		}
	}}
	if err := s.Put(t.Context(), "through", big, int64(len(data)), ""); err != nil {
		t.Fatalf("upload through a restart: %v", err)
	}
	if !once.Load() {
		t.Fatal("the server was not restarted")
	}
	r, err = s.Get(t.Context(), "through")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("upload through a restart: %d bytes, %v", len(got), err)
	}
}

// hook calls do when at bytes have been read.
type hook struct {
	io.ReadSeeker
	n, at int
	do    func()
}

func (h *hook) Read(p []byte) (int, error) {
	n, err := h.ReadSeeker.Read(p)
	if h.n += n; h.n >= h.at {
		h.do()
	}
	return n, err
}

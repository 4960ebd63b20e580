package objects_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"prereview/filing"
	"prereview/storage/objects"
)

// suite is what every store must do. open makes an empty store.
func suite(t *testing.T, open func(t *testing.T) *objects.Store) {
	ctx := t.Context()
	const text = "image/jpeg"
	id := func() string { return filing.ObjectKey(filing.NewID(), "0123abcd") }
	put := func(t *testing.T, s *objects.Store, key string, data []byte) {
		t.Helper()
		if err := s.Put(ctx, key, bytes.NewReader(data), int64(len(data)), text); err != nil {
			t.Fatal(err)
		}
	}
	get := func(t *testing.T, s *objects.Store, key string) []byte {
		t.Helper()
		r, err := s.Get(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	absent := func(t *testing.T, s *objects.Store, key string) {
		t.Helper()
		if r, err := s.Get(ctx, key); !errors.Is(err, filing.ErrNotFound) {
			t.Errorf("Get(%q) = %v, %v; want ErrNotFound", key, r, err)
		}
	}
	s := open(t)

	t.Run("sizes", func(t *testing.T) {
		for _, size := range []int{0, 1, 4095, 1 << 20, 20<<20 + 7} {
			data := random(size)
			for name, r := range map[string]io.Reader{
				"seekable": bytes.NewReader(data),
				"stream":   io.MultiReader(bytes.NewReader(data)),
				"slow":     iotest.HalfReader(io.MultiReader(bytes.NewReader(data))),
				"data+EOF": iotest.DataErrReader(bytes.NewReader(data)),
			} {
				key := id()
				if err := s.Put(ctx, key, r, int64(size), text); err != nil {
					t.Fatalf("%d bytes, %s: %v", size, name, err)
				}
				if got := get(t, s, key); sha256.Sum256(got) != sha256.Sum256(data) {
					t.Errorf("%d bytes, %s: came back different (%d bytes)", size, name, len(got))
				}
			}
		}
	})

	t.Run("file from where it stands, left open", func(t *testing.T) {
		f, err := os.Create(filepath.Join(t.TempDir(), "spool"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		f.WriteString("headbody")
		f.Seek(4, io.SeekStart)
		key := id()
		if err := s.Put(ctx, key, f, 4, text); err != nil {
			t.Fatal(err)
		}
		if got := get(t, s, key); string(got) != "body" {
			t.Errorf("got %q", got)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Errorf("Put closed the caller's file: %v", err)
		}
	})

	t.Run("wrong size", func(t *testing.T) {
		for _, c := range []struct {
			have string
			size int64
			want error
		}{
			{"short", 6, io.ErrUnexpectedEOF},
			{"", 1, io.ErrUnexpectedEOF},
			{"longer", 5, filing.ErrTooLarge},
			{"x", 0, filing.ErrTooLarge},
			{strings.Repeat("x", 1<<20+1), 1 << 20, filing.ErrTooLarge},
			{"negative", -1, filing.Problem{}},
		} {
			for _, r := range []io.Reader{strings.NewReader(c.have), io.MultiReader(strings.NewReader(c.have))} {
				key := id()
				err := s.Put(ctx, key, r, c.size, text)
				if _, isProblem := c.want.(filing.Problem); isProblem {
					if !errors.As(err, new(filing.Problem)) {
						t.Errorf("size %d: %v; want a Problem", c.size, err)
					}
				} else if !errors.Is(err, c.want) {
					t.Errorf("%d bytes announced as %d: %v; want %v", len(c.have), c.size, err, c.want)
				}
				absent(t, s, key)
			}
		}
	})

	t.Run("failing reader", func(t *testing.T) {
		broken := errors.New("broken")
		key := id()
		err := s.Put(ctx, key, io.MultiReader(bytes.NewReader(random(1<<20)), iotest.ErrReader(broken)), 2<<20, text)
		if !errors.Is(err, broken) {
			t.Errorf("%v; want the reader's own error", err)
		}
		absent(t, s, key)
	})

	t.Run("written once", func(t *testing.T) {
		key := id()
		put(t, s, key, []byte("first"))
		put(t, s, key, []byte("first"))
		put(t, s, key, []byte("the second"))
		if got := get(t, s, key); string(got) != "first" {
			t.Errorf("got %q; the first bytes must stay", got)
		}
	})

	t.Run("same key at once", func(t *testing.T) {
		key := id()
		const writers = 12
		var wg sync.WaitGroup
		errs := make([]error, writers)
		for i := range writers {
			wg.Go(func() {
				data := bytes.Repeat([]byte{byte('a' + i)}, 300_000)
				errs[i] = s.Put(ctx, key, bytes.NewReader(data), int64(len(data)), text)
			})
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		got := get(t, s, key)
		if len(got) != 300_000 || !bytes.Equal(got, bytes.Repeat(got[:1], 300_000)) {
			t.Errorf("%d bytes, a mixture of writers", len(got))
		}
	})

	t.Run("missing", func(t *testing.T) {
		absent(t, s, "nothing")
		absent(t, s, "nothing/here/either")
		put(t, s, "depth/one/two", []byte("x"))
		absent(t, s, "depth/one")
		absent(t, s, "depth/one/two/three")
	})

	t.Run("keys that are not taken", func(t *testing.T) {
		for _, key := range []string{"", "/", "/etc/passwd", "a/", "a//b", ".", "..", "../x", "a/../../x", "a/..", "a/./b",
			".tmp/x", "a/.hidden", `a\b`, "C:x", "a b", "a\x00b", "a\nb", "a%2e%2e", "姓名.jpg", "a*", "a?versionId=1",
			strings.Repeat("a", 201), strings.Repeat("a/", 300) + "a"} {
			for op, err := range map[string]error{
				"Put":    s.Put(ctx, key, strings.NewReader("x"), 1, text),
				"Get":    func() error { _, err := s.Get(ctx, key); return err }(),
				"Delete": s.Delete(ctx, key),
			} {
				var p filing.Problem
				if !errors.As(err, &p) || p.Field != "key" {
					t.Errorf("%s(%q): %v; want a Problem of the key", op, key, err)
				}
			}
		}
		if err := s.Put(ctx, id(), strings.NewReader("x"), 1, "image/jpeg\r\nX-Evil: 1"); !errors.As(err, new(filing.Problem)) {
			t.Errorf("media type with a line break: %v", err)
		}
	})

	t.Run("delete", func(t *testing.T) {
		put(t, s, "filings/ab/original/1", []byte("1"))
		put(t, s, "filings/ab/original/2", []byte("2"))
		put(t, s, "filings/ab/reports/1.json", []byte("3"))
		put(t, s, "filings/abc/original/1", []byte("4"))
		put(t, s, "filings/a", []byte("5"))
		for range 2 { // the second time there is nothing left to do
			if err := s.Delete(ctx, "filings/ab"); err != nil {
				t.Fatal(err)
			}
		}
		absent(t, s, "filings/ab/original/1")
		absent(t, s, "filings/ab/original/2")
		absent(t, s, "filings/ab/reports/1.json")
		if got := get(t, s, "filings/abc/original/1"); string(got) != "4" {
			t.Errorf("a neighbour's object reads %q", got)
		}
		if err := s.Delete(ctx, "filings/a"); err != nil { // one object
			t.Fatal(err)
		}
		absent(t, s, "filings/a")
		if err := s.Delete(ctx, "filings/abc/original/1/below"); err != nil {
			t.Error(err)
		}
		put(t, s, "filings/ab/original/1", []byte("again")) // the key is free again
		if got := get(t, s, "filings/ab/original/1"); string(got) != "again" {
			t.Errorf("got %q", got)
		}
	})

	t.Run("delete many", func(t *testing.T) {
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for j := range 30 {
					put(t, s, fmt.Sprintf("many/%d/%d", i, j), []byte("x"))
				}
			})
		}
		wg.Wait()
		if err := s.Delete(ctx, "many"); err != nil {
			t.Fatal(err)
		}
		for i := range 8 {
			absent(t, s, fmt.Sprintf("many/%d/29", i))
		}
	})

	t.Run("cancelled", func(t *testing.T) {
		done, cancel := context.WithCancel(ctx)
		key := id()
		r := &cancelling{Reader: bytes.NewReader(random(8 << 20)), after: 1 << 20, cancel: cancel}
		start := time.Now()
		if err := s.Put(done, key, r, 8<<20, text); !errors.Is(err, context.Canceled) {
			t.Errorf("Put: %v; want context.Canceled", err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("Put came back after %v", d)
		}
		absent(t, s, key)
		put(t, s, key, random(8<<20))
		if _, err := s.Get(done, key); !errors.Is(err, context.Canceled) {
			t.Errorf("Get: %v; want context.Canceled", err)
		}
		if err := s.Delete(done, key); !errors.Is(err, context.Canceled) {
			t.Errorf("Delete: %v; want context.Canceled", err)
		}
		reading, cancel := context.WithCancel(ctx)
		o, err := s.Get(reading, key)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		if _, err := io.ReadFull(o, make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := io.Copy(io.Discard, o); !errors.Is(err, context.Canceled) {
			t.Errorf("Read: %v; want context.Canceled", err)
		}
	})

	t.Run("ready", func(t *testing.T) {
		if err := s.Ready(ctx); err != nil {
			t.Error(err)
		}
	})
}

// cancelling cancels a context once some bytes have been read.
type cancelling struct {
	io.Reader
	after  int
	cancel func()
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.after -= n; c.after <= 0 {
		c.cancel()
	}
	return n, err
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{byte(n), byte(n >> 8), byte(n >> 16)}).Read(b)
	return b
}

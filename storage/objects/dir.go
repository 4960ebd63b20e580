package objects

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"
)

// tmpDir holds files being written. No key can name it: segments do not start with a dot.
const tmpDir = ".tmp"

// directory keeps an object as a file at its key. os.Root keeps every access inside, symbolic links included.
type directory struct{ root *os.Root }

func openDir(name string) (*directory, error) {
	if err := os.MkdirAll(name, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	d := &directory{root}
	if err := root.MkdirAll(tmpDir, 0o700); err != nil {
		root.Close()
		return nil, err
	}
	d.sweep()
	return d, nil
}

// sweep removes what a killed process left half-written. Young files may belong to another process.
func (d *directory) sweep() {
	entries, _ := fs.ReadDir(d.root.FS(), tmpDir)
	for _, e := range entries {
		if fi, err := e.Info(); err == nil && time.Since(fi.ModTime()) > 24*time.Hour {
			d.root.Remove(path.Join(tmpDir, e.Name()))
		}
	}
}

func (d *directory) put(ctx context.Context, key string, b *body, _ string) error {
	if fi, err := d.root.Lstat(key); err == nil {
		if !fi.Mode().IsRegular() {
			return errors.New("there are objects below this key")
		}
		return nil
	}
	tmp := path.Join(tmpDir, rand.Text())
	defer d.root.Remove(tmp)
	if err := d.write(ctx, tmp, b); err != nil {
		return err
	}
	// A deletion of the directory between making it and using it is worth one more try.
	err := d.install(tmp, key)
	if errors.Is(err, fs.ErrNotExist) {
		err = d.install(tmp, key)
	}
	return err
}

func (d *directory) write(ctx context.Context, name string, b *body) (err error) {
	f, err := d.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if _, err := io.Copy(f, ctxReader{ctx, b.turn()}); err != nil {
		return err
	}
	return f.Sync()
}

// install gives the finished file its name, durably. A link, unlike a rename, does not replace what another writer
// installed first; file systems without links get the rename.
func (d *directory) install(tmp, key string) error {
	dir := path.Dir(key)
	_, err := d.root.Stat(dir)
	fresh := err != nil
	if err := d.root.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	switch err := d.root.Link(tmp, key); {
	case errors.Is(err, fs.ErrExist):
		return nil
	case errors.Is(err, syscall.EPERM), errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.EMLINK):
		if err := d.root.Rename(tmp, key); err != nil {
			return err
		}
	case err != nil:
		return err
	}
	for {
		if err := d.syncDir(dir); err != nil {
			return err
		}
		if !fresh || dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

func (d *directory) syncDir(name string) error {
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (d *directory) get(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := d.root.Open(key)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return nil, notFound
		}
		return nil, err
	}
	fi, err := f.Stat()
	if err == nil && !fi.Mode().IsRegular() {
		err = notFound
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{ctxReader{ctx, f}, f}, nil
}

func (d *directory) remove(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := d.root.RemoveAll(key)
	if errors.Is(err, syscall.ENOTDIR) { // a part of the key is an object
		return nil
	}
	if err != nil {
		return err
	}
	if err := d.syncDir(path.Dir(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// ready writes a byte: a full or read-only disk shows in nothing less.
func (d *directory) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	name := path.Join(tmpDir, rand.Text())
	defer d.root.Remove(name)
	if err := d.root.WriteFile(name, []byte{0}, 0o600); err != nil {
		return fmt.Errorf("not writable: %w", err)
	}
	return nil
}

func (d *directory) close() error { return d.root.Close() }

// ctxReader ends a copy when the context does.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (c ctxReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// Package objects keeps the bytes of a filing, its uploads and its reports, in MinIO or in a plain directory, behind one
// type that behaves the same on both.
//
// An object is written once: the first bytes put at a key stay until they are deleted, and putting the key again changes
// nothing and is no error. A reader sees a whole object or none. The name and the type an applicant gave a file are not
// kept here (S3 metadata is ASCII only); they belong in the records.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"prereview/filing"
)

// Store is safe for concurrent use.
type Store struct {
	b    backend
	name string
}

// backend is one engine. Keys have been checked; a body yields its announced number of bytes or an error.
type backend interface {
	put(ctx context.Context, key string, body *body, mediaType string) error
	get(ctx context.Context, key string) (io.ReadCloser, error)
	remove(ctx context.Context, key string) error
	ready(ctx context.Context) error
	close() error
}

// Options completes what the URL of a store says.
type Options struct {
	// AccessKey and SecretKey are used when the URL holds no credentials, which keeps them out of process lists.
	AccessKey, SecretKey string
	// Wait bounds how long Open keeps trying to reach a server that does not answer. Defaults to 15 s.
	Wait time.Duration
}

// Open opens the store at url:
//
//	dir:PATH, or just PATH               a directory, made when missing
//	minio://HOST:PORT/BUCKET             a bucket, made when missing, over TLS
//	minio://ACCESS:SECRET@HOST:PORT/BUCKET?secure=false&region=REGION&checksum=false
//
// secure=false speaks plain HTTP. checksum=false leaves out the CRC-32C that is otherwise sent after every body, for
// S3-compatible servers that do not take trailing checksums. A bad url is a filing.Problem; no error repeats the secret.
// A store that was opened survives an outage of its server: calls fail while it lasts and work again after it.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	if o.Wait <= 0 {
		o.Wait = 15 * time.Second
	}
	loc, err := parseURL(url, o)
	if err != nil {
		return nil, err
	}
	var b backend
	if loc.dir != "" {
		b, err = openDir(loc.dir)
	} else {
		b, err = openMinIO(ctx, loc, o.Wait)
	}
	if err != nil {
		return nil, fmt.Errorf("objects: %s: %w", loc, err)
	}
	return &Store{b: b, name: loc.String()}, nil
}

// String says where the store is, without credentials.
func (s *Store) String() string { return s.name }

// Put stores the size bytes that r yields. The size must be right: fewer bytes are an error that wraps
// io.ErrUnexpectedEOF, more are one that wraps filing.ErrTooLarge, and neither leaves an object behind. When r can seek, a
// failure of the network is retried from where r stood; otherwise the caller must. r is not closed, and may not have been
// read when the key is already taken.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, size int64, mediaType string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if size < 0 {
		return filing.Problem{Field: "size", Detail: "must be known, is negative"}
	}
	for _, c := range []byte(mediaType) { // goes into a header
		if c < ' ' || c > '~' {
			return filing.Problem{Field: "media_type", Detail: "must be printable ASCII"}
		}
	}
	b, err := newBody(r, size)
	if err == nil {
		err = s.b.put(ctx, key, b, mediaType)
	}
	if cause := b.leave(); cause != nil {
		err = cause // what the engine made of it says less
	}
	return wrap("put", key, err)
}

// Get opens an object; the caller closes it. An absent one is an error that wraps filing.ErrNotFound. The context governs
// the reading too.
func (s *Store) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	r, err := s.b.get(ctx, key)
	return r, wrap("get", key, err)
}

// Delete removes the object at the key prefix and every object below it ("filings/ab" takes "filings/ab/x", not
// "filings/abc"), in all their versions where the bucket keeps versions. Nothing there is no error.
func (s *Store) Delete(ctx context.Context, prefix string) error {
	if err := checkKey(prefix); err != nil {
		return err
	}
	return wrap("delete", prefix, s.b.remove(ctx, prefix))
}

// Ready says within some 5 s whether objects can be written and read now.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := s.b.ready(ctx); err != nil {
		return fmt.Errorf("objects: %s: %w", s.name, err)
	}
	return nil
}

// Close gives up what the store holds open.
func (s *Store) Close() error { return s.b.close() }

func wrap(op, key string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("objects: %s %s: %w", op, key, err)
}

const maxKey = 512

// checkKey holds keys to what every engine and file system takes and takes alike: segments of ASCII letters, digits, '-',
// '_' and '.', none of which starts with a dot, so that no key leaves the store, meets its temporary files, or means two
// things.
func checkKey(key string) error {
	bad := func(detail string) error {
		return filing.Problem{Field: "key", Detail: detail,
			Allowed: []string{"segments of A-Z a-z 0-9 - _ . joined by /, none empty or starting with a dot, 512 bytes in all"}}
	}
	if key == "" {
		return bad("is empty")
	}
	if len(key) > maxKey {
		return bad("is too long")
	}
	for seg := range strings.SplitSeq(key, "/") {
		if seg == "" {
			return bad("has an empty segment")
		}
		if seg[0] == '.' {
			return bad("has a segment that starts with a dot")
		}
		if len(seg) > 200 {
			return bad("has a segment of more than 200 bytes")
		}
		for _, c := range []byte(seg) {
			if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.') {
				return bad("has a character that is not allowed")
			}
		}
	}
	return nil
}

// body yields exactly the announced number of bytes. It finds out that there are more before it hands over the last of
// them, so a request with that length never completes. It is deliberately no io.Closer: minio-go closes those. An HTTP
// transport may go on reading a body after it has answered (with an early refusal, say), hence the lock: each try reads
// through a turn of its own, which ends with the next one or with leave.
type body struct {
	mu    sync.Mutex
	turns int
	r     io.Reader
	size  int64
	left  int64
	err   error // sticky; io.EOF when all was delivered
	start int64 // where r stood, when it can seek
	seek  io.Seeker
}

func newBody(r io.Reader, size int64) (*body, error) {
	b := &body{r: r, size: size, left: size}
	if s, ok := r.(io.Seeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil { // a pipe is an *os.File that cannot
			b.seek, b.start = s, at
		}
	}
	if size == 0 {
		b.expectEnd()
	}
	if b.err != nil && b.err != io.EOF {
		return b, b.err
	}
	return b, nil
}

// turn is one try's way of reading a body.
type turn struct {
	b *body
	n int
}

// turn begins a try; whoever read in an earlier one gets no more.
func (b *body) turn() turn {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turns++
	return turn{b, b.turns}
}

func (t turn) Read(p []byte) (int, error) {
	t.b.mu.Lock()
	defer t.b.mu.Unlock()
	if t.n != t.b.turns {
		return 0, errLeft
	}
	return t.b.read(p)
}

func (b *body) read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	switch {
	case b.left == 0:
		b.expectEnd()
		if b.err != io.EOF {
			return 0, b.err
		}
		return n, nil
	case err == io.EOF:
		b.err = fmt.Errorf("body ended %d bytes short of the %d announced: %w", b.left, b.size, io.ErrUnexpectedEOF)
	case err != nil:
		b.err = fmt.Errorf("reading the body: %w", err)
	}
	return n, b.err
}

var errLeft = errors.New("nobody waits for this body any more")

// leave takes the reader away from whoever still reads the body, and says what was wrong with it, nil for nothing.
func (b *body) leave() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.err
	b.turns++
	if err == io.EOF {
		return nil
	}
	return err
}

func (b *body) expectEnd() {
	var one [1]byte
	switch _, err := io.ReadFull(b.r, one[:]); err {
	case io.EOF:
		b.err = io.EOF
	case nil:
		b.err = fmt.Errorf("body has more than the %d bytes announced: %w", b.size, filing.ErrTooLarge)
	default:
		b.err = fmt.Errorf("reading the body: %w", err)
	}
}

// rewind makes the body ready for another try, and says whether it could.
func (b *body) rewind() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turns++ // before anything is read again, whoever still reads for the try before gets no more
	if b.err != nil && b.err != io.EOF {
		return false
	}
	if b.left == b.size && b.size > 0 {
		return true
	}
	if b.seek == nil {
		return b.size == 0
	}
	if _, err := b.seek.Seek(b.start, io.SeekStart); err != nil {
		return false
	}
	b.left, b.err = b.size, nil
	if b.size == 0 {
		b.err = io.EOF
	}
	return true
}

package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"prereview/filing"
)

var notFound = filing.ErrNotFound

// Bounds of one request. They are set so that a server that is gone, or is there and says nothing, is an error soon
// enough for a worker to hand its run back.
const (
	dialTimeout    = 3 * time.Second
	headerTimeout  = 20 * time.Second // from the request's last byte to the answer's first; MinIO syncs to disk meanwhile
	requestTimeout = 30 * time.Second // a request without a body
	stallTimeout   = 30 * time.Second // no byte of an object for so long
	slowestRate    = 128 << 10        // bytes a second; an upload slower than that is given up
	tries          = 3
	firstPause     = 200 * time.Millisecond // doubled after each try, with jitter
)

type bucket struct {
	core      *minio.Core
	name      string
	region    string
	transport *http.Transport
}

func openMinIO(ctx context.Context, l location, wait time.Duration) (*bucket, error) {
	tr, err := minio.DefaultTransport(l.secure)
	if err != nil {
		return nil, err
	}
	tr.DialContext = (&net.Dialer{Timeout: dialTimeout, KeepAlive: 15 * time.Second}).DialContext
	tr.TLSHandshakeTimeout = 5 * time.Second
	tr.ResponseHeaderTimeout = headerTimeout
	core, err := minio.NewCore(l.endpoint, &minio.Options{
		Creds:           credentials.NewStaticV4(l.accessKey, l.secretKey, ""),
		Secure:          l.secure,
		Region:          l.region,
		Transport:       tr,
		TrailingHeaders: l.checksum,
		BucketLookup:    minio.BucketLookupPath,
		// Retries are ours: minio-go rewinds a body without resetting the checksum that trails it (hashReaderWrapper),
		// so its second try of an upload that broke off always fails, and it does not bound the time of a try.
		MaxRetries: 1,
	})
	if err != nil {
		return nil, err
	}
	b := &bucket{core: core, name: l.bucket, region: l.region, transport: tr}
	deadline := time.Now().Add(wait)
	for {
		err := b.ensure(ctx)
		if err == nil {
			return b, nil
		}
		if !transient(err) || ctx.Err() != nil || time.Now().After(deadline) {
			b.close()
			return nil, err
		}
		pause(ctx, 500*time.Millisecond)
	}
}

// ensure makes the bucket when it is missing.
func (b *bucket) ensure(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*dialTimeout)
	defer cancel()
	ok, err := b.core.BucketExists(ctx, b.name)
	if err != nil || ok {
		return err
	}
	err = b.core.MakeBucket(ctx, b.name, minio.MakeBucketOptions{Region: b.region})
	switch minio.ToErrorResponse(err).Code {
	case minio.BucketAlreadyOwnedByYou, minio.BucketAlreadyExists: // another process was faster
		return nil
	}
	return err
}

func (b *bucket) put(ctx context.Context, key string, body *body, mediaType string) error {
	// Asking first spares the upload of what is there; the precondition on the upload is what decides.
	if err := b.stat(ctx, key); err == nil || transient(err) || ctx.Err() != nil {
		return err
	}
	opts := minio.PutObjectOptions{
		ContentType: mediaType,
		// One request: parts would leave fragments behind when a worker dies, and a part buffer costs memory.
		DisableMultipart: true,
	}
	opts.SetMatchETagExcept("*")
	limit := requestTimeout + time.Duration(body.size/slowestRate)*time.Second
	err := b.retry(ctx, limit, body.rewind, func(ctx context.Context) error {
		_, err := b.core.Client.PutObject(ctx, b.name, key, body.turn(), body.size, opts)
		return err
	})
	if minio.ToErrorResponse(err).StatusCode == http.StatusPreconditionFailed {
		return nil // already there, perhaps from our own try whose answer was lost
	}
	return err
}

func (b *bucket) stat(ctx context.Context, key string) error {
	return b.retry(ctx, requestTimeout, again, func(ctx context.Context) error {
		_, err := b.core.StatObject(ctx, b.name, key, minio.StatObjectOptions{})
		return err
	})
}

func (b *bucket) get(ctx context.Context, key string) (io.ReadCloser, error) {
	var out *stallReader
	err := b.retry(ctx, 0, again, func(ctx context.Context) error {
		ctx, cancel := context.WithCancelCause(ctx) // lives as long as the object is read
		r := &stallReader{cancel: cancel}
		stop := r.watch()
		body, _, _, err := b.core.GetObject(ctx, b.name, key, minio.GetObjectOptions{})
		stop()
		if err != nil {
			if c := context.Cause(ctx); c != nil {
				err = c
			}
			cancel(nil)
			return err
		}
		r.ctx, r.body = ctx, body
		out = r
		return nil
	})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil, notFound
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

var errStalled = fmt.Errorf("no byte for %v", stallTimeout)

// stallReader gives up on a server that has gone quiet in the middle of an object; a dead peer is otherwise noticed
// after minutes, if at all.
type stallReader struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	body   io.ReadCloser
}

func (r *stallReader) watch() (stop func() bool) {
	return time.AfterFunc(stallTimeout, func() { r.cancel(errStalled) }).Stop
}

func (r *stallReader) Read(p []byte) (int, error) {
	stop := r.watch()
	n, err := r.body.Read(p)
	stop()
	if err != nil && err != io.EOF {
		if c := context.Cause(r.ctx); c != nil {
			err = c
		}
	}
	return n, err
}

func (r *stallReader) Close() error {
	r.cancel(nil)
	return r.body.Close()
}

func (b *bucket) remove(ctx context.Context, key string) error {
	// Versions and delete markers are listed too, and are there in buckets that keep none as well: erasing must erase.
	list := minio.ListObjectsOptions{Prefix: key, Recursive: true, WithVersions: true}
	return b.retry(ctx, 10*time.Minute, again, func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		var listErr error
		var found iter.Seq[minio.ObjectInfo] = func(yield func(minio.ObjectInfo) bool) {
			for o := range b.core.Client.ListObjectsIter(ctx, b.name, list) {
				if o.Err != nil {
					listErr = o.Err
					return
				}
				if (o.Key == key || strings.HasPrefix(o.Key, key+"/")) && !yield(o) {
					return
				}
			}
		}
		results, err := b.core.RemoveObjectsWithIter(ctx, b.name, found, minio.RemoveObjectsOptions{})
		if err != nil {
			return err
		}
		var failed error
		for r := range results {
			if r.Err != nil && failed == nil {
				failed = r.Err
			}
		}
		if failed == nil {
			failed = ctx.Err()
		}
		return errors.Join(listErr, failed)
	})
}

func (b *bucket) ready(ctx context.Context) error {
	ok, err := b.core.BucketExists(ctx, b.name)
	if err == nil && !ok {
		err = errors.New("the bucket is missing")
	}
	return err
}

func (b *bucket) close() error {
	b.transport.CloseIdleConnections()
	return nil
}

// again is for requests that can be sent again as they are.
func again() bool { return true }

// retry runs one request, each try within limit (0 is none), and repeats it after a failure that may pass if rewind says
// it can be repeated.
func (b *bucket) retry(ctx context.Context, limit time.Duration, rewind func() bool, request func(context.Context) error) error {
	for try := 1; ; try++ {
		tryCtx, cancel := ctx, context.CancelFunc(func() {})
		if limit > 0 {
			tryCtx, cancel = context.WithTimeout(ctx, limit)
		}
		err := request(tryCtx)
		cancel()
		if err == nil || try == tries || !transient(err) || timedOut(err) || ctx.Err() != nil {
			return err
		}
		if !rewind() {
			return err
		}
		if pause(ctx, firstPause<<(try-1)); ctx.Err() != nil {
			return err
		}
	}
}

// pause sleeps for d, give or take half of it.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d/2 + rand.N(d))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// timedOut errors have used up the caller's patience already; another try would double the wait.
func timedOut(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, errStalled) || errors.As(err, &t) && t.Timeout()
}

// transient says whether the same request may work later: the network, or a server that says so.
func transient(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return true
	}
	switch answer.Code {
	case "SlowDown", "SlowDownRead", "SlowDownWrite", "RequestTimeout", "InternalError", "ServiceUnavailable":
		return true
	}
	return answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusRequestTimeout
}

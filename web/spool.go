package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"prereview/filing"
)

// spooled is one upload on disk, hashed while it arrived. A slow sender costs a file handle, not memory.
type spooled struct {
	file   *os.File
	size   int64
	sha256 string
}

// spool copies body to a temporary file and refuses more than Limits.FileBytes, however long the body claims to be. The
// file has no name any more when spool returns, so it cannot be left behind.
func (s *server) spool(body io.Reader) (*spooled, error) {
	f, err := os.CreateTemp(s.SpoolDir, "prereview-upload-*")
	if err != nil {
		return nil, err
	}
	os.Remove(f.Name())
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, h), io.LimitReader(body, s.Limits.FileBytes+1))
	switch {
	case err != nil:
		err = uploadFailed(err)
	case n > s.Limits.FileBytes:
		err = s.fileTooLarge()
	case n == 0:
		err = newProblem(http.StatusUnprocessableEntity, "file_empty", "the file is empty (0 bytes)",
			"文件是空的（0 字节），请检查后重新选择文件。", filing.Problem{Field: "file", Detail: "is empty"})
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &spooled{f, n, hex.EncodeToString(h.Sum(nil))}, nil
}

func (sp *spooled) reader() io.Reader { return io.NewSectionReader(sp.file, 0, sp.size) }

func (sp *spooled) bytes() ([]byte, error) {
	b := make([]byte, sp.size)
	_, err := io.ReadFull(sp.reader(), b)
	return b, err
}

func (sp *spooled) close() { sp.file.Close() }

// uploadFailed tells a client's fault (it left, stalled, or sent a broken stream) from ours (the disk).
func uploadFailed(err error) error {
	var path *os.PathError
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return err
	case errors.As(err, &path):
		return err
	}
	return newProblem(http.StatusBadRequest, "body_broken", "the request body ended before the whole file had arrived",
		"上传中断，文件不完整，请重新上传。")
}

func (s *server) fileTooLarge() *problem {
	n := s.Limits.FileBytes
	return newProblem(http.StatusRequestEntityTooLarge, "file_too_large", fmt.Sprintf("the file is over the limit of %d bytes", n),
		fmt.Sprintf("文件超过 %s 的上限，请压缩后重新上传。", bytesZH(n)),
		filing.Problem{Field: "file", Detail: fmt.Sprintf("is over the limit of %d bytes", n)})
}

// pacedBody lets a body be slow but not silent: every read gets Limits.BodyIdle, the whole Limits.BodyTotal.
type pacedBody struct {
	io.Reader
	rc   *http.ResponseController
	idle time.Duration
	end  time.Time
}

func (s *server) paced(w http.ResponseWriter, r *http.Request) *pacedBody {
	return &pacedBody{r.Body, http.NewResponseController(w), s.Limits.BodyIdle, time.Now().Add(s.Limits.BodyTotal)}
}

func (b *pacedBody) Read(p []byte) (int, error) {
	d := time.Now().Add(b.idle)
	if d.After(b.end) {
		d = b.end
	}
	b.rc.SetReadDeadline(d) // not supported by a test's recorder, which is never slow
	return b.Reader.Read(p)
}

// rest ends the reading. After a whole body the deadline is lifted, or the server would take its expiry for a client
// that left. After a refused one it is short: the server drains some of what is still arriving before it answers.
func (b *pacedBody) rest(err error) {
	d := time.Time{}
	if err != nil {
		d = time.Now().Add(500 * time.Millisecond)
	}
	b.rc.SetReadDeadline(d)
}

// looked is what the quick look came to.
type looked struct {
	findings []filing.Finding
	kind     filing.DocumentKind
	how      string // done, timed_out, busy, failed
}

// look examines an upload within Limits.QuickLook. It never fails an upload: what cannot be said now is said by the
// report. The work keeps its place in the gate until it really ends, even if the answer no longer waits for it.
func (s *server) look(ctx context.Context, slot filing.Slot, name string, data []byte) looked {
	ctx, cancel := context.WithTimeout(ctx, s.Limits.QuickLook)
	if !s.looks.enter(ctx, s.Limits.QuickLook) {
		cancel()
		return looked{how: "busy"}
	}
	done := make(chan looked, 1)
	go func() {
		defer s.looks.leave()
		defer cancel()
		defer func() {
			if v := recover(); v != nil {
				s.Logger.Error("quick look panicked", "slot", slot, "panic", v)
				done <- looked{how: "failed"}
			}
		}()
		fs, kind := s.Examiner.QuickLook(ctx, slot, name, data)
		how := "done"
		if ctx.Err() != nil {
			how = "timed_out"
		}
		done <- looked{fs, kind, how}
	}()
	grace := time.NewTimer(s.Limits.QuickLook + s.Limits.QuickLook/4) // for what it has when its context ends
	defer grace.Stop()
	select {
	case l := <-done:
		return l
	case <-grace.C:
		return looked{how: "timed_out"}
	}
}

// inspect reads the header of an upload. A decoder that panics on hostile bytes costs this file its header, no more.
func (s *server) inspect(name string, data []byte) (a filing.Attachment, fs []filing.Finding) {
	defer func() {
		if v := recover(); v != nil {
			s.Logger.Error("inspection panicked", "panic", v)
			a, fs = filing.Attachment{}, nil
		}
	}()
	return s.Examiner.Inspect(name, data)
}

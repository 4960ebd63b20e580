package web

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"prereview/filing"
)

// cache keeps the previews last used, by bytes. A preview is asked for many times in a row, once for every crop of a
// page; drawing it costs a decode of the whole original.
type cache struct {
	mu    sync.Mutex
	limit int64
	size  int64
	order *list.List // of *preview, last used first
	byKey map[string]*list.Element
}

type preview struct {
	key  string
	jpeg []byte
}

func newCache(limit int64) *cache {
	return &cache{limit: limit, order: list.New(), byKey: map[string]*list.Element{}}
}

func (c *cache) get(key string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*preview).jpeg, true
}

func (c *cache) put(key string, jpeg []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok || int64(len(jpeg)) > c.limit {
		return
	}
	c.byKey[key] = c.order.PushFront(&preview{key, jpeg})
	c.size += int64(len(jpeg))
	for c.size > c.limit {
		last := c.order.Back()
		p := c.order.Remove(last).(*preview)
		delete(c.byKey, p.key)
		c.size -= int64(len(p.jpeg))
	}
}

// shown finds the document a preview or an original is asked of: as the named run saw it, or as it is now for run 0.
func (s *server) shown(ctx context.Context, id, slotName, run string) (filing.Document, error) {
	f, slot, err := s.visibleSlot(ctx, id, slotName)
	if err != nil {
		return filing.Document{}, err
	}
	if n, _ := strconv.Atoi(run); n > 0 {
		rep, err := s.Store.Report(ctx, f.ID, n)
		if err != nil {
			return filing.Document{}, err
		}
		for _, d := range rep.Documents {
			if d.Slot == slot && d.SHA256 != "" {
				return d, nil
			}
		}
	}
	a, ok := f.Attachment(slot)
	if !ok {
		return filing.Document{}, filing.ErrNotFound
	}
	return documentOf(a), nil
}

// documentOf shows an attachment that has not been read yet.
func documentOf(a filing.Attachment) filing.Document {
	return filing.Document{Slot: a.Slot, Name: a.Name, SHA256: a.SHA256, Size: a.Size, MediaType: a.MediaType, Width: a.Width, Height: a.Height,
		Kind: a.Slot.Kind(), Signals: a.Signals}
}

func (s *server) previewJPEG(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	d, err := s.shown(r.Context(), id, r.PathValue("slot"), r.URL.Query().Get("run"))
	if err != nil {
		return err
	}
	f, _ := frameOf(d)
	b, err := s.drawn(r.Context(), id, d, f.turn)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=3600") // the address names the run, whose pictures never change
	w.Write(b)
	return nil
}

func (s *server) drawn(ctx context.Context, id string, d filing.Document, turn int) ([]byte, error) {
	key := fmt.Sprintf("%s/%s/%d", id, d.SHA256, turn)
	if b, ok := s.cache.get(key); ok {
		return b, nil
	}
	if !s.previews.enter(ctx, 4*s.Limits.Wait) { // a browser waits for a picture in place; a refusal would leave a hole
		return nil, saturated()
	}
	defer s.previews.leave()
	if b, ok := s.cache.get(key); ok { // another request drew it while this one waited
		return b, nil
	}
	body, err := s.Objects.Get(ctx, filing.ObjectKey(id, d.SHA256))
	if err != nil {
		return nil, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, s.Limits.FileBytes+1))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	b, err := s.Pictures.Preview(ctx, data, turn, s.Limits.PreviewSide)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		// What cannot be decoded is the document's fault and is told by its findings.
		s.Logger.DebugContext(ctx, "no preview", "filing", id, "slot", d.Slot, "error", err)
		return nil, newProblem(http.StatusUnprocessableEntity, "no_preview", "the file cannot be shown as a picture", "这份文件无法显示为图片。")
	}
	s.cache.put(key, b)
	return b, nil
}

// original hands a reviewer the very bytes that were uploaded; that is audited.
func (s *server) original(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	d, err := s.shown(r.Context(), id, r.PathValue("slot"), r.URL.Query().Get("run"))
	if err != nil {
		return err
	}
	body, err := s.Objects.Get(r.Context(), filing.ObjectKey(id, d.SHA256))
	if err != nil {
		if errors.Is(err, filing.ErrNotFound) {
			s.Logger.ErrorContext(r.Context(), "an original is missing", "filing", id, "slot", d.Slot)
		}
		return err
	}
	defer body.Close()
	s.audit(r.Context(), "document.viewed", id, string(d.Slot))
	serveOriginal(w, filing.Attachment{Slot: d.Slot, Name: d.Name, MediaType: d.MediaType, Size: d.Size}, body)
	return nil
}

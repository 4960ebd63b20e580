package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

// Upload is the answer to an upload: what is kept, and what the quick look has to say about it at once. A file that
// nobody could read is kept all the same, with the finding that says so; the applicant replaces it.
type Upload struct {
	filing.Attachment
	Kind      filing.DocumentKind `json:"kind,omitempty" doc:"what the picture was found to show"`
	Findings  []filing.Finding    `json:"findings" doc:"what to mend, worst first; empty when nothing was noticed"`
	QuickLook string              `json:"quick_look" enum:"done,timed_out,busy,failed" doc:"whether the findings are complete; what was not looked at now is looked at after submission"`
}

// documentOperations registers what moves file bytes. Those handlers stream, so they are plain handlers described by
// hand; huma would hold bodies in memory.
func (s *server) documentOperations(h huma.API, mux *http.ServeMux) {
	upload := h.OpenAPI().Components.Schemas.Schema(typeOf[Upload](), true, "Upload")
	answers := func(ok string) map[string]*huma.Response {
		return map[string]*huma.Response{ok: {Description: "What is kept and what was noticed", Content: map[string]*huma.MediaType{
			"application/json": {Schema: upload}}}}
	}
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}

	put := s.op(http.MethodPut, "/filings/{id}/documents/{slot}", "putDocument", "documents", "Upload a file to a slot, replacing what it held",
		http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusServiceUnavailable)
	put.Description = "The body is the file as it is. Allowed while the filing is draft or returned."
	put.Parameters = []*huma.Param{idParam, slotParam, {Name: "name", In: "query", Schema: &huma.Schema{Type: huma.TypeString},
		Description: "the applicant's own file name, shown to people"}}
	put.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: binary},
		"image/jpeg": {Schema: binary}, "image/png": {Schema: binary}, "application/pdf": {Schema: binary}}}
	put.Responses = answers("200")
	s.stream(h, mux, put, s.putDocument)

	post := s.op(http.MethodPost, "/filings/{id}/documents", "postDocument", "documents", "Upload a file to an empty slot, as a form",
		http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusServiceUnavailable)
	post.Description = "Exactly one file and one slot. A slot that already holds a file is answered 409; replace it with PUT."
	post.Parameters = []*huma.Param{idParam}
	post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{
		Type: huma.TypeObject, Required: []string{"slot", "file"}, Properties: map[string]*huma.Schema{"slot": slotSchema, "file": binary}}}}}
	post.Responses = answers("201")
	s.stream(h, mux, post, s.postDocument)

	get := s.op(http.MethodGet, "/filings/{id}/documents/{slot}", "getDocument", "documents", "Download the file in a slot, as it was uploaded",
		http.StatusNotFound)
	get.Parameters = []*huma.Param{idParam, slotParam}
	get.Responses = map[string]*huma.Response{"200": {Description: "The bytes that were uploaded, always as an attachment",
		Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: binary}}}}
	s.stream(h, mux, get, s.getDocument)

	huma.Register(h, s.op(http.MethodDelete, "/filings/{id}/documents/{slot}", "deleteDocument", "documents",
		"Remove the file in a slot of a draft or returned filing", http.StatusNotFound, http.StatusConflict),
		told(s, func(ctx context.Context, in *slotInput) (*struct{}, error) {
			f, slot, err := s.visibleSlot(ctx, in.ID, in.Slot)
			if err != nil {
				return nil, err
			}
			if !editable(f) {
				return nil, notEditable(f)
			}
			if err := s.Store.Detach(ctx, f.ID, slot); err != nil {
				return nil, s.conflict(ctx, f.ID, err)
			}
			return nil, nil
		}))
}

type slotInput struct {
	ID   string `path:"id" doc:"id of the filing" maxLength:"64"`
	Slot string `path:"slot" maxLength:"64"`
}

// stream registers a plain handler and its description. Errors become problems.
func (s *server) stream(h huma.API, mux *http.ServeMux, op huma.Operation, handler func(http.ResponseWriter, *http.Request) error) {
	for _, status := range op.Errors {
		op.Responses[strconv.Itoa(status)] = problemResponse(h.OpenAPI(), status)
	}
	h.OpenAPI().AddOperation(&op)
	mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) {
		if err := handler(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

func (s *server) visibleSlot(ctx context.Context, id, name string) (filing.Filing, filing.Slot, error) {
	f, err := s.visible(ctx, id)
	if err != nil {
		return f, "", err
	}
	slot, err := filing.ParseSlot(name)
	return f, slot, err
}

func (s *server) putDocument(w http.ResponseWriter, r *http.Request) error {
	f, slot, err := s.visibleSlot(r.Context(), r.PathValue("id"), r.PathValue("slot"))
	if err != nil {
		return err
	}
	if !editable(f) {
		return notEditable(f)
	}
	if r.ContentLength > s.Limits.FileBytes {
		return s.fileTooLarge()
	}
	if !s.uploads.enter(r.Context(), s.Limits.Wait) {
		return saturated()
	}
	defer s.uploads.leave()
	body := s.paced(w, r)
	sp, err := s.spool(body)
	body.rest(err)
	if err != nil {
		return err
	}
	defer sp.close()
	up, err := s.keep(r.Context(), f, slot, cleanName(r.URL.Query().Get("name")), sp, true)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, "application/json", up)
	return nil
}

func (s *server) postDocument(w http.ResponseWriter, r *http.Request) error {
	f, err := s.visible(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if !editable(f) {
		return notEditable(f)
	}
	if r.ContentLength > s.Limits.FileBytes+s.Limits.FormBytes {
		return s.fileTooLarge()
	}
	if !s.uploads.enter(r.Context(), s.Limits.Wait) {
		return saturated()
	}
	defer s.uploads.leave()
	body := s.paced(w, r)
	slot, name, sp, err := s.readParts(r, body)
	body.rest(err)
	if err != nil {
		return err
	}
	defer sp.close()
	if _, filled := f.Attachment(slot); filled {
		return slotFilled(f, slot)
	}
	up, err := s.keep(r.Context(), f, slot, name, sp, false)
	if err != nil {
		return err
	}
	w.Header().Set("Location", documentPath(f.ID, slot))
	writeJSON(w, http.StatusCreated, "application/json", up)
	return nil
}

// readParts reads a form of exactly one slot and one file, in either order.
func (s *server) readParts(r *http.Request, body io.Reader) (slot filing.Slot, name string, sp *spooled, err error) {
	defer func() {
		if err != nil && sp != nil {
			sp.close()
			sp = nil
		}
	}()
	mediaType, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType != "multipart/form-data" || params["boundary"] == "" {
		return "", "", nil, newProblem(http.StatusUnsupportedMediaType, "media_type",
			"send multipart/form-data with the fields slot and file; to send the bare file use PUT .../documents/{slot}",
			"请用 multipart/form-data 提交 slot 和 file 两个字段。")
	}
	// The bound on the whole body lets the file's own bound speak first.
	parts := multipart.NewReader(io.LimitReader(body, s.Limits.FileBytes+s.Limits.FormBytes), params["boundary"])
	for {
		p, e := parts.NextPart()
		if errors.Is(e, io.EOF) {
			break
		}
		if e != nil {
			return slot, name, sp, uploadFailed(e)
		}
		switch p.FormName() {
		case "slot":
			b, e := io.ReadAll(io.LimitReader(p, 128))
			if e != nil {
				return slot, name, sp, uploadFailed(e)
			}
			if slot != "" {
				return slot, name, sp, invalid(filing.Problem{Field: "slot", Detail: "is given twice; send one slot and one file a request"})
			}
			if slot, e = filing.ParseSlot(strings.TrimSpace(string(b))); e != nil {
				return slot, name, sp, e
			}
		case "file":
			if sp != nil {
				return slot, name, sp, newProblem(http.StatusUnprocessableEntity, "two_files",
					"a slot holds exactly one file; send one file a request", "每个材料位只能上传一个文件，请分开上传。",
					filing.Problem{Field: "file", Detail: "is given twice; a slot holds exactly one file"})
			}
			if sp, e = s.spool(p); e != nil {
				return slot, name, nil, e
			}
			name = cleanName(p.FileName())
		default:
			return slot, name, sp, invalid(filing.Problem{Field: clip(p.FormName(), 40), Detail: "unexpected property", Allowed: []string{"slot", "file"}})
		}
	}
	var missing []filing.Problem
	if slot == "" {
		missing = append(missing, filing.Problem{Field: "slot", Detail: "is required", Allowed: texts(filing.Slots)})
	}
	if sp == nil {
		missing = append(missing, filing.Problem{Field: "file", Detail: "is required"})
	}
	if len(missing) > 0 {
		return slot, name, sp, invalid(missing...)
	}
	return slot, name, sp, nil
}

// keep puts the bytes, looks at them, and attaches them to the filing, in that order: a row never names bytes that are
// not there. Bytes that no row names are only garbage under a key that says whose.
func (s *server) keep(ctx context.Context, f filing.Filing, slot filing.Slot, name string, sp *spooled, replace bool) (Upload, error) {
	data, err := sp.bytes()
	if err != nil {
		return Upload{}, err
	}
	a, found := s.inspect(name, data)
	if a.MediaType == "" {
		a.MediaType = "application/octet-stream"
	}
	a.Slot, a.Name, a.SHA256, a.Size, a.UploadedAt = slot, name, sp.sha256, sp.size, s.Now().UTC()
	if err := s.Objects.Put(ctx, filing.ObjectKey(f.ID, a.SHA256), sp.reader(), sp.size, a.MediaType); err != nil {
		return Upload{}, err
	}
	l := s.look(ctx, slot, name, data)
	if err := s.Store.Attach(ctx, f.ID, a, replace); err != nil {
		if errors.Is(err, filing.ErrConflict) {
			if now, e := s.Store.Filing(ctx, f.ID); e == nil && editable(now) {
				return Upload{}, slotFilled(now, slot)
			}
		}
		return Upload{}, s.conflict(ctx, f.ID, err)
	}
	return Upload{Attachment: a, Kind: l.kind, Findings: telling(l.findings, found), QuickLook: l.how}, nil
}

// telling keeps what an applicant must hear: each check once, nothing that passed, worst first. The quick look's words
// come before the header's, since they know the slot.
func telling(lists ...[]filing.Finding) []filing.Finding {
	out := []filing.Finding{}
	seen := map[string]bool{}
	for _, f := range slices.Concat(lists...) {
		if f.Status == filing.Pass || f.Status == filing.NotApplicable || seen[f.Check] {
			continue
		}
		seen[f.Check] = true
		out = append(out, wholeFinding(f))
	}
	slices.SortStableFunc(out, func(a, b filing.Finding) int { return groupOf(a) - groupOf(b) })
	return out
}

func slotFilled(f filing.Filing, slot filing.Slot) *problem {
	p := newProblem(http.StatusConflict, "slot_filled",
		fmt.Sprintf("the slot %s already holds a file; replace it with PUT %s", slot, documentPath(f.ID, slot)),
		"“"+slotZH[slot]+"”已经上传过文件，如需更换请使用替换上传。",
		filing.Problem{Field: "slot", Detail: "already holds a file"})
	p.Filing = f.Status
	return p
}

func saturated() *problem {
	p := newProblem(http.StatusServiceUnavailable, "busy", "too many uploads at once; try again shortly", "当前上传人数较多，请稍后重试。")
	p.retryAfter = 2 * time.Second
	return p
}

func documentPath(id string, slot filing.Slot) string {
	return apiPrefix + "/filings/" + id + "/documents/" + string(slot)
}

func (s *server) getDocument(w http.ResponseWriter, r *http.Request) error {
	f, slot, err := s.visibleSlot(r.Context(), r.PathValue("id"), r.PathValue("slot"))
	if err != nil {
		return err
	}
	a, ok := f.Attachment(slot)
	if !ok {
		return filing.ErrNotFound
	}
	body, err := s.Objects.Get(r.Context(), filing.ObjectKey(f.ID, a.SHA256))
	if err != nil {
		return err
	}
	defer body.Close()
	s.audit(r.Context(), "document.viewed", f.ID, string(slot))
	serveOriginal(w, a, body)
	return nil
}

// serveOriginal hands out bytes that a stranger made. They are always a download, never of a type that a browser would
// run, and sandboxed should one show them all the same.
func serveOriginal(w http.ResponseWriter, a filing.Attachment, body io.Reader) {
	h := w.Header()
	mediaType := "application/octet-stream"
	if contains([]string{"image/jpeg", "image/png", "image/gif", "application/pdf"}, a.MediaType) {
		mediaType = a.MediaType
	}
	name := a.Name
	if name == "" {
		name = string(a.Slot)
	}
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if a.Size > 0 {
		h.Set("Content-Length", strconv.FormatInt(a.Size, 10))
	}
	h.Set("Cache-Control", "private, no-store")
	io.Copy(w, body)
}

// Package pipeline is the way of one filing through the machine: each document is scanned, recognised and extracted,
// then every check is run over the whole, and the report is put together.
//
// Read, QuickLook and Examine touch no store, so tests, the evaluation and the command line call them with bytes in
// hand. Review (review.go) adds loading and saving. A Pipeline is safe for concurrent use.
package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"prereview/filing"
	"prereview/ocr"
	"prereview/pipeline/check"
	"prereview/pipeline/extract"
	"prereview/pipeline/scan"
)

// Version names the way documents are read. It is raised whenever a change can alter a reading, so that kept results of
// an older way are not reused.
const Version = "7"

// documentsAtOnce bounds the documents of one filing in work at the same time. The scanner bounds pixels and the reader
// bounds children across filings; this only keeps one large filing from taking all of both.
const documentsAtOnce = 3

// Pipeline holds what reading and checking need. Fields are set before first use and not changed after.
type Pipeline struct {
	Scanner  *scan.Scanner
	Reader   ocr.Reader
	Engines  []Engine         // those behind Reader; of two, the first is the one that goes on alone
	Drift    *Drift           // counts how often two readers differ; nil for nothing
	Revision string           // of the program
	Now      func() time.Time // time.Now when nil

	Policy    *check.Policy   // ours when nil
	Registers check.Registers // none when nil
}

func (p *Pipeline) policy() *check.Policy {
	if p.Policy == nil {
		return check.Ours()
	}
	return p.Policy
}

// Engine is one of the readers that read together, as the provenance names it.
type Engine struct {
	Name   string
	Models map[string]string // model -> sha256
}

// Readers are the names of the readers behind Reader.
func (p *Pipeline) Readers() []string {
	names := make([]string, len(p.Engines))
	for i, e := range p.Engines {
		names[i] = e.Name
	}
	return names
}

// Models are those of the readers named; of all of them when none is.
func (p *Pipeline) Models(readers ...string) map[string]string {
	out := map[string]string{}
	for _, e := range p.Engines {
		if len(readers) == 0 || slices.Contains(readers, e.Name) {
			maps.Copy(out, e.Models)
		}
	}
	return out
}

// File is one attachment with its bytes.
type File struct {
	Slot filing.Slot
	Name string
	Data []byte
}

// Input is a filing with its files in hand.
type Input struct {
	FilingID    string
	Run         int
	Form        filing.Form
	Files       []File
	SubmittedAt filing.Date                   // the day of submission in China
	History     filing.Answer[filing.History] // what our own records know of it
	Snoozes     []filing.Snooze               // in force for it
}

// ReadingVersion is the version of reading with the models in use: the key under which readings are kept.
func (p *Pipeline) ReadingVersion() string {
	parts := []string{Version}
	models := p.Models()
	for _, name := range slices.Sorted(maps.Keys(models)) {
		sum := models[name]
		parts = append(parts, name+":"+sum[:min(12, len(sum))])
	}
	return strings.Join(parts, " ")
}

// Examine reads every file and checks the filing. The error is the context's; everything that is wrong with a document
// is in the report.
func (p *Pipeline) Examine(ctx context.Context, in Input) (filing.Report, error) {
	return p.examine(ctx, in, p.Read)
}

// readFunc reads one document: Read itself, or Read behind kept results.
type readFunc func(ctx context.Context, name string, data []byte, hint filing.DocumentKind) (filing.Document, error)

func (p *Pipeline) examine(ctx context.Context, in Input, read readFunc) (filing.Report, error) {
	start := p.now()
	docs := make([]filing.Document, len(in.Files))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(documentsAtOnce)
	for i, f := range in.Files {
		g.Go(func() error {
			d, err := read(gctx, f.Name, f.Data, f.Slot.Kind())
			d.Slot, d.Name = f.Slot, f.Name
			docs[i] = d
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return filing.Report{}, err
	}
	slices.SortStableFunc(docs, func(a, b filing.Document) int {
		return slices.Index(filing.Slots, a.Slot) - slices.Index(filing.Slots, b.Slot)
	})
	answers := check.LookUp(ctx, p.Registers, in.Form)
	answers.History = in.History
	findings := p.policy().Run(check.Case{Form: in.Form, Documents: docs, SubmittedAt: in.SubmittedAt, Answers: answers, Snoozes: in.Snoozes})
	inputs := make(map[filing.Slot]string, len(docs))
	for _, d := range docs {
		inputs[d.Slot] = d.SHA256
	}
	readers := tookPart(docs)
	models := map[string]string{}
	if len(readers) > 0 {
		models = p.Models(readers...)
	}
	return filing.Report{
		FilingID:  in.FilingID,
		Run:       in.Run,
		Verdict:   filing.Judge(findings),
		Form:      in.Form,
		Findings:  findings,
		Causes:    check.Causes(findings),
		Documents: docs,
		Answers:   answers,
		Provenance: filing.Provenance{
			Revision:   p.Revision,
			Pipeline:   Version,
			Readers:    readers,
			Models:     models,
			Rules:      p.policy().Versions(in.SubmittedAt),
			Thresholds: map[string]float64{"accept": check.Accept},
			Inputs:     inputs,
			StartedAt:  start.UTC(),
			ElapsedMS:  p.now().Sub(start).Milliseconds(),
		},
	}, nil
}

// tookPart are the readers that any of the documents names: none where nothing was read. What a document names is the first,
// or all.
func tookPart(docs []filing.Document) []string {
	names := []string{}
	for _, d := range docs {
		if len(d.Readers) > len(names) {
			names = d.Readers
		}
	}
	return names
}

// Read reads one document. hint is the kind its slot asks for, "" to find the kind; what is found is reported either
// way. The error is the context's: a bad document is Unreadable with a signal, a document that the reader dies on twice
// has NotRun set.
func (p *Pipeline) Read(ctx context.Context, name string, data []byte, hint filing.DocumentKind) (filing.Document, error) {
	doc, _, err := p.ReadMeasured(ctx, name, data, hint)
	return doc, err
}

// Inspect is what the header of a file says, without decoding it: the attachment's type and pixels, and what is wrong
// with the file itself.
func (p *Pipeline) Inspect(name string, data []byte) (filing.Attachment, []filing.Finding) {
	header, signals := scan.Inspect(name, data)
	a := filing.Attachment{Name: name, Size: int64(len(data)), MediaType: header.MediaType,
		Width: header.Width, Height: header.Height, Signals: signals}
	d := filing.Document{Name: name, Size: a.Size, MediaType: a.MediaType, Width: a.Width, Height: a.Height,
		Signals: signals, Kind: filing.Unknown}
	return a, p.policy().QuickLook(d)
}

// QuickLook is what can be said of one upload before ctx ends: findings about the file and the picture, and whether it
// is the right document for its slot when there was time to see that (filing.Unknown when there was not).
func (p *Pipeline) QuickLook(ctx context.Context, slot filing.Slot, name string, data []byte) ([]filing.Finding, filing.DocumentKind) {
	doc, page := p.scan(ctx, name, data)
	doc.Slot = slot
	if page.Image == nil && ctx.Err() != nil { // there was no time to decode it; that is not the picture's fault
		doc.Kind = filing.Unknown
	}
	seen := false
	if page.Image != nil && readable(slot.Kind()) {
		kind, confidence, err := p.classify(ctx, page, name, data, slot.Kind())
		if seen = err == nil; seen {
			doc.Kind, doc.KindConfidence = kind, confidence
		}
	}
	findings := p.policy().QuickLook(doc)
	if !seen { // nothing is said about the kind when nobody has looked
		findings = slices.DeleteFunc(findings, func(f filing.Finding) bool { return strings.HasPrefix(f.Check, "doc-") })
	}
	return findings, doc.Kind
}

// classify says what a picture shows: the kind that was asked for, when any of its pages or its less likely outlines is of that kind.
func (p *Pipeline) classify(ctx context.Context, page scan.Page, name string, data []byte, want filing.DocumentKind) (filing.DocumentKind, float64, error) {
	kind, confidence, _, err := extract.Classify(ctx, page.Image, p.Reader)
	if err != nil {
		return kind, confidence, err
	}
	try := func(classify func(context.Context, image.Image, ocr.Reader) (filing.DocumentKind, float64, int, error), pages []scan.Page) error {
		for _, page := range pages {
			if !missed(kind, want) {
				break
			}
			k, c, _, err := classify(ctx, page.Image, p.Reader)
			if err != nil {
				return err
			}
			if k == want || kind == filing.Unknown {
				kind, confidence = k, c
			}
		}
		return nil
	}
	if err = try(extract.Classify, page.Further); err == nil && missed(kind, want) {
		others, _, _ := p.Scanner.Others(ctx, name, data)
		err = cmp.Or(try(extract.ClassifyCard, others), ctx.Err())
	}
	if kind != filing.Unknown { // what was seen stands, whatever came of looking on
		err = nil
	}
	return kind, confidence, err
}

// scan decodes the bytes and finds the page. page.Image is nil when there is nothing to read.
func (p *Pipeline) scan(ctx context.Context, name string, data []byte) (filing.Document, scan.Page) {
	sum := sha256.Sum256(data)
	header, _ := scan.Inspect(name, data)
	page, signals := p.Scanner.Scan(ctx, name, data)
	doc := filing.Document{
		Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data)), MediaType: header.MediaType,
		Width: header.Width, Height: header.Height, Kind: filing.Unreadable,
		Fields: map[string]filing.Field{}, Signals: signals,
	}
	if doc.Signals == nil {
		doc.Signals = []filing.Signal{}
	}
	if page.Image != nil {
		doc.Kind = filing.Unknown
		doc.Width, doc.Height = page.Width, page.Height
		box := filing.Box(page.Outline)
		doc.Page = &box
	}
	return doc, page
}

// place puts what was extracted from the page into the document, boxes back on the original.
func place(doc *filing.Document, page scan.Page, res extract.Result) {
	doc.Kind, doc.KindConfidence = res.Kind, res.KindConfidence
	// The outline starts at the corner that is top left once the content is upright.
	outline := filing.Box(page.Outline)
	for i := range outline {
		outline[i] = page.Outline[(i-res.Turn%4+4)%4]
	}
	doc.Page = &outline
	for _, c := range res.Codes {
		box := filing.Box(c.Box.Map(page.ToOriginal))
		doc.Codes = append(doc.Codes, filing.Code{Content: c.Content, Box: &box})
	}
	for name, f := range res.Fields {
		box := filing.Box(f.Box.Map(page.ToOriginal))
		over := touching(doc.Signals, box)
		doc.Fields[name] = filing.Field{Value: f.Value, Raw: f.Raw, Repair: f.Repair, Confidence: underCover(f.Confidence, over), Box: &box,
			Doubts: f.Doubts, Signals: over, Readings: f.Readings, Differences: differences(f.Differences, page)}
	}
}

// differences are those of a field with their boxes on the original.
func differences(all []extract.Difference, page scan.Page) (out []filing.Difference) {
	for _, d := range all {
		k := filing.Difference{At: d.At, Length: d.Length, Readings: d.Readings}
		if d.Box != (ocr.Quad{}) {
			box := filing.Box(d.Box.Map(page.ToOriginal))
			k.Box = &box
		}
		out = append(out, k)
	}
	return out
}

// readable says that documents of this slot are read. A document in another slot (a signed form, a permit) is looked at
// for its picture only, until there is a reading for its kind.
func readable(hint filing.DocumentKind) bool {
	return hint == "" || slices.Contains(filing.RecognisedKinds, hint)
}

func crash(err error) bool { return errors.Is(err, ocr.ErrCrashed) || errors.Is(err, ocr.ErrDeadline) }

func notRun(err error) string {
	if errors.Is(err, ocr.ErrDeadline) {
		return filing.SignalReaderTimeout
	}
	return filing.SignalReaderCrashed
}

func (p *Pipeline) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

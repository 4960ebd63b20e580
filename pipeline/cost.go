package pipeline

import (
	"context"
	"image"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"prereview/filing"
	"prereview/ocr"
	"prereview/pipeline/extract"
	"prereview/pipeline/scan"
)

// Cost is the processor time that one document took, by step. The garbage collector's own threads, the program that
// renders PDFs and the copying of pixels to the readers are in none of them.
type Cost struct {
	Decode     time.Duration // bytes to pixels
	Straighten time.Duration // finding, judging and straightening the page
	Extract    time.Duration // kind, layout, cutting lines, grammars
	Recognise  time.Duration // in the reader's processes
}

// ReadMeasured is Read, and says what it cost.
func (p *Pipeline) ReadMeasured(ctx context.Context, name string, data []byte, hint filing.DocumentKind) (filing.Document, Cost, error) {
	start := p.now()
	doc, page := p.scan(ctx, name, data)
	w := work{Cost: Cost{Decode: page.DecodeCPU, Straighten: page.StraightenCPU}, sampled: len(p.Engines) > 1 && p.Drift.samples(doc)}
	if err := ctx.Err(); err != nil {
		return doc, w.Cost, err
	}
	if page.Image != nil && readable(hint) {
		res, err := p.extractTwice(ctx, extract.Read, page, hint, &w)
		// Of several cards in the picture the one that the slot is for is read.
		for _, other := range page.Further {
			if err != nil || hint == "" || res.Kind == hint {
				break
			}
			var r extract.Result
			if r, err = p.extractTwice(ctx, extract.Read, other, hint, &w); err == nil && r.Kind == hint {
				page, res = other, r
				doc.Signals = append(fileSignals(doc.Signals), other.Signals...)
			}
		}
		if err == nil && missed(res.Kind, hint) {
			page, res, err = p.readOthers(ctx, name, data, hint, &doc, page, res, &w)
		}
		switch {
		case err == nil:
			place(&doc, page, res)
			doc.Readers = w.readers(p.Readers())
			if len(doc.Readers) > 1 && p.Drift != nil {
				p.Drift.note(res, w.sampled)
			}
		case crash(err):
			doc.NotRun = notRun(err)
			doc.Signals = append(doc.Signals, filing.Signal{Code: doc.NotRun, Severity: filing.Review, Detail: err.Error()})
		default:
			return doc, w.Cost, err
		}
	}
	doc.ElapsedMS = p.now().Sub(start).Milliseconds()
	return doc, w.Cost, nil
}

// missed says that a reading is not of the document that was asked for.
func missed(kind, hint filing.DocumentKind) bool {
	return kind == filing.Unknown || hint != "" && kind != hint
}

// readOthers reads the outlines that were less likely to be the page, until one gives what was asked for, or anything where there was
// nothing.
func (p *Pipeline) readOthers(ctx context.Context, name string, data []byte, hint filing.DocumentKind, doc *filing.Document, page scan.Page, res extract.Result, w *work) (scan.Page, extract.Result, error) {
	others, decode, straighten := p.Scanner.Others(ctx, name, data)
	w.Decode, w.Straighten = w.Decode+decode, w.Straighten+straighten
	for _, other := range others {
		r, err := p.extractTwice(ctx, extract.ReadCard, other, hint, w)
		if err != nil {
			return page, res, err
		}
		if !missed(r.Kind, hint) || res.Kind == filing.Unknown && r.Kind != filing.Unknown {
			page, res = other, r
			doc.Signals = append(fileSignals(doc.Signals), other.Signals...)
		}
		if !missed(res.Kind, hint) {
			break
		}
	}
	return page, res, ctx.Err()
}

// work is what went into reading a document: time, and which readers.
type work struct {
	Cost
	read    bool // there was a line to read
	alone   bool // a line was read by one reader with no second to ask
	sampled bool // the second reader is asked about every line, to compare
}

// readers are those of names that took part from first line to last.
func (w *work) readers(names []string) []string {
	switch {
	case !w.read:
		return nil
	case w.alone:
		return names[:min(1, len(names))]
	}
	return names
}

// reading is a way to read a page.
type reading func(context.Context, image.Image, ocr.Reader, filing.DocumentKind) (extract.Result, error)

// extractTwice reads the page again when the reader died: the child may have died of what came before; a second death is
// this document's.
func (p *Pipeline) extractTwice(ctx context.Context, read reading, page scan.Page, hint filing.DocumentKind, w *work) (extract.Result, error) {
	res, err := p.extract(ctx, read, page, hint, w)
	if crash(err) {
		res, err = p.extract(ctx, read, page, hint, w)
	}
	return res, err
}

// extract reads the page on one thread and adds what that took to the document's work.
func (p *Pipeline) extract(ctx context.Context, read reading, page scan.Page, hint filing.DocumentKind, w *work) (extract.Result, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	reader := &meter{Reader: p.Reader, sample: w.sampled}
	begin := scan.ThreadCPU()
	res, err := read(ctx, page.Image, reader, hint)
	w.Extract += scan.ThreadCPU() - begin
	w.Recognise += time.Duration(reader.cpu.Load())
	if err == nil { // of an attempt that came to nothing nothing is used
		w.read, w.alone = w.read || reader.read.Load(), w.alone || reader.alone.Load()
	}
	return res, err
}

// meter adds up what a reader says its lines cost, and notes whether it is two that answer; of a sample it asks both.
type meter struct {
	ocr.Reader
	sample      bool
	cpu         atomic.Int64 // nanoseconds
	read, alone atomic.Bool  // any line; one of a single reader
}

func (m *meter) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	if m.sample {
		crops = slices.Clone(crops)
		for i := range crops {
			crops[i].Sample = true
		}
	}
	lines, err := m.Reader.ReadLines(ctx, crops)
	for _, l := range lines {
		m.cpu.Add(int64(l.CPU))
		m.read.Store(true)
		if len(l.Readings) == 0 {
			m.alone.Store(true)
		}
	}
	return lines, err
}

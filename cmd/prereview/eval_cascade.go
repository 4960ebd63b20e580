package main

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"image"
	"log/slog"
	"os"
	"slices"
	"sync"

	"prereview/eval"
	"prereview/ocr"
	"prereview/ocr/joint"
	"prereview/pipeline/extract"
)

// cascade measures both readers at each threshold of doubt. A line is read once by each reader, whatever the threshold, and its cost
// counted wherever it is asked about: what differs between thresholds is then the threshold alone.
func (c *evalReadersCmd) cascade(ctx context.Context, takes []take, about eval.About) error {
	for _, d := range c.Doubt {
		if !(d > 0 && d <= 2) {
			return fmt.Errorf("%w: --doubt %v: valid are more than 0, to 1; above 1, to 2, every line is asked about", errUsage, d)
		}
	}
	thresholds := slices.Compact(slices.Sorted(slices.Values(c.Doubt)))
	flags := c.readerFlags
	flags.Readers = []string{readerTesseract, readerPaddle}
	workers := max(1, c.Workers)
	r, err := flags.start(ctx, workers)
	if err != nil {
		return err
	}
	defer r.close()
	if r.joined == nil {
		return fmt.Errorf("only %s reads here: scripts/paddle.sh fetches the second reader", r.engines[0].Name)
	}
	about.Models = pipelineOf(r).Models()
	first, second := remember(r.first), remember(r.second)
	alone := &readers{Reader: first, engines: r.engines[:1]}
	var rungs []eval.Rung
	for _, below := range append([]float64{0}, thresholds...) {
		with := alone
		if below > 0 {
			j := joint.New(remembered{first, r.first}, readerTesseract, remembered{second, r.second}, readerPaddle, slog.Default())
			with = &readers{Reader: doubting{j, below}, joined: j, engines: r.engines}
		}
		e, err := evaluateWith(ctx, with, takes, workers)
		if err == nil {
			err = e.whole()
		}
		if err != nil {
			return err
		}
		if below == 0 {
			printFaults(e.faults)
		}
		rung := eval.Rung{Below: below, Score: &e.score, Costs: &e.costs}
		if with.joined != nil {
			s := with.joined.Stats()
			rung.Asked, rung.Lines = s.Asked, s.Lines
		}
		rungs = append(rungs, rung)
	}
	if c.Report != "" {
		var b bytes.Buffer
		if err := eval.ReportCascade(&b, about, rungs, extract.DoubtBelow); err != nil {
			return err
		}
		if err := writeSection(c.Report, b.Bytes()); err != nil {
			return err
		}
	}
	return eval.PrintCascade(os.Stdout, rungs)
}

// doubting has every line that is asked about in doubt asked about below one threshold; those always asked about stay so.
type doubting struct {
	ocr.Reader
	below float64
}

func (d doubting) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	crops = slices.Clone(crops)
	for i := range crops {
		if asked := crops[i].Doubt; asked > 0 && asked <= 1 {
			crops[i].Doubt = d.below
		}
	}
	return d.Reader.ReadLines(ctx, crops)
}

// memory is a reader that reads no crop twice.
type memory struct {
	ocr.Reader
	seed  maphash.Seed
	mu    sync.Mutex
	lines map[cropKey]ocr.Line
}

type cropKey struct {
	pixels   uint64
	size     image.Point
	alphabet string
	block    bool
}

func remember(r ocr.Reader) *memory {
	return &memory{Reader: r, seed: maphash.MakeSeed(), lines: map[cropKey]ocr.Line{}}
}

func (m *memory) key(c ocr.Crop) cropKey {
	var h maphash.Hash
	h.SetSeed(m.seed)
	b := c.Image.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		h.Write(c.Image.Pix[c.Image.PixOffset(b.Min.X, y):c.Image.PixOffset(b.Max.X, y)])
	}
	return cropKey{h.Sum64(), b.Size(), c.Alphabet, c.Block}
}

func (m *memory) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	out := make([]ocr.Line, len(crops))
	keys := make([]cropKey, len(crops))
	var ask []ocr.Crop
	var at []int
	m.mu.Lock()
	for i, c := range crops {
		keys[i] = m.key(c)
		l, ok := m.lines[keys[i]]
		if !ok {
			ask, at = append(ask, c), append(at, i)
		}
		out[i] = l
	}
	m.mu.Unlock()
	if len(ask) == 0 {
		return out, ctx.Err()
	}
	lines, err := m.Reader.ReadLines(ctx, ask)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for k, i := range at {
		m.lines[keys[i]] = lines[k]
		out[i] = lines[k]
	}
	return out, nil
}

// remembered is a reader of two that reads no crop twice.
type remembered struct {
	*memory
	of joint.Limited
}

func (r remembered) Knows(character string) bool { return r.of.Knows(character) }

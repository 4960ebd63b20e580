package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/joint"
	"prereview/ocr/paddle"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
	"prereview/pipeline/scan"
)

// readerFlags choose how documents are read.
type readerFlags struct {
	Readers     []string `default:"tesseract,paddle" help:"What reads: tesseract, and paddle for the lines it is unsure of. Without the files of paddle, tesseract alone. Valid: tesseract; tesseract,paddle; paddle." env:"PREREVIEW_READERS" placeholder:"NAMES"`
	Paddle      string   `help:"Folder of paddle's files, which scripts/paddle.sh fetches; ../.tools/paddle beside the program, or ${paddle}, when not given." env:"PREREVIEW_PADDLE" type:"path" placeholder:"DIR"`
	Model       string   `help:"Tesseract model: a .traineddata file, or chi_sim for the stock one; the built-in model when not given." env:"PREREVIEW_MODEL" placeholder:"FILE"`
	ModelSHA256 string   `name:"model-sha256" help:"The sha256 that the model's file must have; else the manifest beside it says it (FILE with .json)." env:"PREREVIEW_MODEL_SHA256" placeholder:"HEX"`
	StockModel  bool     `name:"allow-stock-model" help:"Read with the stock chi_sim when the model cannot be used, instead of not starting. Reports name the model that read." env:"PREREVIEW_ALLOW_STOCK_MODEL"`
}

// Names of the readers.
const (
	readerTesseract = "tesseract"
	readerPaddle    = "paddle"
)

// installedPaddle is where an installed program looks for the second reader's files.
const installedPaddle = "/usr/local/share/prereview/paddle"

// readers are the processes that read.
type readers struct {
	ocr.Reader
	engines []pipeline.Engine
	pools   []*child.Pool
	joined  *joint.Reader // of first and second; nil where one reads alone
	first   joint.Limited
	second  joint.Limited
}

func (r *readers) close() {
	for _, p := range r.pools {
		p.Close()
	}
}

// bothRead is an error when the second of two readers failed on any line.
func (r *readers) bothRead() error {
	if r.joined == nil {
		return nil
	}
	if s := r.joined.Stats(); s.Faults > 0 {
		return fmt.Errorf("nothing was learned: %s failed %d times on the way, and lines that %s read alone are among those of both",
			r.engines[1].Name, s.Faults, r.engines[0].Name)
	}
	return nil
}

// peak is the most memory that a child process of any reader has held, in bytes.
func (r *readers) peak() int64 {
	var most int64
	for _, p := range r.pools {
		most = max(most, p.Stats().PeakRSS)
	}
	return most
}

// open starts the reader processes and the pipeline over them. done stops them.
func (f readerFlags) open(ctx context.Context, children int) (p *pipeline.Pipeline, done func(), err error) {
	r, err := f.start(ctx, children)
	if err != nil {
		return nil, nil, err
	}
	return pipelineOf(r), r.close, nil
}

func pipelineOf(r *readers) *pipeline.Pipeline {
	return &pipeline.Pipeline{Scanner: scan.New(scan.Limits{}), Reader: r.Reader, Engines: r.engines, Revision: revision()}
}

// start starts the reader processes: so many of each reader. Two readers start beside each other.
func (f readerFlags) start(ctx context.Context, children int) (*readers, error) {
	if f.ModelSHA256 != "" {
		if b, err := hex.DecodeString(f.ModelSHA256); err != nil || len(b) != sha256.Size {
			return nil, fmt.Errorf("%w: --model-sha256: %q is no sha256 (valid: 64 hexadecimal digits)", errUsage, f.ModelSHA256)
		}
	}
	names := strings.Join(f.Readers, ",")
	if !slices.Contains([]string{readerTesseract, readerTesseract + "," + readerPaddle, readerPaddle}, names) {
		return nil, fmt.Errorf("%w: --readers %q: valid are %s; %s,%s; %s", errUsage, names, readerTesseract, readerTesseract, readerPaddle, readerPaddle)
	}
	config := child.Config{Children: children, Logger: slog.Default()}
	var first *tesseract.Pool
	var second *paddle.Pool
	var firstErr, secondErr error
	var group sync.WaitGroup
	if f.Readers[0] == readerTesseract {
		group.Go(func() {
			first, firstErr = tesseract.Open(ctx, tesseract.Choice{Model: f.Model, SHA256: f.ModelSHA256, OrStock: f.StockModel}, config)
		})
	}
	if slices.Contains(f.Readers, readerPaddle) {
		group.Go(func() { second, secondErr = paddle.Open(ctx, f.paddle(), config) })
	}
	group.Wait()
	if bad := (*tesseract.ModelError)(nil); errors.As(firstErr, &bad) && !f.StockModel {
		firstErr = fmt.Errorf("%w (--allow-stock-model reads with chi_sim instead)", firstErr)
	}
	if firstErr != nil || first == nil && secondErr != nil {
		if second != nil {
			second.Close()
		}
		return nil, cmp.Or(firstErr, secondErr)
	}
	switch {
	case first == nil:
		return &readers{Reader: second, engines: []pipeline.Engine{{Name: readerPaddle, Models: second.Models()}}, pools: []*child.Pool{second.Pool}}, nil
	case second == nil:
		switch {
		case errors.Is(secondErr, paddle.ErrMissing):
			slog.Info("one reader: "+readerTesseract+" reads alone (scripts/paddle.sh DIR fetches the second)", "reason", secondErr)
		case secondErr != nil:
			slog.Warn("one reader: "+readerTesseract+" reads alone", "reason", secondErr)
		}
		return &readers{Reader: first, engines: []pipeline.Engine{{Name: readerTesseract, Models: first.Models()}}, pools: []*child.Pool{first.Pool}}, nil
	}
	joined := joint.New(first, readerTesseract, second, readerPaddle, slog.Default())
	return &readers{Reader: joined, joined: joined, first: first, second: second, pools: []*child.Pool{first.Pool, second.Pool},
		engines: []pipeline.Engine{{Name: readerTesseract, Models: first.Models()}, {Name: readerPaddle, Models: second.Models()}}}, nil
}

// paddle is the folder of the second reader's files.
func (f readerFlags) paddle() string {
	if f.Paddle != "" {
		return f.Paddle
	}
	if self, err := os.Executable(); err == nil {
		dir := filepath.Join(filepath.Dir(self), "..", ".tools", "paddle")
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
	}
	return installedPaddle
}

// ocrChildCmd is a reader process itself, fed over its standard input.
type ocrChildCmd struct {
	Engine string `default:"tesseract" enum:"tesseract,paddle"`
}

func (c ocrChildCmd) Run() error {
	if c.Engine == readerPaddle {
		return paddle.Child(os.Stdin, os.Stdout)
	}
	return tesseract.Child(os.Stdin, os.Stdout)
}

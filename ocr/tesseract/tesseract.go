// Package tesseract reads lines of text with Tesseract's LSTM recogniser, in the caged child processes of package child:
// besides crashing and hanging, Tesseract's Go binding leaks every answer and writes past its buffers when initialised
// concurrently or with a missing language.
//
// Crops are read best at a text height of 30-48 px with a margin of 15-30 % all round, that is 48-64 px high: the network
// sees every line scaled to 48 px, so larger crops only cost time.
package tesseract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"

	"prereview/ocr"
	"prereview/ocr/child"
)

// Pool is an ocr.Reader on child processes. Safe for concurrent use. Close it.
type Pool struct {
	*child.Pool
	model model
}

var _ ocr.Reader = (*Pool)(nil)

// setup is what a child is opened with.
type setup struct {
	Path   string `json:"path"`   // a .traineddata file, "" for the embedded model
	SHA256 string `json:"sha256"` // of the model; the child refuses another
}

// Choice says which model to read with. The zero value is the embedded one.
type Choice struct {
	// Model is "" or "prereview" for the embedded model, the name of a language of the system's ("chi_sim"), or the path of
	// a .traineddata file.
	Model string
	// SHA256 is the sum the model's file must have, in hexadecimal. When it is "", the manifest beside the file, of its name
	// with .json, says it; without one any model of these documents' characters will do.
	SHA256 string
	// OrStock allows the system's chi_sim in place of a model that cannot be used. Pool.Models then names that.
	OrStock bool
}

// Open finds and checks the model and starts children that read with it. Without a command, children are this executable
// with "ocr-child". The error is a *ModelError where the model's file is what is wrong.
func Open(ctx context.Context, choice Choice, config child.Config) (*Pool, error) {
	if len(config.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("tesseract: %w", err)
		}
		config.Command = []string{self, "ocr-child"}
	}
	p, err := open(ctx, choice, config)
	if err != nil && ctx.Err() == nil && choice.OrStock && choice.Model != systemModel {
		cmp.Or(config.Logger, slog.Default()).Error("reading with the stock model instead", "model", systemModel, "error", err)
		stock, stockErr := open(ctx, Choice{Model: systemModel}, config)
		if stockErr == nil {
			return stock, nil
		}
		err = fmt.Errorf("%w; and the stock model instead: %w", err, stockErr)
	}
	if err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	return p, nil
}

func open(ctx context.Context, choice Choice, config child.Config) (*Pool, error) {
	m, err := findModel(choice.Model, choice.SHA256)
	if err != nil {
		return nil, err
	}
	p, err := child.Open(ctx, config, setup{Path: m.path, SHA256: m.sha256})
	if err != nil {
		return nil, fmt.Errorf("model %s, sha256 %s: %w", cmp.Or(m.path, m.name), m.sha256, err)
	}
	return &Pool{Pool: p, model: m}, nil
}

// ReadModel is the bytes of the .traineddata that Open would read with, errors as Open's.
func ReadModel(choice Choice) ([]byte, error) {
	m, err := findModel(choice.Model, choice.SHA256)
	if err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	return loadModel(m.path)
}

// Models names the model in use and gives the sha256 of its .traineddata, for a report's provenance.
func (p *Pool) Models() map[string]string { return map[string]string{p.model.name: p.model.sha256} }

// Knows says whether the model can read a character at all: in the place of one outside its alphabet it reads something like it,
// and may be sure of that.
func (p *Pool) Knows(character string) bool { return p.model.reads[character] }

// Child is the main loop of the hidden command that Open starts: child.Serve with Tesseract in it.
func Child(in io.Reader, out io.Writer) error { return child.Serve(in, out, openEngine) }

func openEngine(raw json.RawMessage) (child.Engine, error) {
	var s setup
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("setup: %w", err)
	}
	data, err := loadModel(s.Path)
	if err != nil {
		return nil, fmt.Errorf("model %q: %w", s.Path, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != s.SHA256 {
		return nil, fmt.Errorf("model %q changed: sha256 %x, expected %s", s.Path, sum, s.SHA256)
	}
	return newEngine(data)
}

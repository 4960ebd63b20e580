// Package paddle reads lines of text with the recognition network of PP-OCRv4 mobile, through ONNX Runtime, in the caged
// child processes of package child. It is the second reader: it knows 6,623 characters, fails at other places than Tesseract,
// and costs about twice as much.
//
// The runtime and the network are no part of this program: they are files of a folder, whose sha256 sums are here.
package paddle

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"prereview/ocr"
	"prereview/ocr/child"
)

// Pool is an ocr.Reader on child processes. Safe for concurrent use. Close it.
type Pool struct {
	*child.Pool
	reads map[string]bool // by character
}

var _ ocr.Reader = (*Pool)(nil)

// setup is what a child is opened with.
type setup struct {
	Dir   string              `json:"dir"`
	Known map[string]identity `json:"known"` // of the files, those whose sum the parent has found right
}

// Open checks the files of a folder and starts children that read with them. Without a command, children are this executable
// with "ocr-child --engine paddle". Errors: ErrMissing; otherwise they name the file and the sum it should have.
func Open(ctx context.Context, dir string, config child.Config) (*Pool, error) {
	if sumOf(libraryFile) == "" {
		return nil, fmt.Errorf("paddle: no ONNX Runtime is known for %s: valid are amd64 and arm64", runtime.GOARCH)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("paddle: %w", err)
	}
	dictionary, known, err := verify(dir, time.Now())
	if err != nil {
		return nil, fmt.Errorf("paddle: %w", err)
	}
	if len(config.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("paddle: %w", err)
		}
		config.Command = []string{self, "ocr-child", "--engine", "paddle"}
	}
	p, err := child.Open(ctx, config, setup{Dir: dir, Known: known})
	if err != nil {
		return nil, fmt.Errorf("paddle: %w", err)
	}
	reads := map[string]bool{}
	for _, c := range characters(dictionary) {
		reads[narrow(c)] = true
	}
	return &Pool{Pool: p, reads: reads}, nil
}

// Knows says whether the network can read a character at all: of one outside its dictionary it has nothing to say, and reads
// another or none.
func (p *Pool) Knows(character string) bool { return p.reads[character] }

// Models names the network and gives its sha256, for a report's provenance.
func (p *Pool) Models() map[string]string { return map[string]string{"PP-OCRv4": sums[networkFile]} }

// Child is the main loop of the hidden command that Open starts: child.Serve with the network in it.
func Child(in io.Reader, out io.Writer) error { return child.Serve(in, out, openEngine) }

func openEngine(raw json.RawMessage) (child.Engine, error) {
	var s setup
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("setup: %w", err)
	}
	model, _, err := load(s.Dir, networkFile, s.Known[networkFile])
	if err != nil {
		return nil, err
	}
	dictionary, _, err := load(s.Dir, dictionaryFile, s.Known[dictionaryFile])
	if err != nil {
		return nil, err
	}
	if err := check(s.Dir, libraryFile, s.Known[libraryFile]); err != nil {
		return nil, err
	}
	return newNetwork(filepath.Join(s.Dir, libraryFile), model, characters(dictionary))
}

// characters are the dictionary's, one a line.
func characters(dictionary []byte) []string {
	var out []string
	for line := range bytes.Lines(dictionary) {
		out = append(out, strings.TrimRight(string(line), "\r\n"))
	}
	return out
}

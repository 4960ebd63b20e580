package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"prereview/filing"
)

type readCmd struct {
	Kind  string   `help:"The kind of the documents (${kinds}); found by the machine when not given." placeholder:"KIND"`
	JSON  bool     `name:"json" help:"One JSON object a line, for machines; so too when the output is no terminal."`
	Files []string `arg:"" name:"file" help:"Pictures or PDFs to read."`
	readerFlags
}

func (readCmd) Help() string {
	return `Reads ID cards and business licences without any service running and prints their fields, each with its
confidence and its box on the original picture. A file that cannot be read gives a line that says why.

Examples:
  prereview read front.jpg back.jpg licence.jpg
  prereview read --kind business_licence --json scans/*.jpg | jq .fields.uscc.value`
}

// reading is one line of read's output; it only ever grows.
type reading struct {
	File      string                  `json:"file"`
	Kind      filing.DocumentKind     `json:"kind"`
	Fields    map[string]filing.Field `json:"fields"`
	Codes     []filing.Code           `json:"codes,omitempty"`
	Signals   []filing.Signal         `json:"signals"`
	ElapsedMS int64                   `json:"elapsed_ms"`
	Readers   []string                `json:"readers,omitempty"`
	NotRun    string                  `json:"not_run,omitempty"`
	Page      *filing.Box             `json:"page,omitempty"`
	Width     int                     `json:"width,omitempty"`
	Height    int                     `json:"height,omitempty"`
}

func (c readCmd) Run(ctx context.Context) error {
	kind := filing.DocumentKind(c.Kind)
	if kind != "" && !slices.Contains(filing.RecognisedKinds, kind) {
		return fmt.Errorf("%w: --kind: unknown kind %q (allowed: %s)", errUsage, c.Kind, kindsHelp())
	}
	p, done, err := c.open(ctx, 1)
	if err != nil {
		return err
	}
	defer done()
	machine := c.JSON || !isTerminal(os.Stdout)
	for i, name := range c.Files {
		data, err := readFile(name)
		if err != nil {
			// A file that is not there or too large to load is said like any unreadable one, so that a batch goes on.
			d := filing.Document{Kind: filing.Unreadable, Fields: map[string]filing.Field{},
				Signals: []filing.Signal{{Code: filing.SignalDecode, Severity: filing.Block, Detail: err.Error()}}}
			c.print(machine, name, d)
			continue
		}
		if !machine {
			fmt.Fprintf(os.Stderr, "\r[%d/%d] %s\x1b[K", i+1, len(c.Files), name)
		}
		d, err := p.Read(ctx, name, data, kind)
		if !machine {
			fmt.Fprint(os.Stderr, "\r\x1b[K")
		}
		if err != nil {
			return err
		}
		c.print(machine, name, d)
	}
	return nil
}

func (readCmd) print(machine bool, name string, d filing.Document) {
	if !machine {
		printDocument(os.Stdout, coloursFor(os.Stdout), name, d)
		return
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	enc.Encode(reading{File: name, Kind: d.Kind, Fields: d.Fields, Codes: d.Codes, Signals: d.Signals, ElapsedMS: d.ElapsedMS,
		Readers: d.Readers, NotRun: d.NotRun, Page: d.Page, Width: d.Width, Height: d.Height})
}

func kindsHelp() string {
	ss := make([]string, len(filing.RecognisedKinds))
	for i, k := range filing.RecognisedKinds {
		ss[i] = string(k)
	}
	return strings.Join(ss, ", ")
}

// maxFile is the most that read and check load from disk; the upload API has the same limit.
const maxFile = 20 << 20

func readFile(name string) ([]byte, error) {
	st, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !st.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", name)
	case st.Size() > maxFile:
		return nil, fmt.Errorf("%s has %d MB; at most %d MB are read", name, st.Size()>>20, maxFile>>20)
	}
	return os.ReadFile(name)
}

package corpus

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"prereview/filing"
)

// Truth is what is known of a picture. It is written beside it as NAME.json.
type Truth struct {
	File   string                  `json:"file"`
	Kind   filing.DocumentKind     `json:"kind"`
	Tier   Tier                    `json:"tier"`
	Split  Split                   `json:"split"`
	Layout string                  `json:"layout"`
	Fields map[string]string       `json:"fields"` // filing.FieldNames; what is not printed is absent
	Boxes  map[string][]filing.Box `json:"boxes"`  // one quad a printed line, pixels of the picture as stored
	Lines  map[string][]string     `json:"lines"`  // the text of each of those lines
	Page   filing.Box              `json:"page"`   // clockwise from the page's own top left corner
	Print  []Printed               `json:"print"`  // every printed line, labels and titles included
	Steps  []Step                  `json:"steps"`  // what was done to the page, in order
	Fonts  map[string]string       `json:"fonts"`
	Marked []string                `json:"marked,omitempty"` // what was printed wrong on purpose: FIELD:wrong_check
	Width  int                     `json:"width"`
	Height int                     `json:"height"`

	// Sheet is the paper that the page is printed or copied on, when that is larger than the page; else it is zero.
	// Both may lie partly outside the picture.
	Sheet filing.Box `json:"sheet,omitzero"`
	// Hidden are the fields, in order of name, that nobody could read in this picture: under a finger, cut off, in glare.
	Hidden []string `json:"hidden,omitempty"`
	// Also are the further pages in the same picture, each with the whole truth about itself except Steps, which are the
	// picture's. The page that was asked for comes first, in the Truth itself.
	Also []Truth `json:"also,omitempty"`
}

// Readable says that the page prints the field and the picture lets it be read.
func (t Truth) Readable(field string) bool {
	_, printed := t.Fields[field]
	return printed && !slices.Contains(t.Hidden, field)
}

// Right says that a value read is what the page prints in the field. A mark may be of the other width, ( for （ and ; for ；: that is
// how a text was set, not what it says, checks compare without regard to it, and a face may leave no way to tell.
func (t Truth) Right(field, value string) bool {
	return value != "" && SameWidth(t.Fields[field]) == SameWidth(value)
}

// SameWidth is a text with every character that comes in two widths in its usual one: letters, digits and marks in half.
func SameWidth(s string) string { return width.Fold.String(norm.NFC.String(s)) }

// Step is one thing a scene did, with its figures.
type Step struct {
	Name   string             `json:"name"`
	Params map[string]float64 `json:"params,omitempty"`
}

// Colourless says that the picture was drawn without any colour, as a scanner's application may be set to.
func (t Truth) Colourless() bool {
	return slices.ContainsFunc(t.Steps, func(s Step) bool {
		return s.Name == "grey" || s.Name == "scan_app" && s.Params["grey"] == 1
	})
}

// Write puts the picture and its truth into dir, named by Truth.File.
func Write(dir string, p Picture, t Truth) error {
	if t.File == "" || t.File != filepath.Base(t.File) {
		return fmt.Errorf("truth has no plain file name: %q", t.File)
	}
	b, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, t.File), p.Data, 0o644); err != nil {
		return err
	}
	name := strings.TrimSuffix(t.File, filepath.Ext(t.File)) + ".json"
	return os.WriteFile(filepath.Join(dir, name), append(b, '\n'), 0o644)
}

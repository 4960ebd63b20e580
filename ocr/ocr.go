// Package ocr is what recognition takes and yields, and the plane geometry that ties it to a picture. Pure Go; engines
// live in its subpackages.
package ocr

import (
	"context"
	"errors"
	"image"
	"time"
)

// Errors of a Reader. A caller treats both as something wrong with this document, not with the worker.
var (
	ErrCrashed  = errors.New("reader crashed")           // the engine's process died on these crops
	ErrDeadline = errors.New("reader over its deadline") // it was killed for taking too long
)

// Reader recognises single lines of text. Implementations are safe for concurrent use.
type Reader interface {
	// ReadLines answers one Line for each crop, in order. A crop in which nothing is recognised gives a Line with empty
	// Text. Errors: ErrCrashed, ErrDeadline, the context's; then no line is valid.
	ReadLines(ctx context.Context, crops []Crop) ([]Line, error)
}

// Crop is one line of text cut from a page, dark on light, with a margin of 15-30 % of its height all round.
type Crop struct {
	Image    *image.Gray
	Alphabet string // the only characters allowed, "" for all the model knows
	Block    bool   // several lines or unknown layout: page segmentation is wanted (slower, less exact)

	// Doubt says when a second reader, where there is one, is asked about the line too: when the first one's Confidence in it
	// is below Doubt. 0 is never, more than 1 always.
	Doubt float64

	// Sample has the second reader asked, where there is one, even where it need not be: to compare, its answer changes nothing.
	Sample bool
}

// Line is a recognised line.
type Line struct {
	Text       string
	Confidence float64 // 0..1, the least certain symbol's; 0 for no text
	Symbols    []Symbol
	CPU        time.Duration // processor time that reading it took; 0 from a reader that does not measure
	Readings   []Reading     // of two readers, the own answers of those that were asked, in their order; empty where one reads alone
	Differ     bool          // both were asked, and read differently
	Sampled    bool          // the second was asked only because its crop is a Sample: the line is the first reader's own
}

// Reading is one reader's own answer to a crop.
type Reading struct {
	Reader     string
	Text       string
	Confidence float64
}

// Symbol is one character of a line.
type Symbol struct {
	Text       string
	Confidence float64         // 0..1
	Box        image.Rectangle // pixels of the crop; recurrent networks place it within about a character's width
	Choices    []Choice        // other readings of the same place, best first, without Text itself; may be empty
	Second     Vote            // what a second reader says of Text
	Differ     *Difference     // where two readers differ about this place; else nil
}

// Difference is a place of a line in which two readers read differently.
type Difference struct {
	Box      image.Rectangle // pixels of the crop: the place as well as either reader tells it
	Readings []Reading       // what each read there, in their order, Text "" for nothing
}

// Vote is what a second reader says of a character that is held for the right one.
type Vote int8

const (
	Against Vote = iota - 1 // it reads another one here, or none
	NoVote                  // it was not asked, or does not know the character
	For                     // it reads the same
)

// Choice is an alternative reading.
type Choice struct {
	Text       string
	Confidence float64
}

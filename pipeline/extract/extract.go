// Package extract reads a page: which document it shows and which way up it lies, where its lines are, what they say,
// and what that means field by field. It takes one straightened page image and a line reader, and knows no engine.
//
// A page goes through a sheet (its ink at working size), a guess (kind and quarter turn, by cheap cues), a layout (where
// each field's lines are), crops (CutLine), the reader, and a grammar per field that turns a line's lattice into a typed
// value. Guesses are confirmed by what is read; a page that confirms none is unknown and yields nothing.
package extract

import (
	"context"
	"image"

	"prereview/filing"
	"prereview/ocr"
)

// Result is what a page says.
type Result struct {
	Kind           filing.DocumentKind // one of filing.RecognisedKinds, or filing.Unknown
	KindConfidence float64             // 0..1
	Turn           int                 // clockwise quarter turns that make the page upright, 0..3
	Mirrored       bool                // left and right are swapped; Turn is then that of the page once swapped back
	Fields         map[string]Field    // by the names in filing.FieldNames; what was not found is absent
	Codes          []Code              // two-dimensional codes, of a licence only
}

// Field is one value read.
type Field struct {
	Value      string   // typed by the field's grammar, NFC; dates YYYY-MM-DD or long-term
	Raw        string   // as recognised
	Repair     string   // what was changed between Raw and Value and by which rule, "" for nothing but spacing and form
	Confidence float64  // 0..1: the probability that Value is right
	Box        ocr.Quad // pixels of the page as given; corner 0 is the top left of the upright text
	Doubts     []filing.Doubt
	Traits     Traits // what Confidence was told from

	// Of two readers: what each read by itself of every line of the value that both read, line by line, and where they differ.
	Readings    []filing.Reading
	Differences []Difference
	Comparison  Comparison
}

// Read reads every field of the page. A hint only says what is tried first: what is found is reported. Only the reader
// and the context give errors; a page on which nothing is recognised is filing.Unknown without fields.
func Read(ctx context.Context, page image.Image, reader ocr.Reader, hint filing.DocumentKind) (Result, error) {
	found, err := find(ctx, page, reader, hint)
	return found.result(ctx, reader, err)
}

// ReadCard is Read for a page that is a card or nothing: a licence, whose marks take long to read, is not looked for.
func ReadCard(ctx context.Context, page image.Image, reader ocr.Reader, hint filing.DocumentKind) (Result, error) {
	found, err := findAmong(ctx, page, reader, hint, filing.IDCardFront, filing.IDCardBack)
	return found.result(ctx, reader, err)
}

// result reads the fields of what was found.
func (found finding) result(ctx context.Context, reader ocr.Reader, err error) (Result, error) {
	if err != nil || found.kind == filing.Unknown {
		return Result{Kind: filing.Unknown, Fields: map[string]Field{}}, err
	}
	res := Result{Kind: found.kind, KindConfidence: found.confidence, Turn: found.sheet.turn, Mirrored: found.sheet.flip}
	if found.licence != nil && found.licence.code != nil {
		res.Codes = []Code{*found.licence.code}
	}
	res.Fields, err = found.fields(ctx, reader)
	if err != nil {
		return Result{Kind: filing.Unknown, Fields: map[string]Field{}}, err
	}
	return res, nil
}

// Classify says what the page shows from a few crops: the kind, how sure that is (0..1), and the clockwise quarter turns
// that make it upright. Errors as for Read.
func Classify(ctx context.Context, page image.Image, reader ocr.Reader) (filing.DocumentKind, float64, int, error) {
	found, err := find(ctx, page, reader, "")
	return found.class(err)
}

// ClassifyCard is Classify for a page that is a card or nothing.
func ClassifyCard(ctx context.Context, page image.Image, reader ocr.Reader) (filing.DocumentKind, float64, int, error) {
	found, err := findAmong(ctx, page, reader, "", filing.IDCardFront, filing.IDCardBack)
	return found.class(err)
}

func (found finding) class(err error) (filing.DocumentKind, float64, int, error) {
	if err != nil || found.kind == filing.Unknown {
		return filing.Unknown, 0, 0, err
	}
	return found.kind, found.confidence, found.sheet.turn, nil
}

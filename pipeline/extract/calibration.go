package extract

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
	"prereview/ocr"
)

// What a grammar makes of recognition's probabilities, its certainty, orders the readings of one field; how often a value of
// that certainty is right differs from field to field. `prereview eval calibrate` learns it from documents with known truth
// and writes calibration.json.

// Traits are what the probability that a value is right is told from. All grow with what they count: 1; the log odds of its
// certainty; the logarithm of its length over five characters; 1 when it was repaired; 1 when its grammar found it flawed;
// 1 when a second reading said the same; the log odds of its least certain character; 1 when a second reader read the same
// wherever it was asked; 1 when it read something else anywhere; the log odds of the least certain character as the first reader
// alone read it: two readers misread the same picture more alike than their agreement reckons with; the log odds of the least
// certain character of the page's other values, in their middle: what the reader is sure of on a bad picture is worth less.
type Traits [11]float64

// Curve weighs traits: their weighted sum is the log odds that a value is right.
type Curve struct {
	Weights Traits  `json:"weights"`
	Accept  float64 `json:"accept,omitempty"` // likelihood from which values are accepted; 0 for that of the calibration
	Differ  float64 `json:"differ,omitempty"` // the same where two readers differ about the value, Accept or more; 0 for Accept
	N       int     `json:"n"`                // values it was learned from
	Right   int     `json:"right"`            // of these
}

// Calibration is a curve for each kind of field, and one for fields that were never seen.
type Calibration struct {
	Made   string           `json:"made"` // how: the command, the documents, the model
	Accept float64          `json:"accept"`
	All    Curve            `json:"all"`
	Fields map[string]Curve `json:"fields"` // by kind.field
}

// below is what a value is held to that may be right and is not to be accepted: flawed, repaired, or less likely right than
// the likelihood from which all were.
const below = 0.89

// What is learned of two readers, and of the first one alone: the wrong values that only a second reader would have caught must
// not make those unsure that it did confirm.
var (
	//go:embed calibration.json
	calibrationJSON []byte
	//go:embed calibration-alone.json
	calibrationAloneJSON []byte
)

var calibrations = sync.OnceValue(func() (out [2]Calibration) {
	for i, data := range [][]byte{calibrationJSON, calibrationAloneJSON} {
		c, err := ParseCalibration(data)
		if err != nil { // it is part of the build, and tested
			panic(err)
		}
		out[i] = c
	}
	return out
})

// calibration is the one for values read by two readers, or by one alone.
func calibration(alone bool) Calibration {
	if alone {
		return calibrations()[1]
	}
	return calibrations()[0]
}

// ParseCalibration reads what `prereview eval calibrate` writes. Errors name the entry and what is allowed there.
func ParseCalibration(data []byte) (Calibration, error) {
	var c Calibration
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, fmt.Errorf("calibration: %w", err)
	}
	if !(c.Accept > 0 && c.Accept < 1) {
		return c, fmt.Errorf("calibration: accept %v: want more than 0 and less than 1", c.Accept)
	}
	if !(c.All.Weights[1] > 0) {
		return c, fmt.Errorf("calibration: all: weight of certainty %v: want more than 0", c.All.Weights[1])
	}
	for name, f := range c.Fields {
		kind, field, _ := strings.Cut(name, ".")
		if !slices.Contains(filing.FieldNames[filing.DocumentKind(kind)], field) {
			return c, fmt.Errorf("calibration: fields: %q: want a kind and one of its fields, as business_licence.name", name)
		}
		if f.Accept != 0 && !(f.Accept > 0 && f.Accept < 1) {
			return c, fmt.Errorf("calibration: fields: %s: accept %v: want more than 0 and less than 1", name, f.Accept)
		}
		if f.Differ != 0 && !(f.Differ >= f.Accept && f.Differ < 1) {
			return c, fmt.Errorf("calibration: fields: %s: differ %v: want its accept, %v, or more and less than 1", name, f.Differ, f.Accept)
		}
		if !(f.Weights[1] > 0) {
			return c, fmt.Errorf("calibration: fields: %s: weight of certainty %v: want more than 0", name, f.Weights[1])
		}
	}
	return c, nil
}

// Probability is how likely a value with these traits is right.
func (c Calibration) Probability(kind filing.DocumentKind, field string, t Traits) float64 {
	curve, ok := c.Fields[string(kind)+"."+field]
	if !ok {
		curve = c.All
	}
	sum := 0.0
	for i, w := range curve.Weights {
		sum += w * t[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// Confidence is Probability, held below acceptance where it is below c.Accept or the value is repaired or flawed.
func (c Calibration) Confidence(kind filing.DocumentKind, field string, t Traits) float64 {
	p, accept := c.Probability(kind, field, t), c.Accept
	f := c.Fields[string(kind)+"."+field]
	if f.Accept > 0 {
		accept = f.Accept
	}
	if t[8] > 0 && f.Differ > 0 {
		accept = f.Differ
	}
	if p < accept || t[3] > 0 || t[4] > 0 {
		return min(p, below)
	}
	return max(p, below+0.01)
}

// traits are a reading's, but for what the others of its page say.
func (r reading) traits() Traits {
	weakest, cs := r.conf, r.cells()
	if len(cs) > 0 {
		weakest = lowest(cs)
	}
	t := Traits{1, logOdds(r.conf), math.Log(float64(len([]rune(r.value))) / 5), 6: logOdds(weakest)}
	for i, is := range []bool{r.repair != "", r.flawed, r.twice} {
		if is {
			t[3+i] = 1
		}
	}
	own := weakest
	for _, c := range cs {
		if c.own > 0 {
			own = min(own, c.own)
		}
	}
	t[9] = logOdds(own)
	switch heard, against := r.heard(); {
	case against:
		t[8] = 1
	case heard:
		t[7] = 1
	}
	return t
}

// traitsOf are those of all readings of a page.
func traitsOf(rs map[string]reading) map[string]Traits {
	out := make(map[string]Traits, len(rs))
	for name, r := range rs {
		out[name] = r.traits()
	}
	for name, t := range out {
		var others []float64
		for o, u := range out {
			if o != name {
				others = append(others, u[6])
			}
		}
		if t[10] = t[6]; len(others) > 0 {
			slices.Sort(others)
			t[10] = others[len(others)/2]
		}
		out[name] = t
	}
	return out
}

// cells are those of the value, or those that a value of no text, such as a date, was read from.
func (r reading) cells() []cell {
	if len(r.cs) > 0 {
		return r.cs
	}
	return r.from
}

// heard says whether a second reader was asked about any character of the value, and whether it spoke against one.
func (r reading) heard() (heard, against bool) {
	for _, c := range r.cells() {
		heard, against = heard || c.vote == ocr.For, against || c.vote == ocr.Against
	}
	return heard, against
}

// logOdds of a probability, held to what probabilities that an engine gives can be worth.
func logOdds(p float64) float64 {
	const least = 1e-6
	p = max(least, min(1-least, clamp01(p)))
	return math.Log(p / (1 - p))
}

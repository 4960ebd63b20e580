package pipeline

import (
	"encoding/binary"
	"encoding/hex"
	"sync"

	"prereview/filing"
	"prereview/pipeline/extract"
)

// Drift counts, field by field, how often two readers read a value differently. A share that rises tells of something new in the
// pictures (a phone, a licence's layout) or of a broken model, before anybody has looked. The second reader is asked where the first
// is unsure; so that the share is one of all values, every line of a few documents is asked about, which changes nothing that is
// said of them. Safe for concurrent use; the zero value samples nothing.
type Drift struct {
	Share float64 // of documents that are sampled, 0 to 1; set before first use

	mu     sync.Mutex
	fields map[driftKey]*DriftCount
}

type driftKey struct {
	kind  filing.DocumentKind
	field string
}

// DriftCount is what was counted of the values of one field that two readers could read.
type DriftCount struct {
	Kind  filing.DocumentKind
	Field string

	Values      int64 // read
	Asked       int64 // of these, about a line of which the second reader was asked: the first was unsure, or it is always asked
	AskedDiffer int64 // of these, in which it read such a line differently

	Sampled       int64 // values of sampled documents: all that were read, sure or not
	SampledDiffer int64 // of these, of which it read any line differently
}

// samples says whether a document is one of the sample, by its bytes: who reads it again comes to the same.
func (d *Drift) samples(doc filing.Document) bool {
	if d == nil || d.Share <= 0 {
		return false
	}
	sum, err := hex.DecodeString(doc.SHA256)
	return err == nil && len(sum) >= 8 && float64(binary.BigEndian.Uint64(sum)>>11)/(1<<53) < d.Share
}

// note counts the values of a document that both readers took part in.
func (d *Drift) note(res extract.Result, sampled bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fields == nil {
		d.fields = map[driftKey]*DriftCount{}
	}
	for name, f := range res.Fields {
		key := driftKey{res.Kind, name}
		c := d.fields[key]
		if c == nil {
			c = &DriftCount{Kind: res.Kind, Field: name}
			d.fields[key] = c
		}
		add := func(n *int64, is bool) {
			if is {
				*n++
			}
		}
		c.Values++
		add(&c.Asked, f.Comparison.Asked)
		add(&c.AskedDiffer, f.Comparison.AskedDiffer)
		add(&c.Sampled, sampled && f.Comparison.Compared)
		add(&c.SampledDiffer, sampled && f.Comparison.AnyDiffers)
	}
}

// Counts is a snapshot of every field of every kind, those that were never read with noughts.
func (d *Drift) Counts() (out []DriftCount) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, kind := range filing.RecognisedKinds {
		for _, field := range filing.FieldNames[kind] {
			if c := d.fields[driftKey{kind, field}]; c != nil {
				out = append(out, *c)
			} else {
				out = append(out, DriftCount{Kind: kind, Field: field})
			}
		}
	}
	return out
}

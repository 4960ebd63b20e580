package eval

import (
	"time"

	"prereview/filing"
)

// Steps are the steps of a document whose processor time is measured, in order.
var Steps = []string{"decode", "straighten", "extract", "recognise", "check"}

// Cost is the processor time of one document, in the order of Steps.
type Cost [5]time.Duration

// Total is the sum of the steps.
func (c Cost) Total() time.Duration {
	var sum time.Duration
	for _, d := range c {
		sum += d
	}
	return sum
}

// Costs gathers what documents cost. Not safe for concurrent use.
type Costs struct {
	ByKind map[filing.DocumentKind][]Cost
	// Process is the processor time of this process and its readers for all of it: what is in no step is there too.
	Process time.Duration
	// PeakProcess and PeakReader are the most bytes of memory that this process and the largest reader held.
	PeakProcess, PeakReader int64
}

// Add takes in one document.
func (c *Costs) Add(kind filing.DocumentKind, cost Cost) {
	if c.ByKind == nil {
		c.ByKind = map[filing.DocumentKind][]Cost{}
	}
	c.ByKind[kind] = append(c.ByKind[kind], cost)
}

// all is every document's cost.
func (c *Costs) all() []Cost {
	var out []Cost
	for _, kind := range Kinds {
		out = append(out, c.ByKind[kind]...)
	}
	return out
}

// at is the milliseconds at quantile q of what pick takes from each cost.
func at(costs []Cost, q float64, pick func(Cost) time.Duration) float64 {
	v := make([]float64, len(costs))
	for i, c := range costs {
		v[i] = pick(c).Seconds() * 1000
	}
	return quantile(v, q)
}

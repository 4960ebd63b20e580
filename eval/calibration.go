package eval

import "math"

// binEdges are the lower ends of the bins of confidence; they are finer where values are accepted.
var binEdges = [...]float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99}

// Calibration compares how sure values were with how often they are right. Only values that were read count.
type Calibration struct {
	Bins [len(binEdges)]Bin `json:"bins"`
}

// Bin is the values read with about the same confidence.
type Bin struct {
	N          int     `json:"n"`
	Right      int     `json:"right"`
	Confidence float64 `json:"confidence"` // the sum of theirs
}

func (c *Calibration) add(confidence float64, right bool) {
	i := len(binEdges) - 1
	for i > 0 && confidence < binEdges[i] {
		i--
	}
	b := &c.Bins[i]
	b.N++
	b.Confidence += confidence
	if right {
		b.Right++
	}
}

// N is how many values were read.
func (c *Calibration) N() int {
	n := 0
	for _, b := range c.Bins {
		n += b.N
	}
	return n
}

// Error is the expected calibration error: the distance, 0 to 1, between the mean confidence of a bin and the share of it
// that is right, averaged over all values. With few values it is large by chance alone.
func (c *Calibration) Error() float64 {
	sum := 0.0
	for _, b := range c.Bins {
		sum += math.Abs(b.Confidence - float64(b.Right))
	}
	if n := c.N(); n > 0 {
		return sum / float64(n)
	}
	return 0
}

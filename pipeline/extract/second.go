package extract

import (
	"cmp"
	"context"
	"slices"

	"prereview/ocr"
)

// Bounds on the least certain character of a line below which it is read again. A name hangs on every stroke of few characters
// and costs little to read; a scope has many lines.
const (
	sureEnough   = 0.97
	sureOfName   = 0.995
	sureOfClause = 0.85
)

// otherWays are how a line is cut to be read again; the second of them only where the readings before differ. Every way of
// cutting has characters that it fails at, and they are not the same ones.
var otherWays = []cutting{{margin: 0.31}, {firm: true}}

// maxAgain bounds how many lines of one page are read again.
const maxAgain = 32

// ballot is a line with its readings, one for each way in which it was cut.
type ballot struct {
	field    string
	crop     crop
	sure     float64 // probability of its least certain character from which it is not read again
	readings [][]cell
	strips   []strip
}

// open says that one more reading is worth its time.
func (b *ballot) open() bool {
	switch len(b.readings) {
	case 1:
		return len(b.readings[0]) > 0 && lowest(b.readings[0]) < b.sure
	case 2:
		return len(b.readings[1]) > 0 && !sameText(b.readings[0], b.readings[1])
	}
	return false
}

// heard says that the second reader, which costs most, has spoken about the line already.
func (b *ballot) heard() bool {
	return slices.ContainsFunc(b.readings, heard)
}

func heard(cs []cell) bool {
	return slices.ContainsFunc(cs, func(c cell) bool { return c.vote != ocr.NoVote })
}

// weight is what a reading counts for: that of two readers for both.
func weight(cs []cell) float64 {
	if heard(cs) {
		return 2
	}
	return 1
}

// settle reads doubtful lines again and puts what the readings say together in the place of the first.
func (s *sheet) settle(ctx context.Context, reader ocr.Reader, ballots []*ballot) error {
	var again []*ballot
	for _, b := range ballots {
		if b.open() {
			again = append(again, b)
		}
	}
	// Where there are too many the page is bad, and those that may yet be sure come first.
	slices.SortStableFunc(again, func(a, b *ballot) int { return cmp.Compare(lowest(b.readings[0]), lowest(a.readings[0])) })
	again = again[:min(len(again), maxAgain)]
	for _, way := range otherWays {
		again = slices.DeleteFunc(again, func(b *ballot) bool { return !b.open() })
		cs := make([]crop, len(again))
		for i, b := range again {
			cs[i] = b.crop
			cs[i].cutting, cs[i].guess = way, b.heard()
		}
		lines, strips, err := s.read(ctx, reader, cs)
		if err != nil {
			return err
		}
		for i, b := range again {
			b.readings, b.strips = append(b.readings, cells(lines[i])), append(b.strips, strips[i])
		}
	}
	return nil
}

// together is what the readings of a line say together: the reading that most of them are like, each of its characters as
// probable as they make it, and another's where that is likelier. like is that reading's index.
func together(readings [][]cell) (cs []cell, like int) {
	if len(readings) == 1 {
		return readings[0], 0
	}
	closest := -1.0
	for i, r := range readings {
		score := 0.0
		for _, o := range readings {
			if sameText(r, o) {
				score += weight(o)
			}
		}
		if len(r) == 0 {
			continue
		}
		if score += certainty(r); score > closest {
			like, closest = i, score
		}
	}
	base := readings[like]
	cs = make([]cell, len(base))
	n := 0.0
	for _, o := range readings {
		n += weight(o)
	}
	own := weight(base) / n
	for i, c := range base {
		cs[i] = c
		cs[i].p, cs[i].alts = c.p*own, slices.Clone(c.alts)
		for k := range cs[i].alts {
			cs[i].alts[k].p *= own
		}
	}
	doubt := make([]float64, len(base)) // that every reading is wrong that says what the base says; 1 where one does not
	for i, c := range base {
		doubt[i] = 1 - c.p
	}
	other := make([][]rune, len(base)) // what others read in each place
	alone := make([]int, len(base))    // how many read nothing there
	for k, o := range readings {
		if k == like {
			continue
		}
		share := weight(o) / n
		at, beside := aligned(base, o)
		for i, j := range at {
			if beside[i] {
				doubt[i] = 1
				cs[i].p *= sureBeside
			}
			if j < 0 {
				doubt[i] = 1
				alone[i]++
				continue
			}
			other[i] = append(other[i], o[j].r)
			if cs[i].spot == nil { // what both readers read is told, whichever reading is taken
				cs[i].spot = o[j].spot
			}
			if halfMark(o[j].r) != halfMark(base[i].r) {
				doubt[i] = 1
			} else if doubt[i] < 1 {
				doubt[i] *= 1 - 0.8*o[j].p // readings of one picture are not quite apart
				cs[i].vote = max(ocr.Against, min(ocr.For, cs[i].vote+o[j].vote))
			}
			for _, a := range append([]alternative{{o[j].r, o[j].p}}, o[j].alts...) {
				cs[i].add(a.r, a.p*share)
			}
		}
	}
	for i := range cs {
		if doubt[i] < 1 {
			cs[i].raise(1 - doubt[i])
		}
		slices.SortStableFunc(cs[i].alts, func(a, b alternative) int { return cmp.Compare(b.p, a.p) })
		if a := cs[i].alts; len(a) > 0 && a[0].p > clearly*cs[i].p && slices.Contains(other[i], a[0].r) {
			cs[i] = cs[i].as(a[0].r)
		}
	}
	for i := len(cs) - 1; i >= 0; i-- { // what no other reading has and this one doubted
		if alone[i] == len(readings)-1 && base[i].p < keptAlone && len(cs) > 1 {
			next := max(i-1, 0)
			gone := cs[i].p
			cs = slices.Delete(cs, i, i+1)
			cs[next].p *= 1 - gone
		}
	}
	return cs, like
}

const (
	clearly    = 1.5 // how much likelier another reading of a character must be: one reader that reads twice says little more
	sureBeside = 0.6 // what is left of a character beside which another reading has one more
	keptAlone  = 0.6 // probability from which a character stays that no other reading has
)

// alike says that there are several readings and all say the same.
func alike(readings [][]cell) bool {
	return len(readings) > 1 && !slices.ContainsFunc(readings[1:], func(r []cell) bool { return !sameText(r, readings[0]) })
}

// alikeFields are the fields of which something was read again, and all of that alike.
func alikeFields(ballots []*ballot) map[string]bool {
	out := map[string]bool{}
	for _, b := range ballots {
		if len(b.readings) == 1 {
			continue
		}
		was, ok := out[b.field]
		out[b.field] = alike(b.readings) && (was || !ok)
	}
	return out
}

// add makes a character of the cell more probable.
func (c *cell) add(r rune, p float64) {
	if halfMark(r) == halfMark(c.r) {
		c.p = min(1, c.p+p)
		return
	}
	if i := slices.IndexFunc(c.alts, func(a alternative) bool { return a.r == r }); i >= 0 {
		c.alts[i].p += p
		return
	}
	c.alts = append(c.alts, alternative{r, p})
}

// raise gives the cell's character a higher probability, at the cost of all others alike.
func (c *cell) raise(p float64) {
	if p <= c.p || c.p >= 1 {
		return
	}
	alts := slices.Clone(c.alts)
	for i := range alts {
		alts[i].p *= (1 - p) / (1 - c.p)
	}
	c.p, c.alts = p, alts
}

// sameText compares readings whatever the width of their marks, which is settled by their ink.
func sameText(a, b []cell) bool {
	return slices.EqualFunc(a, b, func(x, y cell) bool { return halfMark(x.r) == halfMark(y.r) })
}

// aligned is for each cell of a the index of the cell of b that stands in its place, -1 where there is none; and whether b has a
// character more beside it.
func aligned(a, b []cell) (at []int, beside []bool) {
	const skip = 1.1 // a substitution is likelier than a loss and a gain
	at, beside = make([]int, len(a)), make([]bool, len(a))
	last := 0
	for _, p := range ocr.Align(len(a), len(b), skip, func(i, j int) float64 {
		if halfMark(a[i].r) == halfMark(b[j].r) {
			return 0
		}
		return 1 - min(0.9, a[i].support(b[j].r)+b[j].support(a[i].r))
	}) {
		switch {
		case p.A >= 0:
			at[p.A], last = p.B, p.A
		case len(a) > 0:
			beside[last] = true
		}
	}
	return at, beside
}

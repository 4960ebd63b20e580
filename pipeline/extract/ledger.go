package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// ledger is the account of one line: its characters and its ink, in steps of its pitch.
type ledger struct {
	cs     []cell
	at     []int  // where each character was recognised
	pieces []blot // by their middles
	first  []int  // for each step, the first piece whose middle is not left of it
	end    int    // steps
	em     float64
	strict bool    // the pitch is known
	scale  float64 // working pixels of a step
	pitch  float64 // working pixels; settled by the characters of Han themselves
}

// blot is a piece of ink in steps from the line's begin.
type blot struct{ x0, x1, mid, h float64 }

func newLedger(cs []cell, xs []int, ps []part, pitch float64, em int, strict bool) *ledger {
	k := accountSteps / pitch
	box := extent(ps)
	left := float64(box.Min.X) - pitch // a square before the line
	l := &ledger{cs: cs, em: float64(em) * k, strict: strict, scale: pitch / accountSteps, pitch: pitch}
	for _, x := range xs {
		l.at = append(l.at, int((float64(x)-left)*k))
	}
	for _, p := range ps {
		x0, x1, h := (float64(p.x0)-left)*k, (float64(p.x1)-left)*k, float64(p.h())*k
		n := 1
		if x1-x0 > 1.25*accountSteps { // characters that touch: where one ends is not known
			n = int(math.Ceil((x1 - x0) / (accountSteps / 8)))
		}
		for i := range n {
			a, b := x0+(x1-x0)*float64(i)/float64(n), x0+(x1-x0)*float64(i+1)/float64(n)
			l.pieces = append(l.pieces, blot{a, b, (a + b) / 2, h})
		}
	}
	slices.SortFunc(l.pieces, func(a, b blot) int { return cmp.Compare(a.mid, b.mid) })
	l.end = int(float64(box.Dx())*k) + 2*accountSteps
	l.first = make([]int, l.end+2)
	n := 0
	for x := range l.first {
		for n < len(l.pieces) && l.pieces[n].mid < float64(x) {
			n++
		}
		l.first[x] = n
	}
	return l
}

// ink is what stands between two steps: its ends, its greatest height, how many pieces.
func (l *ledger) ink(a, b int) (x0, x1, h float64, n int) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, p := range l.pieces[l.first[a]:l.first[b]] {
		x0, x1, h = min(x0, p.x0), max(x1, p.x1), max(h, p.h)
		n++
	}
	return
}

// stepsOf is the range of steps that a character may take.
func (l *ledger) stepsOf(r rune) (least, most int) {
	switch {
	case isHan(r) && l.strict:
		return accountSteps * 29 / 32, accountSteps * 35 / 32
	case isHan(r):
		return accountSteps * 24 / 32, accountSteps * 42 / 32
	case isThin(r):
		return accountSteps * 6 / 32, accountSteps * 35 / 32
	}
	return accountSteps * 10 / 32, accountSteps * 34 / 32
}

// isThin says that a character is a mark, which takes a square or less and fills little of it.
func isThin(r rune) bool { return isMark(r) || strings.ContainsRune(".·-－—、'\"“”", r) }

// isFigure says that a character is a figure or letter.
func isFigure(r rune) bool { return isWord(r) && !isHan(r) }

func sq(x float64) float64 { return x * x }

// cost is how little the ink between two steps looks like character i, in log odds: a character of Han fills its square about the
// middle, one pitch wide; a mark stands anywhere in up to a square and fills less than half of it; a figure or letter is narrow. A
// thin mark may not have been found as ink.
func (l *ledger) cost(i, a, b int) float64 {
	const (
		pitchOff, roughOff = 0.025, 0.3 // spread of a square's width, of the pitch
		middleOff          = 0.08       // of how far its ink is off its middle
		hanOver, over      = 0.06, 0.08 // of how far ink reaches beyond its place
		astray             = 0.2        // for each pitch between a place and where its character was recognised
		most               = 8          // more than one lost or unseen: what does not fit at all
	)
	r, w := l.cs[i].r, float64(b-a)/accountSteps
	x0, x1, h, n := l.ink(a, b)
	ink := (x1 - x0) / accountSteps
	beyond := max(0, float64(a)-x0, x1-float64(b)) / accountSteps
	c := astray * math.Abs(float64(a+b)/2-float64(l.at[i])) / accountSteps
	switch {
	case isHan(r):
		if l.strict {
			c += sq((w-1)/pitchOff) / 2
		} else {
			c += sq((w-1)/roughOff) / 2
		}
		switch {
		case n == 0:
			return c + most
		case r == '一' && h < 0.4*l.em: // one thin stroke, of which a part may be found
			return c + 1
		case ink < 0.4: // a mark's
			c += 5
		}
		return c + min(most, sq((x0+x1-float64(a+b))/2/accountSteps/middleOff)/2) + min(most, sq(beyond/hanOver)/2)
	case isThin(r):
		if w > 0.62 && w < 0.85 { // neither half nor whole
			c++
		}
		switch {
		case n == 0:
			return c + 1
		case ink > 0.5 && !strings.ContainsRune("-－—", r):
			c += most
		}
		return c + min(most, sq(beyond/over)/2)
	}
	if w > 0.75 {
		c += 1.5
	}
	touching := i > 0 && isFigure(l.cs[i-1].r) || i+1 < len(l.cs) && isFigure(l.cs[i+1].r) // two may be one piece of ink
	switch {
	case n == 0 && touching && l.within(a, b), n == 1 && touching && ink > 0.7 && ink < 1.2:
		return c + 1
	case n == 0:
		return c + 5
	case ink > 0.8:
		c += most
	}
	return c + min(most, sq(beyond/over)/2)
}

// within says that a piece reaches across the middle between two steps.
func (l *ledger) within(a, b int) bool {
	mid := float64(a+b) / 2
	return slices.ContainsFunc(l.pieces, func(p blot) bool { return p.x0 < mid && mid < p.x1 })
}

// left is what it costs that ink stands before the first character or behind the last.
func (l *ledger) left(ps []blot) (c float64) {
	for _, p := range ps {
		c += 0.3 * (p.x1 - p.x0)
		if p.h > 0.15*l.em && p.x1-p.x0 > 0.1*l.em {
			c = max(c, costOfLost+1)
		}
	}
	return c
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// settle finds the cheapest account of the line, by dynamic programming over its steps: every character takes a place right behind the
// one before, or has none; between them characters may have been lost. It answers what that costs and what does not match, and sets the
// pitch to that of the characters' places.
func (l *ledger) settle() (float64, []missing) {
	n, w := len(l.cs), l.end+1
	cost := make([]float64, (n+1)*w)
	from := make([]int32, (n+1)*w) // the step before, and how: 2*x for a character, 2*x+1 for one lost; -2 for one unseen
	for i := range cost {
		cost[i] = nothing
	}
	for x := 0; x < w && x <= 2*accountSteps; x++ {
		cost[x] = l.left(l.pieces[:l.first[x]])
		from[x] = -1
	}
	for i := 0; i <= n; i++ {
		lo, hi := 0, w-1
		if i > 0 {
			lo = max(0, l.at[i-1]-accountReach)
		}
		if i < n {
			hi = min(w-1, l.at[i]+accountReach)
		}
		for x := lo; x <= hi; x++ { // a character lost before the next
			c := cost[i*w+x]
			if c >= nothing {
				continue
			}
			for y := x + accountSteps/4; y <= x+accountSteps*17/16 && y < w; y++ {
				if d := c + costOfLost; d < cost[i*w+y] {
					cost[i*w+y], from[i*w+y] = d, int32(2*x+1)
				}
			}
		}
		if i == n {
			break
		}
		least, most := l.stepsOf(l.cs[i].r)
		for x := lo; x <= hi; x++ {
			c := cost[i*w+x]
			if c >= nothing {
				continue
			}
			if d := c + costOfUnseen; d < cost[(i+1)*w+x] {
				cost[(i+1)*w+x], from[(i+1)*w+x] = d, -2
			}
			for y := x + least; y <= x+most && y < w; y++ {
				if d := c + l.cost(i, x, y); d < cost[(i+1)*w+y] {
					cost[(i+1)*w+y], from[(i+1)*w+y] = d, int32(2*x)
				}
			}
		}
	}
	best, at := nothing, 0
	for x := range w {
		c := cost[n*w+x] + l.left(l.pieces[l.first[x]:])
		if c < best {
			best, at = c, x
		}
	}
	var out []missing
	var han []float64
	for i, x := n, at; i > 0 || from[x] >= 0; {
		switch f := from[i*w+x]; {
		case f == -2:
			i--
			out = append(out, missing{i, false})
		case f%2 == 1:
			out = append(out, missing{i, true})
			x = int(f / 2)
		default:
			if isHan(l.cs[i-1].r) {
				han = append(han, float64(x-int(f/2)))
			}
			i, x = i-1, int(f/2)
		}
		if len(out) > 3*n+10 || best >= nothing {
			return nothing, out
		}
	}
	if len(han) > 0 {
		slices.Sort(han)
		l.pitch = l.scale * mean(han[len(han)/4:len(han)-len(han)/4]) // those in the middle: one that swallowed a lost mark is wider
	}
	slices.Reverse(out)
	return best, out
}

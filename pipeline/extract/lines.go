package extract

import (
	"cmp"
	"image"
	"math"
	"slices"

	"prereview/ocr"
)

// maxParts bounds the pieces that are grouped into lines. A licence has two or three thousand; more is a picture of noise,
// and then the smallest are left out.
const maxParts = 12000

// largestStart is the height in working pixels up to which strokes that do not overlap are taken for one character.
const largestStart = workSide / 40

// segment is a run of pieces of ink that stand on one line with no gap wider than a character: a word, a value, a line of
// a paragraph. Working pixels.
type segment struct {
	x0, y0, x1, y1 int
	parts          []part
	tallest        int // height of the tallest piece
}

func (s segment) w() int { return s.x1 - s.x0 }
func (s segment) h() int { return s.y1 - s.y0 }

// segments groups pieces into segments. gap is the widest gap inside one, in heights of its characters.
func segments(parts []part, gap float64) []segment {
	if len(parts) > maxParts {
		parts = slices.Clone(parts)
		slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(b.area, a.area) })
		parts = parts[:maxParts]
	}
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.y0, b.y0), cmp.Compare(a.x1, b.x1), cmp.Compare(a.y1, b.y1))
	})
	done, rest := anchors(grown(parts, gap, largestStart))
	em := largestStart * 4 / 5
	if len(done) > 0 {
		hs := make([]int, len(done))
		for i, s := range done {
			hs[i] = s.h()
		}
		slices.Sort(hs)
		em = min(em, hs[len(hs)*3/4])
	}
	done = attach(done, rest, gap)
	done = append(done, joined(grown(leftover(done, parts), gap, em*5/4), gap, em*5/4)...)
	done = joined(done, gap, em*5/4)
	out := make([]segment, 0, len(done))
	for _, s := range done {
		s.tighten()
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b segment) int { return cmp.Or(cmp.Compare(a.y0, b.y0), cmp.Compare(a.x0, b.x0)) })
	return out
}

// anchors splits segments into those long enough to be sure of their line, freed of pieces that stick out of it, and the
// pieces of all others. Where lines are set close, the first strokes of two lines are easily taken for one character; a
// line that is sure of itself then claims its own.
func anchors(segs []*segment) (sure []*segment, rest []part) {
	for _, s := range segs {
		if len(s.parts) < 8 || s.w() < 5*s.h() {
			rest = append(rest, s.parts...)
			continue
		}
		all := s.parts
		s.parts = slices.Clone(all)
		s.tighten()
		core := segment{}
		top, bottom := s.y0-s.h()/8, s.y1+s.h()/8
		for _, p := range all {
			if p.y0 < top || p.y1 > bottom {
				rest = append(rest, p)
			} else if core.add(p); len(core.parts) == 1 {
				core.x0, core.y0, core.x1, core.y1 = p.x0, p.y0, p.x1, p.y1
			}
		}
		*s = core
		sure = append(sure, s)
	}
	return sure, rest
}

// attach gives pieces to the sure line they lie in, from its ends outwards.
func attach(sure []*segment, rest []part, gap float64) []*segment {
	for changed := true; changed; {
		changed = false
		left := rest[:0]
		for _, p := range rest {
			var best *segment
			bestGap := math.MaxInt
			for _, s := range sure {
				h := s.h()
				c := (p.y0 + p.y1) / 2
				if c < s.y0 || c >= s.y1 || p.y0 < s.y0-h/6 || p.y1 > s.y1+h/6 {
					continue
				}
				g := max(0, p.x0-s.x1, s.x0-p.x1)
				if float64(g) <= gap*float64(h) && g < bestGap {
					best, bestGap = s, g
				}
			}
			if best == nil {
				left = append(left, p)
				continue
			}
			best.add(p)
			changed = true
		}
		rest = left
	}
	return sure
}

// leftover is what no sure line holds.
func leftover(sure []*segment, parts []part) []part {
	held := map[part]bool{}
	for _, s := range sure {
		for _, p := range s.parts {
			held[p] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return held[p] })
}

// grown builds segments from left to right, piece by piece. Strokes up to start high together may be one character.
func grown(parts []part, gap float64, start int) []*segment {
	var done, open []*segment
	for _, p := range parts {
		var best *segment
		bestScore := math.Inf(-1)
		keep := open[:0]
		for _, s := range open {
			em := max(s.h(), p.h())
			if float64(p.x0-s.x1) > gap*float64(max(em, 6)) {
				if p.x0-s.x1 > 400 {
					done = append(done, s)
					continue
				}
				keep = append(keep, s)
				continue
			}
			keep = append(keep, s)
			if score := fits(s, p, start); score > bestScore {
				best, bestScore = s, score
			}
		}
		open = keep
		if best == nil || math.IsInf(bestScore, -1) {
			open = append(open, &segment{p.x0, p.y0, p.x1, p.y1, []part{p}, p.h()})
			continue
		}
		best.add(p)
	}
	return append(done, open...)
}

func (s *segment) add(p part) {
	s.parts = append(s.parts, p)
	s.tallest = max(s.tallest, p.h())
	s.x0, s.y0, s.x1, s.y1 = min(s.x0, p.x0), min(s.y0, p.y0), max(s.x1, p.x1), max(s.y1, p.y1)
}

// fits says how well a piece continues a segment, -Inf when it does not.
func fits(s *segment, p part, start int) float64 {
	hs, hp := s.h(), p.h()
	overlap := min(p.y1, s.y1) - max(p.y0, s.y0)
	small, large := min(hs, hp), max(hs, hp)
	union := max(p.y1, s.y1) - min(p.y0, s.y0)
	mature := len(s.parts) >= 3 && s.w() > hs
	switch {
	case union > tallestLine(max(s.tallest, hp), mature, start), mature && hp > hs*17/10: // a wall beside a line of text
		return math.Inf(-1)
	case !mature && large > start && small*5 < large*2: // a piece of a border or picture before a word
		return math.Inf(-1)
	case hp*2 >= hs || !mature:
		if overlap*2 < small {
			// the beginning of a character: a stroke above or below another within one character's height
			if mature || p.x0 >= s.x1+max(s.w(), p.w())/2 {
				return math.Inf(-1)
			}
		}
	default: // a dot or a stroke of a character: its centre must lie in the line
		c := (p.y0 + p.y1) / 2
		if c < s.y0-hs/5 || c > s.y1+hs/5 {
			return math.Inf(-1)
		}
	}
	gap := max(0, p.x0-s.x1)
	return float64(overlap)/float64(max(1, hp)) - float64(gap)/float64(max(1, large))
}

// tallestLine is how high a line may be whose tallest piece is known. Most lines have a character in one piece; measuring
// by that and not by the line so far keeps lines from growing over borders and into each other.
func tallestLine(tallest int, mature bool, start int) int {
	if mature {
		return tallest * 29 / 20
	}
	return max(start, tallest*29/20)
}

// joined merges segments that turned out to lie on one line: the two halves of a line whose first strokes did not
// overlap, strokes left over between characters.
func joined(segs []*segment, gap float64, start int) []*segment {
	slices.SortFunc(segs, func(a, b *segment) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.y0, b.y0)) })
	for changed := true; changed; {
		changed = false
		for i := 0; i < len(segs); i++ {
			a := segs[i]
			if a == nil {
				continue
			}
			for j := i + 1; j < len(segs); j++ {
				b := segs[j]
				if b == nil {
					continue
				}
				h := max(a.h(), b.h())
				if float64(b.x0-a.x1) > gap*float64(h) {
					if b.x0-a.x1 > 400 {
						break
					}
					continue
				}
				overlap := min(a.y1, b.y1) - max(a.y0, b.y0)
				union := max(a.y1, b.y1) - min(a.y0, b.y0)
				small := min(a.h(), b.h())
				same := overlap*10 >= small*6 && (small*2 >= h || h <= start) && union*10 <= h*13 && union <= tallestLine(max(a.tallest, b.tallest), false, start)
				within := (a.h() <= start || a.w() > 2*a.h()) && len(b.parts) <= 2 && b.h()*2 < a.h() && b.y0 >= a.y0-a.h()/5 && b.y1 <= a.y1+a.h()/5
				holds := (b.h() <= start || b.w() > 2*b.h()) && len(a.parts) <= 2 && a.h()*2 < b.h() && a.y0 >= b.y0-b.h()/5 && a.y1 <= b.y1+b.h()/5
				if same || within || holds {
					for _, p := range b.parts {
						a.add(p)
					}
					segs[j] = nil
					changed = true
				}
			}
		}
		segs = slices.DeleteFunc(segs, func(s *segment) bool { return s == nil })
	}
	return segs
}

// tighten sets the vertical extent to that of the line's characters, leaving out single pieces that stick out.
func (s *segment) tighten() {
	if len(s.parts) < 6 {
		return
	}
	// Weighted by width: the extent that nearly all of the line's width keeps to.
	var tops, bottoms []int
	for _, p := range s.parts {
		for range max(1, p.w()/3) {
			tops = append(tops, p.y0)
			bottoms = append(bottoms, p.y1)
		}
	}
	slices.Sort(tops)
	slices.Sort(bottoms)
	top, bottom := tops[len(tops)/33], bottoms[len(bottoms)-1-len(bottoms)/33]
	h := bottom - top
	kept := s.parts[:0]
	for _, p := range s.parts {
		if p.y0 < top-h/4 || p.y1 > bottom+h/4 {
			continue
		}
		kept = append(kept, p)
	}
	if len(kept) == 0 {
		return
	}
	s.parts = kept
	s.x0, s.y0, s.x1, s.y1 = kept[0].x0, kept[0].y0, kept[0].x1, kept[0].y1
	for _, p := range kept {
		s.x0, s.y0, s.x1, s.y1 = min(s.x0, p.x0), min(s.y0, p.y0), max(s.x1, p.x1), max(s.y1, p.y1)
	}
}

// quad is a rectangle of the sheet in pixels of the page as given.
func (s *sheet) quad(r image.Rectangle) ocr.Quad { return s.slopedQuad(r, 0) }

// slopedQuad is quad for a line that rises or falls: its ends are moved up or down, its middle stays.
func (s *sheet) slopedQuad(r image.Rectangle, slope float64) ocr.Quad {
	k := s.scale
	q := ocr.RectQuad(float64(r.Min.X)*k, float64(r.Min.Y)*k, float64(r.Max.X)*k, float64(r.Max.Y)*k)
	off := slope * float64(r.Dx()) / 2 * k
	q[0][1], q[3][1] = q[0][1]-off, q[3][1]-off
	q[1][1], q[2][1] = q[1][1]+off, q[2][1]+off
	q = turnedBack(q, s.turn, s.page.w, s.page.h)
	if s.flip {
		for i := range q {
			q[i][0] = float64(s.page.w) - q[i][0]
		}
	}
	return q
}

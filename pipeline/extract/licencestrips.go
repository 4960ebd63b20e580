package extract

import (
	"context"
	"image"
	"slices"

	"prereview/ocr"
)

// A label spread over its column's width is found as words of one character, and a character alone is easily misread: 型 for 轻,
// 称 for 炊. Where labels of a column stand and where values begin is known from any one of them; so beside a value without a
// label all the ink of the column is read as one line, and is that label which it is most like.

// column is where labels of a column begin and end, and where its values begin.
type column struct {
	index              int
	n                  int // labels that tell it
	left, right, value int
}

// columns are the columns of which a label was read well.
func (l *licence) columns() []column {
	var out []column
	for c := range 1 + slices.MaxFunc(append(l.hits, &hit{label: label{}, column: -1}), func(a, b *hit) int { return a.column - b.column }).column {
		var lefts, rights, values []int
		for _, h := range l.hits {
			if h.column == c && h.score > lostScore {
				lefts, rights = append(lefts, h.x0), append(rights, h.x1)
				if h.valueX > 0 {
					values = append(values, h.valueX)
				}
			}
		}
		if len(values) == 0 {
			continue
		}
		for _, xs := range [][]int{lefts, rights, values} {
			slices.Sort(xs)
		}
		out = append(out, column{c, len(lefts), lefts[(len(lefts)-1)/2], rights[(len(rights)-1)/2], values[len(values)/2]})
	}
	return out
}

// labelBeside says that a label of a column stands between two heights.
func (l *licence) labelBeside(c column, y0, y1 int) bool {
	return slices.ContainsFunc(l.hits, func(h *hit) bool { return h.column == c.index && min(h.y1, y1)-max(h.y0, y0) > l.em/3 })
}

// readLostLabels reads the ink of a column's labels beside values that have none.
func (l *licence) readLostLabels(ctx context.Context, reader ocr.Reader) (bool, error) {
	type zone struct {
		column
		rect image.Rectangle
		word int
	}
	var zones []zone
	var cs []crop
	for _, c := range l.columns() {
		for i, w := range l.words {
			if w.label != nil || abs(w.x0-c.value) > l.em || w.h() > l.em*2 || w.w() < w.h() && w.read && len(w.cells) == 0 {
				continue
			}
			r := image.Rect(c.left-l.em/3, w.y0-l.em/5, min(c.right+l.em/2, w.x0-l.em/5), w.y1+l.em/5).Intersect(image.Rect(0, 0, l.s.w, l.s.h))
			if r.Dx() < l.em*2 || l.labelBeside(c, r.Min.Y, r.Max.Y) {
				continue
			}
			ink := extent(l.s.partsIn(r))
			if ink.Dx() < l.em*2 || ink.Dy()*2 < l.em {
				continue
			}
			zones = append(zones, zone{c, ink, i})
			cs = append(cs, crop{rect: ink, guess: true})
		}
	}
	lines, _, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return false, err
	}
	found := false
	for i, z := range zones {
		lab, score := likeliestLabel(cells(lines[i]), l.has)
		if score == 0 {
			continue
		}
		if score < 1 {
			score *= lostScore
		}
		h := &hit{label: lab, x0: z.left, y0: z.rect.Min.Y, x1: z.right, y1: z.rect.Max.Y, score: score,
			column: z.index, valueX: l.words[z.word].x0, rest: z.word}
		for k, w := range l.words {
			if (image.Point{X: (w.x0 + w.x1) / 2, Y: (w.y0 + w.y1) / 2}).In(z.rect) {
				h.words = append(h.words, k)
				w.label = h
			}
		}
		l.hits = append(l.hits, h)
		found = true
	}
	return found, nil
}

// likeliestLabel is the label of a column that a text is most like, and which share of its characters it has; 0 when it has
// less than half of them, or when another field's label is as like.
func likeliestLabel(cs []cell, taken func(field string) bool) (best label, score float64) {
	second := 0.0
	for _, lab := range labels {
		switch lab.field {
		case labelStop, labelNumber, "uscc", "registration_authority":
			continue
		}
		if taken(lab.field) {
			continue
		}
		want := []rune(lab.text)
		if len(cs) == 0 || len(cs) > len(want)+2 {
			continue
		}
		has, from := 0, 0
		for _, r := range want {
			for k := from; k < len(cs); k++ {
				if cs[k].r == r || cs[k].support(r) >= minSupport {
					has, from = has+1, k+1
					break
				}
			}
		}
		switch sc := float64(has) / float64(max(len(want), len(cs))); {
		case sc > score:
			if best.field != lab.field {
				second = score
			}
			best, score = lab, sc
		case sc > second && lab.field != best.field:
			second = sc
		}
	}
	if score < 0.5 || second >= score {
		return label{}, 0
	}
	return best, score
}

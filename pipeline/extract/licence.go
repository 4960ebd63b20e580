package extract

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"

	"prereview/filing"
	"prereview/ocr"
)

// maxWords bounds how many lines of a page are read as a licence's; the longest have half as many.
const maxWords = 110

// word is a segment that was read.
type word struct {
	segment
	cells []cell
	xs    []int // middle of each cell, working pixels
	label *hit  // label this word begins with
	taken bool  // part of a value
}

func (w *word) text() string { return text(w.cells) }

// hit is a label found on the page.
type hit struct {
	label
	words          []int // the label may stand in several words (名　称); the last may go on with the value
	x0, y0, x1, y1 int
	score          float64
	column         int
	valueX         int // where its value begins
	rest           int // index of the word the value begins in, -1 when there is none on this row
	split          bool
}

// licence is a page whose lines were read and whose labels were found.
type licence struct {
	s     *sheet
	words []*word
	hits  []*hit
	em    int // height of a character of the values
	edge  int // where the border at the right begins
	title bool
	code  *Code // the QR code, nil when there is none
}

// score is how many different fields have their label on the page; the title counts for one.
func (l *licence) score() float64 {
	seen := map[string]bool{}
	for _, h := range l.hits {
		if h.field != labelStop && h.field != labelNumber {
			seen[h.field] = true
		}
	}
	n := float64(len(seen))
	if l.title {
		n++
	}
	return n
}

// layLicence reads every line of the page and finds the labels. nil when there is no print worth reading.
func (s *sheet) layLicence(ctx context.Context, reader ocr.Reader) (*licence, error) {
	parts, code := s.parts, (*Code)(nil)
	if at, ok := s.findQR(); ok {
		c := s.readQR(at)
		parts, code = without(parts, at.around()), &c
	}
	segs := s.print(parts)
	if len(segs) == 0 {
		return nil, ctx.Err()
	}
	l := &licence{s: s, edge: s.innerEdge(), code: code}
	cs := make([]crop, len(segs))
	for i, g := range segs {
		cs[i] = crop{rect: image.Rect(g.x0, g.y0, g.x1, g.y1)}
	}
	lines, strips, err := s.read(ctx, reader, cs)
	if err != nil {
		return nil, err
	}
	for i, g := range segs {
		w := &word{segment: g, cells: cells(lines[i])}
		for _, c := range w.cells {
			w.xs = append(w.xs, g.x0+int(strips[i].along(c.x)/s.scale))
		}
		if len(w.cells) > 0 {
			l.words = append(l.words, w)
		}
	}
	l.rows()
	l.findLabels()
	l.findColumns()
	return l, nil
}

// print is what may be lines of a licence among pieces of ink: segments as dark as the darkest and of a size with most.
func (s *sheet) print(parts []part) []segment {
	long := max(s.w, s.h)
	all := segments(parts, 0.9)
	em := textHeight(all)
	if em == 0 {
		return nil
	}
	dark := s.darkness(all, em)
	var out []segment
	for _, g := range all {
		h := g.h()
		switch {
		case h < em*2/5 || h < 7 || h > em*9/2 || h > long/12:
			continue
		case g.w() < h/3 || h > em*5/2 && g.w() < 3*h:
			continue
		case int(s.levelOf(g))-int(dark) > (255-int(dark))*3/10: // olive border, watermark
			continue
		}
		out = append(out, g)
	}
	if len(out) > maxWords { // scraps of a border lie nearest to the page's edges
		edge := func(g segment) int {
			return min(g.x0+g.x1, g.y0+g.y1, 2*s.w-g.x0-g.x1, 2*s.h-g.y0-g.y1)
		}
		slices.SortStableFunc(out, func(a, b segment) int { return edge(b) - edge(a) })
		out = out[:maxWords]
		slices.SortFunc(out, func(a, b segment) int { return cmp.Or(cmp.Compare(a.y0, b.y0), cmp.Compare(a.x0, b.x0)) })
	}
	return out
}

// darkness is the level of the page's print: the median over its longer lines.
func (s *sheet) darkness(segs []segment, em int) uint8 {
	var ls []uint8
	for _, g := range segs {
		if g.h() >= em/2 && g.h() <= 2*em && g.w() > 2*g.h() {
			ls = append(ls, s.levelOf(g))
		}
	}
	if len(ls) == 0 {
		return 0
	}
	slices.Sort(ls)
	return ls[len(ls)/3]
}

// levelOf is how dark a segment's darkest fifth of ink is.
func (s *sheet) levelOf(g segment) uint8 {
	var hist [256]int
	n := 0
	for y := g.y0; y < g.y1; y++ {
		for x := g.x0; x < g.x1; x++ {
			if v := s.level[y*s.w+x]; v < s.cut {
				hist[v]++
				n++
			}
		}
	}
	k := 0
	for v := range hist {
		if k += hist[v]; k*5 >= n {
			return uint8(v)
		}
	}
	return 255
}

// rows numbers the words' rows: words whose heights overlap by half.
func (l *licence) rows() {
	var hs []int
	for _, w := range l.words {
		if len(w.cells) >= 4 {
			hs = append(hs, w.h())
		}
	}
	slices.Sort(hs)
	l.em = 12
	if len(hs) > 0 {
		l.em = hs[len(hs)/2]
	}
}

// sameRow says that two words stand beside each other.
func sameRow(a, b segment) bool {
	overlap := min(a.y1, b.y1) - max(a.y0, b.y0)
	return overlap*2 >= min(a.h(), b.h())
}

// right is the next word on the row within gap working pixels, -1 when there is none.
func (l *licence) right(i, gap int) int {
	best := -1
	for j, w := range l.words {
		if j == i || !sameRow(l.words[i].segment, w.segment) || w.x0 < l.words[i].x1-l.em/3 || w.x0-l.words[i].x1 > gap {
			continue
		}
		if best < 0 || w.x0 < l.words[best].x0 {
			best = j
		}
	}
	return best
}

func (l *licence) findLabels() {
	for i, w := range l.words {
		if strings.Contains(w.text(), "营业执照") && w.h() > l.em*3/2 {
			l.title = true
			continue
		}
		if w.label != nil {
			continue
		}
		// The label may be spread so far that its characters are words of their own.
		chain := []int{i}
		scraps := 0 // of a border, read as marks before the label
		for scraps < min(2, len(w.cells)-1) && !isHan(w.cells[scraps].r) {
			scraps++
		}
		cs := slices.Clone(w.cells[scraps:])
		for len(chain) < 5 {
			if h := l.tryLabel(chain, cs, scraps); h != nil {
				l.hits = append(l.hits, h)
				for _, k := range h.words {
					l.words[k].label = h
				}
				break
			}
			if len(l.words[chain[len(chain)-1]].cells) > 2 {
				break
			}
			j := l.right(chain[len(chain)-1], 6*l.em)
			if j < 0 || l.words[j].label != nil {
				break
			}
			chain = append(chain, j)
			cs = append(cs, l.words[j].cells...)
		}
	}
}

// tryLabel looks for a label at the beginning of a chain of words.
func (l *licence) tryLabel(chain []int, cs []cell, scraps int) *hit {
	lab, taken, score := matchLabel(cs)
	if score == 0 {
		return nil
	}
	h := &hit{label: lab, score: score, rest: -1}
	n := 0
	for _, k := range chain {
		w := l.words[k]
		if n >= taken {
			break
		}
		h.words = append(h.words, k)
		skip := 0
		if len(h.words) == 1 {
			h.x0, h.y0, h.y1 = w.x0, w.y0, w.y1
			if skip = scraps; skip > 0 {
				h.x0 = max(w.x0, w.xs[skip]-l.em/2)
			}
		}
		h.y0, h.y1 = min(h.y0, w.y0), max(h.y1, w.y1)
		here := skip + min(len(w.cells)-skip, taken-n)
		n += here - skip
		h.x1 = w.x1
		if here < len(w.cells) && slices.ContainsFunc(w.cells[here:], func(c cell) bool { return isWord(c.r) }) { // the value begins in this word
			h.rest, h.split = k, true
			h.x1, h.valueX = l.gapAfter(w, here)
			if h.valueX == 0 {
				h.valueX = h.x1
			}
		}
	}
	if h.rest < 0 {
		if j := l.right(chain[len(h.words)-1], 8*l.em); j >= 0 {
			h.rest, h.valueX = j, l.words[j].x0
		}
	}
	return h
}

// gapAfter is the widest gap in a word's ink near the end of its first n characters: where the label ends and the value
// begins. The recogniser places characters only roughly, the ink decides.
func (l *licence) gapAfter(w *word, n int) (x0, x1 int) {
	at := (w.xs[n-1] + w.xs[n]) / 2
	ps := slices.Clone(w.parts)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	end := w.x0
	widest := 0
	reach := w.h() * 5 / 4
	for _, p := range ps {
		if g := p.x0 - end; g > 0 && p.x0 > at-reach && end < at+reach {
			// nearer gaps count for more
			weight := g*4 - abs((p.x0+end)/2-at)
			if weight > widest {
				widest, x0, x1 = weight, end, p.x0
			}
		}
		end = max(end, p.x1)
	}
	if x1 == 0 {
		return at, at
	}
	return x0, x1
}

// isWord says that a character is more than a mark, of which specks are read as many.
func isWord(r rune) bool { return isHan(r) || isDigit(r) || unicode.IsLetter(r) }

func abs(x int) int { return max(x, -x) }

// findColumns gathers the labels into columns by where they begin, and agrees on where the values of each begin.
func (l *licence) findColumns() {
	byX := slices.Clone(l.hits)
	slices.SortFunc(byX, func(a, b *hit) int { return a.x0 - b.x0 })
	column, last := -1, -1<<30
	for _, h := range byX {
		if h.field == labelStop || h.field == "uscc" || h.field == "registration_authority" || h.field == labelNumber {
			h.column = -1
			continue
		}
		if h.x0-last > 3*l.em {
			column++
		}
		last = h.x0
		h.column = column
	}
	l.dropFalseColumns()
	for c := 0; c <= column; c++ {
		var xs []int
		for _, h := range l.hits {
			if h.column == c && h.rest >= 0 && h.valueX > 0 {
				xs = append(xs, h.valueX)
			}
		}
		// Wrapped lines begin where values begin, and nothing else stands there.
		if len(xs) == 0 {
			continue
		}
		slices.Sort(xs)
		mid := xs[len(xs)/2]
		for _, h := range l.hits {
			if h.column == c && h.split && abs(h.valueX-mid) > l.em*3/5 {
				if x := l.gapAt(l.words[h.rest], mid); x > 0 {
					h.valueX = x
				}
			}
		}
	}
}

// dropFalseColumns forgets labels that stand where another column has its values: a wrapped line that happens to begin
// with the words of a label.
func (l *licence) dropFalseColumns() {
	mistaken := map[*hit]bool{}
	for _, h := range l.hits {
		for _, o := range l.hits {
			if h == o || h.column < 0 || o.column < 0 || h.column == o.column || o.valueX == 0 {
				continue
			}
			if abs(h.x0-o.valueX) <= l.em && h.y0 > o.y0 && l.columnSize(h.column) <= l.columnSize(o.column) {
				mistaken[h] = true
			}
		}
	}
	for h := range mistaken {
		for _, k := range h.words {
			l.words[k].label = nil
		}
	}
	l.hits = slices.DeleteFunc(l.hits, func(h *hit) bool { return mistaken[h] })
}

func (l *licence) columnSize(c int) int {
	n := 0
	for _, h := range l.hits {
		if h.column == c {
			n++
		}
	}
	return n
}

// gapAt is the beginning of the ink that begins within half a character of x after a gap.
func (l *licence) gapAt(w *word, x int) int {
	ps := slices.Clone(w.parts)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	end := w.x0
	for _, p := range ps {
		if p.x0-end >= 2 && abs(p.x0-x) <= l.em/2 {
			return p.x0
		}
		end = max(end, p.x1)
	}
	return 0
}

// fields types the values.
func (l *licence) fields(ctx context.Context, reader ocr.Reader) (map[string]Field, error) {
	values := map[string]value{}
	scores := map[string]float64{}
	order := slices.Clone(l.hits)
	slices.SortStableFunc(order, func(a, b *hit) int { return a.y0 - b.y0 })
	for _, h := range order {
		switch h.field {
		case labelStop, labelNumber, "registration_authority", "uscc", "paid_in_capital":
			continue
		}
		if h.score <= scores[h.field] {
			continue
		}
		if v := l.valueOf(h); len(v.rects) > 0 {
			values[h.field], scores[h.field] = v, h.score
		}
	}
	if v, ok := l.findCode(); ok {
		values["uscc"] = v
	}
	// One batch for what has no reading of its own yet.
	var cs []crop
	type slot struct {
		field string
		i     int
	}
	var slots []slot
	for _, field := range append(filing.FieldNames[filing.BusinessLicence], labelTerm) {
		v, ok := values[field]
		if !ok {
			continue
		}
		for i := range v.rects {
			if v.lines[i] != nil || field == "uscc" {
				continue
			}
			cs = append(cs, v.crop(i, cutting{}))
			slots = append(slots, slot{field, i})
		}
	}
	lines, strips, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return nil, err
	}
	for i, sl := range slots {
		v := values[sl.field]
		read := cells(lines[i])
		v.lines[sl.i] = read
		v.xs[sl.i] = make([]int, len(read))
		for k, c := range read {
			v.xs[sl.i][k] = v.rects[sl.i].Min.X + int(strips[i].along(c.x)/l.s.scale)
		}
	}
	if err := l.sharpen(ctx, reader, values); err != nil {
		return nil, err
	}
	out := map[string]reading{}
	boxes := map[string]image.Rectangle{}
	put := func(field string, v value, r reading) {
		if r.value != "" {
			out[field], boxes[field] = r, v.extent()
		}
	}
	for field, v := range values {
		cs := slices.Concat(v.lines...)
		switch field {
		case "uscc":
			r, err := l.s.readCode(ctx, reader, v.rects[0], usccAlphabet, readUSCC)
			if err != nil {
				return nil, err
			}
			put(field, v, l.code.weigh(r))
		case labelTerm:
			from, until := readTerm(cs)
			put("valid_from", v, from)
			put("valid_until", v, until)
		case "established":
			if r := readDate(cs); r.value != filing.LongTerm { // 期 is of the label
				put(field, v, r)
			}
		default:
			var widths []int
			for i := range v.lines {
				widths = append(widths, widthsOf(v.lines[i], v.xs[i], v.parts[i], lineEm(v.parts[i], l.em))...)
			}
			told := setWidths(cs, widths)
			r := readLicenceText(field, cs)
			if !told { // brackets must be as printed
				r.conf = min(r.conf, 0.85)
			}
			for _, ps := range v.parts {
				if hole(ps, l.em*3/2) {
					r = holed(r)
				}
			}
			put(field, v, r)
		}
	}
	var again []second
	for _, field := range []string{"name", "type", "legal_representative", "registered_capital", "address"} {
		again = append(again, second{field, values[field].crops(cutting{margin: 0.31}), func(cs []cell) reading { return readLicenceText(field, cs) }})
	}
	if err := l.s.confirmed(ctx, reader, out, again); err != nil {
		return nil, err
	}
	issued, at, err := l.readIssued(ctx, reader)
	if err != nil {
		return nil, err
	}
	if issued.value != "" {
		out["issued"], boxes["issued"] = issued, at
	}
	authority, at, err := l.readAuthority(ctx, reader)
	if err != nil {
		return nil, err
	}
	if authority.value != "" {
		out["registration_authority"], boxes["registration_authority"] = authority, at
	}
	return l.s.toFields(filing.BusinessLicence, out, boxes), nil
}

// sharpen reads the lines in which a character is doubtful again, with a wider margin, and keeps the better reading of
// each. It was chosen for being sure, so it is trusted a little less than it says.
func (l *licence) sharpen(ctx context.Context, reader ocr.Reader, values map[string]value) error {
	type slot struct {
		v value
		i int
	}
	var slots []slot
	var cs []crop
	for _, field := range filing.FieldNames[filing.BusinessLicence] {
		v := values[field]
		for i, line := range v.lines {
			if field != "uscc" && len(line) > 0 && lowest(line) < 0.6 && len(slots) < 24 {
				slots = append(slots, slot{v, i})
				cs = append(cs, v.crop(i, cutting{margin: 0.31}))
			}
		}
	}
	lines, strips, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return err
	}
	for k, sl := range slots {
		read := cells(lines[k])
		old := sl.v.lines[sl.i]
		if abs(len(read)-len(old)) > 2 || certainty(read) < 1.5*certainty(old) {
			continue
		}
		xs := make([]int, len(read))
		for i, c := range read {
			xs[i] = sl.v.rects[sl.i].Min.X + int(strips[k].along(c.x)/l.s.scale)
		}
		if text(read) != text(old) {
			read[0].p *= 0.9
		}
		sl.v.lines[sl.i], sl.v.xs[sl.i] = read, xs
	}
	return nil
}

// readAuthority reads the authority's name round its seal.
func (l *licence) readAuthority(ctx context.Context, reader ocr.Reader) (reading, image.Rectangle, error) {
	c, ok := l.s.findSeal()
	if !ok {
		return reading{}, image.Rectangle{}, nil
	}
	at := image.Rect(int(c.x-c.r), int(c.y-c.r), int(c.x+c.r), int(c.y+c.r))
	d, ok := discOf(l.s.page, l.s.quad(at))
	if !ok {
		return reading{}, image.Rectangle{}, nil
	}
	d = d.fitted()
	var crops []ocr.Crop
	for _, margin := range []float64{LineMargin, 0.3} {
		if g := d.strip(margin); g != nil {
			crops = append(crops, ocr.Crop{Image: g})
		}
	}
	if len(crops) == 0 {
		return reading{}, image.Rectangle{}, nil
	}
	lines, err := reader.ReadLines(ctx, crops)
	if err != nil {
		return reading{}, image.Rectangle{}, err
	}
	if len(lines) != len(crops) {
		return reading{}, image.Rectangle{}, fmt.Errorf("reader answered %d lines for %d crops", len(lines), len(crops))
	}
	r := readSeal(cells(lines[0]))
	for _, line := range lines[1:] {
		switch o := readSeal(cells(line)); {
		case o.value == "":
		case o.value == r.value:
			r.conf = 1 - (1-r.conf)*(1-0.8*o.conf)
		case o.conf > r.conf:
			o.conf *= 0.8
			r = o
		default:
			r.conf *= 0.8
		}
	}
	return r, at, nil
}

// lineEm is the height of a line's characters, less than the licence's where a long scope is printed small.
func lineEm(ps []part, em int) int {
	if h := extent(ps).Dy(); len(ps) > 8 && h < em {
		return h
	}
	return em
}

// readLicenceText reads the fields that are no dates.
func readLicenceText(field string, cs []cell) reading {
	switch field {
	case "legal_representative":
		return readPerson(cs)
	case "type":
		return readType(cs)
	case "composition":
		return readLexeme(cs, compositions, "composition")
	case "address":
		return readAddress(cs)
	case "name":
		return readOrganisation(cs)
	case "business_scope":
		return readScope(cs)
	case "registered_capital":
		return readAmount(cs)
	}
	return readProse(cs)
}

// findCode is the line that reads most like a unified social credit code: near its label when there is one.
func (l *licence) findCode() (value, bool) {
	var best *word
	var from, to int
	score := 0.0
	for _, w := range l.words {
		// The code may follow its label on the row.
		cs := w.cells
		start := 0
		if w.label != nil && w.label.field == "uscc" {
			for start < len(cs) && !isCode(cs[start].r) {
				start++
			}
		}
		end := len(cs) // the copy's number may follow in brackets
		for i := start + 16; i < len(cs); i++ {
			if !isCode(cs[i].r) {
				end = i
				break
			}
		}
		cs = cs[:end]
		n := 0
		for _, c := range cs[min(start, end):] {
			if isCode(c.r) {
				n++
			}
		}
		if n < 14 || n > 24 || n*10 < (len(cs)-start)*8 {
			continue
		}
		sc := float64(min(n, 18)) - float64(max(0, n-18))
		kept, _ := onlyAlphabet(cs[start:], usccAlphabet)
		if filing.USCC(text(kept)).ChecksOut() {
			sc += 10
		}
		for _, h := range l.hits {
			if h.field != "uscc" {
				continue
			}
			if w.label == h || abs(h.x0-w.x0) < 3*l.em && w.y0 >= h.y0 && w.y0-h.y1 < 3*l.em || sameRow(segment{y0: h.y0, y1: h.y1}, w.segment) && w.x0 >= h.x1-l.em {
				sc += 5
			}
		}
		if sc > score {
			best, score, from, to = w, sc, start, end
		}
	}
	if best == nil {
		return value{}, false
	}
	x0, x1 := best.x0, best.x1
	if from > 0 {
		_, x0 = l.gapAfter(best, from)
	}
	if to < len(best.cells) {
		x1, _ = l.gapAfter(best, to)
	}
	ps := slices.DeleteFunc(slices.Clone(best.parts), func(p part) bool { c := (p.x0 + p.x1) / 2; return c < x0 || c >= x1 })
	if len(ps) == 0 {
		return value{}, false
	}
	var v value
	v.put(extent(ps), 0, nil, nil, ps)
	return v, true
}

func isCode(r rune) bool { return strings.ContainsRune(usccAlphabet, upper(r)) }

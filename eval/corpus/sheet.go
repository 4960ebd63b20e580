package corpus

import (
	"fmt"
	"image"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// sheet is an A4 page of running text while it is set: a form or letter with blanks that are typed or filled in by hand.
// It draws from a random stream of its own, so that papers change no card or licence.
type sheet struct {
	*page
	g      *Generator
	r      *rand.Rand
	body   style   // the form's own words
	typed  style   // the blanks, where they are typed
	hand   *pen    // signatures, and the blanks where they are filled in by hand
	byHand bool    // the blanks are filled in by hand
	rule   bool    // blanks are underlined
	w, h   float64 // of the page
	x0, x1 float64 // the text column
	lead   float64 // from line to line, in sizes of the body

	crossed  string // the field whose value is crossed out
	scrawled bool   // the signature is a scrawl
}

// span is a stretch of running text: the form's own words, or what stands in a blank. □ and ☑ are drawn as boxes, the
// second ticked.
type span struct{ text, field string }

func own(text string) span          { return span{text, ""} }
func blank(field, text string) span { return span{text, field} }

const (
	sheetW, sheetH = 210.0, 297.0
	sheetSidePx    = 2120
	sheetGroundMM  = 4 // pixels of the paper's ground to a millimetre
)

// newSheet is an upright page; text is all that will stand on it, so that faces are chosen that have it.
func (g *Generator) newSheet(kind filing.DocumentKind, layout string, sidePx int, text string) *sheet {
	return g.newSheetOf(kind, layout, sidePx, sheetW, sheetH, text)
}

func (g *Generator) newSheetOf(kind filing.DocumentKind, layout string, sidePx int, w, h float64, text string) *sheet {
	if sidePx == 0 {
		sidePx = sheetSidePx
	}
	r := g.papers
	s := &sheet{page: newPage(kind, layout, sidePx, w, h), g: g, r: r, w: w, h: h}
	s.layGround(cachedGround(groundKey{g.split, "sheet", r.IntN(groundsPerSplit)}, sheetGround), r)
	black := ink{rgb(30, 30, 34), between(r, .82, .97)}
	size := between(r, 4.4, 5.3)
	s.body = style{face: g.fonts.choose(r, pick(r, []role{songLabel, songLabel, heiForm}), text), size: size, ink: black, spacing: between(r, 0, .04)}
	s.typed = style{face: g.fonts.choose(r, pick(r, []role{songValue, songValue, kaiValue, heiValue}), text), size: size, ink: black, spacing: between(r, 0, .04)}
	s.hand = newPen(r, g.fonts.choose(r, kaiValue, text))
	s.byHand, s.rule, s.lead = chance(r, .35), chance(r, .6), between(r, 1.6, 2.0)
	margin := between(r, 22, 28)
	s.x0, s.x1 = margin, w-margin
	s.doc.Fonts["label"], s.doc.Fonts["value"], s.doc.Fonts["hand"] = s.body.face.name, s.typed.face.name, s.hand.face.name
	return s
}

// sheetGround is copying paper: nearly white, a little cloudy.
func sheetGround(r *rand.Rand) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, sheetW*sheetGroundMM, sheetH*sheetGroundMM))
	white := warm(r, intBetween(r, 242, 253), 2, 0, 8)
	cloud := newWaves(r, 6, .09, 2.5)
	row := make([]float64, img.Rect.Dx())
	for y := range img.Rect.Dy() {
		cloud.rowOf(row, 0, float64(y)/sheetGroundMM, 1/sheetGroundMM)
		for x, v := range row {
			v += between(r, -1.2, 1.2)
			o := img.Pix[img.PixOffset(x, y):]
			o[0], o[1], o[2], o[3] = clamp8(float64(white[0])+v), clamp8(float64(white[1])+v), clamp8(float64(white[2])+v), 255
		}
	}
	return img
}

func (s *sheet) step() float64 { return s.body.size * s.lead }

// title sets a centred heading with its top at y and answers where the text below may begin.
func (s *sheet) title(y, size float64, text string) float64 {
	st := style{face: s.g.fonts.choose(s.r, heiTitle, text), size: size, ink: s.body.ink, spacing: between(s.r, 0, .25)}
	if w := st.width(text); w > s.x1-s.x0 {
		st.narrow = (s.x1 - s.x0) / w
	}
	w := st.width(text) - st.spacing*st.size*st.stretch()
	s.printed("title", text, s.text(st, (s.w-w)/2, y, text))
	return y + size*2.1
}

// piece is what of one span stands on one line.
type piece struct {
	span
	w float64
}

// advance is the width of one character of a span.
func (s *sheet) advance(sp span, ch rune) float64 {
	switch {
	case ch == '□' || ch == '☑':
		return s.body.size * 1.08
	case sp.field == "":
		return s.body.advance(ch)
	case s.byHand:
		return s.hand.advance(ch) * s.body.size * 1.12
	}
	return s.typed.advance(ch)
}

// flow sets spans as one paragraph between x and x1, the first line moved in by indent, and answers where the next may
// begin. Values are recorded under their fields, each line of them with its box.
func (s *sheet) flow(x, x1, y, indent float64, spans ...span) float64 {
	var lines [][]piece
	var line []piece
	at := x + indent
	end := func() { lines, line, at = append(lines, line), nil, x }
	for _, sp := range spans {
		if sp.field != "" && sp.text != "" {
			s.doc.Fields[sp.field] = sp.text
		}
		if sp.text == "" && sp.field != "" { // a blank left empty
			line, at = append(line, piece{sp, 26}), at+26
			continue
		}
		p := piece{span: span{"", sp.field}}
		for _, ch := range sp.text {
			a := s.advance(sp, ch)
			if at+a > x1 && at > x && !strings.ContainsRune("，。；：、）", ch) {
				if p.text != "" {
					line = append(line, p)
				}
				end()
				p = piece{span: span{"", sp.field}}
			}
			p.text, p.w, at = p.text+string(ch), p.w+a, at+a
		}
		if p.text != "" {
			line = append(line, p)
		}
	}
	end()
	for i, l := range lines {
		lx := x
		if i == 0 {
			lx += indent
		}
		s.line(lx, y, l)
		y += s.step()
	}
	return y
}

// line draws the pieces of one line and records them.
func (s *sheet) line(x, y float64, pieces []piece) {
	var all rect
	var words strings.Builder
	role := "text"
	for _, p := range pieces {
		e := s.piece(x, y, p)
		if p.field != "" && p.text != "" {
			s.page.value(p.field, p.text, e)
			if s.byHand {
				role = "hand"
			} else if len(pieces) == 1 {
				role = "value"
			}
		}
		if p.field != "" && s.rule {
			s.rect(rect{x, y + s.body.size*1.12, x + p.w, y + s.body.size*1.12 + .18}, s.body.ink)
		}
		if p.field != "" && p.field == s.crossed {
			s.cross(e)
		}
		all = all.union(e)
		words.WriteString(p.text)
		x += p.w
	}
	if words.Len() > 0 {
		s.printed(role, words.String(), all)
	}
}

func (s *sheet) piece(x, y float64, p piece) rect {
	if p.field != "" && !strings.ContainsAny(p.text, "□☑") {
		if s.byHand {
			return s.hand.write(s.canvas, s.r, x, y-.06*s.body.size, s.body.size*1.12, p.text)
		}
		return s.text(s.typed, x, y, p.text)
	}
	var ext rect
	for _, ch := range p.text {
		if ch == '□' || ch == '☑' {
			ext = ext.union(s.box(x, y, ch == '☑'))
		} else {
			ext = ext.union(s.text(s.body, x, y, string(ch)))
		}
		x += s.advance(p.span, ch)
	}
	return ext
}

// box is an empty square to tick.
func (s *sheet) box(x, y float64, ticked bool) rect {
	side := s.body.size * .78
	x, y = x+s.body.size*.1, y+s.body.size*.13
	s.stroke([][2]float64{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}, {x + side, y}}, .22, s.body.ink)
	if ticked {
		s.hand.tick(s.canvas, s.r, x, y, side)
	}
	return rect{x, y, x + side, y + side}
}

// Closing is how a paper ends: whose hand and seal stand under it, and on what day.
type Closing struct {
	Signer    string      // written by hand; "" leaves the line empty
	Seal      string      // ring text of the red seal; "" for none
	SealBelow string      // the seal's lower text: 财务专用章, 合同专用章; "" for an official seal, which has none
	Date      filing.Date // zero leaves 年 月 日 blank
	Scrawled  bool        // the signature is a line that nobody can read
	SealCut   bool        // half of the seal runs off the page
}

// sign writes a signature behind a label and records it as the field.
func (s *sheet) sign(x, y float64, label, field, name string) {
	e := s.text(s.body, x, y, label)
	s.printed("text", label, e)
	x += s.body.width(label) + 1.5
	if s.rule {
		s.rect(rect{x, y + s.body.size*1.12, x + 34, y + s.body.size*1.12 + .18}, s.body.ink)
	}
	if name == "" {
		return
	}
	if s.scrawled && field == "signature" {
		s.doc.Fields[field] = illegible
		s.page.value(field, illegible, s.scrawl(x+between(s.r, 0, 5), y))
		return
	}
	size := s.body.size * between(s.r, 1.25, 1.7)
	ink := s.hand.write(s.canvas, s.r, x+between(s.r, 0, 5), y-size*.25, size, name)
	s.doc.Fields[field] = name
	s.page.value(field, name, ink)
	s.printed("hand", name, ink)
}

// scrawl runs one line up and down over the place of a signature.
func (s *sheet) scrawl(x, y float64) rect {
	wide, tall := between(s.r, 18, 30), s.body.size*between(s.r, .5, .9)
	wave := newWaves(s.r, 5, between(s.r, 1.6, 2.8), tall)
	var pts [][2]float64
	for at := 0.0; at < wide; at += .25 {
		back := 1.6 * wave.at(at, 40) / tall // the pen turns back on itself
		pts = append(pts, [2]float64{x + at + back, y + s.body.size*.5 + wave.at(at, 0)})
	}
	s.stroke(pts, between(s.r, .3, .55), s.hand.ink)
	return rect{x, y - tall, x + wide, y + s.body.size + tall}
}

// cross strikes out what was written.
func (s *sheet) cross(e rect) {
	for range 2 {
		s.stroke([][2]float64{{e.x0 - 1, (e.y0+e.y1)/2 + between(s.r, -1, 1)}, {e.x1 + 1, (e.y0+e.y1)/2 + between(s.r, -1, 1)}}, between(s.r, .35, .6), s.hand.ink)
	}
}

// date sets the day, or its blanks when it is zero.
func (s *sheet) date(x, y float64, label string, d filing.Date) {
	text := "    年    月    日"
	if !d.IsZero() {
		text = chineseDate(d)
	}
	s.printed("text", label, s.text(s.body, x, y, label))
	x += s.body.width(label) + 1
	if d.IsZero() {
		s.printed("text", strings.ReplaceAll(text, " ", ""), s.text(s.body, x, y, text))
		return
	}
	var e rect
	if s.byHand {
		e = s.hand.write(s.canvas, s.r, x, y-.06*s.body.size, s.body.size*1.1, text)
	} else {
		e = s.text(s.typed, x, y, text)
	}
	s.doc.Fields["date"] = d.String()
	s.page.value("date", text, e)
	s.printed("value", text, e)
}

// stamp presses the closing's seal about x, y. The ring's text is the field seal, the lower text seal_below.
func (s *sheet) stamp(x, y float64, c Closing) {
	if c.Seal == "" {
		return
	}
	x, y = x+between(s.r, -6, 6), y+between(s.r, -5, 5)
	if c.SealCut {
		x = s.w + between(s.r, -3, 3)
	}
	face := s.g.fonts.choose(s.r, sealText, c.Seal+c.SealBelow)
	e, whole := s.seal(s.r, x, y, between(s.r, 19, 21.5), c.Seal, c.SealBelow, face)
	read := c.Seal
	if c.SealCut {
		read = illegible
	}
	s.doc.Fields["seal"] = read
	s.page.value("seal", read, e)
	s.sealed(c.Seal, whole)
	if c.SealBelow != "" {
		s.doc.Fields["seal_below"] = c.SealBelow
	}
}

// done marks the page as a specimen in one of its margins.
func (s *sheet) done() Document {
	s.g.specimenBy(s.r, s.page, rect{8, 5, 80, 11}, rect{s.w - 80, 5, s.w - 8, 11}, rect{8, s.h - 11, 80, s.h - 5}, rect{s.w - 80, s.h - 11, s.w - 8, s.h - 5})
	return s.finish()
}

func chineseDate(d filing.Date) string {
	if d.Open {
		return "长期"
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

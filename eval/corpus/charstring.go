package corpus

import (
	"encoding/binary"
	"errors"

	"golang.org/x/image/font/sfnt"
)

// The sfnt package draws the outlines of OpenType fonts but knows none of the flex operators, which the Fandol faces use
// in every second glyph. charstrings reads those glyphs: Adobe's technical notes 5176 (CFF) and 5177 (Type 2).

var errCharstring = errors.New("bad Type 2 charstring")

// charstrings is the CFF table of a font.
type charstrings struct {
	glyphs, global [][]byte
	local          [][][]byte          // subroutines by font dictionary; one dictionary unless the font is keyed by CID
	dict           func(glyph int) int // which dictionary a glyph belongs to
}

// parseCFF answers nil for a font without such a table.
func parseCFF(b []byte) *charstrings {
	table := sfntTable(b, "CFF ")
	if len(table) < 4 {
		return nil
	}
	at := int(table[2])
	var parts [4][][]byte // names, top dictionaries, strings, global subroutines
	for i := range parts {
		if parts[i], at = cffIndex(table, at); at < 0 {
			return nil
		}
	}
	if len(parts[1]) != 1 {
		return nil
	}
	top := cffDict(parts[1][0])
	if len(top[17]) != 1 { // CharStrings
		return nil
	}
	c := &charstrings{global: parts[3], dict: func(int) int { return 0 }}
	if c.glyphs, at = cffIndex(table, top[17][0]); at < 0 {
		return nil
	}
	dicts := []map[int][]int{top}
	if array, choice := top[1236], top[1237]; len(array) == 1 && len(choice) == 1 { // FDArray, FDSelect: keyed by CID
		fonts, at := cffIndex(table, array[0])
		if at < 0 || choice[0] < 0 || choice[0] >= len(table) {
			return nil
		}
		dicts = nil
		for _, f := range fonts {
			dicts = append(dicts, cffDict(f))
		}
		c.dict = fdSelect(table[choice[0]:])
	}
	for _, d := range dicts {
		var subrs [][]byte
		if p := d[18]; len(p) == 2 && p[0] >= 0 && p[1] >= 0 && p[0]+p[1] <= len(table) { // Private
			if s := cffDict(table[p[1] : p[1]+p[0]])[19]; len(s) == 1 {
				subrs, _ = cffIndex(table, p[1]+s[0])
			}
		}
		c.local = append(c.local, subrs)
	}
	return c
}

// fdSelect answers a glyph's font dictionary, by a byte each (format 0) or by ranges (format 3).
func fdSelect(b []byte) func(int) int {
	return func(glyph int) int {
		switch {
		case b[0] == 0 && 1+glyph < len(b):
			return int(b[1+glyph])
		case b[0] == 3 && len(b) > 3:
			n := int(binary.BigEndian.Uint16(b[1:]))
			for i := n - 1; i >= 0; i-- {
				if at := 3 + 3*i; at+3 <= len(b) && int(binary.BigEndian.Uint16(b[at:])) <= glyph {
					return int(b[at+2])
				}
			}
		}
		return 0
	}
}

// sfntTable is a table of a font file, nil when it has none of that tag.
func sfntTable(b []byte, tag string) []byte {
	for e := 12; e+16 <= len(b) && e < 12+16*int(binary.BigEndian.Uint16(b[4:])); e += 16 {
		from, n := int(binary.BigEndian.Uint32(b[e+8:])), int(binary.BigEndian.Uint32(b[e+12:]))
		if string(b[e:e+4]) == tag && from+n <= len(b) {
			return b[from : from+n]
		}
	}
	return nil
}

// cffIndex reads an INDEX and answers where the next structure begins, -1 when it is broken.
func cffIndex(b []byte, at int) ([][]byte, int) {
	if at < 0 || at+2 > len(b) {
		return nil, -1
	}
	n := int(binary.BigEndian.Uint16(b[at:]))
	if n == 0 {
		return nil, at + 2
	}
	if at+3 > len(b) {
		return nil, -1
	}
	size := int(b[at+2])
	data := at + 3 + (n+1)*size - 1
	if size < 1 || size > 4 || data >= len(b) {
		return nil, -1
	}
	offset := func(i int) (v int) {
		for _, x := range b[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(x)
		}
		return data + v
	}
	out := make([][]byte, n)
	for i := range out {
		from, to := offset(i), offset(i+1)
		if from > to || to > len(b) {
			return nil, -1
		}
		out[i] = b[from:to]
	}
	return out, offset(n)
}

// cffDict answers the integer operands by operator; the escaped ones are 1200 and more.
func cffDict(b []byte) map[int][]int {
	d := map[int][]int{}
	var args []int
	for i := 0; i < len(b); i++ {
		switch v := int(b[i]); {
		case v == 12 && i+1 < len(b):
			i++
			d[1200+int(b[i])], args = args, nil
		case v <= 21:
			d[v], args = args, nil
		case v == 28 && i+2 < len(b):
			args = append(args, int(int16(binary.BigEndian.Uint16(b[i+1:]))))
			i += 2
		case v == 29 && i+4 < len(b):
			args = append(args, int(int32(binary.BigEndian.Uint32(b[i+1:]))))
			i += 4
		case v == 30: // a real number, of no use here
			for i++; i < len(b) && b[i]&15 != 15; i++ {
			}
			args = append(args, 0)
		case v >= 32 && v <= 246:
			args = append(args, v-139)
		case v >= 247 && v <= 250 && i+1 < len(b):
			args, i = append(args, (v-247)*256+int(b[i+1])+108), i+1
		case v >= 251 && v <= 254 && i+1 < len(b):
			args, i = append(args, -(v-251)*256-int(b[i+1])-108), i+1
		}
	}
	return d
}

// stylus draws one charstring. Its outline is in units of the font, y up.
type stylus struct {
	global, local [][]byte
	stack         []float64
	x, y          float64
	hints         int
	begun         bool // the width that may stand before the first operator has been dropped
	segs          []segment
	depth         int
}

// outline draws glyph i.
func (c *charstrings) outline(i int) ([]segment, error) {
	if i < 0 || i >= len(c.glyphs) {
		return nil, errCharstring
	}
	p := &stylus{global: c.global}
	if d := c.dict(i); d < len(c.local) {
		p.local = c.local[d]
	}
	_, err := p.run(c.glyphs[i])
	p.close()
	return p.segs, err
}

// run answers true when the glyph has ended.
func (p *stylus) run(b []byte) (bool, error) {
	if p.depth++; p.depth > 10 {
		return false, errCharstring
	}
	defer func() { p.depth-- }()
	for i := 0; i < len(b); i++ {
		v := int(b[i])
		switch {
		case v == 28 && i+2 < len(b):
			p.push(float64(int16(binary.BigEndian.Uint16(b[i+1:]))))
			i += 2
		case v == 255 && i+4 < len(b):
			p.push(float64(int32(binary.BigEndian.Uint32(b[i+1:]))) / 65536)
			i += 4
		case v >= 32 && v <= 246:
			p.push(float64(v - 139))
		case v >= 247 && v <= 250 && i+1 < len(b):
			p.push(float64((v-247)*256 + int(b[i+1]) + 108))
			i++
		case v >= 251 && v <= 254 && i+1 < len(b):
			p.push(float64(-(v-251)*256 - int(b[i+1]) - 108))
			i++
		case v == 10 || v == 29:
			subrs := p.local
			if v == 29 {
				subrs = p.global
			}
			n := len(p.stack) - 1
			if n < 0 {
				return false, errCharstring
			}
			k := int(p.stack[n]) + subrBias(len(subrs))
			p.stack = p.stack[:n]
			if k < 0 || k >= len(subrs) {
				return false, errCharstring
			}
			if ended, err := p.run(subrs[k]); ended || err != nil {
				return ended, err
			}
		case v == 11:
			return false, nil
		case v == 14:
			return true, nil
		case v == 12 && i+1 < len(b):
			i++
			if err := p.flex(b[i]); err != nil {
				return false, err
			}
			p.stack = p.stack[:0]
		case v == 1 || v == 3 || v == 18 || v == 23 || v == 19 || v == 20: // stems, and masks with the stems before them
			p.width(len(p.stack)%2 == 1)
			p.hints += len(p.stack) / 2
			if v == 19 || v == 20 {
				i += (p.hints + 7) / 8
			}
			p.stack = p.stack[:0]
		default:
			if err := p.draw(v); err != nil {
				return false, err
			}
			p.stack = p.stack[:0]
		}
		if len(p.stack) > 96 {
			return false, errCharstring
		}
	}
	return false, nil
}

func subrBias(n int) int {
	switch {
	case n < 1240:
		return 107
	case n < 33900:
		return 1131
	}
	return 32768
}

func (p *stylus) push(v float64) { p.stack = append(p.stack, v) }

// width drops the glyph's width from the bottom of the stack, where the first operator finds it.
func (p *stylus) width(there bool) {
	if !p.begun && there && len(p.stack) > 0 {
		p.stack = p.stack[1:]
	}
	p.begun = true
}

func (p *stylus) line(dx, dy float64) {
	p.x, p.y = p.x+dx, p.y+dy
	p.segs = append(p.segs, segment{op: sfnt.SegmentOpLineTo, args: [3][2]float64{{p.x, p.y}}})
}

func (p *stylus) curve(d ...float64) {
	s := segment{op: sfnt.SegmentOpCubeTo}
	for i := range s.args {
		p.x, p.y = p.x+d[2*i], p.y+d[2*i+1]
		s.args[i] = [2]float64{p.x, p.y}
	}
	p.segs = append(p.segs, s)
}

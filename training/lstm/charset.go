package lstm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Charset is a model's character set with the recoder's codes: each character stands for a short sequence of the
// network's outputs, which is how 224 outputs tell 4,000 characters apart.
type Charset struct {
	lines []string // of the unicharset file, the count line excluded
	codes [][]int32
	ids   map[string]int
}

const maxCodes = 9 // of one character

// ParseCharset reads the unicharset and recoder parts.
func ParseCharset(unicharset, recoder []byte) (*Charset, error) {
	lines := strings.Split(strings.TrimSuffix(string(unicharset), "\n"), "\n")
	var n int
	if _, err := fmt.Sscanf(lines[0], "%d", &n); err != nil || n != len(lines)-1 {
		return nil, fmt.Errorf("%w: unicharset of %d lines says %q", ErrFormat, len(lines)-1, lines[0])
	}
	c := &Charset{lines: lines[1:], ids: map[string]int{}}
	for i, l := range c.lines {
		text, _, ok := strings.Cut(l, " ")
		if !ok {
			return nil, fmt.Errorf("%w: unicharset line %d", ErrFormat, i+2)
		}
		c.ids[text] = i
	}
	p := &parser{data: recoder}
	if m := p.int32(); m != n {
		return nil, fmt.Errorf("%w: recoder of %d characters for a unicharset of %d", ErrFormat, m, n)
	}
	for i := 0; i < n && p.err == nil; i++ {
		p.byte() // whether the character is its own normal form
		k := p.int32()
		if k < 1 || k > maxCodes {
			p.fail("%d codes", k)
		}
		codes := make([]int32, 0, maxCodes)
		for j := 0; j < k && p.err == nil; j++ {
			codes = append(codes, int32(p.int32()))
		}
		c.codes = append(c.codes, codes)
	}
	if p.err == nil && p.at != len(recoder) {
		p.fail("%d bytes too many", len(recoder)-p.at)
	}
	return c, p.err
}

// Has says that the model can answer the character.
func (c *Charset) Has(text string) bool {
	_, ok := c.ids[text]
	return ok
}

// Len is the number of characters.
func (c *Charset) Len() int { return len(c.lines) }

// Add teaches the set a Han character: it gets the properties of the like one and a free sequence of codes that begins as
// like's does. The codes are the radical and parts of a character; where like resembles it, the network has half of the
// new character to begin with. No output is added, so the network keeps its shape. Nothing happens when it is there already.
func (c *Charset) Add(text, like string) error {
	if c.Has(text) {
		return nil
	}
	id, ok := c.ids[like]
	if !ok {
		return fmt.Errorf("%q is to be like %q, which the set lacks", text, like)
	}
	codes, err := c.free(c.codes[id])
	if err != nil {
		return fmt.Errorf("%q like %q: %w", text, like, err)
	}
	n := len(c.lines)
	kind := "x"
	if len(strings.Fields(c.lines[id])) > 3 && strings.Contains(c.lines[id], "Common") {
		kind = "p"
	}
	fields := strings.Fields(strings.SplitN(c.lines[id], "\t", 2)[0])
	if len(fields) != 8 {
		return fmt.Errorf("%w: unicharset line of %q", ErrFormat, like)
	}
	c.lines = append(c.lines, fmt.Sprintf("%s %s %s %s %d %s %d %s\t# %s [%x ]%s", text, fields[1], fields[2], fields[3], n,
		fields[5], n, text, text, []rune(text)[0], kind))
	c.codes = append(c.codes, codes)
	c.ids[text] = n
	return nil
}

// free finds a sequence that is neither another's nor the beginning of one, sharing as much as it can with like. The codes
// of each place are those seen in that place: a network learns first which outputs may follow which.
func (c *Charset) free(like []int32) ([]int32, error) {
	used := map[string]bool{} // sequences and their beginnings
	var place [maxCodes][]int32
	for _, codes := range c.codes {
		for i := range codes {
			used[key(codes[:i+1])] = true
			if len(codes) > 1 && !slices.Contains(place[i], codes[i]) {
				place[i] = append(place[i], codes[i])
			}
		}
	}
	for _, options := range place {
		slices.Sort(options)
	}
	for keep := min(len(like), 4); keep >= 1; keep-- {
		for _, code := range place[keep] {
			if next := append(like[:keep:keep], code); !used[key(next)] {
				return next, nil
			}
		}
	}
	return nil, errors.New("no sequence of codes is free")
}

func key(codes []int32) string { return fmt.Sprint(codes) }

// Unicharset is the unicharset part.
func (c *Charset) Unicharset() []byte {
	return []byte(fmt.Sprintf("%d\n%s\n", len(c.lines), strings.Join(c.lines, "\n")))
}

// Recoder is the recoder part.
func (c *Charset) Recoder() []byte {
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(c.codes)))
	for _, codes := range c.codes {
		out = append(out, 1)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(codes)))
		for _, code := range codes {
			out = binary.LittleEndian.AppendUint32(out, uint32(code))
		}
	}
	return out
}

// Characters are all of the set, the reserved ones at its beginning left out.
func (c *Charset) Characters() []string {
	out := make([]string, 0, len(c.lines))
	for _, l := range c.lines[min(3, len(c.lines)):] {
		text, _, _ := strings.Cut(l, " ")
		out = append(out, text)
	}
	return out
}

// Encode is the codes that stand for a text, character by character; false when a character is not in the set.
func (c *Charset) Encode(text string) ([]int32, bool) {
	var out []int32
	for _, r := range text {
		id, ok := c.ids[string(r)]
		if r == ' ' {
			id, ok = 0, true // the set's first entry is the space, written NULL
		}
		if !ok {
			return nil, false
		}
		out = append(out, c.codes[id]...)
	}
	return out, true
}

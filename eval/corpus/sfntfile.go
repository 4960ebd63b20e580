package corpus

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// openFace opens one face of a font or collection, or of a folder of fonts. The file stays open: glyphs are read when they are
// first drawn.
func openFace(path string, index int) (*typeface, error) {
	if st, err := os.Stat(path); err != nil {
		return nil, err
	} else if st.IsDir() {
		return openParts(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var f *sfnt.Font
	c, err := sfnt.ParseCollectionReaderAt(file)
	if err == nil {
		f, err = c.Font(index)
	}
	if err != nil {
		// Collections made by FontForge (WenQuanYi, Arphic) hold tables off the four-byte boundaries that the parser
		// insists on; a copy in memory mends that.
		file.Close()
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if b, err = realign(b, index); err != nil {
			return nil, err
		}
		if f, err = sfnt.Parse(b); err != nil {
			return nil, err
		}
	}
	t := &typeface{f: f, seen: map[rune]*outline{}}
	if strings.HasSuffix(path, ".otf") {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		t.cff = parseCFF(b)
	}
	return t, nil
}

// openParts opens a face that is published in many files, some characters in each. They are read whole: hundreds of open files
// would come near to what a process may have.
func openParts(dir string) (*typeface, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.ttf"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s holds no .ttf file", dir)
	}
	whole := &typeface{seen: map[rune]*outline{}}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		f, err := sfnt.Parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		whole.parts = append(whole.parts, &typeface{f: f, seen: map[rune]*outline{}})
	}
	return whole, nil
}

var errFontFile = errors.New("not a TrueType font or collection")

// realign copies the tables that drawing needs of one face into a font of its own, each on a four-byte boundary.
func realign(b []byte, index int) ([]byte, error) {
	u32 := func(at int) int {
		if at < 0 || at+4 > len(b) {
			return 1 << 30
		}
		return int(binary.BigEndian.Uint32(b[at:]))
	}
	start := 0
	if len(b) > 12 && string(b[:4]) == "ttcf" {
		start = u32(12 + 4*index)
	}
	if start+12 > len(b) {
		return nil, errFontFile
	}
	needed := []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
	type table struct{ entry, data []byte }
	var tables []table
	for i := range int(binary.BigEndian.Uint16(b[start+4:])) {
		e := start + 12 + 16*i
		from, n := u32(e+8), u32(e+12)
		if e+16 > len(b) || from+n > len(b) {
			return nil, errFontFile
		}
		if slices.Contains(needed, string(b[e:e+4])) {
			tables = append(tables, table{slices.Clone(b[e : e+16]), b[from : from+n]})
		}
	}
	out := slices.Clone(b[start : start+12])
	binary.BigEndian.PutUint16(out[4:], uint16(len(tables)))
	at := 12 + 16*len(tables)
	for _, t := range tables {
		at = (at + 3) &^ 3
		binary.BigEndian.PutUint32(t.entry[8:], uint32(at))
		out = append(out, t.entry...)
		at += len(t.data)
	}
	for _, t := range tables {
		out = append(out, make([]byte, -len(out)&3)...)
		out = append(out, t.data...)
	}
	return out, nil
}

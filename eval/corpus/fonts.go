package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fontSpec is one face of a font package.
type fontSpec struct {
	name, pkg, file string // the file under fontRoot, or from the root; a folder of files that hold a face's characters between them
	index           int    // in a collection
}

const (
	fontRoot   = "/usr/share/fonts/"
	fandolRoot = "/usr/local/share/fonts/fandol/Fandol"    // where scripts/setup.sh unpacks them
	freshRoot  = "/usr/local/share/fonts/prereview-fresh/" // where scripts/fresh.sh does
)

var fontSpecs = func() []fontSpec {
	s := []fontSpec{
		{"wqy-zenhei", "fonts-wqy-zenhei", "truetype/wqy/wqy-zenhei.ttc", 0},
		{"wqy-microhei", "fonts-wqy-microhei", "truetype/wqy/wqy-microhei.ttc", 0},
		{"uming", "fonts-arphic-uming", "truetype/arphic/uming.ttc", 0},
		{"ukai", "fonts-arphic-ukai", "truetype/arphic/ukai.ttc", 0},
		{"gbsn", "fonts-arphic-gbsn00lp", "truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0},
		{"gkai", "fonts-arphic-gkai00mp", "truetype/arphic-gkai00mp/gkai00mp.ttf", 0},
		{"wenkai", "fonts-lxgw-wenkai", "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0},
		{"wenkai-light", "fonts-lxgw-wenkai", "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0},
		{"wenkai-bold", "fonts-lxgw-wenkai", "truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf", 0},
		{"babelstone", "fonts-babelstone-han", "truetype/babelstone/BabelStoneHan.ttf", 0},
		{"fandol-song", "texlive-lang-chinese", fandolRoot + "Song-Regular.otf", 0},
		{"fandol-song-bold", "texlive-lang-chinese", fandolRoot + "Song-Bold.otf", 0},
		{"fandol-hei", "texlive-lang-chinese", fandolRoot + "Hei-Regular.otf", 0},
		{"fandol-hei-bold", "texlive-lang-chinese", fandolRoot + "Hei-Bold.otf", 0},
		{"fandol-kai", "texlive-lang-chinese", fandolRoot + "Kai-Regular.otf", 0},
		{"fandol-fang", "texlive-lang-chinese", fandolRoot + "Fang-Regular.otf", 0},
		{"ocr-b", "fonts-ocr-b", "opentype/ocr-b/OCRBS.otf", 0},
		{"misans", "misans", freshRoot + "misans", 0},
		{"misans-semibold", "misans", freshRoot + "misans-semibold", 0},
		{"harmony", "harmonyos-sans-sc-webfont-splitted", freshRoot + "harmony", 0},
		{"screen-song", "@chinese-fonts/sypxzs", freshRoot + "screen-song", 0},
		{"hanazono", "fonts-hanazono", freshRoot + "hanazono", 0},
		{"tw-kai", "fonts-cns11643-kai", freshRoot + "tw-kai", 0},
	}
	// In the Noto collections the simplified Chinese face is the third of JP, KR, SC, TC, HK.
	for _, w := range []string{"Thin", "Light", "DemiLight", "Regular", "Medium", "Bold", "Black"} {
		s = append(s, fontSpec{"sans-" + strings.ToLower(w), notoPackage(w), "opentype/noto/NotoSansCJK-" + w + ".ttc", 2})
	}
	for _, w := range []string{"ExtraLight", "Light", "Regular", "Medium", "SemiBold", "Bold", "Black"} {
		s = append(s, fontSpec{"serif-" + strings.ToLower(w), notoPackage(w), "opentype/noto/NotoSerifCJK-" + w + ".ttc", 2})
	}
	return s
}()

func notoPackage(weight string) string {
	if weight == "Regular" || weight == "Bold" {
		return "fonts-noto-cjk"
	}
	return "fonts-noto-cjk-extra"
}

// role is what a face is used for on a document.
type role int

const (
	heiValue   role = iota // identity card values
	heiForm                // blue labels of the card
	heiLabel               // bold labels in a Hei face
	heiTitle               // the large title
	songValue              // licence values
	songLabel              // labels and small print in a Song face
	kaiValue               // licence values in a Kai face, rarer
	sealText               // ring of a seal
	digitsOCRB             // identity number
)

// fontPlan deals the faces to the splits. Values, which are what is read, share no face between the splits, and of the
// faces that share outlines (UMing with SungtiL, UKai with KaitiM) all are in one; titles, labels and the one OCR-B are
// shared. The first face of a role is the one the samples are set in.
var fontPlan = map[role]map[Split][]string{
	heiValue:   {Train: {"sans-regular", "sans-medium", "sans-light", "wqy-zenhei", "fandol-hei"}, Dev: {"sans-demilight", "fandol-hei-bold"}, Test: {"wqy-microhei", "sans-bold"}, Fresh: {"misans", "harmony", "misans-semibold"}},
	songValue:  {Train: {"serif-regular", "serif-medium", "serif-semibold", "uming", "gbsn", "babelstone", "fandol-fang", "fandol-fang"}, Dev: {"serif-light", "fandol-song-bold"}, Test: {"fandol-song", "serif-bold"}, Fresh: {"screen-song", "hanazono"}},
	kaiValue:   {Train: {"ukai", "gkai", "wenkai"}, Dev: {"wenkai-light"}, Test: {"fandol-kai", "wenkai-bold"}, Fresh: {"tw-kai"}},
	heiForm:    shared("sans-regular", "sans-medium", "wqy-zenhei"),
	heiLabel:   shared("sans-bold", "sans-medium", "wqy-zenhei"),
	heiTitle:   shared("sans-black", "sans-bold", "serif-black"),
	songLabel:  shared("serif-semibold", "serif-bold", "uming", "serif-medium"),
	sealText:   shared("serif-medium", "serif-semibold", "uming"),
	digitsOCRB: shared("ocr-b"),
}

func shared(names ...string) map[Split][]string {
	return map[Split][]string{Train: names, Dev: names, Test: names, Fresh: names}
}

// typeface is one loaded face; safe for concurrent use.
type typeface struct {
	name string
	f    *sfnt.Font
	cff  *charstrings // of a face that has such outlines and more in them than sfnt draws
	// parts are the files of a face that comes in many, which has no f of its own. A character is taken from the first that has it.
	parts []*typeface
	mu    sync.Mutex
	buf   sfnt.Buffer
	seen  map[rune]*outline
}

// outline is a glyph at 1 em = 1, y down, origin on the baseline.
type outline struct {
	segs           []segment
	advance        float64
	x0, y0, x1, y1 float64 // of the ink; empty when x1 <= x0
}

type segment struct {
	op   sfnt.SegmentOp
	args [3][2]float64
}

const outlinePPEM = 512

// glyph answers nil when the face lacks r.
func (t *typeface) glyph(r rune) *outline {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o, ok := t.seen[r]; ok {
		return o
	}
	var o *outline
	if t.parts != nil {
		for i := 0; i < len(t.parts) && o == nil; i++ {
			o = t.parts[i].glyph(r)
		}
	} else if i, err := t.f.GlyphIndex(&t.buf, r); err == nil && i != 0 {
		o = t.load(i)
	}
	t.seen[r] = o
	return o
}

func (t *typeface) load(i sfnt.GlyphIndex) *outline {
	o := &outline{x0: 9, y0: 9, x1: -9, y1: -9}
	const scale = 1.0 / 64 / outlinePPEM
	segs, err := t.f.LoadGlyph(&t.buf, i, fixed.I(outlinePPEM), nil)
	if err != nil && (t.cff == nil || !o.flexed(t.cff, int(i), float64(t.f.UnitsPerEm()))) {
		return nil
	}
	for _, s := range segs {
		g := segment{op: s.Op}
		n := 1
		switch s.Op {
		case sfnt.SegmentOpQuadTo:
			n = 2
		case sfnt.SegmentOpCubeTo:
			n = 3
		}
		for j := range n {
			x, y := float64(s.Args[j].X)*scale, float64(s.Args[j].Y)*scale
			g.args[j] = [2]float64{x, y}
		}
		o.add(g, n)
	}
	adv, err := t.f.GlyphAdvance(&t.buf, i, fixed.I(outlinePPEM), font.HintingNone)
	if err != nil {
		return nil
	}
	o.advance = float64(adv) * scale
	return o
}

// add takes one more segment, of n points.
func (o *outline) add(g segment, n int) {
	for _, p := range g.args[:n] {
		o.x0, o.y0, o.x1, o.y1 = min(o.x0, p[0]), min(o.y0, p[1]), max(o.x1, p[0]), max(o.y1, p[1])
	}
	o.segs = append(o.segs, g)
}

// flexed fills the outline of a glyph that the sfnt package could not draw.
func (o *outline) flexed(c *charstrings, glyph int, unitsPerEm float64) bool {
	segs, err := c.outline(glyph)
	if err != nil || len(segs) == 0 {
		return false
	}
	for _, g := range segs {
		n := 1
		if g.op == sfnt.SegmentOpCubeTo {
			n = 3
		}
		for j, p := range g.args[:n] {
			g.args[j] = [2]float64{p[0] / unitsPerEm, -p[1] / unitsPerEm}
		}
		o.add(g, n)
	}
	return true
}

// covers says that the face has every character of s.
func (t *typeface) covers(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '\u3000' && t.glyph(r) == nil {
			return false
		}
	}
	return true
}

var loaded struct {
	sync.Mutex
	faces map[string]*typeface
}

// loadFace opens a face once for the process.
func loadFace(name string) (*typeface, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if t := loaded.faces[name]; t != nil {
		return t, nil
	}
	for _, s := range fontSpecs {
		if s.name != name {
			continue
		}
		path := s.file
		if !strings.HasPrefix(path, "/") {
			path = fontRoot + path
		}
		t, err := openFace(path, s.index)
		if err != nil {
			script := "scripts/setup.sh test"
			if strings.HasPrefix(s.file, freshRoot) {
				script = "scripts/fresh.sh"
			}
			return nil, fmt.Errorf("font %s: %w (%s installs it, from the package %s)", name, err, script, s.pkg)
		}
		t.name = name
		if loaded.faces == nil {
			loaded.faces = map[string]*typeface{}
		}
		loaded.faces[name] = t
		return t, nil
	}
	return nil, fmt.Errorf("no font is called %q", name)
}

// fontSet is the faces one split may use.
type fontSet map[role][]*typeface

func loadFonts(split Split) (fontSet, error) {
	set := fontSet{}
	for role, plan := range fontPlan {
		for _, name := range plan[split] {
			t, err := loadFace(name)
			if err != nil {
				return nil, err
			}
			set[role] = append(set[role], t)
		}
	}
	return set, nil
}

// choose picks a face of the role that has all of text; when none has, the first Noto face of the kind, which holds
// every character the corpus draws.
func (s fontSet) choose(r *rand.Rand, role role, text string) *typeface {
	faces := s[role]
	at := r.IntN(len(faces))
	for i := range faces {
		if t := faces[(at+i)%len(faces)]; t.covers(text) {
			return t
		}
	}
	fallback := "sans-regular"
	switch role {
	case songValue, songLabel, kaiValue, sealText:
		fallback = "serif-regular"
	}
	t, err := loadFace(fallback)
	if err != nil {
		return faces[at]
	}
	return t
}

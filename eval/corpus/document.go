package corpus

import (
	"image"
	"maps"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// Printed is one line of print on a page: what a perfect reader would give for that stretch of ink.
type Printed struct {
	Text string     `json:"text"`
	Role string     `json:"role"` // value, label, title, small, seal; on papers also text (the form's words, perhaps with values among them) and hand (handwriting)
	Box  filing.Box `json:"box"`  // of a seal, whose text runs round it, the square round its rim, even where that leaves the page
}

// Document is a flat page with its truth. Boxes are in pixels of Image, tight around the ink.
type Document struct {
	Kind   filing.DocumentKind
	Image  *image.NRGBA            // opaque
	Fields map[string]string       // by the names of filing.FieldNames, a paper's as its method says; what is not printed is absent
	Lines  map[string][]string     // text of each printed line of a field
	Boxes  map[string][]filing.Box // one for each of Lines
	Print  []Printed               // every line of values, labels and titles, in the order they were printed
	Layout string                  // which design: card, licence-2019, ...
	Fonts  map[string]string       // face used for values and labels
	Marked []string                // what was printed wrong on purpose: FIELD:wrong_check
}

// Generator invents people and companies and draws their documents. The same split, seed and calls give the same pages.
type Generator struct {
	split             Split
	seed              uint64
	fonts             fontSet
	people, companies *rand.Rand
	look              *rand.Rand // fonts, colours, offsets
	papers            *rand.Rand // what papers say and look like
	variety           *rand.Rand // rarities: weight, spacing and width of values, old and foreign licences, wrong check characters
	neat              bool       // the seal leaves the date free
}

// New opens the fonts of the split. The error names the package of a font that is missing, and the script that installs it.
func New(split Split, seed uint64) (*Generator, error) {
	if _, err := ParseSplit(string(split)); err != nil {
		return nil, err
	}
	fonts, err := loadFonts(split)
	if err != nil {
		return nil, err
	}
	g := newInventor(split, seed)
	g.fonts = fonts
	return g, nil
}

// newInventor is a Generator that invents and cannot draw.
func newInventor(split Split, seed uint64) *Generator {
	return &Generator{
		split: split, seed: seed,
		people:    stream(split, seed, "people"),
		companies: stream(split, seed, "companies"),
		look:      stream(split, seed, "look"),
		papers:    stream(split, seed, "papers"),
		variety:   stream(split, seed, "variety"),
	}
}

// neatly has the documents drawn as a careful office prints them: in the first face of each role for values, without the
// variety that training wants, the seal clear of the date.
func (g *Generator) neatly() {
	g.neat = true
	g.fonts = maps.Clone(g.fonts)
	for _, r := range []role{heiValue, songValue, kaiValue} {
		g.fonts[r] = g.fonts[r][:1]
	}
}

// varied sets values a little bolder, wider apart, or narrower or wider than the face has them, as printers do; mostly not.
func (g *Generator) varied(st style) style {
	r := g.variety
	bold, spacing, narrow := maybe(r, .25, .008, .03), maybe(r, .2, .02, .12), 0.0
	if chance(r, .25) {
		narrow = between(r, .88, 1.07)
	}
	if g.neat {
		return st
	}
	st.bold, st.spacing, st.narrow = st.bold+bold, st.spacing+spacing, narrow
	return st
}

// Draw draws the next document of the kind, of a newly invented person or company. sidePx is the page's longer side in
// pixels, 0 for the usual one of the kind.
func (g *Generator) Draw(kind filing.DocumentKind, sidePx int) Document {
	switch kind {
	case filing.IDCardBack:
		return g.IDCardBack(g.Person(PersonWish{}), sidePx)
	case filing.BusinessLicence:
		c := g.Company(CompanyWish{})
		wrong := c.Registration == "" && chance(g.variety, wrongCheckShare)
		if wrong {
			c.USCC = c.USCC[:17] + filing.USCC(g.otherThan(c.USCC[17], usccAlphabet))
		}
		return g.Licence(c, sidePx).marked(wrong, "uscc:wrong_check")
	case filing.VerificationForm:
		return g.VerificationForm(g.inventVerification(), sidePx)
	case filing.AuthorisationLetter:
		return g.AuthorisationLetter(g.inventAuthorisation(), sidePx)
	case filing.CommitmentLetter:
		return g.CommitmentLetter(g.inventCommitment(), sidePx)
	case filing.DomainCertificate:
		return g.DomainCertificate(g.inventDomainCertificate(), sidePx)
	case filing.Permit:
		return g.Permit(g.inventPermit(), sidePx)
	}
	p := g.Person(PersonWish{})
	wrong := chance(g.variety, wrongCheckShare)
	if wrong {
		p.ID = p.ID[:17] + filing.IDNumber(g.otherThan(p.ID[17], "0123456789X"))
	}
	return g.IDCardFront(p, sidePx).marked(wrong, "id_number:wrong_check")
}

// wrongCheckShare of the drawn cards and licences print a number whose check character is wrong, as forged and misprinted
// ones do: a reader must give what stands there.
const wrongCheckShare = .015

func (g *Generator) otherThan(c byte, alphabet string) string {
	at := strings.IndexByte(alphabet, c)
	at = (at + 1 + g.variety.IntN(len(alphabet)-1)) % len(alphabet)
	return alphabet[at : at+1]
}

func (d Document) marked(on bool, mark string) Document {
	if on {
		d.Marked = append(d.Marked, mark)
	}
	return d
}

// card says that a document of the kind is a plastic card; every other is a sheet of paper.
func card(kind filing.DocumentKind) bool {
	return kind == filing.IDCardFront || kind == filing.IDCardBack
}

// page collects what is printed while a document is drawn.
type page struct {
	*canvas
	doc Document
}

func newPage(kind filing.DocumentKind, layout string, sidePx int, widthMM, heightMM float64) *page {
	return &page{canvas: newCanvas(sidePx, widthMM, heightMM), doc: Document{Kind: kind, Layout: layout,
		Fields: map[string]string{}, Lines: map[string][]string{}, Boxes: map[string][]filing.Box{}, Fonts: map[string]string{}}}
}

func (p *page) box(e rect) filing.Box {
	s := p.ppmm
	w, h := float64(p.img.Rect.Dx()), float64(p.img.Rect.Dy())
	x0, y0, x1, y1 := max(0, e.x0*s), max(0, e.y0*s), min(w, e.x1*s), min(h, e.y1*s)
	return filing.Box{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}

// value records a printed line of a field.
func (p *page) value(field, text string, e rect) {
	p.doc.Lines[field] = append(p.doc.Lines[field], text)
	p.doc.Boxes[field] = append(p.doc.Boxes[field], p.box(e))
}

func (p *page) printed(role, text string, e rect) {
	if !e.empty() {
		p.doc.Print = append(p.doc.Print, Printed{text, role, p.box(e)})
	}
}

// sealed records the text round a seal and the square round the seal.
func (p *page) sealed(text string, whole rect) {
	s := p.ppmm
	x0, y0, x1, y1 := whole.x0*s, whole.y0*s, whole.x1*s, whole.y1*s
	p.doc.Print = append(p.doc.Print, Printed{text, "seal", filing.Box{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}})
}

func (p *page) finish() Document {
	p.doc.Image = &image.NRGBA{Pix: p.img.Pix, Stride: p.img.Stride, Rect: p.img.Rect}
	return p.doc
}

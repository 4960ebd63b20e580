package corpus

import (
	"slices"
	"strings"
	"testing"

	"prereview/filing"
)

func date(s string) filing.Date {
	d, err := filing.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Every paper prints what its fields say, on the page, and is marked as a specimen.
func TestPapersPrintTheirFields(t *testing.T) {
	g := generator(t, Dev, 31)
	dates := []string{"date", "registered", "expires", "valid_from", "valid_until"}
	ticked := []string{"certificate_type", "access_method", "title", "seal_below"}
	for range 6 {
		for _, kind := range PaperKinds {
			d := g.Draw(kind, 620)
			if d.Kind != kind || d.Layout == "" || len(d.Fields) < 4 {
				t.Fatalf("%s drawn as %s in %q with %d fields", kind, d.Kind, d.Layout, len(d.Fields))
			}
			for field, v := range d.Fields {
				lines, boxes := d.Lines[field], d.Boxes[field]
				if len(lines) != len(boxes) || len(lines) == 0 && !slices.Contains(ticked, field) {
					t.Errorf("%s: %s has %d boxes for %d lines", d.Layout, field, len(boxes), len(lines))
				}
				if got := strings.Join(lines, ""); got != v && len(lines) > 0 && !slices.Contains(dates, field) {
					t.Errorf("%s: lines of %s spell %q, field is %q", d.Layout, field, got, v)
				}
			}
			for _, p := range d.Print {
				x0, y0, x1, y1 := bounds(p.Box)
				if x0 <= 0 || y0 <= 0 || x1 >= float64(d.Image.Rect.Dx()) || y1 >= float64(d.Image.Rect.Dy()) {
					t.Errorf("%s: %q runs off the page", d.Layout, p.Text)
				}
			}
			specimenMarked(t, d)
		}
	}
}

// specimenMarked says that 样本 stands on the page, clear of every field.
func specimenMarked(t *testing.T, d Document) {
	t.Helper()
	i := slices.IndexFunc(d.Print, func(p Printed) bool { return p.Text == "样本" })
	if i < 0 {
		t.Errorf("%s: no specimen mark", d.Layout)
		return
	}
	ax0, ay0, ax1, ay1 := bounds(d.Print[i].Box)
	for field, boxes := range d.Boxes {
		for _, b := range boxes {
			bx0, by0, bx1, by1 := bounds(b)
			if min(ax1, bx1) > max(ax0, bx0) && min(ay1, by1) > max(ay0, by0) {
				t.Errorf("%s: the specimen mark lies over %s", d.Layout, field)
			}
		}
	}
}

// A letter says what it was given: the caller plants a fault by giving something else.
func TestLettersSayWhatTheyAreGiven(t *testing.T) {
	g := generator(t, Dev, 32)
	c := g.Company(CompanyWish{Entity: LimitedCompany})
	p, legal := g.Person(PersonWish{}), g.Person(PersonWish{})
	on := date("2026-10-09")
	a := AuthorisationOf(c, p, legal, "网站负责人", "yunshan.cn", on)
	a.SealBelow = "财务专用章"
	d := g.AuthorisationLetter(a, 700)
	for field, want := range map[string]string{"organisation": c.Name, "person_name": p.Name, "id_number": string(p.ID), "role": "网站负责人",
		"signature": legal.Name, "seal": c.Name, "seal_below": "财务专用章", "date": "2026-10-09"} {
		if d.Fields[field] != want {
			t.Errorf("letter's %s is %q, want %q", field, d.Fields[field], want)
		}
	}
	site := filing.Site{Name: "云山", Domains: []string{"yunshan.cn", "yunshan.com"}}
	v := VerificationOf(nil, p, site, "13800138000", on)
	v.Closing = Closing{}
	form := g.VerificationForm(v, 700)
	for _, absent := range []string{"signature", "seal", "date"} {
		if got, ok := form.Fields[absent]; ok {
			t.Errorf("a form left open has %s %q", absent, got)
		}
	}
	if form.Fields["domain"] != "yunshan.cn、yunshan.com" || form.Fields["certificate_type"] != "身份证" || form.Fields["host"] != p.Name {
		t.Errorf("the form says %v", form.Fields)
	}
}

// Papers change no card or licence, whatever is drawn between.
func TestPapersHaveTheirOwnStream(t *testing.T) {
	a, b := generator(t, Dev, 33), generator(t, Dev, 33)
	p, c := a.Person(PersonWish{}), a.Company(CompanyWish{})
	b.Person(PersonWish{})
	b.Company(CompanyWish{})
	b.CommitmentLetter(CommitmentOf("江苏省", &c, p, filing.Site{Name: "云山", Domains: []string{"yunshan.cn"}}, Today), 500)
	if x, y := a.IDCardFront(p, 500), b.IDCardFront(p, 500); !slices.Equal(x.Image.Pix, y.Image.Pix) {
		t.Error("a letter changed the card drawn after it")
	}
}

package corpus

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"prereview/filing"
)

// Every entity in every design: fields that its licence prints and no others, and no print over other print.
func TestLicencesOfEveryEntity(t *testing.T) {
	g := generator(t, Train, 21)
	designs := map[string]int{}
	for _, e := range Entities {
		for range 8 {
			c := g.Company(CompanyWish{Entity: e})
			d := g.Licence(c, 700)
			designs[d.Layout]++
			specimenMarked(t, d)
			l := entityLabels[e]
			for field, label := range map[string]string{"registered_capital": l.capital, "composition": l.composition} {
				if _, ok := d.Fields[field]; ok != (label != "") {
					t.Errorf("%s: %s printed: %v", e, field, ok)
				}
			}
			if _, ok := d.Fields["valid_from"]; ok && l.term == "" {
				t.Errorf("%s prints a term", e)
			}
			var labels []string
			for _, p := range d.Print {
				if p.Role == "label" {
					labels = append(labels, p.Text)
				}
			}
			for _, want := range []string{l.person, l.address, l.established, l.scope, "登记机关", "统一社会信用代码"} {
				if !strings.Contains(strings.Join(labels, " "), want) {
					t.Errorf("%s: no label %s in %v", e, want, labels)
				}
			}
			apart(t, string(e)+" "+d.Layout, d)
		}
	}
	for _, d := range []licenceDesign{licence2019, licence2019Portrait, licence2014, licence2014Portrait} {
		if designs[d.name] == 0 {
			t.Errorf("no licence in the design %s", d.name)
		}
	}
	if designs[licence2019.name+"-original"] == 0 {
		t.Error("no original, only copies")
	}
}

// A sole trader's licence from before the unified codes: upright and across, with a number that is no USCC.
func TestOldTraderLicences(t *testing.T) {
	g := generator(t, Train, 25)
	designs := map[string]int{}
	for range 14 {
		c := g.Company(CompanyWish{Old: true})
		if c.Entity != SoleTrader || len(c.Registration) != 15 || c.Issued.Year > 2015 {
			t.Fatalf("old licence of %s, number %q, issued %s", c.Entity, c.Registration, c.Issued)
		}
		d := g.Licence(c, 700)
		designs[strings.TrimSuffix(d.Layout, "-original")]++
		for _, absent := range []string{"uscc", "type", "established", "registered_capital"} {
			if v, ok := d.Fields[absent]; ok {
				t.Errorf("%s prints %s %q", d.Layout, absent, v)
			}
		}
		var print []string
		for _, p := range d.Print {
			print = append(print, p.Text)
		}
		for _, want := range []string{"个体工商户营业执照", "注册号", c.Registration, "经营者姓名", "发照机关"} {
			if !slices.Contains(print, want) {
				t.Errorf("%s does not print %s", d.Layout, want)
			}
		}
		apart(t, d.Layout, d)
		specimenMarked(t, d)
	}
	if designs[trader2011.name] == 0 || designs[trader2011Portrait.name] == 0 {
		t.Errorf("designs drawn: %v", designs)
	}
}

func TestRegistrationCheckDigit(t *testing.T) {
	for s, want := range map[string]string{"11010800000001": "6"} {
		if got := registrationCheck(s); got != want {
			t.Errorf("%s: check digit %s, want %s", s, got, want)
		}
	}
}

// A few numbers are printed with a wrong check character, and the truth says which.
func TestWrongCheckCharactersAreMarked(t *testing.T) {
	g := generator(t, Train, 26)
	marked := 0
	for range 150 {
		d := g.Draw(filing.IDCardFront, 320)
		wrong := !filing.IDNumber(d.Fields["id_number"]).ChecksOut()
		if wrong != slices.Contains(d.Marked, "id_number:wrong_check") {
			t.Fatalf("a number with wrong check %v is marked %v", wrong, d.Marked)
		}
		if wrong {
			marked++
		}
	}
	if marked == 0 || marked > 12 {
		t.Errorf("%d of 150 numbers are wrong", marked)
	}
}

// apart says that no two values overlap by more than a little, and none leaves the page. The seal lies over anything.
func apart(t *testing.T, name string, d Document) {
	t.Helper()
	var values []Printed
	for _, p := range d.Print {
		if p.Role == "value" || p.Role == "label" {
			values = append(values, p)
		}
	}
	page := d.Image.Rect
	for i, a := range values {
		ax0, ay0, ax1, ay1 := bounds(a.Box)
		if ax0 <= 0 || ay0 <= 0 || ax1 >= float64(page.Dx()) || ay1 >= float64(page.Dy()) {
			t.Errorf("%s: %q runs off the page", name, a.Text)
		}
		for _, b := range values[i+1:] {
			bx0, by0, bx1, by1 := bounds(b.Box)
			w, h := min(ax1, bx1)-max(ax0, bx0), min(ay1, by1)-max(ay0, by0)
			if w > 2 && h > 2.5 {
				t.Errorf("%s: %q and %q overlap by %.0f x %.0f", name, a.Text, b.Text, w, h)
			}
		}
	}
}

func TestCardsPrintApart(t *testing.T) {
	g := generator(t, Train, 22)
	for range 25 {
		p := g.Person(PersonWish{})
		front, back := g.IDCardFront(p, 640), g.IDCardBack(p, 640)
		apart(t, "front", front)
		apart(t, "back", back)
		specimenMarked(t, front)
		specimenMarked(t, back)
	}
}

func TestQRCodeDecodes(t *testing.T) {
	const content = "http://www.gsxt.gov.cn/index.html?specimen=1&uniscid=91350100M000100Y43"
	grid, err := encodeQR(content)
	if err != nil {
		t.Fatal(err)
	}
	const cell, quiet = 4, 16
	img := image.NewGray(image.Rect(0, 0, len(grid)*cell+2*quiet, len(grid)*cell+2*quiet))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y, row := range grid {
		for x, dark := range row {
			for k := 0; dark && k < cell*cell; k++ {
				img.Pix[img.PixOffset(quiet+x*cell+k%cell, quiet+y*cell+k/cell)] = 0
			}
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || got.GetText() != content {
		t.Fatalf("decoded %v, %v", got, err)
	}
}

func TestPeopleOfEveryGroup(t *testing.T) {
	if len(Ethnicities) != 56 {
		t.Fatalf("%d ethnic groups", len(Ethnicities))
	}
	g := generator(t, Train, 23)
	seen, compound, two, dotted := map[string]bool{}, 0, 0, 0
	for range 1500 {
		p := g.Person(PersonWish{})
		seen[p.Ethnicity] = true
		switch n := len([]rune(p.Name)); {
		case strings.Contains(p.Name, "·"):
			dotted++
		case n == 2:
			two++
		case n == 4:
			compound++
		}
		if len([]rune(p.Address)) < 8 || strings.Contains(p.Address, "市辖区") || strings.Contains(p.Address, "直辖") {
			t.Errorf("address %q", p.Address)
		}
	}
	if len(seen) < 54 || compound == 0 || two == 0 || dotted == 0 {
		t.Errorf("%d groups, %d compound, %d two-character, %d dotted names", len(seen), compound, two, dotted)
	}
}

func TestWishes(t *testing.T) {
	g := generator(t, Dev, 24)
	for range 100 {
		p := g.Person(PersonWish{Province: "广东", Valid: true, Plain: true, MinAge: 20, MaxAge: 60})
		if !strings.HasPrefix(string(p.ID), "44") || p.Ethnicity != "汉" || p.ValidUntil.Compare(Today.AddMonths(12)) < 0 {
			t.Fatalf("wish not met: %.2s %s until %s", string(p.ID), p.Ethnicity, p.ValidUntil)
		}
		if age := p.Birth.YearsUntil(Today); age < 20 || age > 60 {
			t.Fatalf("age %d", age)
		}
		e := g.Person(PersonWish{Expired: true, MinAge: 22, MaxAge: 45})
		if e.ValidUntil.Compare(Today) >= 0 {
			t.Fatalf("not expired: until %s, born %s", e.ValidUntil, e.Birth)
		}
	}
}

// The code on a drawn page reads back, with the licence's own number in it.
func TestPrintedQRCodeDecodes(t *testing.T) {
	g := generator(t, Dev, 27)
	c := g.Company(CompanyWish{Entity: LimitedCompany})
	d := g.Licence(c, 1500)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(d.Image)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil || !strings.HasSuffix(got.GetText(), string(c.USCC)) {
		t.Fatalf("decoded %v, %v", got, err)
	}
}

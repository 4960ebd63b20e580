package corpus

import (
	"bytes"
	"image"
	"image/jpeg"
	"reflect"
	"slices"
	"strings"
	"testing"

	"prereview/filing"
)

func generator(t *testing.T, split Split, seed uint64) *Generator {
	t.Helper()
	g, err := New(split, seed)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNumbersCheckOut(t *testing.T) {
	g := generator(t, Train, 1)
	for range 500 {
		p := g.Person(PersonWish{})
		birth, ok := p.ID.Birth()
		if !p.ID.ChecksOut() || !ok || birth != p.Birth || p.ID.Sex() != p.Sex {
			t.Fatalf("identity number %q does not fit %s %s", string(p.ID), p.Birth, p.Sex)
		}
		if !p.ValidUntil.Open && p.ValidUntil.Compare(p.ValidFrom) <= 0 || p.ValidFrom.Compare(Today) > 0 {
			t.Fatalf("term %s to %s", p.ValidFrom, p.ValidUntil)
		}
		c := g.Company(CompanyWish{})
		if !c.USCC.ChecksOut() || !c.USCC.OrganisationChecksOut() {
			t.Fatalf("code %q does not check out", c.USCC)
		}
		if c.Issued.Compare(c.Established) < 0 || c.Issued.Compare(Today) > 0 {
			t.Fatalf("issued %s, established %s", c.Issued, c.Established)
		}
	}
}

func TestCapitalNumerals(t *testing.T) {
	for wan, want := range map[int]string{3: "叁万", 10: "壹拾万", 200: "贰佰万", 1080: "壹仟零捌拾万", 5018: "伍仟零壹拾捌万",
		10000: "壹亿", 12500: "壹亿贰仟伍佰万", 10050: "壹亿零伍拾万"} {
		if got := InWords(wan); got != want {
			t.Errorf("%d万: %s, want %s", wan, got, want)
		}
	}
}

// Every box of every kind and tier lies in the picture and holds print darker than the page around it.
func TestBoxesHoldInk(t *testing.T) {
	for _, kind := range filing.RecognisedKinds {
		for _, tier := range Tiers {
			p, truth, err := Take(Train, 3, kind, tier, 0)
			if err != nil {
				t.Fatal(err)
			}
			img, err := jpeg.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			checkBoxes(t, img, truth)
		}
	}
}

func checkBoxes(t *testing.T, img image.Image, truth Truth) {
	t.Helper()
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	for name, value := range truth.Fields {
		if value == "" || !slices.Contains(filing.FieldNames[truth.Kind], name) {
			t.Errorf("%s: field %q holds %q", truth.File, name, value)
		}
		if len(truth.Boxes[name]) == 0 || len(truth.Boxes[name]) != len(truth.Lines[name]) {
			t.Errorf("%s: %s has %d boxes for %d lines", truth.File, name, len(truth.Boxes[name]), len(truth.Lines[name]))
		}
		if !truth.Readable(name) {
			continue
		}
		for _, b := range truth.Boxes[name] {
			x0, y0, x1, y1 := bounds(b)
			if x0 < -1 || y0 < -1 || x1 > w+1 || y1 > h+1 || x1-x0 < 2 || y1-y0 < 2 {
				t.Errorf("%s: %s lies at %v in a picture of %gx%g", truth.File, name, b, w, h)
				continue
			}
			darkest, brightest := 255, 0
			for y := int(y0); y < int(y1); y++ {
				for x := int(x0); x < int(x1); x++ {
					_, g, _, _ := img.At(x, y).RGBA()
					darkest, brightest = min(darkest, int(g>>8)), max(brightest, int(g>>8))
				}
			}
			if brightest-darkest < 20 {
				t.Errorf("%s: %s at %v holds no ink (%d to %d)", truth.File, name, b, darkest, brightest)
			}
		}
	}
}

// What the lines say together is what the field says.
func TestLinesSpellTheField(t *testing.T) {
	g := generator(t, Dev, 9)
	for range 4 {
		for _, kind := range filing.RecognisedKinds {
			d := g.Draw(kind, 500)
			for _, f := range []string{"name", "address", "id_number", "uscc", "business_scope", "type", "legal_representative"} {
				if got := strings.Join(d.Lines[f], ""); got != d.Fields[f] {
					t.Errorf("%s %s: lines spell %q, field is %q", kind, f, got, d.Fields[f])
				}
			}
		}
	}
}

func TestSameSeedSamePicture(t *testing.T) {
	for _, kind := range filing.RecognisedKinds {
		a, ta, err := Take(Test, 11, kind, Hard, 4)
		if err != nil {
			t.Fatal(err)
		}
		b, tb, err := Take(Test, 11, kind, Hard, 4)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Data, b.Data) || !reflect.DeepEqual(ta, tb) {
			t.Errorf("%s: two pictures from one seed", kind)
		}
		if !bytes.Contains(a.Data, []byte("样本")) {
			t.Errorf("%s: no specimen note in the file", kind)
		}
	}
}

func TestSplitsShareNobody(t *testing.T) {
	seen := map[string]Split{}
	for _, split := range Splits {
		g := newInventor(split, 1)
		for range 300 {
			for _, name := range []string{g.Person(PersonWish{}).Name, g.Company(CompanyWish{}).Name} {
				if other, ok := seen[name]; ok && other != split {
					t.Errorf("a name is in %s and %s", other, split)
				}
				seen[name] = split
			}
		}
	}
}

func TestMissingFontNamesThePackage(t *testing.T) {
	old := fontSpecs
	defer func() { fontSpecs = old }()
	fontSpecs = append([]fontSpec{{"absent", "fonts-absent", "truetype/absent.ttf", 0}, {"absent-fresh", "pkg", freshRoot + "absent", 0}}, old...)
	if _, err := loadFace("absent"); err == nil || !strings.Contains(err.Error(), "fonts-absent") {
		t.Errorf("error %v does not name the package", err)
	}
	if _, err := loadFace("absent-fresh"); err == nil || !strings.Contains(err.Error(), "scripts/fresh.sh") {
		t.Errorf("error %v does not name the script", err)
	}
}

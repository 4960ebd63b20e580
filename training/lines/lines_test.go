package lines

import (
	"bytes"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func TestTranscribe(t *testing.T) {
	known := func(s string) bool {
		return strings.Contains("王小明（)年月日0123456789-.,:;()ABab·、'", s) && s != "（"
	}
	for _, c := range []struct{ print, want string }{
		{"王 小　明", "王小明"},
		{"2015.03.02－2035.03.02", "2015.03.02-2035.03.02"},
		{"（A）：；", "(A):;"},
		{"A a  B1", "A a B1"},
		{"A 年 B", "A年B"},
		{"１２ — 3", "12-3"},
		{"王•明’", "王·明'"},
		{"王洮", ""},
		{"  ", ""},
	} {
		got, ok := Transcribe(c.print, known)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v", c.print, got, ok)
		}
	}
}

func TestFileRoundTrip(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 30, 48))
	for i := range img.Pix {
		img.Pix[i] = byte(7 * i)
	}
	want := []Line{{Image: img, Text: "1987年3月21日", Kind: "id_card_front.birth_date", Tier: "hard"}, {Image: img, Text: "女", Kind: "drawn.single", Tier: "drawn"}}
	var b bytes.Buffer
	w, err := NewWriter(&b, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range want {
		if err := w.Write(l); err != nil {
			t.Fatal(err)
		}
	}
	if w.Write(want[0]) == nil {
		t.Error("a third line in a file of two")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	got, err := Read(bytes.NewReader(whole))
	if err != nil || len(got) != 2 {
		t.Fatal(len(got), err)
	}
	for i, l := range got {
		if l.Text != want[i].Text || l.Kind != want[i].Kind || l.Tier != want[i].Tier || !bytes.Equal(l.Image.Pix, img.Pix) {
			t.Errorf("line %d: %+v", i, l)
		}
	}
	for _, n := range []int{0, 3, 10, 40, len(whole) - 1} {
		if _, err := Read(bytes.NewReader(whole[:n])); err == nil {
			t.Errorf("cut after %d bytes, no error", n)
		}
	}
	short, err := NewWriter(&b, 2)
	if err != nil {
		t.Fatal(err)
	}
	if short.Close() == nil {
		t.Error("a file two lines short")
	}
}

// The same seed gives the same lines, another seed others; every line is as high as the network's input and says only what
// the model knows.
func TestSource(t *testing.T) {
	known := func(s string) bool { return s != "（" && s != "洮" }
	take := func(seed uint64, n int) []Line {
		s, err := NewSource(corpus.Train, seed, known, []string{"洮", "郯"}, []string{"江", "河"})
		if err != nil {
			t.Skipf("%v", err)
		}
		var out []Line
		for range n {
			l, err := s.Next()
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, l)
		}
		return out
	}
	a, b, other := take(3, 30), take(3, 30), take(4, 8)
	kinds := map[string]bool{}
	for i, l := range a {
		if l.Text != b[i].Text || !bytes.Equal(l.Image.Pix, b[i].Image.Pix) {
			t.Errorf("line %d is %q, then %q", i, l.Text, b[i].Text)
		}
		if l.Image.Rect.Dy() != 48 || l.Text == "" || strings.ContainsAny(l.Text, "（洮 ") {
			t.Errorf("line %d: %q, %v", i, l.Text, l.Image.Rect)
		}
		kinds[l.Kind] = true
	}
	if slices.EqualFunc(a[:8], other, func(x, y Line) bool { return x.Text == y.Text }) {
		t.Error("two seeds give the same lines")
	}
	if len(kinds) < 6 {
		t.Errorf("kinds %v", kinds)
	}
}

// A licence gives the text round its seal as a line about as long as its characters are many.
func TestSealLine(t *testing.T) {
	s, err := NewSource(corpus.Train, 5, func(string) bool { return true }, nil, []string{"江"})
	if err != nil {
		t.Skipf("%v", err)
	}
	seen := 0
	for i := range 4 {
		p, truth, err := corpus.Take(corpus.Train, 5, filing.BusinessLicence, corpus.Scan, i)
		if err != nil {
			t.Fatal(err)
		}
		page, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil {
			continue // a PDF
		}
		s.pending = nil
		s.cut(page, truth)
		for _, l := range s.pending {
			switch {
			case l.Kind == "seal.ring" && l.Text != truth.Fields["registration_authority"]:
				t.Errorf("picture %d: %q", i, l.Text)
			case l.Kind == "seal.ring":
				seen++
				if w, n := l.Image.Rect.Dx(), len([]rune(l.Text)); l.Image.Rect.Dy() != 48 || w < 26*n || w > 60*n {
					t.Errorf("%q in %v", l.Text, l.Image.Rect)
				}
			case strings.HasSuffix(l.Kind, ".registration_authority"):
				t.Errorf("%q cut along a straight line", l.Text)
			}
		}
	}
	if seen < 8 {
		t.Errorf("%d lines round seals", seen)
	}
}

// Rare characters are drawn in the faces that have them: a face that lacks one draws another in its place.
func TestRareCharacters(t *testing.T) {
	const absent = "\U0002b4e7" // of the names in GB 18030-2022; few faces have it
	s, err := NewSource(corpus.Train, 8, func(string) bool { return true }, []string{"堃", "喆", absent}, []string{"江", "河"})
	if err != nil {
		t.Skipf("%v", err)
	}
	s.RareShare = 1
	seen := map[rune]int{}
	lacking := 0
	for range 60 {
		l, ok := s.drawn()
		if !ok {
			lacking++
			continue
		}
		if l.Kind != "drawn.rare" {
			t.Errorf("%q is %s", l.Text, l.Kind)
		}
		for _, r := range l.Text {
			seen[r]++
		}
	}
	// Two of the twelve faces have none of the three.
	if lacking > 25 || seen['堃'] < 20 || seen['喆'] < 20 || seen['江'] < 20 {
		t.Errorf("%v; %d of 60 lines could not be drawn", seen, lacking)
	}
	s.RareShare = 0
	for range 10 {
		if l, ok := s.drawn(); ok && l.Kind == "drawn.rare" {
			t.Errorf("%q with no share of rare characters", l.Text)
		}
	}
}

// The papers give whole lines with the values in them, the text round their seals, and nothing that is written by hand.
func TestPaperLines(t *testing.T) {
	s, err := NewSource(corpus.Train, 9, func(c string) bool { return c != "□" && c != "☑" }, nil, []string{"江"})
	if err != nil {
		t.Skipf("%v", err)
	}
	kinds := map[string]int{}
	for _, kind := range corpus.PaperKinds {
		for i := range 2 {
			p, truth, err := corpus.Take(corpus.Train, 9, kind, corpus.Scan, i)
			if err != nil {
				t.Fatal(err)
			}
			page, err := jpeg.Decode(bytes.NewReader(p.Data))
			if err != nil {
				continue // a PDF
			}
			s.pending = nil
			s.cutPaper(page, truth)
			for _, l := range s.pending {
				kinds[l.Kind]++
				at := slices.IndexFunc(truth.Print, func(p corpus.Printed) bool { return p.Text == l.print })
				if at < 0 || truth.Print[at].Role == "hand" || strings.ContainsAny(l.Text, "□☑") {
					t.Errorf("%s: %q", l.Kind, l.Text)
				}
			}
		}
	}
	for _, kind := range append(slices.Clone(corpus.PaperKinds), "seal.ring") {
		name := string(kind)
		if name != "seal.ring" {
			name += ".line"
		}
		if kinds[name] < 4 {
			t.Errorf("%d lines of %s; %v", kinds[name], name, kinds)
		}
	}
}

// What shows that nothing was learned by heart is never learned.
func TestNoLinesOfFresh(t *testing.T) {
	if _, err := NewSource(corpus.Fresh, 1, func(string) bool { return true }, nil, []string{"江"}); err == nil {
		t.Error("lines of the split fresh")
	}
}

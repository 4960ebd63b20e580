package extract

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strings"
	"testing"

	"prereview/ocr"
)

// printedPage is an empty page of a licence's proportions on which lines of blocks stand for print.
type printedPage struct{ *image.Gray }

const blockSize = 20 // height of a block, the page being of working size

func newPrintedPage(w, h int) printedPage {
	p := printedPage{image.NewGray(image.Rect(0, 0, w, h))}
	draw.Draw(p, p.Rect, image.NewUniform(color.Gray{238}), image.Point{}, draw.Src)
	return p
}

// line prints n blocks, each size high, step from one to the next.
func (p printedPage) line(x, y, n, size, step int) {
	for i := range n {
		draw.Draw(p, image.Rect(x+i*step, y, x+i*step+size, y+size), image.NewUniform(color.Gray{25}), image.Point{}, draw.Src)
	}
}

// A value beside its label and the lines it wraps into are read once, whole, and not to find the label.
func TestSurveyReadsValuesOnce(t *testing.T) {
	p := newPrintedPage(1500, 1060)
	p.line(150, 400, 4, blockSize, 26)
	said := map[int]string{4: "经营范围", 30: strings.Repeat("甲", 30), 29: strings.Repeat("乙", 29), 11: strings.Repeat("丙", 11)}
	for i, n := range []int{30, 29, 11} {
		p.line(300, 400+i*32, n, blockSize, 24)
	}
	p.line(150, 300, 4, blockSize, 26)
	read := map[int]int{}
	reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
		out := make([]ocr.Line, len(crops))
		for i, c := range crops {
			n := runs(c.Image)
			read[n]++
			out[i] = line(said[n], .999)
		}
		return out
	})
	l, err := newSheet(rasterOf(p)).layLicence(context.Background(), reader)
	if err != nil || l == nil {
		t.Fatal(l, err)
	}
	if read[30]+read[29]+read[11] > 0 {
		t.Errorf("values were read to find labels: %v", read)
	}
	fs, err := l.fields(context.Background(), reader)
	if err != nil {
		t.Fatal(err)
	}
	if want := said[30] + said[29] + said[11]; fs["business_scope"].Value != want {
		t.Errorf("%q, want %q", fs["business_scope"].Value, want)
	}
	if read[30] != 1 || read[29] != 1 || read[11] != 1 {
		t.Errorf("read so often, by length: %v", read)
	}
}

// FuzzLicence lays out and reads random pages of print on which any line may be said to be anything.
func FuzzLicence(f *testing.F) {
	f.Add(uint64(1), 12)
	f.Add(uint64(2), 40)
	f.Add(uint64(3), 120)
	f.Fuzz(func(t *testing.T, seed uint64, lines int) {
		r := rand.New(rand.NewPCG(seed, 11))
		p := newPrintedPage(200+r.IntN(400), 200+r.IntN(400))
		columns := []int{20, 20 + r.IntN(p.Rect.Dx()), r.IntN(p.Rect.Dx())}
		for range abs(lines) % 60 {
			size := 8 + r.IntN(10)
			p.line(columns[r.IntN(3)]+r.IntN(1+r.IntN(9)), r.IntN(p.Rect.Dy()), 1+r.IntN(1+r.IntN(40)), size, size+1+r.IntN(size*2))
		}
		reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
			out := make([]ocr.Line, len(crops))
			for i := range out {
				switch r.IntN(6) {
				case 0:
					out[i] = line(labels[r.IntN(len(labels))].text, .9)
				case 1:
					out[i] = line(labels[r.IntN(len(labels))].text+"2015年07月14日", .8)
				case 2:
					out[i] = line("91330106MA2CEH2T4A(1-1)", .99)
				case 3:
					out[i] = line("年月日"[3*r.IntN(3):][:3], .9)
				default:
					out[i] = randomLine(r)
				}
			}
			return out
		})
		l, err := newSheet(rasterOf(p)).layLicence(context.Background(), reader)
		if err != nil {
			t.Fatal(err)
		}
		if l == nil {
			return
		}
		fs, err := l.fields(context.Background(), reader)
		if err != nil {
			t.Fatal(err)
		}
		for name, f := range fs {
			if !(f.Confidence >= 0 && f.Confidence <= 1) || f.Value == "" {
				t.Fatalf("%s: %+v", name, f)
			}
		}
	})
}

// Of 类型 one character is left, of 住所 the other; each stands where the column's labels begin or end.
func TestLostLabels(t *testing.T) {
	p := newPrintedPage(1500, 1060)
	for y := range 1060 { // an ornamental border, close to what stands beside it
		for x := range 120 {
			p.Set(x, y, color.Gray{90})
			p.Set(1499-x, y, color.Gray{90})
		}
	}
	said := map[int]string{4: "经营范围", 5: "法定代表人", 12: strings.Repeat("甲", 12), 14: "有限责任公司自然人独资企业", 16: "浙江省杭州市西湖区文三路一百号楼", 7: strings.Repeat("丁", 7)}
	p.line(150, 300, 1, blockSize, 26) // 类, 型 is lost
	p.line(300, 300, 14, blockSize, 24)
	p.line(250, 360, 1, blockSize, 26) // 所, 住 is lost
	p.line(300, 360, 16, blockSize, 24)
	p.line(150, 420, 4, blockSize, 33)
	p.line(300, 420, 12, blockSize, 24)
	p.line(150, 480, 5, blockSize, 25)
	p.line(300, 480, 7, blockSize, 24)
	singles := []string{"类", "所"} // in reading order
	reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
		out := make([]ocr.Line, len(crops))
		for i, c := range crops {
			n := runs(c.Image)
			if n == 1 && len(singles) > 0 {
				out[i] = line(singles[0], .999)
				singles = singles[1:]
				continue
			}
			out[i] = line(said[n], .999)
		}
		return out
	})
	l, err := newSheet(rasterOf(p)).layLicence(context.Background(), reader)
	if err != nil || l == nil {
		t.Fatal(l, err)
	}
	for _, w := range l.words {
		if w.x0 < 120 || w.x1 > 1380 {
			t.Errorf("a word of the border, %d to %d", w.x0, w.x1)
		}
	}
	want := map[string]int{"type": 300, "address": 360, "business_scope": 420, "legal_representative": 480}
	for _, h := range l.hits {
		if y, ok := want[h.field]; !ok || abs(h.y0-y) > 3 {
			t.Errorf("%s at %d", h.field, h.y0)
		}
		if abs(h.valueX-300) > 3 || h.column != 0 {
			t.Errorf("%s: value from %d, column %d", h.field, h.valueX, h.column)
		}
		delete(want, h.field)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

// A shadow over a third of the page is no border: what stands in it is print.
func TestShadowIsNoBorder(t *testing.T) {
	p := newPrintedPage(1500, 1060)
	for y := range 1060 {
		for x := range 500 {
			p.Set(x, y, color.Gray{uint8(120 + 110*x/500)})
		}
	}
	if left, right := newSheet(rasterOf(p)).innerEdges(); left != 0 || right != 1500 {
		t.Errorf("edges at %d and %d", left, right)
	}
}

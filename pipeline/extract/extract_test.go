package extract

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

// countingReader reads a crop by how many runs of ink it has: enough to tell one made-up line from another.
type countingReader struct {
	say   func(runs int, alphabet string) string
	calls int
	lines int
}

func (r *countingReader) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	r.calls++
	out := make([]ocr.Line, len(crops))
	for i, c := range crops {
		r.lines++
		if !upright(c.Image) {
			continue
		}
		out[i] = line(r.say(runs(c.Image), c.Alphabet), .999)
	}
	return out, ctx.Err()
}

// upright says that the line's blocks have their hole at the top left; no text reads upside down or in a mirror.
func upright(g *image.Gray) bool {
	var light [2][2]int
	x0 := -1
	for x := range g.Rect.Dx() {
		any := false
		for y := range g.Rect.Dy() {
			any = any || g.Pix[y*g.Stride+x] < 128
		}
		if any && x0 < 0 {
			x0 = x
		}
		if x0 >= 0 && !any { // the first block
			for bx := x0; bx < x; bx++ {
				for y := 10; y < LineHeight-10; y++ {
					if g.Pix[y*g.Stride+bx] > 128 {
						light[y*2/LineHeight][(bx-x0)*2/(x-x0)]++
					}
				}
			}
			break
		}
	}
	return light[0][0] >= max(light[0][1], light[1][0], light[1][1])
}

func runs(g *image.Gray) (n int) {
	inked := false
	for x := range g.Rect.Dx() {
		any := false
		for y := range g.Rect.Dy() {
			any = any || g.Pix[y*g.Stride+x] < 128
		}
		if any && !inked {
			n++
		}
		inked = any
	}
	return n
}

// blockCard is a portrait side whose characters are black blocks: where each field's print stands, in pixels.
func blockCard(w int) (*image.NRGBA, map[string]image.Rectangle) {
	h := int(float64(w) * cardAspect)
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(p, p.Rect, image.NewUniform(color.NRGBA{222, 232, 240, 255}), image.Point{}, draw.Src)
	em := cardEm * float64(w)
	boxes := map[string]image.Rectangle{}
	put := func(field string, x, y float64, n int, size, step float64) {
		x, y = x*float64(w), y*float64(h)
		all := image.Rectangle{}
		for range n {
			r := image.Rect(int(x), int(y), int(x+size), int(y+em*.9))
			// With a hole at the top left, so that it has a way up.
			draw.Draw(p, r, image.NewUniform(color.NRGBA{30, 30, 34, 255}), image.Point{}, draw.Src)
			draw.Draw(p, image.Rect(r.Min.X+r.Dx()/6, r.Min.Y+r.Dy()/6, r.Min.X+r.Dx()/2, r.Min.Y+r.Dy()/2), image.NewUniform(color.NRGBA{222, 232, 240, 255}), image.Point{}, draw.Src)
			all = all.Union(r)
			x += step
		}
		boxes[field] = boxes[field].Union(all)
	}
	han := em * .9
	put("name", .19, .125, 3, han, em)
	put("sex", .19, .24, 1, han, em)
	put("ethnicity", .40, .24, 1, han, em)
	put("birth_date", .19, .35, 4, em*.45, em*.6)
	put("birth_date", .35, .35, 1, em*.45, em*.6)
	put("birth_date", .44, .35, 2, em*.45, em*.6)
	put("address", .19, .468, 11, han, em*1.04)
	put("address", .19, .545, 6, han, em*1.04)
	put("id_number", .335, .83, 18, em*.5, .0314*float64(w))
	return p, boxes
}

func cardReader() *countingReader {
	return &countingReader{say: func(runs int, alphabet string) string {
		switch {
		case runs == 18 && alphabet == idAlphabet:
			return "11010519491231002X"
		case alphabet == digits && runs == 4:
			return "1949"
		case alphabet == digits && runs == 1:
			return "1"
		case alphabet == digits:
			return "23"
		case runs == 3:
			return "方平平"
		case runs == 1:
			return "女"
		case runs == 11:
			return "湖北省武汉市武昌区和平"
		case runs == 6:
			return "大道一零五号"
		}
		return ""
	}}
}

func turnImage(p *image.NRGBA, quarters int, flip bool) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	tw, th := w, h
	if quarters&1 == 1 {
		tw, th = h, w
	}
	q := image.NewNRGBA(image.Rect(0, 0, tw, th))
	for y := range h {
		for x := range w {
			tx, ty := turnedPoint(x, y, w, h, quarters, flip)
			q.SetNRGBA(tx, ty, p.NRGBAAt(x, y))
		}
	}
	return q
}

// A card in every quarter turn, and in a mirror: found upright, its boxes where its print is on the page as given.
func TestReadTurned(t *testing.T) {
	card, boxes := blockCard(800)
	for quarters := range 4 {
		for _, flip := range []bool{false, true} {
			page := turnImage(card, quarters, flip)
			res, err := Read(context.Background(), page, cardReader(), "")
			if err != nil {
				t.Fatal(err)
			}
			if res.Kind != filing.IDCardFront || res.Mirrored != flip {
				t.Fatalf("turned %d, mirrored %v: %s, mirrored %v", quarters, flip, res.Kind, res.Mirrored)
			}
			if want := (4 - quarters) & 3; !flip && res.Turn != want {
				t.Errorf("turned %d: says turn %d", quarters, res.Turn)
			}
			for _, name := range filing.FieldNames[filing.IDCardFront] {
				f, ok := res.Fields[name]
				if !ok {
					if name != "ethnicity" { // the reader calls it 女, which is no ethnic group but is kept, unsure
						t.Errorf("turned %d, mirrored %v: no %s", quarters, flip, name)
					}
					continue
				}
				b := boxes[name]
				for i, c := range [4][2]int{{b.Min.X, b.Min.Y}, {b.Max.X, b.Min.Y}, {b.Max.X, b.Max.Y}, {b.Min.X, b.Max.Y}} {
					if name == "birth_date" && (i == 1 || i == 2) {
						continue // reaches on to the form's 日
					}
					x, y := turnedPoint(c[0], c[1], 800, card.Rect.Dy(), quarters, flip)
					if d := math.Hypot(f.Box[i][0]-float64(x), f.Box[i][1]-float64(y)); d > 12 {
						t.Errorf("turned %d, mirrored %v: corner %d of %s is %.0f pixels off", quarters, flip, i, name, d)
					}
				}
			}
		}
	}
}

// A card under whose number a finger lies is told by what its form prints, wherever that stands; one without is not.
func TestReadHiddenNumber(t *testing.T) {
	card, boxes := blockCard(1000)
	em := cardEm * 1000
	han, blue := em*.9, image.NewUniform(color.NRGBA{95, 150, 205, 255})
	draw.Draw(card, boxes["id_number"].Inset(-8), image.NewUniform(color.NRGBA{205, 160, 130, 255}), image.Point{}, draw.Src)
	reader := cardReader()
	numbers := reader.say
	reader.say = func(runs int, alphabet string) string {
		if runs == 2 && alphabet == "" {
			return "姓名性别出生住址" // whichever of them
		}
		return numbers(runs, alphabet)
	}
	if res, err := Read(context.Background(), card, reader, filing.IDCardFront); err != nil || res.Kind != filing.Unknown {
		t.Errorf("a page without a number and without labels is %s, %v", res.Kind, err)
	}
	for _, y := range []float64{.125, .24, .35, .468} {
		for _, x := range []float64{.08, .13} {
			r := image.Rect(int(x*1000), int(y*1000*cardAspect), int(x*1000+han), int(y*1000*cardAspect+han))
			draw.Draw(card, r, blue, image.Point{}, draw.Src)
			draw.Draw(card, image.Rect(r.Min.X+r.Dx()/6, r.Min.Y+r.Dy()/6, r.Min.X+r.Dx()/2, r.Min.Y+r.Dy()/2), image.NewUniform(color.NRGBA{222, 232, 240, 255}), image.Point{}, draw.Src)
		}
	}
	for _, quarters := range []int{0, 1, 2} {
		res, err := Read(context.Background(), turnImage(card, quarters, false), reader, "")
		if err != nil || res.Kind != filing.IDCardFront || res.Turn != (4-quarters)&3 {
			t.Fatalf("turned %d: %s, turn %d, %v", quarters, res.Kind, res.Turn, err)
		}
		for field, want := range map[string]string{"name": "方平平", "sex": "女", "birth_date": "1949-01-23"} {
			if got := res.Fields[field].Value; got != want {
				t.Errorf("turned %d: %s %q", quarters, field, got)
			}
		}
		if f := res.Fields["id_number"]; f.Confidence > 0.5 {
			t.Errorf("a hidden number is read as %q, %.2f", f.Value, f.Confidence)
		}
	}
}

// In the light of a blue lamp, black print is blue, and is ink all the same.
func TestCloserInColouredLight(t *testing.T) {
	card, boxes := blockCard(1000)
	for i := 0; i < len(card.Pix); i += 4 { // ink at (65, 75, 105), paper at (170, 215, 250)
		for k, light := range [3][2]float64{{.547, 48.6}, {.693, 54.2}, {.704, 81}} {
			card.Pix[i+k] = uint8(float64(card.Pix[i+k])*light[0] + light[1])
		}
	}
	s := newSheet(rasterOf(turnImage(card, 3, true))).view(3, true) // the same way up again
	f := s.cardFrame()
	if _, ok := s.findNumber(f); ok {
		t.Fatal("the page's own ink has the number: nothing is shown here")
	}
	number, ok := s.closer(f).findNumber(f)
	want := boxes["id_number"]
	if got := extent(number); !ok || len(number) != 18 || !got.In(want.Inset(-3)) || !want.In(got.Inset(-3)) {
		t.Errorf("%d digits in %v, want those of %v", len(number), got, want)
	}
}

// A card that takes part of the page only, as when its outline was not found.
func TestReadOnGround(t *testing.T) {
	card, boxes := blockCard(900)
	page := image.NewNRGBA(image.Rect(0, 0, 1400, 1000))
	draw.Draw(page, page.Rect, image.NewUniform(color.NRGBA{205, 200, 190, 255}), image.Point{}, draw.Src)
	at := image.Pt(330, 210)
	draw.Draw(page, card.Rect.Add(at), card, image.Point{}, draw.Src)
	res, err := Read(context.Background(), page, cardReader(), "")
	if err != nil || res.Kind != filing.IDCardFront {
		t.Fatal(res.Kind, err)
	}
	for _, name := range []string{"name", "sex", "address", "id_number"} {
		b := boxes[name].Add(at)
		f := res.Fields[name]
		if math.Abs(f.Box[0][0]-float64(b.Min.X)) > 12 || math.Abs(f.Box[2][1]-float64(b.Max.Y)) > 12 {
			t.Errorf("%s at %v, is at %v", name, f.Box, b)
		}
	}
}

// Pictures that show no document: nothing is invented, whatever the reader says, and little is read.
func TestReadNothing(t *testing.T) {
	noise := rand.New(rand.NewPCG(1, 2))
	pages := map[string]image.Image{
		"empty": image.NewNRGBA(image.Rectangle{}), "tiny": image.NewNRGBA(image.Rect(0, 0, 8, 8)), "strip": image.NewNRGBA(image.Rect(0, 0, 3000, 50)),
		"black": image.NewNRGBA(image.Rect(0, 0, 800, 500)), "grey": image.NewGray(image.Rect(5, 5, 800, 500)),
	}
	random := image.NewNRGBA(image.Rect(0, 0, 800, 500))
	for i := range random.Pix {
		random.Pix[i] = uint8(noise.Uint32())
	}
	pages["noise"] = random
	specks := image.NewGray(image.Rect(0, 0, 900, 600))
	for i := range specks.Pix {
		specks.Pix[i] = 240
		if noise.IntN(40) == 0 {
			specks.Pix[i] = 20
		}
	}
	pages["specks"] = specks
	for name, p := range pages {
		for _, say := range []func(int, string) string{
			func(int, string) string { return "" },
			func(int, string) string { return "一二三" },
		} {
			r := &countingReader{say: say}
			res, err := Read(context.Background(), p, r, filing.IDCardFront)
			if err != nil || res.Kind != filing.Unknown || len(res.Fields) != 0 {
				t.Errorf("%s: %s with %d fields, %v", name, res.Kind, len(res.Fields), err)
			}
			if r.lines > 2000 {
				t.Errorf("%s: %d lines read", name, r.lines)
			}
		}
	}
}

type failingReader struct{ err error }

func (f failingReader) ReadLines(context.Context, []ocr.Crop) ([]ocr.Line, error) { return nil, f.err }

// The reader's errors reach the caller; an answer of the wrong length is one too.
func TestReadErrors(t *testing.T) {
	card, _ := blockCard(1000)
	for _, want := range []error{ocr.ErrCrashed, ocr.ErrDeadline} {
		if _, err := Read(context.Background(), card, failingReader{want}, ""); !errors.Is(err, want) {
			t.Errorf("%v became %v", want, err)
		}
		if _, _, _, err := Classify(context.Background(), card, failingReader{want}); !errors.Is(err, want) {
			t.Errorf("%v became %v", want, err)
		}
	}
	if _, err := Read(context.Background(), card, failingReader{nil}, ""); err == nil {
		t.Error("no lines for some crops is no error")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, card, cardReader(), ""); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestClassify(t *testing.T) {
	card, _ := blockCard(1000)
	r := cardReader()
	kind, confidence, turn, err := Classify(context.Background(), turnImage(card, 2, false), r)
	if err != nil || kind != filing.IDCardFront || confidence < .9 || turn != 2 {
		t.Error(kind, confidence, turn, err)
	}
	if r.lines > 4 {
		t.Errorf("%d lines were read to see what it is", r.lines)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(uint64(1), 200, 140, 10)
	f.Add(uint64(2), 600, 400, 200)
	f.Fuzz(func(t *testing.T, seed uint64, w, h, strokes int) {
		w, h = 1+abs(w)%700, 1+abs(h)%700
		r := rand.New(rand.NewPCG(seed, 7))
		p := image.NewGray(image.Rect(0, 0, w, h))
		for i := range p.Pix {
			p.Pix[i] = 235
		}
		for range abs(strokes) % 400 {
			x, y := r.IntN(w), r.IntN(h)
			draw.Draw(p, image.Rect(x, y, x+1+r.IntN(30), y+1+r.IntN(30)), image.NewUniform(color.Gray{uint8(r.IntN(120))}), image.Point{}, draw.Src)
		}
		reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
			out := make([]ocr.Line, len(crops))
			for i := range out {
				out[i] = randomLine(r)
			}
			return out
		})
		res, err := Read(context.Background(), p, reader, "")
		if err != nil {
			t.Fatal(err)
		}
		for name, f := range res.Fields {
			if f.Confidence < 0 || f.Confidence > 1 || f.Value == "" {
				t.Fatalf("%s: %+v", name, f)
			}
		}
	})
}

type readerFunc func([]ocr.Crop) []ocr.Line

func (f readerFunc) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	return f(crops), nil
}

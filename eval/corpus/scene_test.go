package corpus

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"prereview/filing"
)

// A page with one dark square, which plays the part of a field.
func markedPage(kind filing.DocumentKind, w, h int) Document {
	pg := &page{canvas: &canvas{img: image.NewRGBA(image.Rect(0, 0, w, h)), ppmm: 1}, doc: Document{Kind: kind,
		Fields: map[string]string{"name": "■"}, Lines: map[string][]string{"name": {"■"}}, Boxes: map[string][]filing.Box{}}}
	fillRGBA(pg.img, 225, 228, 230)
	square := rect{float64(w) * .3, float64(h) * .35, float64(w)*.3 + 36, float64(h)*.35 + 36}
	pg.rect(square, ink{rgb(10, 10, 10), 1})
	pg.doc.Boxes["name"] = []filing.Box{pg.box(square)}
	return pg.finish()
}

// stepsUnderTest are all that may stand between the page and the file.
var stepsUnderTest = map[string][2][]step{ // before and after the picture is taken
	"plain":         {},
	"purpose_mark":  {{purposeMark}, nil},
	"word_stamp":    {{wordStamp}, nil},
	"curl":          {{lay, curl}, nil},
	"finger":        {nil, {finger}},
	"blur":          {nil, {soften(.2, .25, 2)}},
	"depth_blur":    {nil, {depthBlur}},
	"motion":        {nil, {motion}},
	"light":         {nil, {light(lighting{gain: [2]float64{.6, 1}, slope: [2]float64{.1, .4}, shadow: 1, deepest: .4, vignette: .3, warmth: .1, noise: [2]float64{2, 6}})}},
	"sharpen":       {nil, {sharpen}},
	"shrink":        {nil, {shrink}},
	"mirrored":      {nil, {mirror}},
	"grey":          {nil, {grey}},
	"lid_shadow":    {nil, {lidShadow}},
	"stored_before": {nil, {twice}},
	"fold":          {{fold}, nil},
	"sleeve":        {nil, {sleeve}},
	"two_lamps":     {nil, {twoLamps}},
	"blinds":        {nil, {func(t *shot) { t.Tier = Photo; blinds(t) }}}, // a hard picture's shadow would count as ink here
	"tone_map":      {nil, {(*shot).toneMap}},
	"denoise":       {nil, {(*shot).denoise}},
	"chat":          {nil, {chat}},
	"scan_app":      {nil, {func(t *shot) { t.app = true; appScan(t) }}},
}

func testScene(seed uint64, tier Tier, m medium, before, after []step) *Scene {
	r := rand.New(rand.NewPCG(seed, 7))
	s := &Scene{Tier: tier, split: Train, r: r, medium: m, longSide: 1300, fill: .8, share: 1}
	if m != original {
		s.share = .8
	}
	if len(before) < 2 { // the page is not laid yet
		before = append(slices.Clone(before), lay)
	}
	s.steps = append(slices.Clone(before), pose(posture{angle: 8, bend: .06, turned: .3, aspect: [2]float64{1.3, 1.4}}), take(setting{}), grid)
	s.steps = append(append(s.steps, after...), compress(85, 92))
	return s
}

// After every step, and on every medium, the square lies where its box says.
func TestBoxesFollowEveryStep(t *testing.T) {
	run := func(name string, s *Scene, kind filing.DocumentKind) {
		doc := markedPage(kind, 800, 500)
		p, truth, err := s.Apply(doc)
		if err != nil {
			t.Fatal(err)
		}
		if name != "plain" && !slices.ContainsFunc(truth.Steps, func(x Step) bool { return x.Name == name }) {
			t.Errorf("%s is not among the steps %v", name, truth.Steps)
		}
		if !truth.Readable("name") {
			t.Errorf("%s: the square counts as hidden", name)
		}
		img, err := jpeg.Decode(bytes.NewReader(p.Data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := truth.Boxes["name"][0]
		x, y, area := darkCentre(img, want)
		wx, wy := within(want, .5, .5)
		if d := math.Hypot(x-wx, y-wy); d > .5 {
			t.Errorf("%s: the square lies at %.1f %.1f, its box at %.1f %.1f", name, x, y, wx, wy)
		}
		if box := edgeLength(want, 0, 1) * edgeLength(want, 1, 2); area < .8*box || area > 1.25*box {
			t.Errorf("%s: %.0f dark pixels, the box holds %.0f", name, area, box)
		}
	}
	for name, steps := range stepsUnderTest {
		for seed := range uint64(3) {
			s := testScene(seed, Hard, original, steps[0], steps[1])
			if name == "chat" {
				s.longSide = 1500 // enough to be made smaller
			}
			run(name, s, filing.BusinessLicence)
		}
	}
	for m, name := range map[medium]string{greyCopy: "grey_copy", blackWhite: "black_white_copy", printOut: "print_out", screen: "screen"} {
		run(name, testScene(3, Hard, m, nil, nil), filing.IDCardFront)
	}
}

// darkCentre is the centre of the dark pixels about a box, and how many there are.
func darkCentre(img image.Image, b filing.Box) (x, y, n float64) {
	x0, y0, x1, y1 := bounds(b)
	pad := .15 * (x1 - x0)
	var lum []float64
	var at [][2]float64
	lo, hi := 255.0, 0.0
	for py := int(y0 - pad); py <= int(y1+pad); py++ {
		for px := int(x0 - pad); px <= int(x1+pad); px++ {
			r, g, b, _ := img.At(px, py).RGBA()
			v := float64(r>>8)*.3 + float64(g>>8)*.59 + float64(b>>8)*.11
			lum, at = append(lum, v), append(at, [2]float64{float64(px) + .5, float64(py) + .5})
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	for i, v := range lum {
		if v < (lo+hi)/2 {
			x, y, n = x+at[i][0], y+at[i][1], n+1
		}
	}
	return x / n, y / n, n
}

// What a picture does not show is said to be hidden, and only that.
func TestHidden(t *testing.T) {
	white := func(s *shot) { fillRGBA(s.img, 255, 255, 255) }
	over := func(s *shot) {
		b := s.boards[0].place(s.boards[0].pages[0], s.docs[0].Boxes["name"][0])
		s.cover = append(s.cover, b)
	}
	away := func(s *shot) { s.warp(shifted(-1e4, 0)) }
	faint := func(s *shot) {
		for i, v := range s.img.Pix {
			s.img.Pix[i] = 236 + v/64
		}
	}
	for name, c := range map[string]struct {
		do     step
		hidden bool
	}{
		"nothing": {func(*shot) {}, false}, "white": {white, true}, "covered": {over, true}, "outside": {away, true}, "faint": {faint, true},
		"blurred": {soften(.25, .25, 1), false},
	} {
		doc := markedPage(filing.BusinessLicence, 800, 500)
		_, truth, err := testScene(4, Photo, original, nil, []step{c.do}).Apply(doc)
		if err != nil {
			t.Fatal(err)
		}
		if got := !truth.Readable("name"); got != c.hidden {
			t.Errorf("%s: hidden %v", name, got)
		}
	}
}

// Each tier holds what it should, in about the shares it should.
func TestTiersHoldTheirScenes(t *testing.T) {
	const n = 500
	shares := map[Tier]map[string]float64{}
	for _, tier := range Tiers {
		shares[tier] = map[string]float64{}
		for i := range uint64(n) {
			s := NewScene(rand.New(rand.NewPCG(i, 3)), Train, tier)
			s.longSide = 160 // what happens does not depend on the size
			doc := markedPage(filing.IDCardFront, 120, 76)
			_, truth, err := s.Apply(doc, doc)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{"pdf": s.pdf}
			for _, x := range truth.Steps {
				seen[x.Name] = true
			}
			if len(truth.Hidden) > 0 {
				seen["hidden"] = true
			}
			if two := seen["two_cards"] || seen["both_sides"]; two != (len(truth.Also) == 1) {
				t.Errorf("%s %d: %d further pages", tier, i, len(truth.Also))
			}
			for name, ok := range seen {
				if ok {
					shares[tier][name] += 1. / n
				}
			}
		}
	}
	for _, c := range []struct {
		tier     Tier
		step     string
		from, to float64
	}{
		{Hard, "mirrored", .005, .06}, {Hard, "cut_off", .01, .08}, {Hard, "both_sides", .02, .1}, {Hard, "two_cards", .01, .07},
		{Hard, "black_white_copy", .01, .07}, {Hard, "grey_copy", .02, .1}, {Hard, "print_out", .02, .1}, {Hard, "screen", .02, .12},
		{Hard, "pdf", .005, .07}, {Hard, "purpose_mark", .25, .45}, {Hard, "word_stamp", .03, .12}, {Hard, "finger", .1, .3},
		{Hard, "fresh_seal", .01, .1}, {Hard, "held", .05, .2}, {Hard, "motion", .1, .35}, {Hard, "depth_blur", .05, .2},
		{Photo, "held", .04, .18}, {Photo, "sharpen", .2, .4}, {Photo, "clutter", .15, .4}, {Photo, "stored_before", .08, .25},
		{Photo, "mirrored", 0, 0}, {Photo, "cut_off", 0, 0}, {Photo, "screen", 0, 0}, {Photo, "motion", 0, 0}, {Photo, "both_sides", 0, 0},
		{Scan, "bleed", .25, .45}, {Scan, "lid_shadow", .15, .35}, {Scan, "pdf", .03, .15}, {Scan, "finger", 0, 0}, {Scan, "mirrored", 0, 0},
	} {
		if got := shares[c.tier][c.step]; got < c.from || got > c.to {
			t.Errorf("%s: %s in %.1f %% of pictures, want %g to %g", c.tier, c.step, 100*got, 100*c.from, 100*c.to)
		}
	}
}

// Both sides of a card in one picture: the truth of each is its own, and the two belong to one person.
func TestBothSides(t *testing.T) {
	g := generator(t, Train, 31)
	s := NewScene(rand.New(rand.NewPCG(1, 1)), Train, Hard)
	s.medium, s.company, s.share = original, otherSide, 1
	doc, beside := g.DrawFor(s, filing.IDCardBack)
	if len(beside) != 1 || beside[0].Kind != filing.IDCardFront {
		t.Fatalf("beside the back: %d pages", len(beside))
	}
	_, truth, err := s.Apply(doc, beside...)
	if err != nil {
		t.Fatal(err)
	}
	if len(truth.Also) != 1 || truth.Kind != filing.IDCardBack || truth.Also[0].Kind != filing.IDCardFront || truth.Also[0].Fields["id_number"] == "" {
		t.Fatalf("truth of %s and %v", truth.Kind, truth.Also)
	}
	x, y := within(truth.Also[0].Page, .5, .5)
	if inside(truth.Page, x, y) {
		t.Error("one card lies on the other")
	}
}

// The standard library reads what is written, at every sampling and at sizes that are no multiple of a block.
func TestEncodeJPEG(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 75, 53))
	for i := 0; i < len(img.Pix); i += 4 {
		x, y := i/4%75, i/4/75
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = uint8(3*x), uint8(4*y), uint8(128+60*math.Sin(float64(x+y)/9)), 255
	}
	for _, c := range []coding{{95, 1, 1}, {95, 2, 1}, {95, 2, 2}, {40, 2, 2}, {100, 2, 2}, {1, 2, 2}} {
		data := encodeJPEG(img, c, 6)
		got, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		var ref bytes.Buffer
		if err := jpeg.Encode(&ref, img, &jpeg.Options{Quality: c.quality}); err != nil {
			t.Fatal(err)
		}
		std, err := jpeg.Decode(&ref)
		if err != nil {
			t.Fatal(err)
		}
		if d, bar := meanError(img, got), meanError(img, std); got.Bounds() != img.Rect || d > bar*1.05+.3 {
			t.Errorf("%+v: mean error %.2f, the standard library's %.2f", c, d, bar)
		}
	}
	before := slices.Clone(img.Pix)
	recompress(img, 95, 3, 5)
	old := &image.RGBA{Pix: before, Stride: img.Stride, Rect: img.Rect}
	if d := meanError(old, img); d == 0 || d > 2 {
		t.Errorf("stored and loaded again: mean error %.2f", d)
	}
}

func meanError(a, b image.Image) float64 {
	var sum, n float64
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r0, g0, b0, _ := a.At(x, y).RGBA()
			r1, g1, b1, _ := b.At(x, y).RGBA()
			sum += math.Abs(float64(r0)-float64(r1)) + math.Abs(float64(g0)-float64(g1)) + math.Abs(float64(b0)-float64(b1))
			n += 3 * 257
		}
	}
	return sum / n
}

func TestPDFOpens(t *testing.T) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("no pdftoppm: install poppler-utils")
	}
	doc := markedPage(filing.IDCardFront, 400, 250)
	p, _, err := testScene(2, Scan, original, nil, nil).Apply(doc)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.pdf"), wrapPDF(p), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "-r", "200", "-jpeg", filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a")).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "a*.jpg"))
	if err != nil || len(pages) != 1 {
		t.Fatalf("pages %v", pages)
	}
	f, err := os.Open(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := jpeg.DecodeConfig(f)
	if err != nil || abs(c.Width-p.Width) > 1 || abs(c.Height-p.Height) > 1 {
		t.Errorf("page of %d x %d for a picture of %d x %d (%v)", c.Width, c.Height, p.Width, p.Height, err)
	}
}

func abs(n int) int { return max(n, -n) }

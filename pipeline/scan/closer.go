package scan

import (
	"image"
	"math"

	"prereview/ocr"
)

// closer looks again for a card where the picture has content, given on the thumbnail: a card on the lid of a scanner, a
// tenth of an A4 sheet, has sides that show on its pixels and not on the thumbnail of all of it. The outline is in stored
// pixels. Only a card's shape is taken, and none that has the same paper on both sides: nearer, the frames that are printed
// on a form are plainer too.
func (w *work) closer(content ocr.Quad) (q ocr.Quad, ok bool) {
	f := w.thumb.factor
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), 0., 0.
	for _, p := range content.Map(ocr.Scale(float64(f), float64(f))) {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	const grid = 4 // luma pixels that a chroma pixel has at most
	at := image.Pt(max(0, int(x0))/grid*grid, max(0, int(y0))/grid*grid)
	part := w.pic.SubImage(image.Rectangle{at, image.Pt(int(x1), int(y1))}).(picture)
	part.Rect = part.Rect.Sub(part.Rect.Min) // like any other picture
	if part.Rect.Empty() {
		return q, false
	}
	t := newThumb(part)
	if t.factor >= f {
		return q, false
	}
	s := newSearch(t)
	c, ok := s.best()
	if !ok || c.parts[borderSides] > 0 {
		return q, false
	}
	apart := false
	for i := range c.quad {
		in, out := bands(t, c.quad, i)
		apart = apart || colourDistance(in, out) > paperAlike
	}
	q = refine(part, t, c).Map(ocr.Translate(float64(at.X), float64(at.Y)))
	toShown, _ := w.orient.Inverse()
	shown := uprightOrder(q.Map(toShown))
	aspect := trueAspect(shown, float64(w.w), float64(w.h))
	return q, apart && math.Abs(math.Log(max(aspect, 1/aspect)/aspectID1)) < borderFormat
}

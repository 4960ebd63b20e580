package corpus

import (
	"cmp"
	"image"
	"image/draw"
	"slices"

	"prereview/filing"
)

// ValueFace is a face that values are printed in, to set clean lines in by itself. Safe for concurrent use.
type ValueFace struct {
	Name string
	face *typeface
}

// ValueFaces are all those of a split, by name; the splits share none.
func ValueFaces(split Split) ([]ValueFace, error) {
	var out []ValueFace
	for _, role := range []role{heiValue, songValue, kaiValue} {
		for _, name := range fontPlan[role][split] {
			t, err := loadFace(name)
			if err != nil {
				return nil, err
			}
			out = append(out, ValueFace{name, t})
		}
	}
	slices.SortFunc(out, func(a, b ValueFace) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(out, func(a, b ValueFace) bool { return a.Name == b.Name }), nil
}

// Has says that the face can draw every character of text.
func (f ValueFace) Has(text string) bool { return f.face.covers(text) }

// Line sets text in black on white, em pixels to the em, with an em of paper all round, and answers where its ink is.
func (f ValueFace) Line(text string, em int) (*image.RGBA, filing.Box) {
	st := style{face: f.face, size: float64(em), ink: ink{rgb(0, 0, 0), 1}}
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, int(st.width(text))+2*em+1, 3*em)), ppmm: 1}
	draw.Draw(c.img, c.img.Rect, image.White, image.Point{}, draw.Src)
	r := c.text(st, float64(em), float64(em), text)
	return c.img, filing.Box{{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}
}

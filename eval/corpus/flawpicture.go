package corpus

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"prereview/filing"
)

// spoil does to a picture what the flaw says; boxes of the truth move along.
func (f Flaw) spoil(r *rand.Rand, p Picture, t Truth) (Picture, Truth, error) {
	switch f.Kind {
	case "":
		return p, t, nil
	case FlawSqueezed:
		p, err := squeeze(p, t, int(f.Amount))
		return p, t, err
	case FlawFew, FlawBlur, FlawGlare, FlawDark, FlawBright, FlawGrey, FlawCut, FlawSkew, FlawSmall, FlawTwice:
		return f.onPicture(r, p, t)
	}
	p, err := f.onFile(r, p)
	if p.Width == 0 {
		t = Truth{Kind: filing.Unreadable, Tier: t.Tier, Steps: t.Steps}
	}
	t.Steps = append(t.Steps, Step{Name: "flaw-" + string(f.Kind), Params: map[string]float64{"amount": f.Amount}})
	return p, t, err
}

// orientation is the EXIF tag that the scene gave the picture.
func orientation(t Truth) int {
	for _, s := range t.Steps {
		if s.Name == "jpeg" {
			return int(s.Params["orientation"])
		}
	}
	return 0
}

func pixels(p Picture) (*image.RGBA, error) {
	img, err := jpeg.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out, nil
}

// squeeze encodes the picture ever worse until it has no more than so many bytes, or quality 5.
func squeeze(p Picture, t Truth, most int) (Picture, error) {
	img, err := pixels(p)
	for quality := 75; err == nil && len(p.Data) > most && quality > 4; quality -= 5 {
		p.Data = encodeJPEG(img, coding{quality, 2, 2}, orientation(t))
	}
	return p, err
}

func (f Flaw) onPicture(r *rand.Rand, p Picture, t Truth) (Picture, Truth, error) {
	img, err := pixels(p)
	if err != nil {
		return p, t, err
	}
	w, h := float64(p.Width), float64(p.Height)
	m := f64.Aff3{1, 0, 0, 0, 1, 0} // old pixels to new
	quality := 90
	switch f.Kind {
	case FlawFew:
		k := f.Amount / max(w, h)
		m = f64.Aff3{k, 0, 0, 0, k, 0}
		img = warp(img, m, int(w*k), int(h*k))
	case FlawSmall:
		k := f.Amount
		m = f64.Aff3{k, 0, w * (1 - k) * r.Float64(), 0, k, h * (1 - k) * r.Float64()}
		img = warp(img, m, int(w), int(h))
	case FlawTwice: // the boxes are those of the upper one
		img = warp(img, m, int(w), int(2*h))
		draw.Draw(img, image.Rect(0, int(h), int(w), int(2*h)), img, image.Point{}, draw.Src)
	case FlawSkew:
		sn, co := math.Sincos(f.Amount * math.Pi / 180 * float64(1-2*r.IntN(2)))
		k := 1 / (math.Abs(co) + math.Abs(sn)*max(w/h, h/w)) // so that all of it stays in the frame
		m = f64.Aff3{k * co, -k * sn, 0, k * sn, k * co, 0}
		m[2], m[5] = w/2-m[0]*w/2-m[1]*h/2, h/2-m[3]*w/2-m[4]*h/2
		img = warp(img, m, int(w), int(h))
	case FlawCut:
		x0, y0, x1, y1 := boundsOf(t.Page)
		cut := image.Rect(0, 0, int(w), int(h))
		switch r.IntN(4) {
		case 0:
			cut.Min.X = int(x0 + f.Amount*(x1-x0))
		case 1:
			cut.Min.Y = int(y0 + f.Amount*(y1-y0))
		case 2:
			cut.Max.X = int(x1 - f.Amount*(x1-x0))
		default:
			cut.Max.Y = int(y1 - f.Amount*(y1-y0))
		}
		m[2], m[5] = -float64(cut.Min.X), -float64(cut.Min.Y)
		img = warp(img, m, cut.Dx(), cut.Dy())
	case FlawBlur:
		x0, y0, x1, y1 := boundsOf(t.Page)
		for range 3 {
			boxBlur(img, max(1, int(f.Amount*max(x1-x0, y1-y0)/1000/2)))
		}
	case FlawGlare:
		f.glare(r, img, t)
	case FlawDark, FlawBright:
		each(img, func(c color.RGBA) color.RGBA {
			lit := func(v uint8) uint8 { return clamp8(float64(v)*f.Amount + max(0, f.Amount-1)*40) }
			return color.RGBA{lit(c.R), lit(c.G), lit(c.B), 255}
		})
	case FlawGrey:
		each(img, func(c color.RGBA) color.RGBA {
			y := color.GrayModel.Convert(c).(color.Gray).Y
			return color.RGBA{y, y, y, 255}
		})
	}
	t = moved(t, m, img.Rect)
	t.Steps = append(t.Steps, Step{Name: "flaw-" + string(f.Kind), Params: map[string]float64{"amount": f.Amount}})
	data := encodeJPEG(img, coding{quality, 2, 2}, orientation(t))
	return Picture{data, img.Rect.Dx(), img.Rect.Dy()}, t, nil
}

// warp samples the picture into a new one by m; what it does not cover is a grey desk.
func warp(img *image.RGBA, m f64.Aff3, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, max(1, w), max(1, h)))
	draw.Draw(out, out.Rect, image.NewUniform(color.RGBA{112, 104, 96, 255}), image.Point{}, draw.Src)
	xdraw.CatmullRom.Transform(out, m, img, img.Rect, draw.Src, nil)
	return out
}

// moved takes the boxes of a truth along.
func moved(t Truth, m f64.Aff3, size image.Rectangle) Truth {
	move := func(b filing.Box) filing.Box {
		for i, p := range b {
			b[i] = [2]float64{m[0]*p[0] + m[1]*p[1] + m[2], m[3]*p[0] + m[4]*p[1] + m[5]}
		}
		return rounded(b)
	}
	boxes := map[string][]filing.Box{}
	for name, bs := range t.Boxes {
		for _, b := range bs {
			boxes[name] = append(boxes[name], move(b))
		}
	}
	t.Boxes, t.Page = boxes, move(t.Page)
	t.Print = append([]Printed{}, t.Print...)
	for i := range t.Print {
		t.Print[i].Box = move(t.Print[i].Box)
	}
	t.Width, t.Height = size.Dx(), size.Dy()
	return t
}

func boundsOf(b filing.Box) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = b[0][0], b[0][1], b[0][0], b[0][1]
	for _, p := range b {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	return x0, y0, x1, y1
}

func each(img *image.RGBA, f func(color.RGBA) color.RGBA) {
	for i := 0; i+3 < len(img.Pix); i += 4 {
		c := f(color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 255})
		img.Pix[i], img.Pix[i+1], img.Pix[i+2] = c.R, c.G, c.B
	}
}

// glare washes out a soft-edged patch over one of the fields.
func (f Flaw) glare(r *rand.Rand, img *image.RGBA, t Truth) {
	var fields [][]filing.Box
	for _, name := range filing.FieldNames[t.Kind] {
		if len(t.Boxes[name]) > 0 {
			fields = append(fields, t.Boxes[name])
		}
	}
	x0, y0, x1, y1 := boundsOf(t.Page)
	cx, cy := (x0+x1)/2, (y0+y1)/2
	if len(fields) > 0 {
		fx0, fy0, fx1, fy1 := boundsOf(pick(r, fields)[0])
		cx, cy = (fx0+fx1)/2, (fy0+fy1)/2
	}
	radius := math.Sqrt(f.Amount * (x1 - x0) * (y1 - y0) / math.Pi)
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			d := math.Hypot(float64(x)-cx, float64(y)-cy) / radius
			if d > 1.5 {
				continue
			}
			k := math.Min(1, 3*(1.5-d))
			i := img.PixOffset(x, y)
			for c := range 3 {
				img.Pix[i+c] = clamp8(float64(img.Pix[i+c])*(1-k) + 255*k)
			}
		}
	}
}

// boxBlur averages over 2 radius + 1 pixels, along rows and then along columns.
func boxBlur(img *image.RGBA, radius int) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	line := make([]uint8, max(w, h))
	run := func(n, at, step int) {
		for c := range 3 {
			sum, count := 0, 0
			for i := range min(radius, n) {
				sum, count = sum+int(img.Pix[at+i*step+c]), count+1
			}
			for i := range n {
				if j := i + radius; j < n {
					sum, count = sum+int(img.Pix[at+j*step+c]), count+1
				}
				if j := i - radius - 1; j >= 0 {
					sum, count = sum-int(img.Pix[at+j*step+c]), count-1
				}
				line[i] = uint8(sum / count)
			}
			for i := range n {
				img.Pix[at+i*step+c] = line[i]
			}
		}
	}
	for y := range h {
		run(w, y*img.Stride, 4)
	}
	for x := range w {
		run(h, x*4, img.Stride)
	}
}

package web

import (
	"image"
	"image/color"
	"image/draw"
	"os"
	"sync"
	"testing"

	"prereview/filing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The pictures of these tests are drawn, so that boxes are known to the pixel and nobody's papers are needed.

var printed = sync.OnceValues(func() (*opentype.Font, error) {
	b, err := os.ReadFile("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
	if err != nil {
		return nil, err
	}
	c, err := opentype.ParseCollection(b)
	if err != nil {
		return nil, err
	}
	return c.Font(2)
})

type sheet struct {
	t   testing.TB
	m   *image.RGBA
	doc filing.Document
	raw []byte // as a JPEG
}

func newSheet(t testing.TB, w, h int, ground color.Color, slot filing.Slot, name string) *sheet {
	return &sheet{t: t, m: pictureOf(w, h, ground), doc: filing.Document{Slot: slot, Name: name, Kind: slot.Kind(), KindConfidence: 0.99, MediaType: "image/jpeg",
		Width: w, Height: h, Fields: map[string]filing.Field{}, Signals: []filing.Signal{}}}
}

func (s *sheet) rect(x, y, w, h int, c color.Color) {
	draw.Draw(s.m, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
}

func (s *sheet) text(x, y int, size float64, c color.Color, text string) *filing.Box {
	s.t.Helper()
	f, err := printed()
	if err != nil {
		s.t.Fatalf("the font of the tests is missing (fonts-noto-cjk): %v", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		s.t.Fatal(err)
	}
	d := font.Drawer{Dst: s.m, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
	return quad(float64(x), float64(y)-size*0.88, float64(d.Dot.X.Round()-x), size*1.12)
}

// field prints a label and a value, and records the value as read: as printed, unless read says otherwise.
func (s *sheet) field(x, y int, size float64, label, name, printed, read string, confidence float64) {
	ink, dim := color.RGBA{40, 40, 48, 255}, color.RGBA{150, 110, 60, 255}
	if s.doc.Kind != filing.BusinessLicence {
		dim = color.RGBA{40, 110, 150, 255}
	}
	b := s.text(x, y, size*0.8, dim, label)
	box := s.text(int(b[1][0])+16, y, size, ink, printed)
	if read == "" {
		read = printed
	}
	s.doc.Fields[name] = filing.Field{Value: read, Raw: read, Confidence: confidence, Box: box}
}

// differ has two readers read a character of a value differently, on print whose characters are all of one width.
func (s *sheet) differ(name string, at int, one, two string) {
	f := s.doc.Fields[name]
	b, n := *f.Box, float64(len([]rune(f.Value)))
	w := (b[1][0] - b[0][0]) / n
	d := filing.Difference{At: at, Length: 1, Box: quad(b[0][0]+w*float64(at), b[0][1], w, b[3][1]-b[0][1])}
	for i, text := range []string{one, two} {
		r := filing.Reading{Reader: []string{"tesseract", "paddle"}[i], Text: text}
		if text != "" {
			r.Confidence = 0.61 + 0.25*float64(i)
		}
		d.Readings = append(d.Readings, r)
	}
	f.Differences = append(f.Differences, d)
	s.doc.Fields[name] = f
}

func (s *sheet) page(x, y, w, h float64) *sheet { s.doc.Page = quad(x, y, w, h); return s }

// turned lays the sheet on its side, as a phone does: the picture and everything known about it turn clockwise.
func (s *sheet) turned() *sheet {
	b := s.m.Bounds()
	out := clockwise(s.m)
	h := float64(b.Dy())
	turn := func(q filing.Box) *filing.Box {
		for i, p := range q {
			q[i] = point{h - p[1], p[0]}
		}
		return &q
	}
	s.doc.Page = turn(*s.doc.Page)
	for k, f := range s.doc.Fields {
		f.Box = turn(*f.Box)
		for i, d := range f.Differences {
			f.Differences[i].Box = turn(*d.Box)
		}
		s.doc.Fields[k] = f
	}
	s.m, s.doc.Width, s.doc.Height = out, b.Dy(), b.Dx()
	return s
}

func drawLicence(t testing.TB, readName string) *sheet {
	s := newSheet(t, 1500, 1080, color.RGBA{120, 104, 88, 255}, filing.SlotBusinessLicence, "营业执照副本.jpg")
	s.rect(60, 50, 1380, 980, color.RGBA{252, 249, 240, 255})
	s.rect(90, 80, 1320, 4, color.RGBA{190, 150, 80, 255})
	s.rect(90, 996, 1320, 4, color.RGBA{190, 150, 80, 255})
	s.text(560, 230, 84, color.RGBA{40, 40, 48, 255}, "营 业 执 照")
	s.text(690, 290, 30, color.RGBA{40, 40, 48, 255}, "（副 本）")
	s.field(120, 140, 26, "统一社会信用代码", "uscc", "91440106MA5XQ3W27K", "", 0.998)
	s.field(150, 400, 34, "名　　称", "name", "广州晴川纸品有限公司", readName, 0.987)
	s.field(150, 470, 34, "类　　型", "type", "有限责任公司（自然人独资）", "", 0.96)
	s.field(150, 540, 34, "法定代表人", "legal_representative", "林清越", "", 0.93)
	s.field(150, 610, 34, "经营范围", "business_scope", "纸制品销售；办公用品销售；互联网销售", "", 0.91)
	s.field(860, 400, 34, "注册资本", "registered_capital", "伍拾万元整", "", 0.62)
	s.field(860, 470, 34, "成立日期", "established", "2019年04月16日", "2019-04-16", 0.97)
	s.field(860, 540, 34, "住　　所", "address", "广州市天河区晴川路18号", "", 0.95)
	if readName != "" {
		s.differ("name", 2, "睛", "晴")
		s.differ("name", 5, "晶", "品")
		s.differ("registered_capital", 1, "拾", "")
	}
	s.text(1000, 860, 30, color.RGBA{200, 40, 40, 255}, "登记机关（章）")
	return s.page(60, 50, 1380, 980)
}

func drawIDFront(t testing.TB, number string) *sheet {
	s := newSheet(t, 1100, 760, color.RGBA{70, 74, 80, 255}, filing.SlotIDCardFront, "IMG_2041.jpg")
	s.rect(50, 60, 1000, 630, color.RGBA{226, 236, 240, 255})
	s.rect(720, 150, 260, 330, color.RGBA{196, 206, 214, 255})
	s.field(110, 170, 38, "姓　名", "name", "林清越", "", 0.995)
	s.field(110, 240, 34, "性　别", "sex", "男", "", 0.99)
	s.field(330, 240, 34, "民　族", "ethnicity", "汉", "", 0.99)
	s.field(110, 310, 34, "出　生", "birth_date", "1990年3月7日", "1990-03-07", 0.99)
	s.field(110, 390, 34, "住　址", "address", "广州市天河区晴川路18号", "", 0.88)
	s.field(110, 620, 44, "公民身份号码", "id_number", number, "", 0.996)
	s.differ("id_number", 16, number[16:17], "3")
	return s.page(50, 60, 1000, 630)
}

func drawIDBack(t testing.TB) *sheet {
	s := newSheet(t, 1100, 760, color.RGBA{70, 74, 80, 255}, filing.SlotIDCardBack, "IMG_2042.jpg")
	s.rect(50, 60, 1000, 630, color.RGBA{232, 238, 236, 255})
	s.rect(110, 110, 130, 140, color.RGBA{200, 60, 50, 255})
	s.text(360, 190, 54, color.RGBA{30, 30, 36, 255}, "中华人民共和国")
	s.text(360, 290, 72, color.RGBA{30, 30, 36, 255}, "居 民 身 份 证")
	s.field(240, 540, 36, "签发机关", "issuing_authority", "广州市公安局天河分局", "", 0.97)
	s.field(240, 610, 36, "有效期限", "valid_until", "2016.05.12-2036.05.12", "2036-05-12", 0.98)
	return s.page(50, 60, 1000, 630)
}

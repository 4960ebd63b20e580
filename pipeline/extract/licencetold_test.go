package extract

import (
	"context"
	"image"
	"image/color"
	"strings"
	"testing"

	"prereview/ocr"
)

func sure(s string) []cell { return cells(line(s, .99)) }

func TestLikeliestLabel(t *testing.T) {
	free := func(string) bool { return false }
	for _, tt := range []struct {
		read, field string
		score       float64
	}{
		{"名称", "name", 1},
		{"娄型", "type", .5},
		{"眠立日期", "established", .75},
		{"营业基限", labelTerm, .75},
		{"名责人", "legal_representative", 2. / 3},
		{"营业场所", "address", 1},
		{"日期", "", 0},  // of 成立日期 and 注册日期, which are one field, but half of either
		{"央色", "", 0},  // like none
		{"十亿和", "", 0}, // a scrap
	} {
		got, score := likeliestLabel(sure(tt.read), free)
		if tt.read == "日期" {
			if got.field != "established" {
				t.Errorf("%s: %s", tt.read, got.field)
			}
			continue
		}
		if got.field != tt.field || score != tt.score {
			t.Errorf("%s: %s %.2f, want %s %.2f", tt.read, got.field, score, tt.field, tt.score)
		}
	}
	if got, _ := likeliestLabel(sure("名称"), func(f string) bool { return f == "name" }); got.field != "" {
		t.Errorf("a label that is there already: %s", got.field)
	}
}

func TestSaysField(t *testing.T) {
	free := func(string) bool { return false }
	for said, want := range map[string]string{
		"2014年01月20日":          "established",
		"2014年01月20日至2064年01月": labelTerm,
		"长期":                   labelTerm,
		"家庭经营":                 "composition",
		"陆仟贰佰捌拾柒万元整":           "registered_capital",
		"股丛有限公司分公司(非上市)":       "type",
		"个体工商户":                "type",
		"华坪县北京路82号（一照多址）":      "address",
		"长春市康和酒店管理有限公司永顺县分公司": "name",
		"宇文博": "legal_representative",
		"一般项目:市场营销策划；礼仪服务；摄影扩印": "",
		"登记": "",
		"":   "",
	} {
		if got := saysField(sure(said), free); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
	if got := saysField(sure("2014年01月20日"), func(string) bool { return true }); got != "" {
		t.Errorf("a date whose field is there already: %q", got)
	}
}

// 名称 is misread character by character and read as a line; the label of the date is under glare. Both values are found; the
// one told by what it says is unsure.
func TestLabelsReadAsLineAndToldByContent(t *testing.T) {
	p := newPrintedPage(1500, 1060)
	p.line(600, 150, 3, 2*blockSize, 60)
	p.line(150, 300, 1, blockSize, 26)
	p.line(250, 300, 1, blockSize, 26)
	p.line(300, 300, 13, blockSize, 24)
	p.line(300, 390, 11, blockSize, 33)
	p.line(150, 480, 4, blockSize, 33)
	p.line(300, 480, 12, blockSize, 24)
	said := map[int]string{2: "名称", 3: "营业执照", 4: "经营范围", 13: "杭州湖光信息技术服务有限公司"[:39], 11: "2015年07月14日", 12: strings.Repeat("甲", 12)}
	reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
		out := make([]ocr.Line, len(crops))
		for i, c := range crops {
			n := runs(c.Image)
			switch {
			case n == 1:
				out[i] = line("炊", .9)
				continue
			case n == 7 || n == 8: // the beginning of a longer line
				out[i] = line("杭州湖光信息技术"[:3*n], .99)
				continue
			case n == 5 || n == 6:
				out[i] = line("2015年0", .99)
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
	fs, err := l.fields(context.Background(), reader)
	if err != nil {
		t.Fatal(err)
	}
	if fs["name"].Value != said[13] {
		t.Errorf("name: %q", fs["name"].Value)
	}
	if f := fs["established"]; f.Value != "2015-07-14" || f.Confidence > below {
		t.Errorf("established: %q at %.2f", f.Value, f.Confidence)
	}
}

// The first character of a line is paler than print is held to be; where the other values begin tells that it is there.
func TestPaleBeginning(t *testing.T) {
	p := newPrintedPage(1500, 1060)
	l := &licence{s: newSheet(rasterOf(p)), em: blockSize}
	pale := color.Gray{uint8(int(l.s.cut) + (255-int(l.s.cut))/8)}
	for y := 400; y < 400+blockSize; y++ {
		for x := 302; x < 302+blockSize; x++ {
			p.Set(x, y, pale)
		}
	}
	p.line(326, 400, 10, blockSize, 24)
	l.s = newSheet(rasterOf(p))
	for i := range 4 {
		l.hits = append(l.hits, &hit{label: label{field: "f"}, x0: 150, y0: 300 + 50*i, x1: 280, y1: 320 + 50*i, score: 1, valueX: 302, rest: -1})
	}
	found := image.Rect(326, 400, 326+10*24, 420)
	if ps := l.beforeLine(l.hits[2], found); len(ps) == 0 || extent(ps).Min.X > 304 {
		t.Errorf("%v with a threshold of %d", ps, l.s.cut)
	}
	if ps := l.beforeLine(l.hits[2], found.Add(image.Pt(0, 60))); len(ps) != 0 {
		t.Errorf("out of nothing: %v", ps)
	}
}

package tesseract

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"prereview/ocr"
)

func TestFramesRoundTrip(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range page.Pix {
		page.Pix[i] = byte(i)
	}
	crop := ocr.Crop{Image: page.SubImage(image.Rect(3, 4, 20, 21)).(*image.Gray), Alphabet: "年月日", Block: true}
	var pipe bytes.Buffer
	if err := writeCrop(&pipe, crop); err != nil {
		t.Fatal(err)
	}
	kind, payload, err := readFrame(&pipe)
	if err != nil || kind != kindCrop {
		t.Fatal(kind, err)
	}
	got, err := parseCrop(payload)
	if err != nil {
		t.Fatal(err)
	}
	if got.Alphabet != "年月日" || !got.Block || got.Image.Bounds().Size() != image.Pt(17, 17) ||
		got.Image.GrayAt(2, 5) != page.GrayAt(5, 9) {
		t.Errorf("%+v", got)
	}
	symbols := []spacedSymbol{
		{Symbol: ocr.Symbol{Text: "女", Confidence: 0.5, Box: image.Rect(1, 2, 3, 4), Choices: []ocr.Choice{{Text: "文", Confidence: 0.25}}}},
		{Symbol: ocr.Symbol{Text: "A", Confidence: 1}, space: 1},
		{Symbol: ocr.Symbol{Text: strings.Repeat("长", 40), Confidence: 1}},
		{Symbol: ocr.Symbol{Text: "B", Confidence: 0.75}, space: 2},
	}
	line, err := parseLine(appendLine(nil, 1500*time.Microsecond, symbols))
	if err != nil {
		t.Fatal(err)
	}
	if line.Text != "女 A\nB" || line.Confidence != 0.5 || len(line.Symbols) != 3 || line.Symbols[0].Choices[0].Text != "文" ||
		line.Symbols[0].Box != image.Rect(1, 2, 3, 4) || line.CPU != 1500*time.Microsecond {
		t.Errorf("%+v", line)
	}
}

// What reaches a child that is no proper question ends it with an error, before the model or after.
func TestChildRefusesGarbage(t *testing.T) {
	m, err := findModel(systemModel)
	if err != nil {
		t.Fatal(err)
	}
	var greeting bytes.Buffer
	if err := writeFrame(&greeting, kindHello, []byte(`{"path":"`+m.path+`","sha256":"`+m.sha256+`"}`)); err != nil {
		t.Fatal(err)
	}
	frame := func(kind byte, payload string) string {
		var b bytes.Buffer
		_ = writeFrame(&b, kind, []byte(payload))
		return b.String()
	}
	crop := func(w, h uint32, flags byte, alphabet uint32, rest string) string {
		b := binary.BigEndian.AppendUint32(nil, w)
		b = append(binary.BigEndian.AppendUint32(b, h), flags)
		return frame(kindCrop, string(binary.BigEndian.AppendUint32(b, alphabet))+rest)
	}
	for name, in := range map[string]string{
		"noise":            "GET / HTTP/1.1\r\n\r\n",
		"huge":             "\xff\xff\xff\xffc",
		"cut":              "\x00\x00\x00\x10h{}",
		"hello no JSON":    frame(kindHello, "{"),
		"wrong hash":       frame(kindHello, `{"path":"`+m.path+`","sha256":"00"}`),
		"no such model":    frame(kindHello, `{"path":"/nonexistent.traineddata"}`),
		"crop first":       crop(1, 1, 0, 0, "x"),
		"hello twice":      greeting.String() + greeting.String(),
		"crop cut":         greeting.String() + crop(100, 100, 0, 0, "short"),
		"crop no pixels":   greeting.String() + crop(0, 0, 0, 0, ""),
		"crop overflow":    greeting.String() + crop(1<<31, 1<<31, 0, 0, ""),
		"crop alphabet":    greeting.String() + crop(1, 1, 0, 1<<31, "x"),
		"crop flags":       greeting.String() + crop(1, 1, 2, 0, "x"),
		"alphabet invalid": greeting.String() + crop(1, 1, 0, 1, "\xffx"),
	} {
		var out bytes.Buffer
		if err := Child(strings.NewReader(in), &out); err == nil {
			t.Errorf("%s: no error", name)
		}
		if b := out.Bytes(); len(b) < 5 {
			t.Errorf("%s: nothing said", name)
		}
	}
	var out bytes.Buffer
	if err := Child(&greeting, &out); err != nil {
		t.Errorf("clean end: %v", err)
	}
}

func TestParseHOCR(t *testing.T) {
	const hocr = `<div class='ocr_page' title='image ""; bbox 0 0 9 9'><p class='ocr_par'>
<span class='ocr_line' title="bbox 13 12 625 53">
 <span class='ocrx_word' title='bbox 16 13 24 23; x_wconf 59'><span class='ocrx_cinfo' title='x_bboxes 16 13 24 23; x_conf 94.2'>和</span>
  <span class='ocrx_cinfo' id='lstm_choices_1_1_1'><span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 97.7'>了</span></span></span>
 <span class='ocrx_word' title='bbox 24 12 112 52; x_wconf 84'><span class='ocrx_cinfo' title='x_bboxes 24 14 53 51; x_conf 99.04'>&lt;</span>
  <span class='ocrx_cinfo' id='lstm_choices_1_2_1'><span class='ocrx_cinfo' id='c1' title='x_confs 98'>&lt;</span>
  <span class='ocrx_cinfo' id='c2' title='x_confs 10'>地</span><span class='ocrx_cinfo' id='c3' title='x_confs 20'>远</span></span>
  <span class='ocrx_cinfo' title='x_bboxes 60 14 70 51; x_conf 0'>A</span></span>
 <span class='ocrx_word'><span class='ocrx_cinfo' title='x_bboxes 80 14 90 51; x_conf 99.9'>B</span></span>
</span></p></div>`
	symbols, err := parseHOCR(hocr)
	if err != nil {
		t.Fatal(err)
	}
	line, err := parseLine(appendLine(nil, 1500*time.Microsecond, symbols))
	if err != nil {
		t.Fatal(err)
	}
	if line.Text != "和<A B" {
		t.Errorf("%q", line.Text)
	}
	s := line.Symbols
	if len(s[0].Choices) != 0 {
		t.Errorf("a choice list that does not name its symbol was kept: %v", s[0].Choices)
	}
	if c := s[1].Choices; len(c) != 2 || c[0].Text != "远" || c[0].Confidence > 1-s[1].Confidence {
		t.Errorf("%v", c)
	}
	if s[1].Confidence < 0.999 || s[2].Confidence > 0.001 || s[3].Confidence != 1 || s[1].Box != image.Rect(24, 14, 53, 51) {
		t.Errorf("%+v", s)
	}
	if _, err := parseHOCR("<div><span>"); err == nil {
		t.Error("cut hOCR was taken")
	}
}

func FuzzFrames(f *testing.F) {
	var b bytes.Buffer
	_ = writeCrop(&b, ocr.Crop{Image: blank(5, 9), Alphabet: "0"})
	f.Add(b.Bytes())
	b.Reset()
	_ = writeFrame(&b, kindLine, appendLine(nil, time.Second, []spacedSymbol{{Symbol: ocr.Symbol{Text: "女", Confidence: 0.5}}}))
	f.Add(b.Bytes())
	f.Add([]byte("\x00\x00\x00\x02h{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		kind, payload, err := readFrame(bytes.NewReader(data))
		if err != nil {
			return
		}
		switch kind {
		case kindCrop:
			if c, err := parseCrop(payload); err == nil && checkCrop(c) != nil {
				t.Error("a crop was taken that is never sent")
			} else if err != nil && !errors.Is(err, errFrame) {
				t.Error(err)
			}
		case kindLine:
			line, err := parseLine(payload)
			if err == nil && (line.Confidence < 0 || line.Confidence > 1) {
				t.Error(line)
			}
		case kindHello:
			_, _ = parseHello(payload)
		}
	})
}

func FuzzHOCR(f *testing.F) {
	f.Add("<span class='ocr_line'><span class='ocrx_word'><span class='ocrx_cinfo' title='x_bboxes 1 2 3 4; x_conf 9'>x</span></span></span>")
	f.Fuzz(func(t *testing.T, s string) {
		symbols, err := parseHOCR(s)
		if err == nil {
			if _, err := parseLine(appendLine(nil, 1500*time.Microsecond, symbols)); err != nil {
				t.Error(err)
			}
		}
	})
}

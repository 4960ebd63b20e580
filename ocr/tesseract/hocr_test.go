package tesseract

import (
	"image"
	"strings"
	"testing"
	"unicode/utf8"

	"prereview/ocr/child"
)

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
	var text strings.Builder
	for _, s := range symbols {
		text.WriteString([]string{"", " ", "\n"}[s.Space] + s.Text)
	}
	if text.String() != "\n和<A B" {
		t.Errorf("%q", text.String())
	}
	s := symbols
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

func FuzzHOCR(f *testing.F) {
	f.Add("<span class='ocr_line'><span class='ocrx_word'><span class='ocrx_cinfo' title='x_bboxes 1 2 3 4; x_conf 9'>x</span></span></span>")
	f.Fuzz(func(t *testing.T, s string) {
		symbols, err := parseHOCR(s)
		if err != nil {
			return
		}
		for _, s := range symbols {
			if s.Text == "" || !utf8.ValidString(s.Text) || !(s.Confidence >= 0 && s.Confidence <= 1) || len(s.Choices) > child.MaxChoices {
				t.Errorf("%+v", s)
			}
			for _, c := range s.Choices {
				if c.Text == "" || c.Text == s.Text || !(c.Confidence >= 0 && c.Confidence <= 1) {
					t.Errorf("%q: choice %+v", s.Text, c)
				}
			}
		}
	})
}

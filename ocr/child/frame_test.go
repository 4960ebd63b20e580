package child

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
	symbols := []Symbol{
		{Symbol: ocr.Symbol{Text: "女", Confidence: 0.5, Box: image.Rect(1, 2, 3, 4), Choices: []ocr.Choice{{Text: "文", Confidence: 0.25}}}},
		{Symbol: ocr.Symbol{Text: "A", Confidence: 1}, Space: Blank},
		{Symbol: ocr.Symbol{Text: strings.Repeat("长", 40), Confidence: 1}},
		{Symbol: ocr.Symbol{Text: "B", Confidence: 0.75}, Space: NewLine},
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
	var greeting bytes.Buffer
	if err := writeFrame(&greeting, kindHello, []byte(`{"setup":"good"}`)); err != nil {
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
		"engine refuses":   frame(kindHello, `{"setup":"bad"}`),
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
		if err := Serve(strings.NewReader(in), &out, openEcho); err == nil {
			t.Errorf("%s: no error", name)
		}
		if b := out.Bytes(); len(b) < 5 {
			t.Errorf("%s: nothing said", name)
		}
	}
	var out bytes.Buffer
	if err := Serve(&greeting, &out, openEcho); err != nil {
		t.Errorf("clean end: %v", err)
	}
}

func FuzzFrames(f *testing.F) {
	var b bytes.Buffer
	_ = writeCrop(&b, ocr.Crop{Image: blank(5, 9), Alphabet: "0"})
	f.Add(b.Bytes())
	b.Reset()
	_ = writeFrame(&b, kindLine, appendLine(nil, time.Second, []Symbol{{Symbol: ocr.Symbol{Text: "女", Confidence: 0.5}}}))
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

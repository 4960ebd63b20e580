package web

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prereview/filing"
)

// fakeExaminer judges bytes with the standard library alone. hang makes the quick look ignore its context, as C code does.
type fakeExaminer struct {
	hang   chan struct{}
	panics bool
	looks  atomic.Int32
}

func (e *fakeExaminer) Inspect(_ string, data []byte) (filing.Attachment, []filing.Finding) {
	a := filing.Attachment{MediaType: http.DetectContentType(data)}
	bad := func(check, signal, zh string) (filing.Attachment, []filing.Finding) {
		a.Signals = []filing.Signal{{Code: signal, Severity: filing.Block}}
		return a, []filing.Finding{{Check: check, Status: filing.Fail, Severity: filing.Block, Message: zh, MessageEN: check}}
	}
	if len(data) > 12 && string(data[4:12]) == "ftypheic" {
		a.MediaType = "image/heic"
		return bad("file-format-allowed", filing.SignalFormat, "这是 HEIC 格式的图片，请在手机上改为 JPG 后重新上传。")
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return bad("file-format-allowed", filing.SignalFormat, "文件格式不支持，请上传 JPG 或 PNG 格式的图片。")
	}
	a.MediaType, a.Width, a.Height = "image/"+format, c.Width, c.Height
	if int64(c.Width)*int64(c.Height) > 50e6 {
		return bad("file-pixel-bound", filing.SignalPixelBound, "图片像素过大，请缩小后重新上传。")
	}
	return a, nil
}

func (e *fakeExaminer) QuickLook(ctx context.Context, slot filing.Slot, name string, data []byte) ([]filing.Finding, filing.DocumentKind) {
	e.looks.Add(1)
	if e.panics {
		panic("hostile bytes")
	}
	if e.hang != nil {
		<-e.hang
	}
	if a, _ := e.Inspect(name, data); len(a.Signals) > 0 {
		return nil, filing.Unreadable
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return []filing.Finding{{Check: "file-decode-failed", Status: filing.Fail, Severity: filing.Block,
			Message: "文件无法打开或已损坏，请重新拍摄或扫描后上传。", MessageEN: "damaged"}}, filing.Unreadable
	}
	return []filing.Finding{
		{Check: "img-blur", Status: filing.Pass, Severity: filing.Block, Message: "图片清晰。"},
		{Check: "img-dpi-low", Status: filing.Fail, Severity: filing.Advice, Message: "分辨率偏低，建议按不低于 300dpi 重新扫描。", MessageEN: "low dpi"},
	}, slot.Kind()
}

// fakePictures turns and does not scale.
type fakePictures struct{ drawn atomic.Int32 }

func (p *fakePictures) Preview(_ context.Context, data []byte, turn, maxSide int) ([]byte, error) {
	p.drawn.Add(1)
	if _, format, err := image.DecodeConfig(bytes.NewReader(data)); turn == 0 && format == "jpeg" && err == nil {
		return data, nil // nothing to turn
	}
	key := fmt.Sprintf("%s %d", sha(data), turn)
	if b, ok := turnedBefore.Load(key); ok {
		return b.([]byte), nil
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var dst draw.Image = image.NewRGBA(src.Bounds())
	draw.Draw(dst, src.Bounds(), src, image.Point{}, draw.Src)
	for range turn % 4 {
		dst = clockwise(dst.(*image.RGBA))
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, dst, nil)
	turnedBefore.Store(key, out.Bytes())
	return out.Bytes(), err
}

// turnedBefore spares all tests but the first the turning of the same picture, which the race detector makes slow.
var turnedBefore sync.Map

// clockwise turns a picture whose bounds begin at 0,0 by a quarter.
func clockwise(m *image.RGBA) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			copy(out.Pix[x*out.Stride+4*(h-1-y):][:4], m.Pix[y*m.Stride+4*x:][:4])
		}
	}
	return out
}

func pictureOf(w, h int, c color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var testNow = time.Date(2026, 11, 21, 10, 0, 0, 0, filing.China)

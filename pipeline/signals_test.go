package pipeline

import (
	"reflect"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

func TestSignalsTouchingAField(t *testing.T) {
	box := func(x0, y0, x1, y1 float64) *filing.Box {
		b := filing.Box(ocr.RectQuad(x0, y0, x1, y1))
		return &b
	}
	signals := []filing.Signal{
		{Code: filing.SignalGlare, Box: box(0, 0, 50, 50)},
		{Code: filing.SignalGlare, Box: box(90, 90, 150, 150)},
		{Code: filing.SignalBlur, Box: box(0, 0, 300, 300)},
		{Code: filing.SignalSkew},
		{Code: filing.SignalWatermark, Box: &filing.Box{{0, 170}, {170, 0}, {180, 10}, {10, 180}}}, // a row at a slant
		{Code: filing.SignalSeveralPages, Box: box(0, 0, 300, 300)},                                // of another page
	}
	for _, tt := range []struct {
		field *filing.Box
		want  []string
	}{
		{box(100, 100, 200, 120), []string{filing.SignalGlare, filing.SignalBlur}},
		{box(60, 10, 80, 20), []string{filing.SignalBlur}},
		{box(10, 100, 140, 130), []string{filing.SignalGlare, filing.SignalBlur, filing.SignalWatermark}},
		{box(150, 150, 280, 170), []string{filing.SignalBlur}}, // in the row's bounds, yet off it
		{box(400, 400, 500, 420), nil},
	} {
		if got := touching(signals, *tt.field); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%v: %v, want %v", *tt.field, got, tt.want)
		}
	}
}

func TestUnderCoverIsLessSure(t *testing.T) {
	for _, tt := range []struct {
		confidence float64
		over       string
		want       float64
	}{
		{.98, filing.SignalWatermark, .89}, // a term 2034 read as 2024
		{.98, filing.SignalOcclusion, .89},
		{.98, filing.SignalGlare, .89},
		{.98, filing.SignalBlur, .98}, // of which the readings know
		{.999, filing.SignalWatermark, .999},
		{.5, filing.SignalWatermark, .5},
	} {
		if got := underCover(tt.confidence, []string{filing.SignalSkew, tt.over}); got != tt.want {
			t.Errorf("%v under %s is %v, want %v", tt.confidence, tt.over, got, tt.want)
		}
	}
	if got := underCover(.98, nil); got != .98 {
		t.Errorf("under nothing: %v", got)
	}
}

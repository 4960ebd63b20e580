package scan

import (
	"context"
	"image"
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"

	"github.com/disintegration/imaging"

	"prereview/ocr"
)

// photo12 is a card on a desk as a phone's 12-megapixel JPEG.
var photo12 = sync.OnceValue(func() []byte {
	rng := rand.New(rand.NewPCG(12, 12))
	s := scene{ground: groundWood, w: 1600, h: 1200, fill: .85, tilt: 4, warp: .03, blur: .6, noise: 2, dim: .9, colourful: true}
	m, _ := s.draw(rng)
	return jpegOf(nopTB{}, imaging.Resize(m, 4000, 3000, imaging.Linear))
})

// licence12 is a licence on a pale desk, the same.
var licence12 = sync.OnceValue(func() []byte {
	rng := rand.New(rand.NewPCG(12, 13))
	s := scene{licence: true, ground: groundLight, w: 1600, h: 1200, fill: .9, tilt: 2, warp: .02, blur: .5, noise: 2, dim: .95, colourful: true}
	m, _ := s.draw(rng)
	return jpegOf(nopTB{}, imaging.Resize(m, 4000, 3000, imaging.Linear))
})

type nopTB struct{ testing.TB }

func (nopTB) Helper() {}

// cpu reports processor time beside wall time: benchmarks are often run on a machine that does other things too.
func cpu(b *testing.B, f func()) {
	b.Helper()
	b.ReportAllocs()
	var from, to syscall.Rusage
	b.ResetTimer()
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &from)
	for range b.N {
		f()
	}
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &to)
	d := to.Utime.Nano() + to.Stime.Nano() - from.Utime.Nano() - from.Stime.Nano()
	b.ReportMetric(float64(d)/1e6/float64(b.N), "cpu-ms/op")
}

func BenchmarkScan12MP(b *testing.B) {
	s := New(Limits{})
	for name, data := range map[string][]byte{"card": photo12(), "licence": licence12()} {
		b.Run(name, func(b *testing.B) {
			cpu(b, func() {
				if p, _ := s.Scan(context.Background(), "a.jpg", data); !p.Found {
					b.Fatal("not found")
				}
			})
		})
	}
}

func BenchmarkSteps12MP(b *testing.B) {
	data := photo12()
	h, _ := Inspect("a.jpg", data)
	img, err := decodeImage(context.Background(), data, h.MediaType)
	if err != nil {
		b.Fatal(err)
	}
	pic := toPicture(img)
	b.Run("inspect", func(b *testing.B) { cpu(b, func() { Inspect("a.jpg", data) }) })
	b.Run("decode", func(b *testing.B) { cpu(b, func() { _, _ = decodeImage(context.Background(), data, h.MediaType) }) })
	b.Run("thumb", func(b *testing.B) { cpu(b, func() { newThumb(pic) }) })
	w := newWork(h, pic)
	b.Run("edges", func(b *testing.B) { cpu(b, func() { newEdgeMap(w.thumb) }) })
	m := newEdgeMap(w.thumb)
	b.Run("lines", func(b *testing.B) { cpu(b, func() { findLines(w.thumb, m) }) })
	ls := findLines(w.thumb, m)
	b.Run("candidates", func(b *testing.B) { cpu(b, func() { candidates(w.thumb, ls) }) })
	for _, step := range steps {
		b.Run(step.name, func(b *testing.B) {
			cpu(b, func() {
				w.signals = nil
				step.do(w)
			})
		})
	}
	findPage(w)
	v, err := w.view()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("view", func(b *testing.B) { cpu(b, func() { _, _ = w.view() }) })
	for _, m := range measures {
		b.Run(m.name, func(b *testing.B) { cpu(b, func() { m.of(v) }) })
	}
}

func BenchmarkWarp(b *testing.B) {
	p := toPicture(image.NewNRGBA(image.Rect(0, 0, 3000, 2000)))
	m, _ := ocr.Homography(ocr.RectQuad(0, 0, 2200, 1386), ocr.Quad{{300, 200}, {2800, 100}, {2900, 1800}, {200, 1900}})
	l := &light{w: 1, h: 1, gain: [][3]float32{{256, 256, 256}}}
	cpu(b, func() { warp(p, m, 2200, 1386, l) })
}

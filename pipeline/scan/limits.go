package scan

import "time"

// Limits bound what one upload can cost. The zero value of a field means its default.
type Limits struct {
	// MaxBytes is the most bytes that are decoded. Default 20 MiB: uploads up to that are accepted so that a check can
	// say what is wrong with them; what an applicant may send is policy and lower.
	MaxBytes int64
	// MaxPixels is the most pixels (width x height, from the header, before anything is decoded). Default 40,000,000:
	// a phone's full-resolution picture. Twice an A3 page at 300 dpi.
	MaxPixels int64
	// MaxSide is the longest side in pixels. Default 20,000.
	MaxSide int
	// MaxPDFPages is the most pages a PDF may have; only the first is read. Default 20.
	MaxPDFPages int
	// PDFTimeout is the wall time one poppler child may take, in total for a document. Default 20 s.
	PDFTimeout time.Duration
	// PDFMemory is the address space of a poppler child in bytes. Default 1 GiB.
	PDFMemory int64
	// DecodeMemory is how many bytes of decoded pixels may be in flight over all concurrent calls of one Scanner; calls
	// wait for their share. A single picture that needs more than all of it runs alone. Default 768 MiB.
	DecodeMemory int64
}

// DefaultLimits are the defaults written out.
func DefaultLimits() Limits { return Limits{}.withDefaults() }

func (l Limits) withDefaults() Limits {
	orDefault(&l.MaxBytes, 20<<20)
	orDefault(&l.MaxPixels, 40_000_000)
	orDefault(&l.MaxSide, 20_000)
	orDefault(&l.MaxPDFPages, 20)
	orDefault(&l.PDFTimeout, 20*time.Second)
	orDefault(&l.PDFMemory, 1<<30)
	orDefault(&l.DecodeMemory, 768<<20)
	return l
}

func orDefault[T int | int64 | time.Duration](v *T, d T) {
	if *v <= 0 {
		*v = d
	}
}

package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// filePlants are files that cannot be taken as they are.
var filePlants = []Plant{
	{"file-format", []string{"file-format-allowed"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawFormat, Format: pick(s.r, []string{"image/bmp", "image/tiff", "image/webp", "image/heic", "image/avif", "application/zip", "application/vnd.openxmlformats",
			"text/plain", "text/html", "image/svg+xml", "video/mp4", "image/vnd.adobe.photoshop", "application/vnd.rar"})}
		s.how("%s in %s", p.Flaw.Format, p.Slot)
		s.may("file-ext-mismatch", "file-size-too-small")
		s.fire(filing.VerdictFix, "file-format-allowed")
	}},
	{"file-truncated", []string{"file-decode-failed"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawTruncated, Amount: between(s.r, .02, .95)}
		s.how("%.0f %% of the file in %s", 100*p.Flaw.Amount, p.Slot)
		s.may("file-size-too-small")
		s.fire(filing.VerdictFix, "file-decode-failed")
	}},
	{"file-empty", []string{"file-decode-failed"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawEmpty}
		s.how("0 bytes in %s", p.Slot)
		s.fire(filing.VerdictFix, "file-decode-failed")
	}},
	{"file-extension", []string{"file-ext-mismatch"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.File = strings.TrimSuffix(p.File, ".jpg") + pick(s.r, []string{".png", ".gif", ".pdf", ".PNG", ".jpg.png", ".Gif", ".scan.pdf", ".1.png", ".PDF", "(1).gif", "-new.png"})
		s.how("a JPEG named %s", p.File)
		s.fire(filing.VerdictPass, "file-ext-mismatch")
	}},
	{"file-animated", []string{"file-format-allowed"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawAnimated, Amount: float64(intBetween(s.r, 2, 12))}
		p.File = string(p.Slot) + ".gif"
		s.how("a GIF of %.0f frames in %s", p.Flaw.Amount, p.Slot)
		s.fire(filing.VerdictPass, "file-format-allowed")
	}},
	{"file-too-large", []string{"file-size-too-large"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawPadded, Amount: between(s.r, 8.5, 15) * (1 << 20)}
		s.how("%.1f MB in %s", p.Flaw.Amount/(1<<20), p.Slot)
		s.fire(filing.VerdictFix, "file-size-too-large")
	}},
	{"file-rather-large", []string{"file-size-too-large"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawPadded, Amount: between(s.r, 4.1, 7.8) * (1 << 20)}
		s.how("%.1f MB in %s", p.Flaw.Amount/(1<<20), p.Slot)
		s.fire(filing.VerdictPass, "file-size-too-large")
	}},
	{"file-tiny", []string{"file-size-too-small"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: FlawSqueezed, Amount: between(s.r, 40_000, 195_000)}
		s.how("%.0f KB in %s", p.Flaw.Amount/1000, p.Slot)
		s.fire(filing.VerdictPass, "file-size-too-small")
	}},
	{"pdf-encrypted", []string{"file-pdf-encrypted"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw, p.File = Flaw{Kind: FlawEncrypted}, string(p.Slot)+".pdf"
		s.how("%s", p.Slot)
		s.may("file-size-too-small")
		s.fire(filing.VerdictFix, "file-pdf-encrypted")
	}},
	{"pdf-long", []string{"file-pdf-encrypted"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw, p.File = Flaw{Kind: FlawPages, Amount: float64(intBetween(s.r, 21, 300))}, string(p.Slot)+".pdf"
		s.how("%.0f pages in %s", p.Flaw.Amount, p.Slot)
		s.may("file-size-too-small")
		s.fire(filing.VerdictFix, "file-pdf-encrypted")
	}},
}

// picturePlants are pictures that cannot be read, or should be taken again.
var picturePlants = []Plant{
	flawed("picture-few-pixels", "img-pixels-low", filing.VerdictFix, FlawFew, 180, 320),
	flawed("picture-rather-small", "img-pixels-low", filing.VerdictPass, FlawFew, 700, 790),
	flawed("picture-blurred", "img-blur", filing.VerdictFix, FlawBlur, 7, 13),
	flawed("picture-glare", "img-glare", filing.VerdictReview, FlawGlare, .05, .15),
	flawed("picture-dark", "img-exposure", filing.VerdictReview, FlawDark, .08, .2),
	flawed("picture-bright", "img-exposure", filing.VerdictReview, FlawBright, 4, 6),
	flawed("picture-grey", "img-black-white", filing.VerdictFix, FlawGrey, 0, 0),
	flawed("picture-cut", "img-border-incomplete", filing.VerdictFix, FlawCut, .06, .15),
	flawed("picture-skew", "img-skew-rotation", filing.VerdictPass, FlawSkew, 8, 20),
	{"picture-of-two", []string{"img-multi-document"}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		for p.Person == nil {
			p = s.someRead()
		}
		p.Flaw = Flaw{Kind: FlawTwice, Amount: 2}
		s.how("two cards in %s", p.Slot)
		s.may("img-area-ratio")
		s.fire(filing.VerdictReview, "img-multi-document")
	}},
	flawed("picture-far", "img-area-ratio", filing.VerdictPass, FlawSmall, .35, .6),
}

func flawed(id, check string, v filing.Verdict, kind FlawKind, from, to float64) Plant {
	return Plant{id, []string{check}, applicant{}, func(s *spoiler) {
		p := s.someRead()
		p.Flaw = Flaw{Kind: kind, Amount: between(s.r, from, to)}
		s.how("%s", fmt.Sprintf("%s %.3g in %s", kind, p.Flaw.Amount, p.Slot))
		s.may(besides[kind]...)
		s.fire(v, check)
	}}
}

// besides are the checks that a flaw of the picture may set off besides its own.
var besides = map[FlawKind][]string{
	FlawFew: {"img-blur", "file-size-too-small", "img-dpi-low"}, FlawBlur: {"file-size-too-small"}, FlawGlare: {"file-size-too-small"},
	FlawDark: {"img-black-white", "file-size-too-small"}, FlawBright: {"img-glare", "img-black-white", "file-size-too-small", "img-blur"}, FlawGrey: {"file-size-too-small"},
	FlawCut: {"lic-fields-missing", "img-area-ratio", "file-size-too-small"}, FlawSkew: {"img-area-ratio"}, FlawSmall: {"img-pixels-low", "img-skew-rotation", "img-dpi-low"},
}

// someRead is one of the uploads that are read.
func (s *spoiler) someRead() *Paper {
	for {
		if p := &s.Papers[s.r.IntN(len(s.Papers))]; p.Fields() != nil {
			return p
		}
	}
}

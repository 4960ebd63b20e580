package pipeline

import (
	"slices"
	"strings"

	"prereview/filing"
)

// touching are the codes of the signals that lie over a field: by their bounds, for both are nearly upright on the page.
func touching(signals []filing.Signal, field filing.Box) (codes []string) {
	x0, y0, x1, y1 := bounds(field)
	for _, s := range signals {
		if s.Box == nil || s.Code == filing.SignalSeveralPages || s.Code == filing.SignalCutBorder || slices.Contains(codes, s.Code) {
			continue
		}
		if a0, b0, a1, b1 := bounds(*s.Box); a0 < x1 && x0 < a1 && b0 < y1 && y0 < b1 {
			codes = append(codes, s.Code)
		}
	}
	return codes
}

func bounds(b filing.Box) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = b[0][0], b[0][1], b[0][0], b[0][1]
	for _, c := range b[1:] {
		x0, y0, x1, y1 = min(x0, c[0]), min(y0, c[1]), max(x1, c[0]), max(y1, c[1])
	}
	return x0, y0, x1, y1
}

// fileSignals are those that the bytes gave, whichever page of the picture is read.
func fileSignals(all []filing.Signal) (out []filing.Signal) {
	for _, s := range all {
		if strings.HasPrefix(s.Code, "file_") {
			out = append(out, s)
		}
	}
	return out
}

package pipeline

import (
	"slices"
	"strings"

	"prereview/filing"
)

// touching are the codes of the signals that lie over a field.
func touching(signals []filing.Signal, field filing.Box) (codes []string) {
	for _, s := range signals {
		if s.Box == nil || s.Code == filing.SignalSeveralPages || s.Code == filing.SignalCutBorder || slices.Contains(codes, s.Code) {
			continue
		}
		if s.Box.Meets(field) {
			codes = append(codes, s.Code)
		}
	}
	return codes
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

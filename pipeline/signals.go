package pipeline

import (
	"slices"
	"strings"

	"prereview/filing"
	"prereview/pipeline/check"
)

// coveredAccept is the confidence from which a value is taken as read although something lies over its print: a stroke of a
// watermark makes another figure of one, as sharp as any, and recognition does not know that it is there. Of drawn values,
// hardly any that are right lie between check.Accept and this, and more that are wrong than above it.
const coveredAccept = 0.99

// covering are the codes of signals of what hides print, or adds to it.
var covering = []string{filing.SignalOcclusion, filing.SignalGlare, filing.SignalWatermark}

// underCover is the confidence of a value that signals of these codes lie over.
func underCover(confidence float64, codes []string) float64 {
	if confidence < coveredAccept && slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(covering, c) }) {
		return min(confidence, check.Accept-0.01)
	}
	return confidence
}

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

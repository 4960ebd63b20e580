package check

import (
	"math"
	"slices"

	"prereview/filing"
)

// What a phone writes into a file as its resolution says nothing, so it is measured: pixels along the page's long side over
// the paper's, 85.6 mm of a card and 297 mm of a 副本 (a 正本 is larger, so its figure comes out too high). Below
// limits.json's dpi_advice a word is said; below dpi a reviewer looks, where what counts on it could not be read for certain.
// A page that was not found, or is cut, has no length to measure by.
var imgDPILow = Rule{
	ID: "img-dpi-low", Severity: filing.Review, Quick: true,
	Title:   Text{"图片分辨率", "resolution"},
	Message: Text{"分辨率不足（约 {dpi}dpi），请按不低于 {n}dpi 重新扫描，或靠近拍摄。", "The resolution is low (about {dpi} dpi). Scan it again at {n} dpi or more, or take the picture from nearer."},
	Source:  "S0 S3 S4", Needs: []string{"page outline", "pixels", "limits.json"},
	run: func(k *checker) {
		lim := k.limits("dpi")
		for _, d := range k.attachments() {
			mm := paperLength(d.Kind)
			_, none := d.Signal(filing.SignalNoPage)
			_, cut := d.Signal(filing.SignalCutBorder)
			if mm == 0 || d.Page == nil || none || cut {
				if d.NotRun != "" && recognised(d) && d.Page == nil {
					k.notRunSlot(d, d.NotRun)
				}
				continue
			}
			dpi := int(math.Round(longSide(*d.Page) / mm * 25.4))
			a := args{"dpi": num(dpi), "n": num(lim.DPIIdeal)}
			switch {
			case dpi >= lim.DPIIdeal:
				k.passSlot(d.Slot)
			case dpi < lim.DPI && len(d.Fields) > 0 && k.doubtful(d):
				k.failSlot(d.Slot, "", nil, a)
			default:
				k.failSlot(d.Slot, filing.Advice, nil, a)
			}
		}
	},
}

// paperLength is the long side in millimetres of the kinds of which it is known; 0 of others.
func paperLength(kind filing.DocumentKind) float64 {
	switch kind {
	case filing.IDCardFront, filing.IDCardBack:
		return 85.6
	case filing.BusinessLicence:
		return 297
	}
	return 0
}

// longSide is the mean of the two longer sides that face each other, in pixels.
func longSide(b filing.Box) float64 {
	side := func(i int) float64 { p, q := b[i], b[(i+1)%4]; return math.Hypot(q[0]-p[0], q[1]-p[1]) }
	return max(side(0)+side(2), side(1)+side(3)) / 2
}

// doubtful says that one of the values by which a document is judged was not read for certain.
func (k *checker) doubtful(d *filing.Document) bool {
	var vs []value
	if d.Slot == filing.SlotBusinessLicence {
		vs = append(vs, k.licence("uscc"), k.licence("name"), k.licence("legal_representative"))
	}
	for _, r := range k.persons() {
		switch d.Slot {
		case r.front:
			vs = append(vs, k.cardNumber(r), k.cardName(r))
		case r.back:
			vs = append(vs, k.cardUntil(r))
		}
	}
	return slices.ContainsFunc(vs, func(v value) bool { return !v.missing && v.notRun == "" && (v.text == "" || !v.sure()) })
}

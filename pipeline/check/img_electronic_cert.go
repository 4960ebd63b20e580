package check

import (
	"math"
	"slices"

	"prereview/filing"
)

// Electronic certificates come as pictures of a telephone's screen: as wide as such a screen has pixels, and twice as high
// or more. That hints at one and proves nothing, so it is unsure, graver where the province refuses them (上海). A page that
// lies at a slant in its picture was taken by a camera and is no such picture; of a page that lies straight nothing is
// said, since a scan looks the same. What was photographed from a screen is img-rescreen's.
var imgElectronicCert = Rule{
	ID: "img-electronic-cert", Severity: filing.Review, Quick: true,
	Title:   Text{"非电子证照截图", "no picture of an electronic certificate"},
	Message: Text{"疑似电子证照截图，请上传纸质原件的彩色照片或扫描件。", "This looks like a screenshot of an electronic certificate. Upload a colour photo or scan of the paper original."},
	Source:  "T H Q O(-9110, Electronic); T-省/上海", Needs: []string{"pixels", "page outline", "province", "provinces.json", "limits.json"},
	run: func(k *checker) {
		lim := k.limits("screen_widths")
		prov, _ := k.province("electronic_refused")
		for _, d := range k.attachments() {
			if !recognised(d) || d.Kind == filing.Unreadable {
				continue
			}
			screen := slices.Contains(lim.ScreenWidths, d.Width) && float64(d.Height) >= leastScreenRatio*float64(d.Width)
			switch {
			case screen:
				sev := filing.Review
				if prov.ElectronicRefused {
					sev = prov.severity("electronic_refused", filing.Block)
				}
				l := slotLabel(d.Slot)
				k.add(verdict{status: filing.Unsure, reason: reasonScreenshot, severity: sev, slot: d.Slot,
					message: Text{l.ZH + "：" + k.rule.Message.ZH, l.EN + ": " + k.rule.Message.EN}})
			case d.Page != nil && slant(*d.Page) > leastSlant:
				k.passSlot(d.Slot)
			case d.NotRun != "" && d.Page == nil:
				k.notRunSlot(d, d.NotRun)
			}
		}
	},
}

const (
	leastScreenRatio = 1.95 // height over width of telephones' screens since about 2017
	leastSlant       = 0.4  // degrees: more than scanners and screenshots show
)

// slant is by how many degrees the side of a page that is furthest from level or upright differs from that.
func slant(b filing.Box) (worst float64) {
	for i := range b {
		p, q := b[i], b[(i+1)%4]
		a := math.Mod(math.Abs(math.Atan2(q[1]-p[1], q[0]-p[0]))*180/math.Pi, 90)
		worst = max(worst, min(a, 90-a))
	}
	return worst
}

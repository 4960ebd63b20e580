package check

import (
	"slices"

	"prereview/filing"
)

// page gives a document's outline: a page so wide and high, turned by so many pixels along its upper edge.
func page(s filing.Slot, w, h, lean float64) func(*Case) {
	return func(c *Case) {
		doc(c, s).Page = &filing.Box{{50, 50}, {50 + w, 50 + lean}, {50 + w, 50 + h + lean}, {50, 50 + h}}
	}
}

func pixels(s filing.Slot, w, h int) func(*Case) {
	return func(c *Case) { d := doc(c, s); d.Width, d.Height = w, h }
}

// watermark lays a watermark over a document that a reader gave the text of.
func watermark(text string, conf float64) func(*Case) {
	return func(c *Case) {
		signal(c, front, filing.SignalWatermark, filing.Review)
		if text != "" {
			doc(c, front).Fields["watermark"] = filing.Field{Value: text, Raw: text, Confidence: conf}
		}
	}
}

// named gives the files of a case's documents names.
func named(names map[filing.Slot]string) func(*Case) {
	return func(c *Case) {
		c.Documents = slices.DeleteFunc(c.Documents, func(d filing.Document) bool { return names[d.Slot] == "" })
		for s, n := range names {
			doc(c, s).Name = n
		}
	}
}

// asked is a filing with a provider that wants something its limits say no to by default.
func asked(change func(*limits)) func() *pack {
	return func() *pack {
		p := *Ours().on(today)
		change(&p.limits)
		return &p
	}
}

var wantsNames = asked(func(l *limits) { l.FileNames = true })

var pictureTables = map[string][]want{
	"file-name-convention": {
		{name: "as wanted", policy: wantsNames, change: named(map[filing.Slot]string{
			lic: "杭州云栖样例(集团)有限公司 营业执照.jpg", front: "杭州云栖样例（集团）有限公司-身份证正面.jpg"}), status: pass},
		{name: "without the subject", policy: wantsNames, change: named(map[filing.Slot]string{lic: "营业执照.jpg"}), status: fail, sev: filing.Advice},
		{name: "without the material", policy: wantsNames, change: named(map[filing.Slot]string{lic: "杭州云栖样例（集团）有限公司.jpg"}), status: fail},
		{name: "individual", from: individual, policy: wantsNames, change: named(map[filing.Slot]string{front: "张三丰身份证.png"}), status: pass},
		{name: "not wanted"},
		{name: "no files", policy: wantsNames, change: noDocs},
	},
	"img-dpi-low": {
		{name: "card at 350 dpi", change: page(front, 1180, 744, 9), status: pass},
		{name: "card at 250 dpi", change: page(front, 843, 531, 0), status: fail, sev: filing.Advice},
		{name: "card at 150 dpi that is read", change: page(front, 506, 319, 0), status: fail, sev: filing.Advice},
		{name: "card at 150 dpi that is not", change: also(page(front, 506, 319, 0), drop(front, "name")), status: fail, sev: filing.Review},
		{name: "card at 150 dpi, read as declared", change: also(page(front, 506, 319, 0), conf(front, "name", 0.5)), status: fail, sev: filing.Advice},
		{name: "card's back at 150 dpi", change: also(page(back, 506, 319, 0), conf(back, "valid_until", 0.5), person1(func(p *filing.Person) { p.ValidUntil = "" })), status: fail, sev: filing.Review},
		{name: "card upright in the picture", change: page(front, 744, 1180, 0), status: pass},
		{name: "licence at 320 dpi", change: page(lic, 3742, 2646, 0), status: pass},
		{name: "licence at 150 dpi that is not read", change: also(page(lic, 1754, 1240, 0), drop(lic, "uscc")), status: fail, sev: filing.Review},
		{name: "reader crashed", change: crash(front), status: notRun, reason: "reader_crashed"},
		{name: "no outline known"},
		{name: "outline not found", change: also(page(front, 506, 319, 0), sig(front, filing.SignalNoPage, filing.Advice))},
		{name: "outline cut", change: also(page(front, 506, 319, 0), sig(front, filing.SignalCutBorder, filing.Block))},
	},
	"img-electronic-cert": {
		{name: "a telephone's screen", change: pixels(lic, 1170, 2532), status: unsure, sev: filing.Review, reason: reasonScreenshot},
		{name: "a telephone's screen in 上海", change: also(prov("上海"), pixels(lic, 1080, 2400)), status: unsure, sev: filing.Block},
		{name: "at a slant", change: page(lic, 1800, 1200, 30), status: pass},
		{name: "a camera's long picture", change: pixels(lic, 1800, 4000)},
		{name: "a screen's width, a photo's height", change: pixels(lic, 1080, 1440)},
		{name: "reader crashed", change: crash(front), status: notRun, reason: "reader_crashed"},
		{name: "lies straight", change: page(lic, 1800, 1200, 0)},
		{name: "not decoded", change: undecoded},
		{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }},
	},
	"img-watermark-wording": {
		{name: "as wanted", change: watermark("仅供备案使用", 0.95), status: pass},
		{name: "for something else", change: watermark("仅供租房使用", 0.95), status: fail, sev: filing.Advice},
		{name: "hardly read", change: watermark("仅供租房使用", 0.4), status: unsure, reason: reasonLowConfidence},
		{name: "not read", change: watermark("", 0), status: notRun, sev: filing.Advice, reason: reasonNoReader},
		{name: "none"},
	},
}

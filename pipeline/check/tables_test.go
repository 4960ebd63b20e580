package check

import (
	"maps"
	"testing"

	"prereview/filing"
)

const (
	pass   = filing.Pass
	fail   = filing.Fail
	unsure = filing.Unsure
	notRun = filing.NotRun
	front  = filing.SlotIDCardFront
	back   = filing.SlotIDCardBack
	lic    = filing.SlotBusinessLicence
)

// cannot lists the statuses a rule cannot have; every other one must be among its table's cases.
var cannot = map[string][]filing.CheckStatus{}

func init() {
	never := func(st []filing.CheckStatus, ids ...string) {
		for _, id := range ids {
			cannot[id] = append(cannot[id], st...)
		}
	}
	bytesOnly := []filing.CheckStatus{unsure, notRun}
	never(bytesOnly, "file-format-allowed", "file-ext-mismatch", "file-decode-failed", "file-size-too-large",
		"file-size-too-small", "file-pdf-encrypted", "file-duplicate-slot", "material-missing", "material-id-side-missing",
		"x-person-same-all", "x-person-diff-all", "dom-format", "contact-mobile-format", "contact-email-format")
	maps.Copy(cannot, cannotAcross)
	never([]filing.CheckStatus{unsure}, "img-pixels-low", "img-blur", "img-glare", "img-exposure", "img-black-white",
		"img-multi-document", "img-skew-rotation", "img-area-ratio", "img-photocopy", "img-rescreen", "img-occluded", "img-watermark-covers")
	never(bytesOnly, "file-name-convention", "id-permit-number", "id-permit-type-allowed",
		"lic-regno15-checksum", "lic-old-layout", "lic-docset-kind")
	never([]filing.CheckStatus{notRun}, "material-province-missing", "material-domain-cert-missing", "material-guardian-missing")
	never(bytesOnly, "material-unneeded")
	never([]filing.CheckStatus{unsure}, "img-dpi-low")
	never([]filing.CheckStatus{fail}, "img-electronic-cert", "lic-emblem-title") // a file's shape, or a kind not recognised, proves nothing
	// The two readings it compares make it wait rather than be not_run: x-org-name-licence says that.
	never([]filing.CheckStatus{notRun}, "x-org-name-bracket")
}

func TestTables(t *testing.T) {
	all := map[string][]want{}
	for _, m := range []map[string][]want{fileTables, imageTables, materialTables, cardTables, licenceTables, crossTables, pictureTables, permitTables, certificateTables, providedTables, paperTables, domainTables, siteTables, contactTables} {
		for id, ws := range m {
			all[id] = append(all[id], ws...)
		}
	}
	for i := range rules {
		r := &rules[i]
		seen := map[filing.CheckStatus]bool{}
		for _, w := range all[r.ID] {
			t.Run(r.ID+"/"+w.name, func(t *testing.T) { w.run(t, r) })
			seen[w.status] = true
		}
		for _, st := range cannot[r.ID] {
			if seen[st] {
				t.Errorf("%s can be %s after all", r.ID, st)
			}
			seen[st] = true
		}
		for _, st := range []filing.CheckStatus{pass, fail, unsure, notRun, ""} {
			if !seen[st] {
				t.Errorf("%s: no case for status %q", r.ID, st)
			}
		}
		delete(all, r.ID)
	}
	for id := range all {
		t.Errorf("a table for %s, which is no rule", id)
	}
}

// only keeps the documents of some slots.
func only(ss ...filing.Slot) func(*Case) {
	return func(c *Case) {
		var keep []filing.Document
		for _, s := range ss {
			keep = append(keep, *doc(c, s))
		}
		c.Documents = keep
	}
}

func crash(s filing.Slot) func(*Case) { return func(c *Case) { crashed(c, s) } }

func put(s filing.Slot, name, v string) func(*Case) { return func(c *Case) { set(c, s, name, v) } }

func dim(s filing.Slot, names ...string) func(*Case) { return func(c *Case) { weak(c, s, names...) } }

func conf(s filing.Slot, name string, c float64) func(*Case) {
	return func(k *Case) {
		f := doc(k, s).Fields[name]
		f.Confidence = c
		doc(k, s).Fields[name] = f
	}
}

func drop(s filing.Slot, names ...string) func(*Case) { return func(c *Case) { unset(c, s, names...) } }

func sig(s filing.Slot, code string, sev filing.Severity) func(*Case) {
	return func(c *Case) { signal(c, s, code, sev) }
}

func noDocs(c *Case) { c.Documents = nil }

func undecoded(c *Case) {
	for i := range c.Documents {
		c.Documents[i].Kind = filing.Unreadable
	}
}

func also(fs ...func(*Case)) func(*Case) {
	return func(c *Case) {
		for _, f := range fs {
			f(c)
		}
	}
}

// mend marks a field as changed by reading from raw to its value.
func mend(s filing.Slot, name, raw string) func(*Case) {
	return func(c *Case) {
		f := doc(c, s).Fields[name]
		f.Raw, f.Repair = raw, "check digit"
		doc(c, s).Fields[name] = f
	}
}

func person1(change func(*filing.Person)) func(*Case) {
	return func(c *Case) {
		same := c.Form.Declared.SitePrincipal == c.Form.Declared.Principal
		change(&c.Form.Declared.Principal)
		if same {
			c.Form.Declared.SitePrincipal = c.Form.Declared.Principal
		}
	}
}

func number(n string) func(*Case) {
	return person1(func(p *filing.Person) { p.CertificateNumber = filing.IDNumber(n) })
}

func noDay(c *Case) { c.SubmittedAt = filing.Date{} }

func prov(p string) func(*Case) { return func(c *Case) { c.Form.Province = p } }

func kind(k filing.Kind) func(*Case) { return func(c *Case) { c.Form.Kind = k } }

func docKind(s filing.Slot, k filing.DocumentKind, conf float64) func(*Case) {
	return func(c *Case) { d := doc(c, s); d.Kind, d.KindConfidence = k, conf }
}

var fileTables = map[string][]want{
	"file-format-allowed": {
		{name: "clean", status: pass},
		{name: "heic", change: sig(front, filing.SignalFormat, filing.Block), status: fail, sev: filing.Block},
		{name: "type", change: func(c *Case) { doc(c, lic).MediaType = "image/tiff" }, status: fail},
		{name: "animated", change: sig(front, filing.SignalAnimated, filing.Advice), status: fail, sev: filing.Advice},
		{name: "no files", change: noDocs},
		{name: "empty is another's", change: also(only(front), sig(front, filing.SignalEmptyFile, filing.Block))},
	},
	"file-ext-mismatch": {
		{name: "clean", status: pass},
		{name: "png named jpg", change: func(c *Case) { doc(c, front).MediaType = "image/png" }, status: fail, sev: filing.Advice},
		{name: "told", change: sig(front, filing.SignalExtension, filing.Advice), status: fail},
		{name: "upper case", change: func(c *Case) { doc(c, front).Name = "A.JPEG" }, status: pass},
		{name: "no name", change: also(only(front), func(c *Case) { doc(c, front).Name = "" })},
	},
	"file-decode-failed": {
		{name: "clean", status: pass},
		{name: "damaged", change: also(sig(front, filing.SignalDecode, filing.Block), docKind(front, filing.Unreadable, 0)), status: fail, sev: filing.Block},
		{name: "empty", change: sig(front, filing.SignalEmptyFile, filing.Block), status: fail},
		{name: "unreadable without a word", change: docKind(front, filing.Unreadable, 0), status: fail},
		{name: "another rule says why", change: also(only(front), docKind(front, filing.Unreadable, 0), sig(front, filing.SignalFormat, filing.Block))},
	},
	"file-size-too-large": {
		{name: "clean", status: pass},
		{name: "9 MB", change: func(c *Case) { doc(c, front).Size = 9 << 20 }, status: fail, sev: filing.Block},
		{name: "5 MB", change: func(c *Case) { doc(c, front).Size = 5 << 20 }, status: fail, sev: filing.Advice},
		{name: "4 MB", change: func(c *Case) { doc(c, front).Size = 4 << 20 }, status: pass},
		{name: "pixels", change: sig(front, filing.SignalPixelBound, filing.Block), status: fail, sev: filing.Block},
		{name: "size not known", change: also(only(front), func(c *Case) { doc(c, front).Size = 0 })},
	},
	"file-size-too-small": {
		{name: "clean", status: pass},
		{name: "100 KB", change: func(c *Case) { doc(c, front).Size = 100 << 10 }, status: fail, sev: filing.Advice},
		{name: "size not known", change: also(only(front), func(c *Case) { doc(c, front).Size = 0 })},
	},
	"file-pdf-encrypted": {
		{name: "pdf", change: func(c *Case) { doc(c, lic).MediaType = "application/pdf" }, status: pass},
		{name: "locked", change: sig(lic, filing.SignalPDFEncrypted, filing.Block), status: fail, sev: filing.Block},
		{name: "200 pages", change: sig(lic, filing.SignalPDFPages, filing.Block), status: fail},
		{name: "no pdf"},
	},
	"file-duplicate-slot": {
		{name: "clean", status: pass},
		{name: "both sides", change: func(c *Case) { doc(c, back).SHA256 = doc(c, front).SHA256 }, status: fail, sev: filing.Block},
		{name: "one card for two persons", from: two, change: func(c *Case) {
			doc(c, filing.SlotSitePrincipalIDCardFront).SHA256 = doc(c, front).SHA256
		}, status: fail},
		{name: "one card for one person twice", from: two, change: func(c *Case) {
			c.Form.Declared.SitePrincipal = c.Form.Declared.Principal
			doc(c, filing.SlotSitePrincipalIDCardFront).SHA256 = doc(c, front).SHA256
		}, status: pass},
		{name: "one file", change: only(front)},
	},
}

// pictured is the table of a rule that only repeats a signal.
func pictured(code string, sev filing.Severity) []want {
	return []want{
		{name: "clean", status: pass},
		{name: "signal", change: sig(front, code, sev), status: fail, sev: sev},
		{name: "signal without severity", change: sig(front, code, ""), status: fail, sev: sev},
		{name: "milder signal", change: sig(front, code, filing.Advice), status: fail, sev: filing.Advice},
		{name: "graver signal", change: sig(front, code, filing.Block), status: fail, sev: sev},
		{name: "reader crashed", change: crash(front), status: notRun, reason: "reader_crashed"},
		{name: "reader crashed on a picture that was looked at", change: also(crash(front), func(c *Case) { doc(c, front).Page = &filing.Box{} }), status: pass},
		{name: "crashed, yet the signal is there", change: also(crash(front), sig(front, code, sev)), status: fail},
		{name: "not decoded", change: undecoded},
	}
}

// over lays a signal over a field.
func over(s filing.Slot, field, code string, sev filing.Severity) func(*Case) {
	return func(c *Case) {
		d := doc(c, s)
		d.Signals = append(d.Signals, filing.Signal{Code: code, Severity: sev, Box: d.Fields[field].Box})
	}
}

// aside lays a signal where no field is.
func aside(s filing.Slot, code string) func(*Case) {
	return func(c *Case) {
		doc(c, s).Signals = []filing.Signal{{Code: code, Severity: filing.Block, Box: &filing.Box{{900, 900}, {950, 900}, {950, 950}, {900, 950}}}}
	}
}

// torn makes the first character of a field any of others, about as likely as each other.
func torn(s filing.Slot, field string, others ...string) func(*Case) {
	return func(c *Case) {
		f := doc(c, s).Fields[field]
		d := filing.Doubt{P: 1 / float64(len(others)+1)}
		for _, o := range others {
			d.Others = append(d.Others, filing.Likeness{Text: o, P: d.P})
		}
		f.Doubts = append(f.Doubts, d)
		doc(c, s).Fields[field] = f
	}
}

// doubt makes a field's reading uncertain.
func doubt(s filing.Slot, field string) func(*Case) {
	return func(c *Case) {
		f := doc(c, s).Fields[field]
		f.Confidence = .6
		doc(c, s).Fields[field] = f
	}
}

var imageTables = map[string][]want{
	"img-pixels-low": append(pictured(filing.SignalPixelsLow, filing.Block),
		want{name: "small", change: func(c *Case) { d := doc(c, front); d.Width, d.Height = 640, 400 }, status: fail, sev: filing.Advice},
		want{name: "small licence", change: func(c *Case) { d := doc(c, lic); d.Width, d.Height = 990, 700 }, status: fail, sev: filing.Advice}),
	"img-blur":           pictured(filing.SignalBlur, filing.Block),
	"img-exposure":       append(pictured(filing.SignalDark, filing.Review), pictured(filing.SignalBright, filing.Review)...),
	"img-black-white":    append(pictured(filing.SignalColourless, filing.Block), want{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }}),
	"img-skew-rotation":  append(pictured(filing.SignalSkew, filing.Advice), pictured(filing.SignalMirrored, filing.Advice)...),
	"img-area-ratio":     pictured(filing.SignalSmallInFrame, filing.Advice),
	"img-multi-document": pictured(filing.SignalSeveralPages, filing.Review),
	"img-border-incomplete": append(pictured(filing.SignalCutBorder, filing.Block),
		want{name: "no outline", change: sig(front, filing.SignalNoPage, filing.Advice), status: unsure, sev: filing.Advice}),
	"img-glare": {
		{name: "clean", status: pass},
		{name: "field flagged", change: func(c *Case) {
			signal(c, front, filing.SignalGlare, filing.Block)
			f := doc(c, front).Fields["name"]
			f.Signals = []string{filing.SignalGlare}
			doc(c, front).Fields["name"] = f
		}, status: fail, sev: filing.Block},
		{name: "over a field", change: func(c *Case) {
			doc(c, front).Signals = []filing.Signal{{Code: filing.SignalGlare, Severity: filing.Block, Box: doc(c, front).Fields["sex"].Box}}
		}, status: fail, sev: filing.Block},
		{name: "beside the fields", change: func(c *Case) {
			doc(c, front).Signals = []filing.Signal{{Code: filing.SignalGlare, Severity: filing.Block, Box: &filing.Box{{900, 900}, {950, 900}, {950, 950}, {900, 950}}}}
		}, status: fail, sev: filing.Advice},
		{name: "somewhere", change: sig(front, filing.SignalGlare, filing.Review), status: fail, sev: filing.Review},
		{name: "reader crashed", change: crash(front), status: notRun},
		{name: "not decoded", change: undecoded},
	},
	"img-photocopy": append(pictured(filing.SignalPhotocopy, filing.Review), want{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }}),
	"img-rescreen":  append(pictured(filing.SignalRescreen, filing.Review), want{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }}),
	"img-occluded": {
		{name: "clean", status: pass},
		{name: "over a value that is not sure", change: also(over(front, "sex", filing.SignalOcclusion, filing.Block), doubt(front, "sex")), status: fail, sev: filing.Block},
		{name: "over a value, for review", change: also(over(front, "sex", filing.SignalOcclusion, filing.Review), doubt(front, "sex")), status: fail, sev: filing.Review},
		{name: "beside a value that is read", change: over(front, "sex", filing.SignalOcclusion, filing.Block), status: fail, sev: filing.Advice},
		{name: "over nothing", change: aside(front, filing.SignalOcclusion), status: fail, sev: filing.Advice},
		{name: "a field was not read", change: also(aside(front, filing.SignalOcclusion), func(c *Case) { delete(doc(c, front).Fields, "address") }), status: fail, sev: filing.Block},
		{name: "over the portrait", change: func(c *Case) {
			d := doc(c, front)
			d.Page = &filing.Box{{1000, 1000}, {1856, 1000}, {1856, 1540}, {1000, 1540}}
			d.Signals = []filing.Signal{{Code: filing.SignalOcclusion, Severity: filing.Review, Box: &filing.Box{{1700, 1200}, {1856, 1200}, {1856, 1300}, {1700, 1300}}}}
		}, status: fail, sev: filing.Review},
		{name: "nothing read", change: also(sig(front, filing.SignalOcclusion, filing.Review), func(c *Case) { doc(c, front).Fields = nil }), status: fail, sev: filing.Review},
		{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }},
		{name: "reader crashed", change: crash(front), status: notRun},
		{name: "not decoded", change: undecoded},
	},
	"img-watermark-covers": {
		{name: "clean", status: pass},
		{name: "over a value that is not sure", change: also(over(front, "sex", filing.SignalWatermark, filing.Block), doubt(front, "sex")), status: fail, sev: filing.Block},
		{name: "over a value, for review", change: also(over(front, "sex", filing.SignalWatermark, filing.Review), doubt(front, "sex")), status: fail, sev: filing.Review},
		{name: "over a value that is read", change: over(front, "sex", filing.SignalWatermark, filing.Review), status: fail, sev: filing.Advice},
		{name: "over nothing", change: aside(front, filing.SignalWatermark), status: pass},
		{name: "nothing read yet", change: also(aside(front, filing.SignalWatermark), func(c *Case) { doc(c, front).Fields = nil }), status: fail, sev: filing.Advice},
		{name: "a form", change: func(c *Case) { c.Documents = []filing.Document{document("verification_form", nil)} }},
		{name: "reader crashed", change: crash(front), status: notRun},
		{name: "not decoded", change: undecoded},
	},
	"doc-type-mismatch": {
		{name: "clean", status: pass},
		{name: "card in the licence's slot", change: docKind(lic, filing.IDCardFront, 0.97), status: fail, sev: filing.Block},
		{name: "licence in the form's slot", change: func(c *Case) {
			c.Documents = append(c.Documents, document("verification_form", nil))
			docKind("verification_form", filing.BusinessLicence, 0.97)(c)
		}, status: fail},
		{name: "perhaps", change: docKind(lic, filing.IDCardFront, 0.6), status: unsure, reason: reasonLowConfidence},
		{name: "unknown", change: docKind(lic, filing.Unknown, 0), status: unsure, reason: "unknown_kind"},
		{name: "other side is another's", change: docKind(front, filing.IDCardBack, 0.99), status: pass},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "anything may be other", change: func(c *Case) {
			c.Documents = []filing.Document{document("other", nil)}
			docKind("other", filing.BusinessLicence, 0.99)(c)
		}},
	},
	"doc-side-mismatch": {
		{name: "clean", status: pass},
		{name: "back in front", change: docKind(front, filing.IDCardBack, 0.97), status: fail, sev: filing.Block},
		{name: "perhaps", change: docKind(front, filing.IDCardBack, 0.6), status: unsure},
		{name: "reader crashed", change: crash(front), status: notRun},
		{name: "licence", change: only(lic)},
	},
}

var materialTables = map[string][]want{
	"material-missing": {
		{name: "clean", status: pass},
		{name: "individual", from: individual, status: pass},
		{name: "no licence", change: func(c *Case) { remove(c, lic) }, status: fail, sev: filing.Block},
		{name: "no card", change: func(c *Case) { remove(c, front, back) }, status: fail},
		{name: "one side is another's", change: func(c *Case) { remove(c, back) }, status: pass},
		{name: "nothing", change: noDocs, status: fail},
		{name: "second person without a card", from: two, change: func(c *Case) {
			remove(c, filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack)
		}, status: fail},
		{name: "institution with its certificate", change: func(c *Case) {
			c.Form.Kind = filing.Institution
			remove(c, lic)
			c.Documents = append(c.Documents, document("permit", nil))
		}, status: pass},
		{name: "institution without", change: func(c *Case) { c.Form.Kind = filing.Institution; remove(c, lic) }, status: fail},
		{name: "unknown kind", change: kind("club")},
	},
	"material-id-side-missing": {
		{name: "clean", status: pass},
		{name: "no back", change: func(c *Case) { remove(c, back) }, status: fail, sev: filing.Block},
		{name: "no front", change: func(c *Case) { remove(c, front) }, status: fail},
		{name: "site principal's back", from: two, change: func(c *Case) { remove(c, filing.SlotSitePrincipalIDCardBack) }, status: fail},
		{name: "no card", change: func(c *Case) { remove(c, front, back) }},
	},
}

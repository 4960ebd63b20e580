package check

import (
	"time"

	"prereview/filing"
)

func certificate(typ string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.CertificateType = typ }
}

// soleTrader makes a filing one of a sole trader whose licence bears that name.
func soleTrader(name string) func(*Case) {
	return also(kind(filing.SoleTrader), bothCodes(trader), put(lic, "name", name), orgName(name))
}

func entity(status string) func(*Case) {
	return func(c *Case) {
		c.Answers.Entity = filing.Answer[filing.Entity]{Known: status != "", Value: filing.Entity{USCC: company, Status: status}, Source: "test", At: time.Unix(1, 0)}
	}
}

// upload adds documents of which nothing is read.
func upload(ss ...filing.Slot) func(*Case) {
	return func(c *Case) {
		for _, s := range ss {
			d := document(s, nil)
			d.Kind, d.KindConfidence = filing.Unknown, 0
			c.Documents = append(c.Documents, d)
		}
	}
}

// absent says that a field was looked for and not found.
func absent(name string) func(*Case) {
	return func(c *Case) { doc(c, lic).Fields[name] = filing.Field{Confidence: 0.95} }
}

var wantsSeal = asked(func(l *limits) { l.UnitSeal = true })

var certificateTables = map[string][]want{
	"lic-regno15-checksum": {
		{name: "right", change: orgCode("110108000000016"), status: pass},
		{name: "wrong", change: orgCode("110108000000017"), status: fail, sev: filing.Review},
		{name: "full width", change: orgCode("１１0108 000000016"), status: pass},
		{name: "a credit code"},
		{name: "individual", from: individual},
	},
	"lic-old-layout": {
		{name: "clean", status: pass},
		{name: "registration number", change: orgCode("110108000000016"), status: fail, sev: filing.Review},
		{name: "registration number in 上海", change: also(prov("上海"), orgCode("110108000000016")), status: fail, sev: filing.Block},
		{name: "organisation code", change: orgCode("71526726-X"), status: fail, sev: filing.Review},
		{name: "organisation code certificate", change: certificate("organisation_code"), status: fail},
		{name: "resident office", change: certificate("resident_office")},
		{name: "no number", change: orgCode("9133")},
		{name: "institution", change: also(kind(filing.Institution), orgCode("71526726-X"))},
		{name: "individual", from: individual},
	},
	"lic-authority-seal": {
		{name: "clean", status: pass},
		{name: "hardly read", change: dim(lic, "registration_authority"), status: pass},
		{name: "not read", change: drop(lic, "registration_authority"), status: unsure, sev: filing.Review, reason: reasonNotRead},
		{name: "not read, and the licence is cut", change: also(drop(lic, "registration_authority"), sig(lic, filing.SignalCutBorder, filing.Block)), status: fail, sev: filing.Review},
		{name: "reader crashed", change: crash(lic), status: notRun, reason: "reader_crashed"},
		{name: "individual", from: individual},
		{name: "no licence", change: noDocs},
	},
	"lic-unit-seal": {
		{name: "there", policy: wantsSeal, change: put(lic, "unit_seal", "杭州云栖样例(集团)有限公司"), status: pass},
		{name: "not there", policy: wantsSeal, change: absent("unit_seal"), status: fail, sev: filing.Review},
		{name: "there, not sure", policy: wantsSeal, change: also(put(lic, "unit_seal", "杭州"), conf(lic, "unit_seal", 0.4)), status: unsure, reason: reasonLowConfidence},
		{name: "not looked for", policy: wantsSeal, status: notRun, sev: filing.Advice, reason: reasonNoReader},
		{name: "reader crashed", policy: wantsSeal, change: crash(lic), status: notRun, sev: filing.Review, reason: "reader_crashed"},
		{name: "not wanted"},
		{name: "individual", policy: wantsSeal, from: individual},
	},
	"lic-copy-number": {
		{name: "the only copy", change: put(lic, "copy_number", "（1/1）"), status: pass},
		{name: "one of two", change: put(lic, "copy_number", "(2-1)"), status: fail, sev: filing.Review},
		{name: "none", change: absent("copy_number"), status: fail},
		{name: "not sure", change: also(put(lic, "copy_number", "1-1"), conf(lic, "copy_number", 0.4)), status: unsure},
		{name: "not looked for", change: drop(lic, "copy_number"), status: notRun, sev: filing.Advice, reason: reasonNoReader},
		{name: "licence number in 上海", change: also(prov("上海"), put(lic, "licence_number", "NO.123")), status: pass},
		{name: "licence number in 上海, not looked for", change: prov("上海"), status: notRun, reason: reasonNoReader},
		{name: "not asked for", change: prov("江苏")},
		{name: "individual", from: individual},
	},
	"lic-emblem-title": {
		{name: "clean", status: pass},
		{name: "unknown", change: docKind(lic, filing.Unknown, 0), status: unsure, reason: reasonLowConfidence},
		{name: "perhaps", change: docKind(lic, filing.BusinessLicence, 0.7), status: unsure},
		{name: "reader crashed", change: crash(lic), status: notRun, reason: "reader_crashed"},
		{name: "not decoded", change: undecoded, status: notRun, reason: reasonUnreadable},
		{name: "never fails", change: docKind(lic, filing.IDCardFront, 0.99)},
		{name: "individual", from: individual},
		{name: "no licence", change: noDocs},
	},
	"lic-individual-noname": {
		{name: "named", change: soleTrader("杭州市西湖区云栖文具店"), status: pass},
		{name: "stars", change: soleTrader("********"), status: fail, sev: filing.Review},
		{name: "the trader's own name", change: soleTrader("张三丰"), status: fail},
		{name: "the trader's own name with a word", change: soleTrader("张三丰（个体工商户）"), status: fail},
		{name: "declared so, and nothing read", change: also(soleTrader("张三丰"), drop(lic, "name")), status: fail},
		{name: "where sources disagree", change: also(prov("安徽"), soleTrader("无字号")), status: fail},
		{name: "not read", change: also(soleTrader("杭州市西湖区云栖文具店"), drop(lic, "name")), status: unsure, reason: reasonNotRead},
		{name: "not sure", change: also(soleTrader("张三丰"), orgName("云栖文具店"), dim(lic, "name")), status: unsure, reason: reasonLowConfidence},
		{name: "reader crashed", change: also(soleTrader("云栖文具店"), crash(lic)), status: notRun, reason: "reader_crashed"},
		{name: "a company"},
		{name: "individual", from: individual},
	},
	"lic-docset-kind": {
		{name: "clean", status: pass},
		{name: "institution with a licence's number", change: kind(filing.Institution), status: fail, sev: filing.Block},
		{name: "institution with its own", change: also(kind(filing.Institution), certificate("institution")), status: pass},
		{name: "foundation with a social organisation's", change: also(kind(filing.Foundation), certificate("social_organisation")), status: fail},
		{name: "type not declared", change: certificate(""), status: pass},
		{name: "type not declared, a licence for a law firm", change: also(kind(filing.LawFirm), certificate("")), status: fail, sev: filing.Review},
		{name: "older form's word, with a permit", change: also(kind(filing.LawFirm), certificate("permit"), upload("permit"))},
		{name: "individual", from: individual},
		{name: "unknown kind", change: kind("club")},
	},
	"lic-status-abnormal": {
		{name: "active", change: entity("active"), status: pass},
		{name: "revoked", change: entity("revoked"), status: fail, sev: filing.Block},
		{name: "out of business", change: entity("suspended"), status: fail, sev: filing.Block},
		{name: "abnormal", change: entity("abnormal"), status: fail, sev: filing.Review},
		{name: "not in the register", change: entity(""), status: fail, sev: filing.Review},
		{name: "a word that is none", change: entity("sleeping"), status: unsure, reason: reasonUnresolved},
		{name: "no register", status: notRun, reason: filing.ReasonNoRegister},
		{name: "register does not answer", change: func(c *Case) { c.Answers.Entity.NotRun = reasonRegisterDown }, status: notRun, reason: reasonRegisterDown},
		{name: "law firm", change: kind(filing.LawFirm)},
		{name: "individual", from: individual},
	},
	"lic-hainan-seal": {
		{name: "the province's", change: also(prov("海南"), put(lic, "registration_authority", "海南省市场监督管理局")), status: pass},
		{name: "with what is below", change: also(prov("海南"), put(lic, "registration_authority", "海南省市场监督管理局商事登记专用章")), status: pass},
		{name: "a city's", change: prov("海南"), status: fail, sev: filing.Review},
		{name: "a city's, hardly read", change: also(prov("海南"), dim(lic, "registration_authority")), status: unsure, reason: reasonLowConfidence},
		{name: "not read", change: also(prov("海南"), drop(lic, "registration_authority")), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: also(prov("海南"), crash(lic)), status: notRun, reason: "reader_crashed"},
		{name: "elsewhere"},
		{name: "individual", from: individual, change: prov("海南")},
	},
}

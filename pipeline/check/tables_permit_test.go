package check

import "prereview/filing"

// permit declares a certificate of both posts' person.
func permit(nationality, typ, n string) func(*Case) {
	return person1(func(p *filing.Person) {
		p.Nationality, p.CertificateType, p.CertificateNumber = nationality, typ, filing.IDNumber(n)
	})
}

func issuer(s string) func(*Case) { return put(back, "issuing_authority", s) }

func term(from, until string) func(*Case) {
	return also(put(back, "valid_from", from), put(back, "valid_until", until), person1(func(p *filing.Person) { p.ValidUntil = until }))
}

var hongKongResident = idNo("810000", "19900307", "123")

var permitTables = map[string][]want{
	"id-issuer-region": {
		{name: "clean", status: pass},
		{name: "clean, two persons", from: two, status: pass},
		{name: "another province", change: issuer("成都市公安局武侯分局"), status: fail, sev: filing.Advice},
		{name: "another city of the province", change: issuer("宁波市公安局海曙分局"), status: fail},
		{name: "a county's police, the city left out", change: also(issuer("余姚市公安局"), moved("浙江省宁波市余姚市文三路1号")), status: pass},
		{name: "a county that is a district now", change: also(issuer("绍兴县公安局"), moved("绍兴市柯桥区文三路1号")), status: pass},
		{name: "another province, hardly read", change: also(issuer("成都市公安局武侯分局"), dim(back, "issuing_authority")), status: unsure, reason: reasonLowConfidence},
		{name: "the same, hardly read", change: dim(back, "issuing_authority"), status: pass},
		{name: "not read", change: drop(back, "issuing_authority"), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: crash(back), status: notRun, reason: "reader_crashed"},
		{name: "a county called 公安", change: also(issuer("湖北省公安局神农架林分局"), moved("湖北省神农架林区文三路1号")), status: pass},
		{name: "no place known", change: issuer("第八师公安局")},
		{name: "no card", change: noDocs},
	},
	"id-temporary": {
		{name: "clean", status: pass},
		{name: "long-term", change: term("2020-05-20", "long-term"), status: pass},
		{name: "long-term, guessed", change: also(term("2020-05-20", "long-term"), conf(back, "valid_until", 0.05), person1(func(p *filing.Person) { p.ValidUntil = "" })), status: unsure, reason: reasonLowConfidence},
		{name: "three months", change: term("2026-10-01", "2027-01-01"), status: fail, sev: filing.Review},
		{name: "three months in 内蒙古", change: also(prov("内蒙古"), term("2026-10-01", "2027-01-01")), status: fail, sev: filing.Block},
		{name: "three months, read weakly", change: also(term("2026-10-01", "2027-01-01"), dim(back, "valid_from")), status: unsure, reason: reasonLowConfidence},
		{name: "a real card that ends soon", change: term("2017-01-01", "2027-01-01"), status: pass},
		{name: "an end far off, the start not read", change: drop(back, "valid_from"), status: pass},
		{name: "an end near, the start not read", change: also(term("x", "2027-01-01"), drop(back, "valid_from")), status: unsure, reason: reasonNotRead},
		{name: "no dates", change: also(term("?", "2027-01-01")), status: unsure, reason: reasonUnresolved},
		{name: "not read", change: drop(back, "valid_until"), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: crash(back), status: notRun, reason: "reader_crashed"},
		{name: "no card", change: noDocs},
	},
	"id-age-max": {
		{name: "man of 36 in 天津", change: prov("天津"), status: pass},
		{name: "man of 60 in 天津", change: also(noDocs, prov("天津"), number(idNo("120101", "19660301", "123"))), status: pass},
		{name: "man of 61 in 天津", change: also(noDocs, prov("天津"), number(idNo("120101", "19650301", "123"))), status: fail, sev: filing.Review},
		{name: "woman of 56 in 天津", change: also(noDocs, prov("天津"), number(idNo("120101", "19700301", "246"))), status: fail},
		{name: "woman of 56 in 黑龙江", change: also(noDocs, prov("黑龙江"), number(idNo("230102", "19700301", "246"))), status: pass},
		{name: "the principal's age does not matter", from: two, change: also(noDocs, prov("天津"), number(idNo("120101", "19500301", "123"))), status: pass},
		{name: "number contradicts itself", change: also(noDocs, prov("天津"), number(wrongSum)), status: unsure, reason: reasonUnresolved},
		{name: "number not read", change: also(prov("天津"), number(""), drop(front, "id_number")), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: also(prov("天津"), number(""), crash(front)), status: notRun, reason: "reader_crashed"},
		{name: "no day of submission", change: also(prov("天津"), noDay), status: notRun, reason: reasonNoDate},
		{name: "no maximum"},
		{name: "nobody", change: also(prov("天津"), nobody)},
	},
	"id-permit-number": {
		{name: "home-return permit", change: permit("hong_kong", "hong_kong_macao_permit", "H1234567801"), status: pass},
		{name: "home-return permit of another form", change: permit("hong_kong", "hong_kong_macao_permit", "12345678"), status: fail, sev: filing.Review},
		{name: "Taiwan permit", change: permit("taiwan", "taiwan_permit", "12345678"), status: pass},
		{name: "old Taiwan permit", change: permit("taiwan", "taiwan_permit", "0123456701(B)"), status: pass},
		{name: "Taiwan permit with nine digits", change: permit("taiwan", "taiwan_permit", "123456789"), status: fail},
		{name: "residence card", change: permit("hong_kong", "residence_card", hongKongResident), status: pass},
		{name: "residence card of a mainlander's number", change: permit("hong_kong", "residence_card", zhang), status: fail},
		{name: "permanent residence", change: permit("foreign", "permanent_residence", idNo("931106", "19700307", "123")), status: pass},
		{name: "old permanent residence", change: permit("foreign", "permanent_residence", "USA110072010001"), status: pass},
		{name: "permanent residence of a citizen's number", change: permit("foreign", "permanent_residence", zhang), status: fail},
		{name: "passport", change: permit("foreign", "passport", "E12345678"), status: pass},
		{name: "ID card", change: permit("mainland", "id_card", zhang)},
		{name: "type not declared"},
	},
	"id-permit-type-allowed": {
		{name: "mainland", change: permit("mainland", "id_card", zhang), status: pass},
		{name: "mainland, type left empty", change: permit("mainland", "", zhang), status: pass},
		{name: "Hong Kong", change: permit("hong_kong", "residence_card", hongKongResident), status: pass},
		{name: "foreigner with an ID card", change: permit("foreign", "", zhang), status: fail, sev: filing.Block},
		{name: "mainland with a passport", change: permit("mainland", "passport", "E12345678"), status: fail, sev: filing.Block},
		{name: "Taiwan with a home-return permit", change: permit("taiwan", "hong_kong_macao_permit", "H12345678"), status: fail},
		{name: "passport in 上海", change: also(prov("上海"), permit("foreign", "passport", "E12345678")), status: fail, sev: filing.Block},
		{name: "permit in 河北, where sources are unclear", change: also(prov("河北"), permit("taiwan", "taiwan_permit", "12345678")), status: fail, sev: filing.Review},
		{name: "nothing declared"},
	},
	"id-organisation-words": {
		{name: "clean", status: pass},
		{name: "read weakly", change: dim(front, "name"), status: pass},
		{name: "a firm", change: put(front, "name", "杭州某某有限公司"), status: fail, sev: filing.Review},
		{name: "a firm, hardly read", change: also(put(front, "name", "杭州某某有限公司"), dim(front, "name")), status: unsure, reason: reasonLowConfidence},
		{name: "not read", change: drop(front, "name"), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: crash(front), status: notRun, reason: "reader_crashed"},
		{name: "no card", change: noDocs},
	},
}

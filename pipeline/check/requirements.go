package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// The requirements that are no materials, by what they are about.

func (a *asker) persons() {
	p := a.province
	if a.kind != filing.Individual {
		switch p.LegalRep {
		case legalRepRequired:
			a.rule("legal_rep", "", Text{"主体负责人须为法定代表人。", "The principal is the legal representative."}, nil)
		case legalRepAuthorised:
			a.rule("legal_rep", "", Text{"主体负责人可以不是法定代表人，但须提供授权书。", "The principal may be another than the legal representative, with a letter of authorisation."}, nil)
		case legalRepConflict:
			a.rule("legal_rep", "", Text{"主体负责人一般应为法定代表人；当地要求说法不一，由审核员判断。", "The principal should be the legal representative; sources disagree, a reviewer decides."}, nil)
		}
		if p.OnePerson {
			a.rule("one_person_when_authorised", "主体负责人不是法定代表人", Text{"网站负责人须与主体负责人为同一人。", "The site principal is the principal."}, nil)
		}
	}
	field, age := "age", p.Age
	if a.kind == filing.Individual {
		field, age = "age_individual", p.AgeIndividual
	}
	if age.Min > 0 {
		a.rule(field, "", Text{"负责人须年满{n}周岁。", "Principals are {n} or older."}, args{"n": num(age.Min)})
	}
	if age.ProofBelow > 0 {
		a.rule(field, "", Text{"负责人未满{n}周岁的，须提供监护人材料或收入、在读证明。", "Below {n}, a guardian's papers or proof of income or study are asked for."}, args{"n": num(age.ProofBelow)})
	}
	if m := p.AgeMax; m.Men > 0 {
		a.rule("age_max", "", Text{"网站负责人男性不超过{m}周岁，女性不超过{w}周岁。", "The site principal is at most {m} (men), {w} (women)."}, args{"m": num(m.Men), "w": num(m.Women)})
	}
	if a.kind == filing.Individual {
		if t, ok := crossTexts[p.CrossProvince]; ok {
			a.rule("cross_province_individual", "身份证住址不在本省", t, args{"proofs": same(strings.Join(p.Proofs, "、"))})
		}
	}
	valid := a.limits.ValidMonths
	if p.ValidMonths > 0 {
		a.rule("valid_months", "", Text{"身份证剩余有效期不少于{n}个月。", "Identity cards are good for {n} months or more."}, args{"n": num(p.ValidMonths)})
	} else {
		a.limit("valid_months", Text{"身份证剩余有效期不少于{n}个月。", "Identity cards are good for {n} months or more."}, args{"n": num(valid)})
	}
	if a.kind == filing.Individual {
		return
	}
	licence := Text{"营业执照剩余有效期不少于{n}个月。", "The licence is good for {n} months or more."}
	if p.LicenceMonths > 0 {
		a.rule("licence_months", "", licence, args{"n": num(p.LicenceMonths)})
	} else {
		a.limit("licence_months", licence, args{"n": num(a.limits.LicenceMonths)})
	}
	a.when(p.CopyNumber, "licence_copy_number", Text{"营业执照副本须显示副本编号，如（1/1）。", "The licence shows its copy number, such as (1/1)."})
	a.when(p.LicenceNumber, "licence_number_visible", Text{"统一社会信用代码与证照编号都要清晰可见。", "Both credit code and licence number can be read."})
	a.when(p.ElectronicRefused, "electronic_refused", Text{"不接受电子营业执照。", "Electronic licences are not accepted."})
	a.when(p.CombinedOnly, "combined_licence_only", Text{"须使用带统一社会信用代码的营业执照。", "The licence has a unified social credit code."})
	a.when(p.ExactBrackets, "exact_brackets", Text{"名称中的括号全角、半角须与执照完全一致。", "Brackets in the name are of the licence's width."})
	if p.AuthoritySeal != "" {
		a.rule("authority_seal", "", Text{"执照须加盖“{seal}”。", "The licence carries the seal “{seal}”."}, args{"seal": same(p.AuthoritySeal)})
	}
}

var crossTexts = map[crossPolicy]Text{
	crossAllowed:  {"可以跨省备案。", "Filing from another province is allowed."},
	crossProof:    {"须提供有效居住证明（{proofs}）。", "Proof of residence is asked for ({proofs})."},
	crossRefused:  {"不接受外省身份证，请在户籍省备案。", "Cards of other provinces are refused; file in the card's province."},
	crossConflict: {"是否接受外省身份证说法不一，由审核员判断。", "Whether cards of other provinces are accepted is not clear; a reviewer decides."},
}

// when adds a requirement that is a yes or a no.
func (a *asker) when(yes bool, field string, t Text) {
	if yes {
		a.rule(field, "", t, nil)
	}
}

func (a *asker) contacts() {
	p := a.province
	a.when(p.LocalMobile.covers(a.kind), "local_mobile", Text{"须使用本省手机号。", "Mobile numbers are of the province."})
	a.when(p.Landline.covers(a.kind), "landline_required", Text{"须填写办公座机。", "An office landline is declared."})
	a.when(p.LocalLandline, "local_landline", Text{"座机须为本地号码。", "Landlines are local."})
	a.when(p.UniqueNumbers, "unique_numbers", Text{"手机号和证件号码不能用于其他备案主体。", "Mobiles and ID numbers are of no other subject."})
	if p.NumbersOne > 0 {
		a.rule("numbers_same_person", "两负责人为同一人", Text{"至少填写{n}个不同的号码。", "At least {n} different numbers."}, args{"n": num(p.NumbersOne)})
	}
	if p.NumbersTwo > 0 {
		a.rule("numbers_different_persons", "两负责人不是同一人", Text{"至少填写{n}个不同的号码。", "At least {n} different numbers."}, args{"n": num(p.NumbersTwo)})
	}
	a.when(p.OfficeDiffers, "office_differs", Text{"联系方式2须与联系方式1不同。", "联系方式2 is another number than 联系方式1."})
	a.when(p.NoShixiaqu, "no_shixiaqu", Text{"地址不要写“市辖区”。", "Addresses do not say 市辖区."})
	a.when(p.RoomNumber.covers(a.kind), "room_number", Text{"通信地址须详细到房间号。", "The mailing address goes down to the room."})
	a.when(p.SameCity.covers(a.kind), "same_city", Text{"通信地址与证件住所须在同一城市。", "Mailing and certificate address are in one city."})
}

func (a *asker) domains() {
	p := a.province
	n, field := p.DomainsPerOrder.of(a.kind), "domains_per_order"
	if n > 0 {
		a.rule(field, "", Text{"每次最多备案{n}个域名。", "At most {n} domains an order."}, args{"n": num(n)})
	}
	if p.DomainsPerSite > 0 {
		a.rule("domains_per_site", "", Text{"每个网站最多{n}个域名。", "At most {n} domains a site."}, args{"n": num(p.DomainsPerSite)})
	}
	days := Text{"域名剩余有效期不少于{n}天。", "Domains are good for {n} days or more."}
	if p.DomainDays > 0 {
		a.rule("domain_days", "", days, args{"n": num(p.DomainDays)})
	} else {
		a.limit("domain_days", days, args{"n": num(a.limits.DomainDays)})
	}
	a.limit("verified_days", Text{"域名实名认证完成满{n}天后再提交。", "Submit {n} days after the domain's real-name verification."}, args{"n": num(a.limits.VerifiedDays)})
	if p.Suffixes != "" {
		a.rule("domain_suffixes", "", Text{"只接受本地名单内的域名后缀。", "Only suffixes of the province's own list."}, nil)
	}
	if len(p.DomainWords) > 0 {
		a.rule("domain_words", "", Text{"域名不含：{words}。", "The domain has none of: {words}."}, args{"words": same(strings.Join(p.DomainWords, "、"))})
	}
	a.when(p.HolderUnit && a.kind != filing.Individual, "domain_holder_unit", Text{"域名持有者须为本单位。", "The domain's holder is the unit itself."})
}

func (a *asker) site() {
	p := a.province
	if p.NameMin > 0 {
		a.rule("site_name_min", "", Text{"网站名称至少{n}个汉字。", "The site's name has {n} Han characters or more."}, args{"n": num(p.NameMin)})
	} else {
		a.limit("site_name_min", Text{"网站名称至少{n}个汉字。", "The site's name has {n} Han characters or more."}, args{"n": num(a.limits.NameMin)})
	}
	if len(p.NameBanned) > 0 && (a.kind == filing.Individual || p.NameUnitWords) {
		a.rule("site_name_banned", "", Text{"网站名称不含：{words}。", "The site's name has none of: {words}."}, args{"words": same(strings.Join(p.NameBanned, "、"))})
	}
	a.when(p.NameNoEnglish, "site_name_no_english", Text{"网站名称不能有英文。", "The site's name has no Latin letters."})
	a.when(p.NamePlaces, "site_name_no_places", Text{"网站名称不能使用行政区划名称。", "The site's name is no division's."})
	field, banned := "content_banned", p.ContentBanned
	switch {
	case a.kind == filing.Individual && len(p.ContentBannedI) > 0:
		field, banned = "content_banned_individual", slices.Concat(banned, p.ContentBannedI)
	case a.kind != filing.Individual && a.kind != filing.Government && len(p.ContentBannedP) > 0:
		field, banned = "content_banned_private", slices.Concat(banned, p.ContentBannedP)
	}
	if len(banned) > 0 {
		a.rule(field, "", Text{"服务内容不能选择：{words}。", "The service content is none of: {words}."}, args{"words": same(strings.Join(banned, "、"))})
	}
	if p.ContentUnit != "" && a.kind != filing.Individual {
		a.rule("content_unit", "", Text{"服务内容选择“{word}”。", "The service content is {word}."}, args{"word": same(p.ContentUnit)})
	}
	a.when(p.RemarkRequired.covers(a.kind), "remark_required", Text{"须填写备注，说明网站内容与用途。", "The remark says what the site is and what for."})
	if a.kind == filing.Individual && p.RemarkMin > 0 {
		a.rule("remark_min_individual", "", Text{"备注不少于{n}字。", "The remark has {n} characters or more."}, args{"n": num(p.RemarkMin)})
	}
	if a.kind == filing.Individual && p.Statement {
		a.rule("remark_statement_individual", "", Text{"备注须抄写：“{text}”", "The remark has, word for word: “{text}”"}, args{"text": same(a.texts["individual_site"].Text)})
	}
	if p.NoApprovalNote {
		a.rule("remark_no_preapproval", "", Text{"备注须写明：“{text}”", "The remark says: “{text}”"}, args{"text": same(strings.ReplaceAll(a.texts["no_preapproval"].Text, "{domain}", "xxx.com"))})
	}
	a.when(p.Fingerprint.covers(a.kind), "fingerprint", Text{"签名处须按手印。", "The signature carries a fingerprint."})
	if p.Clause != "" && a.kind == filing.Individual {
		a.rule("handwritten_clause", "", Text{"须手抄：“{text}”", "To be copied by hand: “{text}”"}, args{"text": same(a.texts[p.Clause].Text)})
	}
}

func (a *asker) approvals() {
	if a.kind == filing.Individual {
		return
	}
	words := map[remedy]Text{"permit": {"许可证", "the permit"}, "letter": {"不涉及承诺书", "a letter that it does not apply"},
		"reduce_scope": {"核减经营范围", "fewer words in the scope"}, "phone": {"电话咨询记录及承诺书", "a call noted in the remark, with a letter"}}
	for _, s := range a.province.Preapproval {
		var zh, en []string
		for _, r := range s.Accepts {
			zh, en = append(zh, words[r].ZH), append(en, words[r].EN)
		}
		sector := Text{"前置审批类", "any sector of prior approval"}
		if s.Sector != "*" {
			sector = same(s.Sector)
		}
		a.rule("preapproval", "名称或经营范围涉及"+sector.ZH, Text{"须提供：{what}。", "Asked for: {what}."},
			args{"what": {strings.Join(zh, "或"), strings.Join(en, " or ")}})
	}
}

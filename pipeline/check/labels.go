package check

import (
	"strings"

	"prereview/filing"
)

var slotLabels = map[filing.Slot]Text{
	filing.SlotBusinessLicence:          {"营业执照", "business licence"},
	filing.SlotIDCardFront:              {"身份证人像面", "front of the ID card"},
	filing.SlotIDCardBack:               {"身份证国徽面", "back of the ID card"},
	filing.SlotSitePrincipalIDCardFront: {"网站负责人身份证人像面", "front of the site principal's ID card"},
	filing.SlotSitePrincipalIDCardBack:  {"网站负责人身份证国徽面", "back of the site principal's ID card"},
	"verification_form":                 {"核验单", "verification form"},
	"authorisation_letter":              {"授权书", "letter of authorisation"},
	"commitment_letter":                 {"承诺书", "letter of commitment"},
	"domain_certificate":                {"域名证书", "domain certificate"},
	"handheld_photo":                    {"手持证件照", "photo holding the card"},
	"permit":                            {"许可证", "permit"},
	"other":                             {"其他材料", "other material"},
}

func slotLabel(s filing.Slot) Text {
	if t, ok := slotLabels[s]; ok {
		return t
	}
	return Text{"附件", "attachment"}
}

func kindLabel(k filing.DocumentKind) Text {
	if t, ok := slotLabels[filing.Slot(k)]; ok {
		return t
	}
	return Text{"其他文件", "another document"}
}

var fieldLabels = map[string]Text{
	"name": {"姓名", "name"}, "sex": {"性别", "sex"}, "ethnicity": {"民族", "ethnicity"}, "birth_date": {"出生日期", "birth date"},
	"address": {"住址", "address"}, "id_number": {"公民身份号码", "ID number"}, "issuing_authority": {"签发机关", "issuing authority"},
	"valid_from": {"有效期起始日期", "start of validity"}, "valid_until": {"有效期截止日期", "end of validity"},
	"uscc": {"统一社会信用代码", "unified social credit code"}, "type": {"类型", "type"},
	"legal_representative": {"法定代表人（负责人/经营者）", "legal representative"},
	"registered_capital":   {"注册资本", "registered capital"}, "established": {"成立日期", "date of establishment"},
	"business_scope": {"经营范围", "business scope"}, "registration_authority": {"登记机关", "registration authority"},
	"issued": {"登记日期", "date of issue"}, "composition": {"组成形式", "form of composition"},
	"qr": {"二维码中的统一社会信用代码", "credit code in the QR code"},
}

// The licence prints other labels for these than an ID card does.
var licenceLabels = map[string]Text{"name": {"名称", "name"}, "address": {"住所", "address"},
	"valid_from": {"营业期限起始日期", "start of term"}, "valid_until": {"营业期限截止日期", "end of term"}}

func fieldLabel(name string) Text {
	if t, ok := fieldLabels[name]; ok {
		return t
	}
	return same(name)
}

var declaredLabels = map[string]Text{
	"name": {"姓名", "name"}, "certificate_number": {"证件号码", "certificate number"}, "valid_until": {"证件有效期", "certificate validity"},
	"mobile": {"手机号", "mobile number"}, "emergency_phone": {"应急电话", "emergency phone"}, "email": {"邮箱", "email"},
	"certificate_address": {"证件住所", "certificate address"}, "mailing_address": {"通信地址", "mailing address"},
	"certificate_type": {"证件类型", "certificate type"}, "domains": {"域名", "domains"},
}

// declaredLabel names declared.principal.name and the like.
func declaredLabel(path string) Text {
	path, _, _ = strings.Cut(path, "[")
	parts := strings.Split(path, ".")
	last := parts[len(parts)-1]
	t, ok := declaredLabels[last]
	if !ok {
		t = Text{"所选" + last, "declared " + last}
		switch path {
		case "kind":
			t = Text{"主办单位性质", "applicant kind"}
		case "province":
			t = Text{"备案省份", "filing province"}
		}
		return t
	}
	who := Text{}
	switch {
	case strings.HasPrefix(path, "declared.principal."):
		who = principalLabel
	case strings.HasPrefix(path, "declared.site_principal."):
		who = sitePrincipalLabel
	case path == "declared.organisation.name":
		return Text{"填写的主办单位名称", "declared name of the organisation"}
	case strings.HasPrefix(path, "declared.organisation."):
		who = Text{"主办单位", "organisation's"}
	}
	if strings.HasSuffix(who.EN, "principal") {
		who.EN += "'s"
	}
	return Text{"填写的" + who.ZH + t.ZH, strings.TrimSpace("declared " + who.EN + " " + t.EN)}
}

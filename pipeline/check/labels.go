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
	filing.SlotOrganisationCert:         {"主办单位证书", "organisation's certificate"},
	filing.SlotVerificationForm:         {"核验单", "verification form"},
	filing.SlotAuthorisation:            {"授权书", "letter of authorisation"},
	filing.SlotSitePrincipalAuth:        {"网站负责人授权书", "letter of authorisation of the site principal"},
	filing.SlotCommitment:               {"承诺书", "letter of commitment"},
	filing.SlotNotice:                   {"责任告知书", "notice of responsibility"},
	filing.SlotNoPreapproval:            {"不涉及前置审批承诺书", "letter that no prior approval is needed"},
	filing.SlotPartyBuilding:            {"党建确认函", "party-building confirmation"},
	filing.SlotDomainCertificate:        {"域名证书", "domain certificate"},
	filing.SlotResidencePermit:          {"居住证", "residence permit"},
	filing.SlotStatusProof:              {"在职、在读或居住等证明", "proof of work, study or residence"},
	filing.SlotGuardianPapers:           {"监护人材料", "guardian's papers"},
	filing.SlotHandheldPhoto:            {"手持证件照", "photo holding the card"},
	filing.SlotCurtainPhoto:             {"幕布照片", "curtain photo"},
	filing.SlotSitePlan:                 {"网站建设方案书", "site plan"},
	filing.SlotSiteApproval:             {"网站开办批准文件", "approval to open the site"},
	filing.SlotNameChange:               {"工商更名函", "letter of a change of name"},
	filing.SlotExplanation:              {"情况说明", "letter of explanation"},
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
	"qr": {"二维码中的统一社会信用代码", "credit code in the QR code"}, "kind": {"证件种类", "kind of document"},
	"host": {"主办者名称", "organiser"}, "domain": {"域名", "domain"}, "signature": {"签名", "signature"}, "seal": {"印章", "seal"},
	"seal_below": {"印章下方文字", "lower text of the seal"}, "seal_shape": {"印章形状", "shape of the seal"}, "seal_ink": {"印章色泽", "ink of the seal"},
	"date": {"日期", "date"}, "organisation": {"单位名称", "organisation"}, "person_name": {"被授权人或承诺人姓名", "person named"},
	"role": {"授权事项", "role"}, "position": {"职务", "position"}, "legal_representative_id": {"法定代表人证件号码", "legal representative's number"},
	"owner": {"域名所有者", "owner"}, "certificate_type": {"证件类型", "certificate type"}, "certificate_number": {"证件号码", "certificate number"},
	"registrar": {"域名注册商", "registrar"}, "registered": {"注册日期", "registration date"}, "expires": {"到期日期", "expiry date"},
	"verified": {"实名认证日期", "real-name date"}, "title": {"标题", "title"}, "number": {"编号", "number"}, "holder": {"持有人", "holder"},
	"home_address": {"户籍地址", "registered home"}, "fingerprint": {"手印", "fingerprint"}, "clause": {"抄写内容", "copied clause"},
	"alterations": {"涂改", "alterations"}, "provider_block": {"由接入商填写的部分", "the provider's part"}, "faces": {"人脸", "faces"},
	"curtain":   {"幕布文字", "text of the curtain"},
	"watermark": {"水印文字", "text of the watermark"}, "copy_number": {"副本编号", "copy number"},
	"licence_number": {"证照编号", "licence number"}, "unit_seal": {"单位公章", "unit's seal"},
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
	"nationality": {"人员类别", "nationality"}, "valid_from": {"证件有效期起", "start of certificate validity"}, "position": {"职务", "position"},
	"office_phone": {"联系方式2", "office phone"}, "mailing_division": {"通信地址所在区县", "county of the mailing address"},
	"investor": {"投资者或上级主管单位", "investor or superior"}, "filed_name": {"已备案名称", "name filed so far"},
	"filing_number": {"主体备案号", "filing number"}, "remark": {"备注", "remark"}, "home_url": {"首页URL", "home page"},
	"content": {"服务内容", "service content"}, "languages": {"网站语言", "languages"}, "preapproval": {"前置审批项目", "sectors of prior approval"},
	"holder": {"域名持有者", "domain holder"}, "holder_certificate_type": {"域名持有者证件类型", "domain holder's certificate type"},
	"holder_certificate_number": {"域名持有者证件号码", "domain holder's certificate number"}, "registrar": {"域名注册商", "registrar"},
	"registered": {"域名注册日期", "domain's registration date"}, "expires": {"域名到期日期", "domain's expiry date"},
	"verified": {"域名实名认证日期", "domain's real-name date"}, "number": {"前置审批号", "permit number"}, "ips": {"IP地址", "IP addresses"},
	"method": {"接入方式", "access method"}, "server_place": {"服务器放置地", "server's place"},
	"leased_from": {"服务器租用起始日期", "start of the server's lease"}, "leased_until": {"服务器租用截止日期", "end of the server's lease"},
	"account": {"账号", "account"}, "ip": {"提交者IP", "sender's IP"},
}

// declaredLabel names declared.principal.name and the like.
func declaredLabel(path string) Text {
	parts := strings.Split(path, ".")
	last, _, _ := strings.Cut(parts[len(parts)-1], "[")
	t, ok := declaredLabels[last]
	if !ok {
		t = Text{"所选" + last, "declared " + last}
		switch path {
		case "kind":
			t = Text{"主办单位性质", "applicant kind"}
		case "province":
			t = Text{"备案省份", "filing province"}
		case "type":
			t = Text{"备案类型", "filing type"}
		}
		return t
	}
	who := Text{}
	switch {
	case strings.HasPrefix(path, "registers."):
		return Text{"查询到的" + t.ZH, "registered " + t.EN}
	case strings.HasPrefix(path, "declared.principal."):
		who = principalLabel
	case strings.HasPrefix(path, "declared.site_principal."):
		who = sitePrincipalLabel
	case path == "declared.organisation.name":
		return Text{"填写的主办单位名称", "declared name of the organisation"}
	case strings.HasPrefix(path, "declared.organisation."):
		who = Text{"主办单位", "organisation's"}
	case path == "declared.site.name", path == "declared.site.remark", path == "declared.site.kind":
		who = Text{"网站", "site's"}
	}
	if strings.HasSuffix(who.EN, "principal") {
		who.EN += "'s"
	}
	return Text{"填写的" + who.ZH + t.ZH, strings.TrimSpace("declared " + who.EN + " " + t.EN)}
}

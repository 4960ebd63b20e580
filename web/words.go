package web

import "prereview/filing"

// The words of the pages. They are what a provider's review team says, not translations of the identifiers.

var statusZH = map[filing.Status]string{
	filing.Draft: "草稿", filing.Queued: "排队中", filing.Reviewing: "预审中", filing.Reviewed: "待审核",
	filing.Accepted: "已通过", filing.Returned: "已退回", filing.Rejected: "已驳回", filing.Failed: "预审失败",
}

var verdictZH = map[filing.Verdict]string{
	filing.VerdictPass: "未发现问题", filing.VerdictReview: "需人工核对", filing.VerdictFix: "需修改",
}

var kindZH = map[filing.Kind]string{
	filing.Individual: "个人", filing.Enterprise: "企业", filing.SoleTrader: "个体工商户", filing.Cooperative: "农民专业合作社",
	filing.Government: "政府机关", filing.Institution: "事业单位", filing.SocialOrganisation: "社会团体",
	filing.PrivateNonEnterprise: "民办非企业单位", filing.Foundation: "基金会", filing.LawFirm: "律师事务所", filing.Military: "军队",
}

var typeZH = map[filing.Type]string{
	filing.FirstFiling: "首次备案", filing.NewSite: "新增网站", filing.NewAccess: "新增接入", filing.Change: "变更备案",
}

var slotZH = map[filing.Slot]string{
	filing.SlotBusinessLicence: "营业执照", filing.SlotIDCardFront: "身份证人像面", filing.SlotIDCardBack: "身份证国徽面",
	filing.SlotSitePrincipalIDCardFront: "网站负责人身份证人像面", filing.SlotSitePrincipalIDCardBack: "网站负责人身份证国徽面",
	filing.SlotOrganisationCert: "主办单位证书", filing.SlotVerificationForm: "网站备案信息真实性核验单",
	filing.SlotAuthorisation: "授权书", filing.SlotSitePrincipalAuth: "网站负责人授权书", filing.SlotCommitment: "承诺书",
	filing.SlotNotice: "责任告知书", filing.SlotNoPreapproval: "不涉及前置审批承诺书", filing.SlotPartyBuilding: "党建确认函",
	filing.SlotDomainCertificate: "域名证书", filing.SlotResidencePermit: "居住证", filing.SlotStatusProof: "在职、在读或居住等证明",
	filing.SlotGuardianPapers: "监护人材料", filing.SlotHandheldPhoto: "手持证件照", filing.SlotCurtainPhoto: "幕布照片",
	filing.SlotSitePlan: "网站建设方案书", filing.SlotSiteApproval: "网站开办批准文件", filing.SlotNameChange: "工商更名函",
	filing.SlotExplanation: "情况说明", filing.SlotPermit: "前置审批许可证", filing.SlotOther: "其他材料",
}

var docKindZH = map[filing.DocumentKind]string{
	filing.IDCardFront: "身份证人像面", filing.IDCardBack: "身份证国徽面", filing.BusinessLicence: "营业执照",
	filing.VerificationForm: "核验单", filing.AuthorisationLetter: "授权书", filing.CommitmentLetter: "承诺书",
	filing.DomainCertificate: "域名证书", filing.HandheldPhoto: "手持证件照", filing.Permit: "许可证", filing.Other: "其他材料",
	filing.OrganisationCert: "主办单位证书", filing.NoticeLetter: "责任告知书", filing.NoPreapprovalLetter: "不涉及前置审批承诺书",
	filing.PartyBuildingLetter: "党建确认函", filing.ResidencePermit: "居住证", filing.StatusProof: "在职、在读或居住等证明",
	filing.GuardianPapers: "监护人材料", filing.CurtainPhoto: "幕布照片", filing.SitePlan: "网站建设方案书", filing.SiteApproval: "网站开办批准文件",
	filing.NameChangeLetter: "工商更名函", filing.ExplanationLetter: "情况说明",
	filing.Unknown: "未能识别的材料", filing.Unreadable: "无法打开的文件",
}

// fieldZH names the fields of documents and of the form. A licence's labels are those of a company; other forms print
// 经营者 or 经营场所 in the same places.
var fieldZH = map[string]string{
	"name": "姓名", "sex": "性别", "ethnicity": "民族", "birth_date": "出生日期", "address": "住址", "id_number": "公民身份号码",
	"issuing_authority": "签发机关", "valid_from": "有效期起", "valid_until": "有效期至",
	"business_licence.name": "名称", "business_licence.address": "住所", "business_licence.valid_from": "营业期限起",
	"business_licence.valid_until": "营业期限至",
	"uscc":                         "统一社会信用代码", "type": "类型", "legal_representative": "法定代表人", "registered_capital": "注册资本",
	"established": "成立日期", "business_scope": "经营范围", "registration_authority": "登记机关", "issued": "登记日期", "composition": "组成形式",

	"kind": "主办单位性质", "province": "备案省份",
	"declared.organisation.name":                 "主办单位名称",
	"declared.organisation.certificate_type":     "主办单位证件类型",
	"declared.organisation.certificate_number":   "主办单位证件号码",
	"declared.organisation.certificate_address":  "主办单位证件住所",
	"declared.organisation.mailing_address":      "主办单位通信地址",
	"declared.organisation.mailing_division":     "主办单位通信地址所在区县",
	"declared.organisation.investor":             "主办单位投资者或上级主管单位",
	"declared.organisation.filed_name":           "主办单位已备案名称",
	"declared.organisation.filing_number":        "主办单位主体备案号",
	"declared.organisation.remark":               "主办单位备注",
	"declared.principal.name":                    "主体负责人姓名",
	"declared.principal.nationality":             "主体负责人人员类别",
	"declared.principal.certificate_type":        "主体负责人证件类型",
	"declared.principal.valid_from":              "主体负责人证件有效期起",
	"declared.principal.position":                "主体负责人职务",
	"declared.principal.office_phone":            "主体负责人联系方式2",
	"declared.principal.certificate_number":      "主体负责人证件号码",
	"declared.principal.valid_until":             "主体负责人证件有效期至",
	"declared.principal.mobile":                  "主体负责人手机号码",
	"declared.principal.emergency_phone":         "主体负责人应急电话",
	"declared.principal.email":                   "主体负责人电子邮箱",
	"declared.site.name":                         "网站名称",
	"declared.site.domains":                      "网站域名",
	"declared.site.content":                      "网站服务内容",
	"declared.site.languages":                    "网站语言",
	"declared.site.remark":                       "备注",
	"declared.site.preapproval":                  "前置审批项目",
	"declared.site.kind":                         "互联网服务类型",
	"declared.site.home_url":                     "首页URL",
	"declared.site.registrations":                "域名注册信息",
	"declared.site.permits":                      "前置审批文件",
	"declared.access.ips":                        "IP地址",
	"declared.access.method":                     "接入方式",
	"declared.access.server_place":               "服务器放置地",
	"declared.access.leased_from":                "服务器租用起",
	"declared.access.leased_until":               "服务器租用至",
	"declared.sender.account":                    "提交账号",
	"declared.sender.ip":                         "提交者IP",
	"declared.site_principal.name":               "网站负责人姓名",
	"declared.site_principal.nationality":        "网站负责人人员类别",
	"declared.site_principal.certificate_type":   "网站负责人证件类型",
	"declared.site_principal.valid_from":         "网站负责人证件有效期起",
	"declared.site_principal.position":           "网站负责人职务",
	"declared.site_principal.office_phone":       "网站负责人联系方式2",
	"declared.site_principal.certificate_number": "网站负责人证件号码",
	"declared.site_principal.valid_until":        "网站负责人证件有效期至",
	"declared.site_principal.mobile":             "网站负责人手机号码",
	"declared.site_principal.emergency_phone":    "网站负责人应急电话",
	"declared.site_principal.email":              "网站负责人电子邮箱",
}

// fieldLabel names a field of a document of that kind, or of the form when kind is "".
func fieldLabel(kind filing.DocumentKind, name string) string {
	if zh, ok := fieldZH[string(kind)+"."+name]; ok {
		return zh
	}
	if zh, ok := fieldZH[name]; ok {
		return zh
	}
	return name
}

// reasonZH says why a check is unsure or was not run. The wording is that of the checks' messages, which mostly say it
// already; then the page does not say it twice.
var reasonZH = map[string]string{
	"reader_crashed": "识别程序在处理该文件时异常退出", "reader_timeout": "识别超时", "low_confidence": "识别把握不足", "not_read": "未识别到",
	"look_alike": "形近字", "repaired": "自动修正", "misread": "可能识别有误", "unresolved": "无法判定", "wrong_document": "不是应传的证件",
	"unreadable": "文件无法打开", "no_submission_date": "缺少提交日期", "rule_error": "检查程序出错",
	"no_reader": "内容由人工核对", "no_register": "未配置外部数据源", "register_down": "外部数据源没有应答", "register_refused": "外部数据源拒绝查询",
}

var signalZH = map[string]string{
	filing.SignalEmptyFile: "空文件", filing.SignalFormat: "格式不支持", filing.SignalDecode: "文件损坏", filing.SignalTooLarge: "文件过大",
	filing.SignalPixelBound: "像素过大", filing.SignalPDFEncrypted: "PDF 已加密", filing.SignalPDFPages: "PDF 页数过多",
	filing.SignalAnimated: "动图，只看第一帧", filing.SignalExtension: "后缀与内容不符", filing.SignalPixelsLow: "像素偏低",
	filing.SignalBlur: "模糊", filing.SignalGlare: "反光", filing.SignalDark: "过暗", filing.SignalBright: "过亮",
	filing.SignalColourless: "黑白图片", filing.SignalCutBorder: "边框不完整", filing.SignalSkew: "倾斜",
	filing.SignalSmallInFrame: "证件占比小", filing.SignalNoPage: "未找到证件边缘", filing.SignalMirrored: "左右镜像", filing.SignalSeveralPages: "一图多证",
	filing.SignalBlank: "空白页", filing.SignalOcclusion: "遮挡", filing.SignalPhotocopy: "疑似复印件", filing.SignalRescreen: "疑似翻拍屏幕", filing.SignalWatermark: "水印",
	filing.SignalReaderCrashed: "识别程序异常退出", filing.SignalReaderTimeout: "识别超时",
}

// choiceZH says what was chosen from the lists of package filing.
var choiceZH = map[string]string{
	"business_licence": "营业执照", "organisation_code": "组织机构代码证", "uscc_certificate": "统一社会信用代码证书", "institution": "事业单位法人证书",
	"social_organisation": "社会团体法人登记证书", "private_non_enterprise": "民办非企业单位登记证书", "foundation": "基金会法人登记证书",
	"law_firm_licence": "律师事务所执业许可证", "military_code": "军队代号证书", "resident_office": "外国企业常驻代表机构登记证", "permit": "许可证", "other": "其他",
	"id_card": "居民身份证", "hong_kong_macao_permit": "港澳居民来往内地通行证", "taiwan_permit": "台湾居民来往大陆通行证", "residence_card": "港澳台居民居住证",
	"passport": "护照", "permanent_residence": "外国人永久居留身份证",
	"mainland": "内地居民", "hong_kong": "香港居民", "macao": "澳门居民", "taiwan": "台湾居民", "foreign": "外国人",
	"website": "网站", "app": "APP", "mini_program": "小程序",
	"dedicated_line": "专线", "hosting": "主机托管", "virtual_host": "虚拟主机", "cloud_server": "云服务器",
}

var actionZH = map[string]string{
	"filing.created": "创建备案", "filing.form_changed": "修改填报信息", "filing.form_set": "修改填报信息", "filing.submitted": "提交预审",
	"filing.retried": "重新预审", "document.attached": "上传材料", "document.detached": "删除材料", "document.removed": "删除材料",
	"document.viewed": "查看原图", "report.viewed": "查看报告", "personal.revealed": "查看完整证件号码和手机号",
	"decision.accepted": "审核通过", "decision.returned": "退回修改", "decision.rejected": "驳回",
	"run.queued": "进入预审队列", "run.started": "开始预审", "run.claimed": "开始预审", "run.finished": "预审完成", "run.reviewed": "预审完成",
	"run.failed": "预审失败", "report.saved": "预审完成", "session.opened": "登录", "session.closed": "退出登录", "key.created": "创建密钥",
	"snooze.created": "静默检查项", "snooze.ended": "结束静默",
}

package filing

import "slices"

// Kind is the nature of the applicant (主办单位性质).
type Kind string

const (
	Individual           Kind = "individual"             // 个人
	Enterprise           Kind = "enterprise"             // 企业
	SoleTrader           Kind = "sole_trader"            // 个体工商户
	Cooperative          Kind = "cooperative"            // 农民专业合作社
	Government           Kind = "government"             // 政府机关
	Institution          Kind = "institution"            // 事业单位
	SocialOrganisation   Kind = "social_organisation"    // 社会团体
	PrivateNonEnterprise Kind = "private_non_enterprise" // 民办非企业
	Foundation           Kind = "foundation"             // 基金会
	LawFirm              Kind = "law_firm"               // 律师事务所
	Military             Kind = "military"               // 军队
)

// Kinds lists every applicant kind, in the order they are shown.
var Kinds = []Kind{Enterprise, Individual, SoleTrader, Cooperative, Government, Institution, SocialOrganisation,
	PrivateNonEnterprise, Foundation, LawFirm, Military}

// Type is what is applied for.
type Type string

const (
	FirstFiling Type = "first_filing" // 首次备案
	NewSite     Type = "new_site"     // 新增网站
	NewAccess   Type = "new_access"   // 新增接入
	Change      Type = "change"       // 变更
)

// Types lists every filing type.
var Types = []Type{FirstFiling, NewSite, NewAccess, Change}

// Provinces lists the 31 provincial authorities by the short names a form carries.
var Provinces = []string{"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
	"福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西",
	"甘肃", "青海", "宁夏", "新疆"}

// Form is everything the applicant declares.
type Form struct {
	Kind     Kind     `json:"kind"`
	Province string   `json:"province"`
	Type     Type     `json:"type"`
	Declared Declared `json:"declared"`
}

// Declared is the content of the form. What is not required may be left empty, and a check that needs it does not apply.
type Declared struct {
	Organisation  Organisation `json:"organisation,omitzero"`
	Principal     Person       `json:"principal"`
	Site          Site         `json:"site"`
	SitePrincipal Person       `json:"site_principal"`
	Access        Access       `json:"access,omitzero"`
	Sender        Sender       `json:"sender,omitzero"`
}

// Organisation is the declared 主办单位. An individual is their own: then only the addresses, the earlier filing and the
// remark mean anything here, the rest is the 主体负责人's.
type Organisation struct {
	Name               string `json:"name,omitempty"`
	CertificateType    string `json:"certificate_type,omitempty"` // one of OrganisationCertificates
	CertificateNumber  string `json:"certificate_number,omitempty"`
	CertificateAddress string `json:"certificate_address,omitempty"` // 证件住所
	MailingAddress     string `json:"mailing_address,omitempty"`     // 通信地址
	MailingDivision    string `json:"mailing_division,omitempty"`    // the county chosen for it: six digits of GB/T 2260
	Investor           string `json:"investor,omitempty"`            // 投资者或上级主管单位
	FiledName          string `json:"filed_name,omitempty"`          // the name it is filed under so far, for other than a first filing
	FilingNumber       string `json:"filing_number,omitempty"`       // 主体备案号, 沪ICP备2024000001号
	Remark             string `json:"remark,omitempty"`              // 主体备注
}

// Person is a declared 主体负责人 or 网站负责人. Days are YYYY-MM-DD; ValidUntil may be long-term. Without a certificate type
// it is a resident identity card, without a nationality a citizen of the mainland.
type Person struct {
	Name              PersonName `json:"name,omitempty"`
	Nationality       string     `json:"nationality,omitempty"`      // one of Nationalities
	CertificateType   string     `json:"certificate_type,omitempty"` // one of PersonCertificates
	CertificateNumber IDNumber   `json:"certificate_number,omitempty"`
	ValidFrom         string     `json:"valid_from,omitempty"`
	ValidUntil        string     `json:"valid_until,omitempty"`
	Position          string     `json:"position,omitempty"`        // 职务
	Mobile            Phone      `json:"mobile,omitempty"`          // 联系方式1
	OfficePhone       Phone      `json:"office_phone,omitempty"`    // 联系方式2: a landline with its area code, or another mobile
	EmergencyPhone    Phone      `json:"emergency_phone,omitempty"` // 应急联系电话
	Email             string     `json:"email,omitempty"`
}

// Site is the declared website, app or mini program. Preapproval names the sectors of 前置审批 it falls under; Permits are the
// papers held for them.
type Site struct {
	Kind          string               `json:"kind,omitempty"` // one of SiteKinds; a website when empty
	Name          string               `json:"name,omitempty"`
	Domains       []string             `json:"domains,omitempty"`
	Registrations []DomainRegistration `json:"registrations,omitempty"`
	HomeURL       string               `json:"home_url,omitempty"`
	Content       string               `json:"content,omitempty"` // 服务内容, as the authority's list calls it
	Languages     []string             `json:"languages,omitempty"`
	Remark        string               `json:"remark,omitempty"`
	Preapproval   []string             `json:"preapproval,omitempty"`
	Permits       []HeldPermit         `json:"permits,omitempty"`
}

// DomainRegistration is what is declared of one of the site's domains, as its certificate says. Days are YYYY-MM-DD.
type DomainRegistration struct {
	Domain                  string   `json:"domain"`
	Holder                  string   `json:"holder,omitempty"`
	HolderCertificateType   string   `json:"holder_certificate_type,omitempty"`
	HolderCertificateNumber IDNumber `json:"holder_certificate_number,omitempty"`
	Registrar               string   `json:"registrar,omitempty"`
	Registered              string   `json:"registered,omitempty"`
	Expires                 string   `json:"expires,omitempty"`
	Verified                string   `json:"verified,omitempty"` // the day 实名认证 was completed
}

// HeldPermit is a declared paper of 前置审批.
type HeldPermit struct {
	Sector string `json:"sector"` // as in Preapproval
	Number string `json:"number,omitempty"`
}

// Access is how the site is connected: 接入信息.
type Access struct {
	IPs         []string `json:"ips,omitempty"`
	Method      string   `json:"method,omitempty"`       // one of AccessMethods
	ServerPlace string   `json:"server_place,omitempty"` // 服务器放置地: a province
	LeasedFrom  string   `json:"leased_from,omitempty"`  // YYYY-MM-DD
	LeasedUntil string   `json:"leased_until,omitempty"` // YYYY-MM-DD
}

// Sender is who filled in the form, as the provider's portal knows them.
type Sender struct {
	Account string `json:"account,omitempty"`
	IP      string `json:"ip,omitempty"`
}

// The values of fields that are chosen from a list.
var (
	// OrganisationCertificates are the certificates of a 主办单位. permit and other are older forms' words for any but the first.
	OrganisationCertificates = []string{"business_licence", "organisation_code", "uscc_certificate", "institution",
		"social_organisation", "private_non_enterprise", "foundation", "law_firm_licence", "military_code", "resident_office",
		"permit", "other"}
	// PersonCertificates: 居民身份证, 港澳居民来往内地通行证, 台湾居民来往大陆通行证, 港澳台居民居住证, 护照, 外国人永久居留身份证.
	PersonCertificates = []string{"id_card", "hong_kong_macao_permit", "taiwan_permit", "residence_card", "passport", "permanent_residence"}
	Nationalities      = []string{"mainland", "hong_kong", "macao", "taiwan", "foreign"}
	SiteKinds          = []string{"website", "app", "mini_program"}
	// AccessMethods: 专线, 主机托管, 虚拟主机, 云服务器.
	AccessMethods = []string{"dedicated_line", "hosting", "virtual_host", "cloud_server"}
)

// Validate reports every field of the form that has no meaning, so that the caller can mend all of them at once: an
// unknown kind, province or type, a required field left empty. It does not judge content; that is what checks do.
func (f Form) Validate() []Problem {
	var ps []Problem
	need := func(field, v string) {
		if v == "" {
			ps = append(ps, Problem{Field: field, Detail: "is required"})
		}
	}
	if !slices.Contains(Kinds, f.Kind) {
		ps = append(ps, Problem{Field: "kind", Detail: "unknown applicant kind " + quote(string(f.Kind)), Allowed: strs(Kinds)})
	}
	if !slices.Contains(Provinces, f.Province) {
		ps = append(ps, Problem{Field: "province", Detail: "unknown province " + quote(f.Province), Allowed: Provinces})
	}
	if !slices.Contains(Types, f.Type) {
		ps = append(ps, Problem{Field: "type", Detail: "unknown filing type " + quote(string(f.Type)), Allowed: strs(Types)})
	}
	if f.Kind != Individual && slices.Contains(Kinds, f.Kind) {
		need("declared.organisation.name", f.Declared.Organisation.Name)
		need("declared.organisation.certificate_number", f.Declared.Organisation.CertificateNumber)
	}
	need("declared.principal.name", string(f.Declared.Principal.Name))
	need("declared.principal.certificate_number", string(f.Declared.Principal.CertificateNumber))
	need("declared.site.name", f.Declared.Site.Name)
	if len(f.Declared.Site.Domains) == 0 {
		ps = append(ps, Problem{Field: "declared.site.domains", Detail: "needs at least one domain"})
	}
	one := func(field, v string, allowed []string) {
		if v != "" && !slices.Contains(allowed, v) {
			ps = append(ps, Problem{Field: field, Detail: "unknown value " + quote(v), Allowed: allowed})
		}
	}
	one("declared.organisation.certificate_type", f.Declared.Organisation.CertificateType, OrganisationCertificates)
	one("declared.principal.nationality", f.Declared.Principal.Nationality, Nationalities)
	one("declared.principal.certificate_type", f.Declared.Principal.CertificateType, PersonCertificates)
	one("declared.site_principal.nationality", f.Declared.SitePrincipal.Nationality, Nationalities)
	one("declared.site_principal.certificate_type", f.Declared.SitePrincipal.CertificateType, PersonCertificates)
	one("declared.site.kind", f.Declared.Site.Kind, SiteKinds)
	one("declared.access.method", f.Declared.Access.Method, AccessMethods)
	need("declared.site_principal.name", string(f.Declared.SitePrincipal.Name))
	need("declared.site_principal.certificate_number", string(f.Declared.SitePrincipal.CertificateNumber))
	return ps
}

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

// Declared is the content of the form. Organisation is empty for an individual.
type Declared struct {
	Organisation  Organisation `json:"organisation,omitzero"`
	Principal     Person       `json:"principal"`
	Site          Site         `json:"site"`
	SitePrincipal Person       `json:"site_principal"`
}

// Organisation is the declared 主办单位.
type Organisation struct {
	Name               string `json:"name,omitempty"`
	CertificateType    string `json:"certificate_type,omitempty"` // a DocumentKind: business_licence, permit, ...
	CertificateNumber  string `json:"certificate_number,omitempty"`
	CertificateAddress string `json:"certificate_address,omitempty"`
	MailingAddress     string `json:"mailing_address,omitempty"`
}

// Person is a declared 主体负责人 or 网站负责人. ValidUntil is YYYY-MM-DD or long-term.
type Person struct {
	Name              PersonName `json:"name,omitempty"`
	CertificateNumber IDNumber   `json:"certificate_number,omitempty"`
	ValidUntil        string     `json:"valid_until,omitempty"`
	Mobile            Phone      `json:"mobile,omitempty"`
	EmergencyPhone    Phone      `json:"emergency_phone,omitempty"`
	Email             string     `json:"email,omitempty"`
}

// Site is the declared website.
type Site struct {
	Name        string   `json:"name,omitempty"`
	Domains     []string `json:"domains,omitempty"`
	Content     string   `json:"content,omitempty"`
	Languages   []string `json:"languages,omitempty"`
	Remark      string   `json:"remark,omitempty"`
	Preapproval []string `json:"preapproval,omitempty"`
}

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
	need("declared.site_principal.name", string(f.Declared.SitePrincipal.Name))
	need("declared.site_principal.certificate_number", string(f.Declared.SitePrincipal.CertificateNumber))
	return ps
}

package check

import (
	"slices"

	"prereview/filing"
)

// province is what one provincial authority asks beyond the default. A rule asks checker.province for it and names the field
// it looks at, so that the finding names it too. Fields in Unclear stand on sources that disagree or are silent: what they
// say never blocks, see province.severity.
type province struct {
	Name     string `json:"name"`
	FullName string `json:"full_name"`
	Code     string `json:"code"`  // two digits of GB/T 2260
	Short    string `json:"short"` // as filing numbers begin: 沪

	// Persons.
	LegalRep      legalRepPolicy `json:"legal_rep"`
	LegalRepNote  string         `json:"legal_rep_note,omitempty"`
	OnePerson     bool           `json:"one_person_when_authorised,omitempty"` // then 网站负责人 and 主体负责人 are one
	SiteLetter    bool           `json:"site_principal_letter,omitempty"`      // a 网站负责人 who is not the 法定代表人 needs a letter too
	LetterMonths  int            `json:"letter_months,omitempty"`              // age of a letter at most; 0 is the default
	Age           agePolicy      `json:"age"`                                  // of the principals of an organisation
	AgeIndividual agePolicy      `json:"age_individual"`                       // of an individual
	AgeMax        ageMax         `json:"age_max,omitzero"`                     // of the 网站负责人
	CrossProvince crossPolicy    `json:"cross_province_individual"`
	Proofs        []string       `json:"residence_proofs,omitempty"`     // what proves residence, for people
	RefusedPapers []string       `json:"refused_certificates,omitempty"` // temporary_card, or of filing.PersonCertificates

	// Certificates.
	ValidMonths       int              `json:"valid_months,omitempty"`   // of an ID card; 0 is the default
	LicenceMonths     int              `json:"licence_months,omitempty"` // least remaining term, 0 is the default
	CopyNumber        bool             `json:"licence_copy_number,omitempty"`
	LicenceNumber     bool             `json:"licence_number_visible,omitempty"`
	ElectronicRefused bool             `json:"electronic_refused,omitempty"`
	CombinedOnly      bool             `json:"combined_licence_only,omitempty"` // only a licence with a 统一社会信用代码
	AuthoritySeal     string           `json:"authority_seal,omitempty"`        // text of the seal on its licences
	StampedCopy       bool             `json:"stamped_copy_accepted,omitempty"` // a photocopy will do with a fresh seal or fingerprint
	SoleTraderAsFirm  bool             `json:"sole_trader_as_enterprise,omitempty"`
	SoleTraderUnnamed unnamedPolicy    `json:"sole_trader_unnamed,omitempty"` // 无字号
	SoleTraderNote    string           `json:"sole_trader_note,omitempty"`
	ExactBrackets     bool             `json:"exact_brackets,omitempty"`
	SealEveryChar     bool             `json:"seal_every_character,omitempty"`
	Materials         []provincePapers `json:"materials,omitempty"`

	// Counts. 0 is the default of limits.json.
	DomainsPerOrder  counts `json:"domains_per_order,omitzero"`
	SitesPerOrder    counts `json:"sites_per_order,omitzero"`
	DomainsPerSite   int    `json:"domains_per_site,omitempty"`
	PlanFrom         counts `json:"plan_from_sites,omitzero"` // so many sites and more need a 方案书
	CertificatesFrom int    `json:"domain_certificates_from,omitempty"`

	// Contact and address.
	LocalMobile    scope `json:"local_mobile,omitempty"`
	LocalLandline  bool  `json:"local_landline,omitempty"`
	Landline       scope `json:"landline_required,omitempty"`
	NumbersOne     int   `json:"numbers_same_person,omitempty"`       // distinct numbers at least, when both principals are one person
	NumbersTwo     int   `json:"numbers_different_persons,omitempty"` // and when they are two
	EmergencyEqual scope `json:"emergency_may_equal,omitempty"`       // 联系方式1 may be the emergency phone
	OfficeDiffers  bool  `json:"office_differs,omitempty"`            // 联系方式2 is no principal's 联系方式1
	UniqueNumbers  bool  `json:"unique_numbers,omitempty"`            // mobiles and ID numbers of no other 主体
	NoShixiaqu     bool  `json:"no_shixiaqu,omitempty"`
	RoomNumber     scope `json:"room_number,omitempty"` // the mailing address goes down to the room
	SameCity       scope `json:"same_city,omitempty"`   // 通信地址 and 证件住所

	ResidenceIsMailing scope  `json:"residence_is_mailing,omitempty"` // 通信地址 is the residence permit's address
	ContactNote        string `json:"contact_note,omitempty"`

	// Domain.
	Suffixes       string   `json:"domain_suffixes,omitempty"` // a list of domains.json; the authority's own when empty
	DomainWords    []string `json:"domain_words,omitempty"`    // banned in the domain's name
	DomainDays     int      `json:"domain_days,omitempty"`     // the domain must be good for so many days; 0 is the default
	DomainCertDays int      `json:"domain_certificate_days,omitempty"`
	HolderUnit     bool     `json:"domain_holder_unit,omitempty"` // the holder is the unit itself, not the 法定代表人

	// Site.
	NameBanned     []string `json:"site_name_banned,omitempty"`        // words, besides those of words.json personal_banned and of whom they are for
	NameUnitWords  bool     `json:"site_name_personal_rule,omitempty"` // words banned for individuals are for units too
	NameNoEnglish  bool     `json:"site_name_no_english,omitempty"`
	NamePlaces     bool     `json:"site_name_no_places,omitempty"`
	NameMin        int      `json:"site_name_min,omitempty"`
	ContentBanned  []string `json:"content_banned,omitempty"`            // 服务内容, of anyone
	ContentBannedI []string `json:"content_banned_individual,omitempty"` // 服务内容, of an individual
	ContentBannedP []string `json:"content_banned_private,omitempty"`    // 服务内容, of a unit that is no authority
	ContentUnit    string   `json:"content_unit,omitempty"`              // the 服务内容 a unit chooses
	RemarkRequired scope    `json:"remark_required,omitempty"`
	RemarkMin      int      `json:"remark_min_individual,omitempty"`
	Statement      bool     `json:"remark_statement_individual,omitempty"` // texts.json individual_site
	NoApprovalNote bool     `json:"remark_no_preapproval,omitempty"`       // texts.json no_preapproval
	Investor       investor `json:"investor,omitempty"`

	// 前置审批.
	Preapproval []sectorPolicy `json:"preapproval,omitempty"`

	// Signed forms.
	Fingerprint   scope  `json:"fingerprint,omitempty"`
	Clause        string `json:"handwritten_clause,omitempty"` // texts.json id of what an individual copies by hand
	PlainHand     bool   `json:"plain_handwriting,omitempty"`
	FormRegistrar bool   `json:"form_names_registrar,omitempty"`
	Curtain       string `json:"curtain_text,omitempty"`
	LetterClause  string `json:"letter_clause,omitempty"`       // texts.json id of what is written by hand on a 不涉校外培训 letter
	OwnLetter     bool   `json:"own_letter_template,omitempty"` // 授权书 of the province's own template, with position and domain

	Unclear []string `json:"unclear,omitempty"` // fields of this entry
	Notes   []string `json:"notes,omitempty"`   // what no check looks at, for people
	Sources []string `json:"sources"`
}

// severity is s, but a reviewer's business where the sources of that field are unclear.
func (p province) severity(field string, s filing.Severity) filing.Severity {
	if s == filing.Block && slices.Contains(p.Unclear, field) {
		return filing.Review
	}
	return s
}

// legalRepPolicy says whether the 主体负责人 must be the 法定代表人.
type legalRepPolicy string

const (
	legalRepRequired   legalRepPolicy = "required"
	legalRepAuthorised legalRepPolicy = "authorised" // another person with a letter of authorisation
	legalRepConflict   legalRepPolicy = "conflict"   // sources disagree: a reviewer decides
)

func (legalRepPolicy) allowed() []string { return []string{"required", "authorised", "conflict"} }

// crossPolicy says whether an individual may file outside the province of their ID card's address.
type crossPolicy string

const (
	crossAllowed  crossPolicy = "allowed"
	crossProof    crossPolicy = "proof" // with a residence permit or the like
	crossRefused  crossPolicy = "refused"
	crossConflict crossPolicy = "conflict"
	crossUnstated crossPolicy = "unstated"
)

func (crossPolicy) allowed() []string {
	return []string{"allowed", "proof", "refused", "conflict", "unstated"}
}

// agePolicy: below Min is refused, below ProofBelow needs a guardian's or an income statement, which a reviewer checks.
// Unclear makes every failure one for review: the sources disagree or say nothing.
type agePolicy struct {
	Min        int  `json:"min"`
	ProofBelow int  `json:"proof_below,omitempty"`
	Unclear    bool `json:"unclear,omitempty"`
}

// ageMax is the greatest age in full years; 0 is none.
type ageMax struct {
	Men   int `json:"men"`
	Women int `json:"women"`
}

// counts is a number for units and one for individuals; 0 is none.
type counts struct {
	Unit       int `json:"unit,omitempty"`
	Individual int `json:"individual,omitempty"`
}

// of is the number for an applicant of that kind.
func (c counts) of(k filing.Kind) int {
	if k == filing.Individual {
		return c.Individual
	}
	return c.Unit
}

// scope says whom something holds for.
type scope string

func (scope) allowed() []string { return []string{"unit", "individual", "all"} }

// covers says that it holds for an applicant of that kind.
func (s scope) covers(k filing.Kind) bool {
	return s == "all" || s == "individual" && k == filing.Individual || s == "unit" && k != filing.Individual
}

// unnamedPolicy says how a sole trader without a 字号 files: not at all, as an individual, under a name made of the
// trader's with a remark; or the sources disagree.
type unnamedPolicy string

func (unnamedPolicy) allowed() []string {
	return []string{"refused", "individual", "named", "conflict"}
}

// investor is who belongs in 投资者或上级主管单位: the unit's full name, or its 法定代表人.
type investor string

func (investor) allowed() []string { return []string{"unit_name", "legal_rep"} }

// provincePapers is a material a province asks for.
type provincePapers struct {
	Slot    paperSlot     `json:"slot"`
	Who     scope         `json:"who"`
	Types   []paperType   `json:"types,omitempty"` // every filing type when empty
	Kinds   []applicant   `json:"kinds,omitempty"` // every applicant kind of who when empty
	When    paperOccasion `json:"when,omitempty"`  // always when empty
	Title   string        `json:"title"`           // as the province calls it
	Sources []string      `json:"sources"`
}

// asked says that a filing of that kind and type is asked for it, whatever When says.
func (m provincePapers) asked(k filing.Kind, t filing.Type) bool {
	return m.Who.covers(k) && (len(m.Types) == 0 || slices.Contains(m.Types, paperType(t))) &&
		(len(m.Kinds) == 0 || slices.Contains(m.Kinds, applicant(k)))
}

// paperOccasion narrows when a material is asked for; each is decided by the rule that knows.
type paperOccasion string

func (paperOccasion) allowed() []string {
	return []string{"legal_rep_not_local", "medical", "unit_is_state"}
}

type paperSlot filing.Slot

func (paperSlot) allowed() []string { return texts(filing.Slots) }

type paperType filing.Type

func (paperType) allowed() []string { return texts(filing.Types) }

type applicant filing.Kind

func (applicant) allowed() []string { return texts(filing.Kinds) }

func texts[T ~string](xs []T) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = string(x)
	}
	return out
}

// sectorPolicy is how a province answers a word of 前置审批: the permit alone, a letter that it does not apply, fewer words
// in the 经营范围, or a telephone call noted in the remark with a letter.
type sectorPolicy struct {
	Sector  string   `json:"sector"` // of preapproval.json, or * for every one
	Accepts []remedy `json:"accepts"`
	Words   []string `json:"words,omitempty"` // looked for besides the sector's own
	Sources []string `json:"sources"`
}

type remedy string

func (remedy) allowed() []string { return []string{"permit", "letter", "reduce_scope", "phone"} }

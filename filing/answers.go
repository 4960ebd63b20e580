package filing

import "time"

// Answers is what outside registers and the provider's own records said of a filing before it was checked. A zero answer
// says that nobody was asked. It is kept with the report, so that the checks can be run again without asking again.
type Answers struct {
	Entity  Answer[Entity]                  `json:"entity,omitzero"`   // 国家企业信用信息公示系统, by the 主办单位's certificate number
	Subject Answer[FiledSubject]            `json:"subject,omitzero"`  // the authority's filing system, by the same number, or an individual's
	Domains map[string]Answer[DomainRecord] `json:"domains,omitempty"` // WHOIS and 实名认证, by each domain as declared
	Probes  map[string]Answer[SiteProbe]    `json:"probes,omitempty"`  // what the domain answers on the net, by each domain as declared
	Mobiles map[string]Answer[MobileRecord] `json:"mobiles,omitempty"` // 号段归属地, by each mobile number, eleven digits
	IPs     map[string]Answer[IPRecord]     `json:"ips,omitempty"`     // by each IP as declared
	History Answer[History]                 `json:"history,omitzero"`  // the provider's own filings
}

// ReasonNoRegister is why a check that needs a register was not run where none is configured. It says nothing of the
// filing, so it does not touch the verdict.
const ReasonNoRegister = "no_register"

// ReasonNoReader is why a check was not run that needs what no reader reads yet: a reviewer does.
const ReasonNoReader = "no_reader"

// Answer is what one register said of one key.
type Answer[T any] struct {
	NotRun string    `json:"not_run,omitempty"` // why there is no answer: no_register, register_down, register_refused
	Known  bool      `json:"known,omitempty"`   // the register knows the key; Value is its answer
	Value  T         `json:"value,omitzero"`
	Source string    `json:"source,omitempty"` // which register, as configured
	At     time.Time `json:"at,omitzero"`      // when it said so, which may be earlier than this run
}

// Reason is why there is no answer, "" when there is one.
func (a Answer[T]) Reason() string {
	if a.NotRun == "" && a.At.IsZero() {
		return ReasonNoRegister
	}
	return a.NotRun
}

// EntityStatuses are what an organisation may be: 存续, 经营异常, 严重违法失信, 歇业, 吊销, 注销.
var EntityStatuses = []string{"active", "abnormal", "blacklisted", "suspended", "revoked", "cancelled"}

// Entity is an organisation as its registration authority publishes it.
type Entity struct {
	USCC                string `json:"uscc"`
	Name                string `json:"name"`
	Status              string `json:"status"` // one of EntityStatuses
	LegalRepresentative string `json:"legal_representative,omitempty"`
	Address             string `json:"address,omitempty"`
	Type                string `json:"type,omitempty"`
}

// FiledSubject is what the authority's system knows of a 主体. Known is false when it is not filed.
type FiledSubject struct {
	Name         string      `json:"name"`
	FilingNumber string      `json:"filing_number"`
	Sites        []FiledSite `json:"sites"`
	OpenOrder    bool        `json:"open_order,omitempty"` // an order of this subject is in review, with whatever provider
}

// FiledSite is one site of a filed subject.
type FiledSite struct {
	Name         string   `json:"name"`
	Domains      []string `json:"domains,omitempty"`
	FilingNumber string   `json:"filing_number,omitempty"`
}

// DomainRecord is what registry and registrar say of a domain. A number may be partly starred. Days are YYYY-MM-DD.
type DomainRecord struct {
	Holder                  string `json:"holder,omitempty"`
	HolderCertificateType   string `json:"holder_certificate_type,omitempty"`
	HolderCertificateNumber string `json:"holder_certificate_number,omitempty"`
	Registrar               string `json:"registrar,omitempty"`
	Registered              string `json:"registered,omitempty"`
	Expires                 string `json:"expires,omitempty"`
	Verified                string `json:"verified,omitempty"` // the day 实名认证 was completed, "" when it was not
}

// SiteProbe is what a domain did when it was looked at from outside.
type SiteProbe struct {
	Resolves bool `json:"resolves"`
	Responds bool `json:"responds"` // something answers on port 80 or 443
}

// MobileRecord is where a mobile number belongs.
type MobileRecord struct {
	Province string `json:"province"` // as in Provinces
	City     string `json:"city,omitempty"`
	Carrier  string `json:"carrier,omitempty"`
}

// IPRecord is where an address belongs.
type IPRecord struct {
	Mainland bool `json:"mainland"`
	Own      bool `json:"own"`      // of this provider
	Subjects int  `json:"subjects"` // how many filed subjects it carries
	Sites    int  `json:"sites"`    // how many filed sites
}

// History is what the provider's own records know of a filing's parts. Filings are named by their ids; those of the same
// 主体 (by certificate number) are its own, all others are others'.
type History struct {
	OpenFilings     []string            `json:"open_filings,omitempty"`     // other filings of the same 主体 in review
	AcceptedFilings []string            `json:"accepted_filings,omitempty"` // and those that were accepted
	SiteNames       []string            `json:"site_names,omitempty"`       // names of its accepted sites
	Accounts        []string            `json:"accounts,omitempty"`         // other accounts that filed for the same 主体
	SameNumber      map[string][]string `json:"same_number,omitempty"`      // declared field -> others' filings with that mobile or certificate number
	SameFile        map[Slot][]string   `json:"same_file,omitempty"`        // slot -> others' filings with the same bytes
	SubjectsOnIP    map[string]int      `json:"subjects_on_ip,omitempty"`   // declared IP -> how many others' filings name it
	AccountToday    int                 `json:"account_today,omitempty"`    // filings the sender's account submitted on the day, this one included
	SenderIPToday   int                 `json:"sender_ip_today,omitempty"`  // and those from the sender's IP
}

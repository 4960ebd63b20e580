package check

import (
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

// What the other files of the policy hold. provinces.json is in policy_province.go.

// materialSet is what an applicant kind must upload: every slot of Required, and one slot of each group of OneOf; and
// what it may declare as its certificate (materials.json).
type materialSet struct {
	Kind         filing.Kind     `json:"kind"`
	Required     []filing.Slot   `json:"required"`
	OneOf        [][]filing.Slot `json:"one_of,omitempty"`
	Certificates []string        `json:"certificates"` // of filing.OrganisationCertificates, or PersonCertificates for an individual
	Sources      []string        `json:"sources"`
}

// paper is how a signed form must look (papers.json): the matrix of who signs, who seals, and what stands in for a date.
type paper struct {
	Document   paperSlot `json:"document"`
	Signers    paperSign `json:"signed_by"`
	SignersI   paperSign `json:"signed_by_individual,omitempty"` // of an individual's, where another
	Seal       bool      `json:"seal_unit"`                      // a unit's carries the 公章
	Date       paperDate `json:"date"`
	Months     int       `json:"months,omitempty"` // age at most; 0 is none
	Days       int       `json:"days,omitempty"`
	Anchors    []string  `json:"anchors,omitempty"` // words of its title
	Provincial []string  `json:"provinces,omitempty"`
	Sources    []string  `json:"sources"`
}

type paperSign string

func (paperSign) allowed() []string {
	return []string{"site_principal", "principal", "legal_rep", "subject", "none"}
}

type paperDate string

func (paperDate) allowed() []string { return []string{"required", "blank", "any"} }

// usccClass is one pair of first characters of a unified social credit code (uscc.json).
type usccClass struct {
	Code      string        `json:"code"`
	Name      string        `json:"name"`
	NameEN    string        `json:"name_en"`
	Kinds     []filing.Kind `json:"kinds"`               // the applicant kinds it belongs to; none: no kind of the form
	Tolerated []filing.Kind `json:"tolerated,omitempty"` // kinds some provinces file it under: for review
}

// limits are the provider's own (limits.json). Bytes, pixels, months, days, counts.
type limits struct {
	MediaTypes       []string `json:"media_types"`
	WarnBytes        int64    `json:"warn_bytes"`
	MaxBytes         int64    `json:"max_bytes"`
	SmallBytes       int64    `json:"small_bytes"`
	ValidMonths      int      `json:"valid_months"`        // a certificate must be good for so long
	ValidMonthsIdeal int      `json:"valid_months_advice"` // and should be for so long
	LicenceMonths    int      `json:"licence_months"`

	DPI             int    `json:"dpi"`                // below it a reviewer looks
	DPIIdeal        int    `json:"dpi_advice"`         // below it a word is said
	ScreenWidths    []int  `json:"screen_widths"`      // of telephones, in pixels
	PhotoLong       int    `json:"photo_long"`         // pixels of a curtain or hand-held photo
	PhotoShort      int    `json:"photo_short"`        //
	PhotoBytes      int64  `json:"photo_bytes"`        //
	UnitSeal        bool   `json:"licence_unit_seal"`  // the licence's scan is to carry the 公章
	OwnMailbox      bool   `json:"own_mailbox_advice"` // advise a mailbox under the filing's domain
	FileNames       bool   `json:"file_names_advice"`  // advise file names of subject and material
	LetterMonths    int    `json:"letter_months"`      // age of a letter or form at most
	DomainDays      int    `json:"domain_days"`        // a domain must be good for so many days
	VerifiedDays    int    `json:"verified_days"`      // after 实名认证
	LeaseMonths     int    `json:"lease_months"`       // of the server
	DomainsPerOrder counts `json:"domains_per_order"`  //
	SitesPerOrder   counts `json:"sites_per_order"`    //
	SitesPerSubject counts `json:"sites_per_subject"`  //
	DomainsPerSite  int    `json:"domains_per_site"`   //
	PlanFrom        counts `json:"plan_from_domains"`  // so many domains and more need a 方案书
	NameMin         int    `json:"site_name_min"`      // Han characters
	NameMax         int    `json:"site_name_max"`      // characters
	NameMaxPerson   int    `json:"site_name_max_individual"`
	RemarkMin       int    `json:"remark_min"`   //
	RemarkMax       int    `json:"remark_max"`   //
	SitesPerIP      int    `json:"sites_per_ip"` //
	AccountPerDay   int    `json:"submissions_per_account_day"`
	SenderIPPerDay  int    `json:"submissions_per_ip_day"`
	CardsTogether   bool   `json:"card_sides_together"` // both sides of a card in one picture are what is asked
}

// wordList is a list of words of words.json that site names, domains and the like are searched for.
type wordList struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Words   []string `json:"words"`
	Except  []string `json:"except,omitempty"` // longer words in which one of the list means nothing
	Sources []string `json:"sources"`
}

// sector is a line of business that needs 前置审批 (preapproval.json).
type sector struct {
	Sector  string   `json:"sector"`
	Permit  string   `json:"permit"` // what it is proved by
	Issuer  string   `json:"issuer"`
	Words   []string `json:"words"` // that hint at it, in names and scopes
	Except  []string `json:"except,omitempty"`
	Pinyin  []string `json:"domain_words,omitempty"` // that hint at it in a domain
	Sources []string `json:"sources"`
}

// suffixList is a list of domain suffixes of domains.json.
type suffixList struct {
	ID       string   `json:"id"` // approved, 北京
	Suffixes []string `json:"suffixes"`
	Refused  []string `json:"refused,omitempty"` // named as refused; what is in neither is for review unless Complete
	Complete bool     `json:"complete"`
	Sources  []string `json:"sources"`
}

// reservedSuffix may be had by some applicant kinds only.
type reservedSuffix struct {
	Suffix  string      `json:"suffix"`
	Kinds   []applicant `json:"kinds"`
	Title   string      `json:"title"` // whom it is for
	Sources []string    `json:"sources"`
}

// registrar is a domain registrar by the words its name holds, and whether the authority approved it.
type registrar struct {
	Name     string   `json:"name"`
	Words    []string `json:"words"` // any of which in a folded name means it
	Approved bool     `json:"approved"`
	Sources  []string `json:"sources"`
}

// numberRange is a kind of mobile number by its first digits (phones.json). The longest prefix decides.
type numberRange struct {
	Kind     numberKind `json:"kind"`
	Prefixes []string   `json:"prefixes"`
	Sources  []string   `json:"sources"`
}

type numberKind string

const (
	numberOrdinary  numberKind = "ordinary"
	numberVirtual   numberKind = "virtual"   // 虚拟运营商
	numberData      numberKind = "data"      // 数据卡
	numberIoT       numberKind = "iot"       // 物联网
	numberSatellite numberKind = "satellite" // 卫星
	numberEmergency numberKind = "emergency" // 应急通信
)

func (numberKind) allowed() []string {
	return []string{"ordinary", "virtual", "data", "iot", "satellite", "emergency"}
}

// areaCodes are the landline codes of a province.
type areaCodes struct {
	Name  string   `json:"name"`
	Codes []string `json:"codes"`
}

// fixedText is a text that must be copied (texts.json). {placeholders} stand for what differs.
type fixedText struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Text    string   `json:"text"`
	Sources []string `json:"sources"`
}

// holds finds the first word of a list of the policy in a text, both folded, "" when there is none. A word inside one of
// except does not count.
func holds(text string, words, except []string) string {
	folded := foldName(text)
	for _, w := range words {
		f := foldWord(w)
		for rest, at := folded, 0; f != ""; {
			i := strings.Index(rest, f)
			if i < 0 {
				break
			}
			at += i
			if !slices.ContainsFunc(except, func(e string) bool { return within(folded, foldWord(e), at, len(f)) }) {
				return w
			}
			at += len(f)
			rest = folded[at:]
		}
	}
	return ""
}

// foldWord is foldName for the words of the policy, of which there are few and which are asked for with every filing.
func foldWord(w string) string {
	if f, known := foldedWords.Load(w); known {
		return f.(string)
	}
	f := foldName(w)
	foldedWords.Store(w, f)
	return f
}

var foldedWords sync.Map

// within says that e stands somewhere in text around the n bytes at at.
func within(text, e string, at, n int) bool {
	for from := max(0, at+n-len(e)); e != "" && from <= at && from+len(e) <= len(text); from++ {
		if text[from:from+len(e)] == e {
			return true
		}
	}
	return false
}

package filing

import (
	"math"
	"slices"
	"time"
)

// Slot is where a file is uploaded to. A slot is named for the kind of document it should hold; the site_principal_*
// slots hold the papers of a 网站负责人 who is not the 主体负责人.
type Slot string

// DocumentKind is what a picture was found to show.
type DocumentKind string

const (
	IDCardFront         DocumentKind = "id_card_front"            // 身份证人像面
	IDCardBack          DocumentKind = "id_card_back"             // 身份证国徽面
	BusinessLicence     DocumentKind = "business_licence"         // 营业执照
	VerificationForm    DocumentKind = "verification_form"        // 核验单
	AuthorisationLetter DocumentKind = "authorisation_letter"     // 授权书
	CommitmentLetter    DocumentKind = "commitment_letter"        // 承诺书
	DomainCertificate   DocumentKind = "domain_certificate"       // 域名证书
	HandheldPhoto       DocumentKind = "handheld_photo"           // 手持证件照
	Permit              DocumentKind = "permit"                   // 前置审批等许可证
	OrganisationCert    DocumentKind = "organisation_certificate" // 组织机构代码证, 事业单位法人证书 and the like
	NoticeLetter        DocumentKind = "notice_letter"            // 责任告知书
	NoPreapprovalLetter DocumentKind = "no_preapproval_letter"    // 不涉及前置审批承诺书
	PartyBuildingLetter DocumentKind = "party_building_letter"    // 党建确认函
	ResidencePermit     DocumentKind = "residence_permit"         // 居住证, 暂住证
	StatusProof         DocumentKind = "status_proof"             // 在职, 在读, 收入, 社保, 住房证明
	GuardianPapers      DocumentKind = "guardian_papers"          // 监护人身份证及关系证明
	SitePlan            DocumentKind = "site_plan"                // 网站建设方案书
	SiteApproval        DocumentKind = "site_approval"            // 网站开办资格申请表, 网站名称审核表, 编办批复
	NameChangeLetter    DocumentKind = "name_change_letter"       // 工商更名函
	ExplanationLetter   DocumentKind = "explanation_letter"       // 情况说明
	CurtainPhoto        DocumentKind = "curtain_photo"            // 幕布照片
	Other               DocumentKind = "other"                    // 其他材料
	Unknown             DocumentKind = "unknown"                  // decoded, but none of the kinds that can be recognised
	Unreadable          DocumentKind = "unreadable"               // not decoded; a signal says why
)

const (
	SlotIDCardFront              Slot = "id_card_front"
	SlotIDCardBack               Slot = "id_card_back"
	SlotSitePrincipalIDCardFront Slot = "site_principal_id_card_front"
	SlotSitePrincipalIDCardBack  Slot = "site_principal_id_card_back"
	SlotBusinessLicence          Slot = "business_licence"
	SlotOrganisationCert         Slot = "organisation_certificate"
	SlotVerificationForm         Slot = "verification_form"
	SlotAuthorisation            Slot = "authorisation_letter"                // of the 主体负责人, or of both
	SlotSitePrincipalAuth        Slot = "site_principal_authorisation_letter" // of the 网站负责人, where it is another letter
	SlotCommitment               Slot = "commitment_letter"
	SlotNotice                   Slot = "notice_letter"
	SlotNoPreapproval            Slot = "no_preapproval_letter"
	SlotPartyBuilding            Slot = "party_building_letter"
	SlotDomainCertificate        Slot = "domain_certificate"
	SlotResidencePermit          Slot = "residence_permit"
	SlotStatusProof              Slot = "status_proof"
	SlotGuardianPapers           Slot = "guardian_papers"
	SlotHandheldPhoto            Slot = "handheld_photo"
	SlotCurtainPhoto             Slot = "curtain_photo"
	SlotSitePlan                 Slot = "site_plan"
	SlotSiteApproval             Slot = "site_approval"
	SlotNameChange               Slot = "name_change_letter"
	SlotExplanation              Slot = "explanation_letter"
	SlotPermit                   Slot = "permit"
	SlotOther                    Slot = "other"
)

// Slots lists every slot, in the order they are shown.
var Slots = []Slot{SlotBusinessLicence, SlotIDCardFront, SlotIDCardBack, SlotSitePrincipalIDCardFront,
	SlotSitePrincipalIDCardBack, SlotOrganisationCert, SlotVerificationForm, SlotAuthorisation, SlotSitePrincipalAuth,
	SlotCommitment, SlotNotice, SlotNoPreapproval, SlotPartyBuilding, SlotDomainCertificate, SlotResidencePermit, SlotStatusProof,
	SlotGuardianPapers, SlotHandheldPhoto, SlotCurtainPhoto, SlotSitePlan, SlotSiteApproval, SlotNameChange, SlotExplanation,
	SlotPermit, SlotOther}

// Kind is the kind of document that belongs in the slot.
func (s Slot) Kind() DocumentKind {
	switch s {
	case SlotSitePrincipalIDCardFront:
		return IDCardFront
	case SlotSitePrincipalIDCardBack:
		return IDCardBack
	case SlotSitePrincipalAuth:
		return AuthorisationLetter
	}
	return DocumentKind(s)
}

// ParseSlot answers a Problem that lists the slots when s is none of them.
func ParseSlot(s string) (Slot, error) {
	if !slices.Contains(Slots, Slot(s)) {
		return "", Problem{Field: "slot", Detail: "unknown slot " + quote(s), Allowed: strs(Slots)}
	}
	return Slot(s), nil
}

// RecognisedKinds are the kinds whose fields are read.
var RecognisedKinds = []DocumentKind{IDCardFront, IDCardBack, BusinessLicence}

// Names of the fields, by kind, in the order they are printed on the document.
var FieldNames = map[DocumentKind][]string{
	IDCardFront: {"name", "sex", "ethnicity", "birth_date", "address", "id_number"},
	IDCardBack:  {"issuing_authority", "valid_from", "valid_until"},
	BusinessLicence: {"uscc", "name", "type", "legal_representative", "registered_capital", "established", "valid_from",
		"valid_until", "address", "business_scope", "registration_authority", "issued", "composition"},
}

// Attachment is one uploaded file in one slot. The bytes lie in object storage under ObjectKey.
type Attachment struct {
	Slot       Slot      `json:"slot"`
	Name       string    `json:"name"`       // the applicant's own file name; shown to people, never used as a path
	SHA256     string    `json:"sha256"`     // lower-case hex of the bytes
	Size       int64     `json:"size"`       // bytes
	MediaType  string    `json:"media_type"` // sniffed from the bytes, not from the name
	Width      int       `json:"width"`      // pixels from the header, 0 when it has none (PDF, unreadable)
	Height     int       `json:"height"`
	UploadedAt time.Time `json:"uploaded_at"`
	Signals    []Signal  `json:"signals,omitempty"` // what the quick look said at upload
}

// Box is a quad in pixels of the original picture (before EXIF orientation), clockwise from the top left of the text.
type Box [4][2]float64

// Meets says that two convex boxes have some area in common, whichever way round their corners run.
func (b Box) Meets(o Box) bool {
	for range 2 {
		for i, p := range b {
			q := b[(i+1)%4]
			nx, ny := q[1]-p[1], p[0]-q[0]
			if nx == 0 && ny == 0 {
				continue
			}
			lo, hi := b.along(nx, ny)
			if from, to := o.along(nx, ny); from >= hi || to <= lo {
				return false
			}
		}
		b, o = o, b
	}
	return true
}

// along is from where to where the box reaches in a direction.
func (b Box) along(nx, ny float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, p := range b {
		d := p[0]*nx + p[1]*ny
		lo, hi = min(lo, d), max(hi, d)
	}
	return lo, hi
}

// Field is one value read from a document.
type Field struct {
	Value      string   `json:"value"`      // typed by the field's grammar; dates YYYY-MM-DD or long-term; NFC
	Raw        string   `json:"raw"`        // what recognition gave, before any repair
	Confidence float64  `json:"confidence"` // 0..1: the probability that Value is right
	Box        *Box     `json:"box,omitempty"`
	Repair     string   `json:"repair,omitempty"`  // what was changed between Raw and Value beyond white space, and by which rule
	Signals    []string `json:"signals,omitempty"` // codes of the signals that touch this field
	Doubts     []Doubt  `json:"doubts,omitempty"`  // characters of Value that recognition was not sure of, in their order

	// Of the lines that two readers read, what each read by itself, line by line: Raw is what they gave together.
	Readings    []Reading    `json:"readings,omitempty"`
	Differences []Difference `json:"differences,omitempty"` // where these differ, in the order of the print
}

// Reading is what one reader read.
type Reading struct {
	Reader     string  `json:"reader"`
	Text       string  `json:"text"`       // "" for nothing
	Confidence float64 `json:"confidence"` // 0..1: how sure the reader was of its least certain character; 0 for nothing
}

// Difference is a place of a value's print in which two readers read differently: what a reviewer looks at first. Neighbouring
// places are one.
type Difference struct {
	At       int       `json:"at,omitempty"`     // the first character of Value that stands there, from 0
	Length   int       `json:"length,omitempty"` // how many of Value do; 0 where none can be told: a date's figures, a mark left out
	Box      *Box      `json:"box,omitempty"`
	Readings []Reading `json:"readings"` // what each reader read there
}

// Doubt is a character of a value that may be another: enough of what recognition saw to judge, without the picture, how
// likely it shows another value.
type Doubt struct {
	At     int        `json:"at"`               // which character of the value, from 0
	P      float64    `json:"p"`                // probability that it is that character
	Others []Likeness `json:"others,omitempty"` // what else it may be, the likeliest first; the rest to 1 is unknown
}

// Likeness is a character that another may be, with the probability that it is.
type Likeness struct {
	Text string  `json:"text"`
	P    float64 `json:"p"`
}

// Severity is how much a failed check or a signal matters.
type Severity string

const (
	Block  Severity = "block"  // the applicant must mend it before the filing can go on
	Review Severity = "review" // a reviewer must look
	Advice Severity = "advice" // worth saying, stops nothing
)

// Signal codes. The file_* ones come from the bytes, the others from the pixels.
const (
	SignalEmptyFile     = "file_empty"
	SignalFormat        = "file_format"      // not an accepted format; Detail names what it is (HEIC, TIFF, text ...)
	SignalDecode        = "file_decode"      // damaged or truncated
	SignalTooLarge      = "file_too_large"   // bytes
	SignalPixelBound    = "file_pixel_bound" // more pixels than are decoded
	SignalPDFEncrypted  = "file_pdf_encrypted"
	SignalPDFPages      = "file_pdf_pages" // more pages than are read
	SignalAnimated      = "file_animated"  // only the first frame is read
	SignalExtension     = "file_extension" // name says another type than the bytes
	SignalPixelsLow     = "pixels_low"
	SignalBlur          = "blur"
	SignalGlare         = "glare"
	SignalDark          = "dark"
	SignalBright        = "bright"
	SignalColourless    = "colourless"
	SignalCutBorder     = "cut_border" // the page runs out of the frame
	SignalSkew          = "skew"
	SignalSmallInFrame  = "small_in_frame"
	SignalNoPage        = "no_page"       // no page outline found; the whole picture was taken as the page
	SignalSeveralPages  = "several_pages" // more cards than one in the picture; Box is another than the one that was read
	SignalMirrored      = "mirrored"
	SignalBlank         = "blank"          // nothing is on the page
	SignalOcclusion     = "occlusion"      // something lies over the page; Box is the part of it that is hidden
	SignalPhotocopy     = "photocopy"      // the page is grey in a picture in colour
	SignalRescreen      = "rescreen"       // photographed from a screen
	SignalWatermark     = "watermark"      // a line of text drawn across the page; Box is along the line
	SignalReaderCrashed = "reader_crashed" // the reader died on this document twice; nothing was read
	SignalReaderTimeout = "reader_timeout"
)

// Signal is something the picture says about its own quality.
type Signal struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Detail   string   `json:"detail"`          // plain English, for logs and integrators; people read the check's message
	Score    float64  `json:"score,omitempty"` // the measured figure behind it, its unit said in Detail
	Box      *Box     `json:"box,omitempty"`   // where, when it is somewhere
}

// Code is a two-dimensional code on a document. What it says is the applicant's to choose: shown as text, never followed.
type Code struct {
	Content string `json:"content"` // "" when it was found and could not be read
	Box     *Box   `json:"box,omitempty"`
}

// Document is one attachment as read.
type Document struct {
	Slot           Slot             `json:"slot,omitempty"`
	Name           string           `json:"name,omitempty"` // the applicant's file name
	SHA256         string           `json:"sha256,omitempty"`
	Size           int64            `json:"size,omitempty"`
	MediaType      string           `json:"media_type,omitempty"`
	Width          int              `json:"width,omitempty"` // pixels of the original, before EXIF orientation
	Height         int              `json:"height,omitempty"`
	Kind           DocumentKind     `json:"kind"`
	KindConfidence float64          `json:"kind_confidence,omitempty"`
	Page           *Box             `json:"page,omitempty"` // the page's outline on the original
	Fields         map[string]Field `json:"fields"`
	Codes          []Code           `json:"codes,omitempty"` // two-dimensional codes that were found
	Signals        []Signal         `json:"signals"`
	ElapsedMS      int64            `json:"elapsed_ms"`
	Readers        []string         `json:"readers,omitempty"` // those that took part from first line to last; none where no line was read
	NotRun         string           `json:"not_run,omitempty"` // reason when reading could not be done: reader_crashed, reader_timeout
}

// Value is the field's value, "" when it was not read.
func (d Document) Value(name string) string { return d.Fields[name].Value }

// Signal returns the first signal of that code.
func (d Document) Signal(code string) (Signal, bool) {
	i := slices.IndexFunc(d.Signals, func(s Signal) bool { return s.Code == code })
	if i < 0 {
		return Signal{}, false
	}
	return d.Signals[i], true
}

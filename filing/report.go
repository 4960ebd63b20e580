package filing

import "time"

// CheckStatus is what a check says of a filing.
type CheckStatus string

const (
	Pass          CheckStatus = "pass"
	Fail          CheckStatus = "fail"
	Unsure        CheckStatus = "unsure" // what was read does not carry a verdict: unread or of low confidence
	NotApplicable CheckStatus = "not_applicable"
	NotRun        CheckStatus = "not_run" // with Reason
)

// Finding is what one check said. Reports carry every status but not_applicable.
type Finding struct {
	Check     string      `json:"check"` // an id of the catalogue, e.g. id-number-checksum
	Status    CheckStatus `json:"status"`
	Reason    string      `json:"reason,omitempty"` // why not_run or unsure: reader_crashed, low_confidence, not_read ...
	Severity  Severity    `json:"severity"`
	Message   string      `json:"message"` // zh-CN, for the applicant: what is wrong and what to do
	MessageEN string      `json:"message_en"`
	Fields    []string    `json:"fields"` // the fields concerned: slot.field, or declared.principal.name
	Evidence  []Evidence  `json:"evidence"`
	Policy    []PolicyRef `json:"policy,omitempty"`  // the entries of the policy that decided
	Snoozed   *Snoozed    `json:"snoozed,omitempty"` // silenced: counts for nothing
}

// PolicyRef is one entry of the policy: 上海.licence_months of provinces.json, whose it is and in which version.
type PolicyRef struct {
	File    string `json:"file"`
	Entry   string `json:"entry"`
	Pack    string `json:"pack"`    // prereview, or the operator's pack that overrides the entry
	Version string `json:"version"` // of that pack's file
}

// Evidence is one place a finding stands on.
type Evidence struct {
	Document Slot    `json:"document,omitempty"` // the slot
	Field    string  `json:"field,omitempty"`
	Box      *Box    `json:"box,omitempty"`
	Read     string  `json:"read,omitempty"`
	Declared string  `json:"declared,omitempty"`
	Shows    float64 `json:"shows,omitempty"` // probability that the picture shows the declared value where Read is another
}

// Verdict is the machine's summary of a filing.
type Verdict string

const (
	VerdictPass   Verdict = "pass"
	VerdictReview Verdict = "review"
	VerdictFix    Verdict = "fix"
)

// Judge gives the verdict of a set of findings: fix when a block fails; review when anything else but an advice fails,
// or anything is unsure or could not be run; pass otherwise. That no register is configured says nothing of
// the filing, and what is snoozed counts for nothing.
func Judge(fs []Finding) Verdict {
	v := VerdictPass
	for _, f := range fs {
		switch {
		case f.Snoozed != nil:
		case f.Status == Fail && f.Severity == Block:
			return VerdictFix
		case f.Status == Fail && f.Severity == Review,
			f.Status == Unsure && f.Severity != Advice,
			f.Status == NotRun && f.Severity != Advice && f.Reason != ReasonNoRegister:
			v = VerdictReview
		}
	}
	return v
}

// Report is what the machine says of one run. It is written once and never changed.
type Report struct {
	FilingID   string     `json:"filing_id"`
	Run        int        `json:"run"`
	Verdict    Verdict    `json:"verdict"`
	Form       Form       `json:"form"`
	Findings   []Finding  `json:"findings"`         // worst first
	Causes     []Cause    `json:"causes,omitempty"` // what is wrong, grouped by what it comes from, in the order of mending
	Documents  []Document `json:"documents"`
	Answers    Answers    `json:"answers,omitzero"` // of registers and own records
	Provenance Provenance `json:"provenance"`
}

// Provenance is what the report was made with, so that it can be made again.
type Provenance struct {
	Revision   string             `json:"revision"` // of the program
	Pipeline   string             `json:"pipeline"` // version of reading; results are reused only within one
	Readers    []string           `json:"readers"`  // those that took part in any document; each document names its own
	Models     map[string]string  `json:"models"`   // name -> sha256
	Rules      map[string]string  `json:"rules"`    // rule data file -> version
	Thresholds map[string]float64 `json:"thresholds"`
	Inputs     map[Slot]string    `json:"inputs"` // slot -> sha256
	StartedAt  time.Time          `json:"started_at"`
	ElapsedMS  int64              `json:"elapsed_ms"`
}

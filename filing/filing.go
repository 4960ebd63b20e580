package filing

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Status is where a filing stands.
//
//	draft -> queued -> reviewing -> reviewed -> accepted | returned | rejected
//	returned -> queued is the next run; failed only for a fault of ours, and can be queued again
type Status string

const (
	Draft     Status = "draft"
	Queued    Status = "queued"
	Reviewing Status = "reviewing"
	Reviewed  Status = "reviewed"
	Accepted  Status = "accepted"
	Returned  Status = "returned"
	Rejected  Status = "rejected"
	Failed    Status = "failed"
)

// Statuses lists every status in the order of a filing's life.
var Statuses = []Status{Draft, Queued, Reviewing, Reviewed, Accepted, Returned, Rejected, Failed}

// Filing is one application.
type Filing struct {
	ID string `json:"id"`
	Form
	Owner       string       `json:"-"` // id of the key that created it; only that key and reviewers may see it
	Status      Status       `json:"status"`
	Run         int          `json:"run"`               // number of the newest run, 0 before the first submit
	Verdict     Verdict      `json:"verdict,omitempty"` // of the newest finished run
	Attachments []Attachment `json:"attachments"`
	CreatedAt   time.Time    `json:"created_at"`
	UpdatedAt   time.Time    `json:"updated_at"`
	SubmittedAt time.Time    `json:"submitted_at,omitzero"`
}

// Title is what a list shows: the organisation, or for an individual the site.
func (f Filing) Title() string {
	if f.Declared.Organisation.Name != "" {
		return f.Declared.Organisation.Name
	}
	return f.Declared.Site.Name
}

// Attachment returns the file in a slot.
func (f Filing) Attachment(s Slot) (Attachment, bool) {
	for _, a := range f.Attachments {
		if a.Slot == s {
			return a, true
		}
	}
	return Attachment{}, false
}

// Run is one pass of the machine over a submitted filing. The database holds it; a queue only wakes workers.
type Run struct {
	FilingID   string    `json:"filing_id"`
	Number     int       `json:"run"`
	Attempt    int       `json:"attempt"` // raised by every claim; a save with an older attempt is refused (the fence)
	Status     Status    `json:"status"`  // queued, reviewing, reviewed, failed
	Worker     string    `json:"worker,omitempty"`
	LeaseUntil time.Time `json:"lease_until,omitzero"`
	QueuedAt   time.Time `json:"queued_at"`
	StartedAt  time.Time `json:"started_at,omitzero"`
	FinishedAt time.Time `json:"finished_at,omitzero"`
	Failure    string    `json:"failure,omitempty"` // a class of fault, never personal data
}

// Decision is what a reviewer decided about a reviewed run. Status is accepted, returned or rejected.
type Decision struct {
	FilingID string    `json:"filing_id"`
	Run      int       `json:"run"`
	Status   Status    `json:"status"`
	Reasons  []Reason  `json:"reasons,omitempty"` // required unless accepted
	Note     string    `json:"note,omitempty"`    // internal
	Reviewer string    `json:"reviewer"`          // key id
	At       time.Time `json:"at"`
}

// Reason is one thing the applicant is told to mend; Check is empty when the reviewer wrote it freely.
type Reason struct {
	Check   string `json:"check,omitempty"`
	Message string `json:"message"`
}

// AuditEntry is one line of the audit log. Detail carries ids and codes only.
type AuditEntry struct {
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`  // key id, or "system"
	Action   string    `json:"action"` // filing.created, filing.submitted, report.viewed, decision.returned, key.created ...
	FilingID string    `json:"filing_id,omitempty"`
	Detail   string    `json:"detail,omitempty"`
}

// Role is what a key may do.
type Role string

const (
	Portal   Role = "portal"   // the API, on filings it created
	Reviewer Role = "reviewer" // the pages and every filing
)

// Roles lists the roles.
var Roles = []Role{Portal, Reviewer}

// Key is a credential. Only the hash of its secret is kept.
type Key struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Role      Role      `json:"role"`
	Hash      string    `json:"-"` // hex SHA-256 of the secret, which has 256 random bits
	CreatedAt time.Time `json:"created_at"`
	RevokedAt time.Time `json:"revoked_at,omitzero"`
}

// NewSecret returns 256 random bits as 52 lower-case characters, and the hash that is kept of them.
func NewSecret() (secret, hash string) {
	var b [32]byte
	rand.Read(b[:])
	secret = strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
	return secret, HashSecret(secret)
}

// HashSecret is what is kept of a secret: its hex SHA-256. A plain hash is enough because secrets are random and long.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Query selects filings for a list, newest first.
type Query struct {
	Owner   string    // "" is everyone's
	Status  []Status  // nil is every status
	Verdict []Verdict // nil is every verdict
	Text    string    // part of the organisation's or site's name, or of the filing id
	Cursor  string    // from the last answer; "" is the first page
	Limit   int       // 1..200
}

// NewID returns 128 random bits as 26 lower-case characters.
func NewID() string {
	var b [16]byte
	rand.Read(b[:])
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}

// ObjectKey is where the bytes of an attachment lie in object storage.
func ObjectKey(filingID, sha256 string) string { return "filings/" + filingID + "/original/" + sha256 }

// ReportKey is where a run's report lies in object storage.
func ReportKey(filingID string, run int) string {
	return "filings/" + filingID + "/reports/" + strconv.Itoa(run) + ".json"
}

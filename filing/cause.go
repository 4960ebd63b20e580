package filing

// Cause is one thing that is wrong, with all that was found because of it: a wrong identity card is one cause, not nine
// complaints.
type Cause struct {
	ID       string   `json:"id"`       // what it is about: document:id_card_front, wrong:card, declared:principal, missing:site_plan, check:dom-format
	Severity Severity `json:"severity"` // of the worst of its findings
	Findings []int    `json:"findings"` // places in the report's findings, worst first
	Note     string   `json:"note"`     // for reviewers, zh-CN: what makes it one cause
	// Todo is for the applicant: what to do. Empty where only a reviewer has something to do.
	Todo   string `json:"todo,omitempty"`
	TodoEN string `json:"todo_en,omitempty"`
}

package filing

// Replay is what would have been said of stored filings under another policy.
type Replay struct {
	Since   string         `json:"since"`   // first day of submission that was looked at, "" is ever
	Against string         `json:"against"` // what is compared with: policy, the one in force; or stored, the reports
	Packs   []string       `json:"packs"`   // that are rehearsed: names and versions
	Filings int            `json:"filings"` // looked at
	Moves   map[string]int `json:"moves"`   // "review>fix" -> filings whose verdict would move so
	Checks  map[string]int `json:"checks"`  // check -> filings in which it would say something else
	Changes []ReplayChange `json:"changes"` // the filings, in the order of submission
}

// ReplayChange is one filing of which something else would be said.
type ReplayChange struct {
	FilingID  string          `json:"filing_id"`
	Run       int             `json:"run"`
	Province  string          `json:"province"`
	Kind      Kind            `json:"kind"`
	Submitted string          `json:"submitted"`
	Before    Verdict         `json:"before"`
	After     Verdict         `json:"after"`
	Findings  []FindingChange `json:"findings"`
}

// FindingChange is a finding that would come, go, or be another one.
type FindingChange struct {
	Check  string   `json:"check"`
	Before *Finding `json:"before,omitempty"`
	After  *Finding `json:"after,omitempty"`
}

package filing

// CheckInfo is what one check says, for people.
type CheckInfo struct {
	ID        string   `json:"id"`
	Severity  Severity `json:"severity"` // of a failure, where the policy or the picture does not say another
	Title     string   `json:"title"`    // what is looked at, zh-CN
	TitleEN   string   `json:"title_en"`
	Message   string   `json:"message"` // what is said of a failure; {placeholders} are filled in
	MessageEN string   `json:"message_en"`
	Says      string   `json:"says"`   // the rule in full, in English
	Source    string   `json:"source"` // where it comes from
	Needs     []string `json:"needs"`  // what it looks at: slot.field, declared.*, province, files of the policy
	Register  string   `json:"register,omitempty"`
	Quick     bool     `json:"quick"` // said at upload already
}

// Requirements is what an applicant of a kind in a province will be asked for.
type Requirements struct {
	Province  string        `json:"province"`
	Kind      Kind          `json:"kind"`
	Type      Type          `json:"type"`
	Materials []Requirement `json:"materials"`
	Rules     []Requirement `json:"rules"` // about persons, numbers, domains, names and remarks
	Notes     []string      `json:"notes"` // what no check looks at, as the authority's readers note it
}

// Requirement is one thing that is asked for, and where that stands.
type Requirement struct {
	Slot    Slot      `json:"slot,omitempty"` // of a material
	Text    string    `json:"text"`           // zh-CN
	TextEN  string    `json:"text_en"`
	When    string    `json:"when,omitempty"` // only then, zh-CN; always when empty
	Unclear bool      `json:"unclear,omitempty"`
	Policy  PolicyRef `json:"policy"`
	Sources []string  `json:"sources"`
}

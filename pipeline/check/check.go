// Package check turns what was declared and what was read into findings. One rule is one file, named by its id; rules.go
// lists them by the sections of the catalogue.
//
// A rule never says fail for something that was not read, or not read with confidence: that is unsure. Declared values
// are certain. Run and QuickLook do no input or output and are safe for concurrent use.
//
// # The policy
//
// What changes by province, provider or year lies in rules/*.json (types in policy_province.go and policy_types.go,
// loading in policy.go). An operator may lay a pack of their own over it (LoadPolicy). Rules look at the policy through
// the methods of checker in cite.go (k.province("licence_months"), k.limits("dpi"), k.words("state") ...), never around
// them, so that a finding names the entry that decided it and whose that is. A province's field whose sources disagree is
// listed in its Unclear: pass the severity through province.severity.
//
// # Registers
//
// What documents cannot show is asked before the checks run (LookUp, the interface Registers) and lies in Case.Answers,
// the provider's own filings in Case.Answers.History. A rule that needs such an answer sets Rule.Register and takes it
// by answered(k, k.Answers.Entity, values...), which says not_run(no_register) where nobody answered.
//
// # A new rule
//
// One file with one Rule and its source and formula in the comment; its line in rules.go; a table test with every status;
// then go test ./pipeline/check -run TestDocs -update. Take values from the case by k.read(slot, field), k.licence,
// k.cardName and the like, and declared("declared.site.name", text) for the form's; say what was found by k.judge, k.fail,
// k.failAs, k.pass, k.unsure and their Slot forms. They hold back a failure that stands on an uncertain value. A field of a
// kind of document that nobody reads yet gives not_run(no_reader) by itself.
package check

import (
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"prereview/filing"
)

// Accept is the confidence at or above which a value, or the kind of a document, is taken as read. The report's
// provenance states it.
const Accept = 0.9

// A reading that says what somebody else says too is worth more than its own confidence, which is that of its worst
// character: to be wrong it would have to be wrong in just that way. So a value equal to the declared one is taken as
// read from agreed (agreedLong for six characters and more) on, and two fields of one card that agree from plausible on.
// Where they disagree nothing of this holds: a failure needs Accept.
const (
	agreed     = 0.3
	agreedLong = 0.1
	plausible  = 0.5
)

// Case is one filing as the rules see it.
type Case struct {
	Form        filing.Form
	Documents   []filing.Document // one a slot; of several in one slot the first counts
	SubmittedAt filing.Date       // the day of submission in China; "today" for every rule
	Answers     filing.Answers    // what registers and own records said before
	Snoozes     []filing.Snooze   // in force for this filing: their findings are marked and count for nothing
}

// Text is something said in Chinese and in English.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Rule describes one check of the catalogue.
type Rule struct {
	ID       string          `json:"id"`
	Severity filing.Severity `json:"severity"` // of a failure, where the rule or a province does not say another
	Title    Text            `json:"title"`    // what is looked at
	Message  Text            `json:"message"`  // what is said of a failure; {placeholders} are filled in
	Source   string          `json:"source"`   // where the rule comes from
	Needs    []string        `json:"needs"`    // slot.field, declared.*, province, files ... that the rule looks at
	Quick    bool            `json:"quick"`    // looks at one attachment alone, so it is part of the quick look
	Register Register        `json:"register"` // the outside source without which it is not run; "" when it needs none

	run func(*checker)
}

// Rules lists every rule in the order they run.
func Rules() []Rule { return slices.Clone(rules) }

// Run applies every rule by our policy; see Policy.Run.
func Run(c Case) []filing.Finding { return Ours().Run(c) }

// QuickLook applies the rules that look at one attachment alone, by our policy.
func QuickLook(doc filing.Document) []filing.Finding { return Ours().QuickLook(doc) }

// Run applies every rule and returns the findings, worst first: blocking failures, failures for review, what is unsure
// or could not be run, advice, what no register is there for, what is snoozed, passes. Rules that do not apply are left out. A rule that
// panics gives not_run(rule_error). The policy is that of the day of submission.
func (p *Policy) Run(c Case) []filing.Finding {
	return p.run(c, func(*Rule) bool { return true })
}

// QuickLook applies the rules that look at one attachment alone.
func (p *Policy) QuickLook(doc filing.Document) []filing.Finding {
	return p.run(Case{Documents: []filing.Document{doc}}, func(r *Rule) bool { return r.Quick })
}

func (p *Policy) run(c Case, wanted func(*Rule) bool) []filing.Finding {
	v := newView(c, p.on(c.SubmittedAt))
	var out []filing.Finding
	for i := range rules {
		if wanted(&rules[i]) {
			out = append(out, apply(&rules[i], v)...)
		}
	}
	snooze(out, c.Snoozes)
	sortFindings(out)
	return out
}

// snooze marks what somebody has silenced. A pass needs no silence.
func snooze(fs []filing.Finding, zs []filing.Snooze) {
	for i := range fs {
		f := &fs[i]
		j := slices.IndexFunc(zs, func(z filing.Snooze) bool { return z.Silences(*f) })
		if j >= 0 && f.Status != filing.Pass {
			f.Snoozed = &filing.Snoozed{ID: zs[j].ID, Until: zs[j].Until, Reason: zs[j].Reason, By: zs[j].By}
		}
	}
}

// apply runs one rule.
func apply(r *Rule, v *view) (out []filing.Finding) {
	k := &checker{view: v, rule: r}
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		// The panic's text may hold what was read; only a runtime error's is known to be free of it.
		what := fmt.Sprintf("%T", p)
		if e, ok := p.(runtime.Error); ok {
			what = e.Error()
		}
		slog.Error("check panicked", "check", r.ID, "panic", what, "stack", string(debug.Stack()))
		k.found = nil
		k.notRun("rule_error")
		out = k.found
	}()
	r.run(k)
	return merge(k.found)
}

// merge makes one finding of all passes of a rule, and of all its not_runs by one cause: nobody reads thirty of either.
func merge(fs []filing.Finding) []filing.Finding {
	var out []filing.Finding
	for _, f := range fs {
		i := slices.IndexFunc(out, func(g filing.Finding) bool {
			return g.Status == f.Status && g.Severity == f.Severity && g.Message == f.Message &&
				(f.Status == filing.Pass || f.Status == filing.NotRun)
		})
		if i < 0 {
			out = append(out, f)
			continue
		}
		for _, name := range f.Fields {
			if !slices.Contains(out[i].Fields, name) {
				out[i].Fields = append(out[i].Fields, name)
			}
		}
		for _, e := range f.Evidence {
			if !slices.Contains(out[i].Evidence, e) {
				out[i].Evidence = append(out[i].Evidence, e)
			}
		}
		for _, r := range f.Policy {
			if !slices.Contains(out[i].Policy, r) {
				out[i].Policy = append(out[i].Policy, r)
			}
		}
	}
	return out
}

func sortFindings(fs []filing.Finding) {
	sev := map[filing.Severity]int{filing.Block: 0, filing.Review: 1, filing.Advice: 2}
	rank := func(f filing.Finding) int {
		if f.Snoozed != nil {
			return 36
		}
		switch f.Status {
		case filing.Fail:
			return []int{0, 10, 30}[sev[f.Severity]]
		case filing.NotRun, filing.Unsure:
			if f.Reason == filing.ReasonNoRegister {
				return 35
			}
			return 20 + sev[f.Severity]
		}
		return 40
	}
	slices.SortStableFunc(fs, func(a, b filing.Finding) int { return rank(a) - rank(b) })
}

// Reasons of unsure and not_run.
const (
	reasonNotRead       = "not_read"
	reasonLowConfidence = "low_confidence"
	reasonLookAlike     = "look_alike" // differs only by characters that are easily taken for each other
	reasonRepaired      = "repaired"   // reading mended the value by the very rule that is checked
	reasonMisread       = "misread"    // what was read contradicts itself, so reading is the likelier fault
	reasonUnresolved    = "unresolved" // read well, but the rule cannot decide from it
	reasonWrongDocument = "wrong_document"
	reasonUnreadable    = "unreadable"
	reasonNoDate        = "no_submission_date"

	reasonScreenshot      = "screenshot"          // the file has the shape of a telephone's screen
	reasonNoReader        = filing.ReasonNoReader // nobody reads the fields of this kind of document yet: a reviewer does
	reasonRegisterDown    = "register_down"
	reasonRegisterRefused = "register_refused"
)

var reasonTexts = map[string]Text{
	reasonNotRead:           {"未识别到{fields}", "{fields} not read"},
	reasonLowConfidence:     {"{fields}识别把握不足", "{fields} read with low confidence"},
	reasonLookAlike:         {"{fields}仅有形近字差异，可能是识别误差", "{fields} differ only in look-alike characters, perhaps a reading error"},
	reasonRepaired:          {"{fields}在识别时经过自动修正，不能用来证明其自身", "{fields} was mended while reading and cannot vouch for itself"},
	reasonMisread:           {"{fields}可能识别有误", "{fields} may have been misread"},
	reasonUnresolved:        {"根据{fields}无法判定", "{fields} do not decide it"},
	reasonWrongDocument:     {"材料位中不是应传的证件", "the slot holds another kind of document"},
	reasonUnreadable:        {"文件无法打开", "the file could not be opened"},
	reasonNoDate:            {"缺少提交日期", "no submission date"},
	reasonScreenshot:        {"文件尺寸与手机屏幕一致", "the file has the shape of a telephone's screen"},
	reasonNoReader:          {"该材料的内容目前由人工核对", "what it says is read by a reviewer"},
	filing.ReasonNoRegister: {"未配置所需的外部数据源", "no register is configured for it"},
	reasonRegisterDown:      {"外部数据源没有应答", "the register did not answer"},
	reasonRegisterRefused:   {"外部数据源拒绝查询", "the register refused the question"},
	"reader_crashed":        {"识别程序在处理该文件时异常退出", "the reader crashed on this file"},
	"reader_timeout":        {"识别超时", "reading took too long"},
	"rule_error":            {"检查程序出错", "the check itself failed"},
}

// fill replaces each {key} by its text, once: what is filled in is not looked at again, whatever it holds.
func fill(t Text, a args) Text {
	return Text{fillOne(t.ZH, func(k string) (string, bool) { v, ok := a[k]; return v.ZH, ok }),
		fillOne(t.EN, func(k string) (string, bool) { v, ok := a[k]; return v.EN, ok })}
}

func fillOne(s string, value func(key string) (string, bool)) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		key, after, closed := strings.Cut(rest, "}")
		v, known := value(key)
		if !closed || !known {
			b.WriteByte('{')
			s = rest
			continue
		}
		b.WriteString(clip(v))
		s = after
	}
}

// clip keeps a hostile value from filling a message.
func clip(s string) string {
	if len(s) <= 200 {
		return s
	}
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// args fills the placeholders of a message.
type args map[string]Text

// same is a text that needs no translation.
func same(s string) Text { return Text{s, s} }

func num(n int) Text { return same(fmt.Sprint(n)) }

package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"prereview/filing"
)

// reportView is a report as the page shows it.
type reportView struct {
	Run       int
	Verdict   filing.Verdict
	Headline  string
	Tally     tally
	Groups    []groupView // what is not right, worst first
	Passed    []findingView
	Quiet     []findingView // what counts for nothing
	Todo      []todoView    // what the applicant has to do, in the order of doing
	Documents []docView
	At        time.Time
	Took      string
	Made      []pair // provenance
}

type pair struct{ Label, Value string }

// todoView is one thing that the applicant has to do.
type todoView struct {
	Text   string
	Advice bool
	Covers []todoRef // the findings that are settled by it
}

type todoRef struct{ Index, Number int }

type groupView struct {
	ID, Label, Hint string
	Findings        []findingView
}

type findingView struct {
	Index   int // in the report
	Number  int // as shown, from 1; 0 for a passed check
	Group   int
	Mark    string // icon
	Label   string // of the severity, in words
	Check   string
	Message string
	English string
	Reason  string
	Silence string // by whom it was silenced, until when and why
	Policy  []filing.PolicyRef
	Cause   string // for reviewers: what makes several findings one cause; on the first of them
	Because int    // number of the finding that tells the cause; 0 for itself
	Rows    []evidenceView
}

// evidenceView is one row: a piece of picture, what was read there, and what it is compared with.
type evidenceView struct {
	Label     string
	Ref       string // slot.field, ties the row to the box on the document
	Slot      filing.Slot
	Picture   *pictureView
	Read      []seg
	HasRead   bool
	Against   []seg
	AgainstBy string // what the other value is: declared, or read elsewhere
	Raw       string // as recognised, when something was repaired
	Repair    string
	Percent   int // confidence; -1 when there is none
	Low       bool
	Unread    bool
	ReadBy    string // what the reading is called
	Apart     *apartView
	Code      bool // a number, set in figures of one width so that places line up
}

// pictureView is a crop: a window onto the one preview of its document.
type pictureView struct {
	crop
	Href   string
	W, H   string // of the preview in the frame's coordinates
	Mirror string
	Alt    string
	Veil   string   // points of what is covered, "" for nothing
	Marks  []string // points of what is outlined
}

// docView is one document with everything that was seen on it.
type docView struct {
	Slot     filing.Slot
	Name     string
	Kind     filing.DocumentKind
	Wrong    bool // the picture shows another kind than the slot asks for
	Meta     string
	Href     string // preview
	Original string
	Frame    bool // there is a picture
	W, H     string
	Mirror   string
	Boxes    []boxView
	Veils    []string
	Fields   []docField
	Signals  []pair
	NotRun   string
	Worst    int // worst group of the findings about it
}

type boxView struct{ Ref, Class, Points, Label string }

type docField struct {
	Ref, Label string
	Value      []seg
	Percent    int
	Low        bool
	Raw        string
	Repair     string
	Apart      *apartView
}

const acceptDefault = 0.9

var groupWords = [...]groupView{
	groupFix:    {ID: "fix", Label: "必须修改", Hint: "申请人改好之前不能提交管局"},
	groupReview: {ID: "review", Label: "需要人工核对", Hint: "机器发现异常，由审核员判断"},
	groupUnsure: {ID: "unsure", Label: "机器无法判定", Hint: "没有识别清楚或没有检查成，不等于通过"},
	groupAdvice: {ID: "advice", Label: "建议", Hint: "不影响提交"},
}

func viewReport(rep filing.Report, revealed bool) *reportView {
	v := &reportView{Run: rep.Run, Verdict: rep.Verdict, Tally: tallyOf(rep.Findings), At: rep.Provenance.StartedAt,
		Made: madeWith(rep.Provenance)}
	if ms := rep.Provenance.ElapsedMS; ms > 0 {
		v.Took = tookZH(time.Duration(ms) * time.Millisecond)
	}
	v.Headline = headline(rep.Verdict, v.Tally)
	accept := cmp.Or(rep.Provenance.Thresholds["accept"], acceptDefault)
	e := evidenceViewer{rep: rep, accept: accept, revealed: revealed, docs: map[filing.Slot]filing.Document{}}
	for _, d := range rep.Documents {
		if _, twice := e.docs[d.Slot]; !twice {
			e.docs[d.Slot] = d
		}
	}
	worst := map[string]int{} // slot or slot.field -> worst group
	groups := make([]groupView, len(groupWords))
	copy(groups, groupWords[:])
	order := make([]int, len(rep.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return groupOf(rep.Findings[a]) - groupOf(rep.Findings[b]) })
	n := 0
	for _, i := range order {
		f := rep.Findings[i]
		g := groupOf(f)
		fv := findingView{Index: i, Group: g, Check: f.Check, Message: f.Message, English: f.MessageEN, Rows: e.rows(f), Policy: f.Policy}
		if z := f.Snoozed; z != nil {
			fv.Silence = "已静默至 " + z.Until + "：" + z.Reason
		}
		fv.Mark, fv.Label = markOf(f)
		if fv.Reason = orUnknown(reasonZH, f.Reason); strings.Contains(f.Message, fv.Reason) {
			fv.Reason = "" // said already
		}
		if !revealed {
			fv.Message, fv.English = maskText(fv.Message), maskText(fv.English)
		}
		for _, ev := range f.Evidence {
			for _, key := range []string{string(ev.Document), string(ev.Document) + "." + ev.Field} {
				if w, ok := worst[key]; !ok || g < w {
					worst[key] = g
				}
			}
		}
		if g == groupPass {
			v.Passed = append(v.Passed, fv)
			continue
		}
		if g == groupQuiet {
			v.Quiet = append(v.Quiet, fv)
			continue
		}
		n++
		fv.Number = n
		groups[g].Findings = append(groups[g].Findings, fv)
	}
	for _, g := range groups {
		if len(g.Findings) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	v.causes(rep.Causes, revealed)
	for _, d := range rep.Documents {
		v.Documents = append(v.Documents, viewDocumentWith(rep.FilingID, rep.Run, d, worst, accept, revealed))
	}
	return v
}

// causes ties the findings of one cause together and says what the applicant has to do. Reports of before have none.
func (v *reportView) causes(cs []filing.Cause, revealed bool) {
	shown := map[int]*findingView{}
	for g := range v.Groups {
		for i := range v.Groups[g].Findings {
			f := &v.Groups[g].Findings[i]
			shown[f.Index] = f
		}
	}
	for _, c := range cs {
		var of []*findingView
		for _, i := range c.Findings {
			if f := shown[i]; f != nil {
				of = append(of, f)
			}
		}
		if len(of) == 0 {
			continue
		}
		slices.SortFunc(of, func(a, b *findingView) int { return a.Number - b.Number })
		if len(of) > 1 && !strings.HasPrefix(c.ID, "check:") {
			of[0].Cause = c.Note
			for _, f := range of[1:] {
				f.Because = of[0].Number
			}
		}
		if c.Todo == "" {
			continue
		}
		t := todoView{Text: c.Todo, Advice: c.Severity == filing.Advice}
		if !revealed {
			t.Text = maskText(t.Text)
		}
		for _, f := range of {
			t.Covers = append(t.Covers, todoRef{f.Index, f.Number})
		}
		v.Todo = append(v.Todo, t)
	}
}

func headline(v filing.Verdict, t tally) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{t.Fix, "项必须修改"}, {t.Review, "项需要核对"}, {t.Unsure, "项机器无法判定"}} {
		if p.n > 0 {
			parts = append(parts, strconv.Itoa(p.n)+" "+p.what)
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("共检查 %d 项，没有发现问题。", t.Total())
	}
	return strings.Join(parts, "，") + "。"
}

// markOf says a finding's weight by a shape and a word, so that colour is never alone in saying it.
func markOf(f filing.Finding) (icon, label string) {
	switch groupOf(f) {
	case groupFix:
		return "cross", "必须修改"
	case groupReview:
		return "alert", "需核对"
	case groupAdvice:
		return "info", "建议"
	case groupPass:
		return "check", "通过"
	}
	if f.Status == filing.NotRun {
		return "dash", "未检查"
	}
	return "question", "无法判定"
}

func madeWith(p filing.Provenance) []pair {
	ps := []pair{{"程序版本", p.Revision}, {"识别流程", p.Pipeline}}
	if len(p.Readers) > 0 {
		ps = append(ps, pair{"识别引擎", strings.Join(p.Readers, "、")})
	}
	for _, m := range sortedKeys(p.Models) {
		ps = append(ps, pair{"模型 " + m, clip(p.Models[m], 13)})
	}
	for _, m := range sortedKeys(p.Rules) {
		ps = append(ps, pair{"规则 " + m, p.Rules[m]})
	}
	for _, m := range sortedKeys(p.Thresholds) {
		ps = append(ps, pair{"阈值 " + m, num(p.Thresholds[m]*100) + "%"})
	}
	return ps
}

func sortedKeys[V any](m map[string]V) []string {
	ks := make([]string, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

func percent(c float64) int {
	p := int(math.Floor(c * 100)) // 99.6 % is not 100 %
	return max(0, min(p, 100))
}

func previewHref(id string, run int, slot filing.Slot) string {
	h := "/filings/" + id + "/documents/" + string(slot) + "/preview.jpg"
	if run > 0 {
		h += "?run=" + strconv.Itoa(run)
	}
	return h
}

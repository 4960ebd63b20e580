package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// thing is what a finding is about: a document, or a part of the form. The two sides of a card are one.
type thing string

const (
	thingCard     thing = "card"      // the principal's
	thingSiteCard thing = "site_card" // the site principal's, where it is another person's
	thingLicence  thing = "licence"
	declaredThing       = "declared:" // and the part of the form
)

// thingOf tells what a field is of: declared.principal.mobile, id_card_front.name, or a slot alone.
func thingOf(field string) thing {
	head, rest, _ := strings.Cut(field, ".")
	switch filing.Slot(head) {
	case filing.SlotIDCardFront, filing.SlotIDCardBack:
		return thingCard
	case filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack:
		return thingSiteCard
	case filing.SlotBusinessLicence:
		return thingLicence
	case "declared":
		part, _, _ := strings.Cut(rest, ".")
		return thing(declaredThing + part)
	}
	if slices.Contains(filing.Slots, filing.Slot(head)) {
		return thing(head)
	}
	return thing(declaredThing + head) // kind, province
}

func (t thing) declared() bool { return strings.HasPrefix(string(t), declaredThing) }

var thingLabels = map[thing]Text{
	thingCard: {"主体负责人身份证", "principal's ID card"}, thingSiteCard: {"网站负责人身份证", "site principal's ID card"},
	thingLicence: {"营业执照", "business licence"}, declaredThing + "organisation": {"主办单位信息", "organisation's details"},
	declaredThing + "principal": {"主体负责人信息", "principal's details"}, declaredThing + "site_principal": {"网站负责人信息", "site principal's details"},
	declaredThing + "site": {"网站信息", "site's details"}, declaredThing + "access": {"接入信息", "access details"},
	declaredThing + "province": {"备案省份", "filing province"}, declaredThing + "kind": {"主办单位性质", "applicant kind"},
}

func (t thing) label() Text {
	if l, ok := thingLabels[t]; ok {
		return l
	}
	if t.declared() {
		return Text{"填报信息", "declared details"}
	}
	return slotLabel(filing.Slot(t))
}

// Causes groups what is wrong in a report by what it comes from, in the order in which it is best mended: pictures that
// cannot be used and documents of somebody else, then what is missing, then what was declared wrongly, then the rest; what is
// only advised comes last. Each finding that is not a pass, not silenced and not for want of a register is in exactly one cause.
//
// A document that cannot be used takes every finding about it along. Of things that disagree with each other the one to
// blame is the one with the most disagreements, less what it agrees with: a card that fits neither the form nor the
// licence, while these two fit each other, is the wrong one. Where nothing decides it, the disagreement is a cause of its
// own.
func Causes(fs []filing.Finding) []filing.Cause {
	c := causer{findings: fs, unusable: map[thing]bool{}, score: map[thing]int{}, against: map[thing]int{}, fields: map[string]int{}}
	c.weigh()
	byID := map[string]int{}
	var out []cause
	for i, f := range fs {
		if quiet(f) {
			continue
		}
		id, rank, about := c.root(f)
		j, known := byID[id]
		if !known {
			j = len(out)
			byID[id] = j
			out = append(out, cause{Cause: filing.Cause{ID: id, Severity: f.Severity}, rank: rank, about: about})
		}
		out[j].Findings = append(out[j].Findings, i)
		if order(f.Severity) < order(out[j].Severity) {
			out[j].Severity = f.Severity
		}
	}
	for i := range out {
		c.word(&out[i])
	}
	slices.SortStableFunc(out, func(a, b cause) int {
		return cmp.Or(cmp.Compare(advice(a.Severity), advice(b.Severity)), cmp.Compare(a.rank, b.rank), cmp.Compare(order(a.Severity), order(b.Severity)))
	})
	causes := make([]filing.Cause, len(out))
	for i := range out {
		causes[i] = out[i].Cause
	}
	return causes
}

func quiet(f filing.Finding) bool {
	return f.Status == filing.Pass || f.Snoozed != nil || f.Reason == filing.ReasonNoRegister
}

func order(s filing.Severity) int {
	return slices.Index([]filing.Severity{filing.Block, filing.Review, filing.Advice}, s)
}

func advice(s filing.Severity) int {
	if s == filing.Advice {
		return 1
	}
	return 0
}

// cause is a cause in the making. rank is when it is to be mended.
type cause struct {
	filing.Cause
	rank  int
	about thing
}

const (
	rankPicture = iota
	rankWrong
	rankMissing
	rankDeclared
	rankRest
	rankReviewer
)

type causer struct {
	findings []filing.Finding
	unusable map[thing]bool
	score    map[thing]int  // disagreements less agreements
	against  map[thing]int  // disagreements
	approval string         // the cause of a missing prior approval: what words hint at it belongs there
	fields   map[string]int // declared field -> failures that it is in: a number that neither checks out nor agrees is one mistake
}

// weigh finds what cannot be used, and who disagrees with whom.
func (c *causer) weigh() {
	type pair [2]thing
	apart, agreed := map[pair]int{}, map[pair]bool{}
	for _, f := range c.findings {
		ts := thingsOf(f)
		if f.Snoozed != nil {
			continue
		}
		if spoils(f) {
			for _, t := range ts {
				c.unusable[t] = true
			}
		}
		if f.Check == materialPreapprovalMissing.ID && f.Status == filing.Fail {
			c.approval, _, _ = c.root(f)
		}
		if f.Status == filing.Fail && f.Severity != filing.Advice {
			for _, x := range f.Fields {
				if strings.HasPrefix(x, "declared.") {
					c.fields[x]++
				}
			}
		}
		// Only what is compared tells who agrees with whom; two numbers that both check out may be different ones.
		if !strings.HasPrefix(f.Check, "x-") {
			continue
		}
		for i, a := range ts {
			for _, b := range ts[i+1:] {
				switch {
				case f.Status == filing.Pass:
					agreed[pair{min(a, b), max(a, b)}] = true
				case f.Status == filing.Fail && f.Severity != filing.Advice:
					apart[pair{min(a, b), max(a, b)}]++
				}
			}
		}
	}
	for p, n := range apart {
		delete(agreed, p) // the rest of what they say may well be the same
		for _, t := range p {
			c.score[t] += n
			c.against[t] += n
		}
	}
	for p := range agreed {
		for _, t := range p {
			c.score[t]--
		}
	}
}

// spoils says that a finding makes its picture unusable: nothing else found on it is to be mended by itself.
func spoils(f filing.Finding) bool {
	if f.Status != filing.Fail || f.Severity != filing.Block {
		return false
	}
	p, _, _ := strings.Cut(f.Check, "-")
	return p == "file" || p == "img" || p == "doc"
}

// thingsOf are the things a finding is about, each once.
func thingsOf(f filing.Finding) (out []thing) {
	for _, field := range f.Fields {
		if t := thingOf(field); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// root finds what a finding comes from.
func (c *causer) root(f filing.Finding) (id string, rank int, about thing) {
	ts := thingsOf(f)
	if f.Check == "material-unneeded" { // there is nothing to be mended
		return "check:" + f.Check, rankRest, ""
	}
	if f.Check == preapprovalKeywords.ID && f.Status == filing.Fail && c.approval != "" {
		return c.approval, rankMissing, ""
	}
	if strings.HasPrefix(f.Check, "material-") && f.Status == filing.Fail {
		at := f.Check
		if len(f.Fields) > 0 {
			at, _, _ = strings.Cut(f.Fields[0], ".")
		}
		return "missing:" + at, rankMissing, ""
	}
	for _, t := range ts {
		if c.unusable[t] {
			return "document:" + string(t), rankPicture, t
		}
	}
	if t, ok := c.blame(ts); ok && (len(ts) > 1 || !t.declared()) {
		if t.declared() {
			return string(t), rankDeclared, t
		}
		return "wrong:" + string(t), rankWrong, t
	}
	if i := slices.IndexFunc(f.Fields, func(x string) bool { return c.fields[x] > 1 }); i >= 0 && f.Status == filing.Fail {
		return "field:" + f.Fields[i], rankDeclared, ""
	}
	if f.Status != filing.Fail || f.Severity == filing.Review {
		return "check:" + f.Check, rankReviewer, ""
	}
	if len(ts) == 1 && !ts[0].declared() {
		return "document:" + string(ts[0]) + ":" + f.Check, rankPicture, ""
	}
	if len(ts) > 0 && ts[0].declared() {
		return "check:" + f.Check, rankDeclared, ""
	}
	return "check:" + f.Check, rankRest, ""
}

// blame is the one of several things that disagrees most, when at least two disagreements and nobody else's say so.
func (c *causer) blame(ts []thing) (worst thing, ok bool) {
	for _, t := range ts {
		switch {
		case c.against[t] < 2:
		case !ok || c.score[t] > c.score[worst]:
			worst, ok = t, true
		case c.score[t] == c.score[worst]: // either may be wrong: the applicant is asked to look at what they declared
			if t.declared() {
				worst = t
			}
		}
	}
	if !ok || c.score[worst] <= 0 {
		return "", false
	}
	for _, t := range ts {
		if t != worst && c.score[t] > c.score[worst] {
			return "", false
		}
	}
	return worst, true
}

// word puts into words what to do, and what makes it one cause. Findings that only a reviewer has to look at tell the
// applicant nothing.
func (c *causer) word(x *cause) {
	var told []filing.Finding
	for _, i := range x.Findings {
		if f := c.findings[i]; f.Status == filing.Fail && f.Severity != filing.Review {
			told = append(told, f)
		}
	}
	n := len(x.Findings)
	label := x.about.label()
	switch {
	case x.rank == rankPicture && x.about != "":
		x.Note = fmt.Sprintf("%s不能使用，涉及 %d 项检查；更换后再看其余各项。", label.ZH, n)
	case x.rank == rankWrong:
		x.Note = fmt.Sprintf("%s与其他信息有 %d 处不一致，而其他信息彼此一致，疑为他人或旧的证件；涉及 %d 项检查。", label.ZH, c.against[x.about], n)
	case x.rank == rankDeclared && x.about != "":
		x.Note = fmt.Sprintf("填写的%s与材料有 %d 处不一致，疑为填写有误；涉及 %d 项检查。", label.ZH, c.against[x.about], n)
	case strings.HasPrefix(x.ID, "field:"):
		l := declaredLabel(strings.TrimPrefix(x.ID, "field:"))
		x.Note = fmt.Sprintf("%s涉及 %d 项检查。", l.ZH, n)
	default:
		x.Note = fmt.Sprintf("%d 项检查。", n)
	}
	if len(told) == 0 {
		return
	}
	switch {
	case x.rank == rankPicture && x.about != "":
		told = slices.DeleteFunc(told, func(f filing.Finding) bool { return !spoils(f) })
		zh, en := messages(told)
		x.Todo, x.TodoEN = "重新上传："+zh, "Upload again: "+en
	case x.rank == rankWrong:
		x.Todo = "更换" + label.ZH + "：它与填写的信息和其他材料不一致，请上传本备案的证件；如证件无误，请改正填写的信息。"
		x.TodoEN = "Replace the " + label.EN + ": it fits neither the declared details nor the other documents. If it is the right one, correct what was declared."
	case x.rank == rankDeclared && x.about != "":
		zh, en := messages(told)
		x.Todo, x.TodoEN = "更正填写的"+label.ZH+"："+zh, "Correct the declared "+label.EN+": "+en
	default:
		x.Todo, x.TodoEN = messages(told)
	}
}

// messages joins what findings say, each once.
func messages(fs []filing.Finding) (zh, en string) {
	var zhs, ens []string
	for _, f := range fs {
		if !slices.Contains(zhs, f.Message) {
			zhs, ens = append(zhs, f.Message), append(ens, f.MessageEN)
		}
	}
	return strings.Join(zhs, ""), strings.Join(ens, " ")
}

package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// checker is what a rule works with: the view of the case, and the verbs by which it says what it found.
type checker struct {
	*view
	rule  *Rule
	found []filing.Finding
	cites []filing.PolicyRef // entries of the policy looked at so far
}

// verdict is a finding in the making.
type verdict struct {
	status   filing.CheckStatus
	reason   string
	severity filing.Severity // "" is the rule's
	message  Text            // zero is the rule's
	args     args
	box      *filing.Box // evidence on a picture as such, of slot
	slot     filing.Slot
}

func (k *checker) add(d verdict, vs ...value) {
	f := filing.Finding{Check: k.rule.ID, Status: d.status, Reason: d.reason, Severity: d.severity,
		Fields: []string{}, Evidence: []filing.Evidence{}, Policy: slices.Clone(k.cites)}
	if f.Severity == "" {
		f.Severity = k.rule.Severity
	}
	if d.slot != "" {
		f.Fields = append(f.Fields, string(d.slot))
		f.Evidence = append(f.Evidence, filing.Evidence{Document: d.slot, Box: d.box})
	}
	for _, v := range vs {
		f.Fields = append(f.Fields, v.path())
		f.Evidence = append(f.Evidence, v.evidence())
	}
	m := d.message
	if m == (Text{}) {
		m = k.rule.Message
	}
	m = fill(m, d.args)
	f.Message, f.MessageEN = m.ZH, capital(m.EN)
	k.found = append(k.found, f)
}

// pass says that all is well with these values.
func (k *checker) pass(vs ...value) {
	k.add(verdict{status: filing.Pass, message: Text{k.rule.Title.ZH + "：通过", k.rule.Title.EN + ": passed"}}, vs...)
}

// passSlot says that all is well with a picture as such.
func (k *checker) passSlot(s filing.Slot) {
	k.add(verdict{status: filing.Pass, slot: s, message: Text{k.rule.Title.ZH + "：通过", k.rule.Title.EN + ": passed"}})
}

// failSlot says the rule's message of a picture as such.
func (k *checker) failSlot(s filing.Slot, sev filing.Severity, box *filing.Box, a args) {
	if a == nil {
		a = args{}
	}
	a["doc"] = slotLabel(s)
	k.add(verdict{status: filing.Fail, severity: sev, slot: s, box: box, args: a,
		message: Text{slotLabel(s).ZH + "：" + k.rule.Message.ZH, slotLabel(s).EN + ": " + k.rule.Message.EN}})
}

// fail says the rule's message, or unsure when any of the values is not certain: a failure needs every value it stands
// on at or above Accept.
func (k *checker) fail(a args, vs ...value) { k.failAs("", Text{}, a, vs...) }

// failAs is fail with a severity or a message of its own.
func (k *checker) failAs(sev filing.Severity, msg Text, a args, vs ...value) {
	if k.unread(vs...) {
		return
	}
	if weak := weakOf(vs); len(weak) > 0 {
		m := msg
		if m == (Text{}) {
			m = k.rule.Message
		}
		m = fill(m, a)
		why := fill(reasonTexts[reasonLowConfidence], args{"fields": labels(weak)})
		k.add(verdict{status: filing.Unsure, reason: reasonLowConfidence, severity: sev,
			message: Text{"请人工核对（" + why.ZH + "）：" + m.ZH, "Please check (" + why.EN + "): " + m.EN}}, vs...)
		return
	}
	k.add(verdict{status: filing.Fail, severity: sev, message: msg, args: a}, vs...)
}

// judge is pass or fail, and unsure in both cases when a value is not certain.
func (k *checker) judge(ok bool, a args, vs ...value) {
	switch {
	case k.unread(vs...):
	case !ok:
		k.fail(a, vs...)
	case len(weakOf(vs)) > 0:
		k.unsure(reasonLowConfidence, vs...)
	default:
		k.pass(vs...)
	}
}

// consistent is judge for values that must fit each other: that they do speaks for all of them, so a pass wants no more
// than plausible ones.
func (k *checker) consistent(ok bool, a args, vs ...value) {
	faint := slices.ContainsFunc(vs, func(v value) bool { return !v.sure() && v.field.Confidence < plausible })
	if !ok || faint {
		k.judge(ok, a, vs...)
		return
	}
	if !k.unread(vs...) {
		k.pass(vs...)
	}
}

// unsure says why these values carry no verdict.
func (k *checker) unsure(reason string, vs ...value) { k.unsureAs("", reason, vs...) }

func (k *checker) unsureAs(sev filing.Severity, reason string, vs ...value) {
	about := vs
	switch reason {
	case reasonNotRead:
		about = unreadOf(vs)
	case reasonLowConfidence:
		about = weakOf(vs)
	case reasonLookAlike, reasonMisread, reasonRepaired:
		about = readOf(vs)
	}
	if len(about) == 0 {
		about = vs
	}
	why := fill(reasonTexts[reason], args{"fields": labels(about)})
	k.add(verdict{status: filing.Unsure, reason: reason, severity: sev, message: Text{
		k.rule.Title.ZH + "：" + why.ZH + "，请人工核对。", k.rule.Title.EN + ": " + why.EN + "; please check."}}, vs...)
}

// notRun says why the rule could not be run, and by which document that came.
func (k *checker) notRun(reason string, vs ...value) {
	why, ok := reasonTexts[reason]
	if !ok {
		why = same(reason)
	}
	if i := slices.IndexFunc(vs, func(v value) bool { return v.notRun == reason }); i >= 0 {
		l := slotLabel(vs[i].slot)
		why = Text{l.ZH + "：" + why.ZH, l.EN + ": " + why.EN}
	}
	k.add(verdict{status: filing.NotRun, reason: reason, message: Text{
		k.rule.Title.ZH + "：未能检查（" + why.ZH + "）。", k.rule.Title.EN + ": not run (" + why.EN + ")."}}, vs...)
}

// unread says, and tells, that one of the values is not there to be judged: nothing when its document was not uploaded
// or nothing was declared (the rule does not apply), not_run when its document could not be read, unsure when the field
// was not.
func (k *checker) unread(vs ...value) bool {
	for _, v := range vs {
		if v.missing {
			return true
		}
	}
	for _, v := range vs {
		if v.notRun != "" {
			k.notRun(v.notRun, vs...)
			return true
		}
	}
	for _, v := range vs {
		if v.text == "" {
			k.unsure(reasonNotRead, vs...)
			return true
		}
	}
	return false
}

// noDay says, and tells, that the case has no day of submission.
func (k *checker) noDay(vs ...value) bool {
	if !k.today.IsZero() {
		return false
	}
	for _, v := range vs {
		if v.missing {
			return true
		}
	}
	k.notRun(reasonNoDate, vs...)
	return true
}

// capital begins an English sentence.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

func labels(vs []value) Text {
	var zh, en []string
	for _, v := range vs {
		l := v.label()
		zh, en = append(zh, l.ZH), append(en, l.EN)
	}
	return Text{strings.Join(zh, "、"), strings.Join(en, ", ")}
}

func filter(vs []value, keep func(value) bool) (out []value) {
	for _, v := range vs {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func weakOf(vs []value) []value   { return filter(vs, func(v value) bool { return !v.sure() }) }
func unreadOf(vs []value) []value { return filter(vs, func(v value) bool { return v.text == "" }) }
func readOf(vs []value) []value   { return filter(vs, func(v value) bool { return v.slot != "" }) }

// failSlotAs is failSlot with a message of its own.
func (k *checker) failSlotAs(s filing.Slot, sev filing.Severity, msg Text) {
	l := slotLabel(s)
	k.add(verdict{status: filing.Fail, severity: sev, slot: s, message: Text{l.ZH + "：" + msg.ZH, l.EN + ": " + msg.EN}})
}

// unsureSlot says of a picture as such why it carries no verdict.
func (k *checker) unsureSlot(s filing.Slot, reason string, msg Text, a args) {
	l := slotLabel(s)
	k.add(verdict{status: filing.Unsure, reason: reason, slot: s, args: a, message: Text{l.ZH + "：" + msg.ZH, l.EN + ": " + msg.EN}})
}

// dropPass takes back a pass already said of a slot.
func (k *checker) dropPass(s filing.Slot) {
	k.found = slices.DeleteFunc(k.found, func(f filing.Finding) bool {
		return f.Status == filing.Pass && len(f.Fields) > 0 && f.Fields[0] == string(s)
	})
}

// failUnless is judge with a message of its own.
func (k *checker) failUnless(ok bool, msg Text, vs ...value) {
	if ok {
		k.judge(true, nil, vs...)
		return
	}
	k.failAs("", msg, nil, vs...)
}

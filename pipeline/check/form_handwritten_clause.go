package check

import (
	"strings"

	"prereview/filing"
)

// The sentence that a province wants copied by hand (provinces.json handwritten_clause on an individual's 核验单, letter_clause
// on a letter about 校外培训) is there. Handwriting that differs by a character in ten or fewer may be misread, and is unsure.
var formHandwrittenClause = Rule{
	ID: "form-handwritten-clause", Severity: filing.Block,
	Title:   Text{"手抄承诺内容", "clause copied by hand"},
	Message: Text{"{form}：请按模板抄写规定承诺内容（{title}）后重新上传。", "{form}: copy the prescribed clause ({title}) by hand and upload it again."},
	Source:  "T-旧上传 T-教育", Needs: []string{"verification_form.clause", "no_preapproval_letter.clause", "province", "provinces.json", "texts.json"},
	run: func(k *checker) {
		prov, ok := k.province("handwritten_clause")
		if !ok {
			return
		}
		if prov.Clause != "" && k.Form.Kind == filing.Individual {
			k.copied(filing.SlotVerificationForm, k.fixedText(prov.Clause))
		}
		if prov.LetterClause != "" && k.Form.Kind != filing.Individual {
			k.province("letter_clause")
			k.copied(filing.SlotNoPreapproval, k.fixedText(prov.LetterClause))
		}
	},
}

func (k *checker) copied(s filing.Slot, t fixedText) {
	v := k.read(s, "clause")
	if k.unread(v) {
		return
	}
	a := args{"form": slotLabel(s), "title": same(t.Title)}
	want, got := bare(t.Text), bare(v.text)
	switch near := likeText(want, got); {
	case strings.Contains(got, want):
		k.judge(true, nil, v)
	case v.text != nothing && near >= .9:
		k.unsure(reasonMisread, v)
	default:
		k.fail(a, v)
	}
}

// likeText is how much of want stands in got in its order, 0..1: the length of their longest common subsequence over that
// of want.
func likeText(want, got string) float64 {
	a, b := []rune(want), []rune(got)
	if len(a) == 0 || len(b) > 4*len(a) { // a hostile text is not worth the time
		return 0
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diag := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diag = up
		}
	}
	return float64(row[len(b)]) / float64(len(a))
}

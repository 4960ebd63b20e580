package check

import (
	"prereview/filing"
)

// 主办者名称 on the 核验单, and the unit or person of a 承诺书, are the declared ones.
var xFormOrganiser = Rule{
	ID: "x-form-organiser", Severity: filing.Block,
	Title:   Text{"核验单主办者名称", "organiser on the form"},
	Message: Text{"{form}填写的主办者名称“{b}”与备案信息“{a}”不一致，请重新打印填写。", "The {form} names “{b}”, but “{a}” is declared. Print and fill it in again."},
	Source:  "K S2", Needs: []string{"verification_form.host", "commitment_letter.organisation", "declared.organisation.name", "declared.principal.name"},
	run: func(k *checker) {
		said := k.subjectName()
		check := func(s filing.Slot, field string) {
			read := k.read(s, field, said)
			msg := fill(k.rule.Message, args{"form": slotLabel(s), "a": same(said.text), "b": same(read.text)})
			k.agree(said, read, "", msg)
		}
		check(filing.SlotVerificationForm, "host")
		if k.Form.Kind == filing.Individual {
			check(filing.SlotCommitment, "person_name")
		} else {
			check(filing.SlotCommitment, "organisation")
		}
	},
}

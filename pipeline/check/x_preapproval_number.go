package check

import (
	"fmt"
	"slices"

	"prereview/filing"
)

// One of the declared numbers is the one on the permit. Several permits may be declared and one be in the slot.
var xPreapprovalNumber = Rule{
	ID: "x-preapproval-number", Severity: filing.Review,
	Title:   Text{"前置审批号", "number of the permit"},
	Message: Text{"填写的审批号与文件（{b}）不一致，请核对。", "The declared number is not the one on the permit ({b}). Please check."},
	Source:  "T-驳回 W", Needs: []string{"permit.number", "declared.site.permits"},
	run: func(k *checker) {
		read := k.read(filing.SlotPermit, "number")
		var said []value
		for i, p := range k.Form.Declared.Site.Permits {
			if v := declared(fmt.Sprintf("declared.site.permits[%d].number", i), p.Number); !v.missing {
				said = append(said, v)
			}
		}
		if len(said) == 0 || read.missing {
			return
		}
		ok := slices.ContainsFunc(said, func(v value) bool { return bare(v.text) == bare(read.text) })
		k.judge(ok, args{"b": same(read.text)}, append(said, read)...)
	},
}

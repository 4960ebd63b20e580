package check

import (
	"prereview/filing"
)

// The form's page does not run out of the picture. That a page of several is missing nobody can tell from a picture.
var formPageComplete = Rule{
	ID: "form-page-complete", Severity: filing.Block,
	Title:   Text{"表单完整", "whole page"},
	Message: Text{"表单缺页或边角不完整，请完整扫描后上传。", "a page or an edge of the form is missing. Scan all of it."},
	Source:  "N", Needs: []string{"pixels"},
	run: func(k *checker) {
		k.signals(func(d *filing.Document) bool {
			p, ok := k.pack.papers[d.Slot.Kind()]
			return ok && p.Signers != "none"
		}, filing.SignalCutBorder)
	},
}

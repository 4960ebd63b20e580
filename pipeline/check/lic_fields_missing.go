package check

import (
	"strings"

	"prereview/filing"
)

// The fields that the entity's format prints (icp-rules 3.3). A term is never asked for: newer licences print none. A
// field that was not read may still be printed, so it is unsure, and a failure only where the picture cuts the licence.
var licFieldsMissing = Rule{
	ID: "lic-fields-missing", Severity: filing.Review,
	Title:   Text{"营业执照字段齐全", "fields of the licence"},
	Message: Text{"未识别到{field}，请确认营业执照拍摄完整。", "Not found: {field}. Make sure the whole licence is in the picture."},
	Source:  "S0, L", Needs: []string{"business_licence.*"},
	run: func(k *checker) {
		d := k.at(filing.SlotBusinessLicence)
		if d == nil || !k.hasLicence() {
			return
		}
		if why := unusable(d, filing.BusinessLicence); why != "" {
			k.notRunSlot(d, why)
			return
		}
		_, cut := d.Signal(filing.SignalCutBorder)
		complete := true
		all := []value{}
		for _, level := range []struct {
			severity filing.Severity
			names    []string
		}{{filing.Block, []string{"uscc", "name", "legal_representative"}}, {filing.Review, k.formatFields()}} {
			var gone []value
			for _, name := range level.names {
				v := k.licence(name)
				if v.text == "" {
					gone = append(gone, v)
				} else {
					all = append(all, v)
				}
			}
			if len(gone) == 0 {
				continue
			}
			complete = false
			status, reason := filing.Unsure, reasonNotRead
			if cut {
				status, reason = filing.Fail, ""
			}
			k.add(verdict{status: status, reason: reason, severity: level.severity, args: args{"field": labels(gone)}}, gone...)
		}
		if complete {
			k.pass(all...)
		}
	},
}

// formatFields are the less weighty fields of the licence's format. Partnerships, sole proprietors and branches print no
// capital, sole traders their form of composition instead; of other classes than companies nothing is known.
func (k *checker) formatFields() []string {
	names := []string{"type", "address", "established", "business_scope"}
	class, _, ok := k.licenceClass()
	typ := k.licence("type").text
	switch {
	case !ok:
	case class == "92":
		names = append(names, "composition")
	case class == "91" && typ != "" && !capitalFree(typ):
		names = append(names, "registered_capital")
	}
	return names
}

func capitalFree(typ string) bool {
	for _, s := range []string{"合伙", "独资企业", "个人独资", "分公司", "分支", "分所", "营业单位", "代表", "外国", "办事"} {
		if strings.Contains(typ, s) {
			return true
		}
	}
	return false
}

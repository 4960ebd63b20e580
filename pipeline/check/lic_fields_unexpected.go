package check

import (
	"prereview/filing"
)

// Capital on a sole trader's licence (class 92), form of composition on a company's (91).
var licFieldsUnexpected = Rule{
	ID: "lic-fields-unexpected", Severity: filing.Review,
	Title:   Text{"营业执照字段与主体类型", "fields fit the kind of licence"},
	Message: Text{"营业执照字段与主体类型不一致（{field}），请人工核对。", "The licence shows a field ({field}) that its kind does not have; please check."},
	Source:  "L, derived", Needs: []string{"business_licence.uscc", "business_licence.registered_capital", "business_licence.composition"},
	run: func(k *checker) {
		uscc := k.licence("uscc")
		if k.unread(uscc) {
			return
		}
		class, v, ok := k.licenceClass()
		odd := map[string]string{"92": "registered_capital", "91": "composition"}[class]
		switch extra := k.licence(odd); {
		case !ok:
			k.unsure(reasonLowConfidence, uscc)
		case odd == "":
		case extra.text == "":
			k.pass(v)
		default:
			k.fail(args{"field": fieldLabel(odd)}, v, extra)
		}
	},
}

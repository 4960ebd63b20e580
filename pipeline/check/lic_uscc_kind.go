package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// The first two characters say what kind of organisation it is (rules/uscc.json). Kinds that some provinces file it
// under are for a reviewer, as is a class of its own on the licence that says 个体工商户 or does not.
var licUSCCKind = Rule{
	ID: "lic-uscc-kind", Severity: filing.Block,
	Title:   Text{"主体性质与信用代码", "applicant kind agrees with the credit code"},
	Message: Text{"主体性质与证件不符：信用代码表明该主体为{class}，请修改主办单位性质。", "The applicant kind does not fit: by its credit code it is a {class}. Change the kind."},
	Source:  "GB 32100-2015, M", Needs: []string{"business_licence.uscc", "declared.organisation.certificate_number", "business_licence.type", "kind", "uscc.json"},
	run: func(k *checker) {
		k.codes(func(vs ...value) {
			c, ok := code(vs[0])
			if !ok && vs[0].text != "" || k.unread(vs...) {
				return
			}
			vs = append(vs, k.declaredKind())
			class, known := k.usccClass(string(c[:2]))
			a := args{"class": {class.Name, class.NameEN}}
			asFirm := class.Code == "92" && k.Form.Kind == filing.Enterprise && k.pack.provinces[k.Form.Province].SoleTraderAsFirm
			switch {
			case !known:
				k.failAs(filing.Review, Text{"信用代码的机构类别未收录，请人工核对。", "The class of the credit code is not known; please check."}, nil, vs...)
			case slices.Contains(class.Kinds, k.Form.Kind) || asFirm:
				typ := k.licence("type")
				trader := strings.Contains(typ.text, "个体")
				if typ.text != "" && typ.sure() && vs[0].slot != "" && trader != (class.Code == "92") {
					k.failAs(filing.Review, Text{"执照类型与信用代码类别（{class}）不一致，请人工核对。", "The licence's type does not fit the class of its credit code ({class}); please check."}, a, append(vs, typ)...)
					return
				}
				k.judge(true, nil, vs...)
			case slices.Contains(class.Tolerated, k.Form.Kind):
				k.failAs(filing.Review, Text{"信用代码表明该主体为{class}，与所选主办单位性质可能不符，请人工核对当地要求。",
					"By its credit code this is a {class}, which may not fit the chosen kind; please check the province's practice."}, a, vs...)
			default:
				k.fail(a, vs...)
			}
		})
	},
}

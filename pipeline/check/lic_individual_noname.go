package check

import (
	"strings"

	"prereview/filing"
)

// A sole trader may be registered without a 字号: then the licence has marks, or the trader's own name, where the name should
// stand, and provinces differ in what they do (provinces.json sole_trader_unnamed). A reviewer sees to it. What is declared
// counts where the licence's name was not read.
var licIndividualNoname = Rule{
	ID: "lic-individual-noname", Severity: filing.Review,
	Title:   Text{"个体工商户字号", "name of the sole trader's business"},
	Message: Text{"个体工商户执照无字号，请按{province}要求处理：{how}。", "The sole trader's licence has no business name. {province}: {how}."},
	Source:  "T-省", Needs: []string{"business_licence.name", "business_licence.uscc", "declared.organisation.name", "declared.principal.name", "kind", "province", "provinces.json"},
	run: func(k *checker) {
		class, _, _ := k.licenceClass()
		if class != "92" && (class != "" || k.Form.Kind != filing.SoleTrader) {
			return
		}
		person := k.principal().name()
		if rep := k.licence("legal_representative"); rep.text != "" && rep.sure() {
			person = rep
		}
		name := k.licence("name")
		if said := k.orgName(); name.text == "" && unnamed(said.text, person.text) && !said.missing {
			name = said
		}
		if name.notRun == "" && name.text == "" && marksAlone(name.field.Raw) {
			name.text = name.field.Raw
		}
		if k.unread(name) {
			return
		}
		prov, _ := k.province("sole_trader_unnamed")
		how, known := unnamedTexts[prov.SoleTraderUnnamed]
		if !known {
			how = Text{"当地未说明，请咨询管局", "what it asks is not known, please enquire"}
		}
		if prov.SoleTraderNote != "" {
			how.ZH = prov.SoleTraderNote
		}
		k.judge(!unnamed(name.text, person.text), args{"province": same(k.Form.Province), "how": how}, name)
	},
}

// unnamed says that what stands for a name is none: nothing but marks, a word for none, or the trader's own name.
func unnamed(name, person string) bool {
	n := foldName(name)
	for _, s := range []string{"(个体工商户)", "个体工商户", "(个体)"} {
		n = strings.TrimPrefix(strings.TrimSuffix(n, s), s)
	}
	return marksAlone(name) || n == "" || n == "无" || n == "无字号" || n == "无名称" || person != "" && n == foldName(person)
}

// marksAlone says that a text has something in it, and no letter or digit: ******.
func marksAlone(s string) bool { return foldName(s) != "" && bare(s) == "" }

var unnamedTexts = map[unnamedPolicy]Text{
	"refused":    {"须有字号和公章，请先办理字号登记", "a business name and seal are asked for; register a name first"},
	"individual": {"按个人性质备案，执照放在其他材料", "file as an individual, with the licence among the other material"},
	"named":      {"名称填写负责人姓名并备注无字号", "declare the trader's own name, and remark that there is no business name"},
	"conflict":   {"当地要求说法不一，由审核员判断", "sources disagree on what it asks; a reviewer decides"},
}

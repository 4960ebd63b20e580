package check

import (
	"strings"

	"prereview/filing"
)

// Where a province asks it (remark_statement_individual) an individual's remark holds the statement of texts.json word for word;
// marks and widths aside.
var siteRemarkStatement = Rule{
	ID: "site-remark-statement", Severity: filing.Block,
	Title:   Text{"个人网站承诺声明", "statement of an individual's site"},
	Message: Text{"请在备注中抄写个人网站承诺声明：{text}", "Copy the statement of an individual's site into the remark: {text}"},
	Source:  "T-省", Needs: []string{"declared.site.remark", "kind", "provinces.json", "texts.json"},
	run: func(k *checker) {
		prov, ok := k.province("remark_statement_individual")
		if !ok || !prov.Statement || k.Form.Kind != filing.Individual {
			return
		}
		text := k.fixedText("individual_site").Text
		remark := k.siteRemark()
		if remark.missing {
			k.fail(args{"text": same(text)}, k.declaredProvince())
			return
		}
		k.judge(strings.Contains(bare(remark.text), bare(text)), args{"text": same(text)}, remark)
	},
}

package check

import (
	"prereview/filing"
)

// Where a province asks it (provinces.json form_names_registrar: 北京) the registrar is noted behind the domain.
var formBeijingRegistrar = Rule{
	ID: "form-beijing-registrar", Severity: filing.Advice,
	Title:   Text{"核验单注明域名注册商", "registrar noted on the form"},
	Message: Text{"北京地区请在域名后注明域名注册商。", "In Beijing, note the registrar behind each domain on the form."},
	Source:  "T-核验单", Needs: []string{"verification_form.registrar", "province", "provinces.json"},
	run: func(k *checker) {
		if prov, ok := k.province("form_names_registrar"); !ok || !prov.FormRegistrar {
			return
		}
		v := k.read(filing.SlotVerificationForm, "registrar")
		k.judge(v.text != nothing, nil, v)
	},
}

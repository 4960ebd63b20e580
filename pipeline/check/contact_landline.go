package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// What is no mobile is a landline with its area code. Where a province asks it there is one (landline_required), or the remark says
// that there is none, and it is the province's (local_landline).
var contactLandline = Rule{
	ID: "contact-landline", Severity: filing.Block,
	Title:   Text{"座机", "landline"},
	Message: Text{"{where}：请填写带区号的办公座机，或按要求填写手机号并备注。", "{where}: enter a landline with its area code, or a mobile with a remark as the province asks."},
	Source:  "T-主体 T-省", Needs: []string{"declared.*.office_phone", "declared.*.emergency_phone", "declared.organisation.remark", "province", "provinces.json", "phones.json"},
	run: func(k *checker) {
		prov, _ := k.province("landline_required")
		found := false
		for _, n := range k.phones() {
			if strings.HasSuffix(n.said.name, ".mobile") || n.mobile() || n.emergency && strings.HasPrefix(n.folded, "1") {
				continue // a number that begins like a mobile's is contact-mobile-format's
			}
			m := landlineForm.FindStringSubmatch(foldLandline(n.said.text))
			if m == nil {
				k.fail(args{"where": labels([]value{n.said})}, n.said)
				continue
			}
			found = found || !n.emergency
			if at := k.areaProvinces(m[1]); prov.LocalLandline && !n.emergency && !slices.Contains(at, prov.Name) {
				k.province("local_landline")
				k.failAs(prov.severity("local_landline", filing.Block), Text{"{province}要求座机为本省号码（{where}），请更换。", "The province ({province}) asks for a local landline ({where}). Use another."},
					args{"province": same(prov.Name), "where": labels([]value{n.said})}, n.said)
				continue
			}
			k.pass(n.said)
		}
		remark := k.Form.Declared.Organisation.Remark + k.Form.Declared.Site.Remark
		if prov.Landline.covers(k.Form.Kind) && !found && holds(remark, []string{"无座机", "没有座机"}, nil) == "" {
			k.fail(args{"where": {"办公座机（" + prov.Name + "要求）", "office landline (the province asks for one)"}}, k.declaredProvince())
		}
	},
}

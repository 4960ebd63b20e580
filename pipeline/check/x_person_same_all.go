package check

import (
	"prereview/filing"
)

// One certificate number for both posts: then name, mobile, email and validity are one too. What the form leaves empty
// on one side is not held against it.
var xPersonSameAll = Rule{
	ID: "x-person-same-all", Severity: filing.Block,
	Title:   Text{"同一负责人信息一致", "one person, one set of data"},
	Message: Text{"两负责人为同一人时，姓名、证件、联系方式、邮箱必须完全一致（不一致：{fields}）。", "When both principals are one person, name, certificate, numbers and email must be the same (different: {fields})."},
	Source:  "I", Needs: []string{"declared.principal.*", "declared.site_principal.*"},
	run: func(k *checker) {
		if !k.samePrincipal || k.Form.Declared.SitePrincipal == (filing.Person{}) {
			return
		}
		var odd, all []value
		for _, pair := range k.personPairs() {
			p, s := pair[0], pair[1]
			if p.missing || s.missing {
				continue
			}
			all = append(all, p, s)
			if foldContact(p.text) != foldContact(s.text) {
				odd = append(odd, p, s)
			}
		}
		switch {
		case len(odd) > 0:
			k.fail(args{"fields": labels(odd)}, odd...)
		case len(all) > 0:
			k.pass(all...)
		}
	},
}

// personPairs are the fields of both principals side by side.
func (v *view) personPairs() [][2]value {
	p, s := v.Form.Declared.Principal, v.Form.Declared.SitePrincipal
	pair := func(name, a, b string) [2]value {
		return [2]value{declared("declared.principal."+name, a), declared("declared.site_principal."+name, b)}
	}
	return [][2]value{
		pair("name", string(p.Name), string(s.Name)),
		pair("mobile", string(p.Mobile), string(s.Mobile)),
		pair("email", p.Email, s.Email),
		pair("valid_until", p.ValidUntil, s.ValidUntil),
		pair("emergency_phone", string(p.EmergencyPhone), string(s.EmergencyPhone)),
	}
}

// foldContact is foldName without the marks and the country code that phone numbers are written with.
func foldContact(s string) string {
	if n := foldPhone(s); mobileForm.MatchString(n) {
		return n
	}
	return foldName(s)
}

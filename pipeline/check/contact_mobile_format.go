package check

import (
	"regexp"
	"strings"

	"prereview/filing"
)

// 1, then 3-9, then nine digits, after +86, spaces and dashes are dropped. An emergency phone may be a landline; it is
// looked at only when it begins like a mobile. Prefix tables and carriers are other checks.
var contactMobileFormat = Rule{
	ID: "contact-mobile-format", Severity: filing.Block,
	Title:   Text{"手机号格式", "form of the mobile number"},
	Message: Text{"{where}格式不正确，请填写真实有效的11位手机号。", "{where}: not an 11-digit mobile number. Enter a real one."},
	Source:  "Y, X", Needs: []string{"declared.*.mobile", "declared.*.emergency_phone"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			vs := []value{declared(r.path+".mobile", string(r.person.Mobile))}
			if e := foldPhone(string(r.person.EmergencyPhone)); strings.HasPrefix(e, "1") {
				vs = append(vs, declared(r.path+".emergency_phone", string(r.person.EmergencyPhone)))
			}
			for _, v := range vs {
				k.judge(mobileForm.MatchString(foldPhone(v.text)), args{"where": labels([]value{v})}, v)
			}
		}
	},
}

var mobileForm = regexp.MustCompile(`^1[3-9]\d{9}$`)

// foldPhone drops widths, spaces, dashes, brackets and the country code.
func foldPhone(s string) string {
	s = strings.NewReplacer("-", "", "(", "", ")", "").Replace(foldDashes(s))
	for _, p := range []string{"+86", "0086"} {
		s = strings.TrimPrefix(s, p)
	}
	if len(s) == 13 {
		s = strings.TrimPrefix(s, "86")
	}
	return s
}

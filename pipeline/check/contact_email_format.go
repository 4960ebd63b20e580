package check

import (
	"regexp"

	"prereview/filing"
)

// One @, no spaces, a domain with a dot: what mail gateways take, not all that RFC 5322 allows.
var contactEmailFormat = Rule{
	ID: "contact-email-format", Severity: filing.Block,
	Title:   Text{"邮箱格式", "form of the email address"},
	Message: Text{"{where}格式不正确，请填写可正常接收的邮箱。", "{where}: not an email address. Enter one that receives mail."},
	Source:  "V H", Needs: []string{"declared.*.email"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := declared(r.path+".email", r.person.Email)
			k.judge(len(v.text) <= 254 && emailForm.MatchString(v.text), args{"where": labels([]value{v})}, v)
		}
	},
}

var emailForm = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`)

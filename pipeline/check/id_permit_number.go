package check

import (
	"regexp"
	"strings"

	"prereview/filing"
)

// The declared number has the form of the declared certificate (3.8): 回乡证 H or M and 8 or 10 digits; 台胞证 8 or 10 digits,
// older ones with a letter behind; 港澳台居民居住证 a citizen's number of region 81, 82 or 83; 外国人永久居留身份证 18 digits from 9
// on, before 2017 three letters and 12 digits. Passports have no form of their own.
var idPermitNumber = Rule{
	ID: "id-permit-number", Severity: filing.Review,
	Title:   Text{"通行证、居住证等证件号码", "number of a permit"},
	Message: Text{"{where}格式与证件类型（{type}）不符，请核对。", "{where}: not the form of a {type}'s number. Please check."},
	Source:  "T-模板 3.8", Needs: []string{"declared.*.certificate_type", "declared.*.certificate_number"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			said, typ := r.number(), r.certificateType()
			if said.missing || typ.missing || typ.text == residentCard {
				continue
			}
			k.judge(permitForm(typ.text, foldCode(said.text)), args{"where": labels([]value{said}), "type": certificateLabel(typ.text)}, said, typ)
		}
	},
}

var (
	homeReturnPermit = regexp.MustCompile(`^[HM]\d{8}(\d{2})?$`)
	taiwanPermit     = regexp.MustCompile(`^\d{8}(\d{2})?[A-Z]?$`)
	oldPermanentCard = regexp.MustCompile(`^[A-Z]{3}\d{12}$`)
)

// permitForm says that a folded number may be that of a certificate of the type.
func permitForm(typ, number string) bool {
	n, ok := filing.ParseIDNumber(number)
	citizens := ok && n.ChecksOut()
	switch typ {
	case "hong_kong_macao_permit":
		return homeReturnPermit.MatchString(number)
	case "taiwan_permit":
		return taiwanPermit.MatchString(strings.NewReplacer("(", "", ")", "").Replace(number))
	case "residence_card":
		return citizens && (strings.HasPrefix(number, "81") || strings.HasPrefix(number, "82") || strings.HasPrefix(number, "83"))
	case "permanent_residence":
		return citizens && number[0] == '9' || oldPermanentCard.MatchString(number)
	}
	return true
}

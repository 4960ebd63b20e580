package check

import (
	"strings"

	"prereview/filing"
)

// The number under which the domain's holder is registered is the subject's. Registers star some of it: what they show must
// agree, place by place. Where the type of certificate is known, a person's is not a unit's; how types are called differs too much
// for more.
var xDomainHolderCert = Rule{
	ID: "x-domain-holder-cert", Severity: filing.Block,
	Title:   Text{"域名持有者证件号码", "domain holder's certificate number"},
	Message: Text{"域名实名认证的证件号码（{a}）与备案证件不一致。", "The domain is registered under another certificate number ({a}) than the applicant's."},
	Source:  "T-域名 Q H", Needs: []string{"domain_certificate.certificate_number", "domain_certificate.certificate_type", "declared.site.registrations", "register domain", "declared.organisation.certificate_number", "declared.principal.certificate_number"},
	run: func(k *checker) {
		said := k.subjectNumber()
		if said.missing {
			return
		}
		for _, d := range k.domains() {
			for _, held := range k.facts(d, factHolderNumber) {
				k.judge(fitsMask(foldCode(said.text), foldCode(held.text)), args{"a": same(held.text)}, said, held.backedBy(said))
				for _, typ := range k.said(d, factHolderType) {
					personal := holds(typ.text, []string{"身份证", "护照", "通行证", "居住证", "id_card", "passport"}, nil) != ""
					if personal != (k.Form.Kind == filing.Individual) && typ.text != "other" {
						k.failAs(filing.Review, Text{"域名持有者的证件类型为“{a}”，与备案主体不符，请核对。", "The domain is registered with a certificate of the type {a}, which is not the applicant's. Please check."},
							args{"a": same(typ.text)}, said, typ)
					}
				}
			}
		}
	},
}

// fitsMask says that a number is the one of which mask shows some places and stars the others. One star may stand for many
// where the lengths differ.
func fitsMask(number, mask string) bool {
	if !strings.Contains(mask, "*") {
		return number == mask
	}
	if len(number) == len(mask) {
		for i := range number {
			if mask[i] != '*' && mask[i] != number[i] {
				return false
			}
		}
		return true
	}
	shown := strings.FieldsFunc(mask, func(r rune) bool { return r == '*' })
	if len(shown) == 0 {
		return false
	}
	rest, ok := number, true
	if mask[0] != '*' {
		if rest, ok = strings.CutPrefix(rest, shown[0]); !ok {
			return false
		}
		shown = shown[1:]
	}
	if len(shown) > 0 && mask[len(mask)-1] != '*' {
		if rest, ok = strings.CutSuffix(rest, shown[len(shown)-1]); !ok {
			return false
		}
		shown = shown[:len(shown)-1]
	}
	for _, part := range shown {
		if _, rest, ok = strings.Cut(rest, part); !ok {
			return false
		}
	}
	return true
}

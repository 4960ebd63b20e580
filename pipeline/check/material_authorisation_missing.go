package check

import (
	"slices"

	"prereview/filing"
)

// A 主体负责人 who is not the 法定代表人 needs a letter of authorisation where the province lets another act at all (provinces.json
// legal_rep; elsewhere x-legal-rep-name says that it must be the 法定代表人), a 网站负责人 who is not where it asks for one
// (site_principal_letter). One letter may be for both posts.
var materialAuthorisationMissing = Rule{
	ID: "material-authorisation-missing", Severity: filing.Block,
	Title:   Text{"授权书", "letter of authorisation"},
	Message: Text{"{role}不是法定代表人，请上传法定代表人签字并加盖公章的授权书。", "The {role} is not the legal representative. Upload a letter of authorisation, signed by the legal representative and sealed."},
	Source:  "S2 S3 T H Q", Needs: []string{"declared.principal.name", "declared.site_principal.name", "business_licence.legal_representative", "slots", "province", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("legal_rep")
		if !ok || !k.hasLicence() {
			return
		}
		rep := k.licence("legal_representative")
		if prov.LegalRep != legalRepRequired {
			sev := filing.Review
			if prov.LegalRep == legalRepAuthorised {
				sev = prov.severity("legal_rep", filing.Block)
			}
			k.letterFor(k.principal(), rep, sev, filing.SlotAuthorisation)
		}
		if prov.SiteLetter && !k.samePrincipal {
			k.province("site_principal_letter")
			site := k.sitePrincipal()
			sev := prov.severity("site_principal_letter", filing.Block)
			other := repLikeness(k.principal().name().text, rep.text) == equal
			if other || prov.LegalRep == legalRepRequired && (rep.missing || rep.notRun != "" || rep.text == "") {
				// The principal is the legal representative, or must be, whoever that is.
				k.ask(sev, Text{}, args{"role": site.label}, []value{site.name(), k.principal().name()}, filing.SlotSitePrincipalAuth, filing.SlotAuthorisation)
				return
			}
			k.letterFor(site, rep, sev, filing.SlotSitePrincipalAuth, filing.SlotAuthorisation)
		}
	},
}

// letterFor asks for a letter for a person who is not the legal representative.
func (k *checker) letterFor(r role, rep value, sev filing.Severity, slots ...filing.Slot) {
	said := r.name()
	if k.unread(said, rep) {
		return
	}
	like := weigh(repLikeness(said.text, rep.text), said, rep)
	there := slices.ContainsFunc(slots, func(s filing.Slot) bool { return k.docs[s] != nil })
	switch {
	case like == equal:
		k.judge(true, nil, said, rep)
	case like == lookAlike && !there:
		k.unsureAs(sev, reasonLookAlike, said, rep)
	case isFirm(rep.text) && !there:
		k.unsureAs(filing.Review, reasonUnresolved, said, rep)
	default:
		k.ask(sev, Text{}, args{"role": r.label}, []value{said, rep}, slots...)
	}
}

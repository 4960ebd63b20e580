package corpus

import (
	"fmt"

	"prereview/filing"
)

// providedPlants are filings without what a province, or what is declared, asks for besides the usual.
var providedPlants = []Plant{
	{"province-paper-missing", []string{"material-province-missing"}, applicant{provinces: []string{"广东", "江苏"}}, func(s *spoiler) {
		s.remove(pick(s.r, []filing.Slot{filing.SlotCommitment, filing.SlotCommitment, filing.SlotNotice}))
		s.unfit = s.paper(filing.SlotCommitment) != nil && s.Form.Province == "广东"
		s.fire(filing.VerdictFix, "material-province-missing")
	}},
	{"site-letter-missing", []string{"material-authorisation-missing"}, applicant{kinds: licensed, two: true, provinces: siteLetters}, func(s *spoiler) {
		s.remove(filing.SlotAuthorisation)
		s.fire(filing.VerdictFix, "material-authorisation-missing")
	}},
	{"domain-certificate-missing", []string{"material-domain-cert-missing"}, applicant{provinces: []string{"湖南"}}, func(s *spoiler) {
		s.remove(filing.SlotDomainCertificate)
		s.fire(filing.VerdictFix, "material-domain-cert-missing")
	}},
	{"permit-missing", []string{"material-preapproval-missing"}, applicant{kinds: append([]filing.Kind{filing.Individual}, licensed...)}, func(s *spoiler) {
		s.Form.Declared.Site.Preapproval = []string{pick(s.r, []string{"新闻", "出版", "药品医疗器械", "广播影视", "文化"})}
		s.how("declared %v", s.Form.Declared.Site.Preapproval)
		s.fire(filing.VerdictFix, "material-preapproval-missing")
	}},
	{"plan-missing", []string{"material-plan-missing"}, applicant{provinces: []string{"河北", "辽宁", "吉林", "天津", "青海"}}, func(s *spoiler) {
		s.remove("verification_form")
		for len(s.Form.Declared.Site.Domains) < 5 {
			s.Form.Declared.Site.Domains = append(s.Form.Declared.Site.Domains, fmt.Sprintf("%d%s", len(s.Form.Declared.Site.Domains), domainName(s.r)))
		}
		s.how("%d domains", len(s.Form.Declared.Site.Domains))
		s.may("dom-count-limit", "dom-duplicate")
		s.fire(filing.VerdictFix, "material-plan-missing")
	}},
	{"name-change-unproved", []string{"material-name-change-missing"}, applicant{kinds: organisations}, func(s *spoiler) {
		s.Form.Type = filing.Change
		i, rs := someHan(s.r, s.company.Name)
		rs[i] = unlike(s.r, rs[i])
		s.Form.Declared.Organisation.FiledName = string(rs)
		s.how("filed as %s", string(rs))
		s.fire(filing.VerdictFix, "material-name-change-missing")
	}},
	{"guardian-of-a-grown-up", []string{"material-unneeded"}, applicant{}, func(s *spoiler) {
		s.show(filing.SlotGuardianPapers, "监护人材料")
		s.how("a guardian's papers, for nothing")
		s.fire(filing.VerdictPass, "material-unneeded")
	}},
}

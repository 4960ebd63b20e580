package check

import (
	"prereview/filing"
)

// A letter that names domains names declared ones. One that names none is x-auth-scope's where a province wants it.
var xAuthDomain = Rule{
	ID: "x-auth-domain", Severity: filing.Block,
	Title:   Text{"授权书、承诺书的域名", "domain on the letters"},
	Message: Text{"授权书/承诺书填写的域名“{b}”与备案域名不一致。", "The letter names the domain {b}, which is not the declared one."},
	Source:  "T-模板(上海)", Needs: []string{"authorisation_letter.domain", "commitment_letter.domain", "no_preapproval_letter.domain", "declared.site.domains"},
	run: func(k *checker) {
		said := k.declaredDomains()
		for _, s := range []filing.Slot{filing.SlotAuthorisation, filing.SlotSitePrincipalAuth, filing.SlotCommitment, filing.SlotNoPreapproval} {
			read := k.read(s, "domain")
			if read.missing || said.missing || read.text == nothing {
				continue
			}
			if d := k.docs[s]; read.notRun == "" && read.text == "" && len(d.Fields) > 0 {
				continue // the letter has no such line
			}
			k.judge(domainsWithin(listed(read.text), k.Form.Declared.Site.Domains), args{"b": same(read.text)}, said, read)
		}
	},
}

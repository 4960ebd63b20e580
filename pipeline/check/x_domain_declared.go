package check

import (
	"prereview/filing"
)

// The certificate is of a declared domain.
var xDomainDeclared = Rule{
	ID: "x-domain-declared", Severity: filing.Block,
	Title:   Text{"域名证书的域名", "domain on the certificate"},
	Message: Text{"域名证书上的域名“{b}”与填写的域名“{a}”不一致，请更换证书。", "The certificate is of {b}; the declared domains are {a}. Upload the right one."},
	Source:  "T-材料清单", Needs: []string{"domain_certificate.domain", "declared.site.domains"},
	run: func(k *checker) {
		said, read := k.declaredDomains(), k.read(filing.SlotDomainCertificate, "domain")
		k.judge(read.text != "" && domainsWithin(listed(read.text), k.Form.Declared.Site.Domains), args{"a": same(said.text), "b": same(read.text)}, said, read)
	},
}

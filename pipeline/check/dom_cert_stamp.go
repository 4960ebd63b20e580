package check

import (
	"prereview/filing"
)

// The certificate bears the registrar's seal. A screenshot of the real-name record has none, which a reviewer sees.
var domCertStamp = Rule{
	ID: "dom-cert-stamp", Severity: filing.Review,
	Title:   Text{"域名证书签章", "seal on the domain certificate"},
	Message: Text{"域名证书缺少注册商签章，请重新下载证书。", "The domain certificate lacks the registrar's seal. Download it again."},
	Source:  "S4", Needs: []string{"domain_certificate.seal"},
	run: func(k *checker) {
		seal := k.read(filing.SlotDomainCertificate, "seal")
		k.judge(seal.text != nothing, nil, seal)
	},
}

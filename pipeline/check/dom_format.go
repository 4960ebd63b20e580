package check

import (
	"prereview/filing"
)

// A registrable domain: no scheme, path, port or www, one label before the suffix. Suffixes of more than one label are
// those of domains.json; Chinese labels are as good as their punycode. Full-width characters and letters of other scripts
// that pass for Latin ones (IDN homographs, also when hidden in punycode) are refused by name.
var domFormat = Rule{
	ID: "dom-format", Severity: filing.Block,
	Title:   Text{"域名格式", "form of the domain"},
	Message: Text{"域名“{domain}”：请填写顶级域下的主域名，如 example.com，不要带 www 或 http。", "Domain “{domain}”: enter the registered domain itself, such as example.com, without www or http."},
	Source:  "T-域名 H", Needs: []string{"declared.site.domains", "domains.json"},
	run: func(k *checker) {
		k.suffixes("approved")
		for i, s := range k.Form.Declared.Site.Domains {
			v := k.domainValue(i)
			_, fault := k.parseDomain(s)
			if fault == "" || v.missing {
				k.judge(true, nil, v)
				continue
			}
			k.failAs("", domainFaults[fault], args{"domain": same(s)}, v)
		}
	},
}

var domainFaults = map[domainFault]Text{
	domainFullWidth: {"域名“{domain}”含有全角字符，请用半角字符填写。", "Domain “{domain}” holds full-width characters. Enter it in half width."},
	domainHomograph: {"域名“{domain}”含有与英文字母形似的其他文字，请核对是否为本单位注册的域名。", "Domain “{domain}” holds letters of another script that look like Latin ones. Check that it is the registered name."},
	domainPunycode:  {"域名“{domain}”的 xn-- 编码无效，请核对。", "Domain “{domain}”: its xn-- part cannot be decoded. Please check."},
}

package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"prereview/filing"
)

// What rules about domains share.

// siteDomain is a declared domain that has the form of one.
type siteDomain struct {
	said   value
	name   string // lower case, not in punycode: 样例.中国
	label  string // what was registered: 样例
	suffix string // what it was registered under: 中国, com.cn
}

// domainFault says why a declared domain has not the form of one; "" when it has.
type domainFault string

const (
	domainMalformed domainFault = "malformed" // scheme, path, port, www, a subdomain, no suffix ...
	domainFullWidth domainFault = "full_width"
	domainHomograph domainFault = "homograph" // letters of scripts that pass for Latin ones
	domainPunycode  domainFault = "punycode"  // begins with xn-- and cannot be decoded
)

// domainLabel is one label: letters, digits, inner hyphens; Han for internationalised names.
var domainLabel = regexp.MustCompile(`^[a-z0-9\p{Han}]([a-z0-9\p{Han}-]{0,61}[a-z0-9\p{Han}])?$`)

// parseDomain takes a declared domain apart. Labels in punycode are decoded, so that what they hide is judged as what is
// written openly. A registered label is Latin or Han; other scripts have no approved suffix and are how one name is made to
// look like another.
func (k *checker) parseDomain(s string) (siteDomain, domainFault) {
	d := siteDomain{name: strings.ToLower(s)}
	if len(s) > 253 {
		return d, domainMalformed
	}
	if strings.Contains(d.name, "xn--") {
		u, err := idna.Punycode.ToUnicode(d.name)
		if err != nil || strings.Contains(u, "xn--") || !norm.NFKC.IsNormalString(u) {
			return d, domainPunycode
		}
		d.name = u
	}
	if folded := norm.NFKC.String(d.name); folded != d.name {
		return d, domainFullWidth
	}
	for _, r := range d.name {
		if unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Han) || unicode.Is(unicode.Latin, r) && r > unicode.MaxASCII {
			return d, domainHomograph
		}
	}
	parts := strings.Split(d.name, ".")
	for _, p := range parts {
		if !domainLabel.MatchString(p) {
			return d, domainMalformed
		}
	}
	approved := k.pack.suffixes["approved"].Suffixes
	suffix := 1
	if len(parts) > 2 && slices.Contains(approved, strings.Join(parts[len(parts)-2:], ".")) {
		suffix = 2
	} else if len(parts) > 1 && slices.Contains(approved, d.name) {
		return d, domainMalformed // a suffix that others register under
	}
	top := parts[len(parts)-1]
	if len(parts) != suffix+1 || parts[0] == "www" || strings.Trim(top, "0123456789") == "" {
		return d, domainMalformed
	}
	d.label, d.suffix = parts[0], strings.Join(parts[1:], ".")
	return d, ""
}

func (k *checker) domainValue(i int) value {
	return declared(fmt.Sprintf("declared.site.domains[%d]", i), k.Form.Declared.Site.Domains[i])
}

// domains are the declared domains that have the form of one; the others are dom-format's.
func (k *checker) domains() (out []siteDomain) {
	for i, s := range k.Form.Declared.Site.Domains {
		if d, fault := k.parseDomain(s); fault == "" {
			d.said = k.domainValue(i)
			out = append(out, d)
		}
	}
	return out
}

// top is the suffix's last label.
func (d siteDomain) top() string { return d.suffix[strings.LastIndexByte(d.suffix, '.')+1:] }

// in says that a list holds the domain's suffix, or its last label where the longer one is not named.
func (d siteDomain) in(suffixes []string) bool {
	return slices.Contains(suffixes, d.suffix) || slices.Contains(suffixes, d.top())
}

// domainFact is one thing that is known of a domain's registration, and where each source has it.
type domainFact struct {
	certificate string // field of the certificate
	form        func(filing.DomainRegistration) (name, text string)
	register    func(filing.DomainRecord) string
}

var (
	factHolder = domainFact{"owner", func(r filing.DomainRegistration) (string, string) { return "holder", r.Holder },
		func(r filing.DomainRecord) string { return r.Holder }}
	factHolderType = domainFact{"certificate_type", func(r filing.DomainRegistration) (string, string) {
		return "holder_certificate_type", r.HolderCertificateType
	}, func(r filing.DomainRecord) string { return r.HolderCertificateType }}
	factHolderNumber = domainFact{"certificate_number", func(r filing.DomainRegistration) (string, string) {
		return "holder_certificate_number", string(r.HolderCertificateNumber)
	}, func(r filing.DomainRecord) string { return r.HolderCertificateNumber }}
	factRegistrar = domainFact{"registrar", func(r filing.DomainRegistration) (string, string) { return "registrar", r.Registrar },
		func(r filing.DomainRecord) string { return r.Registrar }}
	factRegistered = domainFact{"registered", func(r filing.DomainRegistration) (string, string) { return "registered", r.Registered },
		func(r filing.DomainRecord) string { return r.Registered }}
	factExpires = domainFact{"expires", func(r filing.DomainRegistration) (string, string) { return "expires", r.Expires },
		func(r filing.DomainRecord) string { return r.Expires }}
	factVerified = domainFact{"verified", func(r filing.DomainRegistration) (string, string) { return "verified", r.Verified },
		func(r filing.DomainRecord) string { return r.Verified }}
)

// said is what certificate, form and register say of a domain, those that say something.
func (k *checker) said(d siteDomain, what domainFact) (out []value) {
	cert := k.domainCertificate(d, what)
	if !cert.missing && cert.text != "" && cert.text != nothing {
		out = append(out, cert)
	}
	for i, r := range k.Form.Declared.Site.Registrations {
		if name, text := what.form(r); text != "" && plain(r.Domain) == plain(d.said.text) {
			out = append(out, declared(fmt.Sprintf("declared.site.registrations[%d].%s", i, name), text))
		}
	}
	answer := k.Answers.Domains[d.said.text]
	if text := what.register(answer.Value); answer.Known && text != "" {
		name, _ := what.form(filing.DomainRegistration{})
		out = append(out, declared("registers.domains."+name, text))
	}
	return out
}

// domainCertificate is a field of the certificate, missing where that is another domain's.
func (k *checker) domainCertificate(d siteDomain, what domainFact) value {
	cert := k.read(filing.SlotDomainCertificate, what.certificate)
	cert.missing = cert.missing || !k.certifies(d)
	return cert
}

// facts is said for a rule that needs to know: nothing known is told as not_run, by the certificate when there is one that
// nobody read, else for want of a register.
func (k *checker) facts(d siteDomain, what domainFact) []value {
	if out := k.said(d, what); len(out) > 0 {
		return out
	}
	if cert := k.domainCertificate(d, what); !cert.missing && k.unread(cert, d.said) {
		return nil
	}
	if why := k.Answers.Domains[d.said.text].Reason(); why != "" {
		k.notRun(why, d.said)
	} else {
		k.unsure(reasonUnresolved, d.said)
	}
	return nil
}

// certifies says that the domain certificate is this domain's: by what it prints, or where that was not read because it is
// the only domain.
func (k *checker) certifies(d siteDomain) bool {
	v := k.read(filing.SlotDomainCertificate, "domain")
	switch {
	case v.missing:
		return false
	case v.text == "":
		return len(k.Form.Declared.Site.Domains) == 1
	}
	return plain(v.text) == plain(d.said.text)
}

// plain brings text that is no name to the form in which it is compared: NFKC, small letters, neither spaces nor characters
// that do not show.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

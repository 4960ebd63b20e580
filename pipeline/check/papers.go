package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// What rules about signed forms, letters and certificates share. Their fields are named as eval/corpus prints them:
//
//	verification_form      host, domain (several joined by 、), signature, seal, seal_below, date
//	*authorisation_letter  organisation, person_name, id_number, role, domain, legal_representative,
//	                       legal_representative_id, signature, seal, seal_below, date
//	commitment_letter      organisation, person_name, id_number, domain, signature, seal, seal_below, date
//	domain_certificate     domain, owner, certificate_type, certificate_number, registrar, registered, expires, seal
//	permit                 title, number, holder, valid_from, valid_until, seal
//
// and the few more that a rule's Needs name. A reader that looked at the place of a signature, a seal, a date or another mark
// and found nothing there gives the value nothing; one that found a mark without words gives marked, one that cannot make out
// the words gives illegible. A field that is not given at all was not read.
const (
	nothing   = "none"
	marked    = "present"
	illegible = "illegible"
)

// papers calls f for each uploaded document that papers.json says something of.
func (k *checker) papers(f func(s filing.Slot, p paper)) {
	for _, s := range filing.Slots {
		if k.docs[s] == nil {
			continue
		}
		if p, ok := k.pack.papers[s.Kind()]; ok {
			f(s, p)
		}
	}
}

// sealedPapers are those that a unit's 公章 belongs on. An individual has none.
func (k *checker) sealedPapers(f func(s filing.Slot)) {
	if k.Form.Kind == filing.Individual {
		return
	}
	k.papers(func(s filing.Slot, p paper) {
		if p.Seal {
			k.paper(s.Kind())
			f(s)
		}
	})
}

// signer is who signs that paper: a declared role, or for the 法定代表人 the person on the licence. ok is false when nobody
// does.
func (k *checker) signer(p paper) (name value, who Text, ok bool) {
	by := p.Signers
	if k.Form.Kind == filing.Individual && p.SignersI != "" {
		by = p.SignersI
	}
	switch by {
	case "site_principal":
		return k.sitePrincipalName(), sitePrincipalLabel, true
	case "principal", "subject":
		return k.principal().name(), principalLabel, true
	case "legal_rep":
		if v := k.licence("legal_representative"); !v.missing {
			return v, Text{"法定代表人", "legal representative"}, true
		}
		return k.principal().name(), principalLabel, true
	}
	return value{}, Text{}, false
}

// sitePrincipalName is the declared name; where the form leaves the site principal out it is the principal's.
func (k *checker) sitePrincipalName() value {
	if v := k.sitePrincipal().name(); !v.missing {
		return v
	}
	return k.principal().name()
}

// letters calls f for each letter of authorisation with the role it is for: that of its slot, or by its words.
func (k *checker) letters(f func(s filing.Slot, r role, scope value)) {
	if k.Form.Kind == filing.Individual {
		return
	}
	for _, s := range []filing.Slot{filing.SlotAuthorisation, filing.SlotSitePrincipalAuth} {
		if k.docs[s] == nil {
			continue
		}
		scope := k.read(s, "role")
		r := k.principal()
		if s == filing.SlotSitePrincipalAuth || strings.Contains(scope.text, "网站") && !strings.Contains(scope.text, "主体") {
			r = k.sitePrincipal()
		}
		f(s, r, scope)
	}
}

// subjectName is the name under which the applicant files, subjectNumber the number of their certificate.
func (k *checker) subjectName() value {
	if k.Form.Kind == filing.Individual {
		return k.principal().name()
	}
	return k.orgName()
}

func (k *checker) subjectNumber() value {
	if k.Form.Kind == filing.Individual {
		return k.principal().number()
	}
	return k.orgNumber()
}

// backedBy lets a declared value vouch for a reading that says the same.
func (v value) backedBy(said value) value {
	v.backed = v.backed || v.agrees(said.text)
	return v
}

// listed are the parts of a field that holds several, as 、 and commas part them.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、,，;；/ \n", r) })
}

// declaredDomains are the site's domains as one value.
func (k *checker) declaredDomains() value {
	return declared("declared.site.domains", strings.Join(k.Form.Declared.Site.Domains, "、"))
}

// domainsWithin says that every domain of part is among those of whole.
func domainsWithin(part, whole []string) bool {
	return !slices.ContainsFunc(part, func(d string) bool {
		return !slices.ContainsFunc(whole, func(w string) bool { return plain(w) == plain(d) })
	})
}

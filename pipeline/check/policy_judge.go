package check

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"prereview/filing"
)

// judge answers what is wrong with a whole policy whose every file has the right shape: what is missing, out of bounds,
// or names something that is not there.
func (p *pack) judge(f policyContent) (errs []error) {
	bad := func(file string, keys []string, format string, a ...any) {
		at := p.trees[file]
		for n := len(keys); n > 0; n-- {
			if x := at.find(keys[:n]...); x != nil {
				at = x
				break
			}
		}
		where := ""
		if len(keys) > 0 {
			where = strings.Join(keys, ".") + ": "
		}
		errs = append(errs, fmt.Errorf("%s:%d: %s%s", at.file, at.line, where, fmt.Sprintf(format, a...)))
	}
	one := func(file string, keys []string, got string, allowed []string) {
		if !slices.Contains(allowed, got) {
			bad(file, keys, "%q is not allowed (allowed: %s)", got, strings.Join(allowed, ", "))
		}
	}
	p.judgeProvinces(f.prov.Provinces, bad, one)

	for _, k := range filing.Kinds {
		if _, ok := p.materials[k]; !ok {
			bad("materials.json", nil, "kinds: %s is missing", k)
		}
	}
	for _, x := range f.mat.Kinds {
		at := []string{string(x.Kind)}
		one("materials.json", append(at, "kind"), string(x.Kind), texts(filing.Kinds))
		for _, s := range slices.Concat(append(x.OneOf, x.Required)...) {
			one("materials.json", append(at, "required"), string(s), texts(filing.Slots))
		}
		certs := filing.OrganisationCertificates
		if x.Kind == filing.Individual {
			certs = filing.PersonCertificates
		}
		for _, c := range x.Certificates {
			one("materials.json", append(at, "certificates"), c, certs)
		}
	}
	for _, x := range f.uscc.Classes {
		if len(x.Code) != 2 || x.Name == "" || x.NameEN == "" {
			bad("uscc.json", []string{x.Code}, "needs a code of two characters and both names")
		}
		for _, k := range slices.Concat(x.Kinds, x.Tolerated) {
			one("uscc.json", []string{x.Code, "kinds"}, string(k), texts(filing.Kinds))
		}
	}
	switch l := p.limits; {
	case len(l.MediaTypes) == 0:
		bad("limits.json", []string{"media_types"}, "needs at least one")
	case l.SmallBytes <= 0 || l.WarnBytes <= l.SmallBytes || l.MaxBytes < l.WarnBytes:
		bad("limits.json", p.culprit("limits.json", "small_bytes", "warn_bytes", "max_bytes"), "needs 0 < small_bytes < warn_bytes <= max_bytes")
	case l.ValidMonths <= 0 || l.ValidMonthsIdeal < l.ValidMonths || l.LicenceMonths <= 0:
		bad("limits.json", p.culprit("limits.json", "valid_months", "valid_months_advice", "licence_months"), "needs 0 < valid_months <= valid_months_advice, licence_months > 0")
	case l.NameMin <= 0 || l.NameMaxPerson < l.NameMin || l.NameMax < l.NameMaxPerson || l.RemarkMax < l.RemarkMin:
		bad("limits.json", p.culprit("limits.json", "site_name_min", "site_name_max_individual", "site_name_max", "remark_min", "remark_max"), "needs 0 < site_name_min <= site_name_max_individual <= site_name_max, remark_min <= remark_max")
	}
	if len(p.ethnicities) < 56 {
		bad("words.json", []string{"ethnicities"}, "at least 56")
	}
	for _, id := range wordLists {
		if len(p.words[id].Words) == 0 {
			bad("words.json", []string{id}, "the list is missing or empty")
		}
	}
	if len(p.suffixes["approved"].Suffixes) == 0 {
		bad("domains.json", []string{"approved"}, "the list is missing or empty")
	}
	for _, x := range f.tel.Numbers {
		for _, d := range x.Prefixes {
			if len(d) < 3 || len(d) > 7 || d[0] != '1' || strings.Trim(d, "0123456789") != "" {
				bad("phones.json", []string{string(x.Kind), "prefixes"}, "%q is no prefix of 3 to 7 digits that begins with 1", d)
			}
		}
	}
	for _, x := range f.tel.Areas {
		one("phones.json", []string{x.Name, "name"}, x.Name, filing.Provinces)
		for _, d := range x.Codes {
			if len(d) < 3 || len(d) > 4 || d[0] != '0' || strings.Trim(d, "0123456789") != "" {
				bad("phones.json", []string{x.Name, "codes"}, "%q is no area code: 0 and two or three digits", d)
			}
		}
	}
	for _, id := range fixedTexts {
		if p.texts[id].Text == "" {
			bad("texts.json", []string{id}, "the text is missing or empty")
		}
	}
	return errs
}

// culprit is which of several fields that do not fit each other an operator's pack wrote, the first one otherwise.
func (p *pack) culprit(file string, fields ...string) []string {
	for _, f := range fields {
		if n := p.trees[file].find(f); n != nil && n.pack != OurPack {
			return []string{f}
		}
	}
	return fields[:1]
}

// wordLists and fixedTexts are the lists of words.json and the texts of texts.json that rules look for.
var (
	wordLists = []string{"state", "authority", "sensitive", "foreign", "generic", "personal_banned", "enterprise", "government", "special", "not_places"}

	fixedTexts = []string{"individual_site", "no_preapproval", "verification_clause", "no_training_clause"}
)

func (p *pack) judgeProvinces(xs []province, bad func(string, []string, string, ...any), one func(string, []string, string, []string)) {
	const file = "provinces.json"
	for _, name := range filing.Provinces {
		if _, ok := p.provinces[name]; !ok {
			bad(file, nil, "provinces: %s is missing", name)
		}
	}
	fields := jsonFields(reflect.TypeFor[province]())
	var sectors []string
	for _, s := range p.sectors {
		sectors = append(sectors, s.Sector)
	}
	for _, x := range xs {
		at := func(field string) []string { return []string{x.Name, field} }
		one(file, at("name"), x.Name, filing.Provinces)
		if len(x.Code) != 2 || strings.Trim(x.Code, "0123456789") != "" {
			bad(file, at("code"), "want two digits")
		}
		if len(x.Sources) == 0 {
			bad(file, at("sources"), "want at least one source")
		}
		for field, a := range map[string]agePolicy{"age": x.Age, "age_individual": x.AgeIndividual} {
			if a.Min > 30 || a.ProofBelow != 0 && (a.ProofBelow <= a.Min || a.ProofBelow > 30) {
				bad(file, at(field), "min must be 0..30 and proof_below above it")
			}
		}
		for _, u := range x.Unclear {
			one(file, at("unclear"), u, fields)
		}
		if x.Suffixes != "" {
			one(file, at("domain_suffixes"), x.Suffixes, slices.Sorted(maps.Keys(p.suffixes)))
		}
		if x.Clause != "" {
			one(file, at("handwritten_clause"), x.Clause, slices.Sorted(maps.Keys(p.texts)))
		}
		if x.LetterClause != "" {
			one(file, at("letter_clause"), x.LetterClause, slices.Sorted(maps.Keys(p.texts)))
		}
		for _, s := range x.Preapproval {
			one(file, at("preapproval"), s.Sector, append([]string{"*"}, sectors...))
		}
		for _, c := range x.RefusedPapers {
			one(file, at("refused_certificates"), c, append([]string{"temporary_card"}, filing.PersonCertificates...))
		}
	}
}

func jsonFields(t reflect.Type) (out []string) {
	for _, f := range reflect.VisibleFields(t) {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "" && tag != "-" {
			out = append(out, tag)
		}
	}
	return out
}

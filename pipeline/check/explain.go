package check

import (
	"encoding/json"
	"slices"
	"sync"

	"prereview/filing"
)

// says are the rules' comments by id. rules/says.json is made from them (go test ./pipeline/check -run TestDocs -update),
// so that what a reviewer reads of a rule is what its author wrote over it.
var says = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	if b, err := embedded.ReadFile("rules/says.json"); err == nil {
		json.Unmarshal(b, &m) // part of the build, and tested
	}
	return m
})

// Checks lists what every check says, in the order in which they run.
func Checks() []filing.CheckInfo {
	out := make([]filing.CheckInfo, len(rules))
	for i, r := range rules {
		out[i] = filing.CheckInfo{ID: r.ID, Severity: r.Severity, Title: r.Title.ZH, TitleEN: r.Title.EN, Message: r.Message.ZH,
			MessageEN: r.Message.EN, Says: says()[r.ID], Source: r.Source, Needs: r.Needs, Register: string(r.Register), Quick: r.Quick}
	}
	return out
}

// Checks lists what every check says. What they look for is the policy's; what they are is not.
func (p *Policy) Checks() []filing.CheckInfo { return Checks() }

// Check is what one check says; ok is false when there is none of that id.
func Check(id string) (filing.CheckInfo, bool) {
	all := Checks()
	i := slices.IndexFunc(all, func(c filing.CheckInfo) bool { return c.ID == id })
	if i < 0 {
		return filing.CheckInfo{}, false
	}
	return all[i], true
}

// IDs are the ids of all checks, in the order in which they run.
func IDs() []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = r.ID
	}
	return out
}

// Requirements is what an applicant of a kind in a province is asked for, for a filing of that type submitted on a day.
// Kind, province and type are held to be valid.
func (p *Policy) Requirements(province string, kind filing.Kind, typ filing.Type, day filing.Date) filing.Requirements {
	a := asker{pack: p.on(day), kind: kind, typ: typ}
	a.province = a.pack.provinces[province]
	a.out = filing.Requirements{Province: province, Kind: kind, Type: typ, Materials: []filing.Requirement{}, Rules: []filing.Requirement{},
		Notes: slices.Concat(a.province.Notes)}
	a.materials()
	a.persons()
	a.contacts()
	a.domains()
	a.site()
	a.approvals()
	for _, n := range []string{a.province.LegalRepNote, a.province.ContactNote} {
		if n != "" {
			a.out.Notes = append(a.out.Notes, n)
		}
	}
	if kind == filing.SoleTrader && a.province.SoleTraderNote != "" {
		a.out.Notes = append(a.out.Notes, a.province.SoleTraderNote)
	}
	return a.out
}

// asker puts requirements together from one province's policy.
type asker struct {
	*pack
	province province
	kind     filing.Kind
	typ      filing.Type
	out      filing.Requirements
}

func (a *asker) material(slot filing.Slot, when string, ref filing.PolicyRef, sources []string) {
	l := slotLabel(slot)
	a.out.Materials = append(a.out.Materials, filing.Requirement{Slot: slot, Text: l.ZH, TextEN: l.EN, When: when, Policy: ref, Sources: sources})
}

// rule adds a requirement that stands in a field of the province.
func (a *asker) rule(field, when string, t Text, with args) {
	t = fill(t, with)
	a.out.Rules = append(a.out.Rules, filing.Requirement{Text: t.ZH, TextEN: t.EN, When: when, Sources: a.province.Sources,
		Unclear: slices.Contains(a.province.Unclear, field), Policy: a.ref("provinces.json", a.province.Name, field)})
}

// limit adds a requirement that stands in the provider's limits.
func (a *asker) limit(field string, t Text, with args) {
	t = fill(t, with)
	a.out.Rules = append(a.out.Rules, filing.Requirement{Text: t.ZH, TextEN: t.EN, Sources: []string{}, Policy: a.ref("limits.json", field)})
}

// occasions say when a province's material is asked for.
var occasions = map[paperOccasion]string{"legal_rep_not_local": "法定代表人证件不在本省", "medical": "医疗机构", "unit_is_state": "党政机关或事业单位"}

func (a *asker) materials() {
	set := a.pack.materials[a.kind]
	ref := a.ref("materials.json", string(a.kind))
	for _, s := range set.Required {
		a.material(s, "", ref, set.Sources)
	}
	for _, group := range set.OneOf {
		a.material(group[0], "", ref, set.Sources)
	}
	for _, s := range []filing.Slot{filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack} {
		a.material(s, "网站负责人与主体负责人不是同一人", ref, set.Sources)
	}
	p := a.province
	if a.kind != filing.Individual && p.LegalRep != legalRepRequired {
		a.material(filing.SlotAuthorisation, "主体负责人不是法定代表人", a.ref("provinces.json", p.Name, "legal_rep"), p.Sources)
	}
	if a.kind != filing.Individual && p.SiteLetter {
		a.material(filing.SlotSitePrincipalAuth, "网站负责人不是法定代表人", a.ref("provinces.json", p.Name, "site_principal_letter"), p.Sources)
	}
	if a.kind == filing.Individual && p.CrossProvince == crossProof {
		a.material(filing.SlotResidencePermit, "身份证住址不在本省", a.ref("provinces.json", p.Name, "cross_province_individual"), p.Sources)
	}
	for _, m := range p.Materials {
		if !m.asked(a.kind, a.typ) {
			continue
		}
		r := filing.Requirement{Slot: filing.Slot(m.Slot), Text: m.Title, TextEN: slotLabel(filing.Slot(m.Slot)).EN, When: occasions[m.When],
			Policy: a.ref("provinces.json", p.Name, "materials"), Sources: m.Sources}
		a.out.Materials = append(a.out.Materials, r)
	}
	if n := p.PlanFrom.of(a.kind); n > 0 {
		a.material(filing.SlotSitePlan, "网站达到"+num(n).ZH+"个", a.ref("provinces.json", p.Name, "plan_from_sites"), p.Sources)
	}
	if n := p.CertificatesFrom; n > 0 {
		a.material(filing.SlotDomainCertificate, "域名达到"+num(n).ZH+"个", a.ref("provinces.json", p.Name, "domain_certificates_from"), p.Sources)
	}
	if a.typ == filing.Change && a.kind != filing.Individual {
		a.material(filing.SlotNameChange, "单位名称已变更", ref, []string{"T-材料清单"})
	}
}

package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// A site that is declared to fall under 前置审批 comes with the permit. Where names or scope only hint at it, the province's own way
// of answering counts (provinces.json preapproval): the permit, a letter that none is needed, fewer words in the scope, or a call
// to the authority. That is for a reviewer: a word is no proof. In provinces without such an entry preapproval-keywords alone
// points at words. What the scope excludes, (不含...), is no hint.
var materialPreapprovalMissing = Rule{
	ID: "material-preapproval-missing", Severity: filing.Block,
	Title:   Text{"前置审批材料", "material for prior approval"},
	Message: Text{"{where}涉及“{word}”，请上传{what}。", "{where}: “{word}” needs prior approval. Upload {what}."},
	Source:  "S2 S3 T-前置 H P; 4.8", Needs: []string{"declared.site.preapproval", "declared.site.name", "declared.organisation.name", "business_licence.business_scope",
		"slots", "province", "provinces.json", "preapproval.json"},
	run: func(k *checker) {
		for _, s := range k.Form.Declared.Site.Preapproval {
			a := args{"where": {"网站", "the site"}, "word": same(s), "what": {"许可证或批准文件", "the permit"}}
			for _, x := range k.sectors() {
				if x.Sector == s {
					k.cite("preapproval.json", s)
					a["what"] = Text{"《" + x.Permit + "》", "the permit (" + x.Permit + ")"}
				}
			}
			k.ask("", Text{}, a, []value{declared("declared.site.preapproval", s)}, filing.SlotPermit)
		}
		prov, ok := k.province("preapproval")
		if !ok || len(k.Form.Declared.Site.Preapproval) > 0 || !k.licensed() || len(prov.Preapproval) == 0 {
			return
		}
		scope := k.licence("business_scope")
		scope.text = exclusions.ReplaceAllString(foldName(scope.text), "")
		looked := filter([]value{k.orgName(), declared("declared.site.name", k.Form.Declared.Site.Name), scope}, func(v value) bool { return !v.missing && v.text != "" })
		for _, v := range looked {
			for _, p := range prov.Preapproval {
				if p.Sector == siteNameSector && v.name != "declared.site.name" {
					continue
				}
				if word, sector := k.hint(p, v.text); word != "" {
					slots, what := k.remedies(p, sector, v.slot != "")
					if v.slot != "" {
						v.text = scope.field.Value
					}
					k.ask(prov.severity("preapproval", filing.Review), Text{}, args{"where": v.label(), "word": same(word), "what": what}, []value{v}, slots...)
					return // one word is enough to be asked
				}
			}
		}
		if scope.notRun != "" {
			k.notRun(scope.notRun, scope)
			return
		}
		k.pass(filter(looked, func(v value) bool { return v.slot == "" })...)
	},
}

// siteNameSector stands for words that matter in a site's name only (四川).
const siteNameSector = "网站名称"

// hint finds a word by which a text hints at a sector that the province answers in its way, and that sector.
func (k *checker) hint(p sectorPolicy, text string) (string, sector) {
	for _, s := range k.sectors() {
		if p.Sector != s.Sector && (p.Sector != "*" || s.Sector == siteNameSector) {
			continue
		}
		words := s.Words
		if len(p.Words) > 0 {
			words = slices.Concat(p.Words, s.Words)
		}
		if word := holds(text, words, s.Except); word != "" {
			k.cite("preapproval.json", s.Sector)
			return word, s
		}
	}
	return "", sector{}
}

// remedies are the slots, and the words, of what the province accepts for a sector. Fewer words in the scope are only a way out of
// what the scope says.
func (k *checker) remedies(p sectorPolicy, s sector, inScope bool) (slots []filing.Slot, what Text) {
	var zh, en []string
	for _, r := range p.Accepts {
		switch r {
		case "permit":
			slots = append(slots, filing.SlotPermit)
			zh, en = append(zh, "《"+s.Permit+"》"), append(en, "the permit ("+s.Permit+")")
		case "letter":
			slots = append(slots, filing.SlotNoPreapproval)
			zh, en = append(zh, "不涉及前置审批承诺书"), append(en, "a letter that none is needed")
		case "phone":
			slots = append(slots, filing.SlotNoPreapproval)
			zh, en = append(zh, "承诺书并备注主管部门电话答复"), append(en, "a letter, with the authority's answer by telephone in the remark")
		case "reduce_scope":
			if inScope {
				zh, en = append(zh, "核减该项后的营业执照"), append(en, "a licence without it in its scope")
			}
		}
	}
	return slots, Text{strings.Join(zh, "或"), strings.Join(en, ", or ")}
}

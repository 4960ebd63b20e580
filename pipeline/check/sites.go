package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"prereview/filing"
)

// What rules about the site's name and remark share.

func (k *checker) siteName() value { return declared("declared.site.name", k.Form.Declared.Site.Name) }
func (k *checker) siteRemark() value {
	return declared("declared.site.remark", k.Form.Declared.Site.Remark)
}
func (k *checker) siteContent() value {
	return declared("declared.site.content", k.Form.Declared.Site.Content)
}

// foreignWord is the first word of a list in the site's name that is not also in the unit's own: what a unit is called by its
// licence it may call its site.
func (k *checker) foreignWord(l wordList) string {
	words := l.Words
	if own := foldName(k.Form.Declared.Organisation.Name); k.Form.Kind != filing.Individual && own != "" {
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(own, foldName(w)) })
	}
	return holds(k.Form.Declared.Site.Name, words, l.Except)
}

// noWord judges that none of a list's words is in the site's name.
func (k *checker) noWord(list string, sev filing.Severity) {
	word := k.foreignWord(k.words(list))
	if word != "" {
		k.failAs(sev, Text{}, args{"word": same(word)}, k.siteName())
		return
	}
	k.judge(true, nil, k.siteName())
}

// withoutWords is a folded text without the words, the longest first.
func withoutWords(text string, words []string) string {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	s := foldName(text)
	for _, w := range words {
		s = strings.ReplaceAll(s, foldWord(w), "")
	}
	return s
}

// placeIn is the first name of a province or city, short or not, or of a county with its suffix, in a text.
func (p *places) placeIn(text string, except []string) string {
	folded := foldName(text)
	for i := range folded {
		rest := folded[i:]
		named := func(x place) bool {
			tail, ok := strings.CutPrefix(rest, x.name)
			return ok && !slices.Contains(except, x.name) && !(x.short && isRoad(tail))
		}
		for _, x := range p.provinces {
			if named(x) {
				return x.name
			}
		}
		_, first := utf8.DecodeRuneInString(rest)
		_, second := utf8.DecodeRuneInString(rest[first:])
		for _, x := range p.lower[rest[:first+second]] {
			city := strings.HasSuffix(x.code, "00")
			if (city || !x.short && (len([]rune(x.name)) > 2 || strings.HasSuffix(x.name, "县"))) && !p.former[x.code] && named(x) {
				return x.name
			}
		}
	}
	return ""
}

// named says that a folded text is the name of a division, short or not, and nothing else.
func (p *places) named(folded string) bool {
	rs := []rune(folded)
	is := func(x place) bool { return x.name == folded && !p.former[x.code] }
	return len(rs) > 1 && (slices.ContainsFunc(p.provinces, is) || slices.ContainsFunc(p.lower[string(rs[:2])], is))
}

// webAddress finds a host name in plain text.
var webAddress = regexp.MustCompile(`[a-z0-9\p{Han}-]+\.[a-z\p{Han}]{2,}`)

// exclusions are what a 经营范围 says it does not hold: (不含出版发行), (除依法须经批准的项目外).
var exclusions = regexp.MustCompile(`[(（][^()（）]*(不含|不包括|不得|除外|除依法|须经批准|未经)[^()（）]*[)）]|除[^。;；，,]*外`)

// hit is a word that hints at a sector of 前置审批.
type hit struct {
	sector sector
	word   string
	in     value
}

// preapprovalHits are the sectors that the names and the scope hint at, each with its first word. A province's own words count
// there. Authorities and the military are not asked.
func (k *checker) preapprovalHits() (out []hit, looked []value) {
	if k.Form.Kind == filing.Government || k.Form.Kind == filing.Military {
		return nil, nil
	}
	prov, _ := k.province("preapproval")
	name := k.orgName()
	scope := k.licence("business_scope")
	if scope.notRun != "" { // the licence's own rules say so
		scope.missing = true
	}
	scope.field.Value = exclusions.ReplaceAllString(scope.text, "")
	for _, v := range []value{k.siteName(), name, scope} {
		if !v.missing && v.text != "" {
			looked = append(looked, v)
		}
	}
	for _, s := range k.sectors() {
		words := s.Words
		for _, sp := range prov.Preapproval {
			if sp.Sector == s.Sector {
				words = slices.Concat(words, sp.Words)
			}
		}
		for _, v := range looked {
			if s.Sector == siteNameSector && v.name != "declared.site.name" {
				continue
			}
			text := v.text
			if v.slot != "" {
				text = v.field.Value
			}
			if w := holds(text, words, s.Except); w != "" {
				k.cite("preapproval.json", s.Sector)
				out = append(out, hit{s, w, v})
				break
			}
		}
	}
	return out, looked
}

// accepted says how a province answers a hit.
func (k *checker) accepted(sector string) []remedy {
	prov, _ := k.province("preapproval")
	for _, s := range prov.Preapproval {
		if s.Sector == sector || s.Sector == "*" {
			return s.Accepts
		}
	}
	return []remedy{"permit", "letter"}
}

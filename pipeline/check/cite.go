package check

import (
	"slices"

	"prereview/filing"
)

// The ways by which a rule looks at the policy. Each notes the entry, so that the finding names what decided it, and whose
// that is.

func (k *checker) cite(file string, keys ...string) {
	if r := k.pack.ref(file, keys...); !slices.Contains(k.cites, r) {
		k.cites = append(k.cites, r)
	}
}

// province is the entry of the filing's province; field is the one the rule is about to look at, as in provinces.json. ok is
// false when no province was declared.
func (k *checker) province(field string) (province, bool) {
	p, ok := k.pack.provinces[k.Form.Province]
	if ok {
		k.cite("provinces.json", p.Name, field)
	}
	return p, ok
}

// limits are the provider's; field is the one the rule looks at, as in limits.json.
func (k *checker) limits(field string) limits {
	k.cite("limits.json", field)
	return k.pack.limits
}

// materials is the set of the applicant's kind.
func (k *checker) materials() (materialSet, bool) {
	m, ok := k.pack.materials[k.Form.Kind]
	if ok {
		k.cite("materials.json", string(m.Kind))
	}
	return m, ok
}

// paper is how a signed form of that kind must look.
func (k *checker) paper(kind filing.DocumentKind) (paper, bool) {
	p, ok := k.pack.papers[kind]
	if ok {
		k.cite("papers.json", string(kind))
	}
	return p, ok
}

// usccClass is the class of a credit code's first two characters.
func (k *checker) usccClass(code string) (usccClass, bool) {
	c, ok := k.pack.usccClasses[code]
	if ok {
		k.cite("uscc.json", code)
	}
	return c, ok
}

// words is a list of words.json by its id.
func (k *checker) words(id string) wordList {
	k.cite("words.json", id)
	return k.pack.words[id]
}

// suffixes is a list of domains.json by its id: approved, or the one a province names.
func (k *checker) suffixes(id string) suffixList {
	k.cite("domains.json", id)
	return k.pack.suffixes[id]
}

// fixedText is a text of texts.json by its id.
func (k *checker) fixedText(id string) fixedText {
	k.cite("texts.json", id)
	return k.pack.texts[id]
}

// The lists of which a rule goes through every entry: it cites the one it stops at.
func (k *checker) sectors() []sector           { return k.pack.sectors }
func (k *checker) reserved() []reservedSuffix  { return k.pack.reserved }
func (k *checker) registrars() []registrar     { return k.pack.registrars }
func (k *checker) numberRanges() []numberRange { return k.pack.numbers }
func (k *checker) areaCodes() []areaCodes      { return k.pack.areas }

// numberKind is what a mobile number of eleven digits is by its longest known prefix; "" when none is known.
func (k *checker) numberKind(number string) numberKind {
	var kind numberKind
	longest := 0
	for _, r := range k.numberRanges() {
		for _, p := range r.Prefixes {
			if len(p) > longest && len(number) >= len(p) && number[:len(p)] == p {
				kind, longest = r.Kind, len(p)
			}
		}
	}
	if kind != "" {
		k.cite("phones.json", string(kind))
	}
	return kind
}

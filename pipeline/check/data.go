package check

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

//go:embed rules
var embedded embed.FS

// pack is the policy: everything that changes by province, provider or year. Loading answers every fault of the files,
// each naming its file, its entry and what is allowed there.
type pack struct {
	versions     map[string]string
	provinces    map[string]province
	materials    map[filing.Kind]materialSet
	usccClasses  map[string]usccClass
	limits       limits
	ethnicities  []string
	lookAlikes   map[rune]rune // to the first of its group
	suffixes     []string
	divisions    map[string]filing.Division
	provinceByID map[string]string // two digits -> short name as in filing.Provinces
	places       *places
}

// header opens every JSON file of the pack.
type header struct {
	Version   string   `json:"version"`
	Effective string   `json:"effective_from"` // YYYY-MM-DD
	Sources   []string `json:"sources"`
	Note      string   `json:"note,omitempty"`
}

// legalRepPolicy says whether the 主体负责人 must be the 法定代表人.
type legalRepPolicy string

const (
	legalRepRequired   legalRepPolicy = "required"
	legalRepAuthorised legalRepPolicy = "authorised" // another person with a letter of authorisation
	legalRepConflict   legalRepPolicy = "conflict"   // sources disagree: a reviewer decides
)

// crossPolicy says whether an individual may file outside the province of their ID card's address.
type crossPolicy string

const (
	crossAllowed  crossPolicy = "allowed"
	crossProof    crossPolicy = "proof" // with a residence permit or the like
	crossRefused  crossPolicy = "refused"
	crossConflict crossPolicy = "conflict"
	crossUnstated crossPolicy = "unstated"
)

// agePolicy: below Min is refused, below ProofBelow needs a guardian's or an income statement, which a reviewer checks.
// Unclear makes every failure one for review: the sources disagree or say nothing.
type agePolicy struct {
	Min        int  `json:"min"`
	ProofBelow int  `json:"proof_below,omitempty"`
	Unclear    bool `json:"unclear,omitempty"`
}

type province struct {
	Name             string         `json:"name"`
	FullName         string         `json:"full_name"`
	Code             string         `json:"code"`
	LegalRep         legalRepPolicy `json:"legal_rep"`
	LegalRepNote     string         `json:"legal_rep_note,omitempty"`
	Age              agePolicy      `json:"age"`            // of the principals of an organisation
	AgeIndividual    agePolicy      `json:"age_individual"` // of an individual
	CrossProvince    crossPolicy    `json:"cross_province_individual"`
	LicenceMonths    int            `json:"licence_months,omitempty"` // least remaining term, 0 is the default
	ExactBrackets    bool           `json:"exact_brackets,omitempty"`
	SoleTraderAsFirm bool           `json:"sole_trader_as_enterprise,omitempty"`
	Sources          []string       `json:"sources"`
}

// materialSet is what an applicant kind must upload: every slot of Required, and one slot of each group of OneOf.
type materialSet struct {
	Kind     filing.Kind     `json:"kind"`
	Required []filing.Slot   `json:"required"`
	OneOf    [][]filing.Slot `json:"one_of,omitempty"`
	Sources  []string        `json:"sources"`
}

// usccClass is one pair of first characters of a unified social credit code.
type usccClass struct {
	Code      string        `json:"code"`
	Name      string        `json:"name"`
	NameEN    string        `json:"name_en"`
	Kinds     []filing.Kind `json:"kinds"`               // the applicant kinds it belongs to; none: no kind of the form
	Tolerated []filing.Kind `json:"tolerated,omitempty"` // kinds some provinces file it under: for review
}

type limits struct {
	MediaTypes       []string `json:"media_types"`
	WarnBytes        int64    `json:"warn_bytes"`
	MaxBytes         int64    `json:"max_bytes"`
	SmallBytes       int64    `json:"small_bytes"`
	ValidMonths      int      `json:"valid_months"`        // a certificate must be good for so long
	ValidMonthsIdeal int      `json:"valid_months_advice"` // and should be for so long
	LicenceMonths    int      `json:"licence_months"`
}

// data is the embedded pack. It is tested, so that a fault in it is one of the build.
var data = sync.OnceValue(func() *pack {
	sub, err := fs.Sub(embedded, "rules")
	if err != nil {
		panic(err)
	}
	p, err := loadPack(sub)
	if err != nil {
		panic(err)
	}
	return p
})

// Versions are the rule data files with their versions, for the report's provenance.
func Versions() map[string]string {
	out := map[string]string{}
	for k, v := range data().versions {
		out[k] = v
	}
	return out
}

func loadPack(dir fs.FS) (*pack, error) {
	p := &pack{versions: map[string]string{}, provinces: map[string]province{}, materials: map[filing.Kind]materialSet{},
		usccClasses: map[string]usccClass{}, lookAlikes: map[rune]rune{}, provinceByID: map[string]string{}}
	var errs []error
	bad := func(file, format string, a ...any) { errs = append(errs, fmt.Errorf(file+": "+format, a...)) }
	read := func(file string, h *header, into any) {
		b, err := fs.ReadFile(dir, file)
		if err != nil {
			bad(file, "%v", err)
			return
		}
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			bad(file, "line %d: %v", 1+bytes.Count(b[:min(int(dec.InputOffset()), len(b))], []byte("\n")), err)
			return
		}
		if h.Version == "" {
			bad(file, "version: is required")
		}
		if _, err := filing.ParseDate(h.Effective); err != nil {
			bad(file, "effective_from: %v", err)
		}
		p.versions[file] = h.Version
	}

	var prov struct {
		header
		Provinces []province `json:"provinces"`
	}
	read("provinces.json", &prov.header, &prov)
	for _, x := range prov.Provinces {
		at := "provinces[" + x.Name + "]."
		if !slices.Contains(filing.Provinces, x.Name) {
			bad("provinces.json", "%sname: unknown province (allowed: %s)", at, strings.Join(filing.Provinces, ", "))
		}
		if _, twice := p.provinces[x.Name]; twice {
			bad("provinces.json", "%sname: listed twice", at)
		}
		allow(bad, "provinces.json", at+"legal_rep", x.LegalRep, legalRepRequired, legalRepAuthorised, legalRepConflict)
		allow(bad, "provinces.json", at+"cross_province_individual", x.CrossProvince, crossAllowed, crossProof, crossRefused,
			crossConflict, crossUnstated)
		for name, a := range map[string]agePolicy{"age": x.Age, "age_individual": x.AgeIndividual} {
			if a.Min < 0 || a.Min > 30 || a.ProofBelow != 0 && (a.ProofBelow <= a.Min || a.ProofBelow > 30) {
				bad("provinces.json", "%s%s: min must be 0..30 and proof_below above it", at, name)
			}
		}
		if len(x.Code) != 2 || len(x.Sources) == 0 {
			bad("provinces.json", "%scode, sources: two digits and at least one source", at)
		}
		p.provinces[x.Name] = x
		p.provinceByID[x.Code] = x.Name
	}
	for _, name := range filing.Provinces {
		if _, ok := p.provinces[name]; !ok {
			bad("provinces.json", "provinces: %s is missing", name)
		}
	}

	var mat struct {
		header
		Kinds []materialSet `json:"kinds"`
	}
	read("materials.json", &mat.header, &mat)
	for _, x := range mat.Kinds {
		allow(bad, "materials.json", "kinds[].kind", x.Kind, filing.Kinds...)
		for _, s := range slices.Concat(append(x.OneOf, x.Required)...) {
			allow(bad, "materials.json", "kinds["+string(x.Kind)+"] slots", s, filing.Slots...)
		}
		p.materials[x.Kind] = x
	}
	for _, k := range filing.Kinds {
		if _, ok := p.materials[k]; !ok {
			bad("materials.json", "kinds: %s is missing", k)
		}
	}

	var uscc struct {
		header
		Classes []usccClass `json:"classes"`
	}
	read("uscc.json", &uscc.header, &uscc)
	for _, x := range uscc.Classes {
		if len(x.Code) != 2 || x.Name == "" || x.NameEN == "" {
			bad("uscc.json", "classes[%s]: needs a code of two characters and both names", x.Code)
		}
		for _, k := range slices.Concat(x.Kinds, x.Tolerated) {
			allow(bad, "uscc.json", "classes["+x.Code+"].kinds", k, filing.Kinds...)
		}
		p.usccClasses[x.Code] = x
	}

	var lim struct {
		header
		limits
	}
	read("limits.json", &lim.header, &lim)
	p.limits = lim.limits
	if l := p.limits; len(l.MediaTypes) == 0 || l.SmallBytes <= 0 || l.WarnBytes <= l.SmallBytes || l.MaxBytes < l.WarnBytes ||
		l.ValidMonths <= 0 || l.ValidMonthsIdeal < l.ValidMonths || l.LicenceMonths <= 0 {
		bad("limits.json", "needs media_types, 0 < small_bytes < warn_bytes <= max_bytes, 0 < valid_months <= valid_months_advice, licence_months > 0")
	}

	var words struct {
		header
		Ethnicities []string `json:"ethnicities"`
		LookAlikes  []string `json:"look_alikes"`
		Suffixes    []string `json:"domain_suffixes"`
	}
	read("words.json", &words.header, &words)
	p.ethnicities, p.suffixes = words.Ethnicities, words.Suffixes
	if len(p.ethnicities) < 56 || len(p.suffixes) == 0 {
		bad("words.json", "ethnicities, domain_suffixes: at least 56 and 1")
	}
	for _, group := range words.LookAlikes {
		first := rune(-1)
		for _, r := range foldName(group) {
			if first < 0 {
				first = r
			}
			if _, twice := p.lookAlikes[r]; twice {
				bad("words.json", "look_alikes: %c is in two groups", r)
			}
			p.lookAlikes[r] = first
		}
	}

	p.divisions, p.versions["divisions.tsv"] = filing.Divisions()
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	p.places = newPlaces(p.divisions, p.provinceByID)
	return p, nil
}

func allow[T ~string](bad func(string, string, ...any), file, field string, got T, allowed ...T) {
	if slices.Contains(allowed, got) {
		return
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	bad(file, "%s: %q is not allowed (allowed: %s)", field, got, strings.Join(names, ", "))
}

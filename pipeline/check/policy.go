package check

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

//go:embed rules
var embedded embed.FS

// OurPack is the name of the pack that comes with the program.
const OurPack = "prereview"

// Policy is everything that changes by province, provider or year: our pack, and what an operator laid over it. Which of
// an operator's files are in force depends on the day of submission. A Policy is not changed after loading and may be
// used concurrently.
type Policy struct {
	editions []edition // by the day from which they hold, the first from ever
	packs    []string  // names and versions of what lies over ours
}

type edition struct {
	from filing.Date
	*pack
}

// pack is the policy of one day.
type pack struct {
	versions     map[string]string
	trees        map[string]*node
	provinces    map[string]province
	provinceByID map[string]string // two digits -> short name as in filing.Provinces
	materials    map[filing.Kind]materialSet
	papers       map[filing.DocumentKind]paper
	usccClasses  map[string]usccClass
	limits       limits
	ethnicities  []string
	words        map[string]wordList
	sectors      []sector
	suffixes     map[string]suffixList
	reserved     []reservedSuffix
	registrars   []registrar
	numbers      []numberRange
	areas        []areaCodes
	texts        map[string]fixedText
}

// header opens every file of the policy.
type header struct {
	Pack      string   `json:"pack,omitempty"` // whose it is; ours when empty
	Version   string   `json:"version"`
	Effective string   `json:"effective_from"` // YYYY-MM-DD
	Sources   []string `json:"sources,omitempty"`
	Note      string   `json:"note,omitempty"`
}

// The files of the policy, each with what it must hold.
type (
	provincesFile struct {
		header
		Provinces []province `json:"provinces"`
	}
	materialsFile struct {
		header
		Kinds []materialSet `json:"kinds"`
	}
	papersFile struct {
		header
		Papers []paper `json:"papers"`
	}
	usccFile struct {
		header
		Classes []usccClass `json:"classes"`
	}
	limitsFile struct {
		header
		limits
	}
	wordsFile struct {
		header
		Ethnicities []string   `json:"ethnicities"`
		Lists       []wordList `json:"lists"`
	}
	preapprovalFile struct {
		header
		Sectors []sector `json:"sectors"`
	}
	domainsFile struct {
		header
		Suffixes   []suffixList     `json:"suffix_lists"`
		Reserved   []reservedSuffix `json:"reserved"`
		Registrars []registrar      `json:"registrars"`
	}
	phonesFile struct {
		header
		Numbers []numberRange `json:"mobiles"`
		Areas   []areaCodes   `json:"area_codes"`
	}
	textsFile struct {
		header
		Texts []fixedText `json:"texts"`
	}
)

var policyFiles = map[string]reflect.Type{
	"provinces.json": reflect.TypeFor[provincesFile](), "materials.json": reflect.TypeFor[materialsFile](),
	"papers.json": reflect.TypeFor[papersFile](), "uscc.json": reflect.TypeFor[usccFile](), "limits.json": reflect.TypeFor[limitsFile](),
	"words.json": reflect.TypeFor[wordsFile](), "preapproval.json": reflect.TypeFor[preapprovalFile](),
	"domains.json": reflect.TypeFor[domainsFile](), "phones.json": reflect.TypeFor[phonesFile](), "texts.json": reflect.TypeFor[textsFile](),
}

func policyFileNames() []string { return slices.Sorted(maps.Keys(policyFiles)) }

// Ours is the policy that comes with the program. It is tested, so that a fault in it is one of the build.
var Ours = sync.OnceValue(func() *Policy {
	p, err := LoadPolicy()
	if err != nil {
		panic(err)
	}
	return p
})

// ourLayer is our pack, parsed and judged once: laying something over it leaves it as it is.
var ourLayer = sync.OnceValues(func() (layer, []error) {
	sub, err := fs.Sub(embedded, "rules")
	if err != nil {
		return nil, []error{err}
	}
	return readLayer(sub, true)
})

// LoadPolicy lays the operators' packs over ours, each over the one before. A pack is a folder with any of the files of
// rules/: a header that says whose it is, and the entries that differ. Every fault is told, with file, line and what is
// allowed there.
func LoadPolicy(packs ...fs.FS) (*Policy, error) {
	base, errs := ourLayer()
	layers := []layer{}
	for _, p := range packs {
		l, e := readLayer(p, false)
		errs = append(errs, e...)
		layers = append(layers, l)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	days := []filing.Date{{}}
	for _, l := range layers {
		for _, f := range l {
			if !slices.Contains(days, f.from) {
				days = append(days, f.from)
			}
		}
	}
	slices.SortFunc(days, filing.Date.Compare)
	p := &Policy{}
	for _, l := range layers {
		for _, name := range slices.Sorted(maps.Keys(l)) {
			if n := l[name].Pack + " " + l[name].Version; !slices.Contains(p.packs, n) {
				p.packs = append(p.packs, n)
			}
		}
	}
	for _, day := range days {
		pk, err := build(base, layers, day)
		if err != nil {
			return nil, err
		}
		p.editions = append(p.editions, edition{day, pk})
	}
	return p, nil
}

// on is the policy of a day; of no day, the newest.
func (p *Policy) on(day filing.Date) *pack {
	at := p.editions[0].pack
	for _, e := range p.editions {
		if day.IsZero() || e.from.Compare(day) <= 0 {
			at = e.pack
		}
	}
	return at
}

// AsOf is the policy as it stands on a day, for submissions of whatever day; of no day, its newest edition.
func (p *Policy) AsOf(day filing.Date) *Policy {
	return &Policy{editions: []edition{{pack: p.on(day)}}}
}

// Packs are the names and versions of the packs that lie over ours.
func (p *Policy) Packs() []string { return slices.Clone(p.packs) }

// Versions are the files of the policy of a day with their versions, those laid over ours named with their pack, for the
// report's provenance.
func (p *Policy) Versions(day filing.Date) map[string]string {
	return maps.Clone(p.on(day).versions)
}

// layer is the files of one pack.
type layer map[string]layerFile

type layerFile struct {
	header
	from filing.Date
	tree *node
}

// readLayer reads and judges the files of a pack. Ours must be whole.
func readLayer(dir fs.FS, whole bool) (layer, []error) {
	var errs []error
	l := layer{}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, []error{fmt.Errorf("policy pack: %w", err)}
	}
	for _, e := range entries {
		name := e.Name()
		t, known := policyFiles[name]
		switch {
		case known:
		case !whole && !e.IsDir() && path.Ext(name) == ".json":
			errs = append(errs, fmt.Errorf("%s:1: no file of the policy has this name (allowed: %s)", name, strings.Join(policyFileNames(), ", ")))
			continue
		default:
			continue
		}
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		tree, err := parseTree(name, b)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		faults := shape(tree, t, whole)
		f := layerFile{tree: tree}
		if len(faults) == 0 {
			f, faults = openLayer(tree, whole)
		}
		errs = append(errs, faults...)
		l[name] = f
	}
	for _, name := range policyFileNames() {
		if _, there := l[name]; whole && !there {
			errs = append(errs, fmt.Errorf("%s: is missing", name))
		}
	}
	if len(l) == 0 && len(errs) == 0 {
		errs = append(errs, fmt.Errorf("policy pack: has none of %s", strings.Join(policyFileNames(), ", ")))
	}
	return l, errs
}

// openLayer reads a file's header and marks the file with whose it is.
func openLayer(tree *node, ours bool) (layerFile, []error) {
	f := layerFile{tree: tree, header: header{Pack: OurPack}}
	var errs []error
	bad := func(field, detail string) {
		line := tree.line
		if n := tree.fields[field]; n != nil {
			line = n.line
		}
		errs = append(errs, fmt.Errorf("%s:%d: %s: %s", tree.file, line, field, detail))
	}
	f.Version, f.Effective = tree.fields["version"].text(), tree.fields["effective_from"].text()
	if !ours {
		f.Pack = tree.fields["pack"].text()
	}
	if f.Pack == "" || !ours && f.Pack == OurPack || len(f.Pack) > 60 {
		bad("pack", "says whose the pack is: a name of at most 60 bytes, not "+OurPack)
	}
	if f.Version == "" || len(f.Version) > 60 {
		bad("version", "is required, at most 60 bytes")
	}
	day, err := filing.ParseDate(f.Effective)
	if err != nil || day.IsZero() || day.Open {
		bad("effective_from", "want a day YYYY-MM-DD")
	}
	f.from = day
	tree.own(f.Pack, f.Version)
	return f, errs
}

// build lays the files in force on a day over ours and judges the result.
func build(base layer, layers []layer, day filing.Date) (*pack, error) {
	p := &pack{versions: map[string]string{}, trees: map[string]*node{}}
	for _, name := range policyFileNames() {
		tree, version := base[name].tree, base[name].Version
		for _, l := range layers {
			f, there := l[name]
			if !there || f.from.Compare(day) > 0 {
				continue
			}
			entries := *f.tree
			entries.keys = slices.DeleteFunc(slices.Clone(f.tree.keys), func(k string) bool {
				return slices.Contains([]string{"pack", "version", "effective_from", "sources", "note"}, k)
			})
			tree = tree.overlay(&entries)
			version += " + " + f.Pack + " " + f.Version
		}
		p.trees[name], p.versions[name] = tree, version
	}
	return p, p.fill()
}

// fill makes typed entries of the merged files and judges what no file can be judged by alone.
func (p *pack) fill() error {
	var errs []error
	into := func(name string, dst any) {
		if faults := shape(p.trees[name], policyFiles[name], true); len(faults) > 0 {
			errs = append(errs, faults...)
			return
		}
		b, err := p.trees[name].MarshalJSON()
		if err == nil {
			err = json.Unmarshal(b, dst)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	var f policyContent
	into("provinces.json", &f.prov)
	into("materials.json", &f.mat)
	into("papers.json", &f.pap)
	into("uscc.json", &f.uscc)
	into("limits.json", &f.lim)
	into("words.json", &f.words)
	into("preapproval.json", &f.pre)
	into("domains.json", &f.dom)
	into("phones.json", &f.tel)
	into("texts.json", &f.texts)
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	p.index(f)
	_, p.versions["divisions.tsv"] = filing.Divisions()
	return errors.Join(p.judge(f)...)
}

// policyContent is all files of a policy.
type policyContent struct {
	prov  provincesFile
	mat   materialsFile
	pap   papersFile
	uscc  usccFile
	lim   limitsFile
	words wordsFile
	pre   preapprovalFile
	dom   domainsFile
	tel   phonesFile
	texts textsFile
}

// index puts the entries where rules find them.
func (p *pack) index(f policyContent) {
	p.provinces, p.provinceByID = map[string]province{}, map[string]string{}
	for _, x := range f.prov.Provinces {
		p.provinces[x.Name], p.provinceByID[x.Code] = x, x.Name
	}
	p.materials = by(f.mat.Kinds, func(x materialSet) filing.Kind { return x.Kind })
	p.papers = by(f.pap.Papers, func(x paper) filing.DocumentKind { return filing.DocumentKind(x.Document) })
	p.usccClasses = by(f.uscc.Classes, func(x usccClass) string { return x.Code })
	p.words = by(f.words.Lists, func(x wordList) string { return x.ID })
	p.suffixes = by(f.dom.Suffixes, func(x suffixList) string { return x.ID })
	p.texts = by(f.texts.Texts, func(x fixedText) string { return x.ID })
	p.limits, p.ethnicities, p.sectors = f.lim.limits, f.words.Ethnicities, f.pre.Sectors
	p.reserved, p.registrars, p.numbers, p.areas = f.dom.Reserved, f.dom.Registrars, f.tel.Numbers, f.tel.Areas
}

func by[K comparable, T any](xs []T, key func(T) K) map[K]T {
	m := make(map[K]T, len(xs))
	for _, x := range xs {
		m[key(x)] = x
	}
	return m
}

// ref is where an entry stands, 上海.licence_months of provinces.json, and whose it is there. A field that an entry leaves
// to the default is the entry's.
func (p *pack) ref(file string, keys ...string) filing.PolicyRef {
	r := filing.PolicyRef{File: file, Entry: strings.Join(keys, "."), Pack: OurPack, Version: p.versions[file]}
	tree := p.trees[file]
	if tree == nil {
		return r
	}
	r.Version = tree.version
	for n := len(keys); n > 0; n-- {
		if at := tree.find(keys[:n]...); at != nil {
			r.Pack, r.Version = at.pack, at.version
			break
		}
	}
	return r
}

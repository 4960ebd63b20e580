package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"prereview/filing"
)

// Plant is one sort of discrepancy that can be planted in a filing. Which digit, character, field or document it strikes
// is drawn anew each time, so that a check that finds one of them has not learned it by heart.
type Plant struct {
	ID     string
	Checks []string // the checks of the catalogue that each of its filings must bring to speak
	needs  applicant
	spoil  func(*spoiler)
}

// Plants lists them all, in the order of the catalogue.
func Plants() []Plant {
	return slices.Concat(formPlants, siteNamePlants, siteWordPlants, remarkPlants, contactPlants, addressPlants, domainPlants, namePlants, numberPlants, cardPlants, licencePlants, placePlants, slotPlants, providedPlants, filePlants, picturePlants, paperPlants, letterPlants, permitPlants, registerPlants)
}

// PlanSpoiled plans filing i of the series with this plant.
func PlanSpoiled(p Plant, split Split, seed uint64, i int) (FilingPlan, error) {
	for try := range 50 { // an applicant drawn may not have what is to be spoiled: no brackets in the name, no term
		sub := SubSeed(seed, fmt.Sprintf("%s/filing/%s/%d", split, p.ID, try), i)
		f := planFiling(split, sub, p.needs)
		f.Name = fmt.Sprintf("%s-%04d", p.ID, i)
		f.Expected.Plant = p.ID
		for i := range f.Papers {
			f.Papers[i].shown = nil // what is spoiled is not what the form says any more: a reader would complain of that too
		}
		s := &spoiler{FilingPlan: &f, r: stream(split, sub, "plant")}
		if p.spoil(s); !s.unfit {
			return f, nil
		}
	}
	return FilingPlan{}, fmt.Errorf("plant %s: no applicant that it fits in 50 tries", p.ID)
}

// TakePlan plans filing i of a mixed series: every third is clean, the others go through the plants in a shuffled order.
func TakePlan(split Split, seed uint64, i int) (FilingPlan, error) {
	if i%3 == 0 {
		return PlanFiling(split, seed, i/3), nil
	}
	all := Plants()
	n := i - i/3 - 1
	order := stream(split, seed+uint64(n/len(all)), "plants").Perm(len(all))
	return PlanSpoiled(all[order[n%len(all)]], split, seed, n)
}

// spoiler is a clean filing in the hands of a plant.
type spoiler struct {
	*FilingPlan
	r     *rand.Rand
	unfit bool
}

// fire says which checks must fail of it, and what the verdict is.
func (s *spoiler) fire(v filing.Verdict, checks ...string) {
	s.Expected.Fire = append(s.Expected.Fire, checks...)
	s.verdict(v)
}

// doubt says which checks must not pass.
func (s *spoiler) doubt(v filing.Verdict, checks ...string) {
	s.Expected.Doubt = append(s.Expected.Doubt, checks...)
	s.verdict(v)
}

// may names consequences: checks that what was planted may set off too.
func (s *spoiler) may(checks ...string) { s.Expected.May = append(s.Expected.May, checks...) }

// verdict is the worst that was said.
func (s *spoiler) verdict(v filing.Verdict) {
	rank := []filing.Verdict{filing.VerdictPass, filing.VerdictReview, filing.VerdictFix}
	if slices.Index(rank, v) > slices.Index(rank, s.Expected.Verdict) {
		s.Expected.Verdict = v
	}
}

func (s *spoiler) how(format string, a ...any) { s.Expected.How = fmt.Sprintf(format, a...) }

// said is the declared person of one post, or of both when one person holds them.
func (s *spoiler) said(change func(*filing.Person)) {
	change(&s.Form.Declared.Principal)
	if s.onePerson() {
		s.Form.Declared.SitePrincipal = s.Form.Declared.Principal
	}
}

// lookAlikes are groups of characters that an applicant, or a reader, takes for each other.
var lookAlikes = strings.Fields("己已巳 未末 土士 日曰 人入 大太犬 天夭 千干于 王玉 甲申由 治冶 侯候 白自 今令 午牛 木术本 丁了 史吏 免兔 乌鸟 晴睛 沈沉 宜宣 微徽 茶荼 折拆 亨享 准淮 师帅 广厂 元无 琳淋 清请 萧箫 六方 力刀 几儿 官宫 风凤")

// alike draws two characters that are taken for each other.
func alike(r *rand.Rand) (a, b string) {
	g := runes(pick(r, lookAlikes))
	i := r.IntN(len(g))
	j := (i + 1 + r.IntN(len(g)-1)) % len(g)
	return g[i], g[j]
}

// unlike is a character other than ch, and not taken for it.
func unlike(r *rand.Rand, ch rune) rune {
	for {
		c := []rune(pick(r, brandFirst))[0]
		if c != ch && !slices.ContainsFunc(lookAlikes, func(g string) bool { return strings.ContainsRune(g, c) }) {
			return c
		}
	}
}

// otherDigitAt changes the digit at place i.
func otherDigitAt(r *rand.Rand, s string, i int) string {
	b := []byte(s)
	b[i] = '0' + (b[i]-'0'+byte(1+r.IntN(9)))%10
	return string(b)
}

// someHan is the place of a character that belongs to the name itself, not to its brackets or Latin.
func someHan(r *rand.Rand, name string) (int, []rune) {
	rs := []rune(name)
	for {
		if i := r.IntN(len(rs)); rs[i] >= 0x4e00 && rs[i] < 0xa000 {
			return i, rs
		}
	}
}

// owned draws until the split owns the name.
func (s *spoiler) owned(draw func() string) string {
	for range 300 {
		if n := draw(); s.Split.owns(n) {
			return n
		}
	}
	s.unfit = true
	return ""
}

// stranger invents another person whose card is in order.
func (s *spoiler) stranger() *Person {
	g := &Generator{split: s.Split, seed: s.Seed, people: stream(s.Split, s.Seed, "stranger")}
	p := g.Person(PersonWish{Province: s.Form.Province, Valid: true, MinAge: 24, MaxAge: 60})
	if p.Name == s.principal.Name || p.Name == s.site.Name {
		s.unfit = true
	}
	return &p
}

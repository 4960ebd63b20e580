package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// Today is the day the corpus is drawn for: nothing is issued later, and validity is judged against it.
var Today = filing.Date{Year: 2026, Month: 11, Day: 21}

// Person is an invented person with what the two sides of the identity card print.
type Person struct {
	Name       string
	Sex        string // 男 or 女
	Ethnicity  string // without 族, as printed
	Birth      filing.Date
	Address    string
	ID         filing.IDNumber
	Issuer     string
	ValidFrom  filing.Date
	ValidUntil filing.Date
}

// PersonWish narrows what is invented. The zero wish is anyone from 16 to 80, now and then with an expired card.
type PersonWish struct {
	Province       string // short name, "" for any
	Valid          bool   // the card is valid for a year or more
	Expired        bool   // the card has expired
	Plain          bool   // Han, an ordinary name
	MinAge, MaxAge int
}

// Person invents one.
func (g *Generator) Person(w PersonWish) Person {
	r := g.people
	if w.MinAge == 0 {
		w.MinAge, w.MaxAge = 16, 80
	}
	var p Person
	at := pickPlace(r)
	if w.Province != "" {
		at = pickPlaceIn(r, w.Province)
	}
	p.Sex = pick(r, []string{"男", "女"})
	p.Ethnicity = "汉"
	if !w.Plain && chance(r, 0.4) {
		p.Ethnicity = pick(r, Ethnicities)
	}
	for p.Name = g.split.inventName(r, p.Sex, p.Ethnicity, w.Plain); !g.split.owns(p.Name); {
		p.Name = g.split.inventName(r, p.Sex, p.Ethnicity, w.Plain)
	}
	age := intBetween(r, w.MinAge, w.MaxAge-1)
	p.Birth = Today.AddMonths(-12*age - 1).AddDays(-r.IntN(330))
	p.Address = homeAddress(r, at)
	p.ID = idNumber(r, at.code, p.Birth, p.Sex)
	p.Issuer = at.policeOffice()
	p.ValidFrom, p.ValidUntil = cardTerm(r, p.Birth, w)
	return p
}

func idNumber(r *rand.Rand, region string, birth filing.Date, sex string) filing.IDNumber {
	seq := r.IntN(500) * 2
	if sex == "男" {
		seq++
	}
	n := filing.IDNumber(fmt.Sprintf("%s%04d%02d%02d%03d", region, birth.Year, birth.Month, birth.Day, seq))
	return n + filing.IDNumber(n.CheckChar())
}

// cardTerm follows article 5 of the identity card law: below 16 five years, 16 to 25 ten, 26 to 45 twenty, from 46 on
// without end. Cards of this look exist since 2004.
func cardTerm(r *rand.Rand, birth filing.Date, w PersonWish) (from, until filing.Date) {
	first := filing.Date{Year: 2004, Month: 3, Day: 29}
	if birth.AddMonths(12*10).Compare(first) > 0 {
		first = birth.AddMonths(12 * 10)
	}
	months := first.YearsUntil(Today)*12 + 6
	for try := range 400 {
		from = first.AddMonths(r.IntN(months)).AddDays(r.IntN(28))
		if from.Compare(Today.AddDays(-30)) > 0 {
			continue
		}
		switch age := birth.YearsUntil(from); {
		case age < 16:
			until = from.AddMonths(12 * 5)
		case age < 26:
			until = from.AddMonths(12 * 10)
		case age < 46:
			until = from.AddMonths(12 * 20)
		default:
			until = filing.Date{Open: true}
		}
		expired := until.Compare(Today) < 0
		switch {
		case w.Valid && until.Compare(Today.AddMonths(12)) < 0, w.Expired && !expired:
		case !w.Expired && expired && try < 300 && !chance(r, 0.05):
		default:
			return from, until
		}
	}
	return from, until
}

func homeAddress(r *rand.Rand, at place) string {
	for range 20 {
		s := at.full() + localAddress(r, at)
		if n := len([]rune(s)); n >= 12 && n <= 36 {
			return s
		}
	}
	return at.full() + pick(r, roads) + fmt.Sprintf("%d号", 1+r.IntN(300))
}

func localAddress(r *rand.Rand, at place) string {
	number := fmt.Sprintf("%d号", 1+r.IntN(400))
	if len(at.towns) > 0 && (!at.urban() || chance(r, 0.2)) {
		t := pick(r, at.towns)
		if len(t.villages) > 0 && chance(r, 0.85) {
			s := t.name + pick(r, t.villages)
			switch r.IntN(5) {
			case 0:
				return s + fmt.Sprintf("%d组%s", 1+r.IntN(20), number)
			case 1:
				return s + pick(r, hamlets) + number
			case 2:
				return s + fmt.Sprintf("%d社", 1+r.IntN(12)) + number
			case 3:
				return s + pick(r, []string{"第一", "第二", "第三", "第四", "第五", "第六"}) + "村民小组" + number
			}
			return s + number
		}
		return t.name + pick(r, roads) + number
	}
	s := pick(r, roads)
	if chance(r, 0.25) {
		s += fmt.Sprintf("%d弄", 1+r.IntN(900))
	}
	s += number
	switch r.IntN(7) {
	case 0:
		s += fmt.Sprintf("%d栋%d单元%d室", 1+r.IntN(40), 1+r.IntN(6), 101+100*r.IntN(30)+r.IntN(8))
	case 1:
		s += fmt.Sprintf("%d幢%d室", 1+r.IntN(40), 101+100*r.IntN(30)+r.IntN(8))
	case 2:
		s += fmt.Sprintf("%d号楼%d单元%d号", 1+r.IntN(40), 1+r.IntN(6), 1+r.IntN(60))
	case 3:
		s += fmt.Sprintf("%s%d房", pick(r, []string{"A座", "B座", "之二", "北楼", ""}), 101+100*r.IntN(30)+r.IntN(8))
	case 4:
		s += pick(r, estates) + fmt.Sprintf("%d-%d-%d", 1+r.IntN(30), 1+r.IntN(4), 101+100*r.IntN(18)+r.IntN(4))
	}
	return s
}

func (s Split) inventName(r *rand.Rand, sex, ethnicity string, plain bool) string {
	words := s.names()
	if parts, ok := words.dotted[ethnicity]; ok && chance(r, 0.85) {
		given := parts.male
		if sex == "女" {
			given = parts.female
		}
		return pick(r, given) + "·" + pick(r, parts.family)
	}
	if names, ok := words.whole[ethnicity]; ok && chance(r, 0.6) {
		return pick(r, names[:len(names)/2]) + pick(r, names[len(names)/2:])
	}
	surname := pick(r, commonSurnames)
	switch {
	case plain:
	case chance(r, 0.06):
		surname = pick(r, compoundSurnames)
	case chance(r, 0.2):
		surname = pick(r, lessCommonSurnames)
	}
	chars := words.male
	if sex == "女" {
		chars = words.female
	}
	one := func() string {
		if !plain && chance(r, 0.08) {
			return pick(r, words.rare)
		}
		if chance(r, 0.3) {
			return pick(r, words.neutral)
		}
		return pick(r, chars)
	}
	if chance(r, 0.17) {
		return surname + one()
	}
	return surname + one() + one()
}

func runes(s string) []string { return strings.Split(s, "") }

package corpus

import (
	_ "embed"
	"math/rand/v2"
	"strings"
	"sync"
)

//go:embed data/divisions.txt
var divisionsText string

// place is a county-level division with what stands above it and a sample of what lies below.
type place struct {
	code                   string // six digits, GB/T 2260
	province, city, county string // city is "" for the municipalities and for counties directly under a province
	towns                  []town
}

type town struct {
	name     string
	villages []string
}

var places = sync.OnceValue(func() []place {
	var all []place
	var province, city string
	for line := range strings.Lines(divisionsText) {
		f := strings.Fields(line)
		switch {
		case len(f) < 2 || f[0] == "#":
		case f[0] == "P":
			province = f[2]
		case f[0] == "C":
			city = f[2]
			// 市辖区, 县 and 省直辖县级行政区划 are headings of the statistics, never printed in an address.
			if city == "市辖区" || city == "县" || strings.Contains(city, "直辖") {
				city = ""
			}
		default:
			if zone(f[1]) {
				continue
			}
			p := place{code: f[0], province: province, city: city, county: f[1]}
			for _, t := range f[2:] {
				name, villages, _ := strings.Cut(t, ":")
				tn := town{name: name}
				if villages != "" {
					tn.villages = strings.Split(villages, ",")
				}
				p.towns = append(p.towns, tn)
			}
			all = append(all, p)
		}
	}
	return all
})

// zone says that a name of the statistics is no county but a development zone, which no card and no code is issued for.
func zone(name string) bool {
	for _, w := range []string{"开发区", "示范区", "园区", "管理区", "试验区", "产业", "保税", "风景区", "旅游", "工业区", "直属", "农场"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return len([]rune(name)) > 12
}

func pickPlace(r *rand.Rand) place { return pick(r, places()) }

// pickPlaceIn picks a county of the province whose name starts with short (广东 for 广东省).
func pickPlaceIn(r *rand.Rand, short string) place {
	var in []place
	for _, p := range places() {
		if strings.HasPrefix(p.province, short) {
			in = append(in, p)
		}
	}
	if len(in) == 0 {
		return pickPlace(r)
	}
	return pick(r, in)
}

func (p place) urban() bool { return strings.HasSuffix(p.county, "区") }

// full is province, city and county as an address begins.
func (p place) full() string {
	switch {
	case p.city == "" || strings.HasSuffix(p.county, "市"): // a county-level city is written straight after the province
		return p.province + p.county
	case strings.HasSuffix(p.county, "县") || strings.HasSuffix(p.county, "旗"):
		return p.province + p.county
	}
	return p.province + p.city + p.county
}

// seat is the town an organisation of this place is named for: 广州市, 固始县, 上海市.
func (p place) seat() string {
	switch {
	case strings.HasSuffix(p.county, "市") || strings.HasSuffix(p.county, "县") || strings.HasSuffix(p.county, "旗"):
		return p.county
	case p.city != "":
		return p.city
	}
	return p.province
}

// policeOffice is the issuing authority of identity cards there.
func (p place) policeOffice() string {
	if !p.urban() {
		return p.county + "公安局"
	}
	district := strings.TrimSuffix(p.county, "区")
	if len([]rune(district)) < 2 || strings.Contains(district, "新") {
		district = p.county
	}
	if p.city != "" {
		return p.city + "公安局" + district + "分局"
	}
	return p.province + "公安局" + district + "分局"
}

// DivisionNames are the names that addresses are made of: those of provinces, cities and counties, and those of the towns
// and villages.
func DivisionNames() (counties, villages []string) {
	for _, p := range places() {
		counties = append(counties, p.province, p.city, p.county)
		for _, t := range p.towns {
			villages = append(append(villages, t.name), t.villages...)
		}
	}
	return counties, villages
}

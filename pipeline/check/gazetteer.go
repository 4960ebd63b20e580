package check

import (
	"encoding/json"
	"sync"

	"prereview/filing"
)

// What is no policy and nobody lays anything over: the divisions of GB/T 2260 with those no longer in force, and the
// characters that readers take for each other.

// divisions are those of GB/T 2260 by their six digits.
func divisions() map[string]filing.Division {
	ds, _ := filing.Divisions()
	return ds
}

// gazetteer finds divisions in addresses.
var gazetteer = sync.OnceValue(func() *places {
	p := Ours().on(filing.Date{})
	return newPlaces(divisions(), p.provinceByID, p.ethnicities)
})

// lookAlikes maps each character of rules/lookalikes.json to the first of its group. The file is part of the build, and
// tested.
var lookAlikes = sync.OnceValue(func() map[rune]rune {
	b, err := embedded.ReadFile("rules/lookalikes.json")
	if err != nil {
		panic(err)
	}
	var f struct {
		Note   string   `json:"note"`
		Groups []string `json:"groups"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		panic(err)
	}
	m := map[rune]rune{}
	for _, group := range f.Groups {
		first := rune(-1)
		for _, r := range foldName(group) {
			if first < 0 {
				first = r
			}
			if _, twice := m[r]; twice {
				panic("lookalikes.json: " + string(r) + " is in two groups")
			}
			m[r] = first
		}
	}
	return m
})

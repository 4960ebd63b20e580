package check

import (
	"sync"

	"prereview/filing"
)

// What is no policy and nobody lays anything over: the divisions of GB/T 2260 with those no longer in force.

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

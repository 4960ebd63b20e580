package filing

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// Division is an administrative division, province to county.
type Division struct {
	Name   string
	Former bool // no longer in force; still on cards and in codes
}

//go:embed divisions.tsv
var divisionsTSV string

// Divisions are those of GB/T 2260 by their codes of six digits, with the version of the table. The map is shared: nobody
// may change it.
func Divisions() (byCode map[string]Division, version string) {
	t := divisions()
	return t.byCode, t.version
}

type divisionTable struct {
	byCode  map[string]Division
	version string
}

var divisions = sync.OnceValue(func() divisionTable {
	ds, version, err := parseDivisions(divisionsTSV)
	if err != nil { // it is part of the build, and tested
		panic(err)
	}
	return divisionTable{ds, version}
})

func parseDivisions(s string) (ds map[string]Division, version string, err error) {
	ds = make(map[string]Division, 8000)
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if v, ok := strings.CutPrefix(line, "# version "); ok {
			version = v
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 || len(f[0]) != 6 || strings.Trim(f[0], "0123456789") != "" || f[1] == "" || len(f) > 2 && f[2] != "h" {
			return nil, "", fmt.Errorf("line %d: want six digits, a tab, a name, and h after a tab when former", n)
		}
		if _, twice := ds[f[0]]; twice {
			return nil, "", fmt.Errorf("line %d: %s is listed twice", n, f[0])
		}
		ds[f[0]] = Division{Name: f[1], Former: len(f) > 2}
	}
	if version == "" {
		return nil, "", fmt.Errorf("line 1: want a line that begins with # version")
	}
	return ds, version, nil
}

package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"prereview/filing"
)

// What rules about telephone numbers and addresses share.

// phoneSaid is one declared telephone number.
type phoneSaid struct {
	said      value
	folded    string // digits
	emergency bool
	person    int // 0 the principal's, 1 the site principal's
}

func (n phoneSaid) mobile() bool { return mobileForm.MatchString(n.folded) }

// phones are the declared numbers of each person, one person once.
func (k *checker) phones() (out []phoneSaid) {
	for i, r := range k.persons() {
		for _, f := range []struct {
			name      string
			n         filing.Phone
			emergency bool
		}{{"mobile", r.person.Mobile, false}, {"office_phone", r.person.OfficePhone, false}, {"emergency_phone", r.person.EmergencyPhone, true}} {
			if v := declared(r.path+"."+f.name, string(f.n)); !v.missing {
				out = append(out, phoneSaid{v, foldPhone(v.text), f.emergency, i})
			}
		}
	}
	return out
}

// landlineForm is area code, number, and an extension; written after foldLandline.
var landlineForm = regexp.MustCompile(`^(0\d{2,3})-?(\d{7,8})(-\d{1,6})?$`)

// foldDashes is plain with every dash as one. Names are folded further: there the letter O is a nought, in a number it is wrong.
func foldDashes(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) || r == '−' {
			return '-'
		}
		return r
	}, plain(s))
}

// foldLandline drops widths, spaces, brackets and the country code, and writes 转 as a dash.
func foldLandline(s string) string {
	s = strings.NewReplacer("(", "", ")", "-", "转", "-", "分机", "-").Replace(foldDashes(s))
	for _, p := range []string{"+86-", "+86", "0086"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			s = rest
			if !strings.HasPrefix(s, "0") {
				s = "0" + s
			}
			break
		}
	}
	return strings.TrimSuffix(strings.ReplaceAll(s, "--", "-"), "-")
}

// addresses are the declared addresses.
func (k *checker) addresses() []value { return []value{k.mailingAddress(), k.certificateAddress()} }

// areaProvinces are the provinces that an area code serves.
func (k *checker) areaProvinces(area string) (names []string) {
	for _, a := range k.areaCodes() {
		if slices.Contains(a.Codes, area) {
			names = append(names, a.Name)
		}
	}
	return names
}

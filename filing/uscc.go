package filing

import (
	"regexp"
	"strings"
)

// USCC is a unified social credit code (统一社会信用代码, GB 32100-2015): registering department, kind of organisation,
// six digits of region, nine characters of organisation code (GB 11714), one check character. It is public data.
type USCC string

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var usccForm = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$`)

// ParseUSCC folds full-width characters, drops spaces, upper-cases. ok says that the result has the form of a code;
// check characters are not looked at.
func ParseUSCC(s string) (c USCC, ok bool) {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == ' ' || r == '\u3000' || r == '\u00a0':
			return -1
		}
		return r
	}, s))
	return USCC(s), usccForm.MatchString(s)
}

var codeRun = regexp.MustCompile(`[0-9A-Za-z]+`)

// USCCIn finds the code in a text that holds exactly one beside other words, such as the web address in a licence's QR
// code: a run of letters and digits that has the form of one. Its check character is not looked at.
func USCCIn(s string) (c USCC, ok bool) {
	for _, run := range codeRun.FindAllString(s, -1) {
		if len(run) != 18 {
			continue
		}
		d, form := ParseUSCC(run)
		if form && ok && d != c {
			return "", false
		}
		if form {
			c, ok = d, true
		}
	}
	return c, ok
}

// CheckChar is the 18th character that the first 17 ask for (GB 32100: weights 3^(i-1) mod 31); 0 when they hold a
// character outside the alphabet.
func (c USCC) CheckChar() byte {
	if len(c) < 17 {
		return 0
	}
	sum, w := 0, 1
	for i := range 17 {
		v := strings.IndexByte(usccAlphabet, c[i])
		if v < 0 {
			return 0
		}
		sum += v * w
		w = w * 3 % 31
	}
	return usccAlphabet[(31-sum%31)%31]
}

// ChecksOut says that the code is well formed and its 18th character right.
func (c USCC) ChecksOut() bool {
	_, ok := ParseUSCC(string(c))
	return ok && c.CheckChar() == c[17]
}

// OrganisationChecksOut says that characters 9-17 are a GB 11714 organisation code with a right check character.
func (c USCC) OrganisationChecksOut() bool {
	if len(c) != 18 {
		return false
	}
	want := OrganisationCheckChar(string(c[8:16]))
	return want != 0 && want == c[16]
}

// OrganisationCheckChar is the GB 11714 check character for eight characters 0-9A-Z; 0 when they are not that.
func OrganisationCheckChar(body string) byte {
	if len(body) != 8 {
		return 0
	}
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		switch b := body[i]; {
		case b >= '0' && b <= '9':
			sum += int(b-'0') * w
		case b >= 'A' && b <= 'Z':
			sum += int(b-'A'+10) * w
		default:
			return 0
		}
	}
	return "0123456789X"[(11-sum%11)%11]
}

// Region is characters 3-8 (GB/T 2260, or 100000 for the national authority).
func (c USCC) Region() string {
	if len(c) < 8 {
		return ""
	}
	return string(c[2:8])
}

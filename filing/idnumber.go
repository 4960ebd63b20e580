package filing

import "strings"

// Parts of a citizen identity number (GB 11643-1999): six digits of region, eight of birth date, three of sequence
// (odd is male), one check character.

// ParseIDNumber folds full-width characters, drops spaces and upper-cases the x. ok says that the result has the form
// of an 18-character number; the check character is not looked at.
func ParseIDNumber(s string) (n IDNumber, ok bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == 'x' || r == 'Ｘ' || r == 'ｘ':
			return 'X'
		case r == ' ' || r == '\u3000' || r == '\u00a0':
			return -1
		}
		return r
	}, s)
	if len(s) != 18 {
		return IDNumber(s), false
	}
	for i := range 17 {
		if s[i] < '0' || s[i] > '9' {
			return IDNumber(s), false
		}
	}
	last := s[17]
	return IDNumber(s), last == 'X' || last >= '0' && last <= '9'
}

var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// CheckChar is the check character that the first 17 digits ask for (GB 11643: ISO 7064 MOD 11-2); 0 when they are not
// 17 digits.
func (n IDNumber) CheckChar() byte {
	if len(n) < 17 {
		return 0
	}
	sum := 0
	for i, w := range idWeights {
		d := n[i]
		if d < '0' || d > '9' {
			return 0
		}
		sum += int(d-'0') * w
	}
	return "10X98765432"[sum%11]
}

// ChecksOut says that the number is well formed and its check character right.
func (n IDNumber) ChecksOut() bool {
	_, ok := ParseIDNumber(string(n))
	return ok && n.CheckChar() == n[17]
}

// Birth is digits 7-14; ok is false when they are no calendar date.
func (n IDNumber) Birth() (d Date, ok bool) {
	if len(n) < 14 {
		return Date{}, false
	}
	d, err := ParseDate(string(n[6:10] + "-" + n[10:12] + "-" + n[12:14]))
	return d, err == nil
}

// Sex is 男 for an odd 17th digit, 女 for an even one, "" when there is none.
func (n IDNumber) Sex() string {
	if len(n) < 17 || n[16] < '0' || n[16] > '9' {
		return ""
	}
	if (n[16]-'0')%2 == 1 {
		return "男"
	}
	return "女"
}

// Region is the first six digits (GB/T 2260).
func (n IDNumber) Region() string {
	if len(n) < 6 {
		return ""
	}
	return string(n[:6])
}

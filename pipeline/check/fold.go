package check

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"prereview/filing"
)

// foldName brings a name, address or code to the form in which it is compared: NFKC (full and half width, brackets),
// no space or zero-width character, capitals, one middle dot, one dash, 仟佰拾 as 千百十, and 〇零O0 as one.
func foldName(s string) string { return strings.Map(foldRune, norm.NFKC.String(s)) }

// foldCode is foldName for certificate numbers.
func foldCode(s string) string { return foldName(s) }

func foldRune(r rune) rune {
	switch r {
	case '•', '‧', '∙', '・', '･', '●', '⋅':
		return '·'
	case '—', '–', '―', '−', '﹣', '‐', '‑':
		return '-'
	case '〔', '[', '【', '〈':
		return '('
	case '〕', ']', '】', '〉':
		return ')'
	case '仟':
		return '千'
	case '佰':
		return '百'
	case '拾':
		return '十'
	case '〇', '零', 'O', 'o', '○':
		return '0'
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return unicode.ToUpper(r)
}

// foldLook is foldName with every character replaced by the first of its look-alikes.
func foldLook(s string) string {
	return strings.Map(func(r rune) rune {
		first, _ := filing.LookAlike(r)
		return first
	}, foldName(s))
}

// likeness is how two texts compare.
type likeness int

const (
	different likeness = iota
	lookAlike          // differ only by characters easily taken for each other
	equal
)

func compare(a, b string) likeness {
	fa, fb := foldName(a), foldName(b)
	switch {
	case fa == fb:
		return equal
	case foldLook(fa) == foldLook(fb):
		return lookAlike
	}
	return different
}

// sameSpelling says that value follows from what recognition gave by folding and by leaving marks out, or by writing a
// date as YYYY-MM-DD.
func sameSpelling(raw, value string) bool {
	if bare(raw) == bare(value) {
		return true
	}
	d, err := filing.ParseDate(value)
	if err != nil {
		return false
	}
	if d.Open {
		return strings.Contains(raw, "长期")
	}
	ns := numbers(raw)
	// A line with both ends of a period gives two dates; either may be the one.
	for i := 0; i+2 < len(ns); i += 3 {
		if ns[i] == d.Year && ns[i+1] == d.Month && ns[i+2] == d.Day {
			return true
		}
	}
	return false
}

// bare is the letters and digits of a folded text.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, foldName(s))
}

// numbers are the runs of digits in s; longer ones than a date holds are cut to what fits an int.
func numbers(s string) (ns []int) {
	n, in := 0, false
	for _, r := range norm.NFKC.String(s) {
		if r >= '0' && r <= '9' {
			n, in = min(n*10+int(r-'0'), 1<<30), true
			continue
		}
		if in {
			ns = append(ns, n)
		}
		n, in = 0, false
	}
	if in {
		ns = append(ns, n)
	}
	return ns
}

// apart counts the places at which two texts of one length differ; -1 when their lengths differ.
func apart(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	if len(ra) != len(rb) {
		return -1
	}
	n := 0
	for i := range ra {
		if ra[i] != rb[i] {
			n++
		}
	}
	return n
}

func hanCount(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

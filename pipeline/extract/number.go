package extract

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"prereview/filing"
	"prereview/ocr"
)

// reading is one value under its grammar.
type reading struct {
	value, raw, repair string
	conf               float64 // certainty: what the grammar makes of recognition's probabilities
	flawed             bool    // the grammar found fault: something is missing or does not fit
	twice              bool    // a second reading of the same print says the same
	valid              bool    // of a number: it checks out
	cs                 []cell  // of text and numbers: the cells of value, one a character
	from               []cell  // those it was read from, marks that are no part of it among them
}

// mend notes what was changed of what was read, and by which rule. Changed in two places a value is unsure, whatever the rules.
func (r *reading) mend(note string) {
	if r.repair != "" {
		r.repair += "; "
		r.flawed, r.conf = true, min(r.conf, twiceMended)
	}
	r.repair += note
}

// twiceMended bounds the certainty of a value that was changed in two places.
const twiceMended = 0.45

// certain says that a number stands as it was read, checks out, and nothing speaks against it.
func (r reading) certain() bool { return r.valid && !r.flawed && r.repair == "" && len(r.value) == 18 }

const (
	digits       = "0123456789"
	idAlphabet   = "0123456789X"
	usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

	// minSupport is the least probability at which an alternative counts as seen in the picture. A repair never takes
	// a character that the picture does not show at all.
	minSupport = 0.01
)

// readIDNumber reads a citizen identity number (GB 11643). What is printed may itself be wrong, and that is a finding
// of its own: so a number read with certainty stays although its check character disagrees. Only where the picture
// supports another character does the check character choose.
func readIDNumber(cs []cell) reading {
	from := cs
	cs, dropped := onlyAlphabet(cs, idAlphabet)
	if len(cs) == 0 {
		return reading{}
	}
	valid := func(s string) bool {
		n := filing.IDNumber(s)
		d, ok := n.Birth()
		return ok && n.ChecksOut() && d.Year >= 1880 && d.Year <= time.Now().Year()
	}
	return readNumber(cs, from, dropped, valid, func(i int, r rune) bool { return r != 'X' || i == 17 }, "check character")
}

// readUSCC reads a unified social credit code (GB 32100 and the GB 11714 code within).
func readUSCC(cs []cell) reading {
	from := cs
	cs, dropped := onlyAlphabet(cs, usccAlphabet)
	if len(cs) == 0 {
		return reading{}
	}
	valid := func(s string) bool { return filing.USCC(s).ChecksOut() && filing.USCC(s).OrganisationChecksOut() }
	return readNumber(cs, from, dropped, valid, func(i int, r rune) bool { return i < 2 || i > 7 || isDigit(r) }, "check characters")
}

// readNumber reads a number of 18 characters that carries check characters. dropped of the cells that it was read from are no part
// of one.
func readNumber(cs, from []cell, dropped int, valid func(string) bool, allowed func(i int, r rune) bool, rule string) reading {
	const length = 18
	if len(cs) != length {
		if r, ok := within(cs, from, length, valid); ok {
			return r
		}
		if r, ok := undoubled(cs, from, length, valid, allowed); ok {
			return r
		}
		// Something was lost or gained, and nothing says which.
		return reading{value: text(cs), raw: text(from), conf: min(0.2, certainty(cs)), flawed: true, from: from}
	}
	var notes []string
	for i := range cs { // a character impossible in its place gives way to a supported one that is possible
		if allowed(i, cs[i].r) {
			continue
		}
		for _, a := range cs[i].alts {
			if allowed(i, a.r) && a.p >= minSupport {
				notes = append(notes, fmt.Sprintf("%d: %c -> %c (place)", i+1, cs[i].r, a.r))
				cs[i] = cell{r: a.r, p: a.p, spot: cs[i].spot}
				break
			}
		}
	}
	s := text(cs)
	penalty := 1.0
	if dropped > 0 {
		penalty = 0.9
	}
	if valid(s) {
		// The check speaks for the reading: a wrong one passes it one time in eleven (ID) or fewer.
		p := certainty(cs)
		conf := p / (p + (1-p)/30)
		return numberReading(s, from, cs, notes, conf*penalty, true)
	}
	// The check disagrees. Take the best supported single change that satisfies it.
	type change struct {
		i int
		a alternative
	}
	var best change
	var bestOdds, secondOdds float64
	for i, c := range cs {
		for _, a := range c.alts {
			if a.p < minSupport || !allowed(i, a.r) {
				continue
			}
			rs := []rune(s)
			rs[i] = a.r
			if !valid(string(rs)) {
				continue
			}
			if odds := a.p / max(c.p, 0.01); odds > bestOdds {
				secondOdds = bestOdds
				best, bestOdds = change{i, a}, odds
			} else if odds > secondOdds {
				secondOdds = odds
			}
		}
	}
	if bestOdds > 0.02 {
		rs := []rune(s)
		notes = append(notes, fmt.Sprintf("%d: %c -> %c (%s)", best.i+1, rs[best.i], best.a.r, rule))
		rs[best.i] = best.a.r
		rest := certainty(cs) / max(cs[best.i].p, 0.01)
		conf := 0.9 * rest * (bestOdds / (bestOdds + secondOdds)) * min(1, bestOdds*4)
		return numberReading(string(rs), from, cs, notes, min(0.85, conf)*penalty, true)
	}
	// Read as printed. Either a misreading that the picture does not betray, or a number that is wrong on paper.
	return numberReading(s, from, cs, notes, 0.95*certainty(cs)*penalty, false)
}

// within reads a number with a few characters before or behind it, of the copy's number or a label: where one stretch of its
// length checks out, and one only. A check that one wrong number in eleven passes says too little for that.
func within(cs, from []cell, length int, valid func(string) bool) (reading, bool) {
	const most = 4
	if len(cs) <= length || len(cs) > length+most {
		return reading{}, false
	}
	at := -1
	for i := 0; i+length <= len(cs); i++ {
		s := text(cs[i : i+length])
		if !filing.USCC(s).OrganisationChecksOut() || !valid(s) {
			continue
		}
		if at >= 0 {
			return reading{}, false
		}
		at = i
	}
	if at < 0 {
		return reading{}, false
	}
	own := cs[at : at+length]
	note := fmt.Sprintf("%d characters beside the number left out (check characters)", len(cs)-length)
	return numberReading(text(own), from, own, []string{note}, min(0.8, certainty(own)), true), true
}

// undoubled reads a number in which the recogniser stuttered: a character read twice over. Taking away one of a pair of
// equal neighbours for each character too many must give one number that checks out, and one only.
func undoubled(cs, from []cell, length int, valid func(string) bool, allowed func(int, rune) bool) (reading, bool) {
	surplus := len(cs) - length
	if surplus < 1 || surplus > 2 {
		return reading{}, false
	}
	found := map[string]float64{}
	var try func(cs []cell, left int)
	try = func(cs []cell, left int) {
		if left == 0 {
			s := text(cs)
			for i, r := range []rune(s) {
				if !allowed(i, r) {
					return
				}
			}
			if valid(s) {
				found[s] = certainty(cs)
			}
			return
		}
		for i := 1; i < len(cs); i++ {
			if cs[i].r == cs[i-1].r {
				try(slices.Delete(slices.Clone(cs), i, i+1), left-1)
			}
		}
	}
	try(cs, surplus)
	if len(found) != 1 {
		return reading{}, false
	}
	for s, p := range found {
		return numberReading(s, from, nil, []string{"a character read twice (check characters)"}, min(0.8, p), true), true
	}
	return reading{}, false
}

func numberReading(s string, from, cs []cell, notes []string, conf float64, valid bool) reading {
	r := reading{value: s, raw: text(from), conf: clamp01(conf), valid: valid, cs: cs, from: from}
	for _, n := range notes {
		r.mend(n)
	}
	return r
}

// onlyAlphabet upper-cases and keeps the cells of the alphabet.
func onlyAlphabet(cs []cell, alphabet string) ([]cell, int) {
	up := make([]cell, len(cs))
	for i, c := range cs {
		up[i] = c
		up[i].r, up[i].alts = upper(c.r), nil
		for _, a := range c.alts {
			up[i].alts = append(up[i].alts, alternative{upper(a.r), a.p})
		}
	}
	return only(up, func(r rune) bool { return strings.ContainsRune(alphabet, r) })
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

// surelyRead is the confidence from which a number that checks out is not read again.
const surelyRead = 0.97

// readCode reads the line of a number, and unless it checks out at once, again in other ways: every way of cutting has
// figures that it doubles or drops, and they are not the same ones.
func (s *sheet) readCode(ctx context.Context, reader ocr.Reader, at image.Rectangle, alphabet string, parse func([]cell) reading) (reading, error) {
	lines, _, err := s.read(ctx, reader, []crop{{rect: at, alphabet: alphabet}})
	if err != nil {
		return reading{}, err
	}
	first := parse(cells(lines[0]))
	if first.valid && first.repair == "" && first.conf >= surelyRead {
		return first, nil
	}
	lines, _, err = s.read(ctx, reader, []crop{
		{rect: at},
		{rect: at, alphabet: alphabet, cutting: cutting{tight: true}},
		{rect: at, alphabet: alphabet, cutting: cutting{margin: 0.32}},
	})
	if err != nil {
		return reading{}, err
	}
	all := []reading{first}
	for _, l := range lines {
		all = append(all, parse(cells(l)))
	}
	return agreed(all), nil
}

// agreed is what several readings of one number say together. A value that checks out as read beats one that had to be
// repaired, that beats one that does not check out; among equals what most say.
func agreed(all []reading) reading {
	type vote struct {
		best  reading
		doubt float64 // product of the doubts
		n     int
		rank  int
	}
	var votes []vote
	for _, r := range all {
		if r.value == "" {
			continue
		}
		rank := 0
		switch {
		case r.valid && r.repair == "":
			rank = 3
		case r.valid:
			rank = 2
		case len(r.value) == 18:
			rank = 1
		}
		i := slices.IndexFunc(votes, func(v vote) bool { return v.best.value == r.value })
		if i < 0 {
			votes = append(votes, vote{r, 1 - r.conf, 1, rank})
			continue
		}
		v := &votes[i]
		v.n++
		v.doubt *= 1 - 0.8*r.conf
		if rank > v.rank || rank == v.rank && r.conf > v.best.conf {
			v.best, v.rank = r, rank
		}
	}
	if len(votes) == 0 {
		return reading{}
	}
	slices.SortStableFunc(votes, func(a, b vote) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.n, a.n), cmp.Compare(a.doubt, b.doubt))
	})
	v := votes[0]
	r := v.best
	r.conf = 1 - v.doubt
	switch {
	case r.repair != "" && v.n == 1:
		r.conf = min(r.conf, 0.85)
	case v.n == 1 && len(votes) > 1:
		r.conf = min(r.conf, 0.93)
	}
	if r.flawed { // however often it was read so
		r.conf = min(r.conf, twiceMended)
	}
	if len(votes) > 1 && votes[1].rank == v.rank && v.rank >= 2 { // two different numbers check out
		r.conf, r.flawed = min(r.conf, 0.4), true
	}
	r.twice = v.n > 1
	return r
}

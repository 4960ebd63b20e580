package extract

import (
	"context"
	"slices"
	"strings"

	"prereview/filing"
	"prereview/ocr"
)

// cardLabels are the printed labels of the portrait side and about where they stand, as fractions of the card.
var cardLabels = []struct {
	text           string
	x0, y0, x1, y1 float64
}{
	{"姓名", .06, .10, .175, .215}, {"性别", .06, .22, .175, .325}, {"出生", .06, .33, .175, .435}, {"住址", .06, .445, .175, .55},
	{"公民身份号码", .06, .815, .305, .915},
}

// leastLabels is how many of them have to be there: in a letter or a chat one of them may stand before a number too.
const leastLabels = 2

// bornOut says that what stands round an identity number is a card's: the day of birth or the sex that the number says, an
// ethnic group, or else the labels. A number alone stands in many a letter, form and chat.
func (s *sheet) bornOut(ctx context.Context, reader ocr.Reader, f finding) (bool, error) {
	var ps []place
	var cs []crop
	for _, p := range s.layFront(f.frame, f.digits) {
		switch p.field {
		case "sex", "ethnicity", "birth_date":
			ps = append(ps, p)
			cs = append(cs, crop{rect: p.rect, guess: true, cutting: cutting{luma: p.field == "birth_date"}})
		}
	}
	lines, _, err := s.read(ctx, reader, cs)
	if err != nil {
		return false, err
	}
	number := filing.IDNumber(f.number.value)
	birth, known := number.Birth()
	for i, l := range lines {
		t := cells(l)
		switch ps[i].field {
		case "sex":
			if known && text(t) == number.Sex() {
				return true, nil
			}
		case "ethnicity":
			if slices.Contains(ethnicities, text(t)) {
				return true, nil
			}
		case "birth_date":
			if known && readDate(t).value == birth.String() {
				return true, nil
			}
		}
	}
	cs = cs[:0]
	for _, l := range cardLabels {
		cs = append(cs, crop{rect: f.frame.rect(l.x0, l.y0, l.x1, l.y1), guess: true, cutting: cutting{luma: true}})
	}
	if lines, _, err = s.read(ctx, reader, cs); err != nil {
		return false, err
	}
	n := 0
	for i, l := range lines {
		if shared := sharedRunes(fold(l.Text), cardLabels[i].text); shared*2 >= len([]rune(cardLabels[i].text)) {
			n++
		}
	}
	return n >= leastLabels, nil
}

// sharedRunes is how many characters of want stand in text.
func sharedRunes(text, want string) (n int) {
	for _, r := range want {
		if strings.ContainsRune(text, r) {
			n++
		}
	}
	return n
}

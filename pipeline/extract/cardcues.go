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
	agree, _, err := s.agreeing(ctx, reader, f)
	if err != nil || agree > 0 {
		return agree > 0, err
	}
	labels, err := s.labelled(ctx, reader, f.frame)
	return labels >= leastLabels, err
}

// agreeing counts the fields that say what the number says (sex, day of birth) or one of the ethnic groups; typed are those that
// say what such a field may say.
func (s *sheet) agreeing(ctx context.Context, reader ocr.Reader, f finding) (agree, typed int, err error) {
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
		return 0, 0, err
	}
	number := filing.IDNumber(f.number.value)
	birth, known := number.Birth()
	for i, l := range lines {
		t := cells(l)
		switch ps[i].field {
		case "sex":
			if known && text(t) == number.Sex() {
				agree++
			}
			if slices.Contains(sexes, text(t)) {
				typed++
			}
		case "ethnicity":
			if slices.Contains(ethnicities, text(t)) {
				agree++
				typed++
			}
		case "birth_date":
			d := readDate(t).value
			if known && d == birth.String() {
				agree++
			}
			if d != "" {
				typed++
			}
		}
	}
	return agree, typed, nil
}

// labelled counts the labels that stand where a card of that frame has them.
func (s *sheet) labelled(ctx context.Context, reader ocr.Reader, f frame) (n int, err error) {
	var cs []crop
	for _, l := range cardLabels {
		cs = append(cs, crop{rect: f.rect(l.x0, l.y0, l.x1, l.y1), guess: true, cutting: cutting{luma: true}})
	}
	lines, _, err := s.read(ctx, reader, cs)
	if err != nil {
		return 0, err
	}
	for i, l := range lines {
		if shared := sharedRunes(fold(l.Text), cardLabels[i].text); shared*2 >= len([]rune(cardLabels[i].text)) {
			n++
		}
	}
	return n, nil
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

package eval

import (
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func cardAt(x, y float64) filing.Box {
	return filing.Box{{x, y}, {x + 160, y}, {x + 160, y + 100}, {x, y + 100}}
}

// twoSides is a picture of the front of a card that was asked for, with another card's front and the first one's back.
func twoSides() corpus.Truth {
	return corpus.Truth{File: "a.jpg", Kind: filing.IDCardFront, Tier: corpus.Hard, Width: 400, Height: 300, Page: cardAt(0, 0),
		Fields: map[string]string{"name": "方平", "sex": "男"},
		Also: []corpus.Truth{
			{File: "a.jpg", Kind: filing.IDCardFront, Tier: corpus.Hard, Width: 400, Height: 300, Page: cardAt(200, 0), Fields: map[string]string{"name": "林晓", "sex": "女"}},
			{File: "a.jpg", Kind: filing.IDCardBack, Tier: corpus.Hard, Width: 400, Height: 300, Page: cardAt(0, 150), Fields: map[string]string{"valid_from": "2020-01-02"}},
		}}
}

func byField(s *Score) map[string]Tally {
	out := map[string]Tally{}
	for _, y := range s.Tallies() {
		out[string(y.Kind)+"."+y.Field] = y
	}
	return out
}

// A card of the kind that was asked for is as good as the one that the truth names first.
func TestOtherCardOfTheKind(t *testing.T) {
	s := &Score{Accept: .9}
	page := cardAt(200, 1)
	s.Add(twoSides(), filing.Document{Kind: filing.IDCardFront, Page: &page, Width: 400, Height: 300, Fields: map[string]filing.Field{
		"name": {Value: "林晓", Confidence: .95}, "sex": {Value: "男", Confidence: .5}}})
	got := byField(s)
	if y := got["id_card_front.name"]; y.N != 1 || y.Exact != 1 || y.AcceptedWrong != 0 {
		t.Errorf("name: %+v", y)
	}
	if y := got["id_card_front.sex"]; y.N != 1 || y.Exact != 0 {
		t.Errorf("sex of the other card is held against the card that was read: %+v", y)
	}
	if p := s.Pages()[0]; p.Found != 1 || p.Kinds != 1 || p.Upright != 1 {
		t.Errorf("%+v", p)
	}
}

// Where no outline was found, the card that was read is the one in which its values stand, wherever the picture's middle is.
func TestCardOfTheValues(t *testing.T) {
	for x, want := range map[float64]string{10: "方平", 210: "林晓"} {
		for _, value := range []string{"方平", "林晓"} {
			s := &Score{Accept: .9}
			whole, at := filing.Box{{90, 0}, {390, 0}, {390, 290}, {90, 290}}, filing.Box{{x, 20}, {x + 40, 20}, {x + 40, 30}, {x, 30}}
			s.Add(twoSides(), filing.Document{Kind: filing.IDCardFront, Page: &whole, Width: 400, Height: 300, Fields: map[string]filing.Field{
				"name": {Value: value, Confidence: .95, Box: &at}}})
			if y := byField(s)["id_card_front.name"]; (y.Exact == 1) != (value == want) || y.AcceptedWrong != 1-y.Exact {
				t.Errorf("%s read at %v: %+v", value, at[0], y)
			}
		}
	}
}

// The other side of the card was read: the side asked for is missed, and what was read is the other side's own.
func TestOtherSideRead(t *testing.T) {
	s := &Score{Accept: .9}
	page := cardAt(0, 150)
	s.Add(twoSides(), filing.Document{Kind: filing.IDCardBack, Page: &page, Width: 400, Height: 300, Fields: map[string]filing.Field{
		"valid_from": {Value: "2020-01-02", Confidence: .95}, "valid_until": {Value: "2040-01-02", Confidence: .95}}})
	got := byField(s)
	if y := got["id_card_front.name"]; y.Missing != 1 {
		t.Errorf("the side asked for was not read: %+v", y)
	}
	if y := got["id_card_back.valid_from"]; y.N != 1 || y.Exact != 1 || y.Accepted != 1 {
		t.Errorf("the side that was read: %+v", y)
	}
	if len(s.Invented) != 1 || s.Invented[0].Field != "valid_until" {
		t.Errorf("what neither side prints is invented, and nothing else: %+v", s.Invented)
	}
	if p := s.Pages()[0]; p.Kind != filing.IDCardFront || p.Found != 0 || p.Kinds != 0 {
		t.Errorf("%+v", p)
	}
	// Taken for the front, the back's outline excuses nothing.
	s = &Score{Accept: .9}
	s.Add(twoSides(), filing.Document{Kind: filing.IDCardFront, Page: &page, Width: 400, Height: 300, Fields: map[string]filing.Field{
		"name": {Value: "林晓", Confidence: .95}}})
	if y := byField(s)["id_card_front.name"]; y.AcceptedWrong != 1 {
		t.Errorf("%+v", y)
	}
}

// A PDF is rendered larger than the picture in it; its outline is found all the same.
func TestPageOfPDF(t *testing.T) {
	s := &Score{Accept: .9}
	page := filing.Box{{0, 0}, {320, 2}, {320, 200}, {0, 200}}
	truth := twoSides()
	truth.File = "a.pdf"
	s.Add(truth, filing.Document{Kind: filing.IDCardFront, Page: &page, Width: 800, Height: 600, Fields: map[string]filing.Field{}})
	if p := s.Pages()[0]; p.Found != 1 || p.MeanError() > .002 {
		t.Errorf("%+v, corners off by %.4f", p, p.MeanError())
	}
}

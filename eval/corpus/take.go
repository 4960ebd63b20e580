package corpus

import (
	"fmt"

	"prereview/filing"
)

// Take draws picture i of a series: of each split, seed, kind and tier there is one series, and each of its pictures
// shows another person or company in another scene. Pictures may be taken in any order and at the same time.
func Take(split Split, seed uint64, kind filing.DocumentKind, tier Tier, i int) (Picture, Truth, error) {
	sub := SubSeed(seed, fmt.Sprintf("%s/%s/%s", split, kind, tier), i)
	g, err := New(split, sub)
	if err != nil {
		return Picture{}, Truth{}, err
	}
	scene := NewScene(stream(split, sub, "scene"), split, tier)
	doc, beside := g.DrawFor(scene, kind)
	p, t, err := scene.Apply(doc, beside...)
	if err != nil {
		return Picture{}, Truth{}, err
	}
	t.Split = split
	ending := "jpg"
	if scene.pdf {
		ending = "pdf"
		p.Data = wrapPDF(p)
		t.Steps = append(t.Steps, Step{Name: "pdf"})
	}
	t.File = fmt.Sprintf("%s-%s-%s-%d-%04d.%s", kind, tier, split, seed, i, ending)
	for k := range t.Also {
		t.Also[k].Split, t.Also[k].File = split, t.File
	}
	return p, t, nil
}

// DrawFor draws the next document of the kind at the size the scene wants, and what the scene wants beside it: the other
// side of the same card, or another card.
func (g *Generator) DrawFor(s *Scene, kind filing.DocumentKind) (doc Document, beside []Document) {
	side := s.PageSide(kind)
	if !s.accompanied(kind) {
		return g.Draw(kind, side), nil
	}
	p := g.Person(PersonWish{})
	sides := map[filing.DocumentKind]func(Person, int) Document{filing.IDCardFront: g.IDCardFront, filing.IDCardBack: g.IDCardBack}
	draw := sides[kind]
	doc = draw(p, side)
	if s.company == otherCard {
		return doc, []Document{draw(g.Person(PersonWish{}), side)}
	}
	delete(sides, kind)
	for _, other := range sides {
		beside = append(beside, other(p, side))
	}
	return doc, beside
}

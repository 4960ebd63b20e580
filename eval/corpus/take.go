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
	scene := NewScene(stream(split, sub, "scene"), tier)
	p, t, err := scene.Apply(g.Draw(kind, scene.PageWidth(kind)))
	if err != nil {
		return Picture{}, Truth{}, err
	}
	t.Split = split
	t.File = fmt.Sprintf("%s-%s-%s-%d-%04d.jpg", kind, tier, split, seed, i)
	return p, t, nil
}

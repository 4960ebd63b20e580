package corpus

import (
	"fmt"
	"math"

	"prereview/filing"
)

// Draw takes the pictures of a planned filing in scenes of the tier. Truths carry the names of their files; a file that
// is no picture has a Truth of kind unreadable.
func (f FilingPlan) Draw(tier Tier) (DrawnFiling, error) {
	d := DrawnFiling{Name: f.Name, Form: f.Form, SubmittedAt: f.SubmittedAt, Expected: f.Expected.Verdict}
	g, err := New(f.Split, f.Seed)
	if err != nil {
		return d, err
	}
	for _, p := range f.Papers {
		if p.SameAs != "" {
			continue
		}
		scene := NewScene(stream(f.Split, f.Seed, "scene/"+string(p.Slot)), f.Split, tier)
		scene.showWhole()
		pic, truth, err := scene.Apply(p.draw(g, scene.PageSide(p.Shows)))
		if err == nil {
			pic, truth, err = p.Flaw.spoil(stream(f.Split, f.Seed, "flaw/"+string(p.Slot)), pic, truth)
		}
		if err != nil {
			return d, fmt.Errorf("%s, %s: %w", f.Name, p.Slot, err)
		}
		truth.File, truth.Split = p.File, f.Split
		d.Files = append(d.Files, FilingFile{p.Slot, truth, pic})
	}
	for _, p := range f.Papers {
		for _, first := range d.Files {
			if p.SameAs == first.Slot && p.SameAs != "" {
				first.Slot, first.Truth.File = p.Slot, p.File
				d.Files = append(d.Files, first)
				break
			}
		}
	}
	return d, nil
}

// draw draws the page.
func (p Paper) draw(g *Generator, sidePx int) Document {
	switch {
	case p.sheet != nil:
		return p.sheet(g, sidePx)
	case p.Shows == filing.IDCardFront:
		return g.IDCardFront(*p.Person, sidePx)
	case p.Shows == filing.IDCardBack:
		return g.IDCardBack(*p.Person, sidePx)
	}
	return g.Licence(*p.Company, sidePx)
}

// Circumstances are the checks that a picture may set off by the way it was taken, whatever was planted: a page that is
// small in the frame, askew, over its border, under a finger, few bytes. The tier's scenes do all that to honest documents.
func (d DrawnFiling) Circumstances() []string {
	var may []string
	add := func(check string) { may = append(may, check) }
	for _, f := range d.Files {
		t := f.Truth
		w, h := float64(t.Width), float64(t.Height)
		if len(f.Data) < 204800 {
			add("file-size-too-small")
		}
		if t.Width == 0 || t.Page == (filing.Box{}) {
			continue
		}
		area, over := 0., math.Inf(-1)
		for i, p := range t.Page {
			q := t.Page[(i+1)%4]
			area += (p[0]*q[1] - q[0]*p[1]) / 2
			over = max(over, -p[0], -p[1], p[0]-w, p[1]-h)
			a := math.Mod(math.Abs(math.Atan2(q[1]-p[1], q[0]-p[0]))*180/math.Pi, 90)
			if a = min(a, 90-a); a > 3.5 {
				add("img-skew-rotation")
			}
		}
		long := max(side(t.Page, 0), side(t.Page, 1))
		switch {
		case card(t.Kind) && (long < 750 || max(w, h) < 850 || min(w, h) < 550), !card(t.Kind) && (long < 1150 || max(w, h) < 1050):
			add("img-pixels-low")
		}
		if card(t.Kind) && long/85.6*25.4 < 320 || t.Kind == filing.BusinessLicence && long/297*25.4 < 320 {
			add("img-dpi-low")
		}
		if math.Abs(area) < .75*w*h {
			add("img-area-ratio")
		}
		if lean := max(side(t.Page, 0)/side(t.Page, 2), side(t.Page, 2)/side(t.Page, 0), side(t.Page, 1)/side(t.Page, 3), side(t.Page, 3)/side(t.Page, 1)); lean > 1.06 {
			add("img-skew-rotation")
		}
		if over > -.01*max(w, h) || len(t.Hidden) > 0 {
			add("img-border-incomplete")
		}
		for _, s := range t.Steps {
			switch s.Name {
			case "purpose_mark":
				may = append(may, "img-watermark-covers", "img-watermark-wording")
			case "finger", "held": // one does lie over the page's border
				add("img-occluded")
			}
		}
		if t.Tier == Hard {
			may = append(may, "img-blur", "img-glare", "img-exposure", "img-black-white", "img-border-incomplete", "lic-fields-missing",
				"img-occluded", "img-photocopy", "img-rescreen", "img-watermark-covers")
		}
	}
	return may
}

func side(b filing.Box, i int) float64 {
	j := (i + 1) % 4
	return math.Hypot(b[j][0]-b[i][0], b[j][1]-b[i][1])
}

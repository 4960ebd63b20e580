package corpus

import (
	"maps"
	"slices"
	"testing"

	"prereview/filing"
)

func TestPlansAreRepeatable(t *testing.T) {
	for i := range 60 {
		a, err := TakePlan(Dev, 3, i)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := TakePlan(Dev, 3, i)
		if a.Name != b.Name || a.Form.Declared.Principal != b.Form.Declared.Principal || a.Expected.How != b.Expected.How {
			t.Errorf("plan %d is %s, then %s", i, a.Name, b.Name)
		}
		if ps := a.Form.Validate(); len(ps) > 0 {
			t.Errorf("%s: %v", a.Name, ps)
		}
	}
}

// Every plant can be planted, says what it did, and each of its filings brings its checks to speak in another way.
func TestPlants(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range Plants() {
		if ids[p.ID] {
			t.Errorf("two plants are called %s", p.ID)
		}
		ids[p.ID] = true
		ways := map[string]bool{}
		for i := range 15 {
			f, err := PlanSpoiled(p, Dev, 1, i)
			if err != nil {
				t.Fatal(err)
			}
			e := f.Expected
			for _, c := range p.Checks {
				if !slices.Contains(e.Fire, c) && !slices.Contains(e.Doubt, c) {
					t.Errorf("%s: %s is not expected", f.Name, c)
				}
			}
			if e.How == "" {
				t.Errorf("%s does not say what it did", f.Name)
			}
			ways[e.How+f.Form.Declared.Principal.Email] = true
			if ps := f.Form.Validate(); len(ps) > 0 {
				t.Errorf("%s: %v", f.Name, ps)
			}
		}
		if len(ways) < 10 {
			t.Errorf("%s: %d ways of 15", p.ID, len(ways))
		}
	}
}

// The splits share no filing's people or organisations.
func TestPlansKeepToTheirSplit(t *testing.T) {
	for _, split := range []Split{Test, Fresh} {
		for i := range 80 {
			f := PlanFiling(split, 1, i)
			for _, name := range []string{string(f.Form.Declared.Principal.Name), string(f.Form.Declared.SitePrincipal.Name), f.Form.Declared.Organisation.Name} {
				if name != "" && !split.owns(name) {
					t.Errorf("%s, %s: %q is another split's", split, f.Name, name)
				}
			}
		}
	}
}

// What a plan says a paper prints is what the drawn page prints.
func TestPlannedFieldsAreDrawn(t *testing.T) {
	seen := map[filing.DocumentKind]int{}
	for i := range 12 {
		f := PlanFiling(Dev, 2, i)
		g, err := New(Dev, f.Seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range f.Papers {
			want := p.Fields()
			if want == nil || seen[p.Shows] > 2 {
				continue
			}
			seen[p.Shows]++
			if got := p.draw(g, 600).Fields; !maps.Equal(got, want) {
				t.Errorf("%s, %s: drawn %v, planned %v", f.Name, p.Slot, got, want)
			}
		}
	}
	if len(seen) != len(filing.RecognisedKinds) {
		t.Errorf("only saw %v", seen)
	}
}

// What a plan says a perfect reader would give of a letter, form or certificate is what the drawn page prints.
func TestShownIsDrawn(t *testing.T) {
	seen := map[filing.DocumentKind]int{}
	for _, plant := range slices.Concat(paperPlants, letterPlants, permitPlants) {
		f, err := PlanSpoiled(plant, Dev, 4, 0)
		if err != nil {
			t.Fatal(err)
		}
		g, err := New(Dev, f.Seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range f.Papers {
			if p.shown == nil || seen[p.Shows] > 12 {
				continue
			}
			seen[p.Shows]++
			drawn := p.draw(g, 600).Fields
			for name, want := range p.shown {
				if slices.Contains([]string{"title", "alterations", "seal_ink", "provider_block"}, name) {
					continue // not recorded of the drawing
				}
				if got := drawn[name]; got != want && !(want == nothing && got == "") {
					t.Errorf("%s, %s: drawn %q, shown %q", f.Name, name, got, want)
				}
			}
		}
	}
	if len(seen) != 5 {
		t.Errorf("only saw %v", seen)
	}
}

// TestCircumstances: a check may say what the scene did to an honest document, and nothing else.
func TestCircumstances(t *testing.T) {
	page := filing.Box{{50, 50}, {1950, 50}, {1950, 1250}, {50, 1250}}
	for step, want := range map[string][]string{
		"finger":       {"img-occluded"},
		"held":         {"img-occluded"},
		"purpose_mark": {"img-watermark-covers", "img-watermark-wording"},
		"clutter":      nil,
	} {
		d := DrawnFiling{Files: []FilingFile{{Picture: Picture{Data: make([]byte, 300_000)}, Truth: Truth{
			Kind: filing.IDCardFront, Tier: Photo, Page: page, Width: 2000, Height: 1300, Steps: []Step{{Name: step}}}}}}
		if got := d.Circumstances(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", step, got, want)
		}
	}
}

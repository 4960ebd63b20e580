package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/filing"
	"prereview/pipeline/extract"
)

// Values whose grammar is too modest in one field and too bold in another come out as often right as they are said to be,
// and nothing wrong is accepted.
func TestCalibrate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	draw := func(kind filing.DocumentKind, field string, bias float64, n int) (out []observed) {
		for i := range n {
			x := r.NormFloat64()*2 + 2
			right := r.Float64() < 1/(1+math.Exp(-(bias+1.5*x)))
			out = append(out, observed{kind, field, fmt.Sprint(field, i), extract.Traits{1, x, 0.2, 0, 0, 0}, right})
		}
		return out
	}
	values := append(draw(filing.BusinessLicence, "address", 1.5, 600), draw(filing.IDCardFront, "name", -2, 600)...)
	cal := calibrate(values)
	for _, field := range []string{"business_licence.address", "id_card_front.name"} {
		said, right, n, accepted := 0.0, 0.0, 0.0, 0
		for _, o := range values {
			if o.name() != field {
				continue
			}
			said += cal.Probability(o.kind, o.field, o.traits)
			n++
			if o.right {
				right++
			}
			if cal.Confidence(o.kind, o.field, o.traits) >= 0.9 {
				accepted++
				if !o.right {
					t.Errorf("%s: a wrong value is accepted", field)
				}
			}
		}
		if math.Abs(said-right)/n > .02 {
			t.Errorf("%s: said %.3f, right %.3f", field, said/n, right/n)
		}
		if accepted == 0 {
			t.Errorf("%s: nothing is accepted (from %.4f)", field, cal.Accept)
		}
	}
	for name, c := range cal.Fields {
		if c.N != 600 || c.Right == 0 {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

// The likeliest wrong values are where two readers differ: they hold back only others of these.
func TestCalibrateWhereReadersDiffer(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var values []observed
	for i := range 1200 {
		x := 2 + 2*r.Float64()
		o := observed{filing.BusinessLicence, "address", fmt.Sprint(i), extract.Traits{1, x, 6: x}, true}
		if i%4 == 0 {
			o.traits[8], o.right = 1, r.Float64() > .05
		}
		values = append(values, o)
	}
	cal := calibrate(values)
	c := cal.Fields["business_licence.address"]
	if c.Accept != cal.Accept || c.Differ <= c.Accept {
		t.Errorf("accepted from %.4f, from %.4f where they agree, from %.4f where they differ", cal.Accept, c.Accept, c.Differ)
	}
	agreed := 0
	for _, o := range values {
		accepted := cal.Confidence(o.kind, o.field, o.traits) >= .9
		if accepted && !o.right {
			t.Errorf("%v is accepted", o)
		}
		if accepted && o.traits[8] == 0 {
			agreed++
		}
	}
	if agreed < 850 {
		t.Errorf("%d of 900 are accepted where they agree", agreed)
	}
}

package lstm

import (
	"bytes"
	"errors"
	"math"
	"os"
	"testing"
)

const systemModel = "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata"

func system(t testing.TB) Container {
	t.Helper()
	data, err := os.ReadFile(systemModel)
	if err != nil {
		t.Skipf("%v (install tesseract-ocr-chi-sim)", err)
	}
	c, err := ParseContainer(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.Bytes(), data) {
		t.Error("the container is not written as it was read")
	}
	return c
}

func TestNetwork(t *testing.T) {
	n, err := ParseNetwork(system(t)[PartNetwork])
	if err != nil {
		t.Fatal(err)
	}
	if n.Spec != "[1,48,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1]" || !n.Int8 || n.Outputs != 224 || len(n.Matrices) != 18 {
		t.Errorf("%s, int8 %v, %d outputs, %d matrices", n.Spec, n.Int8, n.Outputs, len(n.Matrices))
	}
	float := n.FloatBytes()
	back, err := ParseNetwork(float)
	if err != nil {
		t.Fatal(err)
	}
	if back.Int8 || !bytes.Equal(back.FloatBytes(), float) {
		t.Error("the float network is not read as it was written")
	}
	for i, m := range n.Matrices {
		for k, w := range m.Weights {
			if w != back.Matrices[i].Weights[k] {
				t.Fatalf("matrix %d weight %d: %g, was %g", i, k, back.Matrices[i].Weights[k], w)
			}
		}
	}
}

func TestCharset(t *testing.T) {
	c := system(t)
	set, err := ParseCharset(c[PartUnicharset], c[PartRecoder])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(set.Unicharset(), c[PartUnicharset]) || !bytes.Equal(set.Recoder(), c[PartRecoder]) {
		t.Error("the character set is not written as it was read")
	}
	n := set.Len()
	for text, like := range map[string]string{"洮": "逃", "仡": "亿", "珺": "珊"} {
		if set.Has(text) {
			t.Errorf("%s is there already", text)
		}
		if err := set.Add(text, like); err != nil {
			t.Error(err)
		}
	}
	if err := set.Add("江", "河"); err != nil || set.Len() != n+3 {
		t.Errorf("%d characters, %v", set.Len(), err)
	}
	if err := set.Add("坔", "鿿"); err == nil {
		t.Error("like a character that is not there")
	}
	again, err := ParseCharset(set.Unicharset(), set.Recoder())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i, codes := range again.codes[3:] { // the first three are not characters
		if j, ok := seen[key(codes)]; ok {
			t.Errorf("characters %d and %d have the codes %v", i, j, codes)
		}
		seen[key(codes)] = i
	}
	if !again.Has("洮") {
		t.Error("not kept")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("\x18\x00\x00\x00"), []byte("\x00\x06\x00\x00\x00Series"), []byte("1\na 1 2 3"))
	f.Fuzz(func(t *testing.T, container, network, unicharset []byte) {
		for _, err := range []error{
			func() error { _, err := ParseContainer(container); return err }(),
			func() error { _, err := ParseNetwork(network); return err }(),
			func() error { _, err := ParseCharset(unicharset, network); return err }(),
		} {
			if err != nil && !errors.Is(err, ErrFormat) {
				t.Error(err)
			}
		}
	})
}

func TestAverage(t *testing.T) {
	part := system(t)[PartNetwork]
	a, err := ParseNetwork(part)
	if err != nil {
		t.Fatal(err)
	}
	b, err := ParseNetwork(part)
	if err != nil {
		t.Fatal(err)
	}
	was := a.Matrices[3].Weights[5]
	b.Matrices[3].Weights[5] += 2
	mean, err := Average([]*Network{a, b}, []float64{.25, .75})
	if err != nil {
		t.Fatal(err)
	}
	if got := mean.Matrices[3].Weights[5]; math.Abs(got-was-1.5) > 1e-12 {
		t.Errorf("%g, want %g", got, was+1.5)
	}
	if _, err := ParseNetwork(mean.FloatBytes()); err != nil {
		t.Error(err)
	}
	b.Matrices = b.Matrices[1:]
	if _, err := Average([]*Network{a, b}, []float64{.5, .5}); !errors.Is(err, ErrFormat) {
		t.Errorf("networks of two shapes: %v", err)
	}
	if _, err := Average(nil, nil); !errors.Is(err, ErrFormat) {
		t.Errorf("none: %v", err)
	}
}

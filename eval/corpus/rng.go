package corpus

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
)

// Split is the part of the corpus a document belongs to.
type Split string

const (
	Train Split = "train"
	Dev   Split = "dev"
	Test  Split = "test"
	// Fresh is test over again with nothing that was there when a model was trained or a constant chosen: faces and scenes added
	// since, names made of other words. It is for reporting alone; training refuses it. scripts/fresh.sh fetches its faces.
	Fresh Split = "fresh"
)

// Splits lists them all.
var Splits = []Split{Train, Dev, Test, Fresh}

// ParseSplit names the valid splits when s is none.
func ParseSplit(s string) (Split, error) {
	if !slices.Contains(Splits, Split(s)) {
		return "", fmt.Errorf("unknown split %q: one of train, dev, test, fresh", s)
	}
	return Split(s), nil
}

// owns says that a name belongs to the split: a hash of the name decides, so that two splits can never invent the same
// person or company, whatever their seeds. The hash leaves nothing over for Fresh, whose names are known by words that the
// others have not.
func (s Split) owns(name string) bool {
	if s == Fresh {
		return slices.ContainsFunc(freshWords(), func(w string) bool { return strings.Contains(name, w) })
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	switch bucket := (h.Sum32() >> 8) % 10; {
	case bucket < 7:
		return s == Train
	case bucket < 8:
		return s == Dev
	default:
		return s == Test
	}
}

// stream is a random stream of its own for one purpose, so that a change in one part of a drawing leaves the others be.
func stream(split Split, seed uint64, purpose string) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%d/%s", split, seed, purpose)
	return rand.New(rand.NewPCG(h.Sum64(), seed*0x9e3779b97f4a7c15+1))
}

// SubSeed derives the seed of item i of a named series.
func SubSeed(seed uint64, series string, i int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d/%s/%d", seed, series, i)
	return h.Sum64()
}

func pick[T any](r *rand.Rand, xs []T) T { return xs[r.IntN(len(xs))] }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// between is uniform in [a, b).
func between(r *rand.Rand, a, b float64) float64 { return a + (b-a)*r.Float64() }

// maybe is 0, or with probability p between a and b.
func maybe(r *rand.Rand, p, a, b float64) float64 {
	if !chance(r, p) {
		return 0
	}
	return between(r, a, b)
}

// intBetween is uniform in [a, b].
func intBetween(r *rand.Rand, a, b int) int { return a + r.IntN(b-a+1) }

// weighted picks an index with the given weights.
func weighted(r *rand.Rand, weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	x := r.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

package corpus

import (
	"testing"

	"prereview/filing"
)

// BenchmarkTake draws whole pictures: page, scene, encoding.
func BenchmarkTake(b *testing.B) {
	for _, kind := range filing.RecognisedKinds {
		for _, tier := range Tiers {
			b.Run(string(kind)+"/"+string(tier), func(b *testing.B) {
				for i := range groundsPerSplit { // draw the grounds outside the measurement
					if _, _, err := Take(Train, 99, kind, tier, i); err != nil {
						b.Fatal(err)
					}
				}
				i := 0
				for b.Loop() {
					if _, _, err := Take(Train, 98, kind, tier, i); err != nil {
						b.Fatal(err)
					}
					i++
				}
			})
		}
	}
}

package main

import (
	"testing"

	"prereview/eval/corpus"
)

// Stopped after any number of documents, every kind and tier has been measured as often as any other, give or take one.
func TestByTurns(t *testing.T) {
	var truths []corpus.Truth
	for _, name := range []string{"a1", "a2", "a3", "b1", "b2", "b3", "c1"} {
		truths = append(truths, corpus.Truth{File: name, Kind: "id_card_front", Tier: corpus.Tier(name[:1])})
	}
	var got string
	for _, t := range byTurns(truths) {
		got += t.File + " "
	}
	if want := "a1 b1 c1 a2 b2 a3 b3 "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

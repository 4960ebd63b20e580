package eval

import (
	"prereview/eval/corpus"
	"prereview/filing"
)

// Tally counts one field of one kind and tier over many pictures.
type Tally struct {
	Kind  filing.DocumentKind `json:"kind"`
	Tier  corpus.Tier         `json:"tier"`
	Field string              `json:"field"` // "kind" for the kind itself
	N     int                 `json:"n"`
	// Exact counts values that say what the page says, character by character, whatever the width of brackets and
	// punctuation; Strict counts those of them that have every mark in the width it is printed in.
	Exact  int `json:"exact"`
	Strict int `json:"strict"`
	// Edits are the characters to insert, delete or replace to get from what was read to the truth, whatever their width;
	// Chars are those of the truth.
	Edits int `json:"edits"`
	Chars int `json:"chars"`
	// Accepted were read at or above the accept threshold, the others are unsure; AcceptedWrong of those are wrong.
	Accepted      int `json:"accepted"`
	AcceptedWrong int `json:"accepted_wrong"`
	Missing       int `json:"missing"` // nothing was read
}

func (y *Tally) add(o Tally) {
	y.N += o.N
	y.Exact += o.Exact
	y.Strict += o.Strict
	y.Edits += o.Edits
	y.Chars += o.Chars
	y.Accepted += o.Accepted
	y.AcceptedWrong += o.AcceptedWrong
	y.Missing += o.Missing
}

// ErrorRate is the character error rate: edits for each character of the truth.
func (y Tally) ErrorRate() float64 { return ratio(y.Edits, y.Chars) }

// Unsure is the share of values below the accept threshold, unread ones among them.
func (y Tally) Unsure() float64 { return ratio(y.N-y.Accepted, y.N) }

// Precision is the share of accepted values that are right; 0 when none was accepted.
func (y Tally) Precision() float64 { return ratio(y.Accepted-y.AcceptedWrong, y.Accepted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Distance is the least number of characters to insert, delete or replace to make b of a.
func Distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range a {
		corner := row[0]
		row[0] = i + 1
		for j, d := range b {
			cost := corner
			if c != d {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

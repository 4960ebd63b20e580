package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"prereview/eval/corpus"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/pipeline/extract"
)

const (
	glyphsOnLine = 6  // single characters are cut and read otherwise than a value's
	glyphEm      = 40 // pixels: those of a value on a scan of 300 to 400 dpi
)

// outcome is how a character came out in a face.
type outcome byte

const (
	absent  outcome = iota // the face does not have it
	right                  // as drawn
	unsure                 // wrong beside some characters, right beside others
	offered                // misread every time, but among the alternatives of its place
	misread                // misread, and no alternative either
	lacking                // not in the model's set
)

// reading sets lines of characters in a face and answers how they are read.
type reading func([][]string) ([]ocr.Line, error)

// readIn cuts the lines as a value's are.
func readIn(face corpus.ValueFace, pool ocr.Reader) reading {
	return func(lines [][]string) ([]ocr.Line, error) {
		var crops []ocr.Crop
		for _, line := range lines {
			page, box := face.Line(strings.Join(line, ""), glyphEm)
			crops = append(crops, ocr.Crop{Image: extract.CutLine(page, ocr.Quad(box))})
		}
		return pool.ReadLines(context.Background(), crops)
	}
}

func coverage(args []string) error {
	f := flag.NewFlagSet("coverage", flag.ExitOnError)
	split := f.String("split", "test", "faces of train, dev, test or fresh")
	out := f.String("out", "", "file for the characters misread, each as often as it was, for draw -chars; not of test and fresh, which nothing may be chosen by")
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "usage: training coverage [flags] MODEL   a MODEL is a .traineddata file, prereview or chi_sim")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return err
	}
	s, err := corpus.ParseSplit(*split)
	if err != nil {
		return err
	}
	if *out != "" && (s == corpus.Test || s == corpus.Fresh) {
		return errors.New("coverage: -out takes the faces of train or dev")
	}
	model := "prereview"
	if f.NArg() > 0 {
		model = f.Arg(0)
	}
	data, err := tesseract.ReadModel(tesseract.Choice{Model: model})
	if err != nil {
		return err
	}
	set, err := charsetOf(data)
	if err != nil {
		return err
	}
	faces, err := corpus.ValueFaces(s)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	pool, err := tesseract.Open(context.Background(), tesseract.Choice{Model: model}, child.Config{Children: 1, Command: []string{self, "ocr-child"},
		Deadline: time.Minute})
	if err != nil {
		return err
	}
	defer pool.Close()
	lists := glyphLists()
	var all []string
	for _, l := range lists {
		all = append(all, l.characters...)
	}
	all = han(strings.Join(all, ""))
	found := map[string]map[string]outcome{}
	for _, face := range faces {
		if found[face.Name], err = cover(all, face.Has, set.Has, readIn(face, pool)); err != nil {
			return err
		}
	}
	summarise(os.Stdout, lists, found)
	if *out == "" {
		return nil
	}
	return os.WriteFile(*out, []byte(aims(found)), 0o644)
}

// cover has each character of a face that the model knows read among others, and those that come out wrong a second time
// beside others.
func cover(characters []string, has, known func(string) bool, read reading) (map[string]outcome, error) {
	found := map[string]outcome{}
	var there []string
	for _, c := range characters {
		switch {
		case !known(c):
			found[c] = lacking
		case !has(c):
			found[c] = absent
		default:
			there = append(there, c)
		}
	}
	r := rand.New(rand.NewPCG(1, uint64(len(there))))
	r.Shuffle(len(there), func(i, j int) { there[i], there[j] = there[j], there[i] })
	first, err := readAmong(there, read)
	if err != nil {
		return nil, err
	}
	maps.Copy(found, first)
	var wrong, easy []string
	for _, c := range there {
		if found[c] == right {
			easy = append(easy, c)
		} else {
			wrong = append(wrong, c)
		}
	}
	// Beside those that are read right, so that no other misreading can be to blame.
	var again []string
	for _, c := range wrong {
		again = append(again, c)
		if len(easy) > 0 {
			again = append(again, easy[r.IntN(len(easy))])
		}
	}
	second, err := readAmong(again, read)
	if err != nil {
		return nil, err
	}
	for _, c := range wrong {
		if second[c] == right {
			found[c] = unsure
		} else {
			found[c] = min(found[c], second[c]) // offered once is offered
		}
	}
	return found, nil
}

// readAmong has the characters read in lines, in their order.
func readAmong(characters []string, read reading) (map[string]outcome, error) {
	lines := slices.Collect(slices.Chunk(characters, glyphsOnLine))
	got, err := read(lines)
	if err != nil {
		return nil, err
	}
	found := map[string]outcome{}
	for i, line := range lines {
		for k, o := range outcomes(line, got[i].Symbols) {
			found[line[k]] = o
		}
	}
	return found, nil
}

// outcomes lays what was read beside what was drawn, with as few differences as can be, and says how each character came out.
func outcomes(drawn []string, read []ocr.Symbol) []outcome {
	n, m := len(drawn), len(read)
	cost := make([][]int, n+1)
	for i := range cost {
		cost[i] = make([]int, m+1)
		for j := range cost[i] {
			switch {
			case i == 0 || j == 0:
				cost[i][j] = i + j
			default:
				change := cost[i-1][j-1]
				if drawn[i-1] != read[j-1].Text {
					change++
				}
				cost[i][j] = min(change, cost[i-1][j]+1, cost[i][j-1]+1)
			}
		}
	}
	out := slices.Repeat([]outcome{misread}, n)
	for i, j := n, m; i > 0 && j > 0; {
		same := drawn[i-1] == read[j-1].Text
		switch {
		case same && cost[i][j] == cost[i-1][j-1]:
			out[i-1] = right
			i, j = i-1, j-1
		case !same && cost[i][j] == cost[i-1][j-1]+1:
			if slices.ContainsFunc(read[j-1].Choices, func(c ocr.Choice) bool { return c.Text == drawn[i-1] }) {
				out[i-1] = offered
			}
			i, j = i-1, j-1
		case cost[i][j] == cost[i-1][j]+1:
			i--
		default:
			j--
		}
	}
	return out
}

// summarise prints how many characters of each list are misread in each face, and which.
func summarise(w io.Writer, lists []glyphList, found map[string]map[string]outcome) {
	faces := slices.Sorted(maps.Keys(found))
	fmt.Fprintf(w, "Misread (of these among the alternatives) / right only beside some characters / known and in the face.\n%-28s %5s  %7s", "", "", "unknown")
	for _, face := range faces {
		fmt.Fprintf(w, "  %-22s", face)
	}
	fmt.Fprintf(w, "  %s\n", "misread in any")
	for _, l := range lists {
		fmt.Fprintf(w, "%-28s %5d  %7d", l.name, len(l.characters), len(unknown(l, found[faces[0]])))
		anywhere := map[string]bool{}
		for _, face := range faces {
			var n [lacking + 1]int
			for _, c := range l.characters {
				o := found[face][c]
				n[o]++
				if o == offered || o == misread {
					anywhere[c] = true
				}
			}
			fmt.Fprintf(w, "  %-22s", fmt.Sprintf("%d (%d) / %d / %d", n[misread]+n[offered], n[offered], n[unsure], len(l.characters)-n[absent]-n[lacking]))
		}
		fmt.Fprintf(w, "  %d\n", len(anywhere))
	}
	for _, l := range lists {
		if cs := unknown(l, found[faces[0]]); len(cs) > 0 {
			fmt.Fprintf(w, "%s, unknown to the model: %s\n", l.name, strings.Join(cs, ""))
		}
		for _, face := range faces {
			var wrong, alternative strings.Builder
			for _, c := range l.characters {
				switch found[face][c] {
				case misread:
					wrong.WriteString(c)
				case offered:
					alternative.WriteString(c)
				}
			}
			if wrong.Len()+alternative.Len() > 0 {
				fmt.Fprintf(w, "%s, %s: %s (among the alternatives: %s)\n", l.name, face, wrong.String(), alternative.String())
			}
		}
	}
}

// unknown are the characters of a list that the model cannot answer, in any face.
func unknown(l glyphList, face map[string]outcome) []string {
	return slices.DeleteFunc(slices.Clone(l.characters), func(c string) bool { return face[c] != lacking })
}

// aims is the list of characters that want more lines: each as often as there are faces it was not always read right in.
func aims(found map[string]map[string]outcome) string {
	times := map[string]int{}
	for _, face := range found {
		for c, o := range face {
			if o > right && o < lacking { // what the model does not know is taught with characters.txt
				times[c]++
			}
		}
	}
	var b strings.Builder
	b.WriteString("# Characters misread, once for each face.\n")
	for _, c := range slices.Sorted(maps.Keys(times)) {
		b.WriteString(strings.Repeat(c, times[c]))
	}
	b.WriteByte('\n')
	return b.String()
}

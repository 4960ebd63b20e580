package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"prereview/eval"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/training/lines"
)

// tally counts the lines of one kind.
type tally struct {
	Lines, Exact      int
	Characters, Wrong int // Wrong is edit distance
	Sure, SureExact   int // lines of confidence 0.9 and more
}

func evaluate(args []string) error {
	f := flag.NewFlagSet("eval", flag.ExitOnError)
	file := f.String("lines", "/tmp/training/dev.lstmf", "lines to read")
	children := f.Int("children", 1, "processes that read")
	wrong := f.Int("wrong", 0, "show so many misread lines of the last model")
	f.Usage = func() {
		fmt.Fprintln(f.Output(), "usage: training eval [flags] MODEL...   a MODEL is a .traineddata file, prereview or chi_sim")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return err
	}
	in, err := os.Open(*file)
	if err != nil {
		return err
	}
	defer in.Close()
	set, err := lines.Read(in)
	if err != nil {
		return fmt.Errorf("%s: %w", *file, err)
	}
	models := f.Args()
	if len(models) == 0 {
		models = []string{"chi_sim"}
	}
	tables := make([]map[string]*tally, len(models))
	for i, m := range models {
		show := 0
		if i == len(models)-1 {
			show = *wrong
		}
		if tables[i], err = measure(m, set, *children, show); err != nil {
			return err
		}
	}
	fmt.Printf("%-42s %6s", "", "lines")
	for _, m := range models {
		fmt.Printf("  %-34s", m[strings.LastIndex(m, "/")+1:])
	}
	fmt.Println()
	for _, kind := range slices.Sorted(maps.Keys(tables[0])) {
		fmt.Printf("%-42s %6d", kind, tables[0][kind].Lines)
		for _, t := range tables {
			k := t[kind]
			fmt.Printf("  %5.1f%% exact %5.2f%% CER %5d/%-5d", percent(k.Exact, k.Lines), percent(k.Wrong, k.Characters), k.SureExact, k.Sure)
		}
		fmt.Println()
	}
	return nil
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// measure reads the lines with a model and counts by kind, by tier and in all.
func measure(model string, set []lines.Line, children, show int) (map[string]*tally, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	pool, err := tesseract.Open(context.Background(), tesseract.Choice{Model: model}, child.Config{Children: children, Command: []string{self, "ocr-child"},
		Deadline: time.Minute})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	crops := make([]ocr.Crop, len(set))
	for i, l := range set {
		crops[i].Image = l.Image
	}
	read, err := pool.ReadLines(context.Background(), crops)
	if err != nil {
		return nil, err
	}
	table := map[string]*tally{}
	for i, l := range set {
		got := strings.ReplaceAll(read[i].Text, " ", "")
		want := strings.ReplaceAll(l.Text, " ", "")
		for _, kind := range []string{"all", "tier " + l.Tier, l.Kind} {
			t := table[kind]
			if t == nil {
				t = &tally{}
				table[kind] = t
			}
			t.Lines++
			t.Characters += len([]rune(want))
			t.Wrong += eval.Distance([]rune(got), []rune(want))
			if got == want {
				t.Exact++
			}
			if read[i].Confidence >= .9 {
				t.Sure++
				if got == want {
					t.SureExact++
				}
			}
		}
		if got != want && show > 0 {
			show--
			fmt.Printf("%-24s %-5s %.2f  %s  <-  %s\n", l.Kind, l.Tier, read[i].Confidence, got, want)
		}
	}
	return table, nil
}

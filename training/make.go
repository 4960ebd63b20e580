package main

import (
	"errors"
	"flag"
	"fmt"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"prereview/eval/corpus"
	"prereview/training/lines"
	"prereview/training/lstm"
)

func writeLines(args []string) error {
	f := flag.NewFlagSet("lines", flag.ExitOnError)
	dir := f.String("dir", "/tmp/training", "working folder, where base has been")
	split := f.String("split", "train", "train, dev or test; fresh is refused")
	seed := f.Uint64("seed", 1, "another seed, other lines")
	count := f.Int("count", 20000, "lines")
	rare := rareFlags(f)
	out := f.String("out", "", "file to write")
	look := f.String("look", "", "folder for the first hundred lines as pictures, to look at")
	if err := f.Parse(args); err != nil {
		return err
	}
	s, err := corpus.ParseSplit(*split)
	if err != nil {
		return err
	}
	if *out == "" {
		return errors.New("lines: -out FILE is needed")
	}
	return shard(*dir, s, *seed, *count, rare, *out, *look)
}

// shard writes count lines into a file: a pack when its name ends so, else .lstmf.
func shard(dir string, split corpus.Split, seed uint64, count int, rare *rareCharacters, out, look string) error {
	set, err := charset(dir)
	if err != nil {
		return err
	}
	source, err := newSource(set, split, seed, rare)
	if err != nil {
		return err
	}
	if strings.HasSuffix(out, packSuffix) {
		return writePack(source, set, count, out)
	}
	file, err := os.Create(out + ".part")
	if err != nil {
		return err
	}
	defer file.Close()
	w, err := lines.NewWriter(file, count)
	if err != nil {
		return err
	}
	for i := range count {
		l, err := source.Next()
		if err != nil {
			return err
		}
		if err := w.Write(l); err != nil {
			return err
		}
		if look != "" && i < 100 {
			if err := picture(look, i, l); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(w.Close(), file.Close()); err != nil {
		return err
	}
	unknown := slices.SortedFunc(maps.Keys(source.Unknown), func(a, b string) int { return source.Unknown[b] - source.Unknown[a] })
	if len(unknown) > 0 {
		fmt.Printf("dropped for characters the model lacks: %s\n", strings.Join(unknown, ""))
	}
	return os.Rename(out+".part", out)
}

// charset is that of the trainable start.
func charset(dir string) (*lstm.Charset, error) {
	data, err := os.ReadFile(filepath.Join(dir, starter))
	if err != nil {
		return nil, fmt.Errorf("%w (run base first)", err)
	}
	return charsetOf(data)
}

// charsetOf is that of a .traineddata file.
func charsetOf(data []byte) (*lstm.Charset, error) {
	c, err := lstm.ParseContainer(data)
	if err != nil {
		return nil, err
	}
	return lstm.ParseCharset(c[lstm.PartUnicharset], c[lstm.PartRecoder])
}

// rareCharacters are those to be drawn more of than documents show.
type rareCharacters struct {
	drawn float64 // share of lines drawn by themselves
	share float64 // of those
	file  string  // a list of them; those the model is taught beyond its base when ""
}

func rareFlags(f *flag.FlagSet) *rareCharacters {
	var r rareCharacters
	f.Float64Var(&r.drawn, "drawn", 0.18, "share of lines drawn by themselves instead of cut from documents, 0 to 1")
	f.Float64Var(&r.share, "rare", 0, "share of lines of rare characters among the lines drawn by themselves, 0 to 1")
	f.StringVar(&r.file, "chars", "", "list of the rare characters, such as coverage writes; characters.txt when not given")
	return &r
}

// of are the characters that the model can be taught: those of its set.
func (r *rareCharacters) of(set *lstm.Charset) ([]string, error) {
	switch {
	case r.drawn < 0 || r.drawn > 1:
		return nil, fmt.Errorf("-drawn %g: valid is a share from 0 to 1", r.drawn)
	case r.share < 0 || r.share > 1:
		return nil, fmt.Errorf("-rare %g: valid is a share from 0 to 1", r.share)
	case r.file == "":
		return added(), nil
	case r.share == 0:
		return nil, fmt.Errorf("-chars %s: give the lines of its characters a share with -rare", r.file)
	}
	data, err := os.ReadFile(r.file)
	if err != nil {
		return nil, err
	}
	characters := slices.DeleteFunc(listed(string(data)), func(c string) bool { return !set.Has(c) })
	if len(characters) == 0 {
		return nil, fmt.Errorf("-chars %s: no character in it that the model has", r.file)
	}
	return characters, nil
}

func newSource(set *lstm.Charset, split corpus.Split, seed uint64, rare *rareCharacters) (*lines.Source, error) {
	taught := added()
	drawMore, err := rare.of(set)
	if err != nil {
		return nil, err
	}
	var han []string // of the base
	for _, text := range set.Characters() {
		if r := []rune(text); len(r) == 1 && unicode.Is(unicode.Han, r[0]) && !slices.Contains(taught, text) {
			han = append(han, text)
		}
	}
	source, err := lines.NewSource(split, seed, set.Has, drawMore, han)
	if err == nil {
		source.DrawnShare, source.RareShare = rare.drawn, rare.share
	}
	return source, err
}

func picture(dir string, i int, l lines.Line) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%03d %s %s.png", i, l.Kind, strings.ReplaceAll(l.Text, "/", "_"))))
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, l.Image), f.Close())
}

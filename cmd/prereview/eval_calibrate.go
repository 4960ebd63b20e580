package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/pipeline"
	"prereview/pipeline/extract"
)

// evalCalibrateCmd learns how sure a value of each field may be.
type evalCalibrateCmd struct {
	readerFlags
	Dirs    []string `name:"dir" required:"" type:"existingdir" help:"Folder written by eval generate; may be given again." placeholder:"DIR"`
	Out     string   `type:"path" help:"The file to write; pipeline/extract/calibration.json for two readers, calibration-alone.json beside it for one, when not given." placeholder:"FILE"`
	Workers int      `default:"0" help:"Documents read at a time; 0 for one a processor."`
}

func (evalCalibrateCmd) Help() string {
	return `Reads every picture of the folders and learns, field by field, how often a value of given certainty is right. The result is
compiled in: build again after it. Run it after every change of the model or of how lines are cut and read, on a split that is
not the one figures are told of.

Example:
  prereview eval generate --split dev --n 30 --seed 4101 --out dev
  prereview eval calibrate --dir dev && prereview eval calibrate --dir dev --readers tesseract`
}

// Likelihoods are told from whole documents at a time: a fold is every fifth of them.
const folds = 5

// wrongAtMost is the share of accepted values that may be wrong.
const wrongAtMost = 0.0005

// margin is by how much, in log odds, a value must be likelier than the likeliest wrong one: the documents are a sample.
const margin = 0.5

// What is expected of a curve before anything is seen, and how tightly: the probability is the certainty itself, which the least
// certain character shares in; a second reading is in the certainty already. A field stays near all fields until its own
// values say otherwise.
var (
	expected       = []float64{0, .6, 0, -1, -1, 0, .4, .5, -.5, 0, 0}
	expectedAll    = []float64{.1, 1, .2, .2, .2, .2, 1, 1, 1, 1, 1}
	expectedFields = []float64{.4, 20, 2, 1, 1, 1, 20, 5, 5, 20, 5}
)

// observed is one value read from a document with known truth.
type observed struct {
	kind   filing.DocumentKind
	field  string
	file   string
	traits extract.Traits
	right  bool
}

func (o observed) name() string { return string(o.kind) + "." + o.field }

func (c *evalCalibrateCmd) Run(ctx context.Context) error {
	var takes []take
	for _, dir := range c.Dirs {
		truths, faults, err := eval.LoadTruth(dir)
		printFaults(faults)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		for _, t := range truths {
			// Of two cards in one picture either may be read: that says nothing of how sure a reading is.
			if slices.Contains(filing.RecognisedKinds, t.Kind) && len(t.Also) == 0 {
				takes = append(takes, take{t, func() ([]byte, error) { return readFile(filepath.Join(dir, t.File)) }})
			}
		}
	}
	if len(takes) == 0 {
		return fmt.Errorf("%w: no picture whose fields are read", errUsage)
	}
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	r, err := c.start(ctx, c.Workers)
	if err != nil {
		return err
	}
	defer r.close()
	p := pipelineOf(r)
	if len(p.Engines) < len(c.Readers) {
		return fmt.Errorf("nothing was learned: only %s reads here, and what one reader teaches is wrong of two (scripts/paddle.sh fetches the second; --readers %s calibrates one alone)",
			p.Readers()[0], readerTesseract)
	}
	values, err := observe(ctx, p, takes, c.Workers)
	if err == nil {
		err = r.bothRead()
	}
	if err != nil {
		return err
	}
	if c.Out == "" {
		c.Out = "pipeline/extract/calibration.json"
		if len(p.Engines) == 1 {
			c.Out = "pipeline/extract/calibration-alone.json"
		}
	}
	cal := calibrate(values)
	var from []string
	for _, dir := range c.Dirs {
		from = append(from, filepath.Base(dir))
	}
	var models []string
	sums := p.Models()
	for _, m := range slices.Sorted(maps.Keys(sums)) {
		models = append(models, m+" "+sums[m][:min(12, len(sums[m]))])
	}
	cal.Made = fmt.Sprintf("prereview eval calibrate, %d documents of %s, model %s", len(takes), strings.Join(from, ", "), strings.Join(models, ", "))
	data, err := json.MarshalIndent(cal, "", " ")
	if err != nil {
		return err
	}
	if _, err := extract.ParseCalibration(data); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, append(data, '\n'), 0o644); err != nil {
		return err
	}
	printCalibration(values, cal)
	return nil
}

// observe reads the pictures and keeps what can be scored.
func observe(ctx context.Context, p *pipeline.Pipeline, takes []take, workers int) ([]observed, error) {
	of := make([][]observed, len(takes))
	progress := newProgress(os.Stderr, len(takes))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for i, t := range takes {
		g.Go(func() error {
			defer progress.step()
			data, err := t.load()
			if err != nil {
				return err
			}
			page, _ := p.Scanner.Scan(gctx, t.truth.File, data)
			if page.Image == nil {
				return gctx.Err()
			}
			res, err := extract.Read(gctx, page.Image, p.Reader, "")
			if err != nil || res.Kind != t.truth.Kind {
				return err
			}
			of[i] = observedIn(t.truth, res)
			return nil
		})
	}
	err := g.Wait()
	progress.end()
	return slices.Concat(of...), err
}

// observedIn are the values read that the document has and the picture shows.
func observedIn(t corpus.Truth, res extract.Result) (out []observed) {
	for _, name := range filing.FieldNames[t.Kind] {
		f, read := res.Fields[name]
		if read && f.Value != "" && t.Readable(name) {
			out = append(out, observed{t.Kind, name, t.File, f.Traits, t.Right(name, f.Value)})
		}
	}
	return out
}

// calibrate learns the curves, and for each field the likelihood from which its values are accepted: a margin above the
// likeliest wrong one of that field when told by the curves of other documents, and never less than the likelihood from which
// hardly any value of any field was wrong, each field's likeliest wrong value left out. Values about which two readers differ are held to
// the likeliest wrong one of all, those about which they do not to the likeliest wrong one among themselves: nearly all that is wrong is
// where they differ.
func calibrate(values []observed) extract.Calibration {
	cal := curves(values)
	type told struct {
		p             float64
		right, differ bool
	}
	by := map[string][]told{}
	for k := range uint32(folds) {
		others, of := split(values, k)
		from := curves(others)
		for _, o := range of {
			if o.traits[3] == 0 && o.traits[4] == 0 {
				by[o.name()] = append(by[o.name()], told{from.Probability(o.kind, o.field, o.traits), o.right, o.traits[8] > 0})
			}
		}
	}
	likeliest, agreed := map[string]float64{}, map[string]float64{}
	var all []told
	for name, of := range by {
		worst := -1
		for i, v := range of {
			if !v.right && (worst < 0 || v.p > of[worst].p) {
				worst = i
			}
			if !v.right && !v.differ {
				agreed[name] = max(agreed[name], v.p)
			}
		}
		if worst >= 0 {
			likeliest[name] = of[worst].p
			of = slices.Delete(slices.Clone(of), worst, worst+1)
		}
		all = append(all, of...)
	}
	slices.SortFunc(all, func(a, b told) int { return cmp.Compare(b.p, a.p) })
	cal.Accept = 0.9999
	wrong := 0
	for i, v := range all {
		if !v.right {
			wrong++
		}
		if float64(wrong) <= wrongAtMost*float64(i+1) {
			cal.Accept = min(cal.Accept, v.p)
		}
	}
	cal.Accept = max(above(cal.Accept), 0.9)
	for name, c := range cal.Fields {
		c.Accept, c.Differ = cal.Accept, cal.Accept
		if p, ok := agreed[name]; ok {
			c.Accept = max(c.Accept, above(p))
		}
		if p, ok := likeliest[name]; ok {
			c.Differ = max(c.Differ, above(p))
		}
		cal.Fields[name] = c
	}
	return cal
}

// above is a margin above a likelihood.
func above(p float64) float64 {
	odds := math.Exp(margin) * p / (1 - p)
	return min(0.9999, math.Ceil(odds/(1+odds)*1e4)/1e4)
}

// split parts the values of the documents of one fold from those of all others.
func split(values []observed, fold uint32) (others, of []observed) {
	for _, o := range values {
		h := fnv.New32a()
		h.Write([]byte(o.file))
		if h.Sum32()%folds == fold {
			of = append(of, o)
		} else {
			others = append(others, o)
		}
	}
	return others, of
}

// curves learns a curve of all values, and from there one for each field.
func curves(values []observed) extract.Calibration {
	cal := extract.Calibration{Fields: map[string]extract.Curve{}}
	by := map[string][]observed{}
	for _, o := range values {
		by[o.name()] = append(by[o.name()], o)
	}
	cal.All = curve(values, expected, expectedAll)
	for name, of := range by {
		cal.Fields[name] = curve(of, cal.All.Weights[:], expectedFields)
	}
	return cal
}

func curve(values []observed, prior, tightness []float64) extract.Curve {
	c := extract.Curve{N: len(values)}
	examples := make([]eval.Example, len(values))
	for i, o := range values {
		examples[i] = eval.Example{Traits: values[i].traits[:], Right: o.right}
		if o.right {
			c.Right++
		}
	}
	for i, w := range eval.Logistic(examples, prior, tightness) {
		c.Weights[i] = math.Round(w*1e4) / 1e4
	}
	c.Weights[1] = max(c.Weights[1], 0.05) // more certain is never less likely
	for _, i := range []int{6, 9, 10} {
		c.Weights[i] = max(c.Weights[i], 0)
	}
	return c
}

// printCalibration tells per field how much is right, how sure the values are said to be, and how much is accepted.
func printCalibration(values []observed, cal extract.Calibration) {
	type count struct{ n, right, accepted, wrong int }
	by := map[string]*count{}
	said := map[string]float64{}
	for _, o := range values {
		for _, name := range []string{o.name(), "all"} {
			if by[name] == nil {
				by[name] = &count{}
			}
			c, conf := by[name], cal.Confidence(o.kind, o.field, o.traits)
			c.n++
			said[name] += conf
			if o.right {
				c.right++
			}
			if conf >= 0.9 {
				c.accepted++
				if !o.right {
					c.wrong++
				}
			}
		}
	}
	fmt.Printf("%-42s %5s %7s %7s %9s %6s\n", "field", "n", "right", "said", "accepted", "wrong")
	for _, name := range slices.Sorted(maps.Keys(by)) {
		c := by[name]
		n := float64(c.n)
		fmt.Printf("%-42s %5d %6.1f%% %6.1f%% %8.1f%% %6d\n", name, c.n, 100*float64(c.right)/n, 100*said[name]/n, 100*float64(c.accepted)/n, c.wrong)
	}
	fmt.Printf("accepted from a likelihood of %.4f, more for some fields; the likeliest wrong values, which decide that:\n", cal.Accept)
	wrong := slices.DeleteFunc(slices.Clone(values), func(o observed) bool { return o.right || o.traits[3] > 0 || o.traits[4] > 0 })
	p := func(o observed) float64 { return cal.Probability(o.kind, o.field, o.traits) }
	slices.SortFunc(wrong, func(a, b observed) int { return cmp.Compare(p(b), p(a)) })
	for _, o := range wrong[:min(8, len(wrong))] {
		fmt.Printf("  %.4f  %s %s\n", p(o), o.file, o.field)
	}
}

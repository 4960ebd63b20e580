package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"prereview/eval/corpus"
	"prereview/filing"
)

// evalCmd draws the synthetic corpus and scores reading against it.
type evalCmd struct {
	Generate  evalGenerateCmd  `cmd:"" help:"Draw synthetic documents, each with its truth in a JSON file beside it."`
	Samples   evalSamplesCmd   `cmd:"" help:"Draw the sample filings that the project carries."`
	Filings   evalFilingsCmd   `cmd:"" help:"Pre-review a folder of whole filings and score what the checks find."`
	Run       evalRunCmd       `cmd:"" help:"Read a folder of such documents and score what is read against the truth."`
	Calibrate evalCalibrateCmd `cmd:"" help:"Learn from a folder of such documents how sure each field's values may be."`
	Readers   evalReadersCmd   `cmd:"" help:"Set the readers side by side: each alone, and both."`
	Peers     evalPeersCmd     `cmd:"" help:"Measure other recognisers on the same documents (see make eval-peers)."`
	Baseline  evalBaselineCmd  `cmd:"" help:"Read a small fixed corpus and fail when less of it is right than before."`
}

type evalGenerateCmd struct {
	Kind    string `default:"all" help:"id_card_front, id_card_back, business_licence, all of these three, verification_form, authorisation_letter, commitment_letter, domain_certificate, permit, or papers for these five." placeholder:"KIND"`
	Tier    string `default:"all" help:"scan (flatbed), photo (phone), hard (careless phone) or all." placeholder:"TIER"`
	Split   string `default:"dev" help:"train, dev, test or fresh; they share no person, company, value font or scene. What is drawn of fresh was added after training; scripts/fresh.sh fetches its fonts."`
	N       int    `default:"10" help:"Pictures of each kind and tier."`
	Filings int    `default:"0" help:"Draw so many whole filings of each tier instead, every third of them clean, the others each with a planted discrepancy; for eval filings."`
	Seed    uint64 `default:"1" help:"The same seed draws the same pictures."`
	Out     string `required:"" type:"path" help:"Folder for the pictures; made when it is missing."`
	Workers int    `default:"0" help:"Pictures drawn at a time; 0 for one a processor."`
}

// chosen is one of the allowed words, or all of them.
func chosen[T ~string](flag, v string, allowed []T) ([]T, error) {
	if v == "all" {
		return allowed, nil
	}
	if slices.Contains(allowed, T(v)) {
		return []T{T(v)}, nil
	}
	var words []string
	for _, a := range allowed {
		words = append(words, string(a))
	}
	return nil, fmt.Errorf("%w: --%s %q: one of %s, all", errUsage, flag, v, strings.Join(words, ", "))
}

// drawnKinds answers what --kind asks for: the papers, of which no field is read, only by name.
func drawnKinds(v string) ([]filing.DocumentKind, error) {
	switch {
	case v == "all":
		return filing.RecognisedKinds, nil
	case v == "papers":
		return corpus.PaperKinds, nil
	}
	kinds, err := chosen("kind", v, slices.Concat(filing.RecognisedKinds, corpus.PaperKinds))
	if err != nil {
		return nil, fmt.Errorf("%w, papers", err)
	}
	return kinds, nil
}

func (c evalGenerateCmd) Run(ctx context.Context) error {
	kinds, err := drawnKinds(c.Kind)
	if err != nil {
		return err
	}
	tiers, err := chosen("tier", c.Tier, corpus.Tiers)
	if err != nil {
		return err
	}
	split, err := corpus.ParseSplit(c.Split)
	if err != nil {
		return fmt.Errorf("%w: --split: %v", errUsage, err)
	}
	if c.Filings < 0 {
		return fmt.Errorf("%w: --filings must be 0 or more", errUsage)
	}
	if c.N < 1 {
		return fmt.Errorf("%w: --n must be 1 or more", errUsage)
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(max(1, c.Workers))
	if c.Workers == 0 {
		work.SetLimit(runtime.GOMAXPROCS(0))
	}
	total := 0
	what := "pictures"
	if c.Filings > 0 {
		what, kinds = "filings", nil
		for _, tier := range tiers {
			for i := range c.Filings {
				total++
				work.Go(func() error {
					if err := ctx.Err(); err != nil {
						return err
					}
					return c.oneFiling(split, tier, i)
				})
			}
		}
	}
	for _, kind := range kinds {
		for _, tier := range tiers {
			for i := range c.N {
				total++
				work.Go(func() error {
					if err := ctx.Err(); err != nil {
						return err
					}
					return c.one(split, kind, tier, i)
				})
			}
		}
	}
	if err := work.Wait(); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d %s in %s\n", total, what, filepath.Clean(c.Out))
	return nil
}

func (c evalGenerateCmd) one(split corpus.Split, kind filing.DocumentKind, tier corpus.Tier, i int) error {
	p, t, err := corpus.Take(split, c.Seed, kind, tier, i)
	if err != nil {
		return err
	}
	return corpus.Write(c.Out, p, t)
}

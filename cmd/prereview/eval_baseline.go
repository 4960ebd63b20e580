package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/filing"
)

// evalBaselineCmd reads a small corpus that is the same everywhere, drawn as it goes, and holds the figures against those
// kept with the source.
type evalBaselineCmd struct {
	readerFlags
	File    string `default:"eval/testdata/baseline.txt" type:"path" help:"The figures kept." placeholder:"FILE"`
	Update  bool   `help:"Write the figures of now instead of comparing."`
	Workers int    `default:"0" help:"Documents read at a time; 0 for one a processor."`
}

func (evalBaselineCmd) Help() string {
	return `Fails when a field of any kind and tier has fewer exact values, or more wrong ones read with confidence, than the
file says, and names it. What got better is said too, and asks for --update.`
}

// The corpus of the baseline. Changing any of these makes every figure another.
const (
	baselineSplit = corpus.Dev
	baselineSeed  = 7
	baselineEach  = 4 // pictures of each kind and tier
)

// errFell is a fall below the baseline.
var errFell = errors.New("below the baseline")

func (c *evalBaselineCmd) Run(ctx context.Context) error {
	var was eval.Baseline
	var kept []byte
	if !c.Update {
		var err error
		if kept, err = os.ReadFile(c.File); err != nil {
			return fmt.Errorf("%w: --file: %w (--update writes it)", errUsage, err)
		}
		if was, err = eval.ReadBaseline(bytes.NewReader(kept)); err != nil {
			return fmt.Errorf("%w: %s: %w", errUsage, c.File, err)
		}
	}
	takes, sum, err := baselineTakes()
	if err != nil {
		return err
	}
	pictures := "# pictures " + sum + "\n"
	e, err := evaluate(ctx, c.readerFlags, takes, c.Workers)
	if err != nil {
		return err
	}
	if err := e.whole(); err != nil {
		return err
	}
	readers := "# readers " + strings.Join(e.readers, " ") + "\n"
	printFaults(e.faults)
	if err := e.score.Print(os.Stdout); err != nil {
		return err
	}
	if err := e.costs.Print(os.Stdout); err != nil {
		return err
	}
	now := e.score.Baseline()
	if c.Update {
		return writeBaseline(c.File, pictures+readers, now)
	}
	fell, changed := was.Compare(now)
	if len(changed) > 0 {
		fmt.Printf("Other than in %s (make eval-update writes what is):\n  %s\n", c.File, strings.Join(changed, "\n  "))
	}
	if len(fell) > 0 && !bytes.Contains(kept, []byte(pictures)) {
		fmt.Println("The pictures are not those of the baseline: where the drawing of the corpus has changed, so may the figures.")
	}
	if len(fell) > 0 && !bytes.Contains(kept, []byte(readers)) {
		fmt.Printf("The baseline was not read with %s (scripts/paddle.sh .tools/paddle fetches the second reader).\n", strings.Join(e.readers, " "))
	}
	if len(fell) > 0 {
		return fmt.Errorf("%w of %s:\n  %s", errFell, c.File, strings.Join(fell, "\n  "))
	}
	fmt.Println("Nothing fell below the baseline.")
	return nil
}

// baselineTakes draws the corpus of the baseline. The sum over its pictures tells whether they are still the same; it is
// not compared by itself, for another processor may round a pixel differently.
func baselineTakes() (takes []take, sum string, err error) {
	hash := sha256.New()
	for _, kind := range filing.RecognisedKinds {
		for _, tier := range corpus.Tiers {
			for i := range baselineEach {
				p, t, err := corpus.Take(baselineSplit, baselineSeed, kind, tier, i)
				if err != nil {
					return nil, "", err
				}
				hash.Write(p.Data)
				takes = append(takes, take{t, func() ([]byte, error) { return p.Data, nil }})
			}
		}
	}
	return takes, hex.EncodeToString(hash.Sum(nil)[:6]), nil
}

func writeBaseline(name, made string, b eval.Baseline) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %d drawn documents of each kind and tier, split %s, seed %d, read with the built-in model: values to read, those exact,\n"+
		"# those accepted and wrong. make eval compares, make eval-update rewrites.\n", baselineEach, baselineSplit, baselineSeed)
	out.WriteString(made)
	if err := b.Write(&out); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

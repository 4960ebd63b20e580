package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
)

type checkCmd struct {
	Manifest string `arg:"" name:"filing.json" help:"A filing's form and the files beside it (see docs/filing.schema.json)."`
	JSON     bool   `name:"json" help:"The report as JSON, for machines; so too when the output is no terminal."`
	readerFlags
}

func (checkCmd) Help() string {
	return `Pre-reviews one filing from a manifest without any service running: reads its documents, runs every check,
prints the report. The exit status is 0 whatever the verdict; 2 for a manifest that makes no sense.

Example:
  prereview check samples/enterprise-faults/filing.json`
}

func (c checkCmd) Run(ctx context.Context) error {
	_, in, err := loadManifest(diskFS{}, c.Manifest)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	p, done, err := c.open(ctx, 2)
	if err != nil {
		return err
	}
	defer done()
	machine := c.JSON || !isTerminal(os.Stdout)
	if !machine {
		fmt.Fprintf(os.Stderr, "reading %d documents …\r", len(in.Files))
	}
	report, err := p.Examine(ctx, in)
	if err != nil {
		return err
	}
	if machine {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	fmt.Fprint(os.Stderr, "\x1b[K")
	printReport(os.Stdout, coloursFor(os.Stdout), report)
	return nil
}

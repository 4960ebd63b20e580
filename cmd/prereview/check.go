package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"prereview/filing"
	"prereview/pipeline"
	"prereview/web"
)

type checkCmd struct {
	Manifest string `arg:"" name:"filing.json" help:"A filing's form and the files beside it (see docs/filing.schema.json)."`
	JSON     bool   `name:"json" help:"The report as JSON, for machines; so too when the output is no terminal."`
	HTML     string `name:"html" help:"Write the report as a page that stands alone, too." placeholder:"FILE" type:"path"`
	readerFlags
	checkFlags
}

func (checkCmd) Help() string {
	return `Pre-reviews one filing from a manifest without any service running: reads its documents, runs every check,
prints the report. The exit status is 0 whatever the verdict; 2 for a manifest that makes no sense.

Example:
  prereview check --html report.html samples/enterprise-faults/filing.json`
}

func (c checkCmd) Run(ctx context.Context) error {
	_, in, err := loadManifest(diskFS{}, c.Manifest)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	checks, err := c.load()
	if err != nil {
		return err
	}
	p, done, err := c.readerFlags.open(ctx, 2)
	if err != nil {
		return err
	}
	defer done()
	checks.into(p)
	machine := c.JSON || !isTerminal(os.Stdout)
	if !machine {
		fmt.Fprintf(os.Stderr, "reading %d documents …\r", len(in.Files))
	}
	report, err := p.Examine(ctx, in)
	if err != nil {
		return err
	}
	if c.HTML != "" {
		if err := writePage(ctx, c.HTML, report, in, p); err != nil {
			return err
		}
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

// writePage writes the report's page to a file; it holds personal data, so it is for its owner alone.
func writePage(ctx context.Context, path string, report filing.Report, in pipeline.Input, p *pipeline.Pipeline) error {
	var page bytes.Buffer
	err := web.WriteReport(ctx, &page, report, p.Scanner, func(s filing.Slot) []byte {
		for _, f := range in.Files {
			if f.Slot == s {
				return f.Data
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o600)
}

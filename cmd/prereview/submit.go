package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"prereview/filing"
)

type submitCmd struct {
	Server    string   `default:"http://127.0.0.1:8080" help:"Address of prereview run or serve." env:"PREREVIEW_SERVER"`
	Key       string   `required:"" help:"A key of the API (prereview keys create)." env:"PREREVIEW_KEY"`
	Wait      bool     `default:"true" negatable:"" help:"Wait for the report and print it."`
	JSON      bool     `name:"json" help:"Reports as JSON, one a line, for machines; so too when the output is no terminal."`
	Manifests []string `arg:"" name:"filing.json" help:"Filings to submit (see docs/filing.schema.json)."`
}

func (submitCmd) Help() string {
	return `Sends filings from disk through the API of a running server, as a portal would: creates each, uploads its files,
submits it, and waits for its report.

Example:
  prereview submit --key "$KEY" samples/*/filing.json`
}

func (c submitCmd) Run(ctx context.Context) error {
	api := newClient(c.Server, c.Key)
	machine := c.JSON || !isTerminal(os.Stdout)
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	var ids []string
	for i, name := range c.Manifests {
		_, in, err := loadManifest(diskFS{}, name)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		id, err := api.submit(ctx, in, func(line string) { fmt.Fprintln(os.Stderr, "  "+line) })
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(os.Stderr, "[%d/%d] %s submitted as %s\n", i+1, len(c.Manifests), name, id)
		ids = append(ids, id)
	}
	for _, id := range ids {
		if !c.Wait {
			if machine {
				enc.Encode(map[string]string{"filing_id": id})
			} else {
				fmt.Println(id)
			}
			continue
		}
		var last filing.Status
		r, err := api.wait(ctx, id, func(s filing.Status) {
			if s != last {
				fmt.Fprintf(os.Stderr, "%s %s\n", id, s)
				last = s
			}
		})
		if err != nil {
			return err
		}
		if machine {
			enc.Encode(r)
		} else {
			printReport(os.Stdout, coloursFor(os.Stdout), r)
		}
	}
	return nil
}

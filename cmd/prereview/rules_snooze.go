package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"prereview/filing"
	"prereview/pipeline/check"
)

type rulesSnoozeCmd struct {
	Check  string `arg:"" optional:"" help:"The check's id; every check that --entry decides when left out."`
	Entry  string `help:"Only findings that this entry of the policy decided: FILE:ENTRY, such as provinces.json:上海.licence_months." placeholder:"FILE:ENTRY"`
	Owner  string `help:"Only filings of this key (prereview keys list); everyone's when left out." placeholder:"KEY-ID"`
	Until  string `required:"" help:"The last day on which it is silent, within a year." placeholder:"YYYY-MM-DD"`
	Reason string `required:"" help:"Why; shown in every report that it touches."`
	databaseFlags
}

func (rulesSnoozeCmd) Help() string {
	return `Silences a check for a while. What it finds stays in reports, marked with who silenced it, until when and why, and counts
for nothing. Written to the audit log. What is to be silent for good belongs into a policy pack.

Example:
  prereview rules snooze img-blur --until 2026-12-31 --reason "新扫描仪校准中"`
}

func (c rulesSnoozeCmd) Run(ctx context.Context) error {
	z := filing.Snooze{ID: filing.NewID(), Check: c.Check, Owner: c.Owner, Until: c.Until, Reason: strings.TrimSpace(c.Reason), By: "system"}
	if c.Entry != "" {
		z.File, z.Entry, _ = strings.Cut(c.Entry, ":")
	}
	if ps := z.Validate(check.IDs(), today()); len(ps) > 0 {
		return fmt.Errorf("%w: %w", errUsage, filing.Problems(ps))
	}
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.CreateSnooze(ctx, z); err != nil {
		return err
	}
	fmt.Println(z.ID)
	return nil
}

type rulesSnoozesCmd struct {
	All  bool `help:"Those that have ended, too."`
	JSON bool `name:"json" help:"As JSON, for machines."`
	databaseFlags
}

func (c rulesSnoozesCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	day := today()
	if c.All {
		day = filing.Date{}
	}
	zs, err := store.Snoozes(ctx, day)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, zs)
	}
	for _, z := range zs {
		what := z.Check
		if z.Entry != "" {
			what = strings.TrimSpace(what + " " + z.File + ":" + z.Entry)
		}
		state := ""
		if !z.EndedAt.IsZero() {
			state = "  ended " + z.EndedAt.Format("2006-01-02")
		}
		owner := z.Owner
		if owner == "" {
			owner = "everyone"
		}
		fmt.Printf("%s  until %s  %s  %s  %s%s\n", z.ID, z.Until, what, owner, z.Reason, state)
	}
	return nil
}

type rulesWakeCmd struct {
	ID string `arg:"" help:"The silence's id, as rules snoozes shows it."`
	databaseFlags
}

func (c rulesWakeCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return store.EndSnooze(ctx, c.ID, "system")
}

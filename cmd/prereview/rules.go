package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"prereview/filing"
	"prereview/pipeline"
	"prereview/pipeline/check"
	"prereview/web"
)

// rulesCmd is about the checks and the policy they stand on.
type rulesCmd struct {
	List    rulesListCmd    `cmd:"" help:"List the checks; with --province and --kind, what such an applicant will be asked for."`
	Show    rulesShowCmd    `cmd:"" help:"Say what a check says, where it comes from and what it looks at."`
	Replay  rulesReplayCmd  `cmd:"" help:"Check stored filings again under another policy and list what would change."`
	Snooze  rulesSnoozeCmd  `cmd:"" help:"Silence a check, or an entry of the policy, for a while, with a reason."`
	Snoozes rulesSnoozesCmd `cmd:"" help:"List what is silenced."`
	Wake    rulesWakeCmd    `cmd:"" help:"End a silence early."`
}

type rulesListCmd struct {
	Province string      `help:"What is asked for in this province: 上海, 广东 …" placeholder:"NAME"`
	Kind     filing.Kind `help:"What is asked of this kind of applicant: enterprise, individual …" placeholder:"KIND"`
	Type     filing.Type `default:"first_filing" help:"Filing type."`
	JSON     bool        `name:"json" help:"As JSON, for machines."`
	policyFlags
}

func (c rulesListCmd) Run() error {
	policy, err := c.policy()
	if err != nil {
		return err
	}
	if c.Province == "" && c.Kind == "" {
		if c.JSON {
			return printJSON(os.Stdout, check.Checks())
		}
		for _, r := range check.Checks() {
			fmt.Printf("%-26s %-7s %s  %s\n", r.ID, r.Severity, r.Title, r.TitleEN)
		}
		return nil
	}
	form := filing.Form{Kind: c.Kind, Province: c.Province, Type: c.Type}
	if ps := headOf(form); len(ps) > 0 {
		return fmt.Errorf("%w: %w", errUsage, filing.Problems(ps))
	}
	r := policy.Requirements(c.Province, c.Kind, c.Type, today())
	if c.JSON {
		return printJSON(os.Stdout, r)
	}
	printRequirements(os.Stdout, coloursFor(os.Stdout), r)
	return nil
}

// headOf are the problems of a form's kind, province and type alone.
func headOf(f filing.Form) []filing.Problem {
	return slices.DeleteFunc(f.Validate(), func(p filing.Problem) bool { return !slices.Contains([]string{"kind", "province", "type"}, p.Field) })
}

func today() filing.Date { return filing.DateOf(time.Now().In(filing.China)) }

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func printRequirements(w io.Writer, c colours, r filing.Requirements) {
	line := func(x filing.Requirement) {
		when, mark := "", ""
		if x.When != "" {
			when = "（" + x.When + "）"
		}
		if x.Unclear {
			mark = c.yellow(" 说法不一")
		}
		where := x.Policy.File + " " + x.Policy.Entry
		if x.Policy.Pack != check.OurPack {
			where += " " + x.Policy.Pack + " " + x.Policy.Version
		}
		fmt.Fprintf(w, "  · %s%s%s  %s\n", x.Text, when, mark, c.faint(where+"  "+strings.Join(x.Sources, ", ")))
	}
	fmt.Fprintln(w, c.bold("材料"))
	for _, x := range r.Materials {
		line(x)
	}
	fmt.Fprintln(w, c.bold("要求"))
	for _, x := range r.Rules {
		line(x)
	}
	if len(r.Notes) > 0 {
		fmt.Fprintln(w, c.bold("备注")+c.faint("（程序不检查）"))
		for _, n := range r.Notes {
			fmt.Fprintln(w, "  · "+n)
		}
	}
}

type rulesShowCmd struct {
	ID   string `arg:"" help:"The check's id: lic-term-short."`
	JSON bool   `name:"json" help:"As JSON, for machines."`
}

func (c rulesShowCmd) Run() error {
	r, ok := check.Check(c.ID)
	if !ok {
		return fmt.Errorf("%w: there is no check %q (prereview rules list shows them all)", errUsage, c.ID)
	}
	if c.JSON {
		return printJSON(os.Stdout, r)
	}
	col := coloursFor(os.Stdout)
	fmt.Printf("%s  %s · %s\n\n%s\n\n", col.bold(r.ID), r.Title, r.TitleEN, r.Says)
	for _, p := range [][2]string{{"severity", string(r.Severity)}, {"says", r.Message}, {"", r.MessageEN}, {"source", r.Source},
		{"looks at", strings.Join(r.Needs, ", ")}, {"register", r.Register}} {
		if p[1] != "" {
			fmt.Printf("%-10s %s\n", p[0], p[1])
		}
	}
	return nil
}

type rulesReplayCmd struct {
	New     []string `name:"pack" required:"" help:"The pack to rehearse: a folder laid over the policy in force, as if it were in force already; each over the one before." type:"existingdir" placeholder:"DIR"`
	Current []string `name:"current" help:"Packs that are in force now." env:"PREREVIEW_PACK" type:"existingdir" placeholder:"DIR"`
	Since   string   `default:"30d" help:"From this day of submission on: a day YYYY-MM-DD, or a number of days like 30d."`
	Against string   `default:"policy" enum:"policy,stored" help:"What to compare with: the policy in force, by this program; or the stored reports, so that changes of the program show too."`
	JSON    bool     `name:"json" help:"As JSON, for machines."`
	HTML    string   `name:"html" help:"Write a page that stands alone, too." placeholder:"FILE" type:"path"`
	databaseFlags
}

func (rulesReplayCmd) Help() string {
	return `Re-runs the checks of stored filings under another policy and lists every filing whose verdict or findings would change.
Nothing is read again: the recognised fields are those of the stored reports, and so are the answers of registers. Nothing
is changed either.

Example:
  prereview rules replay --pack ./packs/2027-01 --since 30d --html rehearsal.html`
}

func (c rulesReplayCmd) Run(ctx context.Context) error {
	since, err := parseSince(c.Since, time.Now())
	if err != nil {
		return fmt.Errorf("%w: --since: %w", errUsage, err)
	}
	now, err := loadPolicy(c.Current)
	if err != nil {
		return err
	}
	next, err := loadPolicy(append(slices.Clone(c.Current), c.New...))
	if err != nil {
		return err
	}
	r := pipeline.Replayer{After: next.AsOf(filing.Date{})}
	if c.Against == "policy" {
		r.Before = now.AsOf(today())
	}
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	snoozes, err := store.Snoozes(ctx, filing.Date{})
	if err != nil {
		return err
	}
	// Every filing is garbage as soon as it is replayed; collecting it less often takes a third off the time.
	debug.SetGCPercent(400)
	start := time.Now()
	err = store.EachReport(ctx, since, func(rep filing.Report, queued time.Time, owner string) error {
		day := filing.DateOf(queued.In(filing.China))
		var mine []filing.Snooze
		for _, z := range snoozes {
			if z.Holds(day, owner) {
				mine = append(mine, z)
			}
		}
		r.Add(rep, day, mine)
		return nil
	})
	if err != nil {
		return err
	}
	result := r.Result()
	result.Since, result.Against = filing.DateOf(since.In(filing.China)).String(), c.Against
	result.Packs = slices.DeleteFunc(next.Packs(), func(p string) bool { return slices.Contains(now.Packs(), p) })
	if c.HTML != "" {
		f, err := os.OpenFile(c.HTML, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		if err := web.WriteReplay(f, result); err != nil {
			f.Close()
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(os.Stdout, result)
	}
	printReplay(os.Stdout, coloursFor(os.Stdout), result)
	fmt.Printf("%d filings in %v\n", result.Filings, time.Since(start).Round(time.Millisecond))
	return nil
}

// parseSince reads a day, or a number of days before now.
func parseSince(s string, now time.Time) (time.Time, error) {
	if n, ok := strings.CutSuffix(s, "d"); ok {
		if days, err := strconv.Atoi(n); err == nil && days >= 0 && days <= 36500 {
			return now.AddDate(0, 0, -days), nil
		}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, filing.China)
	if err != nil {
		return t, fmt.Errorf("%q is neither a day YYYY-MM-DD nor a number of days like 30d", s)
	}
	return t, nil
}

func printReplay(w io.Writer, c colours, r filing.Replay) {
	for _, x := range r.Changes {
		verdict := verdictText[x.Before]
		if x.Before != x.After {
			verdict += " → " + c.bold(verdictText[x.After])
		}
		fmt.Fprintf(w, "%s  %s %s %s  %s\n", c.bold(x.FilingID), x.Submitted, x.Province, x.Kind, verdict)
		for _, f := range x.Findings {
			fmt.Fprintf(w, "    %-26s %s → %s\n", f.Check, findingText(f.Before), findingText(f.After))
		}
	}
	fmt.Fprintf(w, "%s %d of %d filings would change\n", c.bold("总计"), len(r.Changes), r.Filings)
	for _, m := range sortedNames(r.Moves) {
		from, to, _ := strings.Cut(m, ">")
		fmt.Fprintf(w, "  %s → %s  %d\n", verdictText[filing.Verdict(from)], verdictText[filing.Verdict(to)], r.Moves[m])
	}
	for _, m := range sortedNames(r.Checks) {
		fmt.Fprintf(w, "  %-26s %d\n", m, r.Checks[m])
	}
}

// findingText is one finding in a few words, without what was read.
func findingText(f *filing.Finding) string {
	if f == nil {
		return "—"
	}
	s := string(f.Status)
	if f.Status != filing.Pass {
		s += " " + string(f.Severity)
	}
	if f.Reason != "" {
		s += " (" + f.Reason + ")"
	}
	return s
}

func sortedNames(m map[string]int) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

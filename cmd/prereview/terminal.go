package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"prereview/filing"
	"prereview/pipeline/check"
)

// colours writes ANSI colours to a terminal that wants them (https://no-color.org) and nothing elsewhere.
type colours bool

func coloursFor(f *os.File) colours {
	return colours(isTerminal(f) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

func isTerminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

func (c colours) paint(code, s string) string {
	if !c {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (c colours) bold(s string) string   { return c.paint("1", s) }
func (c colours) faint(s string) string  { return c.paint("2", s) }
func (c colours) red(s string) string    { return c.paint("31", s) }
func (c colours) green(s string) string  { return c.paint("32", s) }
func (c colours) yellow(s string) string { return c.paint("33", s) }

var verdictText = map[filing.Verdict]string{
	filing.VerdictPass:   "通过 pass",
	filing.VerdictReview: "需人工复核 review",
	filing.VerdictFix:    "需补正 fix",
}

// printReport writes a report for people: the verdict, what to mend, what to look at, and one line for the rest.
func printReport(w io.Writer, c colours, r filing.Report) {
	verdict := verdictText[r.Verdict]
	switch r.Verdict {
	case filing.VerdictPass:
		verdict = c.green(verdict)
	case filing.VerdictReview:
		verdict = c.yellow(verdict)
	default:
		verdict = c.red(verdict)
	}
	fmt.Fprintf(w, "%s %s\n", c.bold("预审结论"), c.bold(verdict))
	for i, x := range todo(r.Causes) {
		if i == 0 {
			fmt.Fprintln(w, c.bold("申请人要做的事"))
		}
		fmt.Fprintf(w, "  %d. %s\n", i+1, x)
	}
	var passed, silent int
	for _, f := range r.Findings {
		var mark string
		switch {
		case f.Status == filing.Pass:
			passed++
			continue
		case f.Snoozed != nil, f.Reason == filing.ReasonNoRegister:
			silent++
			continue
		case f.Status == filing.Fail && f.Severity == filing.Block:
			mark = c.red("✗ 须补正")
		case f.Status == filing.Fail && f.Severity == filing.Review:
			mark = c.yellow("! 需复核")
		case f.Status == filing.Fail:
			mark = c.faint("· 建议  ")
		case f.Status == filing.Unsure:
			mark = c.yellow("? 不确定")
		default:
			mark = c.yellow("- 未检查")
		}
		fmt.Fprintf(w, "  %s  %s %s\n", mark, f.Message, c.faint(f.Check))
		for _, e := range f.Evidence {
			if e.Read != "" || e.Declared != "" {
				fmt.Fprintf(w, "            %s\n", c.faint(evidenceLine(e)))
			}
		}
	}
	fmt.Fprintf(w, "  %s\n", c.green(fmt.Sprintf("✓ %d 项检查通过", passed)))
	if silent > 0 {
		fmt.Fprintf(w, "  %s\n", c.faint(fmt.Sprintf("- %d 项不计入结论（已静默，或未配置外部数据源）", silent)))
	}
	for _, d := range r.Documents {
		fmt.Fprintln(w)
		printDocument(w, c, string(d.Slot), d)
	}
}

func evidenceLine(e filing.Evidence) string {
	var parts []string
	if e.Document != "" {
		parts = append(parts, string(e.Document)+"."+e.Field)
	}
	if e.Read != "" {
		parts = append(parts, "识别: "+e.Read)
	}
	if e.Declared != "" {
		parts = append(parts, "填写: "+e.Declared)
	}
	return strings.Join(parts, "  ")
}

// printDocument writes one document as read.
func printDocument(w io.Writer, c colours, title string, d filing.Document) {
	about := fmt.Sprintf("%d×%d, %d ms", d.Width, d.Height, d.ElapsedMS)
	if len(d.Readers) == 1 {
		about += ", one reader: " + d.Readers[0]
	}
	fmt.Fprintf(w, "%s  %s  %s\n", c.bold(title), d.Kind, c.faint(about))
	names := filing.FieldNames[d.Kind]
	width := 0
	for _, n := range names {
		width = max(width, len(n))
	}
	for _, n := range names {
		f, ok := d.Fields[n]
		if !ok {
			continue
		}
		sure := fmt.Sprintf("%3.0f%%", 100*f.Confidence)
		switch {
		case f.Confidence >= check.Accept:
			sure = c.green(sure)
		case f.Confidence >= 0.5:
			sure = c.yellow(sure)
		default:
			sure = c.red(sure)
		}
		note := ""
		if f.Repair != "" {
			note = c.faint("  (" + f.Repair + ")")
		}
		fmt.Fprintf(w, "  %-*s  %s  %s%s\n", width, n, sure, f.Value, note)
	}
	signals := slices.Clone(d.Signals)
	for _, s := range signals {
		line := fmt.Sprintf("  %s: %s", s.Code, s.Detail)
		if s.Severity == filing.Block {
			line = c.red(line)
		} else {
			line = c.faint(line)
		}
		fmt.Fprintln(w, line)
	}
}

// todo is what the applicant has to do, in its order.
func todo(cs []filing.Cause) (out []string) {
	for _, c := range cs {
		if c.Todo != "" {
			out = append(out, c.Todo)
		}
	}
	return out
}

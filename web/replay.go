package web

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"prereview/filing"
)

// replayBody is a rehearsal as a page.
type replayBody struct {
	filing.Replay
	Style   template.CSS
	Moved   []replayMove
	ByCheck []replayCount
	Rows    []replayRow
}

type replayMove struct {
	From, To filing.Verdict
	N        int
}

type replayCount struct {
	Check string
	N     int
}

type replayRow struct {
	filing.ReplayChange
	Findings []replayFinding
}

type replayFinding struct {
	Check         string
	Before, After replaySide
}

// replaySide is a finding before or after; nothing when there is none.
type replaySide struct{ Mark, Label, Message string }

// WriteReplay writes a rehearsal as one page that stands alone. Personal numbers are masked.
func WriteReplay(w io.Writer, r filing.Replay) error {
	style, err := staticFiles.ReadFile("static/app.css")
	if err != nil {
		return err
	}
	b := replayBody{Replay: r, Style: template.CSS(style)}
	for _, m := range sortedKeys(r.Moves) {
		from, to, _ := strings.Cut(m, ">")
		b.Moved = append(b.Moved, replayMove{filing.Verdict(from), filing.Verdict(to), r.Moves[m]})
	}
	for _, c := range sortedKeys(r.Checks) {
		b.ByCheck = append(b.ByCheck, replayCount{c, r.Checks[c]})
	}
	for _, c := range r.Changes {
		row := replayRow{ReplayChange: c}
		for _, f := range c.Findings {
			row.Findings = append(row.Findings, replayFinding{f.Check, sideOf(f.Before), sideOf(f.After)})
		}
		b.Rows = append(b.Rows, row)
	}
	t, err := (&server{}).parseTemplates()
	if err != nil {
		return err
	}
	if err := t["replay"].ExecuteTemplate(w, "replay", b); err != nil {
		return fmt.Errorf("rehearsal page: %w", err)
	}
	return nil
}

func sideOf(f *filing.Finding) replaySide {
	if f == nil {
		return replaySide{Mark: "dash", Label: "无此项"}
	}
	mark, label := markOf(*f)
	return replaySide{mark, label, maskText(f.Message)}
}

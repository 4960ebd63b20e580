package eval

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table is one table of figures; the first columns, as many as left says, are words and the others numbers.
type table struct {
	title string
	note  string // what the columns mean
	head  []string
	left  int
	tight bool       // one space between numbers instead of two
	rows  [][]string // a row shorter than head ends in empty cells
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// print writes the table for a terminal.
func (t *table) print(w io.Writer) error {
	width := make([]int, len(t.head))
	for _, r := range append([][]string{t.head}, t.rows...) {
		for i, cell := range r {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", t.title)
	if t.note != "" {
		fmt.Fprintf(&b, "%s\n", t.note)
	}
	line := func(r []string) {
		var l strings.Builder
		for i, n := range width {
			cell := ""
			if i < len(r) {
				cell = r[i]
			}
			switch {
			case i == 0:
			case t.tight && i > t.left:
				l.WriteString(" ")
			default:
				l.WriteString("  ")
			}
			pad := strings.Repeat(" ", n-utf8.RuneCountInString(cell))
			if i < t.left {
				l.WriteString(cell + pad)
			} else {
				l.WriteString(pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(l.String(), " ") + "\n")
	}
	line(t.head)
	for _, r := range t.rows {
		line(r)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown writes the table for the documentation.
func (t *table) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n", t.title)
	if t.note != "" {
		fmt.Fprintf(&b, "%s\n\n", t.note)
	}
	line := func(r []string) {
		for i := range t.head {
			cell := ""
			if i < len(r) {
				cell = strings.ReplaceAll(strings.TrimSpace(r[i]), "|", `\|`)
			}
			b.WriteString("| " + cell + " ")
		}
		b.WriteString("|\n")
	}
	line(t.head)
	for i := range t.head {
		b.WriteString(map[bool]string{true: "|---", false: "|--:"}[i < t.left])
	}
	b.WriteString("|\n")
	for _, r := range t.rows {
		line(r)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

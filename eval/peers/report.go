package peers

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Report is one run of all recognisers over the same documents.
type Report struct {
	Date     string    `json:"date"` // YYYY-MM-DD
	Revision string    `json:"revision"`
	Corpus   string    `json:"corpus"` // what the documents are, in words
	Readers  []Reader  `json:"readers"`
	Outcomes []Outcome `json:"outcomes"`
}

// Reader is one recogniser of a report. The first is the one that the others are measured against.
type Reader struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Note     string `json:"note"`              // how it reads, in words
	Extracts bool   `json:"extracts"`          // gives fields, not the text of a page
	Missing  string `json:"missing,omitempty"` // why it was not measured
}

// count is fields over documents.
type count struct {
	fields, found, exact, failed int
	documents                    int
	cpu                          float64
}

func (c *count) add(o Outcome) {
	c.documents++
	c.cpu += o.CPUMS
	if o.Error != "" {
		c.failed++
	}
	for _, f := range o.Fields {
		c.addField(f)
	}
}

func (c *count) addField(f FieldOutcome) {
	c.fields++
	if f.Found {
		c.found++
	}
	if f.Exact {
		c.exact++
	}
}

// mean is the processor time of a document, milliseconds.
func (c *count) mean() float64 {
	if c.documents == 0 {
		return 0
	}
	return c.cpu / float64(c.documents)
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*float64(n)/float64(of))
}

// group is a kind in a tier; the zero group is everything.
type group struct {
	kind filing.DocumentKind
	tier corpus.Tier
}

// Markdown is the section "## Peers" of a document: shares and costs by kind and tier, then the fields.
func (r Report) Markdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## Peers\n\n%s, revision %s. %s Every recogniser saw the same files in one run, one at a time, on one thread.\n\n", r.Date, r.Revision, r.Corpus)
	b.WriteString("**Found**: the field's text appears in what was read, whatever the width of marks, spaces and case, wrapped fields line " +
		"by line. A peer that reads pages may have it anywhere in the picture's whole text, so that a one-character field (男, 汉) is " +
		"easily found; a reader that extracts has the values of its fields and nothing more. **Exact**: the field was extracted under " +
		"its own name and its value is the truth's, character by character, whatever the width of its marks.\n\n")
	for _, reader := range r.Readers {
		fmt.Fprintf(&b, "- **%s**: %s\n", reader.Title, reader.Note)
	}
	b.WriteString("\nProcessor time includes decoding the picture, and loading the model only for the tesseract program, which does so " +
		"each time.\n\n")
	var measured []Reader
	for _, reader := range r.Readers {
		if reader.Missing != "" {
			fmt.Fprintf(&b, "Not measured: %s (%s).\n\n", reader.Title, reader.Missing)
			continue
		}
		measured = append(measured, reader)
	}
	if len(measured) == 0 {
		return b.Bytes()
	}
	r.writeGroups(&b, measured)
	r.writeFields(&b, measured)
	return b.Bytes()
}

func (r Report) writeGroups(b *bytes.Buffer, readers []Reader) {
	counts := map[group]map[string]*count{}
	for _, o := range r.Outcomes {
		for _, g := range []group{{o.Kind, o.Tier}, {}} {
			if counts[g] == nil {
				counts[g] = map[string]*count{}
			}
			if counts[g][o.Reader] == nil {
				counts[g][o.Reader] = &count{}
			}
			counts[g][o.Reader].add(o)
		}
	}
	groups := slices.SortedFunc(maps.Keys(counts), func(x, y group) int {
		return cmp.Or(
			cmp.Compare(rank(filing.RecognisedKinds, x.kind), rank(filing.RecognisedKinds, y.kind)),
			cmp.Compare(rank(corpus.Tiers, x.tier), rank(corpus.Tiers, y.tier)))
	})
	at := func(g group, i int) count {
		if c := counts[g][readers[i].Key]; c != nil {
			return *c
		}
		return count{}
	}
	title := func(g group) string {
		if g.kind == "" {
			return "all"
		}
		return fmt.Sprintf("%s, %s", g.kind, g.tier)
	}

	b.WriteString("Shares of the fields, per cent:\n\n")
	accuracy, cost := []string{"Documents", "Fields"}, []string{"Documents", "n"}
	for i, reader := range readers {
		if reader.Extracts {
			accuracy = append(accuracy, reader.Title+": exact")
		}
		accuracy = append(accuracy, reader.Title+": found")
		if i == 0 {
			cost = append(cost, reader.Title+", ms")
		} else {
			cost = append(cost, reader.Title)
		}
	}
	writeHead(b, accuracy)
	for _, g := range groups {
		row := []string{title(g), fmt.Sprint(at(g, 0).fields)}
		for i, reader := range readers {
			c := at(g, i)
			if reader.Extracts {
				row = append(row, share(c.exact, c.fields))
			}
			row = append(row, share(c.found, c.fields))
		}
		writeRow(b, row)
	}
	fmt.Fprintf(b, "\nProcessor time of a document, as a multiple of %s's:\n\n", readers[0].Title)
	writeHead(b, cost)
	for _, g := range groups {
		first := at(g, 0)
		row := []string{title(g), fmt.Sprint(first.documents), fmt.Sprintf("%.0f", first.mean())}
		for i := 1; i < len(readers); i++ {
			c := at(g, i)
			if first.mean() == 0 || c.documents == 0 {
				row = append(row, "-")
				continue
			}
			row = append(row, fmt.Sprintf("%.2f", c.mean()/first.mean()))
		}
		writeRow(b, row)
	}
	b.WriteByte('\n')
	for _, reader := range readers {
		if c := counts[group{}][reader.Key]; c != nil && c.failed > 0 {
			fmt.Fprintf(b, "%s gave no answer on %d of %d documents; their fields count as not found.\n\n", reader.Title, c.failed, c.documents)
		}
	}
}

// writeFields lists the fields over all tiers, where a peer does best against ours first.
func (r Report) writeFields(b *bytes.Buffer, readers []Reader) {
	if len(readers) < 2 {
		return
	}
	type row struct {
		kind  filing.DocumentKind
		field string
	}
	counts := map[row]map[string]*count{}
	for _, o := range r.Outcomes {
		for _, f := range o.Fields {
			k := row{o.Kind, f.Field}
			if counts[k] == nil {
				counts[k] = map[string]*count{}
			}
			if counts[k][o.Reader] == nil {
				counts[k][o.Reader] = &count{}
			}
			counts[k][o.Reader].addField(f)
		}
	}
	at := func(k row, i int) count {
		if c := counts[k][readers[i].Key]; c != nil {
			return *c
		}
		return count{}
	}
	// A peer's lead is in the measure that it shares with ours: exact where it extracts, else found.
	lead := func(k row) int {
		best := -1 << 30
		for i := 1; i < len(readers); i++ {
			if readers[i].Extracts && readers[0].Extracts {
				best = max(best, at(k, i).exact-at(k, 0).exact)
			} else {
				best = max(best, at(k, i).found-at(k, 0).found)
			}
		}
		return best
	}
	rows := slices.SortedFunc(maps.Keys(counts), func(x, y row) int {
		return cmp.Or(cmp.Compare(lead(y), lead(x)),
			cmp.Compare(rank(filing.RecognisedKinds, x.kind), rank(filing.RecognisedKinds, y.kind)), strings.Compare(x.field, y.field))
	})
	b.WriteString("By field, all tiers together, those first in which a peer is furthest ahead (numbers of documents):\n\n")
	head := []string{"Field", "Printed"}
	for _, reader := range readers {
		if reader.Extracts {
			head = append(head, reader.Title+": exact")
		}
		head = append(head, reader.Title+": found")
	}
	head = append(head, "Best peer ahead by")
	writeHead(b, head)
	for _, k := range rows {
		cells := []string{fmt.Sprintf("%s.%s", k.kind, k.field), fmt.Sprint(at(k, 0).fields)}
		for i, reader := range readers {
			if reader.Extracts {
				cells = append(cells, fmt.Sprint(at(k, i).exact))
			}
			cells = append(cells, fmt.Sprint(at(k, i).found))
		}
		writeRow(b, append(cells, fmt.Sprintf("%+d", lead(k))))
	}
	b.WriteByte('\n')
}

func writeHead(b *bytes.Buffer, cells []string) {
	writeRow(b, cells)
	b.WriteString("|---|" + strings.Repeat("--:|", len(cells)-1) + "\n")
}

func writeRow(b *bytes.Buffer, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// rank is the place of v in order; what is not in it comes last.
func rank[T comparable](order []T, v T) int {
	if i := slices.Index(order, v); i >= 0 {
		return i
	}
	return len(order)
}

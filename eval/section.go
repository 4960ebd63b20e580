package eval

import (
	"bytes"
	"strings"
)

// ReplaceSection puts section, which begins with its heading "## ...", in place of the section of document with the same
// heading; else "## Name, more" behind the section "## Name"; else at its end.
func ReplaceSection(document, section []byte) []byte {
	heading, _, _ := strings.Cut(string(section), "\n")
	of, _, _ := strings.Cut(heading, ", ")
	var parts [][]byte // the document's sections, what stands before them first
	at, behind := -1, -1
	begin := func() { parts = append(parts, nil) }
	begin()
	for line := range bytes.Lines(document) {
		if bytes.HasPrefix(line, []byte("## ")) || bytes.HasPrefix(line, []byte("# ")) {
			begin()
			switch string(bytes.TrimSpace(line)) {
			case heading:
				at = len(parts) - 1
			case of:
				behind = len(parts) - 1
			}
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], line...)
	}
	before, after := parts, [][]byte(nil)
	switch {
	case at >= 0:
		before, after = parts[:at], parts[at+1:]
	case behind >= 0:
		before, after = parts[:behind+1], parts[behind+1:]
	}
	var out bytes.Buffer
	if head := bytes.TrimRight(bytes.Join(before, nil), "\n"); len(head) > 0 {
		out.Write(head)
		out.WriteString("\n\n")
	}
	out.Write(bytes.TrimRight(section, "\n"))
	out.WriteByte('\n')
	if rest := bytes.TrimLeft(bytes.Join(after, nil), "\n"); len(rest) > 0 {
		out.WriteByte('\n')
		out.Write(rest)
	}
	return out.Bytes()
}

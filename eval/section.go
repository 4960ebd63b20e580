package eval

import (
	"bytes"
	"strings"
)

// ReplaceSection puts section, which begins with its heading "## ...", in place of the section of document with the same
// heading, or at its end.
func ReplaceSection(document, section []byte) []byte {
	heading, _, _ := strings.Cut(string(section), "\n")
	var before, after bytes.Buffer
	into := &before
	skipping := false
	for line := range bytes.Lines(document) {
		if bytes.HasPrefix(line, []byte("## ")) || bytes.HasPrefix(line, []byte("# ")) {
			skipping = string(bytes.TrimSpace(line)) == heading
			if skipping {
				into = &after
			}
		}
		if !skipping {
			into.Write(line)
		}
	}
	var out bytes.Buffer
	if head := bytes.TrimRight(before.Bytes(), "\n"); len(head) > 0 {
		out.Write(head)
		out.WriteString("\n\n")
	}
	out.Write(bytes.TrimRight(section, "\n"))
	out.WriteByte('\n')
	if rest := bytes.TrimLeft(after.Bytes(), "\n"); len(rest) > 0 {
		out.WriteByte('\n')
		out.Write(rest)
	}
	return out.Bytes()
}

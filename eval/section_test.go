package eval

import "testing"

func TestReplaceSection(t *testing.T) {
	for _, c := range []struct{ old, want string }{
		{"", "## Peers\n\nnew\n"},
		{"# Accuracy\n\ntext\n", "# Accuracy\n\ntext\n\n## Peers\n\nnew\n"},
		{"# Accuracy\n\n## Peers\n\nold\n\n### Part\n\nold\n\n## Checks\n\nkept\n", "# Accuracy\n\n## Peers\n\nnew\n\n## Checks\n\nkept\n"},
	} {
		if got := string(ReplaceSection([]byte(c.old), []byte("## Peers\n\nnew\n\n"))); got != c.want {
			t.Errorf("%q: got %q, want %q", c.old, got, c.want)
		}
	}
}

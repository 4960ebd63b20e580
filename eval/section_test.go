package eval

import "testing"

func TestReplaceSection(t *testing.T) {
	for _, c := range []struct{ old, want string }{
		{"", "## Peers\n\nnew\n"},
		{"# Accuracy\n\ntext\n", "# Accuracy\n\ntext\n\n## Peers\n\nnew\n"},
		{"# Accuracy\n\n## Peers\n\nold\n\n### Part\n\nold\n\n## Checks\n\nkept\n", "# Accuracy\n\n## Peers\n\nnew\n\n## Checks\n\nkept\n"},
		{"# Accuracy\n\n## Peers, fresh\n\nkept\n", "# Accuracy\n\n## Peers, fresh\n\nkept\n\n## Peers\n\nnew\n"},
	} {
		if got := string(ReplaceSection([]byte(c.old), []byte("## Peers\n\nnew\n\n"))); got != c.want {
			t.Errorf("%q: got %q, want %q", c.old, got, c.want)
		}
	}
}

// A section of the fresh split stands behind that of the same name, and replaces its own alone.
func TestReplaceSectionOfFresh(t *testing.T) {
	const old = "# Accuracy\n\n## Peers\n\nkept\n\n### Part\n\nkept\n\n## Checks\n\nkept\n"
	want := "# Accuracy\n\n## Peers\n\nkept\n\n### Part\n\nkept\n\n## Peers, fresh\n\nnew\n\n## Checks\n\nkept\n"
	got := ReplaceSection([]byte(old), []byte("## Peers, fresh\n\nnew\n"))
	if string(got) != want {
		t.Errorf("got %q", got)
	}
	if again := ReplaceSection(got, []byte("## Peers, fresh\n\nnew\n")); string(again) != want {
		t.Errorf("a second time: %q", again)
	}
}

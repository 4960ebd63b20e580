package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/tesseract"
)

// symbols are characters as read; an alternative follows its character in brackets: "土(士)日".
func symbols(text string) []ocr.Symbol {
	var out []ocr.Symbol
	inside := false
	for _, r := range text {
		switch {
		case r == '(' || r == ')':
			inside = r == '('
		case inside:
			last := &out[len(out)-1]
			last.Choices = append(last.Choices, ocr.Choice{Text: string(r), Confidence: .1})
		default:
			out = append(out, ocr.Symbol{Text: string(r), Confidence: .5})
		}
	}
	return out
}

func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		drawn, read string
		want        []outcome
	}{
		{"江河湖", "江河湖", []outcome{right, right, right}},
		{"江河湖", "江何湖", []outcome{right, misread, right}},
		{"江河湖", "江何(可河)湖", []outcome{right, offered, right}},
		{"江河湖", "江湖", []outcome{right, misread, right}},
		{"江河湖", "江氵可湖", []outcome{right, misread, right}},
		{"江河湖", "江河、湖", []outcome{right, right, right}},
		{"江河湖", "", []outcome{misread, misread, misread}},
		{"江", "工(江)", []outcome{offered}},
	} {
		if got := outcomes(strings.Split(c.drawn, ""), symbols(c.read)); !slices.Equal(got, c.want) {
			t.Errorf("%s read as %s: %v", c.drawn, c.read, got)
		}
	}
}

// A character that is misread beside some and right beside others is unsure; one that is wrong both times is misread, and
// offered when its place had it as an alternative.
func TestCover(t *testing.T) {
	const absentEverywhere, nobodyKnows = "\uE000", "嵇"
	calls := 0
	read := func(lines [][]string) ([]ocr.Line, error) {
		calls++
		var out []ocr.Line
		for _, line := range lines {
			if len(line) > glyphsOnLine || slices.Contains(line, absentEverywhere) || slices.Contains(line, nobodyKnows) {
				t.Errorf("a line of %q", line)
			}
			text := strings.NewReplacer("江", "氵", "河", "何(可河)").Replace(strings.Join(line, ""))
			if calls == 1 {
				text = strings.ReplaceAll(text, "湖", "胡")
			}
			out = append(out, ocr.Line{Symbols: symbols(text)})
		}
		return out, nil
	}
	got, err := cover(strings.Split("江河湖海山川日月"+absentEverywhere+nobodyKnows, ""),
		func(c string) bool { return c != absentEverywhere }, func(c string) bool { return c != nobodyKnows }, read)
	if err != nil || calls != 2 {
		t.Fatalf("%d calls, %v", calls, err)
	}
	want := map[string]outcome{"江": misread, "河": offered, "湖": unsure, absentEverywhere: absent, nobodyKnows: lacking}
	for c, o := range got {
		if w, ok := want[c]; ok && w != o || !ok && o != right {
			t.Errorf("%s came out %d", c, o)
		}
	}
	var b bytes.Buffer
	lists := []glyphList{{"rivers", []string{"江", "河", "湖", "海", absentEverywhere, nobodyKnows}}}
	found := map[string]map[string]outcome{"face": got, "other": {"江": right, "河": misread, "湖": right, "海": right, nobodyKnows: lacking}}
	summarise(&b, lists, found)
	for _, says := range []string{"2 (1) / 1 / 4", "1 (0) / 0 / 4", "rivers                           6        1", "rivers, unknown to the model: 嵇", "rivers, face: 江 (among the alternatives: 河)"} {
		if !strings.Contains(b.String(), says) {
			t.Errorf("%q is not in\n%s", says, b.String())
		}
	}
	if got := listed(aims(found)); !slices.Equal(got, strings.Split("江河河湖", "")) {
		t.Errorf("%q", got)
	}
}

// knownMisread is how many of the sample below the embedded model misreads, each face counted. It only falls; the aim is none.
const knownMisread = 15

// The characters that every address begins with and the hundred commonest surnames are read in every face of the test split,
// clean, but for what is known. `training coverage` measures all the lists.
func TestCommonCharactersAreRead(t *testing.T) {
	faces, err := corpus.ValueFaces(corpus.Test)
	if err != nil {
		t.Skipf("%v", err)
	}
	characters := han(strings.Join(filing.Surnames()[:100], "") +
		"北京天津河北山西内蒙古辽宁吉林黑龙江上海江苏浙江安徽福建江西山东河南湖北湖南广东广西壮族重庆四川贵州云南西藏陕西甘肃青海宁夏回新疆维吾尔自治区省市县")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool, err := tesseract.Open(t.Context(), tesseract.Choice{}, child.Config{Children: 1, Command: []string{self, "ocr-child"}})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	var wrong []string
	for _, face := range faces {
		found, err := cover(characters, face.Has, func(string) bool { return true }, readIn(face, pool))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range characters {
			switch o := found[c]; {
			case o == absent:
				t.Errorf("%s has no %s", face.Name, c)
			case o >= offered:
				wrong = append(wrong, c+" "+face.Name)
			}
		}
	}
	if len(wrong) > knownMisread {
		t.Errorf("%d misread, %d are known: %q", len(wrong), knownMisread, wrong)
	}
}

// The lists are what they say: GB/T 2312 has 3,755 and 3,008 characters, the surnames are 400, one of them
// of two characters that are surnames too.
func TestGlyphLists(t *testing.T) {
	size := map[string]int{}
	for _, l := range glyphLists() {
		size[l.name] = len(l.characters)
		if !slices.IsSorted(l.characters) || slices.Contains(l.characters, "") {
			t.Errorf("%s is not in order", l.name)
		}
	}
	if size["GB/T 2312 level 1"] != 3755 || size["GB/T 2312 level 2"] != 3008 || size["400 commonest surnames"] != 399 {
		t.Errorf("%v", size)
	}
	if n := size["provinces, cities, counties"]; n < 1000 || n > 2500 {
		t.Errorf("%d characters in the names of counties", n)
	}
}

// Every character of the names of divisions, of the commonest surnames and of GB/T 2312 level 1 is in the set that the base
// makes.
func TestListsAreTaught(t *testing.T) {
	data, err := os.ReadFile(systemModel)
	if err != nil {
		t.Skip(err)
	}
	set, err := charsetOf(data)
	if err != nil {
		t.Fatal(err)
	}
	taught := added()
	for _, l := range glyphLists() {
		missing := slices.DeleteFunc(slices.Clone(l.characters), func(c string) bool { return set.Has(c) || slices.Contains(taught, c) })
		if l.name == "GB/T 2312 level 2" {
			t.Logf("%d of level 2 are not taught", len(missing))
		} else if len(missing) > 0 {
			t.Errorf("%s: %q is neither in the base nor in characters.txt", l.name, missing)
		}
	}
}

package joint

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"image"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"prereview/ocr"
)

// line is one symbol a character, 40 pixels wide, with the probabilities given (the last one for the rest). An alternative of a
// character follows it in brackets: 方[六].
func line(text string, ps ...float64) ocr.Line {
	var l ocr.Line
	rs := []rune(text)
	for i := 0; i < len(rs); i++ {
		p := ps[min(len(l.Symbols), len(ps)-1)]
		s := ocr.Symbol{Text: string(rs[i]), Confidence: p, Box: image.Rect(40*len(l.Symbols), 0, 40*len(l.Symbols)+36, 48)}
		if i+3 < len(rs) && rs[i+1] == '[' {
			s.Choices = []ocr.Choice{{Text: string(rs[i+2]), Confidence: 0.9 * (1 - p)}}
			i += 3
		}
		if len(l.Symbols) == 0 || p < l.Confidence {
			l.Confidence = p
		}
		l.Symbols = append(l.Symbols, s)
		l.Text += s.Text
	}
	return l
}

var names = [2]string{"one", "two"}

// The first does not know 璎, the second 垚.
var known = [2]func(string) bool{func(c string) bool { return c != "璎" }, func(c string) bool { return c != "垚" }}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name     string
		a, b     ocr.Line
		want     string
		votes    string // + For, - Against, . NoVote
		low, top float64
	}{
		{"agree", line("方平", .6, .9), line("方平", .9), "方平", "++", .95, 1},
		{"the second is surer", line("谭罪[霏]清", .9, .02, .9), line("谭霏清", .99), "谭霏清", "+-+", .9, 1},
		{"the first is surer", line("金额", .99), line("全[金]额", .5, .99), "金额", "-+", .9, 1},
		{"both sure, of other things", line("未", .99), line("末", .99), "未", "-", .3, .6},
		{"a character the second cannot know", line("魏垚正", .9, .4, .9), line("魏圭正", .99), "魏垚正", "+.+", .4, .41},
		{"one that the first hardly believes either", line("井垚县", .9, .02, .9), line("井陉县", .95), "井陉县", "+-+", .8, .95},
		{"a character the first cannot know", line("薛缨", .99, .97), line("薛璎", .99), "薛璎", "+-", .8, .95},
		{"and of which it leaves nothing open", line("薛缨", .99, .9999), line("薛璎", .9), "薛缨", "+-", .4, .6},
		{"the second passes one over", line("1987年3月", .9), line("19873月", .9), "1987年3月", "++++-++", .6, .7},
		{"the second passes over what it cannot know", line("魏垚正", .9), line("魏正", .9), "魏垚正", "+.+", .89, .91},
		{"the first lost one", line("沈阳和平区", .9), line("沈阳市和平区", .9), "沈阳市和平区", "++-+++", .4, .5},
		{"a scrap at the end", line("类型", .9), line("类型个", .9, .9, .7), "类型", "++", .95, 1},
		{"marks of another width", line("(一)", .9), line("（一）", .9), "(一)", "+++", .95, 1},
		{"the first read nothing", line(""), line("汉", .95), "汉", "-", .4, .5},
		{"the second read nothing", line("汉", .8), line(""), "汉", "-", .5, .6},
		{"neither read anything", line(""), line(""), "", "", 0, 0},
	} {
		got := join(c.a, c.b, 48, names, known)
		votes := ""
		for _, s := range got.Symbols {
			votes += string("-.+"[s.Second+1])
		}
		if got.Text != c.want || votes != c.votes || got.Confidence < c.low || got.Confidence > c.top {
			t.Errorf("%s: %q %s %.3f, want %q %s %.2f to %.2f", c.name, got.Text, votes, got.Confidence, c.want, c.votes, c.low, c.top)
		}
	}
}

// Where two readers differ the other one's character stays among the choices, and the symbol tells what each read there.
func TestJoinKeepsBoth(t *testing.T) {
	got := join(line("未", .99), line("末", .99), 48, names, known).Symbols[0]
	if len(got.Choices) != 1 || got.Choices[0].Text != "末" || got.Choices[0].Confidence < 0.4 {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		name     string
		a, b     ocr.Line
		one, two string // what each read where they differ, "-" between places, "0" for nothing
	}{
		{"alike", line("方平", .6), line("方平", .9), "", ""},
		{"another character", line("谭罪清", .9, .5, .9), line("谭霏清", .9), "罪", "霏"},
		{"one that the second cannot know", line("魏垚正", .9, .4, .9), line("魏圭正", .99), "", ""},
		{"one passed over, one more", line("沈阳和平", .9), line("沈阳市和", .9), "0-平", "市-0"},
	} {
		var one, two []string
		for _, s := range join(c.a, c.b, 48, names, known).Symbols {
			if s.Differ == nil {
				if s.Second == ocr.Against {
					t.Errorf("%s: %q: nobody says what was read", c.name, s.Text)
				}
				continue
			}
			rs := s.Differ.Readings
			if len(rs) != 2 || rs[0].Reader != "one" || rs[1].Reader != "two" || s.Second != ocr.Against {
				t.Fatalf("%s: %+v", c.name, s)
			}
			for i, to := range []*[]string{&one, &two} {
				r := rs[i]
				if (r.Text == "") != (r.Confidence == 0) {
					t.Errorf("%s: %+v", c.name, r)
				}
				*to = append(*to, cmp.Or(r.Text, "0"))
			}
		}
		if a, b := strings.Join(one, "-"), strings.Join(two, "-"); a != c.one || b != c.two {
			t.Errorf("%s: %q and %q, want %q and %q", c.name, a, b, c.one, c.two)
		}
	}
}

// A reader that places its symbols late is set right by the places of those that both read.
func TestDifferenceIsPlaced(t *testing.T) {
	a, b := line("1987年3月", .9), line("19873月", .9)
	for i := range a.Symbols {
		a.Symbols[i].Box = a.Symbols[i].Box.Add(image.Pt(15, 0))
	}
	for i := 4; i < 6; i++ {
		b.Symbols[i].Box = b.Symbols[i].Box.Add(image.Pt(40, 0)) // 年 stands between
	}
	for _, s := range join(a, b, 48, names, known).Symbols {
		if s.Differ != nil && (s.Text != "年" || s.Differ.Box != image.Rect(160, 0, 196, 48)) {
			t.Errorf("%s: %v", s.Text, s.Differ.Box)
		}
	}
}

func TestJoinIsSound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() ocr.Line {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteRune([]rune("一二三(（12垚")[r.IntN(8)])
		}
		l := line(b.String(), r.Float64())
		for i := range l.Symbols {
			l.Symbols[i].Confidence = r.Float64()
		}
		return l
	}
	for range 2000 {
		a, b := random(), random()
		got := join(a, b, r.IntN(50), names, known)
		for _, s := range got.Symbols {
			sum := s.Confidence
			for _, c := range s.Choices {
				sum += c.Confidence
				if same(c.Text, s.Text) {
					t.Fatalf("%q among its own choices", s.Text)
				}
			}
			if s.Text == "" || !(s.Confidence > 0 && sum <= 1+1e-9) {
				t.Fatalf("%q + %q: %+v", a.Text, b.Text, s)
			}
		}
	}
}

type fake struct {
	line  ocr.Line
	err   error
	calls int
	crops int
}

func (f *fake) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	f.calls++
	f.crops += len(crops)
	if f.err != nil {
		return nil, f.err
	}
	out := make([]ocr.Line, len(crops))
	for i := range out {
		out[i] = f.line
	}
	return out, nil
}

func (f *fake) Knows(string) bool { return true }

func crop(doubt float64) ocr.Crop {
	return ocr.Crop{Image: image.NewGray(image.Rect(0, 0, 80, 48)), Doubt: doubt}
}

func TestReaderAsksOnlyInDoubt(t *testing.T) {
	first, second := &fake{line: line("未", .8)}, &fake{line: line("末", .9)}
	r := New(first, "one", second, "two", slog.New(slog.DiscardHandler))
	lines, err := r.ReadLines(t.Context(), []ocr.Crop{crop(0), crop(.7), crop(.9), crop(2)})
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range lines {
		if asked := len(l.Readings) == 2; asked != (i >= 2) {
			t.Errorf("crop %d: readings %v", i, l.Readings)
		}
	}
	if got := lines[2].Readings; got[0] != (ocr.Reading{Reader: "one", Text: "未", Confidence: .8}) || got[1] != (ocr.Reading{Reader: "two", Text: "末", Confidence: .9}) {
		t.Errorf("%+v", got)
	}
	if s := r.Stats(); s != (Stats{Lines: 4, Asked: 2, Differed: 2}) || second.crops != 2 {
		t.Errorf("%+v, second saw %d", s, second.crops)
	}
}

// A sample is compared and stays what the first reader made of it; in doubt it is asked about as any other line is.
func TestReaderSamples(t *testing.T) {
	first, second := &fake{line: line("未", .8)}, &fake{line: line("末", .9)}
	r := New(first, "one", second, "two", slog.New(slog.DiscardHandler))
	crops := []ocr.Crop{crop(0), crop(.7), crop(.9), crop(0)}
	for i := range crops[:3] {
		crops[i].Sample = true
	}
	crops[1].Block = true
	lines, err := r.ReadLines(t.Context(), crops)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		readings        int
		differ, sampled bool
		text            string
		vote            ocr.Vote
	}{{2, true, true, "未", ocr.NoVote}, {1, false, false, "未", ocr.NoVote}, {2, true, false, "末", ocr.Against}, {1, false, false, "未", ocr.NoVote}} {
		l := lines[i]
		if len(l.Readings) != want.readings || l.Differ != want.differ || l.Sampled != want.sampled || l.Text != want.text || l.Symbols[0].Second != want.vote {
			t.Errorf("crop %d: %+v, want %+v", i, l, want)
		}
		if l.Sampled && (l.Confidence != .8 || l.Symbols[0].Differ != nil) {
			t.Errorf("crop %d: the sample changed the line: %+v", i, l)
		}
	}
	if s := r.Stats(); s != (Stats{Lines: 4, Asked: 1, Sampled: 1, Differed: 2}) {
		t.Errorf("%+v", s)
	}
}

// The second reader's faults cost nothing but its answers, and it is not asked for ever.
func TestReaderGoesOnAlone(t *testing.T) {
	var log bytes.Buffer
	first, second := &fake{line: line("未", .8)}, &fake{err: ocr.ErrCrashed}
	r := New(first, "one", second, "two", slog.New(slog.NewTextHandler(&log, nil)))
	now := time.Unix(0, 0)
	r.now = func() time.Time { return now }
	read := func() {
		t.Helper()
		lines, err := r.ReadLines(t.Context(), []ocr.Crop{crop(1)})
		if err != nil || lines[0].Text != "未" || lines[0].Readings != nil {
			t.Fatalf("%v %+v", err, lines)
		}
	}
	for range 10 {
		read()
	}
	if second.calls != failuresAtMost || r.Stats().Faults != failuresAtMost || !strings.Contains(log.String(), "reader=two") {
		t.Errorf("asked %d times; %+v; log %s", second.calls, r.Stats(), log.String())
	}
	now = now.Add(leftAlone)
	read()
	read()
	if second.calls != failuresAtMost+1 {
		t.Errorf("asked %d times", second.calls)
	}
	second.err, second.line = nil, line("未", .9)
	now = now.Add(leftAlone)
	lines, err := r.ReadLines(t.Context(), []ocr.Crop{crop(1)})
	if err != nil || len(lines[0].Readings) != 2 {
		t.Errorf("%v %+v", err, lines)
	}
	second.err = ocr.ErrCrashed
	read()
	read()
	if second.calls != failuresAtMost+4 { // counted anew since it answered
		t.Errorf("asked %d times", second.calls)
	}
}

func TestReaderErrors(t *testing.T) {
	down := errors.New("down")
	r := New(&fake{err: down}, "one", &fake{}, "two", slog.New(slog.DiscardHandler))
	if _, err := r.ReadLines(t.Context(), []ocr.Crop{crop(1)}); !errors.Is(err, down) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	second := &fake{err: context.Canceled}
	r = New(&fake{line: line("未", .8)}, "one", second, "two", slog.New(slog.DiscardHandler))
	if _, err := r.ReadLines(ctx, []ocr.Crop{crop(1)}); !errors.Is(err, context.Canceled) || r.Stats().Faults != 0 {
		t.Errorf("%v, %+v", err, r.Stats())
	}
}

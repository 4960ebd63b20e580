package extract

import (
	"math/rand/v2"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

// line is a recognised line in which every symbol is read with the same probability.
func line(text string, p float64) ocr.Line {
	l := ocr.Line{Text: text, Confidence: p}
	for _, r := range text {
		l.Symbols = append(l.Symbols, ocr.Symbol{Text: string(r), Confidence: p})
	}
	return l
}

// doubt gives symbol i an alternative.
func doubt(l ocr.Line, i int, p float64, alt string, q float64) ocr.Line {
	l.Symbols[i].Confidence = p
	l.Symbols[i].Choices = append(l.Symbols[i].Choices, ocr.Choice{Text: alt, Confidence: q})
	return l
}

// 11010519491231002X is the specimen number of GB 11643.
func TestReadIDNumber(t *testing.T) {
	const good = "11010519491231002X"
	for _, c := range []struct {
		name     string
		line     ocr.Line
		want     string
		repaired bool
		min, max float64
	}{
		{"certain", line(good, .999), good, false, .98, 1},
		{"full-width and spaces", line("１１０１０５ 19491231 002ｘ", .999), good, false, .98, 1},
		{"marks between", line("110105.19491231.002X", .999), good, false, .8, 1},
		{"one figure in doubt, the other supported", doubt(line("11010519491231003X", .999), 16, .6, "2", .3), good, true, .4, .9},
		{"supported alternative does not check out", doubt(line("11010519491231003X", .999), 16, .6, "4", .3), "11010519491231003X", false, .3, .9},
		{"printed wrong, read with certainty", line("110105194912310021", .999), "110105194912310021", false, .9, 1},
		{"unsupported repair is not made", line("11010519491231003X", .7), "11010519491231003X", false, 0, .3},
		{"two repairs are unsure", doubt(doubt(line("1101051X491231003X", .999), 7, .6, "9", .4), 16, .6, "2", .4), good, true, 0, .5},
		{"a figure read twice", line("110105194912310022X", .99), good, true, .5, .81},
		{"a figure lost", line("1101051949123102X", .99), "1101051949123102X", false, 0, .2},
		{"nothing", line("", 0), "", false, 0, 0},
		{"no figures", line("公民身份", .9), "", false, 0, 0},
	} {
		r := readIDNumber(cells(c.line))
		if r.value != c.want || (r.repair != "") != c.repaired || r.conf < c.min || r.conf > c.max {
			t.Errorf("%s: %q, repair %q, confidence %.3f; want %q, repaired %v, %v..%v", c.name, r.value, r.repair, r.conf, c.want, c.repaired, c.min, c.max)
		}
	}
}

func TestReadUSCC(t *testing.T) {
	const good = "91350100M000100Y43" // the sample of GB 32100
	for _, c := range []struct {
		name string
		line ocr.Line
		want string
		min  float64
		max  float64
	}{
		{"certain", line(good, .999), good, .98, 1},
		{"lower case", line("91350100m000100y43", .999), good, .98, 1},
		{"letter where only figures stand", doubt(line("9135D100M000100Y43", .999), 4, .6, "0", .4), good, .3, 1},
		{"letters outside the alphabet are left out", line("91350100MOOO100Y43", .99), "91350100M100Y43", 0, .2},
	} {
		r := readUSCC(cells(c.line))
		if r.value != c.want || r.conf < c.min || r.conf > c.max {
			t.Errorf("%s: %q %.3f %q", c.name, r.value, r.conf, r.repair)
		}
	}
}

func TestAgreed(t *testing.T) {
	valid := reading{value: "11010519491231002X", conf: .9, valid: true}
	other := reading{value: "110105194912310038", conf: .99}
	if r := agreed([]reading{other, valid}); r.value != valid.value || r.conf > .93 {
		t.Errorf("a number that checks out loses to one that does not: %+v", r)
	}
	if r := agreed([]reading{valid, valid, other}); r.conf <= valid.conf {
		t.Errorf("agreement does not raise confidence: %+v", r)
	}
	if r := agreed([]reading{other, other, other}); r.value != other.value || r.conf < .95 {
		t.Errorf("a number printed wrong and read alike each time is unsure: %+v", r)
	}
	if r := agreed(nil); r.value != "" || r.conf != 0 {
		t.Errorf("%+v", r)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, from, until string }{
		{"2015.03.02-2035.03.02", "2015-03-02", "2035-03-02"},
		{"2015.03.02-长期", "2015-03-02", filing.LongTerm},
		{"20150302一20350302", "2015-03-02", "2035-03-02"},
		{"2015.03.022035.03.02", "2015-03-02", "2035-03-02"}, // the dash is lost
		{"2015年3月2日至2035年3月1日", "2015-03-02", "2035-03-01"},
		{"2019年01月01日至长期", "2019-01-01", filing.LongTerm},
		{"2019 年 01 月 01 日 至 长 期", "2019-01-01", filing.LongTerm},
		{"长期", "", filing.LongTerm},
		{"无固定期限", "", filing.LongTerm},
		{"永久", "", filing.LongTerm},
		{"2015.03.02-长斯", "2015-03-02", filing.LongTerm},
		{"2015.03.02-七期", "2015-03-02", filing.LongTerm},
		{"2015年3月2日", "2015-03-02", ""},
		{"至2035年3月1日", "", "2035-03-01"},
		{"10.09-2040.10.09", "", "2040-10-09"}, // what is left of the first
		{"018年01月02日至2028年01月02日", "", "2028-01-02"},
		{"2015.13.02-2035.02.30", "", ""}, // no such days
		{"", "", ""},
		{"0000000000000000000000", "", ""},
	} {
		from, until := readTerm(cells(line(c.text, .99)))
		if from.value != c.from || until.value != c.until {
			t.Errorf("%q: %q to %q, want %q to %q", c.text, from.value, until.value, c.from, c.until)
		}
	}
	// A term that runs backwards is kept as printed and unsure.
	from, until := readTerm(cells(line("2035.03.02-2015.03.02", .99)))
	if from.value != "2035-03-02" || until.value != "2015-03-02" || from.conf > .5 || until.conf > .5 {
		t.Errorf("%+v %+v", from, until)
	}
}

func TestReadBirth(t *testing.T) {
	c := func(s string) []cell { return cells(line(s, .97)) }
	if r := readBirth(c("1987年3月21日"), c("1987"), c("3"), c("21")); r.value != "1987-03-21" || r.conf < .9 {
		t.Errorf("agreeing readings: %+v", r)
	}
	if r := readBirth(c("1937年3月21日"), c("1987"), c("3"), c("21")); r.conf > .5 {
		t.Errorf("disagreeing readings are sure: %+v", r)
	}
	if r := readBirth(c("1987.3"), c("1987"), c("3"), c("21")); r.value != "1987-03-21" {
		t.Errorf("%+v", r)
	}
	if r := readBirth(nil, nil, nil, nil); r.value != "" {
		t.Errorf("%+v", r)
	}
}

func TestLexemes(t *testing.T) {
	r := readLexeme(cells(doubt(line("汶", .5), 0, .5, "汉", .3)), ethnicities, "ethnic group")
	if r.value != "汉" || r.repair == "" || r.conf > .9 {
		t.Errorf("supported: %+v", r)
	}
	if r := readLexeme(cells(line("汶", .9)), ethnicities, "ethnic group"); r.value != "汶" || r.conf > .3 {
		t.Errorf("a word the picture does not show was made up: %+v", r)
	}
	if r := readLexeme(cells(line("维吾尔", .95)), ethnicities, "ethnic group"); r.value != "维吾尔" || r.conf < .9 || r.repair != "" {
		t.Errorf("%+v", r)
	}
	if len(ethnicities) != 56 {
		t.Errorf("%d ethnic groups", len(ethnicities))
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text, want string
		max        float64
	}{
		{"方平", "方平", 1}, {"阿卜杜拉·买买提", "阿卜杜拉·买买提", 1}, {"阿卜杜拉•买买提", "阿卜杜拉·买买提", 1}, {"张", "张", .3}, {"廖末或", "廖末或", .3},
		{"方-平", "方平", .75}, {"·方平", "方平", .75}, {"123", "", 0},
	} {
		if r := readName(cells(line(c.text, .99))); r.value != c.want || r.conf > c.max {
			t.Errorf("%q: %+v", c.text, r)
		}
	}
}

func TestAuthority(t *testing.T) {
	if r := readAuthority(cells(line("武汉市公安局武昌分局", .99))); r.value != "武汉市公安局武昌分局" || r.conf < .85 {
		t.Errorf("%+v", r)
	}
	if r := readAuthority(cells(doubt(line("珙县公女局", .99), 3, .5, "安", .4))); r.value != "珙县公安局" || r.repair == "" {
		t.Errorf("%+v", r)
	}
	if r := readAuthority(cells(line("珙县公女局", .99))); r.value != "珙县公女局" {
		t.Errorf("an ending the picture does not show was made up: %+v", r)
	}
}

func TestMatchLabel(t *testing.T) {
	for _, c := range []struct {
		text, field string
		taken       int
	}{
		{"名称武汉云帆", "name", 2}, {"法定代表人方平", "legal_representative", 5}, {"经营者姓名", "legal_representative", 5}, {"经营者张三", "legal_representative", 3},
		{"经营场所武汉", "address", 4}, {"经营范围软件", "business_scope", 4}, {"注班资本壹佰", "registered_capital", 4}, {"执行事务合伙人王", "legal_representative", 7},
		{"统一社会信用代码", "uscc", 8}, {"成立日期", "established", 4}, {"名", "", 0}, {"某某公司", "", 0}, {"", "", 0}, {"住所", "address", 2}, {"往所", "", 0},
	} {
		l, taken, _ := matchLabel(cells(line(c.text, .95)))
		if l.field != c.field || taken != c.taken {
			t.Errorf("%q: %q %d, want %q %d", c.text, l.field, taken, c.field, c.taken)
		}
	}
}

// A day is a day: no misread line makes a licence be founded for ever.
func TestReadDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{{"2006年10月07日", "2006-10-07"}, {"期2006年10月07日", "2006-10-07"}, {"长期", ""}, {"2006年", ""}, {"", ""}} {
		if r := readDate(cells(line(c.text, .99))); r.value != c.want {
			t.Errorf("%q: %q, want %q", c.text, r.value, c.want)
		}
	}
}

func TestReadOrganisation(t *testing.T) {
	if r := readOrganisation(cells(line("武汉云帆(集团)有限公司", .99))); r.value != "武汉云帆(集团)有限公司" || r.flawed || r.conf < .8 {
		t.Errorf("%+v", r)
	}
	for _, s := range []string{"X", "公司", "(((("} {
		if r := readOrganisation(cells(line(s, .99))); r.value != s || !r.flawed || r.conf > .3 {
			t.Errorf("%q: %+v", s, r)
		}
	}
}

// A half of a pair of brackets was lost: whatever the recogniser's confidence, the text is not whole.
func TestUnbalanced(t *testing.T) {
	if r := readProse(cells(line("安徽省新华路1099号(一照多址", .999))); r.conf > .5 {
		t.Errorf("%+v", r)
	}
	if r := readProse(cells(line("有限责任公司(自然人独资)", .999))); r.conf < .9 {
		t.Errorf("%+v", r)
	}
}

func TestSetWidths(t *testing.T) {
	// Characters of 20 pixels; a full-width bracket stands in the right half of its square, its partner in the left.
	em := 20
	var parts []part
	var xs []int
	x := 0
	for _, r := range "公司（自然人）" {
		switch r {
		case '（':
			parts = append(parts, part{x + 13, 0, x + 18, 20, 40, 0})
			xs = append(xs, x+15)
		case '）':
			parts = append(parts, part{x + 2, 0, x + 7, 20, 40, 0})
			xs = append(xs, x+4)
		default:
			parts = append(parts, part{x + 1, 0, x + 19, 20, 120, 0})
			xs = append(xs, x+10)
		}
		x += em
	}
	cs := cells(line("公司(自然人)", .99))
	setWidths(cs, widthsOf(cs, xs, parts, em))
	if got := text(cs); got != "公司（自然人）" {
		t.Errorf("full-width print read as %q", got)
	}
	// The same line set with half-width brackets.
	parts, xs, x = nil, nil, 0
	for _, r := range "公司(自然人)" {
		w := em
		if r == '(' || r == ')' {
			w = em * 7 / 20
			parts = append(parts, part{x + 1, 0, x + 6, 20, 40, 0})
		} else {
			parts = append(parts, part{x + 1, 0, x + 19, 20, 120, 0})
		}
		xs = append(xs, x+w/2)
		x += w
	}
	cs = cells(line("公司（自然人）", .99))
	setWidths(cs, widthsOf(cs, xs, parts, em))
	if got := text(cs); got != "公司(自然人)" {
		t.Errorf("half-width print read as %q", got)
	}
}

// randomLine is a line of anything a reader may answer.
func randomLine(r *rand.Rand) ocr.Line {
	alphabet := []rune("0123456789Xx.-年月日至长期公安局名称类型(（)）·，。、；;：: 　\u0000\ufffdAI壹贰男女汉ABCYZ零叁参佰仟万亿元整圆省市县区遂昌西安依法须经批准的项目")
	var l ocr.Line
	for range r.IntN(40) {
		s := ocr.Symbol{Text: string(alphabet[r.IntN(len(alphabet))]), Confidence: r.Float64()*1.4 - .2}
		if r.IntN(20) == 0 {
			s.Text = ""
		}
		for range r.IntN(4) {
			s.Choices = append(s.Choices, ocr.Choice{Text: string(alphabet[r.IntN(len(alphabet))]), Confidence: r.Float64()})
		}
		l.Text += s.Text
		l.Symbols = append(l.Symbols, s)
	}
	return l
}

func FuzzGrammars(f *testing.F) {
	f.Add("11010519491231002X", uint64(1))
	f.Add("2015.03.02-长期", uint64(2))
	f.Add("(（）;", uint64(3))
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		for _, l := range []ocr.Line{line(s, .9), {Text: s, Confidence: .5}, randomLine(rand.New(rand.NewPCG(seed, 1)))} {
			c := func() []cell { return cells(l) }
			from, until := readTerm(c())
			termAgrees(&from, &until)
			all := []reading{readIDNumber(c()), readUSCC(c()), readDate(c()), from, until, readName(c()), readAddress(c()), readAuthority(c()),
				readType(c()), readPerson(c()), readLexeme(c(), ethnicities, "x"), readBirth(c(), c(), c(), c()), readSeal(c()), readAmount(c()), readScope(c()), readOrganisation(c())}
			all = append(all, agreed(all))
			for i, r := range all {
				if r.conf < 0 || r.conf > 1 || r.conf != r.conf {
					t.Fatalf("%d: confidence %v of %q", i, r.conf, r.value)
				}
			}
			for _, r := range []reading{readDate(c()), from, until} {
				if r.value != "" {
					if _, err := filing.ParseDate(r.value); err != nil {
						t.Fatalf("%q is no date", r.value)
					}
				}
			}
			matchLabel(c())
			cs := c()
			setWidths(cs, make([]int, len(cs)))
		}
	})
}

func TestRareSurnamesAreUnsure(t *testing.T) {
	for name, sure := range map[string]bool{"张伟": true, "欧阳建": true, "上官云": true, "令狐冲云": true, "逢平柏": false, "逢平": false, "仁青多吉": true,
		"阿依古丽·买买提": true} {
		r := readName(cells(line(name, .999)))
		if r.value != name || (r.conf > surelyRead) != sure {
			t.Errorf("%s: %q at %.3f, sure is %v", name, r.value, r.conf, sure)
		}
	}
}

func TestUnsureForWhatIsLost(t *testing.T) {
	for name, r := range map[string]reading{
		"an address that ends in its street":       readAddress(sure("九龙县石板巷")),
		"an address without its number":            readAddress(sure("哈尔滨市阿城号A座15层1811室")),
		"a kind without its last character":        readType(sure("特殊普通合伙企")),
		"a kind without its first ones":            readType(sure("通合伙企业")),
		"an address that ends in its town":         readAddress(sure("怀仁市海北头乡")),
		"a day cut off":                            readDate(sure("2015年08月1")),
		"an address that goes on":                  readAddress(sure("德州市红旗街1082号702房之")),
		"a dash for a 一":                           readAddress(sure("融安县梧桐街1089号负-层")),
		"a sum without its unit":                   readAmount(sure("人民币壹佰万")),
		"an authority without its first character": office(reading{value: "南市公安局长清分局", conf: .99, cs: sure("南市公安局长清分局")}, police),
	} {
		if !r.flawed {
			t.Errorf("%s: %q is taken as whole", name, r.value)
		}
	}
	for name, r := range map[string]reading{
		"an address":                 readAddress(sure("九龙县石板巷453号1-2层")),
		"an address numbered in Han": readAddress(sure("九龙县石板巷十二号甲号楼")),
		"a kind that begins another": readType(sure("个体")),
		"a kind that nobody knows":   readType(sure("街道办企业")),
		"a whole day":                readDate(sure("2015年8月1日")),
		"a sum":                      readAmount(sure("人民币壹佰万元整")),
		"another":                    readAmount(sure("300.69万美元")),
		"authority":                  office(reading{value: "济南市公安局长清分局", conf: .99, cs: sure("济南市公安局长清分局")}, police),
	} {
		if r.flawed {
			t.Errorf("%s: %q is flawed", name, r.value)
		}
	}
	if places("2017-12-26", "2013-12-26") != 1 || places("2017-12-26", "2017-12-26") != 0 || places("2017-12-26", "2018-11-26") != 2 || places("", "") != 0 {
		t.Error("places")
	}
}

package extract

import (
	"strings"
	"testing"
)

// What two prints of a page say alike is surer; what is no place is taken for one named elsewhere only where it was not surely
// read, and never silently.
func TestAgreeOnPlace(t *testing.T) {
	c := func(s string) []cell { return cells(line(s, .9)) }
	doubted := func(s string, i int, p float64, alt string, q float64) []cell {
		if alt == "" {
			l := line(s, .9)
			l.Symbols[i].Confidence = p
			return cells(l)
		}
		return cells(doubt(line(s, .9), i, p, alt, q))
	}
	const code = "421126" // 湖北省黄冈市蕲春县
	for _, x := range []struct {
		name             string
		seal             []cell
		address          string
		code             string
		value, repair    string
		atLeast, atMost  float64 // of what the seal's reading is with nothing to compare it with: the ratio of certainties
		flawed, accepted bool
	}{
		{name: "the same county", seal: doubted("蕲春县数据局", 0, .3, "", 0), address: "湖北省蕲春县株林镇1号", value: "蕲春县数据局", atLeast: 1.2, atMost: 10},
		{name: "the county of the code", seal: doubted("蕲春县数据局", 0, .3, "", 0), address: "某地1号", code: code, value: "蕲春县数据局", atLeast: 1.2, atMost: 10},
		{name: "another county", seal: doubted("罗田县数据局", 0, .3, "", 0), address: "湖北省蕲春县株林镇1号", code: code, value: "罗田县数据局", atLeast: 1, atMost: 1},
		{name: "misread, unseen", seal: doubted("昔春县数据局", 0, .3, "", 0), address: "湖北省蕲春县株林镇1号", value: "蕲春县数据局", repair: "昔春县 -> 蕲春县", atLeast: 0, atMost: 10},
		{name: "misread surely", seal: c("昔春县数据局"), address: "湖北省蕲春县株林镇1号", value: "昔春县数据局", atLeast: 1, atMost: 1},
		{name: "nothing else says where", seal: doubted("昔春县数据局", 0, .3, "", 0), address: "某地1号", value: "昔春县数据局", atLeast: 1, atMost: 1},
	} {
		rs := map[string]reading{"address": readAddress(c(x.address)), "registration_authority": readSeal(x.seal)}
		was := rs["registration_authority"]
		agreeOnPlace(rs, x.code, "address", "registration_authority")
		r := rs["registration_authority"]
		if r.value != x.value || !strings.Contains(r.repair, x.repair) || (r.repair == "") != (x.repair == "") {
			t.Errorf("%s: %q, repair %q", x.name, r.value, r.repair)
		}
		if ratio := r.conf / was.conf; ratio < x.atLeast-1e-9 || ratio > x.atMost+1e-9 {
			t.Errorf("%s: certainty %.3f, was %.3f", x.name, r.conf, was.conf)
		}
		if r.raw != was.raw {
			t.Errorf("%s: raw %q, was %q", x.name, r.raw, was.raw)
		}
	}
	// Of two places that fit alike none is taken.
	cs := doubted("乐山县数据局", 0, .3, "", 0)
	if r := mendPlace(reading{value: text(cs), conf: .5, cs: cs}, [][]string{{"眉山县"}, {"巫山县"}}); r.value != "乐山县数据局" || r.repair != "" {
		t.Errorf("%+v", r)
	}
	rs := map[string]reading{"name": readOrganisation(c("蕲春鹏朗设计有限公司")), "address": readAddress(c("湖北省蕲春县株林镇1号"))}
	was := rs["name"].conf
	agreeOnPlace(rs, "", "name", "address")
	if r := rs["name"]; r.value != "蕲春鹏朗设计有限公司" || r.conf <= was {
		t.Errorf("a firm named for its county: %.3f, was %.3f", r.conf, was)
	}
	for name, doubtful := range map[string]bool{"浙川润和思企业管理有限公司": true, "淅川润和思企业管理有限公司": false, "四川润和思企业管理有限公司": false, "乌尔乌润和思有限公司": false} {
		rs := map[string]reading{"name": readOrganisation(c(name)), "address": readAddress(c("河南省淅川县红旗路1号"))}
		agreeOnPlace(rs, "", "name", "address")
		if rs["name"].flawed != doubtful {
			t.Errorf("%s of 淅川县: unsure is %v", name, !doubtful)
		}
	}
}

// A character of which only the ink was seen makes a name unsure.
func TestUnread(t *testing.T) {
	const em = 20
	glyphs := func(n, step int) (ps []part) {
		for i := range n {
			ps = append(ps, part{x0: i * step, x1: i*step + 18, y1: 20})
		}
		return ps
	}
	for _, c := range []struct {
		read string
		ps   []part
		want bool
	}{
		{"郄盛亮", glyphs(3, 20), false}, {"盛亮", glyphs(3, 20), true}, {"方平", glyphs(2, 60), false}, {"平", glyphs(2, 60), true},
		{"方平", append(glyphs(2, 20), part{x0: 2, x1: 30, y1: 4}), false}, {"", glyphs(3, 20), false}, {"阿卜杜拉·买买提江", glyphs(12, 20), false},
	} {
		if got := unread(cells(line(c.read, .99)), c.ps, em); got != c.want {
			t.Errorf("%q from %d pieces: %v", c.read, len(c.ps), got)
		}
	}
}

// Print right before a line is its beginning, left out; a label further off, a speck and the line below are not.
func TestPreceded(t *testing.T) {
	const em = 20
	line := []part{{x0: 100, y0: 100, x1: 118, y1: 120, area: 150}, {x0: 120, y0: 100, x1: 138, y1: 120, area: 150}}
	for name, c := range map[string]struct {
		p    part
		want bool
	}{
		"a character":  {part{x0: 80, y0: 100, x1: 98, y1: 120, area: 150}, true},
		"a label":      {part{x0: 60, y0: 100, x1: 78, y1: 120, area: 150}, false},
		"a speck":      {part{x0: 94, y0: 112, x1: 97, y1: 115, area: 9}, false},
		"a line below": {part{x0: 80, y0: 124, x1: 98, y1: 144, area: 150}, false},
	} {
		s := &sheet{parts: append([]part{c.p}, line...)}
		if got := s.preceded(line, em); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Whatever the grammar: what was read and what was made of it stand apart, and a value changed in two places is unsure.
func TestRepairsOfEveryGrammar(t *testing.T) {
	twice := func(printed, read string) []cell { return seenAs(printed, read, .6, .35) }
	for _, c := range []struct {
		name string
		r    reading
		want string
	}{
		{"ID number", readIDNumber(cells(doubt(doubt(line("1101051X491231003X", .99), 7, .6, "9", .4), 16, .6, "2", .4))), "11010519491231002X"},
		{"USCC", readUSCC(cells(doubt(doubt(line("9135D100M000100Y48", .99), 4, .6, "0", .4), 17, .6, "3", .4))), "91350100M000100Y43"},
		{"authority", readAuthority(twice("溆浦县公安局", "淑浦县公女局")), "溆浦县公安局"},
		{"registrar", readSeal(twice("巫山县市场监督管理局", "杰山县市场监瞥管理局")), "巫山县市场监督管理局"},
		{"address", readAddress(append(twice("遂昌县华夏路1115", "遂吕县华夏路1115"), cells(line("?号", .9))...)), "遂昌县华夏路1115号"},
		{"scope", readScope(twice("软件开发（凭营业执照依法自主开展经营活动；依法须经批准的项目）", "软件开发（凭菅业执照依法自主开展经营活动；依法须经批淮的项目）")), "软件开发（凭营业执照依法自主开展经营活动；依法须经批准的项目）"},
		{"type", readType(twice("有限责任公司(自然人独资)", "有限责任公司(白然入独资)")), "有限责任公司(自然人独资)"},
		{"ethnic group", readLexeme(twice("维吾尔", "维五你"), ethnicities, "ethnic group"), "维吾尔"},
		{"amount", readAmount(twice("伍仟零柒拾陆万元", "伍仟零柴拾陛万元")), "伍仟零柒拾陆万元"},
	} {
		if c.r.value != c.want || c.r.repair == "" || c.r.raw == c.r.value || !c.r.flawed || c.r.conf > twiceMended {
			t.Errorf("%s: %q from %q, repair %q, flawed %v, certainty %.2f", c.name, c.r.value, c.r.raw, c.r.repair, c.r.flawed, c.r.conf)
		}
	}
	// No figure of a date is ever changed: a day that is none is none.
	if r := readDate(cells(doubt(line("2019年13月40日", .9), 5, .5, "1", .4))); r.value != "" {
		t.Errorf("%+v", r)
	}
}

// A code with the copy's number behind it is the stretch that both check characters bear out, and says what was left out.
func TestCodeWithin(t *testing.T) {
	const good = "91350100M000100Y43"
	for _, s := range []string{good + "11", "1" + good, good + "2"} {
		r := readUSCC(cells(line(s, .99)))
		if r.value != good || r.repair == "" || r.raw != s || r.conf > .8 {
			t.Errorf("%s: %q, repair %q, certainty %.2f", s, r.value, r.repair, r.conf)
		}
	}
	for _, s := range []string{"91350100M000100Y4411", good + "11111", "110105194912310021" + "11"} {
		if r := readUSCC(cells(line(s, .99))); r.value == good || r.valid {
			t.Errorf("%s: %q %q", s, r.value, r.repair)
		}
	}
}

// A scope's first character is one thin stroke, lost or taken for a dash.
func TestScopeOpening(t *testing.T) {
	for read, repaired := range map[string]bool{"一般项目：软件开发": false, "般项目：软件开发": true, "-般项目：软件开发": true, "—般项目：软件开发": true} {
		r := readScope(cells(line(read, .99)))
		if r.value != "一般项目：软件开发" || (r.repair != "") != repaired || r.raw != read || repaired && r.conf > .5 {
			t.Errorf("%s: %q, repair %q, certainty %.2f", read, r.value, r.repair, r.conf)
		}
	}
	if r := readScope(cells(line("一般经营项目", .99))); r.value != "一般经营项目" || r.repair != "" {
		t.Errorf("%+v", r)
	}
}

func TestNearDivision(t *testing.T) {
	for said, want := range map[string]bool{
		"陈巴尔虎族永境建筑工程股份有限公司":    true,
		"陈巴尔虎旗永境建筑工程股份有限公司":    false,
		"陕西省西安市鄂邑区五竹街道创业路390号": true,
		"陕西省西安市鄠邑区五竹街道创业路390号": false,
		"西安市鄂邑区市场监督管理局":        true,
		"浙江省杭州市滨江路12号":         false,
		"浙江省杭州市西湖区文三路1号":       false,
		"杭州湖光信息技术服务有限公司":       false,
		"云梦明图德市政工程(集团)股份有限公司":  false,
		"": false,
	} {
		if got := nearDivision(sure(said)); got != want {
			t.Errorf("%s: %v", said, got)
		}
	}
}

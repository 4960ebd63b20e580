package check

import (
	"math"
	"testing"

	"prereview/filing"
)

// doubtful gives character i of a field other readings: text, probability, and so on.
func doubtful(s filing.Slot, name string, i int, p float64, others ...filing.Likeness) func(*Case) {
	return func(c *Case) {
		f := doc(c, s).Fields[name]
		f.Doubts = append(f.Doubts, filing.Doubt{At: i, P: p, Others: others})
		doc(c, s).Fields[name] = f
	}
}

func or(text string, p float64) filing.Likeness { return filing.Likeness{Text: text, P: p} }

func declaredName(s string) func(*Case) {
	return person1(func(p *filing.Person) { p.Name = filing.PersonName(s) })
}

func TestShows(t *testing.T) {
	v := value{slot: front, text: "六平（武汉）", field: filing.Field{Doubts: []filing.Doubt{
		{At: 0, P: .6, Others: []filing.Likeness{or("方", .3), or("亢", .05)}}, {At: 1, P: .9, Others: []filing.Likeness{or("乎", .1)}}}}}
	for _, c := range []struct {
		text string
		want float64
	}{
		{"六平（武汉）", .54}, {"方平(武汉)", .27}, {"方乎 （武汉）", .03}, {"张平（武汉）", 0}, {"六平（武昌）", 0}, {"六平", 0}, {"六平（武汉）市", 0}, {"", 0},
	} {
		if got := v.shows(c.text); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

// Pairs that applicants' names are changed by on purpose, or by a slip of the input method. Whichever way round, the
// machine must not take one for the other, and must not call a doubtful reading a false declaration.
func TestLookAlikePairs(t *testing.T) {
	for _, pair := range []string{"己已", "已巳", "未末", "土士", "人入", "入八", "日曰", "天夭", "大太", "千干", "王玉", "戊戌", "治冶", "侯候", "问间", "今令", "午牛",
		"木术", "刀力", "方六", "晴睛", "沈沉", "免兔", "乌鸟", "晓哓", "萧箫", "技枝", "贷货", "汩汨"} {
		rs := []rune(pair)
		for i := range 2 {
			printed, as := "张三"+string(rs[i]), "张三"+string(rs[1-i])
			both := also(declaredName(as), put(front, "name", as), put(lic, "legal_representative", as))
			other := filing.Likeness{Text: string(rs[i]), P: .3}
			for _, c := range []want{
				{name: "reads " + as + " for " + printed + " and says which else", change: also(both, conf(front, "name", .65),
					doubtful(front, "name", 2, .65, other)), status: unsure},
				{name: "reads " + as + " for " + printed + " and only doubts it", change: also(both, conf(front, "name", .4),
					doubtful(front, "name", 2, .4)), status: unsure},
				{name: "reads " + printed + ", declared " + as, change: also(declaredName(as), put(front, "name", printed)), status: unsure, reason: reasonLookAlike},
				{name: "reads " + printed + " and perhaps " + as, change: also(declaredName(as), put(front, "name", printed),
					doubtful(front, "name", 2, .93, filing.Likeness{Text: string(rs[1-i]), P: .06})), status: unsure, reason: reasonLookAlike},
				{name: "surely reads " + as, change: also(both, doubtful(front, "name", 2, .97, filing.Likeness{Text: string(rs[i]), P: .02})), status: pass},
				{name: "another name", change: also(declaredName("张三丰"), put(front, "name", printed)), status: fail},
			} {
				c.run(t, &xPrincipalID)
			}
		}
	}
}

func TestDoubtsJudged(t *testing.T) {
	for _, c := range []struct {
		rule *Rule
		want want
	}{
		{&xPrincipalID, want{name: "方平 declared, 六平 read", change: also(declaredName("方平"), put(front, "name", "六平"),
			doubtful(front, "name", 0, .92, or("方", .07))), status: unsure, reason: reasonLookAlike}},
		{&xPrincipalID, want{name: "a pair that no table holds", change: also(declaredName("岑平"), put(front, "name", "芩平"),
			doubtful(front, "name", 0, .92, or("岑", .07))), status: unsure, reason: reasonLookAlike}},
		{&xPrincipalID, want{name: "the same without that doubt", change: also(declaredName("岑平"), put(front, "name", "芩平")), status: fail}},
		{&xPrincipalID, want{name: "another doubt", change: also(declaredName("岑平"), put(front, "name", "芩平"),
			doubtful(front, "name", 0, .92, or("琴", .07))), status: fail}},
		{&xLegalRepName, want{name: "顾乐人 declared, 顾乐入 printed, 顾乐人 read", change: also(declaredName("顾乐人"), rep("顾乐人"), conf(lic, "legal_representative", .5),
			doubtful(lic, "legal_representative", 2, .55, or("入", .4))), status: unsure, reason: reasonLookAlike}},
		{&xLegalRepName, want{name: "doubt elsewhere does not matter", change: also(declaredName("顾乐人"), rep("顾乐人"), conf(lic, "legal_representative", .5),
			doubtful(lic, "legal_representative", 1, .55, or("禾", .4))), status: pass}},
		{&xOrgNameLicence, want{name: "another firm, in doubt", change: also(orgName("杭州云溪有限公司"), put(lic, "name", "杭州云栖有限公司"),
			doubtful(lic, "name", 3, .9, or("溪", .05))), status: unsure, reason: reasonLookAlike}},
		{&xOrgCodeLicence, want{name: "another code, in doubt", change: also(orgCode(trader), func(c *Case) {
			for i := range company {
				if company[i] != trader[i] {
					doubtful(lic, "uscc", i, .9, or(string(trader[i]), .09))(c)
				}
			}
		}), status: fail}},
		{&xOrgCodeLicence, want{name: "two characters in doubt", change: also(orgCode(company[:16]+"00"), put(lic, "uscc", company[:16]+"11"),
			doubtful(lic, "uscc", 16, .6, or("0", .4)), doubtful(lic, "uscc", 17, .6, or("0", .4))), status: unsure, reason: reasonMisread}},
	} {
		c.want.run(t, c.rule)
	}
}

// What a finding stands on tells how likely the declared value is.
func TestShownInEvidence(t *testing.T) {
	c := enterprise()
	also(declaredName("方平"), put(front, "name", "六平"), doubtful(front, "name", 0, .92, or("方", .07)))(&c)
	for _, f := range apply(&xPrincipalID, newView(c, Ours().on(today))) {
		if f.Reason == reasonLookAlike {
			if e := f.Evidence; len(e) != 2 || e[1].Shows != .07 || e[1].Read != "六平" || e[0].Declared != "方平" {
				t.Errorf("%+v", e)
			}
			return
		}
	}
	t.Error("no finding")
}

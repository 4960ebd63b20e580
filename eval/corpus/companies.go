package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// Entity is the kind of market entity a licence is for; it decides the licence's labels.
type Entity string

const (
	LimitedCompany Entity = "company"       // 公司法人
	StateEntity    Entity = "non_company"   // 非公司企业法人
	Partnership    Entity = "partnership"   // 合伙企业
	Cooperative    Entity = "cooperative"   // 农民专业合作社
	SoleInvestor   Entity = "sole_investor" // 个人独资企业
	SoleTrader     Entity = "sole_trader"   // 个体工商户
	Branch         Entity = "branch"        // 分公司、分支机构
	Foreign        Entity = "foreign"       // 外国(地区)企业在中国境内从事生产经营活动
)

// Entities lists them all.
var Entities = []Entity{LimitedCompany, StateEntity, Partnership, Cooperative, SoleInvestor, SoleTrader, Branch, Foreign}

// labels are what a licence of one entity prints before its values; "" where it prints none.
type labels struct{ person, capital, composition, address, established, term, scope string }

// entityLabels follows the eight formats of the registration authority's licence design.
var entityLabels = map[Entity]labels{
	LimitedCompany: {person: "法定代表人", capital: "注册资本", address: "住所", established: "成立日期", term: "营业期限", scope: "经营范围"},
	StateEntity:    {person: "法定代表人", capital: "注册资金", address: "住所", established: "成立日期", term: "经营期限", scope: "经营范围"},
	Partnership:    {person: "执行事务合伙人", address: "主要经营场所", established: "成立日期", term: "合伙期限", scope: "经营范围"},
	Cooperative:    {person: "法定代表人", capital: "成员出资总额", address: "住所", established: "成立日期", scope: "业务范围"},
	SoleInvestor:   {person: "投资人", address: "住所", established: "成立日期", scope: "经营范围"},
	SoleTrader:     {person: "经营者", composition: "组成形式", address: "经营场所", established: "注册日期", scope: "经营范围"},
	Branch:         {person: "负责人", address: "营业场所", established: "成立日期", term: "营业期限", scope: "经营范围"},
	Foreign:        {person: "负责人", capital: "资金数额", address: "营业场所", established: "成立日期", scope: "经营范围"},
}

// Company is an invented market entity with what its licence prints.
type Company struct {
	Entity      Entity
	Name        string
	USCC        filing.USCC
	Type        string
	Person      string // whoever the person label names
	Capital     string // as printed; "" for none
	Composition string // 个体 only
	Established filing.Date
	TermFrom    filing.Date // zero when no term is printed
	TermUntil   filing.Date
	Address     string
	Scope       string
	Authority   string      // ring text of the seal
	QRCode      filing.USCC // the code that the QR code holds, "" for USCC
	Issued      filing.Date
	CopyNumber  string // (1-1), "" for none
	Serial      string // 编号, "" for none
	// Registration is the 注册号 of 15 digits on a sole trader's licence from before the unified codes, which prints it and no
	// USCC, type or day of establishment; "" for every other.
	Registration string
}

// qrContent is what the licence's QR code says, "" when it has none.
func (c Company) qrContent() string {
	code := c.USCC
	if c.QRCode != "" {
		code = c.QRCode
	}
	if code == "" {
		return ""
	}
	return "http://www.gsxt.gov.cn/index.html?specimen=1&uniscid=" + string(code)
}

// CompanyWish narrows what is invented; the zero wish is any entity.
type CompanyWish struct {
	Entity   Entity
	Province string
	Person   string // name of the person, "" to invent one
	Current  bool   // the term has not ended
	Old      bool   // a sole trader's licence of 2011 to 2015, by 注册号; of a zero wish a few are such
}

// Company invents one.
func (g *Generator) Company(w CompanyWish) Company {
	r := g.companies
	var c Company
	c.Entity = w.Entity
	if c.Entity == "" {
		c.Entity = Entities[weighted(r, []float64{50, 4, 9, 6, 6, 17, 8})]
		switch v := g.variety.Float64(); {
		case v < .02:
			c.Entity = Foreign
		case v < .17 && c.Entity == SoleTrader:
			w.Old = true
		}
	}
	if w.Old {
		c.Entity = SoleTrader
	}
	at, trade := g.seatOf(w), pick(r, trades)
	for c.Name = g.split.companyName(r, c.Entity, at, trade); !g.split.owns(c.Name); c.Name = g.split.companyName(r, c.Entity, at, trade) {
		at = g.seatOf(w) // some entities have few names in one place
	}
	c.USCC = uscc(r, c.Entity, at.code)
	c.Type = pick(r, entityTypes[c.Entity])
	c.Person = w.Person
	if c.Person == "" {
		c.Person = g.Person(PersonWish{}).Name
		if c.Entity == Partnership && chance(r, .35) {
			boss := g.split.companyName(r, LimitedCompany, at, pick(r, trades))
			c.Person = boss + pick(r, []string{"(委派代表:%s)", "（委派代表：%s）"})
			c.Person = strings.Replace(c.Person, "%s", g.split.inventName(r, "男", "汉", false), 1)
		}
	}
	if entityLabels[c.Entity].capital != "" {
		c.Capital = capital(r)
	}
	if c.Entity == SoleTrader {
		c.Composition = pick(r, []string{"个人经营", "个人经营", "个人经营", "家庭经营"})
	}
	c.Established = Today.AddMonths(-r.IntN(12*24) - 2).AddDays(-r.IntN(28))
	c.Issued = c.Established
	if chance(r, .65) || c.Established.Year < 2016 {
		from := max(c.Established.Year, 2016)
		c.Issued = filing.Date{Year: intBetween(r, from, Today.Year), Month: intBetween(r, 1, 12), Day: intBetween(r, 1, 28)}
		if c.Issued.Compare(Today) > 0 || c.Issued.Compare(c.Established) < 0 {
			c.Issued = filing.Date{Year: max(from, Today.Year-1), Month: Today.Month, Day: intBetween(r, 1, 20)}
		}
		if c.Issued.Compare(c.Established) < 0 {
			c.Issued = c.Established
		}
	}
	if entityLabels[c.Entity].term != "" && chance(r, .9) {
		c.TermFrom, c.TermUntil = c.Established, filing.Date{Open: true}
		if chance(r, .5) {
			c.TermUntil = c.Established.AddMonths(12 * pick(r, []int{10, 20, 20, 30, 50}))
			if chance(r, .5) {
				c.TermUntil = c.TermUntil.AddDays(-1)
			}
			if w.Current && c.TermUntil.Compare(Today.AddMonths(24)) < 0 {
				c.TermUntil = filing.Date{Open: true}
			}
		}
	}
	if w.Old {
		v := g.variety
		c.Established = filing.Date{Year: intBetween(v, 2011, 2015), Month: intBetween(v, 1, 12), Day: intBetween(v, 1, 28)}
		c.Issued, c.Registration = c.Established, registration(v, at.code)
	}
	c.Address = businessAddress(r, at)
	c.Scope = scope(r, c.Entity, trade)
	c.Authority = authority(r, at, c.Issued)
	if chance(r, .5) {
		c.CopyNumber = pick(r, []string{"(1-1)", "(1/1)", "(2-1)", "1-1", "1/1"})
	}
	if chance(r, .6) {
		c.Serial = serial(r, at.code)
	}
	return c
}

func (g *Generator) seatOf(w CompanyWish) place {
	if w.Province != "" {
		return pickPlaceIn(g.companies, w.Province)
	}
	return pickPlace(g.companies)
}

var entityTypes = map[Entity][]string{
	LimitedCompany: {"有限责任公司(自然人投资或控股)", "有限责任公司（自然人投资或控股）", "有限责任公司(自然人独资)", "有限责任公司(法人独资)", "其他有限责任公司",
		"有限责任公司（自然人独资）", "股份有限公司(非上市、自然人投资或控股)", "有限责任公司(自然人投资或控股的法人独资)", "有限责任公司(港澳台法人独资)", "有限责任公司",
		"股份有限公司（非上市）", "有限责任公司(台港澳与境内合资)", "有限责任公司(外商投资企业法人独资)", "有限责任公司(国有独资)"},
	StateEntity:  {"全民所有制", "集体所有制", "集体所有制(股份合作)", "股份合作制", "全民所有制企业法人"},
	Partnership:  {"有限合伙企业", "普通合伙企业", "特殊普通合伙企业", "合伙企业"},
	Cooperative:  {"农民专业合作社", "农民专业合作社"},
	SoleInvestor: {"个人独资企业"},
	SoleTrader:   {"个体工商户", "个体工商户", "个体"},
	Foreign:      {"外国(地区)企业在中国境内从事生产经营活动", "外国（地区）企业在中国境内从事生产经营活动", "外国(地区)企业常驻营业机构"},
	Branch:       {"有限责任公司分公司(自然人投资或控股)", "有限责任公司分公司", "股份有限公司分公司(非上市)", "有限责任公司分公司(法人独资)", "其他有限责任公司分公司", "非公司企业法人分支机构"},
}

// registration is a 注册号 by GS15-2006: the office's code, a sole trader's serial number, a check digit by ISO 7064 MOD 11,10.
func registration(r *rand.Rand, region string) string {
	s := fmt.Sprintf("%s%d%07d", region, intBetween(r, 6, 9), r.IntN(1e7))
	return s + registrationCheck(s)
}

func registrationCheck(s string) string {
	rem := 10
	for _, d := range s {
		if rem = (rem%11 + int(d-'0')) % 10; rem == 0 {
			rem = 10
		}
		rem *= 2
	}
	return fmt.Sprint((11 - rem%11) % 10)
}

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// uscc builds a code with both check characters right: MA bodies for entities since 2015, older numeric ones.
func uscc(r *rand.Rand, e Entity, region string) filing.USCC {
	class := "91"
	switch e {
	case SoleTrader:
		class = "92"
	case Cooperative:
		class = "93"
	}
	return usccOf(r, class, region)
}

// usccOf is a code of any class.
func usccOf(r *rand.Rand, class, region string) filing.USCC {
	for {
		body := ""
		if chance(r, .65) {
			body = "MA" + string(usccAlphabet[r.IntN(len(usccAlphabet))])
		}
		for len(body) < 8 {
			if body == "" || body[0] != 'M' {
				body += string(rune('0' + r.IntN(10)))
			} else {
				body += string(usccAlphabet[r.IntN(len(usccAlphabet))])
			}
		}
		code := filing.USCC(class + region + body + string(filing.OrganisationCheckChar(body)))
		if code += filing.USCC(code.CheckChar()); code.ChecksOut() && code.OrganisationChecksOut() {
			return code
		}
	}
}

func (s Split) companyName(r *rand.Rand, e Entity, at place, t trade) string {
	seat := at.seat()
	short := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(seat, "市"), "县"), "区")
	if len([]rune(short)) < 2 || strings.HasSuffix(seat, "州") || strings.HasSuffix(seat, "旗") || strings.HasSuffix(seat, "盟") {
		short = seat
	}
	brand := s.brand(r)
	if chance(r, .25) {
		brand += pick(r, brandThird)
	}
	line := pick(r, t.names)
	switch e {
	case Cooperative:
		return pick(r, []string{at.county, seat, short}) + brand + pick(r, []string{"种植", "养殖", "水果种植", "蔬菜种植", "农机", "茶叶种植", "中药材种植", "粮食种植", "家禽养殖"}) + "专业合作社"
	case SoleTrader:
		if !s.names().branded && chance(r, .15) {
			brand = pick(r, commonSurnames) + pick(r, []string{"记", "氏", "姐", "大妈", "师傅"})
		}
		return pick(r, []string{at.county, seat, at.county}) + brand + line + pick(r, []string{"店", "商行", "经营部", "工作室", "服务部", "小吃店", "便利店", "中心", "批发部", "维修部"})
	case Partnership:
		return short + brand + pick(r, []string{"投资合伙企业(有限合伙)", "企业管理合伙企业（有限合伙）", "企业管理咨询合伙企业(有限合伙)", "创业投资合伙企业（有限合伙）", "会计师事务所(普通合伙)", "股权投资合伙企业(有限合伙)", "信息咨询中心（普通合伙）"})
	case SoleInvestor:
		return pick(r, []string{short, seat}) + brand + line + pick(r, []string{"厂", "中心", "设计工作室", "服务部", "加工厂", "经营部", "事务所"})
	case StateEntity:
		if s.names().branded {
			seat += brand
		}
		return seat + pick(r, []string{"粮油贸易公司", "建筑工程公司", "印刷厂", "机械厂", "物资总公司", "水利工程队", "招待所", "农业生产资料公司", "公路工程处", "自来水公司", "园林绿化工程公司"})
	case Foreign:
		return pick(r, []string{"新加坡", "韩国", "日本", "马来西亚", "德国", "法国"}) + brand + pick(r, []string{"建设", "工程技术", "管理咨询", "石油服务", "勘察设计"}) +
			pick(r, []string{"有限公司", "株式会社", "股份公司"}) + short + pick(r, []string{"项目部", "工程承包项目部", "管理处"})
	case Branch:
		head := s.companyName(r, LimitedCompany, at, t)
		other := pickPlace(r)
		return head + strings.TrimSuffix(other.seat(), "市") + pick(r, []string{"分公司", "分公司", "第一分公司", "营业部", "办事处分公司"})
	}
	suffix := pick(r, []string{"有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司"})
	switch r.IntN(9) {
	case 0:
		return brand + pick(r, []string{"(" + short + ")", "（" + short + "）"}) + line + suffix
	case 1:
		return short + brand + line + pick(r, []string{"(集团)", "（集团）"}) + suffix
	case 2:
		return seat + brand + line + suffix
	}
	return short + brand + line + suffix
}

const capitalDigits = "零壹贰叁肆伍陆柒捌玖"

// InWords writes a whole number of 万 in capital numerals: 200 -> 贰佰万.
func InWords(wan int) string {
	units := []string{"", "拾", "佰", "仟"}
	section := func(n int) string {
		var s string
		zero := false
		for i := 3; i >= 0; i-- {
			p := [4]int{1, 10, 100, 1000}[i]
			d := n / p % 10
			if d == 0 {
				zero = zero || s != ""
				continue
			}
			if zero {
				s += "零"
				zero = false
			}
			s += string([]rune(capitalDigits)[d]) + units[i]
		}
		return s
	}
	s := ""
	if wan >= 10000 {
		s = section(wan/10000) + "亿"
		if rest := wan % 10000; rest == 0 {
			return s
		} else if rest < 1000 {
			s += "零"
		}
	}
	return s + section(wan%10000) + "万"
}

func capital(r *rand.Rand) string {
	n := pick(r, []int{3, 5, 10, 20, 30, 50, 50, 80, 100, 100, 100, 150, 168, 200, 200, 300, 500, 500, 600, 800, 1000, 1000, 1080, 2000, 3000, 5000, 5018, 10000, 12500})
	if chance(r, .2) {
		n = intBetween(r, 10, 9999)
	}
	switch r.IntN(12) {
	case 0, 1:
		return InWords(n) + "元整"
	case 2:
		return InWords(n) + "元人民币"
	case 3:
		return fmt.Sprintf("%d万元人民币", n)
	case 4:
		return fmt.Sprintf("%d万人民币", n)
	case 5:
		return "人民币" + InWords(n) + "元整"
	case 6:
		return InWords(n) + "圆整"
	case 7:
		return "人民币" + InWords(n) + "元"
	case 8:
		return InWords(n) + pick(r, []string{"元（人民币）", "元(人民币)"})
	case 9:
		return fmt.Sprintf("%d.%06d万元人民币", n, r.IntN(2)*intBetween(r, 1, 99)*10000)
	case 10:
		return fmt.Sprintf("%d万元", n)
	}
	return pick(r, []string{fmt.Sprintf("%d万美元", n), fmt.Sprintf("%d万元港币", n), InWords(n) + "元"})
}

func businessAddress(r *rand.Rand, at place) string {
	for range 20 {
		start := at.full()
		if at.city != "" && chance(r, .5) {
			start = strings.TrimPrefix(start, at.province)
		}
		s := start
		if len(at.towns) > 0 && chance(r, .25) {
			s += pick(r, at.towns).name
		}
		s += pick(r, roads) + fmt.Sprintf("%d号", 1+r.IntN(1200))
		switch r.IntN(9) {
		case 0:
			s += fmt.Sprintf("%s座%d层%d室", string(rune('A'+r.IntN(6))), 2+r.IntN(30), 201+100*r.IntN(28)+r.IntN(20))
		case 1:
			s += pick(r, towers) + fmt.Sprintf("%d号楼%d室", 1+r.IntN(20), 101+100*r.IntN(28)+r.IntN(20))
		case 2:
			s += pick(r, towers) + fmt.Sprintf("%d栋%d", 1+r.IntN(20), 101+100*r.IntN(28)+r.IntN(20))
		case 3:
			s += fmt.Sprintf("%d房之%d", 101+100*r.IntN(28)+r.IntN(20), 1+r.IntN(99))
		case 4:
			s += pick(r, []string{"一楼", "二楼东侧", "首层自编01", "商铺", "1-2层", "负一层", "一层A区"})
		case 5:
			s += fmt.Sprintf("%s%d-%d室", pick(r, towers), 1+r.IntN(9), 101+r.IntN(1900))
		case 6:
			s += pick(r, []string{"(仅限办公)", "（仅限办公）", "(集群注册)", "(自主申报)", "（一照多址）", "(住所申报)"})
		}
		if n := len([]rune(s)); n <= 46 {
			return s
		}
	}
	return at.full() + "人民路1号"
}

func authority(r *rand.Rand, at place, issued filing.Date) string {
	where := at.seat()
	if at.urban() && chance(r, .8) {
		where = at.province + at.county
		if at.city != "" {
			where = at.city + at.county
		}
		if len([]rune(where)) > 9 {
			where = at.county
		}
	}
	office := "市场监督管理局"
	switch {
	case issued.Year < 2019 && chance(r, .7):
		office = "工商行政管理局"
	case chance(r, .25):
		office = pick(r, []string{"行政审批局", "行政审批服务局", "数据局", "行政审批和政务信息管理局"})
	}
	return where + office
}

func serial(r *rand.Rand, region string) string {
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("No.%s%06d", region[:2], r.IntN(1000000))
	case 1:
		return fmt.Sprintf("%c%s%08d%c", 'A'+rune(r.IntN(20)), region, r.IntN(1e8), 'A'+rune(r.IntN(20)))
	}
	return fmt.Sprintf("S%s%06d(1-1)", region, r.IntN(1000000))
}

// scope writes a business scope of anything from one line to about fifteen.
func scope(r *rand.Rand, e Entity, t trade) string {
	n := pick(r, []int{1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 24, 30})
	items := pickSome(r, t.items, min(n, len(t.items)))
	items = append(items, pickSome(r, generalItems, max(0, n-len(items)))...)
	sep := "；"
	switch r.IntN(4) {
	case 0:
		sep = "、"
	case 1:
		sep = ";"
	}
	body := strings.Join(items, sep)
	end := ""
	paren := func(s string) string {
		if chance(r, .5) {
			return "（" + strings.ReplaceAll(s, ",", "，") + "）"
		}
		return "(" + s + ")"
	}
	switch r.IntN(5) {
	case 0, 1:
		if n > 1 {
			body = pick(r, []string{"一般项目：", "一般项目:"}) + body
		}
		body += paren("除依法须经批准的项目外,凭营业执照依法自主开展经营活动")
		if n > 5 && chance(r, .4) {
			body += pick(r, []string{"许可项目：", "许可项目:"}) + strings.Join(pickSome(r, licensedItems, 1+r.IntN(3)), sep) +
				paren("依法须经批准的项目,经相关部门批准后方可开展经营活动,具体经营项目以相关部门批准文件或许可证件为准")
		}
	case 2, 3:
		end = "。" + paren("依法须经批准的项目,经相关部门批准后方可开展经营活动")
		if chance(r, .3) {
			end = strings.TrimPrefix(end, "。")
		}
	default:
		end = pick(r, []string{"。", ""})
	}
	return body + end
}

func pickSome(r *rand.Rand, xs []string, n int) []string {
	n = min(n, len(xs))
	out := make([]string, 0, n)
	for _, i := range r.Perm(len(xs))[:n] {
		out = append(out, xs[i])
	}
	return out
}

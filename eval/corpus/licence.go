package corpus

import (
	"fmt"
	"image"
	"strings"

	"prereview/filing"
)

// licenceDesign is one printed form: page size, frame, and where its parts lie. Lengths are millimetres; fx and fy are
// fractions of the frame.
type licenceDesign struct {
	name       string
	w, h       float64
	frame      rect
	sidePx     int // the usual size: its longer side
	twoColumns bool
	before2019 bool // printed for the administrations of industry and commerce
}

var (
	licence2019         = licenceDesign{"licence-2019", 297, 210, rect{13, 22, 284, 192}, 1900, true, false}
	licence2019Portrait = licenceDesign{"licence-2019-portrait", 210, 297, rect{12, 22, 198, 280}, 2120, false, false}
	licence2014         = licenceDesign{"licence-2014", 297, 210, rect{13, 20, 284, 194}, 1900, false, true}
	licence2014Portrait = licenceDesign{"licence-2014-portrait", 210, 297, rect{12, 22, 198, 280}, 2120, false, true}
	trader2011          = licenceDesign{"trader-2011", 297, 210, rect{13, 20, 284, 194}, 1900, false, true}
	trader2011Portrait  = licenceDesign{"trader-2011-portrait", 210, 297, rect{12, 22, 198, 280}, 2120, false, true}
)

// licencePen draws one licence.
type licencePen struct {
	*page
	g         *Generator
	d         licenceDesign
	c         Company
	value     style
	label     style
	short     bool // dates without leading zeros
	shift     [2]float64
	duplicate bool
	roomEnd   float64 // where the scope must end in the one-column designs
	hang      bool    // closing punctuation hangs over the line's end
}

func (p *licencePen) fx(f float64) float64 { return p.d.frame.x0 + f*(p.d.frame.x1-p.d.frame.x0) }
func (p *licencePen) fy(f float64) float64 { return p.d.frame.y0 + f*(p.d.frame.y1-p.d.frame.y0) }

// Licence draws c's business licence in the design its date of issue asks for.
func (g *Generator) Licence(c Company, sidePx int) Document {
	r := g.look
	d := licence2019
	if (c.Issued.Year < 2019 || c.Issued.Year == 2019 && c.Issued.Month < 3) && r.IntN(4) > 0 {
		d = licence2014
		if chance(r, .5) || len([]rune(c.Scope)) > 220 { // the landscape form has little room
			d = licence2014Portrait
		}
	}
	switch upright := chance(g.variety, .5); {
	case c.Registration != "" && (upright || len([]rune(c.Scope)) > 160):
		d = trader2011Portrait
	case c.Registration != "":
		d = trader2011
	case d.name == licence2019.name && chance(g.variety, .15) && !g.neat:
		d = licence2019Portrait
	}
	if sidePx == 0 {
		sidePx = d.sidePx
	}
	p := &licencePen{page: newPage(filing.BusinessLicence, d.name, sidePx, d.w, d.h), g: g, d: d, c: c,
		short: chance(r, .12), shift: [2]float64{between(r, -.6, .6), between(r, -.7, .7)}, duplicate: chance(r, .85), hang: chance(r, .5)}
	p.layGround(cachedGround(groundKey{g.split, d.name, r.IntN(groundsPerSplit)}, d.ground), r)
	valueRole := songValue
	if chance(r, .18) {
		valueRole = kaiValue
	} else if chance(r, .1) {
		valueRole = heiValue
	}
	text := c.Name + c.Type + c.Person + c.Capital + c.Composition + c.Address + c.Scope + string(c.USCC) + "0123456789年月日至长期-"
	p.value = style{face: g.fonts.choose(r, valueRole, text), size: between(r, 3.9, 4.7), spacing: pick(r, []float64{0, 0, between(r, 0, .08)}), ink: ink{rgb(38, 36, 36), between(r, .84, .96)}}
	p.value = g.varied(p.value)
	p.label = style{face: g.fonts.choose(r, pick(r, []role{heiLabel, heiLabel, songLabel}), strings.Join(allLabels, "")), size: 4.9, ink: ink{rgb(32, 30, 30), .95}}
	p.doc.Fonts["value"], p.doc.Fonts["label"] = p.value.face.name, p.label.face.name
	if !p.duplicate {
		p.doc.Layout += "-original"
	}
	switch {
	case d.twoColumns:
		p.draw2019()
	case c.Registration != "":
		p.draw2011()
	default:
		p.draw2014()
	}
	return p.finish()
}

var allLabels = strings.Fields("统一社会信用代码 名称 类型 法定代表人 注册资本 注册资金 住所 主要经营场所 经营场所 营业场所 执行事务合伙人 投资人 经营者 负责人 成员出资总额 组成形式 成立日期 注册日期 注册号 经营者姓名 发照机关 资金数额 营业期限 经营期限 合伙期限 经营范围 业务范围 登记机关 年月日 编号 副本正")

// item is one labelled value. Two keys share a term: 2019年01月01日 至 长期.
type item struct {
	label, key, text string
	until            string
}

func (p *licencePen) date(d filing.Date) string {
	switch {
	case d.Open:
		return pickBy(p.g, "长期", "长期", "长期", "无固定期限")
	case p.short:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	}
	return fmt.Sprintf("%04d年%02d月%02d日", d.Year, d.Month, d.Day)
}

func pickBy(g *Generator, xs ...string) string { return pick(g.look, xs) }

func (p *licencePen) items() map[string]item {
	l, c := entityLabels[p.c.Entity], p.c
	m := map[string]item{
		"name": {"名称", "name", c.Name, ""}, "type": {"类型", "type", c.Type, ""},
		"legal_representative": {l.person, "legal_representative", c.Person, ""},
		"address":              {l.address, "address", c.Address, ""},
		"established":          {l.established, "established", p.date(c.Established), ""},
		"business_scope":       {l.scope, "business_scope", c.Scope, ""},
	}
	if c.Capital != "" {
		m["registered_capital"] = item{l.capital, "registered_capital", c.Capital, ""}
	}
	if c.Composition != "" {
		m["composition"] = item{l.composition, "composition", c.Composition, ""}
	}
	if !c.TermUntil.IsZero() {
		m["term"] = item{l.term, "valid_from", p.date(c.TermFrom), p.date(c.TermUntil)}
	}
	f := p.doc.Fields
	f["uscc"], f["name"], f["type"], f["legal_representative"] = string(c.USCC), c.Name, c.Type, c.Person
	f["address"], f["business_scope"], f["established"] = c.Address, c.Scope, c.Established.String()
	f["registration_authority"], f["issued"] = c.Authority, c.Issued.String()
	if c.Capital != "" {
		f["registered_capital"] = c.Capital
	}
	if c.Composition != "" {
		f["composition"] = c.Composition
	}
	if !c.TermUntil.IsZero() {
		f["valid_from"], f["valid_until"] = c.TermFrom.String(), c.TermUntil.String()
	}
	return m
}

// column sets items downwards from y, labels at x, values from vx to x1. Rows are step apart; a value that wraps takes
// more. It answers where the next row would begin.
func (p *licencePen) column(items map[string]item, order []string, x, vx, x1, y, step, labelWidth float64) float64 {
	for _, key := range order {
		it, ok := items[key]
		if !ok {
			continue
		}
		p.printed("label", it.label, p.spread(p.label, x, y, labelWidth, it.label))
		y += max(step, p.fill(it, vx, y+(p.label.size-p.value.size)*.5, x1)+step-1.35*p.value.size)
	}
	return y
}

// fill sets one value, wrapped, and answers the height it took.
func (p *licencePen) fill(it item, x, y, x1 float64) float64 {
	st := p.value
	x, y = x+p.shift[0], y+p.shift[1]
	if it.until != "" {
		sep := pickBy(p.g, "至", " 至 ", " 至 ", "—")
		if !st.face.covers(sep) {
			sep = "至"
		}
		if w := st.width(it.text + sep + it.until); x+w > x1 {
			st.narrow = st.stretch() * (x1 - x) / w
		}
		a := p.text(st, x, y, it.text)
		cx := x + st.width(it.text)
		m := p.text(st, cx, y, sep)
		b := p.text(st, cx+st.width(sep), y, it.until)
		p.page.value("valid_from", it.text, a)
		p.page.value("valid_until", it.until, b)
		p.printed("value", it.text+sep+it.until, a.union(m).union(b))
		return 1.35 * st.size
	}
	leading := 1.35
	lines := wrap(st, it.text, x1-x, p.hang)
	if it.key == "business_scope" {
		// A long scope is printed smaller until it fits its room, as the authority's printing does.
		room := p.fy(.885) - y
		if !p.d.twoColumns {
			room = p.roomEnd - y
		}
		for leading = 1.3; float64(len(lines))*leading*st.size > room && st.size > 2.7; {
			st.size *= .95
			leading = 1.22
			lines = wrap(st, it.text, x1-x, p.hang)
		}
	}
	for i, line := range lines {
		e := p.text(st, x, y+float64(i)*leading*st.size, line)
		p.page.value(it.key, line, e)
		p.printed("value", line, e)
	}
	return float64(len(lines)) * leading * st.size
}

func (p *licencePen) draw2019() {
	r := p.g.look
	p.emblem(p.fx(.5), p.fy(.018), 12.2)
	title := style{face: p.g.fonts.choose(r, heiTitle, "营业执照"), size: 16.5, ink: p.label.ink}
	p.printed("title", "营业执照", p.spread(title, p.fx(.35), p.fy(.138), p.fx(.645)-p.fx(.35), "营业执照"))
	sub := p.label
	sub.size = 5.4
	copyText := "(副 本)"
	if !p.duplicate {
		copyText = ""
	} else if p.c.CopyNumber != "" {
		copyText += p.c.CopyNumber
	}
	p.printed("title", strings.ReplaceAll(copyText, " ", ""), p.text(sub, p.fx(.5)-sub.width(copyText)/2, p.fy(.262), copyText))

	small := p.label
	small.size = 4.1
	if p.c.Serial != "" {
		no := p.value
		no.size = 3.4
		e := p.text(small, p.fx(.055), p.fy(.118), "编号:")
		e = e.union(p.text(no, p.fx(.055)+small.width("编号:")+1, p.fy(.120), p.c.Serial))
		p.printed("small", "编号:"+p.c.Serial, e)
	}
	p.printed("label", "统一社会信用代码", p.spread(small, p.fx(.055), p.fy(.172), p.fx(.225)-p.fx(.055), "统一社会信用代码"))
	p.code(p.fx(.055), p.fy(.214), between(r, 4.2, 5.0))
	p.qr(rect{p.fx(.752), p.fy(.165), p.fx(.752) + 22, p.fy(.165) + 22})

	items := p.items()
	y, step := p.fy(.395), (p.fy(1)-p.fy(0))*.0625
	labelW := p.fx(.149) - p.fx(.055)
	p.column(items, []string{"name", "type", "legal_representative", "business_scope"}, p.fx(.055), p.fx(.163), p.fx(between(r, .5, .535)), y, step, labelW)
	bottom := p.column(items, []string{"registered_capital", "composition", "established", "term", "address"}, p.fx(.556), p.fx(.663), p.fx(.945), y, step, labelW)
	p.g.specimen(p.page, p.margins(rect{p.fx(.62), max(bottom, p.fy(.70)), p.fx(.74), p.fy(.78)})...)
	p.signature(p.fx(.648), p.fx(.88), p.fy(.797))
	p.footer()
}

// code prints the 18 characters of the USCC.
func (p *licencePen) code(x, y, size float64) rect {
	st := p.value
	st.size = size
	if chance(p.g.look, .3) {
		st.face = p.g.fonts.choose(p.g.look, heiValue, string(p.c.USCC))
	}
	st.bold = max(st.bold, pick(p.g.look, []float64{0, 0, .02}))
	e := p.text(st, x+p.shift[0], y+p.shift[1], string(p.c.USCC))
	p.page.value("uscc", string(p.c.USCC), e)
	p.printed("value", string(p.c.USCC), e)
	return e
}

// signature prints 登记机关, the date of issue and the seal over both.
func (p *licencePen) signature(labelX, sealX, sealY float64) {
	r := p.g.look
	st := p.label
	office := "登记机关"
	if p.c.Registration != "" {
		office = "发照机关"
	}
	p.printed("label", office, p.spread(st, labelX, sealY, 33, office))
	dateY := sealY + 17.2
	digits := p.value
	digits.size = max(digits.size, 4.3)
	form := st
	form.size = 4.6
	dx, dy := between(r, -1.2, 1.2), between(r, -.4, 4.5)
	if chance(r, .5) || !p.d.twoColumns || p.g.neat {
		dy = between(r, -.3, .6)
	}
	d := p.c.Issued
	parts := []string{fmt.Sprintf("%04d", d.Year), fmt.Sprintf("%02d", d.Month), fmt.Sprintf("%02d", d.Day)}
	if p.short {
		parts[1], parts[2] = fmt.Sprint(d.Month), fmt.Sprint(d.Day)
	}
	var all rect
	x := sealX - 30
	for i, unit := range []string{"年", "月", "日"} {
		gap := []float64{14.5, 10.5, 10.5}[i]
		all = all.union(p.text(digits, x+(gap-digits.width(parts[i]))/2+dx, dateY+dy, parts[i]))
		all = all.union(p.text(form, x+gap, dateY, unit))
		x += gap + form.size + 1
	}
	line := parts[0] + "年" + parts[1] + "月" + parts[2] + "日"
	p.page.value("issued", line, all)
	p.printed("value", line, all)
	at := rect{x0: sealX + between(r, -4, 3), y0: sealY + 2 + between(r, -3, 3)}
	if p.g.neat {
		at.y0 = sealY - 5
	}
	if p.c.Authority == "" { // was never sealed
		return
	}
	e, whole := p.seal(r, at.x0, at.y0, between(r, 19.5, 21.5), p.c.Authority, "", p.g.fonts.choose(r, sealText, p.c.Authority))
	p.page.value("registration_authority", p.c.Authority, e)
	p.sealed(p.c.Authority, whole)
}

func (p *licencePen) qr(at rect) {
	grid := qrGrid(p.c.qrContent())
	n := float64(len(grid))
	cell := (at.x1 - at.x0) / n
	black := ink{rgb(24, 24, 24), .96}
	for y, row := range grid {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			end := x
			for end < len(row) && row[end] {
				end++
			}
			p.rect(rect{at.x0 + float64(x)*cell, at.y0 + float64(y)*cell, at.x0 + float64(end)*cell, at.y0 + float64(y+1)*cell + .01}, black)
			x = end
		}
	}
	tiny := p.label
	tiny.face = p.g.fonts.choose(p.g.look, songLabel, "扫描二维码登录国家企业信用信息公示系统了解更多登记、备案、许可、监管信息。‘’")
	tiny.size = 2.55
	for i, s := range []string{"扫描二维码登录", "‘国家企业信用", "信息公示系统’", "了解更多登记、", "备案、许可、监", "管信息。"} {
		p.printed("small", s, p.text(tiny, at.x1+3, at.y0+1.6+3.15*float64(i), s))
	}
}

// margins are places outside every field: the given one, and the paper outside the frame.
func (p *licencePen) margins(inside rect) []rect {
	f := p.d.frame
	return []rect{inside, inside, {f.x0, f.y0 - 7, f.x0 + 60, f.y0 - 1.5}, {f.x1 - 60, f.y0 - 7, f.x1, f.y0 - 1.5}, {f.x0, f.y1 + 7, f.x0 + 60, f.y1 + 12}}
}

// footer is the small print under the frame.
func (p *licencePen) footer() {
	st := style{face: p.g.fonts.choose(p.g.look, songLabel, "国家企业信用信息公示系统网址市场主体应当于每年月日至通过送报告监督管理总局制:0123456789"), size: 3.3, ink: ink{rgb(60, 58, 56), .9}}
	y := p.d.frame.y1 + 2.2
	say := func(x, y float64, s string) { p.printed("small", s, p.text(st, x, y, s)) }
	if p.c.Registration == "" { // the older form knows no annual report and no site
		say(p.d.frame.x0, y, "国家企业信用信息公示系统网址:http://www.gsxt.gov.cn")
	}
	right := "国家市场监督管理总局监制"
	if p.d.before2019 {
		right = "中华人民共和国国家工商行政管理总局监制"
	}
	if p.d.w > p.d.h {
		if p.duplicate && p.c.Registration == "" {
			say(p.fx(.475), y, "市场主体应当于每年1月1日至6月30日通过")
			say(p.fx(.475), y+3.9, "国家企业信用信息公示系统报送公示年度报告")
		}
		say(p.d.frame.x1-st.width(right), y, right)
		return
	}
	say(p.d.frame.x1-st.width(right), y+4.5, right)
}

// qrGrid is the modules of a QR code, true for dark.
func qrGrid(content string) [][]bool {
	b, err := encodeQR(content)
	if err != nil {
		return nil
	}
	return b
}

func (d licenceDesign) pixels(perMM float64) image.Rectangle {
	return image.Rect(0, 0, int(d.w*perMM+.5), int(d.h*perMM+.5))
}

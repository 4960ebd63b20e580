package corpus

// draw2014 is the earlier design: everything in one column.
func (p *licencePen) draw2014() {
	wide := p.d.w > p.d.h
	k := 1.0
	if !wide {
		k = .86
	}
	y := p.head("营业执照", 84*k, k)
	code := p.label
	code.size = 4.6
	// The code stands right of the middle under the title, with the copy's number behind it.
	x := p.fx(.5)
	if !wide {
		x = p.fx(.34)
	}
	p.printed("label", "统一社会信用代码", p.text(code, x, y, "统一社会信用代码"))
	e := p.code(x+code.width("统一社会信用代码")+2.5, y, 4.8)
	if p.c.CopyNumber != "" && p.duplicate {
		no := p.value
		no.size = 3.8
		p.printed("small", p.c.CopyNumber, p.text(no, e.x1+2.5, y+.8, p.c.CopyNumber))
	}
	items := p.items()
	y += 10 * k
	x, vx, x1 := p.fx(.14), p.fx(.14)+34, p.fx(.9)
	step := 7.7
	if !wide {
		x, vx, x1, step = p.fx(.1), p.fx(.1)+33, p.fx(.93), 12
	}
	p.label.size = 4.7
	sealX, sealY := p.fx(.85), p.fy(.815)
	if !wide {
		sealX, sealY = p.fx(.80), p.fy(.845)
	}
	p.roomEnd = sealY - 15
	p.column(items, []string{"name", "type", "address", "legal_representative", "registered_capital", "composition", "established", "term", "business_scope"}, x, vx, x1, y, step, 27)
	p.qr(rect{p.fx(.08), p.fy(.79), p.fx(.08) + 21, p.fy(.79) + 21})
	p.g.specimen(p.page, p.margins(rect{p.fx(.3), p.fy(.87), p.fx(.42), p.fy(.93)})...)
	p.signature(p.fx(.84)-62*k, sealX, sealY)
	p.footer()
}

// head sets emblem, title and copy mark of the one-column designs, the title over span millimetres, and answers where the
// code or number stands.
func (p *licencePen) head(text string, span, k float64) float64 {
	r := p.g.look
	p.emblem(p.fx(.5), p.fy(.04), 13*k)
	title := style{face: p.g.fonts.choose(r, heiTitle, text), size: 17 * k, ink: p.label.ink}
	if len([]rune(text)) > 4 {
		title.size = 13 * k
	}
	top := .135
	if p.d.w < p.d.h {
		top = .112
	}
	p.printed("title", text, p.spread(title, p.fx(.5)-span/2, p.fy(top), span, text))
	sub := p.label
	sub.size = 5.6 * k
	y := p.fy(top) + 20*k
	if p.duplicate {
		s := "(副 本)"
		p.printed("title", "(副本)", p.text(sub, p.fx(.5)-sub.width(s)/2, y, s))
	}
	return y + 9.5*k
}

// draw2011 is the licence of a sole trader before the unified codes: a registration number of 15 digits, the trader's
// name, no type, no capital, no day of establishment.
func (p *licencePen) draw2011() {
	wide := p.d.w > p.d.h
	k, x, labelWidth, step := .86, p.fx(.1), 27.0, 13.0
	sealX, sealY := p.fx(.80), p.fy(.82)
	if wide {
		k, x, step = 1, p.fx(.14), 9.5
		sealX, sealY = p.fx(.85), p.fy(.80)
	}
	y := p.head("个体工商户营业执照", 128*k, k)
	small := p.label
	small.size = 4.6
	at := p.fx(.5)
	if !wide {
		at = p.fx(.42)
	}
	p.printed("label", "注册号", p.text(small, at, y, "注册号"))
	no := p.value
	no.size = 4.8
	p.printed("value", p.c.Registration, p.text(no, at+small.width("注册号")+3, y, p.c.Registration))
	p.label.size = 4.7
	p.roomEnd = sealY - 14
	c, f := p.c, p.doc.Fields
	f["name"], f["legal_representative"], f["composition"], f["address"], f["business_scope"] = c.Name, c.Person, c.Composition, c.Address, c.Scope
	f["registration_authority"], f["issued"] = c.Authority, c.Issued.String()
	p.column(map[string]item{"name": {"名称", "name", c.Name, ""}, "person": {"经营者姓名", "legal_representative", c.Person, ""},
		"composition": {"组成形式", "composition", c.Composition, ""}, "address": {"经营场所", "address", c.Address, ""},
		"scope": {"经营范围", "business_scope", c.Scope, ""}}, []string{"name", "person", "composition", "address", "scope"},
		x, x+labelWidth+6, p.fx(.92), y+13*k, step, labelWidth)
	p.g.specimen(p.page, p.margins(rect{p.fx(.1), p.fy(.86), p.fx(.3), p.fy(.93)})...)
	p.signature(p.fx(.84)-62*k, sealX, sealY)
	p.footer()
}

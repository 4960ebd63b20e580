package corpus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// The card is 85.6 x 54.0 mm; places below are fractions of its width and height, the left and top of the em box.
const (
	cardW, cardH  = 85.6, 54.0
	cardSidePx    = 1284
	cardTextSize  = .0365 * cardW
	addressColumn = 11 // Han characters in an address line
)

func fx(f float64) float64 { return f * cardW }
func fy(f float64) float64 { return f * cardH }

// IDCardFront draws the portrait side of p's card.
func (g *Generator) IDCardFront(p Person, sidePx int) Document {
	if sidePx == 0 {
		sidePx = cardSidePx
	}
	r := g.look
	pg := newPage(filing.IDCardFront, "card", sidePx, cardW, cardH)
	pg.layGround(cachedGround(groundKey{g.split, "card", r.IntN(groundsPerSplit)}, cardGround), r)
	g.portrait(pg, p)

	all := p.Name + p.Sex + p.Ethnicity + p.Address + "0123456789年月日"
	values := style{face: g.fonts.choose(r, heiValue, all), size: cardTextSize * between(r, .97, 1.03), spacing: between(r, 0, .06), ink: ink{rgb(34, 32, 38), between(r, .86, .96)}}
	values = g.varied(values)
	labels := style{face: g.fonts.choose(r, heiForm, "姓名性别民族出生住址公民身份号码年月日"), size: cardTextSize * .86, ink: ink{rgb(72, 138, 188), between(r, .8, .95)}}
	numbers := style{face: g.fonts.choose(r, digitsOCRB, string(p.ID)), size: cardTextSize * 1.1, ink: values.ink}
	if chance(g.variety, .15) && !g.neat { // some offices' printers set the number in the values' face
		numbers.face, numbers.size = values.face, cardTextSize*between(g.variety, 1, 1.15)
	}
	pg.doc.Fonts["value"], pg.doc.Fonts["label"], pg.doc.Fonts["number"] = values.face.name, labels.face.name, numbers.face.name
	dx, dy := between(r, -.004, .004), between(r, -.006, .006) // the personalised print never sits exactly on the form

	label := func(x, y float64, s string, width float64) {
		drop := (values.size - labels.size) * .55
		pg.printed("label", s, pg.spread(labels, fx(x), fy(y)+drop, width*labels.size, s))
	}
	value := func(field, v string, x, y float64, st style) {
		pg.doc.Fields[field] = v
		e := pg.text(st, fx(x+dx), fy(y+dy), v)
		pg.value(field, v, e)
		pg.printed("value", v, e)
	}
	label(.08, .125, "姓名", 2.35)
	name := values
	name.size *= 1.12
	name.spacing += .03
	if fx(.19)+name.width(p.Name) > fx(.64) {
		name.narrow = name.stretch() * fx(.45) / name.width(p.Name)
	}
	value("name", p.Name, .19, .118, name)
	label(.08, .24, "性别", 2.35)
	value("sex", p.Sex, .19, .235, values)
	label(.29, .24, "民族", 2.35)
	value("ethnicity", p.Ethnicity, .40, .235, values)

	label(.08, .352, "出生", 2.35)
	g.birthDate(pg, p.Birth, values, labels, dx, dy)

	label(.08, .468, "住址", 2.35)
	pg.doc.Fields["address"] = p.Address
	for i, line := range wrap(values, p.Address, addressColumn*values.size*(1+values.spacing)*values.stretch()+.02, false) {
		e := pg.text(values, fx(.19+dx), fy(.463+dy+.0775*float64(i)), line)
		pg.value("address", line, e)
		pg.printed("value", line, e)
	}

	label(.08, .838, "公民身份号码", 6.4)
	numbers.spacing = fx(.567)/numbers.size/18 - numbers.face.glyph('0').advance
	pg.doc.Fields["id_number"] = string(p.ID)
	e := pg.text(numbers, fx(.335+dx), fy(.822+dy), string(p.ID))
	pg.value("id_number", string(p.ID), e)
	pg.printed("value", string(p.ID), e)
	g.specimen(pg, rect{fx(.70), fy(.69), fx(.93), fy(.79)}, rect{fx(.55), fy(.03), fx(.97), fy(.1)}, rect{fx(.05), fy(.92), fx(.95), fy(.985)})
	return pg.finish()
}

// birthDate sets the digits in black between the light blue 年 月 日 of the form.
func (g *Generator) birthDate(pg *page, d filing.Date, values, labels style, dx, dy float64) {
	pg.doc.Fields["birth_date"] = d.String()
	var all rect
	for _, s := range []struct {
		text  string
		x     float64
		width float64
		form  bool
	}{
		{fmt.Sprint(d.Year), .19, .095, false}, {"年", .297, .04, true},
		{fmt.Sprint(d.Month), .342, .045, false}, {"月", .39, .04, true},
		{fmt.Sprint(d.Day), .435, .045, false}, {"日", .485, .04, true},
	} {
		if s.form {
			all = all.union(pg.text(labels, fx(s.x), fy(.352)+(values.size-labels.size)*.55, s.text))
			continue
		}
		shift := 0.0
		if len(s.text) < 3 { // one or two digits are centred in their gap
			shift = (fx(s.width) - values.width(s.text)) / 2
		}
		all = all.union(pg.text(values, fx(s.x+dx)+shift, fy(.347+dy), s.text))
	}
	line := fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
	pg.value("birth_date", line, all)
	pg.printed("value", line, all)
}

// wrap breaks s into lines no wider than width. With hang, closing punctuation never begins a line: it hangs over the
// end of the one before, as word processors set it.
func wrap(st style, s string, width float64, hang bool) []string {
	var lines []string
	line, w := "", 0.0
	for _, ch := range s {
		a := st.advance(ch)
		if w+a > width && line != "" && !(hang && strings.ContainsRune("，。；：、）),;:.", ch)) {
			lines = append(lines, line)
			line, w = "", 0
		}
		line += string(ch)
		w += a
	}
	return append(lines, line)
}

// portrait is a silhouette: head, hair, shoulders. It is nobody.
func (g *Generator) portrait(pg *page, p Person) {
	r := g.look
	x, y := fx(.80)+between(r, -.4, .4), fy(.40)
	s := between(r, .95, 1.05)
	tone := between(r, -15, 15)
	coat := ink{rgb(clamp8(60+tone), clamp8(66+tone), clamp8(82+tone)), .9}
	skin := ink{rgb(clamp8(214+tone/3), clamp8(184+tone/3), clamp8(164+tone/3)), .93}
	hair := ink{rgb(38, 35, 38), .93}
	foot := fy(.665)
	if p.Sex == "女" {
		pg.disc(x, y-3.0*s, 6.0*s, 8.2*s, hair)
	}
	shoulders := make([][2]float64, 0, 40)
	for i := range 33 {
		t := float64(i)/16 - 1
		shoulders = append(shoulders, [2]float64{x + t*10.6*s, min(foot, y+7.2*s+5.5*s*math.Pow(math.Abs(t), 2.6))})
	}
	shoulders = append(shoulders, [2]float64{x + 10.6*s, foot}, [2]float64{x - 10.6*s, foot})
	pg.polygon(shoulders, coat)
	pg.polygon([][2]float64{{x - 2.6*s, y + 3*s}, {x + 2.6*s, y + 3*s}, {x + 3.1*s, y + 7.6*s}, {x, y + 10.5*s}, {x - 3.1*s, y + 7.6*s}}, skin)
	pg.disc(x, y-2.2*s, 5.0*s, 6.6*s, skin)
	cap := make([][2]float64, 0, 30)
	for i := range 25 {
		sn, co := math.Sincos(math.Pi + math.Pi*float64(i)/24)
		cap = append(cap, [2]float64{x + 5.4*s*co, y - 3.4*s + 6.0*s*sn})
	}
	cap = append(cap, [2]float64{x + 4.4*s, y - 5.2*s}, [2]float64{x, y - 6.3*s}, [2]float64{x - 4.4*s, y - 5.2*s})
	pg.polygon(cap, hair)
	for _, side := range []float64{-1, 1} { // a hint of a face, so that a face finder sees one
		pg.disc(x+side*1.9*s, y-2.2*s, .62*s, .3*s, ink{rgb(52, 44, 44), .85})
		pg.polygon([][2]float64{{x + side*1.0*s, y - 3.3*s}, {x + side*2.8*s, y - 3.6*s}, {x + side*2.8*s, y - 3.25*s}, {x + side*1.0*s, y - 2.95*s}}, ink{rgb(60, 50, 50), .6})
	}
	pg.disc(x, y+1.6*s, 1.3*s, .35*s, ink{rgb(178, 112, 106), .8})
	pg.disc(x, y-.2*s, .55*s, .35*s, ink{rgb(192, 156, 138), .8})
}

// IDCardBack draws the emblem side of p's card.
func (g *Generator) IDCardBack(p Person, sidePx int) Document {
	if sidePx == 0 {
		sidePx = cardSidePx
	}
	r := g.look
	pg := newPage(filing.IDCardBack, "card", sidePx, cardW, cardH)
	pg.layGround(cachedGround(groundKey{g.split, "card-back", r.IntN(groundsPerSplit)}, cardBackGround), r)
	pg.emblem(fx(.16), fy(.235), 7.4)

	title := style{face: g.fonts.choose(r, songLabel, "中华人民共和国居民身份证"), size: 4.9, ink: ink{rgb(30, 28, 32), .93}, bold: .012}
	pg.doc.Fonts["title"] = title.face.name
	pg.printed("title", "中华人民共和国", pg.spread(title, fx(.345), fy(.105), fx(.47), "中华人民共和国"))
	title.size = 6.6
	pg.printed("title", "居民身份证", pg.spread(title, fx(.305), fy(.245), fx(.55), "居民身份证"))

	values := style{face: g.fonts.choose(r, heiValue, p.Issuer+"0123456789.-长期"), size: cardTextSize * between(r, .95, 1.02), ink: ink{rgb(34, 32, 38), between(r, .86, .96)}, spacing: between(r, 0, .06)}
	values = g.varied(values)
	labels := style{face: g.fonts.choose(r, heiLabel, "签发机关有效期限"), size: cardTextSize * .93, ink: ink{rgb(30, 30, 36), .9}, spacing: .04}
	pg.doc.Fonts["value"], pg.doc.Fonts["label"] = values.face.name, labels.face.name
	dx, dy := between(r, -.004, .004), between(r, -.006, .006)
	for i, s := range []string{"签发机关", "有效期限"} {
		pg.printed("label", s, pg.text(labels, fx(.215), fy(.713+.12*float64(i)), s))
	}
	pg.doc.Fields["issuing_authority"] = p.Issuer
	iss := values
	if w := iss.width(p.Issuer); w > fx(.54) {
		iss.narrow = iss.stretch() * fx(.54) / w
	}
	e := pg.text(iss, fx(.385+dx), fy(.71+dy), p.Issuer)
	pg.value("issuing_authority", p.Issuer, e)
	pg.printed("value", p.Issuer, e)

	from, until := cardDate(p.ValidFrom), cardDate(p.ValidUntil)
	pg.doc.Fields["valid_from"], pg.doc.Fields["valid_until"] = p.ValidFrom.String(), p.ValidUntil.String()
	x, y := fx(.385+dx), fy(.83+dy)
	a := pg.text(values, x, y, from)
	x += values.width(from)
	dash := pg.text(values, x, y, "-")
	b := pg.text(values, x+values.width("-"), y, until)
	pg.value("valid_from", from, a)
	pg.value("valid_until", until, b)
	pg.printed("value", from+"-"+until, a.union(dash).union(b))
	g.specimen(pg, rect{fx(.03), fy(.87), fx(.2), fy(.97)}, rect{fx(.85), fy(.03), fx(.98), fy(.1)}, rect{fx(.3), fy(.925), fx(.95), fy(.985)}, rect{fx(.03), fy(.45), fx(.17), fy(.6)})
	return pg.finish()
}

func cardDate(d filing.Date) string {
	if d.Open {
		return "长期"
	}
	return fmt.Sprintf("%04d.%02d.%02d", d.Year, d.Month, d.Day)
}

// specimen marks the page 样本 somewhere in one of the areas, which hold no field. Place, size, face and colour vary so
// that nothing can learn to read by it.
func (g *Generator) specimen(pg *page, areas ...rect) { g.specimenBy(g.look, pg, areas...) }

func (g *Generator) specimenBy(r *rand.Rand, pg *page, areas ...rect) {
	in := pick(r, areas)
	size := min(between(r, 2.4, 4.2), (in.y1-in.y0)*.95, (in.x1-in.x0)*.45)
	st := style{face: g.fonts.choose(r, pick(r, []role{heiLabel, songLabel, heiForm}), "样本"), size: size,
		ink: ink{pick(r, []rgb3{{120, 120, 130}, {170, 70, 70}, {70, 100, 160}, {110, 130, 90}}).color(), between(r, .45, .75)}}
	x := between(r, in.x0, max(in.x0+.01, in.x1-2.1*size))
	y := between(r, in.y0, max(in.y0+.01, in.y1-size))
	pg.printed("small", "样本", pg.text(st, x, y, "样本"))
}

package extract

import "image"

// stopsBack puts the full stops back that a scope's lines lost, and counts them.
func (l *licence) stopsBack(v value) (n int) {
	for i := range v.lines {
		had, em := len(v.lines[i]), lineEm(v.parts[i], l.em)
		v.lines[i], v.xs[i] = l.s.lostStops(v.lines[i], v.xs[i], v.parts[i], em)
		if i == len(v.lines)-1 {
			v.lines[i], v.xs[i] = l.s.lastStop(v.lines[i], v.xs[i], v.parts[i], em)
		}
		n += len(v.lines[i]) - had
	}
	return n
}

// lostStops puts back the full stops that recognition dropped before opening brackets: 经营。（依法须经批准的项目, 服务)。（依法. Their room shows,
// nearly a character's square more than the bracket takes, and in it a small ring at the foot of the line.
func (s *sheet) lostStops(cs []cell, xs []int, ps []part, em int) ([]cell, []int) {
	if len(cs) != len(xs) || em < 8 || len(ps) == 0 {
		return cs, xs
	}
	line := extent(ps)
	var outC []cell
	var outX []int
	for i, c := range cs {
		if i > 0 && markKind(c.r) == 0 && (isHan(cs[i-1].r) || markKind(cs[i-1].r) == 1) {
			if j := nearestMark(ps, xs[i], 0, em); j >= 0 && s.stopBefore(ps, ps[j], line, em) {
				outC, outX = append(outC, cell{r: '。', p: stopSeen, x: c.x}), append(outX, ps[j].x0-em)
			}
		}
		outC, outX = append(outC, c), append(outX, xs[i])
	}
	return outC, outX
}

// stopSeen is the probability of a stop that its ink alone speaks for.
const stopSeen = 0.95

func (s *sheet) stopBefore(ps []part, bracket part, line image.Rectangle, em int) bool {
	end := line.Min.X // of the character before
	for _, p := range ps {
		if p.h()*2 >= em && p.x1 <= bracket.x0+1 {
			end = max(end, p.x1)
		}
	}
	room := image.Rect(end+1, (line.Min.Y+line.Max.Y)/2, bracket.x0, line.Max.Y+em/6).Intersect(image.Rect(0, 0, s.w, s.h))
	return room.Dx()*10 >= em*9 && room.Dx() <= em*2 && s.ring(room, em)
}

// lastStop puts back the full stop that ends a text, where its ring stands right behind the last line.
func (s *sheet) lastStop(cs []cell, xs []int, ps []part, em int) ([]cell, []int) {
	if len(cs) != len(xs) || len(cs) == 0 || em < 8 || !isHan(cs[len(cs)-1].r) {
		return cs, xs
	}
	line, end := extent(ps), 0 // of the last character
	for _, p := range ps {
		if p.h()*2 >= em {
			end = max(end, p.x1)
		}
	}
	room := image.Rect(end+1, (line.Min.Y+line.Max.Y)/2, end+em, line.Max.Y+em/6).Intersect(image.Rect(0, 0, s.w, s.h))
	if !s.ring(room, em) {
		return cs, xs
	}
	return append(cs, cell{r: '。', p: stopSeen, x: cs[len(cs)-1].x}), append(xs, end+em/2)
}

// ring says that something of a full stop's size and proportions stands in a place.
func (s *sheet) ring(room image.Rectangle, em int) bool {
	faint := uint8(int(s.cut) + (255-int(s.cut))*9/20)
	for _, p := range s.connected(room, faint) {
		if size := max(p.w(), p.h()); size*20 >= em*3 && size*2 <= em && abs(p.w()-p.h())*3 <= size {
			return true
		}
	}
	return false
}

package extract

// seal is the round red seal of the registration authority, in working pixels.
type seal struct {
	x, y, r float64
}

// findSeal finds the seal by its rim: the largest connected piece of red in the lower part of the page that is as wide as
// high. A picture without colour has none to find.
func (s *sheet) findSeal() (seal, bool) {
	const n = 3 // looked at in blocks of n x n pixels, which closes small breaks of the rim
	w, h := s.w/n, s.h/n
	red := make([]bool, w*h)
	for y := range h {
		for x := range w {
			for k := range n * n {
				if s.red[(y*n+k/n)*s.w+x*n+k%n] {
					red[y*w+x] = true
					break
				}
			}
		}
	}
	long := float64(max(s.w, s.h))
	var best seal
	var stack []int
	for at := h * 9 / 20 * w; at < len(red); at++ {
		if !red[at] {
			continue
		}
		x0, y0, x1, y1, count := w, h, 0, 0, 0
		stack = append(stack[:0], at)
		red[at] = false
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := i%w, i/w
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			count++
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && nx < w && ny >= 0 && ny < h && red[ny*w+nx] {
						red[ny*w+nx] = false
						stack = append(stack, ny*w+nx)
					}
				}
			}
		}
		dx, dy := float64((x1-x0)*n), float64((y1-y0)*n)
		c := seal{float64((x0+x1)*n) / 2, float64((y0+y1)*n) / 2, (dx + dy) / 4}
		if count < 60 || dx > dy*1.15 || dy > dx*1.15 || c.r < 0.03*long || c.r > 0.16*long {
			continue
		}
		if c.r > best.r {
			best = c
		}
	}
	return best, best.r > 0
}

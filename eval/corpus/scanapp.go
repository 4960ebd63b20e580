package corpus

// appScan: a phone's scanning application has cut the page out and stretched its tones, so that paper comes out a greyish white
// and ink nearly black. Some make it grey.
func appScan(t *shot) {
	if !t.app {
		return
	}
	r := t.r
	var count [256]int
	for i := 0; i < len(t.img.Pix); i += 4 {
		count[luma(t.img.Pix[i:i+3])]++
	}
	level := func(share float64) int { // that so many points are darker than
		left := int(share * float64(len(t.img.Pix)/4))
		for v, n := range count {
			if left -= n; left < 0 {
				return v
			}
		}
		return 255
	}
	dark, bright := level(.005), level(between(r, .6, .9))
	white, black := between(r, 226, 250), between(r, 8, 40)
	var tones [256]uint8
	for v := range tones {
		tones[v] = clamp8(black + (white-black)*float64(v-dark)/float64(max(40, bright-dark)))
	}
	colourless := chance(r, .3)
	for i := 0; i < len(t.img.Pix); i += 4 {
		p := t.img.Pix[i : i+3 : i+3]
		for ch, v := range p {
			p[ch] = tones[v]
		}
		if colourless {
			v := luma(p)
			p[0], p[1], p[2] = v, v, v
		}
	}
	if chance(r, .6) {
		sharpen(t)
	}
	grey := 0
	if colourless {
		grey = 1
	}
	t.did("scan_app", "dark", dark, "bright", bright, "white", white, "black", black, "grey", grey)
}

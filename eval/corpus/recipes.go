package corpus

// What happens to a page in each tier, in order. Everything that happens is recorded in Truth.Steps.

// scanSteps: a flatbed. Straight within a degree or two, even light, a clean sensor.
var scanSteps = []step{
	sometimes(.04, purposeMark),
	sometimes(.02, wordStamp),
	lay,
	pose(posture{angle: 1.2, aspect: [2]float64{.96, 1.06}}),
	take(setting{ground: lid}),
	sometimes(.25, lidShadow),
	light(lighting{gain: [2]float64{.96, 1.04}, noise: [2]float64{.5, 2}}),
	sometimes(.1, sharpen),
	compress(80, 95),
}

// photoSteps: an ordinary phone photo by someone who takes care.
var photoSteps = []step{
	sometimes(.07, purposeMark),
	sometimes(.02, wordStamp),
	lay,
	sometimes(.15, curl),
	pose(posture{angle: 5, bend: .055, turned: .06, aspect: [2]float64{1.25, 1.5}}),
	take(setting{clutter: .3}),
	sometimes(.05, finger),
	soften(0, .16, 1),
	sometimes(.06, depthBlur),
	light(lighting{gain: [2]float64{.82, 1.06}, slope: [2]float64{.05, .25}, shadow: .4, deepest: .35, vignette: .2, warmth: .07, noise: [2]float64{1, 4}}),
	sometimes(.3, sharpen),
	sometimes(.15, twice),
	compress(70, 93),
}

// hardSteps: a careless photo, or one of a copy, a print-out or a screen.
var hardSteps = []step{
	sometimes(.35, purposeMark),
	sometimes(.07, wordStamp),
	lay,
	sometimes(.3, curl),
	pose(posture{angle: 11, bend: .1, least: .02, turned: .2, outside: .06, aspect: [2]float64{1.25, 1.5}}),
	take(setting{clutter: .5}),
	grid,
	sometimes(.2, finger),
	soften(.05, .25, 2),
	sometimes(.12, depthBlur),
	sometimes(.22, motion),
	oneOf(.88, light(lighting{gain: [2]float64{.6, 1.15}, slope: [2]float64{.1, .45}, shadow: .6, deepest: .5, vignette: .35, warmth: .13, noise: [2]float64{2, 8}, glare: .4}),
		light(lighting{gain: [2]float64{.28, .5}, slope: [2]float64{.1, .4}, vignette: .35, warmth: .18, noise: [2]float64{5, 12}})), // a dim room
	sometimes(.04, grey),
	sometimes(.35, sharpen),
	sometimes(.25, shrink),
	sometimes(.02, mirror),
	sometimes(.3, twice),
	compress(35, 88),
}

// carefulSteps: someone followed the instructions: flat, near, evenly lit, sharp.
var carefulSteps = []step{
	lay,
	pose(posture{angle: 2.2, bend: .016, aspect: [2]float64{.9, .97}}),
	take(setting{}),
	light(lighting{gain: [2]float64{.93, 1.01}, slope: [2]float64{.05, .14}, vignette: .12, warmth: .04, noise: [2]float64{1.5, 2}}),
	compress(90, 90),
}

// oneOf takes the first step in a share p of the pictures, else the second.
func oneOf(p float64, a, b step) step {
	return func(t *shot) {
		if chance(t.r, p) {
			a(t)
		} else {
			b(t)
		}
	}
}

// compress says how the picture will be stored. Most phones halve the colour both ways; some only across, some not at all.
func compress(from, to int) step {
	return func(t *shot) {
		c := &t.coding
		c.quality, c.across, c.down = intBetween(t.r, from, to), 2, 2
		switch t.r.IntN(10) {
		case 0:
			c.across, c.down = 1, 1
		case 1:
			c.down = 1
		}
	}
}

// twice: the picture was stored once before, on another raster of blocks, as by a chat that passes it on.
func twice(t *shot) {
	q := intBetween(t.r, 45, 85)
	if t.Tier == Photo {
		q += 10
	}
	recompress(t.img, q, t.r.IntN(8), t.r.IntN(8))
	t.did("stored_before", "quality", q)
}

package corpus

import (
	"image"
	"math"
	"math/rand/v2"
)

// groundKind is what a sheet lies on.
type groundKind int

const (
	anyGround groundKind = iota
	wood
	cloth
	tiles
	stone
	plain
	paperGround // white on white
	room        // out of focus, behind a hand
	lid         // of a flatbed
	gingham     // a chequered tablecloth; it and the two below are on the tables of Fresh alone
	marble
	newsprint
)

const (
	deskW, deskH  = 640, 480
	desksPerSplit = 2 // of each kind; each is tinted, turned and mirrored its own way
)

// Desks are drawn once as grey textures round 128 and take their colours per picture.
var deskTones = map[groundKind][]rgb3{
	wood:        {{166, 124, 82}, {112, 78, 52}, {196, 164, 122}, {150, 96, 60}, {88, 60, 44}, {214, 188, 150}},
	cloth:       {{92, 104, 120}, {150, 60, 58}, {60, 70, 66}, {178, 150, 128}, {222, 214, 200}, {70, 66, 90}},
	tiles:       {{208, 204, 198}, {176, 168, 156}, {226, 224, 220}, {140, 138, 134}},
	stone:       {{144, 138, 128}, {70, 66, 66}, {200, 198, 194}, {110, 116, 122}},
	plain:       {{48, 60, 58}, {30, 30, 34}, {208, 204, 198}, {120, 130, 138}, {70, 92, 120}, {186, 170, 150}},
	paperGround: {{236, 236, 232}, {246, 246, 246}, {228, 226, 218}},
	gingham:     {{196, 92, 88}, {112, 138, 178}, {150, 170, 130}, {206, 176, 110}},
	marble:      {{214, 212, 208}, {186, 184, 182}, {92, 98, 96}, {226, 218, 204}},
	newsprint:   {{206, 202, 190}, {196, 190, 172}},
	room:        {{110, 112, 110}, {150, 140, 126}, {84, 90, 96}, {176, 172, 164}},
}

// desk is what the sheets lie on, at low resolution.
func (t *shot) desk(kind groundKind) *image.RGBA {
	r := t.r
	img := image.NewRGBA(image.Rect(0, 0, deskW, deskH))
	switch {
	case t.medium == screen: // a dark room round the screen's bezel
		v := uint8(intBetween(r, 8, 40))
		fillRGBA(img, v, v, v+2)
		t.did("ground", "kind", int(room))
		return img
	case kind == lid:
		v := uint8(intBetween(r, 226, 254))
		if chance(r, .06) {
			v = uint8(intBetween(r, 20, 60)) // some lids are black
		}
		fillRGBA(img, v, v, v)
		t.did("ground", "kind", int(lid), "tone", int(v))
		return img
	case t.held:
		kind = room
	case kind == anyGround && t.split == Fresh:
		kind = pick(r, []groundKind{gingham, marble, newsprint})
	case kind == anyGround:
		kind = groundKind(weighted(r, []float64{wood: 3, cloth: 1.5, tiles: 1, stone: 1, plain: 2, paperGround: 1.5}))
	}
	tex := cachedGround(groundKey{t.split, "desk/" + string(rune('0'+kind)), r.IntN(desksPerSplit)}, kind.draw)
	base := pick(r, deskTones[kind])
	contrast := between(r, .5, 1.2)
	var lut [256][3]uint8
	for v := range lut {
		d := (float64(v) - 128) * contrast
		lut[v] = [3]uint8{clamp8(float64(base[0]) + d), clamp8(float64(base[1]) + d*.95), clamp8(float64(base[2]) + d*.88)}
	}
	turn := r.IntN(4) // mirrored across, down, both
	if kind == newsprint {
		turn = turn & 1 * 3 // print cannot be mirrored, only turned round
	}
	for y := range deskH {
		row := img.Pix[y*img.Stride:]
		if turn&2 != 0 {
			row = img.Pix[(deskH-1-y)*img.Stride:]
		}
		for x := range deskW {
			p := lut[tex.Pix[y*tex.Stride+4*x]]
			o := 4 * x
			if turn&1 != 0 {
				o = 4 * (deskW - 1 - x)
			}
			row[o], row[o+1], row[o+2], row[o+3] = p[0], p[1], p[2], 255
		}
	}
	t.did("ground", "kind", int(kind), "contrast", contrast)
	return img
}

// draw is the texture, grey in every channel.
func (k groundKind) draw(r *rand.Rand) *image.RGBA {
	if k >= gingham {
		return k.drawTable(r)
	}
	img := image.NewRGBA(image.Rect(0, 0, deskW, deskH))
	big, wob := newWaves(r, 5, .012, 10), newWaves(r, 3, .01, 14)
	fx, fy := between(r, .002, .008), between(r, .05, .18)
	amp := between(r, 6, 14)
	cell := between(r, 90, 180)
	slow, ring := make([]float64, deskW), make([]float64, deskW)
	for y := range deskH {
		Y := float64(y)
		big.rowOf(slow, 0, Y, 1)
		wob.rowOf(ring, 0, Y, 1)
		for x := range deskW {
			X := float64(x)
			v := slow[x]
			switch k {
			case wood: // rings stretched along x, with fine grain
				v += amp*math.Sin(Y*fy+X*fx+.4*ring[x]) + .4*amp*math.Sin(Y*fy*5+.2*ring[x]) + (r.Float64()-.5)*5
			case cloth: // a weave
				v += amp*.8*math.Sin(X*1.5)*math.Sin(Y*1.5) + (r.Float64()-.5)*9
			case tiles: // joints, seen straight on
				jx, jy := math.Abs(math.Mod(X, cell)-2), math.Abs(math.Mod(Y, cell)-2)
				if min(jx, jy) < 2 {
					v -= 34
				}
				v += (r.Float64() - .5) * 4
			case stone:
				v += amp * (r.Float64() + r.Float64() - 1) * 2.4
			case room:
				v = slow[x]*3.5 + ring[x]*2
			default:
				v = v*.5 + (r.Float64()-.5)*4
			}
			g := clamp8(128 + v)
			o := img.Pix[img.PixOffset(x, y):]
			o[0], o[1], o[2], o[3] = g, g, g, 255
		}
	}
	if k == stone || k == cloth {
		blur(img, .2, 1)
	}
	return img
}

// lidShadow: a sheet that keeps the lid of the flatbed open lets light in from one side, and its own edge throws a shadow.
func lidShadow(t *shot) {
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	depth, reach := between(t.r, .06, .3), between(t.r, .01, .08)
	side := t.r.IntN(4)
	gains := make([]int32, max(W, H))
	n := W
	if side >= 2 {
		n = H
	}
	for i := range n {
		d := float64(i)
		if side%2 == 1 {
			d = float64(n - 1 - i)
		}
		gains[i] = int32(256 * (1 - depth*math.Exp(-d/(reach*float64(n)))))
	}
	for y := range H {
		row := t.img.Pix[y*t.img.Stride:][:4*W]
		for x := range W {
			k := gains[x]
			if side >= 2 {
				k = gains[y]
			}
			p := row[4*x : 4*x+3 : 4*x+3]
			p[0], p[1], p[2] = uint8(int32(p[0])*k>>8), uint8(int32(p[1])*k>>8), uint8(int32(p[2])*k>>8)
		}
	}
	t.did("lid_shadow", "depth", depth, "reach", reach, "side", side)
}

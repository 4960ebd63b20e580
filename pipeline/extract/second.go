package extract

import (
	"context"

	"prereview/ocr"
)

// Confidences between which a line of running text is read a second time: below, a second reading would not make it
// sure; above, it is sure enough.
const (
	doubtful   = 0.55
	sureEnough = 0.97
)

// second is a reading and how to make it once more.
type second struct {
	field string
	crops []crop
	parse func([]cell) reading
}

// confirmed reads doubtful fields again with a wider margin. The two readings fail in different places, so one that both
// agree on is surer than either; one on which they differ is unsure, whichever is right.
func (s *sheet) confirmed(ctx context.Context, reader ocr.Reader, rs map[string]reading, fields []second) error {
	var cs []crop
	var again []second
	for _, f := range fields {
		if r, ok := rs[f.field]; ok && r.conf >= doubtful && r.conf < sureEnough && r.repair == "" && len(f.crops) <= 4 {
			again = append(again, f)
			cs = append(cs, f.crops...)
		}
	}
	lines, _, err := s.read(ctx, reader, cs)
	if err != nil {
		return err
	}
	for _, f := range again {
		var all []cell
		for range f.crops {
			all = append(all, cells(lines[0])...)
			lines = lines[1:]
		}
		r, o := rs[f.field], f.parse(all)
		if halfMarked(o.value) == halfMarked(r.value) {
			r.conf, r.twice = 1-(1-r.conf)*(1-0.8*o.conf), true
		} else {
			r.conf, r.flawed = min(0.7*r.conf, 0.6), true
		}
		rs[f.field] = r
	}
	return nil
}

// halfMarked is text with its brackets and punctuation half-width, as the recogniser may answer either.
func halfMarked(s string) string {
	rs := []rune(s)
	for i := range rs {
		rs[i] = halfMark(rs[i])
	}
	return string(rs)
}

// linesOf are a field's lines to be read a second time.
func linesOf(places []place, field string) (out []crop) {
	for _, p := range places {
		if p.field == field {
			out = append(out, crop{rect: p.rect, cutting: cutting{margin: 0.31}})
		}
	}
	return out
}

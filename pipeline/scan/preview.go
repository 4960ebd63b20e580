package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/disintegration/imaging"
)

// ErrNoPreview says that the upload cannot be shown as a picture.
var ErrNoPreview = errors.New("not a picture that can be shown")

// Preview is the upload as a JPEG for people: its pixels as stored (EXIF orientation is not applied, so that boxes in
// original pixels fit after scaling), turned clockwise by turn quarter turns (0..3), its longer side at most maxSide
// pixels, without any of its metadata. Of a PDF the first page. Errors: ErrNoPreview, the context's.
func (s *Scanner) Preview(ctx context.Context, data []byte, turn, maxSide int) ([]byte, error) {
	if turn < 0 || turn > 3 || maxSide < 1 {
		return nil, fmt.Errorf("turn %d, maxSide %d: turn is 0..3 and maxSide at least 1", turn, maxSide)
	}
	h, sigs := s.limits.Inspect("", data)
	if blocked(sigs) {
		return nil, fmt.Errorf("%w: %s", ErrNoPreview, sigs[len(sigs)-1].Code)
	}
	release, err := s.budget.acquire(ctx, decodeCost(h))
	if err != nil {
		return nil, err
	}
	defer release()
	pic, sigs, err := s.decode(ctx, data, h)
	if err != nil {
		return nil, err
	}
	if pic == nil {
		return nil, fmt.Errorf("%w: %s", ErrNoPreview, sigs[len(sigs)-1].Code)
	}
	var img image.Image = pic
	if pic.Rect.Dx() > maxSide || pic.Rect.Dy() > maxSide {
		img = imaging.Fit(img, maxSide, maxSide, imaging.Box)
	}
	switch turn { // imaging turns anticlockwise
	case 1:
		img = imaging.Rotate270(img)
	case 2:
		img = imaging.Rotate180(img)
	case 3:
		img = imaging.Rotate90(img)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

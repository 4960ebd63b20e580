package corpus

import (
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// encodeQR answers the modules of the smallest code that holds content, without quiet zone.
func encodeQR(content string) ([][]bool, error) {
	m, err := qrcode.NewQRCodeWriter().Encode(content, gozxing.BarcodeFormat_QR_CODE, 1, 1,
		map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 0})
	if err != nil {
		return nil, err
	}
	grid := make([][]bool, m.GetHeight())
	for y := range grid {
		grid[y] = make([]bool, m.GetWidth())
		for x := range grid[y] {
			grid[y][x] = m.Get(x, y)
		}
	}
	return grid, nil
}

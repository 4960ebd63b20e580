package scan

import "encoding/binary"

// exifOrientation finds tag 0x0112 in the first directory of a TIFF structure (EXIF 2.3, 4.6.2). It answers 1..8, or 0
// when there is none, it is out of range, or the structure is damaged.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0
	}
	// All sums are in int64 so that hostile offsets cannot wrap.
	at := int64(order.Uint32(tiff[4:]))
	size := int64(len(tiff))
	if at < 8 || at+2 > size {
		return 0
	}
	n := int64(order.Uint16(tiff[at:]))
	for e := at + 2; n > 0 && e+12 <= size; e, n = e+12, n-1 {
		if order.Uint16(tiff[e:]) != 0x0112 {
			continue
		}
		var v uint32
		switch order.Uint16(tiff[e+2:]) {
		case 1: // BYTE, which some editors write
			v = uint32(tiff[e+8])
		case 3: // SHORT
			v = uint32(order.Uint16(tiff[e+8:]))
		case 4: // LONG
			v = order.Uint32(tiff[e+8:])
		}
		if v >= 1 && v <= 8 {
			return int(v)
		}
		return 0
	}
	return 0
}

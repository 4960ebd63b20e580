package corpus

import "encoding/hex"

// huffmanTable is a table as a JPEG file carries it: how many codes of each length, and their values.
type huffmanTable struct {
	counts [16]byte
	values []byte
}

// huffmanTables are those of annex K of the JPEG standard: luma DC, luma AC, chroma DC, chroma AC.
var huffmanTables = [4]huffmanTable{
	{[16]byte{0, 1, 5, 1, 1, 1, 1, 1, 1}, unhex("000102030405060708090a0b")},
	{[16]byte{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125}, unhex("01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a34353637" +
		"38393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3" +
		"a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa")},
	{[16]byte{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1}, unhex("000102030405060708090a0b")},
	{[16]byte{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119}, unhex("000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a3536" +
		"3738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999a" +
		"a2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa")},
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err) // a constant of this file
	}
	return b
}

type huffmanCode struct {
	code uint32
	n    uint
}

var huffmanCodes = func() (all [4][256]huffmanCode) {
	for i, t := range huffmanTables {
		code, k := uint32(0), 0
		for bits, count := range t.counts {
			for range count {
				all[i][t.values[k]] = huffmanCode{code, uint(bits + 1)}
				code++
				k++
			}
			code <<= 1
		}
	}
	return
}()

// zigzag is the order in which a block's coefficients are stored.
var zigzag = func() (order [64]int) {
	x, y := 0, 0
	for i := range order {
		order[i] = 8*y + x
		switch up := (x+y)%2 == 0; {
		case up && x == 7 || !up && y == 7:
			if up {
				y++
			} else {
				x++
			}
		case up && y == 0:
			x++
		case !up && x == 0:
			y++
		case up:
			x, y = x+1, y-1
		default:
			x, y = x-1, y+1
		}
	}
	return
}()

package lstm

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Flags of a weight matrix.
const (
	modeInt8   = 1
	modeAdam   = 4
	modeDouble = 128 // always set since Tesseract 4.0
)

const (
	flagLayerRates = 64 // a composite layer holds a learning rate for each of its layers
	trainIntMode   = 1  // training flags: the network is int8
	trainEnabled   = 1  // a layer's state; 0 disabled and 2 disabled for the time being hold nothing beyond the weights
	maxDepth       = 32
	maxWeights     = 1 << 28
)

// Matrix is one weight matrix: Rows outputs by Cols inputs, the last column being the bias.
type Matrix struct {
	Rows, Cols int
	Weights    []float64 // row by row
}

// Network is a recogniser's network as far as it has been looked into: the weight matrices in the order of the file, and
// all other bytes between them.
type Network struct {
	Matrices []Matrix
	Spec     string // the network's own description, such as [1,48,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1]
	Int8     bool   // as read
	Outputs  int    // codes
	Null     int    // the code that stands for nothing
	between  [][]byte
}

// ParseNetwork reads the network part of a model that is not in training: a tree of layers followed by the trainer's
// numbers.
func ParseNetwork(data []byte) (*Network, error) {
	p := &parser{data: data, net: &Network{}}
	outputs := p.layer(0)
	p.net.Outputs = outputs
	p.net.Spec = p.string()
	if p.err != nil {
		return nil, p.err
	}
	flagsAt := p.at
	flags := p.int32()
	p.take(4 + 4) // training iteration, sample iteration
	p.net.Null = p.int32()
	p.take(3 * 4) // Adam beta, learning rate, momentum
	if p.err != nil {
		return nil, p.err
	}
	if p.at != len(data) {
		return nil, fmt.Errorf("%w: %d bytes after the network", ErrFormat, len(data)-p.at)
	}
	p.net.Int8 = flags&trainIntMode != 0
	tail := append([]byte(nil), data[p.copied:]...)
	binary.LittleEndian.PutUint32(tail[flagsAt-p.copied:], uint32(flags&^trainIntMode))
	p.net.between = append(p.net.between, tail)
	return p.net, nil
}

// FloatBytes is the network part with its weights as float64 and Adam asked for: what lstmtraining continues from.
func (n *Network) FloatBytes() []byte {
	var out []byte
	for i, m := range n.Matrices {
		out = append(out, n.between[i]...)
		out = append(out, modeAdam|modeDouble)
		out = binary.LittleEndian.AppendUint32(out, uint32(m.Rows))
		out = binary.LittleEndian.AppendUint32(out, uint32(m.Cols))
		out = binary.LittleEndian.AppendUint64(out, 0) // the value of an element outside
		for _, w := range m.Weights {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(w))
		}
	}
	return append(out, n.between[len(n.Matrices)]...)
}

type parser struct {
	data   []byte
	at     int
	copied int // everything before is in the network already
	net    *Network
	err    error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("%w: %s at byte %d", ErrFormat, fmt.Sprintf(format, args...), p.at)
	}
}

func (p *parser) take(n int) []byte {
	if p.err != nil || n < 0 || n > len(p.data)-p.at {
		p.fail("cut short")
		return nil
	}
	p.at += n
	return p.data[p.at-n : p.at]
}

func (p *parser) byte() byte {
	if b := p.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (p *parser) int32() int {
	if b := p.take(4); b != nil {
		return int(int32(binary.LittleEndian.Uint32(b)))
	}
	return 0
}

func (p *parser) string() string { return string(p.take(p.int32())) }

// layer reads a layer and those inside it and returns its number of outputs.
func (p *parser) layer(depth int) int {
	if depth > maxDepth {
		p.fail("layers %d deep", depth)
		return 0
	}
	if b := p.byte(); b != 0 {
		p.fail("layer type %d by number", b)
		return 0
	}
	kind := p.string()
	if state := p.byte(); state == trainEnabled {
		p.fail("%s layer in training: it has more than weights", kind)
		return 0
	}
	p.byte() // whether it needs to back-propagate
	flags := p.int32()
	p.int32() // inputs
	outputs := p.int32()
	p.int32()  // weights
	p.string() // name
	switch kind {
	case "Series", "Parallel", "RTLReversed", "TTBReversed", "XYTranspose":
		n := p.int32()
		for i := 0; i < n && p.err == nil; i++ {
			p.layer(depth + 1)
		}
		if flags&flagLayerRates != 0 {
			p.take(4 * p.int32())
		}
	case "Input":
		p.take(5 * 4)
	case "Convolve", "Maxpool", "Reconfig":
		p.take(2 * 4)
	case "LSTM", "SummLSTM":
		p.int32() // inputs of a gate
		// Four gates. A layer that runs in two dimensions at once has five; the networks used here have none.
		const gates = 4
		for i := 0; i < gates && p.err == nil; i++ {
			p.matrix()
		}
	case "Tanh", "Softmax", "SymSoftmax", "Logistic", "LinLogistic", "LinTanh", "Relu", "Linear", "Softmax Shared":
		p.matrix()
	default:
		p.fail("layer type %q", kind)
	}
	return outputs
}

func (p *parser) matrix() {
	if p.err != nil {
		return
	}
	between := append([]byte(nil), p.data[p.copied:p.at]...)
	mode := p.byte()
	rows, cols := p.int32(), p.int32()
	if p.err != nil || mode&modeDouble == 0 || rows < 1 || cols < 1 || rows > maxWeights/cols {
		p.fail("matrix of %d x %d, mode %d", rows, cols, mode)
		return
	}
	m := Matrix{Rows: rows, Cols: cols, Weights: make([]float64, rows*cols)}
	if mode&modeInt8 != 0 {
		p.take(1)
		values := p.take(rows * cols)
		if n := p.int32(); n != rows {
			p.fail("%d scales for %d rows", n, rows)
		}
		scales := p.take(8 * rows)
		if p.err != nil {
			return
		}
		for r := range rows {
			scale := math.Float64frombits(binary.LittleEndian.Uint64(scales[8*r:]))
			for c := range cols {
				m.Weights[r*cols+c] = float64(int8(values[r*cols+c])) * scale
			}
		}
	} else {
		p.take(8)
		values := p.take(8 * rows * cols)
		if p.err != nil {
			return
		}
		for i := range m.Weights {
			m.Weights[i] = math.Float64frombits(binary.LittleEndian.Uint64(values[8*i:]))
		}
	}
	p.net.between = append(p.net.between, between)
	p.net.Matrices = append(p.net.Matrices, m)
	p.copied = p.at
}

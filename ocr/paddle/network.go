package paddle

import (
	"errors"
	"fmt"
	"image"
	"math"

	ort "github.com/yalue/onnxruntime_go"
	"golang.org/x/image/draw"

	"prereview/ocr"
	"prereview/ocr/child"
)

// Shapes of PP-OCRv4's recogniser: lines 48 pixels high in three planes of -1..1, one answer every eight columns. A line
// narrower than leastColumns is filled up with grey: single characters are read better so. Figures, of which nothing else is allowed, are
// not.
const (
	lineHeight   = 48
	leastColumns = 320
	leastFigures = 160
	mostColumns  = 6400 // a longer line is squeezed, so that memory is bounded
)

// network is the recognition network, in this process. Not safe for concurrent use: there is one to a child process.
type network struct {
	session    *ort.DynamicAdvancedSession
	characters []string       // by class; class 0 is the blank, the last one the space
	classes    map[string]int // of a character, full-width and half-width ones apart
}

// newNetwork loads the runtime, which a process does once, and the network with the characters of its dictionary.
func newNetwork(library string, model []byte, dictionary []string) (*network, error) {
	n := &network{characters: append(append([]string{""}, dictionary...), " "), classes: map[string]int{}}
	for i, c := range n.characters[1:] {
		n.classes[c] = i + 1
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return nil, fmt.Errorf("ONNX Runtime: %w", err)
	}
	options, err := ort.NewSessionOptions()
	if err != nil {
		return nil, fmt.Errorf("ONNX Runtime: %w", err)
	}
	defer options.Destroy()
	err = errors.Join(options.SetIntraOpNumThreads(1), options.SetInterOpNumThreads(1),
		options.SetExecutionMode(ort.ExecutionModeSequential),
		// Lines are of every width: an arena and a memory plan for each would only grow.
		options.SetCpuMemArena(false), options.SetMemPattern(false))
	if err != nil {
		return nil, fmt.Errorf("ONNX Runtime: %w", err)
	}
	in, out, err := ort.GetInputOutputInfoWithONNXData(model)
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	if len(in) != 1 || len(out) != 1 {
		return nil, fmt.Errorf("network: %d inputs and %d outputs, one of each is expected", len(in), len(out))
	}
	n.session, err = ort.NewDynamicAdvancedSessionWithONNXData(model, []string{in[0].Name}, []string{out[0].Name}, options)
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	return n, nil
}

// Read implements child.Engine. A block is read as one line: this network knows no other way.
func (n *network) Read(crop ocr.Crop) ([]child.Symbol, error) {
	b := crop.Image.Bounds()
	if b.Dx() < 4 || b.Dy() < 8 { // too small to hold a character
		return nil, nil
	}
	least := leastColumns
	if crop.Alphabet != "" {
		least = leastFigures
	}
	s, err := n.run(crop.Image, least)
	if err != nil {
		return nil, err
	}
	var allowed []int
	if crop.Alphabet != "" {
		allowed = []int{}
		for _, r := range crop.Alphabet {
			if c, ok := n.classes[string(r)]; ok {
				allowed = append(allowed, c)
			}
		}
	}
	return n.symbols(s, b, allowed), nil
}

// steps are the probabilities of every class at every step along a line.
type steps struct {
	p              []float32 // count x classes
	count, classes int
	width          float64 // of a step, in pixels of the crop
}

func (s *steps) at(i int) []float32 { return s.p[i*s.classes : (i+1)*s.classes] }

// run puts a crop through the network, as a line of so many columns at least.
func (n *network) run(crop *image.Gray, least int) (*steps, error) {
	b := crop.Bounds()
	width := min(mostColumns, max(1, int(math.Ceil(lineHeight*float64(b.Dx())/float64(b.Dy())))))
	line := image.NewGray(image.Rect(0, 0, width, lineHeight))
	draw.BiLinear.Scale(line, line.Rect, crop, b, draw.Src, nil)
	columns := max(least, width)
	plane := lineHeight * columns
	planes := make([]float32, 3*plane)
	for y := range lineHeight {
		for x := range width {
			v := float32(line.Pix[y*line.Stride+x])/127.5 - 1
			at := y*columns + x
			planes[at], planes[at+plane], planes[at+2*plane] = v, v, v
		}
	}
	in, err := ort.NewTensor(ort.NewShape(1, 3, lineHeight, int64(columns)), planes)
	if err != nil {
		return nil, err
	}
	defer in.Destroy()
	answer := []ort.Value{nil}
	if err := n.session.Run([]ort.Value{in}, answer); err != nil {
		return nil, err
	}
	defer answer[0].Destroy()
	out, ok := answer[0].(*ort.Tensor[float32])
	if !ok {
		return nil, errors.New("network: its answer is not of float32")
	}
	shape := out.GetShape()
	if len(shape) != 3 || shape[0] != 1 || shape[1] < 1 || int(shape[2]) != len(n.characters) {
		return nil, fmt.Errorf("network: answer of shape %v, 1 x steps x %d is expected", shape, len(n.characters))
	}
	s := &steps{p: append([]float32(nil), out.GetData()...), count: int(shape[1]), classes: int(shape[2])}
	s.width = float64(columns) / float64(s.count) * float64(b.Dx()) / float64(width)
	return s, nil
}

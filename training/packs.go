package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"prereview/eval/corpus"
	"prereview/training/lines"
	"prereview/training/lstm"
)

const packSuffix = ".pack"

// writePack writes count lines for the PyTorch trainer. The file has its name only once it is whole.
func writePack(source *lines.Source, set *lstm.Charset, count int, out string) error {
	drawn := make([]lines.Line, 0, count)
	for len(drawn) < count {
		l, err := source.Next()
		if err != nil {
			return err
		}
		drawn = append(drawn, l)
	}
	file, err := os.Create(out + ".part")
	if err != nil {
		return err
	}
	if err := errors.Join(lines.WritePack(file, drawn, set.Encode), file.Close()); err != nil {
		return err
	}
	return os.Rename(out+".part", out)
}

// draw writes pack after pack, each of another seed, and waits while enough lie ready: the trainer removes what it has
// used up.
func draw(args []string) error {
	f := flag.NewFlagSet("draw", flag.ExitOnError)
	dir := f.String("dir", "/tmp/training", "working folder, where base has been; packs go into packs/ in it")
	size := f.Int("size", 1000, "lines of a pack")
	ahead := f.Int("ahead", 60, "packs that may lie ready")
	seed := f.Uint64("seed", 100000, "seed of the first pack; each next is one more")
	rare := rareFlags(f)
	if err := f.Parse(args); err != nil {
		return err
	}
	set, err := charset(*dir)
	if err != nil {
		return err
	}
	packs := filepath.Join(*dir, "packs")
	if err := os.MkdirAll(packs, 0o755); err != nil {
		return err
	}
	for ; ; *seed++ {
		for {
			ready, err := filepath.Glob(filepath.Join(packs, "*"+packSuffix))
			if err != nil {
				return err
			}
			if len(ready) < *ahead {
				break
			}
			time.Sleep(5 * time.Second)
		}
		source, err := newSource(set, corpus.Train, *seed, rare)
		if err != nil {
			return err
		}
		begin := time.Now()
		if err := writePack(source, set, *size, filepath.Join(packs, fmt.Sprintf("%d%s", *seed, packSuffix))); err != nil {
			return err
		}
		fmt.Printf("%s pack %d: %.1f lines/s\n", time.Now().UTC().Format(time.TimeOnly), *seed, float64(*size)/time.Since(begin).Seconds())
	}
}

// weights writes a network's matrices as the PyTorch trainer takes them: uint32 null code, uint32 count, then for each
// uint32 rows, uint32 columns and float64s row by row, the last column being the bias. Little endian.
func weights(args []string) error {
	f := flag.NewFlagSet("weights", flag.ExitOnError)
	from := f.String("from", "", "a .traineddata file, int8 or float, or a network part such as start.lstm")
	out := f.String("out", "", "file to write")
	if err := f.Parse(args); err != nil {
		return err
	}
	data, err := os.ReadFile(*from)
	if err != nil {
		return err
	}
	if c, err := lstm.ParseContainer(data); err == nil && len(c[lstm.PartNetwork]) > 0 {
		data = c[lstm.PartNetwork]
	}
	net, err := lstm.ParseNetwork(data)
	if err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	return os.WriteFile(*out, weightBytes(net), 0o644)
}

func weightBytes(net *lstm.Network) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(net.Null))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(net.Matrices)))
	for _, m := range net.Matrices {
		b = binary.LittleEndian.AppendUint32(b, uint32(m.Rows))
		b = binary.LittleEndian.AppendUint32(b, uint32(m.Cols))
		for _, w := range m.Weights {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(w))
		}
	}
	return b
}

// withWeights is net with the weights of a file that weights or the trainer wrote.
func withWeights(net *lstm.Network, data []byte) (*lstm.Network, error) {
	malformed := errors.New("weights do not fit the network")
	number := func() int {
		if len(data) < 4 {
			data = nil
			return -1
		}
		n := int(binary.LittleEndian.Uint32(data))
		data = data[4:]
		return n
	}
	if number() != net.Null || number() != len(net.Matrices) {
		return nil, malformed
	}
	out := *net
	out.Matrices = nil
	for _, m := range net.Matrices {
		if number() != m.Rows || number() != m.Cols || len(data) < 8*m.Rows*m.Cols {
			return nil, malformed
		}
		w := make([]float64, m.Rows*m.Cols)
		for i := range w {
			if w[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:])); math.IsNaN(w[i]) || math.IsInf(w[i], 0) {
				return nil, fmt.Errorf("weight %d is no number", i)
			}
		}
		data = data[8*len(w):]
		out.Matrices = append(out.Matrices, lstm.Matrix{Rows: m.Rows, Cols: m.Cols, Weights: w})
	}
	if len(data) != 0 {
		return nil, malformed
	}
	return &out, nil
}

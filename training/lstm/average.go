package lstm

import "fmt"

// Average is a network with the mean of the weights of several, which must be states of one training. Learning one line at
// a time leaves weights that jump about a good place; their mean over some thousand lines is nearer to it than any of them
// (stochastic weight averaging, Izmailov et al. 2018); a share of the network it began as keeps what the training lines
// say little about (Wortsman et al. 2022). shares has a number for each network; they sum to one.
func Average(nets []*Network, shares []float64) (*Network, error) {
	if len(nets) == 0 || len(shares) != len(nets) {
		return nil, fmt.Errorf("%w: %d networks to average, %d shares", ErrFormat, len(nets), len(shares))
	}
	first := nets[0]
	out := &Network{Spec: first.Spec, Outputs: first.Outputs, Null: first.Null, between: first.between}
	for i, m := range first.Matrices {
		sum := Matrix{Rows: m.Rows, Cols: m.Cols, Weights: make([]float64, len(m.Weights))}
		for j, n := range nets {
			if n.Spec != first.Spec || len(n.Matrices) != len(first.Matrices) || n.Matrices[i].Rows != m.Rows || n.Matrices[i].Cols != m.Cols {
				return nil, fmt.Errorf("%w: networks of different shapes", ErrFormat)
			}
			for k, w := range n.Matrices[i].Weights {
				sum.Weights[k] += w * shares[j]
			}
		}
		out.Matrices = append(out.Matrices, sum)
	}
	return out, nil
}

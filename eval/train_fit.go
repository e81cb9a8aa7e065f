package eval

import (
	"math"

	"sada/dedupe"
)

const (
	folds  = 4  // of cross-validation, by day
	newton = 12 // steps; the fits converge in seven
	// ridge is the L2 penalty on standardised weights: of 0.3, 1, 2, 4, 8, 16 and
	// 32 the best log loss on days left out, but for 1, which is as good.
	ridge = 2.0
)

// Fit fits the two models to examples by penalised logistic regression (Newton's
// method on standardised features).
func Fit(examples []Example) (copied, whole dedupe.Model) {
	copied = fitModel(dedupe.CopiedFeatures, examples, func(e Example) float64 { return e.Copied })
	whole = fitModel(dedupe.WholeFeatures, examples, func(e Example) float64 { return e.Whole })
	return copied, whole
}

// A row is one example as numbers: the features, the answer, the weight.
type row struct {
	x    []float64
	y, w float64
}

func fitModel(features []dedupe.Feature, examples []Example, answer func(Example) float64) dedupe.Model {
	rows := rowsOf(features, examples, answer)
	mean, scale := standardise(rows, len(features))
	v := solve(rows, len(features)+1)
	m := dedupe.Model{Bias: v[0], Weights: make([]float64, len(features)), Means: mean}
	for i := range features {
		m.Weights[i] = v[i+1] / scale[i]
		m.Bias -= m.Weights[i] * mean[i]
	}
	return m
}

func rowsOf(features []dedupe.Feature, examples []Example, answer func(Example) float64) []row {
	var rows []row
	for _, e := range examples {
		y := answer(e)
		if math.IsNaN(y) {
			continue
		}
		r := row{x: make([]float64, len(features)+1), y: y, w: e.Weight}
		r.x[0] = 1
		for i, f := range features {
			r.x[i+1] = f.Value(e.Signals)
		}
		rows = append(rows, r)
	}
	return rows
}

// standardise gives every feature mean 0 and variance 1, and returns what it
// took off and divided by.
func standardise(rows []row, n int) (mean, scale []float64) {
	mean, scale = make([]float64, n), make([]float64, n)
	for i := range n {
		all, sum, square := 0.0, 0.0, 0.0
		for _, r := range rows {
			all += r.w
			sum += r.w * r.x[i+1]
			square += r.w * r.x[i+1] * r.x[i+1]
		}
		mean[i] = sum / all
		scale[i] = math.Sqrt(max(square/all-mean[i]*mean[i], 1e-6))
		for _, r := range rows {
			r.x[i+1] = (r.x[i+1] - mean[i]) / scale[i]
		}
	}
	return mean, scale
}

// solve returns the weights of least penalised log loss, the bias first.
func solve(rows []row, n int) []float64 {
	v := make([]float64, n)
	for range newton {
		step := eliminate(normal(rows, v))
		for i := range v {
			v[i] -= step[i]
		}
	}
	return v
}

// normal returns the Hessian with the gradient as its last column.
func normal(rows []row, v []float64) [][]float64 {
	n := len(v)
	h := make([][]float64, n)
	for i := range h {
		h[i] = make([]float64, n+1)
		h[i][i] = ridge
		h[i][n] = ridge * v[i]
	}
	h[0][0], h[0][n] = 1e-6, 0 // the bias pays nothing
	for _, r := range rows {
		z := 0.0
		for i := range v {
			z += v[i] * r.x[i]
		}
		p := 1 / (1 + math.Exp(-z))
		slope, curve := r.w*(p-r.y), r.w*p*(1-p)
		for i := range v {
			h[i][n] += slope * r.x[i]
			for j := range v {
				h[i][j] += curve * r.x[i] * r.x[j]
			}
		}
	}
	return h
}

// eliminate solves a positive definite system, given with its right side as
// last column, by Gauss and Jordan.
func eliminate(h [][]float64) []float64 {
	n := len(h)
	for i := range h {
		for r := range h {
			if r == i {
				continue
			}
			f := h[r][i] / h[i][i]
			for c := i; c <= n; c++ {
				h[r][c] -= f * h[i][c]
			}
		}
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = h[i][n] / h[i][i]
	}
	return out
}

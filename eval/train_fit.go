package eval

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"sada/dedupe"
)

const (
	folds = 4 // of cross-validation; see foldOf
	// ridge and pairRidge are the L2 penalties on the weights of features and of
	// their products, all made to one spread. Of ridges from 2 to 50, and of 4 to 256
	// times as much for products, the best log loss on days left out, and no better
	// than those beside it.
	ridge     = 10.0
	pairRidge = 640.0
	// flat is the slope, in log loss, below which a fit is done.
	flat = 0.05
	// leastSpread is the variance that a feature has at least, so that one which is
	// the same in all pairs divides by nothing.
	leastSpread = 1e-6
)

// fitModels fits the models to examples by penalised logistic regression. The error is
// of a fit that doesn't converge.
func fitModels(examples []example) (m dedupe.Models, err error) {
	questions := []struct {
		name     string
		model    *dedupe.Model
		features []dedupe.Feature
		answer   func(example) (yes, weight float64)
	}{
		{"whether words were copied", &m.Copied, dedupe.CopiedFeatures, func(e example) (float64, float64) { return e.copied, e.weight }},
		{"whether it is one report", &m.Whole, dedupe.WholeFeatures, func(e example) (float64, float64) { return e.whole, e.weight }},
		{"whether it is later", &m.Later, dedupe.CopiedFeatures, example.later},
	}
	for _, q := range questions {
		if *q.model, err = fitModel(q.features, examples, q.answer); err != nil {
			return m, fmt.Errorf("fit %s: %w", q.name, err)
		}
	}
	return m, nil
}

// A row is one example: its signals, their measure, the answer, the weight.
type row struct {
	signals dedupe.Signals
	z       []float64
	y, w    float64
}

// A regression fits one model. Its unknowns are the bias and a coefficient for each
// term: the features, then their products row by row. Each term is made to mean 0 and
// to such a spread that all are punished alike.
type regression struct {
	shape    dedupe.Model // without weights
	rows     []row
	mean, by []float64 // a term is (product - mean) * by

	at      []float64 // where residue was taken last
	lost    float64
	residue []float64 // of each row, by its weight
}

// fitModel fits one model to the examples that have an answer.
func fitModel(features []dedupe.Feature, examples []example, answer func(example) (yes, weight float64)) (dedupe.Model, error) {
	g := regression{shape: dedupe.Model{Features: features}}
	for _, e := range examples {
		if y, w := answer(e); !math.IsNaN(y) {
			g.rows = append(g.rows, row{signals: e.signals, y: y, w: w})
		}
	}
	if len(g.rows) == 0 {
		return ignorant(features), nil
	}
	g.residue = make([]float64, len(g.rows))
	g.measure()
	g.standardise()
	problem := optimize.Problem{Func: g.loss, Grad: g.slope}
	found, err := optimize.Minimize(problem, make([]float64, 1+len(g.by)), &optimize.Settings{GradientThreshold: flat}, &optimize.LBFGS{})
	if err != nil {
		return dedupe.Model{}, err
	}
	return g.model(found.X), nil
}

// ignorant is the model of a question that no example answers: it says a half.
func ignorant(features []dedupe.Feature) dedupe.Model {
	m := dedupe.Model{Features: features, Weights: make([]float64, len(features))}
	for i := range features {
		m.Ordinary = append(m.Ordinary, dedupe.Ordinary{Spread: 1})
		m.Pairs = append(m.Pairs, make([]float64, i+1))
	}
	return m
}

// measure finds what is ordinary, and measures the rows by it.
func (g *regression) measure() {
	for _, f := range g.shape.Features {
		var all, sum, square float64
		for i := range g.rows {
			x, w := f.Value(g.rows[i].signals), g.rows[i].w
			all += w
			sum += w * x
			square += w * x * x
		}
		mean := sum / all
		spread := math.Sqrt(max(square/all-mean*mean, leastSpread))
		g.shape.Ordinary = append(g.shape.Ordinary, dedupe.Ordinary{Mean: mean, Spread: spread})
	}
	for i := range g.rows {
		g.rows[i].z = g.shape.Measure(nil, g.rows[i].signals)
	}
}

// standardise finds the mean of each term, and what it is multiplied by.
func (g *regression) standardise() {
	n := len(g.shape.Features)
	terms := n + n*(n+1)/2
	g.mean, g.by = make([]float64, terms), make([]float64, terms)
	square := make([]float64, terms)
	all := 0.0
	for _, r := range g.rows {
		all += r.w
		r.add(g.mean, r.w)
		r.addSquares(square, r.w)
	}
	for k := range g.by {
		g.mean[k] /= all
		penalty := pairRidge
		if k < n {
			penalty = ridge
		}
		g.by[k] = 1 / math.Sqrt(penalty*max(square[k]/all-g.mean[k]*g.mean[k], leastSpread))
	}
}

// add adds a row's terms, so many times each.
func (r row) add(sum []float64, times float64) {
	k := len(r.z)
	for i, x := range r.z {
		x *= times
		sum[i] += x
		for _, y := range r.z[:i+1] {
			sum[k] += x * y
			k++
		}
	}
}

// addSquares adds the squares of the terms.
func (r row) addSquares(sum []float64, times float64) {
	squares := row{z: make([]float64, len(r.z))}
	for i, x := range r.z {
		squares.z[i] = x * x
	}
	squares.add(sum, times)
}

// model returns the model that has these coefficients.
func (g *regression) model(v []float64) dedupe.Model {
	m := g.shape
	m.Bias, m.Weights, m.Pairs = v[0], nil, nil
	weight := func(k int) float64 {
		w := v[1+k] * g.by[k]
		m.Bias -= w * g.mean[k]
		return w
	}
	k := len(m.Features)
	for i := range m.Features {
		m.Weights = append(m.Weights, weight(i))
		pairs := make([]float64, i+1)
		for j := range pairs {
			pairs[j] = weight(k)
			k++
		}
		m.Pairs = append(m.Pairs, pairs)
	}
	return m
}

// loss returns the penalised log loss of coefficients.
func (g *regression) loss(v []float64) float64 {
	if slices.Equal(g.at, v) {
		return g.lost
	}
	g.at = append(g.at[:0], v...)
	g.lost = 0
	for _, x := range v[1:] {
		g.lost += x * x / 2
	}
	m := g.model(v)
	for i := range g.rows {
		r := g.rows[i]
		p := m.Probability(r.z)
		g.residue[i] = r.w * (p - r.y)
		g.lost -= r.w * (r.y*math.Log(max(p, least)) + (1-r.y)*math.Log(max(1-p, least)))
	}
	return g.lost
}

// least keeps the loss of a wrong answer finite.
const least = 1e-12

// slope fills in the gradient of the loss.
func (g *regression) slope(slope, v []float64) {
	g.loss(v)
	var all float64
	sum := make([]float64, len(g.by))
	for i, r := range g.rows {
		all += g.residue[i]
		r.add(sum, g.residue[i])
	}
	slope[0] = all
	for k := range sum {
		slope[1+k] = (sum[k]-all*g.mean[k])*g.by[k] + v[1+k]
	}
}

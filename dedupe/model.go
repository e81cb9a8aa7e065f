package dedupe

import "math"

// Models answer the three questions that decide how one article stands to another:
// were words copied about one event, or do two reports share a formula? Of articles
// with copied words: is it one report, or does a text have other reporting beside the
// copied part? And does one tell a later state of affairs than the other?
type Models struct{ Copied, Whole, Later Model }

// A Model answers one question. It is a logistic regression over features and over
// the products of any two of them: what one feature says depends on the others, as a
// gap of time says less of a text that is copied word for word.
type Model struct {
	Features []Feature
	Ordinary []Ordinary  // of each feature
	Bias     float64     // log odds of an ordinary pair
	Weights  []float64   // of each feature
	Pairs    [][]float64 // row i: weights of the products of feature i with those from 0 to i
}

// Ordinary is the mean of a feature in the pairs that the models learned from, and
// its standard deviation.
type Ordinary struct{ Mean, Spread float64 }

const (
	// farthest bounds a feature, in standard deviations: products grow with the
	// square, and few of the pairs learned from lie farther out.
	farthest = 4
	// manyFeatures is room for the features of one model, so that none is allocated.
	manyFeatures = 40
)

// Measure appends to z, for each feature, how many standard deviations the pair lies
// from an ordinary one, farthest at most either way.
func (m *Model) Measure(z []float64, s Signals) []float64 {
	for i, o := range m.Ordinary {
		z = append(z, max(-farthest, min((m.Features[i].Value(s)-o.Mean)/o.Spread, farthest)))
	}
	return z
}

// Probability returns the model's answer, between 0 and 1, to a pair that Measure
// has measured.
func (m *Model) Probability(z []float64) float64 {
	odds := m.Bias
	for i, row := range m.Pairs {
		by := m.Weights[i]
		for j, w := range row {
			by += w * z[j]
		}
		odds += by * z[i]
	}
	return 1 / (1 + math.Exp(-odds))
}

// ask returns the model's answer, between 0 and 1, to a pair with such signals.
func (m *Model) ask(s Signals) float64 {
	var room [manyFeatures]float64
	return m.Probability(m.Measure(room[:0], s))
}

// shares returns what each feature adds to the log odds of an ordinary pair: what
// it says by itself, and half of what it says together with each other one. For a
// model of products of two these are the Shapley values (Shapley 1953).
func (m *Model) shares(z []float64) []float64 {
	out := make([]float64, len(z))
	for i, row := range m.Pairs {
		out[i] += m.Weights[i] * z[i]
		for j, w := range row {
			both := w * z[i] * z[j] / 2
			out[i] += both
			out[j] += both
		}
	}
	return out
}

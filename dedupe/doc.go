// Package dedupe says how one news article stands to another: whether the two carry
// the same report, word for word or edited, whether one tells a later state of it or
// has other reporting beside it, or whether they only share a formula, as two days'
// gold prices do. It compares two texts word by word and reaches a verdict with its
// evidence. It is pure: no I/O, no clock, the same input gives the same output.
//
// The parts are packages of their own. Package prints signs an article's text, package
// index proposes, among the prints of what is filed, those that may be reposts, and this
// one decides. A [Comparer] makes a [Reading] of each text and an [Overlap] of two of
// these. [Signals] measure the overlap together with what else is [Filed], [Models]
// weigh the signals, and a [Standing] is the verdict that results.
//
// Counts are of stems without stop words, spans are bytes of the texts. The answers of
// the models are probabilities, by logistic regression over features of the signals and
// products of any two; what each feature adds to an answer is its Shapley value
// (Shapley 1953).
package dedupe

// Package dedupe says how one news article stands to another: whether the two carry
// the same report, word for word or edited, whether one tells a later state of it or
// has other reporting beside it, or whether they only share a formula. It compares two
// texts word by word to a verdict with its evidence. It is pure: no I/O, no clock, the
// same input gives the same output.
//
// The parts are packages of their own. Package prints signs an article's text, package
// index proposes, among the prints of what is filed, those that may be reposts, and this
// one decides. A [Comparer] makes a [Reading] of each text, of two of these an
// [Overlap], and of that, with what else is [Filed], [Signals] and a verdict.
//
// Counts are of stems without stop words, spans are bytes of the texts. The answers are
// probabilities, by logistic regression over signals and products of any two; what each
// signal adds to one is its Shapley value (Shapley 1953).
package dedupe

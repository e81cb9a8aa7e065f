// Package dedupe says whether two news articles carry the same report. It signs
// an article's text with a print, finds in an index of prints those that may be
// reposts, and compares two texts word by word to a verdict with its evidence.
// It is pure: no I/O, no clock, the same input gives the same output.
//
// A print is a 64-bit SimHash (Charikar 2002) for whole copies and a set of
// passages: hashes of three stems in a row, winnowed (Schleimer, Wilkerson and
// Aiken 2003) so that any common run of six stems is seen whatever surrounds
// it. The index proposes, the comparison decides.
package dedupe

// Scheme names the method by which prints are made and verdicts reached. Prints
// of different schemes are never compared.
//
// History:
//
//	sada/1  light10 stems without stop words, numbers as tokens; SimHash over
//	        all of them; runs of three, winnowed with window 4.
//	sada/2  the same prints; verdicts by models over rewordings, rare words,
//	        asides and turns as well, and over who speaks and when beside
//	        what is common, each weighed by itself and beside the others.
const Scheme = "sada/2"

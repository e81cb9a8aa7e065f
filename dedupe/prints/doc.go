// Package prints signs an article's text: it makes the print by which articles with the
// same passages are found. It knows of one text at a time, and keeps nothing.
//
// A print is a 64-bit SimHash (Charikar 2002) for whole copies and a set of
// passages: hashes of three stems in a row, winnowed (Schleimer, Wilkerson and
// Aiken 2003) so that any common run of six stems is seen whatever surrounds
// it.
package prints

// Scheme names the method by which prints are made and verdicts reached. Prints
// of different schemes are never compared.
//
// History:
//
//	sada/1  light10 stems without stop words, numbers as tokens; SimHash over
//	        all of them; runs of three, winnowed with window 4.
//	sada/2  the same prints; verdicts by models over rewordings, rare words,
//	        asides and turns as well, and over who speaks and which days are named
//	        beside what is common; features and products of two of them.
const Scheme = "sada/2"

// Package eval says how well stories are filed. It makes newsroom edits of
// articles, formula stories and round-ups whose right place is known, files them
// through the real tracker and store, and compares where they landed with where
// they belong. What it scores it leaves as it is: no threshold is read or set here.
// Training alone makes something, the weights of package dedupe, and only as text.
//
// Everything is drawn from a seed, so that the same seed and the same articles
// give the same table on every machine.
package eval

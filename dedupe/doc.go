// Package dedupe says whether two news articles carry the same report. Package
// prints signs an article's text; this one finds in an index of prints those that
// may be reposts, and compares two texts word by word to a verdict with its
// evidence. It is pure: no I/O, no clock, the same input gives the same output.
// The index proposes, the comparison decides.
package dedupe

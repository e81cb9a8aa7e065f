package dedupe

import (
	"math/bits"
	"slices"

	"sada/arabic"
	"sada/news"
)

const (
	// shingle is the number of stems in a passage. With window it makes every
	// common run of shingle+window-1 = 6 stems visible.
	shingle = 3
	// window is the number of neighbouring shingles of which one is kept:
	// about 2 in 5 are (Schleimer, Wilkerson and Aiken 2003, density 2/(w+1)).
	window = 4
)

// A Signer makes prints. It keeps its working memory from one text to the next
// and allocates nothing once that has grown; the zero value is ready. It is not
// for use by several goroutines at once.
type Signer struct {
	scan   arabic.Scanner
	stems  []uint64
	hashes []uint64
}

// Sign returns the print of an article. The headline is left out: of reposts by
// other outlets 94 in 100 bear another one. Scheme sada/1 keeps nothing in
// Print.Extra.
func Sign(_, text string) news.Print {
	var s Signer
	var p news.Print
	s.Sign(&p, "", text)
	return p
}

// Sign writes the print of an article to p, whose slices are used again.
func (s *Signer) Sign(p *news.Print, _, text string) {
	s.read(text)
	p.Scheme = Scheme
	p.SimHash = simHash(s.stems)
	s.hashes = appendShingles(s.hashes[:0], s.stems)
	p.Passages = distinct(appendWinnowed(p.Passages[:0], s.hashes))
	p.Extra = p.Extra[:0]
}

// read fills in the stems of a text.
func (s *Signer) read(text string) {
	s.stems = s.stems[:0]
	s.scan.Reset(text)
	for s.scan.Scan() {
		if !s.scan.Stop() {
			s.stems = append(s.stems, s.scan.Key())
		}
	}
}

// simHash returns the SimHash of a multiset of hashes: each bit is that of the
// majority. The SimHash of nothing is 0.
//
// The 64 counts are kept as the rows of a matrix of bits, so that adding a hash
// is adding one bit to 64 numbers at once, and the carry out of the lower rows
// is rare: two operations a hash on the average.
func simHash(hashes []uint64) uint64 {
	var rows [32]uint64 // row i holds bit i of all 64 counts
	for _, h := range hashes {
		for i := 0; h != 0; i++ {
			rows[i], h = rows[i]^h, rows[i]&h
		}
	}
	return above(rows[:], uint32(len(hashes)/2))
}

// above returns the columns whose count is greater than limit.
func above(rows []uint64, limit uint32) uint64 {
	var greater uint64
	equal := ^uint64(0)
	for i := len(rows) - 1; i >= 0; i-- {
		if limit>>i&1 == 0 {
			greater |= equal & rows[i]
			equal &^= rows[i]
		} else {
			equal &= rows[i]
		}
	}
	return greater
}

// appendShingles appends the hash of each run of stems.
func appendShingles(dst, stems []uint64) []uint64 {
	for i := 0; i+shingle <= len(stems); i++ {
		dst = append(dst, shingleHash(stems[i], stems[i+1], stems[i+2]))
	}
	return dst
}

// shingleHash combines three stems, themselves well mixed, in their order.
func shingleHash(a, b, c uint64) uint64 {
	return mix(a ^ bits.RotateLeft64(b, 21) ^ bits.RotateLeft64(c, 42))
}

// mix spreads every bit of v over the whole word (SplitMix64's finaliser).
func mix(v uint64) uint64 {
	v = (v ^ v>>30) * 0xBF58476D1CE4E5B9
	v = (v ^ v>>27) * 0x94D049BB133111EB
	return v ^ v>>31
}

// appendWinnowed appends, of each window of hashes, the least, the rightmost of
// equals, once. Fewer hashes than a window are one window.
func appendWinnowed(dst, hashes []uint64) []uint64 {
	for i := range winnowed(hashes) {
		dst = append(dst, hashes[i])
	}
	return dst
}

// winnowed yields the positions that winnowing keeps.
func winnowed(hashes []uint64) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		kept := -1
		for end := min(window, len(hashes)); end <= len(hashes) && end > 0; end++ {
			least := leastOf(hashes, max(0, end-window), end, kept)
			if least != kept && !yield(least) {
				return
			}
			kept = least
		}
	}
}

// leastOf returns the position of the rightmost least hash of a window, given
// that of the window before it (-1 for the first).
func leastOf(hashes []uint64, start, end, before int) int {
	if before >= start {
		if hashes[end-1] <= hashes[before] {
			return end - 1
		}
		return before
	}
	least := start
	for i := start + 1; i < end; i++ {
		if hashes[i] <= hashes[least] {
			least = i
		}
	}
	return least
}

func distinct(v []uint64) []uint64 {
	slices.Sort(v)
	return slices.Compact(v)
}

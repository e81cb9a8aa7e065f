package prints

import (
	"math/bits"
	"slices"

	"sada/arabic"
	"sada/dedupe/hashes"
	"sada/news"
)

const (
	// Shingle is the number of stems in a passage. With window it makes every
	// common run of Shingle+window-1 = 6 stems visible.
	Shingle = 3
	// window is the number of neighbouring shingles of which one is kept:
	// about 2 in 5 are (Schleimer, Wilkerson and Aiken 2003, density 2/(w+1)).
	window = 4
)

// A Signer makes prints. It keeps its working memory from one text to the next
// and allocates nothing once that has grown; the zero value is ready. It is not
// for use by several goroutines at once.
type Signer struct {
	stems  []uint64
	hashes []uint64 // of shingles, then the least of each window
	sorter hashes.Sorter
}

// Sign returns the print of an article. The headline is left out: of reposts by
// other outlets 94 in 100 bear another one. Scheme sada/2 keeps nothing in
// Print.Extra.
func Sign(_, text string) news.Print {
	var s Signer
	var p news.Print
	s.Sign(&p, "", text)
	return p
}

// Sign writes the print of an article to p, whose slices are used again.
func (s *Signer) Sign(p *news.Print, _, text string) {
	s.stems = arabic.AppendKeys(s.stems[:0], text)
	p.Scheme = Scheme
	p.SimHash = simHash(s.stems)
	s.hashes = AppendShingles(s.hashes[:0], s.stems)
	p.Passages = s.sorter.AppendDistinct(p.Passages[:0], windowLeast(s.hashes))
	p.Extra = p.Extra[:0]
}

// simHash returns the SimHash of a multiset of hashes: each bit is that of the
// majority. The SimHash of nothing is 0.
//
// The 64 counts are kept as the rows of a matrix of bits, so that a bit is added
// to 64 numbers at once, and eight hashes are added up before their sum is
// carried on (Harley and Seal's way of counting bits, in Warren, "Hacker's
// Delight", 2013, section 5-1).
func simHash(hashes []uint64) uint64 {
	var rows [32]uint64 // row i holds bit i of all 64 counts
	limit, depth := len(hashes)/2, bits.Len(uint(len(hashes)))
	for ; len(hashes) >= 8; hashes = hashes[8:] {
		carry(rows[3:max(3, depth)], addEight(&rows, (*[8]uint64)(hashes)))
	}
	for _, h := range hashes {
		carry(rows[:depth], h)
	}
	return above(rows[:depth], limit)
}

// carry adds a bit to each of 64 numbers. It does not end early: how far a bit
// is carried cannot be foreseen.
func carry(rows []uint64, h uint64) {
	for i, r := range rows {
		rows[i], h = r^h, r&h
	}
}

// addEight adds eight hashes to the lowest three rows and returns what is
// carried into the fourth.
func addEight(rows *[32]uint64, h *[8]uint64) (eight uint64) {
	ones, a := add(rows[0], h[0], h[1])
	ones, b := add(ones, h[2], h[3])
	twos, c := add(rows[1], a, b)
	ones, a = add(ones, h[4], h[5])
	ones, b = add(ones, h[6], h[7])
	twos, d := add(twos, a, b)
	rows[0], rows[1] = ones, twos
	rows[2], eight = add(rows[2], c, d)
	return eight
}

// add adds three bits in each of 64 columns.
func add(a, b, c uint64) (sum, carry uint64) {
	half := a ^ b
	return half ^ c, a&b | half&c
}

// above returns the columns whose count is greater than limit.
func above(rows []uint64, limit int) uint64 {
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

// AppendShingles appends the hash of each run of Shingle stems.
func AppendShingles(dst, stems []uint64) []uint64 {
	if len(stems) < Shingle {
		return dst
	}
	dst = slices.Grow(dst, len(stems))
	a, b := stems[0], stems[1]
	for _, c := range stems[Shingle-1:] {
		dst = append(dst, shingleHash(a, b, c))
		a, b = b, c
	}
	return dst
}

// shingleHash combines three stems, themselves well mixed, in their order.
func shingleHash(a, b, c uint64) uint64 {
	return hashes.Mix(a ^ bits.RotateLeft64(b, 21) ^ bits.RotateLeft64(c, 42))
}

// windowLeast replaces hashes by the least of each window, once for windows in a
// row that have the same: the values of what Winnowed keeps. Which of two hashes
// is less cannot be foreseen, so no branch hangs on it.
func windowLeast(hashes []uint64) []uint64 {
	if len(hashes) == 0 {
		return hashes
	}
	kept, last := 0, slices.Min(hashes[:min(window, len(hashes))])
	if len(hashes) > window {
		two, next, before := min(hashes[1], hashes[2]), min(hashes[2], hashes[3]), hashes[3]
		for _, h := range hashes[window:] {
			hashes[kept] = last
			pair := min(before, h)
			least := min(two, pair)
			kept += differ(least, last)
			two, next, before, last = next, pair, h, least
		}
	}
	hashes[kept] = last
	return hashes[:kept+1]
}

// differ returns 1 for two numbers that are not the same, without a branch.
func differ(a, b uint64) int {
	d := a ^ b
	return int((d | -d) >> 63)
}

// Winnowed yields the positions of the shingles that winnowing keeps: those that are
// the passages of a text.
func Winnowed(hashes []uint64) func(yield func(int) bool) {
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

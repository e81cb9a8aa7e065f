package prints

import (
	"iter"
	"math/bits"
	"slices"

	"sada/arabic"
	"sada/dedupe/hashes"
	"sada/news"
)

const (
	// Shingle is the number of stems in a passage. Of a common run of
	// Shingle+window-1 = 6 stems at least one passage is in both prints.
	Shingle = 3
	// window is the number of shingles in a row of which at least one, the least, is
	// kept as a passage. 2 in 5 are on the average (Schleimer, Wilkerson and Aiken
	// 2003: density 2/(window+1)).
	window = 4
)

// A Signer makes prints. It keeps its working memory from one text to the next
// and allocates nothing once that has grown; the zero value is ready. It is not
// for use by several goroutines at once.
type Signer struct {
	stems  []uint64
	hashes []uint64 // of shingles; then, in their place, the least of each window
	sorter hashes.Sorter
}

// Sign returns the print of an article, given its headline and text. The headline is
// left out: of reposts by other outlets 94 in 100 bear another one. Scheme sada/2 keeps
// nothing in Print.Extra.
func Sign(_, text string) news.Print {
	var s Signer
	var p news.Print
	s.Sign(&p, "", text)
	return p
}

// Sign writes the print of an article to p, whose slices are used again; see the function
// of the same name.
func (s *Signer) Sign(p *news.Print, _, text string) {
	s.stems = arabic.AppendKeys(s.stems[:0], text)
	p.Scheme = Scheme
	p.SimHash = simHash(s.stems)
	s.hashes = AppendShingles(s.hashes[:0], s.stems)
	p.Passages = s.sorter.AppendDistinct(p.Passages[:0], windowLeast(s.hashes))
	p.Extra = p.Extra[:0]
}

// simHash returns the SimHash of hashes, equal ones counting each time: a bit is set if
// more than half of them have it (Charikar 2002). The SimHash of nothing is 0.
//
// The 64 counts are the columns of a matrix of bits, so that one operation on a row adds
// to all of them. Eight hashes are added up before their sum is carried into the upper
// rows (Harley and Seal's way of counting bits, in Warren, "Hacker's Delight", 2013,
// section 5-1).
func simHash(hashes []uint64) uint64 {
	var rows [32]uint64 // row i holds bit i of each count
	limit, depth := len(hashes)/2, bits.Len(uint(len(hashes)))
	for ; len(hashes) >= 8; hashes = hashes[8:] {
		carry(rows[3:max(3, depth)], addEight(&rows, (*[8]uint64)(hashes)))
	}
	for _, h := range hashes {
		carry(rows[:depth], h)
	}
	return above(rows[:depth], limit)
}

// carry adds the bits of h to 64 counts, of which the lowest bits are in the first row.
// It does not stop once nothing is carried, since the processor couldn't predict where.
func carry(rows []uint64, h uint64) {
	for i, r := range rows {
		rows[i], h = r^h, r&h
	}
}

// addEight adds eight hashes to the lowest three rows. It returns what is to be carried
// into the fourth.
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

// add adds three bits in each of 64 columns (a full adder).
func add(a, b, c uint64) (sum, carry uint64) {
	half := a ^ b
	return half ^ c, a&b | half&c
}

// above returns a bit for each column, which is set if its count is greater than limit.
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

// AppendShingles appends to dst the hash of each run of Shingle stems, in order.
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

// windowLeast replaces hashes by the least of each window, once for windows in a row that
// have the same. These are the hashes of the shingles that Winnowed yields. There is no
// branch on which of two hashes is less, since the processor couldn't predict it.
func windowLeast(hashes []uint64) []uint64 {
	if len(hashes) == 0 {
		return hashes
	}
	kept, last := 0, slices.Min(hashes[:min(window, len(hashes))])
	if len(hashes) > window {
		// The least of a window is that of its two pairs: the first two hashes and the
		// last two. two is the first pair's, next that of the pair after it, before the
		// last hash seen.
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

// differ returns 1 if two numbers are different and 0 if not, without a branch.
func differ(a, b uint64) int {
	d := a ^ b
	return int((d | -d) >> 63)
}

// Winnowed yields, in order, the positions of the shingles that winnowing keeps: those
// that are the passages of a text. hashes are those of all its shingles.
func Winnowed(hashes []uint64) iter.Seq[int] {
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

// leastOf returns the position of the least hash of a window, which goes from start to
// before end; of equal ones the last. before is that of the window one further left, -1
// for the first window.
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

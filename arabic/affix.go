package arabic

import (
	"slices"
	"strings"
)

// Which letters a word begins and ends with cannot be foreseen, so a branch on
// one of them costs more than all else that is done for the word. What the rules
// of stem.go take off is therefore looked up: the prefix by the first four
// letters, the endings by the last three.
var (
	head = newEdge([][]byte{{0}, {alef}, {lam}, {waw}, {beh, kaf, feh}}, 2, func(outer, inner []byte, length int) uint8 {
		w := [lengths]byte{outer[0], outer[1], inner[0], inner[1]}
		return uint8(prefix(w[:length]))
	})
	tail = newEdge([][]byte{{0}, {alef}, {noon}, {teh}, {waw}, {heh}, {yeh}}, 1, func(outer, inner []byte, length int) uint8 {
		return suffix([]byte{inner[0], outer[0], outer[1]}, length)
	})
)

const (
	lengths = 8    // 0 to 7 letters; more count as 7, for no rule asks for more
	unsure  = 0xFF // the cut hangs on letters further inside
)

// An edge tells how many letters to cut off one edge of a word. Letters that
// the rules treat alike form a class, and so do runs of letters, so that all
// that matters has room in 256 places: a place is the sum of what the two outer
// letters say, what those further inside say, and the length of the word.
type edge struct {
	outer [1 << 16]uint8 // by two letters as they stand in the text, the first lowest
	inner [1 << 16]uint8
	cuts  [256]uint8
}

// A rule says how many letters to cut off a word of that length, of which some
// letters are known.
type rule func(outer, inner []byte, length int) uint8

// newEdge writes down what cut says of two outer letters and a number of inner
// ones. The first class is that of all letters in no other.
func newEdge(classes [][]byte, inner int, cut rule) (e edge) {
	outers, inners := runs(classes, 2), runs(classes, inner)
	said := make([]string, len(outers)*len(inners)) // of each pair, for all lengths
	for i := range said {
		said[i] = row(cut, outers[i/len(inners)], inners[i%len(inners)])
	}
	outerKind := kinds(len(outers), func(o int) []string { return said[o*len(inners) : (o+1)*len(inners)] })
	innerKind := kinds(len(inners), func(i int) (column []string) {
		for o := range outers {
			column = append(column, said[o*len(inners)+i])
		}
		return column
	})
	step := lengths * (slices.Max(innerKind) + 1)
	spread(e.outer[:], classes, outerKind, step)
	spread(e.inner[:1<<(8*inner)], classes, innerKind, lengths)
	for i, s := range said {
		copy(e.cuts[outerKind[i/len(inners)]*step+innerKind[i%len(inners)]*lengths:], s)
	}
	return e
}

// runs returns a run of letters for every sequence of n classes.
func runs(classes [][]byte, n int) [][]byte {
	out := [][]byte{{}}
	for range n {
		var longer [][]byte
		for _, class := range classes {
			for _, run := range out {
				longer = append(longer, append(slices.Clone(run), class[0]))
			}
		}
		out = longer
	}
	return out
}

// row is what cut says of words of all lengths.
func row(cut rule, outer, inner []byte) string {
	var r [lengths]byte
	for length := range r {
		r[length] = cut(outer, inner, length)
	}
	return string(r[:])
}

// kinds numbers n runs so that those of which the same is said share a number.
func kinds(n int, said func(int) []string) []int {
	number := map[string]int{}
	out := make([]int, n)
	for i := range out {
		s := strings.Join(said(i), "")
		if _, known := number[s]; !known {
			number[s] = len(number)
		}
		out[i] = number[s]
	}
	return out
}

// spread writes the kind of each run of one or two codes, times step.
func spread(table []uint8, classes [][]byte, kind []int, step int) {
	var class [256]int
	for c, letters := range classes {
		for _, letter := range letters {
			class[letter] = c
		}
	}
	for i := range table {
		table[i] = uint8(step * kind[class[i&0xFF]+len(classes)*class[i>>8]])
	}
}

// suffix returns how many letters the endings take off a word of so many behind
// its prefix, of which the last are known, and unsure where it takes more to
// say. It overwrites known.
func suffix(known []byte, length int) uint8 {
	clear(known[:max(0, len(known)-max(0, length-minStem))]) // no ending may take these
	w := known
	for _, e := range endings {
		if len(w) == 0 || len(w) == 1 && e[1] != 0 && w[0] == e[1] {
			return unsure
		}
		w = w[:len(w)-ending(w, e, 0)]
	}
	return uint8(len(known) - len(w))
}

// prefixLen returns the length of the prefix of a word of n codes, up to seven,
// the first lowest in w.
func prefixLen(w uint64, n int) int {
	return int(head.cuts[head.outer[uint16(w)]+head.inner[uint16(w>>16)]+uint8(n)])
}

// suffixLen returns the length of the endings of a word of n codes behind its
// prefix, up to seven, the last highest in w; or unsure.
func suffixLen(w uint64, n int) int {
	return int(tail.cuts[tail.outer[w>>48]+tail.inner[byte(w>>40)]+uint8(n)])
}

package hashes

import (
	"math/bits"
	"slices"
)

// crowd is how many hashes may share a bucket for insertion sort to be used. Well mixed
// hashes, of which there is one a bucket on the average, never crowd so; those of a
// text that repeats itself may.
const crowd = 16

// A Sorter sorts hashes. It keeps its working memory from one list to the next; the
// zero value is ready. It is not for use by several goroutines at once.
type Sorter struct {
	places []uint32 // of each bucket, where its next hash comes
}

// AppendDistinct appends to dst the different ones of well mixed hashes, in ascending
// order. It deals them into about as many buckets by their highest bits, after which each
// is a place or two from its own, and insertion sort does the rest.
func (s *Sorter) AppendDistinct(dst, hashes []uint64) []uint64 {
	dst = slices.Grow(dst, len(hashes))
	out := dst[len(dst) : len(dst)+len(hashes)]
	if s.deal(out, hashes) > crowd {
		slices.Sort(out)
	} else {
		insertionSort(out)
	}
	return dst[:len(dst)+len(slices.Compact(out))]
}

// deal copies hashes to out in the order of their highest bits. It returns how many
// hashes the fullest bucket has.
func (s *Sorter) deal(out, hashes []uint64) (most uint32) {
	width := bits.Len(uint(len(hashes)))
	shift := uint(64-width) & 63
	s.places = slices.Grow(s.places[:0], 1<<width)[:1<<width]
	clear(s.places)
	for _, h := range hashes {
		s.places[h>>shift]++
	}
	next := uint32(0)
	for i, n := range s.places {
		s.places[i] = next
		next += n
		most = max(most, n)
	}
	for _, h := range hashes {
		at := &s.places[h>>shift]
		out[*at] = h
		*at++
	}
	return most
}

// insertionSort sorts hashes that are nearly in order.
func insertionSort(v []uint64) {
	for i, x := range v {
		for ; i > 0 && v[i-1] > x; i-- {
			v[i] = v[i-1]
		}
		v[i] = x
	}
}

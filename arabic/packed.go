package arabic

import "encoding/binary"

// maxPacked is the number of codes that fit two machine words; of words of the
// press one in a million is longer.
const maxPacked = 16

// A packed word is one of up to maxPacked letters as two machine words, the
// first letter lowest.
type packed struct {
	low, high uint64
	n         int
}

// longWord reads a word of Arabic letters, with marks among them, and the
// separator behind it. It is given the codes at i, and returns where to read on,
// which is i where there is no such word.
func longWord(text string, i int, codes uint64) (w packed, next int) {
	for at := i; ; codes = codesAt(text, at) {
		n := lettersIn(codes)
		if w.n+n > maxPacked {
			return w, i
		}
		w.push(firstOf(codes, n), n)
		at += 2 * n
		if n < 8 {
			after := byte(codes >> (8 * n))
			if after == codeSpace && w.n > 0 {
				return w, at + 1 + int(text[at]>>7)
			}
			if after != codeDrop {
				return w, i
			}
			at += 2
		}
		if at+block > len(text) {
			return w, i
		}
	}
}

// push adds n codes.
func (w *packed) push(codes uint64, n int) {
	at := 8 * uint(w.n)
	w.low |= codes << at
	w.high |= codes>>(64-at) | codes<<(at-64) // one of them shifts everything out
	w.n += n
}

// key returns the key of the word; see [Scanner.Key].
func (w packed) key() uint64 {
	start := prefixLen(w.low, min(w.n, lengths-1))
	cut := suffixLen(w.tail(), min(w.n-start, lengths-1))
	if cut == unsure {
		cut = w.ending(start)
	}
	low, high := w.low>>(8*start)|w.high<<(64-8*start), w.high>>(8*start)
	n := w.n - start - cut
	key := firstOf(low, min(n, 8))
	if n > 8 {
		key = mix(key) ^ firstOf(high, n-8)
	}
	return mix(key)
}

// tail returns the last eight codes, the last highest.
func (w packed) tail() uint64 {
	at := 8 * uint(w.n)
	return w.low<<(64-at) | w.low>>(at-64) | w.high<<(128-at)
}

// ending returns the number of letters that endings take off.
func (w packed) ending(start int) int {
	var b [maxPacked]byte
	binary.LittleEndian.PutUint64(b[:], w.low)
	binary.LittleEndian.PutUint64(b[8:], w.high)
	return w.n - len(withoutEndings(b[:w.n], start+minStem))
}

// stop returns 1 for a stop word.
func (w packed) stop() int { return is(w.n <= maxStop+1) & listed(withoutWaw(w.low)) }

package arabic

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// AppendKeys appends to dst the key of each token of text that is no stop word,
// in order, and returns the result: what a loop over a [Scanner] with Stop and
// Key gives, in half the time. It is for prints of many texts.
func AppendKeys(dst []uint64, text string) []uint64 {
	var s Scanner
	s.Reset(text)
	for {
		dst = s.appendPlain(slices.Grow(dst, 1))
		if len(dst) == cap(dst) {
			continue
		}
		if !s.Scan() {
			return dst
		}
		if !s.Stop() {
			dst = append(dst, s.Key())
		}
	}
}

// appendPlain appends the keys of words as long as they are of Arabic letters
// and marks and a separator follows. Five in six have up to seven letters and no
// mark: for them no branch is taken that cannot be foreseen. Whether such a word
// is a stop word decides only where the next key goes. It ends early where dst is
// full.
func (s *Scanner) appendPlain(dst []uint64) []uint64 {
	text, i, n := s.text, s.pos, len(dst)
	dst = dst[:cap(dst)]
	for uint(n) < uint(len(dst)) && i+block <= len(text) {
		b := text[i : i+block]
		codes := codesOf(b) | codesOf(b[8:])<<32
		size := bits.TrailingZeros64(^codes&letterBits|1<<63) &^ 7 // bits of the letters, up to seven
		if byte(codes>>(size&63)) != codeSpace {
			w, next := longWord(text, i, codes)
			if next == i {
				break
			}
			dst[n], i = w.key(), next
			n += 1 - w.stop()
			continue
		}
		i += size / 4
		if size == 0 || b[size/4] >= utf8.RuneSelf {
			i = separators(text, i)
			if size == 0 {
				continue
			}
		} else {
			i++
		}
		last := codes << (-size & 63)
		low := last >> (-size & 63)
		start := prefixLen(low, size/8)
		cut := suffixLen(last, size/8-start)
		if cut == unsure {
			cut = packed{low: low, n: size / 8}.ending(start)
		}
		dst[n] = mix(last << (8 * cut & 63) >> ((8*(start+cut) - size) & 63))
		bare, waws := withoutWaw(low)
		n += 1 - listed(bare, waws)
	}
	s.pos = i
	return dst[:n]
}

// separators returns where the separators that begin at i end.
func separators(text string, i int) int {
	for i+1 < len(text) && pairs[uint16(text[i])|uint16(text[i+1])<<8] == codeSpace {
		i += 1 + int(text[i]>>7)
	}
	return i
}

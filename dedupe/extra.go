package dedupe

import (
	"encoding/binary"
	"slices"
)

// maxNumbers bounds the number contexts kept of a text: the longest price list
// met had 60 different ones.
const maxNumbers = 64

// An extra is what a print holds beside hash and passages: how long the text
// is, a hash of its whole sequence of stems, and its numbers, each hashed with
// the stem before it.
//
// As bytes: uvarint words, eight bytes sequence, then
// four bytes for each number context, ascending; all little endian.
type extra struct {
	words    int
	sequence uint64
	numbers  []uint32
}

func (e *extra) reset() { *e = extra{numbers: e.numbers[:0]} }

func (e *extra) number(before, number uint64) {
	if len(e.numbers) < maxNumbers {
		e.numbers = append(e.numbers, uint32(mix(before^number>>1)))
	}
}

func (e *extra) append(dst []byte) []byte {
	slices.Sort(e.numbers)
	e.numbers = slices.Compact(e.numbers)
	dst = binary.AppendUvarint(dst, uint64(e.words))
	dst = binary.LittleEndian.AppendUint64(dst, e.sequence)
	for _, n := range e.numbers {
		dst = binary.LittleEndian.AppendUint32(dst, n)
	}
	return dst
}

// parseExtra reads what append wrote; ok is false where it is something else.
func parseExtra(b []byte) (e extra, ok bool) {
	words, n := binary.Uvarint(b)
	if n <= 0 || len(b)-n < 8 || (len(b)-n)%4 != 0 || len(b)-n > 8+4*maxNumbers {
		return extra{}, false
	}
	e.words = int(words)
	e.sequence = binary.LittleEndian.Uint64(b[n:])
	for b = b[n+8:]; len(b) > 0; b = b[4:] {
		e.numbers = append(e.numbers, binary.LittleEndian.Uint32(b))
	}
	return e, true
}

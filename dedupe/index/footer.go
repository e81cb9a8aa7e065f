package index

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

	"github.com/zeebo/xxh3"

	"sada/dedupe/prints"
)

// segmentForm is the version of a segment's form. Its footer begins with segmentMark.
//
// History:
//
//	1  postings of 32 bits by 34-bit hashes; three tables of SimHashes.
//	2  four tables of SimHashes.
//	3  where buckets lie is said beside them; what is known of an article lies
//	   together; up to 16 million articles.
//	4  one table of SimHashes holds articles, three say in which part of it.
//	5  a sieve of passages; headers stand in the middle of their groups.
const (
	segmentMark = "sada/segment\n\x00\x00\x00"
	segmentForm = 5
	footerBytes = 256
)

// A footer says what a segment holds. It stands at the end, since a segment is written
// from beginning to end before it is known how long it will be.
type footer struct {
	slotBits         uint // length of a slot's number, in bits
	sieve            uint // length of the number of a bit of the sieve, in bits; 0 if there is none
	articles         int
	postings         int            // length of all groups of buckets, in units of four bytes
	near             [nearParts]int // articles in each table of SimHashes
	first, last      int64          // ids
	story            int64          // the least id of a story
	earliest, latest uint32         // Unix seconds
	sums             uint64         // checksum of the blocks' checksums
	sum              uint64         // checksum of the footer, and so of all
}

// append appends the footer's bytes to dst and returns its checksum besides.
func (f footer) append(dst []byte) ([]byte, uint64) {
	le, from := binary.LittleEndian, len(dst)
	dst = append(dst, segmentMark...)
	dst = le.AppendUint32(dst, segmentForm)
	dst = le.AppendUint32(dst, uint32(f.slotBits))
	dst = le.AppendUint64(dst, uint64(f.articles))
	dst = le.AppendUint64(dst, uint64(f.postings))
	for _, n := range f.near {
		dst = le.AppendUint64(dst, uint64(n))
	}
	for _, v := range []int64{f.first, f.last, f.story} {
		dst = le.AppendUint64(dst, uint64(v))
	}
	dst = le.AppendUint32(dst, f.earliest)
	dst = le.AppendUint32(dst, f.latest)
	dst = le.AppendUint64(dst, f.sums)
	dst = le.AppendUint32(dst, uint32(f.sieve))
	dst = append(dst, prints.Scheme...)
	dst = append(dst, make([]byte, footerBytes-8-(len(dst)-from))...)
	sum := xxh3.Hash(dst[from:])
	return le.AppendUint64(dst, sum), sum
}

// readFooter reads the footer at the end of data.
func readFooter(data []byte) (f footer, err error) {
	if len(data) < footerBytes || len(data)-maxBytes >= maxBytes { // twice maxBytes overflows 32 bits
		return f, damaged("%d bytes", len(data))
	}
	b, le := data[len(data)-footerBytes:], binary.LittleEndian
	f.sum = le.Uint64(b[footerBytes-8:])
	switch {
	case !bytes.HasPrefix(b, []byte(segmentMark)):
		return f, damaged("no footer")
	case xxh3.Hash(b[:footerBytes-8]) != f.sum:
		return f, damaged("its footer has another checksum")
	case le.Uint32(b[16:]) != segmentForm:
		return f, damaged("form %d, not %d", le.Uint32(b[16:]), segmentForm)
	}
	f.slotBits = uint(le.Uint32(b[20:]))
	f.articles, f.postings = clamped(le.Uint64(b[24:])), clamped(le.Uint64(b[32:]))
	for i := range f.near {
		f.near[i] = clamped(le.Uint64(b[40+8*i:]))
	}
	f.first, f.last, f.story = int64(le.Uint64(b[72:])), int64(le.Uint64(b[80:])), int64(le.Uint64(b[88:]))
	f.earliest, f.latest, f.sums = le.Uint32(b[96:]), le.Uint32(b[100:]), le.Uint64(b[104:])
	f.sieve = uint(le.Uint32(b[112:]))
	return f, f.check(string(bytes.TrimRight(b[116:footerBytes-8], "\x00")))
}

// check returns an error if the footer says what no writer writes.
func (f footer) check(scheme string) error {
	switch {
	case scheme != prints.Scheme:
		return damaged("prints of scheme %q, not %q", scheme, prints.Scheme)
	case f.articles < 1 || f.slotBits > maxSlotBits || f.slotBits != slotBitsFor(f.articles):
		return damaged("%d articles in slots of %d bits", f.articles, f.slotBits)
	case f.sieve != 0 && f.sieve != f.slotBits+sieveBits:
		return damaged("a sieve of %d bits and slots of %d", f.sieve, f.slotBits)
	case f.near[0] != f.articles || slices.Max(f.near[:]) > f.articles:
		return damaged("%d articles, and %v in the tables of SimHashes", f.articles, f.near)
	case f.first > f.last || f.last-f.first < 0:
		return damaged("articles %d to %d", f.first, f.last)
	}
	return nil
}

// clamped bounds a number that is read, so that sums of such numbers don't overflow. No
// segment has so many of anything.
func clamped(v uint64) int { return int(min(v, math.MaxInt32)) }

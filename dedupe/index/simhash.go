package index

import (
	"encoding/binary"
	"math/bits"
)

// Two SimHashes that differ in three bits at most are equal in one of four parts of
// partBits bits. So there are four tables, one for each part, and each has the articles
// in buckets by that part of their SimHash. The first table names the articles: it has
// of each a word, which is 24 other bits of its SimHash, and its slot. The other three
// name none: their word of an article is its first part and 8 bits more. Where such a
// word is near, the bucket of the first table that it tells of is looked through, so
// that an article is always found in the first table. One word in 7,000 of unlike
// articles passes for near, so that hardly a SimHash is read in vain, and a lookup
// among ten million articles reads four rows of words and nothing else.
const (
	partBits  = 16
	nearParts = 64 / partBits
)

const (
	// wordBytes is the length of a word, and that of a slot.
	wordBytes = 3
	// perRow sets the number of buckets: if all hold as many articles, they hold 2 to
	// the power of perRow at most, and half of that at least. So the words of one lie
	// in two or three cache lines, and saying where buckets begin takes at most a byte
	// an article in all four tables. In a segment so large that each value of a part
	// has its bucket, buckets are longer.
	perRow = 5
	// maxRow bounds how many words of a bucket are read, from the newest on: 64 times
	// as many as a bucket of the largest segment has on the average.
	maxRow = 1 << 14
	// maxAlike bounds how many articles of a bucket may be near. So many are
	// furniture, and the newest suffice.
	maxAlike = 1023
)

// nearBucketBits returns how many bits of a part choose a bucket.
func nearBucketBits(slotBits uint) uint { return min(partBits, slotBits-perRow) }

// nearBucket returns the bucket of a SimHash in a table.
func nearBucket(simHash uint64, table int, width uint) uint32 {
	return uint32(bits.RotateLeft64(simHash, partBits*table) >> (64 - width))
}

// nearWord returns the word of a SimHash in a table.
func nearWord(simHash uint64, table int) uint32 {
	if table == 0 {
		return uint32(simHash << partBits >> (64 - 8*wordBytes))
	}
	other := table%(nearParts-1) + 1 // a part that is neither the first nor the one equal
	return uint32(simHash>>(64-partBits))<<8 | uint32(bits.RotateLeft64(simHash, partBits*other)>>56)
}

// A partTable says where a table lies in a segment. Of each bucket there are the highest
// bytes of all words, then the middle ones, then the lowest, so that eight words can be
// compared at a time; in the first table the slots come after them. Behind all buckets
// is a list of 32-bit numbers: how many articles lie before each bucket, and in all.
type partTable struct {
	buckets, starts int // where these begin, in bytes
	each            int // bytes an article: its word, in the first table its slot too
	articles        int
	width           uint // of a bucket's number, in bits
}

// laidTable places a table of so many articles behind what ends at from, and returns
// where it ends.
func laidTable(from, table int, slotBits uint, articles int) (t partTable, end int) {
	t = partTable{buckets: from, each: wordBytes, articles: articles, width: nearBucketBits(slotBits)}
	if table == 0 {
		t.each += wordBytes
	}
	t.starts = from + (t.each*articles+3)/4*4
	return t, from + lines(t.start(1<<t.width)+4-from)
}

// bucket returns the bucket of a SimHash.
func (t *partTable) bucket(simHash uint64, table int) uint32 {
	return nearBucket(simHash, table, t.width)
}

// told returns the bucket of this table, which is the first, that a word of another
// table tells of.
func (t *partTable) told(word uint32) uint32 { return word >> (8*wordBytes - t.width) }

// start returns the place of the list's entry for a bucket, in bytes.
func (t *partTable) start(bucket uint32) int { return t.starts + 4*int(bucket) }

// A row is where a bucket lies. Its words are intact, and so are the beyond bytes behind
// them.
type row struct {
	at  int // where it begins, in bytes
	all int // its articles
	n   int // how many of these are looked at: the newest
}

// beyond is how many bytes behind its words are intact too, so that they can be read
// eight at a time.
const beyond = 7

// row returns where a bucket lies and verifies its words; nothing if it is damaged.
func (t *partTable) row(in *blocks, bucket uint32) row {
	from, to := int(in.u32(t.start(bucket))), int(in.u32(t.start(bucket+1)))
	if from > to || to > t.articles {
		in.broken.Store(true)
		return row{}
	}
	r := row{at: t.buckets + t.each*from, all: to - from, n: min(to-from, maxRow)}
	if r.n == 0 || !in.intact(r.at, r.at+wordBytes*r.all+beyond) {
		return row{}
	}
	return r
}

// words returns the bytes of the words.
func (r row) words(data []byte) []byte { return data[r.at:][:wordBytes*r.all] }

// column returns the i-th byte of each word that is looked at, the highest being the
// first, and the beyond bytes behind them.
func (r row) column(data []byte, i int) []byte {
	return data[r.at+r.all*(i+1)-r.n:][:r.n+beyond]
}

// word returns the i-th word that is looked at.
func (r row) word(data []byte, i int) uint32 {
	high, middle, low := r.column(data, 0), r.column(data, 1), r.column(data, 2)
	return uint32(high[i])<<16 | uint32(middle[i])<<8 | uint32(low[i])
}

// ones has the lowest bit of each of eight bytes.
const ones = 0x01_01_01_01_01_01_01_01

// appendAlike appends the places of the words that differ from one in most bits or
// fewer, the last first, and no more than limit of them.
func (r row) appendAlike(dst []int32, data []byte, word uint32, most, limit int) []int32 {
	if r.n == 0 || most < 0 {
		return dst
	}
	high, middle, low := r.column(data, 0), r.column(data, 1), r.column(data, 2)
	a, b, c := uint64(word>>16)*ones, uint64(word>>8&0xFF)*ones, uint64(word&0xFF)*ones
	for at := (r.n - 1) &^ 7; at >= 0; at -= 8 {
		le := binary.LittleEndian
		few := fewOnes(le.Uint64(high[at:])^a, le.Uint64(middle[at:])^b, le.Uint64(low[at:])^c, most)
		for few != 0 {
			i := bits.Len64(few) / 8 * 8 // where the byte after the last one marked begins
			few &^= 0x80 << (i - 8)
			if place := at + i/8 - 1; place < r.n && len(dst) < limit {
				dst = append(dst, int32(place))
			}
		}
	}
	return dst
}

// fewOnes sets the highest bit of each byte in whose place a, b and c together have
// most ones or fewer, and no other bit.
func fewOnes(a, b, c uint64, most int) uint64 {
	n := inFours(a) + inFours(b) + inFours(c)
	n = n&(0x0F*ones) + n>>4&(0x0F*ones)
	return ^(n + uint64(0x7F-most)*ones) & (0x80 * ones)
}

// inFours counts the ones in each group of four bits.
func inFours(v uint64) uint64 {
	v -= v >> 1 & (0x55 * ones)
	return v&(0x33*ones) + v>>2&(0x33*ones)
}

// slotAt returns the slot of the i-th article of a bucket of the first table that
// is looked at.
func (s *Segment) slotAt(in row, i int) int32 {
	at := in.at + wordBytes*(2*in.all-in.n+i)
	if !s.intact(at, at+wordBytes+1) {
		return 0
	}
	return int32(s.slot(binary.LittleEndian.Uint32(s.data[at:]) & (1<<(8*wordBytes) - 1)))
}

// writeTable writes a table and returns how many articles are in it.
func writeTable(to *sealer, prints []uint64, slotBits uint, table int) (articles int) {
	width := nearBucketBits(slotBits)
	ends, order := ordered(prints, func(p uint64) uint32 { return nearBucket(p, table, width) }, 1<<width)
	starts := make([]uint32, 1, len(ends)+1)
	from := uint32(0)
	for _, end := range ends {
		list := order[from:end]
		from = end
		if table > 0 { // no more are read; but the first table holds all
			list = list[max(0, len(list)-maxRow):]
		}
		for shift := 8 * (wordBytes - 1); shift >= 0; shift -= 8 {
			for _, slot := range list {
				to.u8(byte(nearWord(prints[slot], table) >> shift))
			}
		}
		if table == 0 {
			for _, slot := range list {
				to.u24(slot)
			}
		}
		articles += len(list)
		starts = append(starts, uint32(articles))
	}
	to.fill(4)
	for _, n := range starts {
		to.u32(n)
	}
	to.line()
	return articles
}

// ordered sorts the slots of SimHashes by their buckets, then by slot. It returns where
// each bucket ends in order.
func ordered(prints []uint64, bucket func(uint64) uint32, count int) (ends, order []uint32) {
	ends, order = make([]uint32, count), make([]uint32, len(prints))
	for _, p := range prints {
		if b := bucket(p) + 1; int(b) < count {
			ends[b]++
		}
	}
	for i := 1; i < count; i++ {
		ends[i] += ends[i-1]
	}
	for slot, p := range prints { // ends[b] is where the next slot of bucket b comes
		at := &ends[bucket(p)]
		order[*at] = uint32(slot)
		*at++
	}
	return ends, order
}

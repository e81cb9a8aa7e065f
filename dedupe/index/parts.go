package index

import (
	"encoding/binary"
	"math/bits"
)

// Two SimHashes that differ in three bits are equal in one of four parts of
// partBits bits. So there are four tables. In the first lie all articles by their
// first part: of each a word, which are 24 other bits of its SimHash, and its slot.
// The others tell, by another part, only which first parts the articles have that
// are equal in it: a word of each, which is its first part and 8 bits more. Where
// one may be near, all that have its first part are looked through: in the first
// table it is found either way. One word in 7,000 of unlike articles passes for
// near, so that hardly a SimHash is read in vain, and a lookup among ten million
// reads four rows of words and nothing else.
const (
	partBits  = 16
	nearParts = 64 / partBits
)

const (
	// wordBytes are those of a word, and those of a slot.
	wordBytes = 3
	// perRow is the binary logarithm of how many articles a bucket holds at most, if
	// all hold as many, half of it at the least: their words lie in two or three
	// cache lines, and where buckets begin is said in at most a byte an article. Once
	// a bucket for each part is there, they grow.
	perRow = 5
	// maxRow bounds how many words of a bucket are read, the newest ones: 64 times
	// as many as in the largest segment on the average.
	maxRow = 1 << 14
	// maxAlike bounds how many articles of a bucket may be near: so many are
	// furniture, of which the newest do.
	maxAlike = 1023
)

// nearBucketBits is how many bits of a part choose a bucket.
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

// A partTable is where the words lie in a segment, bucket by bucket: the highest
// bytes of all words of a bucket, then the middle ones, then the lowest, so that
// eight words are compared at a time; in the first table its slots after them.
// Behind all buckets it is said, in 32 bits, how many articles lie before each, and
// before the end.
type partTable struct {
	buckets, starts int // where these begin, in bytes
	each            int // bytes an article
	articles        int
	width           uint // of a bucket's number, in bits
}

// laidParts places a table of so many articles behind what ends at from, and
// returns where it ends.
func laidParts(from, table int, slotBits uint, articles int) (t partTable, end int) {
	t = partTable{buckets: from, each: wordBytes, articles: articles, width: nearBucketBits(slotBits)}
	if table == 0 {
		t.each += wordBytes
	}
	t.starts = from + (t.each*articles+3)/4*4
	return t, from + lines(t.start(1<<t.width)+4-from)
}

func (t *partTable) bucket(simHash uint64, table int) uint32 {
	return nearBucket(simHash, table, t.width)
}

// told returns the bucket of this table, the first one, that a word of another
// tells of.
func (t *partTable) told(word uint32) uint32 {
	return word & (1<<(8*wordBytes) - 1) >> (8*wordBytes - t.width)
}

// start returns where it is said where a bucket begins.
func (t *partTable) start(bucket uint32) int { return t.starts + 4*int(bucket) }

// A row is a bucket. Its words are sure to be what was written, and so are the
// seven bytes behind them, so that they can be read eight at a time.
type row struct {
	at  int // where it begins, in bytes
	all int // its articles
	n   int // those of them, the newest, that are looked at
}

// beyond is how many bytes behind its words are sure as well.
const beyond = 7

// row returns a bucket.
func (t *partTable) row(in *blocks, bucket uint32) row {
	from, to := int(in.u32(t.start(bucket))), int(in.u32(t.start(bucket+1)))
	if from > to || to > t.articles {
		in.broken.Store(true)
		return row{}
	}
	r := row{at: t.buckets + t.each*from, all: to - from, n: min(to-from, maxRow)}
	if r.n == 0 || !in.sure(r.at, r.at+wordBytes*r.all+beyond) {
		return row{}
	}
	return r
}

// words returns the bytes of the words.
func (r row) words(data []byte) []byte { return data[r.at:][:wordBytes*r.all] }

// column returns one byte of each word that is looked at, and those beyond.
func (r row) column(data []byte, i int) []byte {
	return data[r.at+r.all*(i+1)-r.n:][:r.n+beyond]
}

// word returns the i-th word that is looked at.
func (r row) word(data []byte, i int) uint32 {
	high, middle, low := r.column(data, 0), r.column(data, 1), r.column(data, 2)
	return uint32(high[i])<<16 | uint32(middle[i])<<8 | uint32(low[i])
}

// ones is a one in each of eight bytes.
const ones = 0x01_01_01_01_01_01_01_01

// appendAlike appends the places of the words that differ in so many bits at
// most, the last first, limit of them at most.
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

// fewOnes marks by the highest bit of a byte where the bytes of three words have
// so many ones at most, together.
func fewOnes(a, b, c uint64, most int) uint64 {
	n := inFours(a) + inFours(b) + inFours(c)
	n = n&(0x0F*ones) + n>>4&(0x0F*ones)
	return ^(n + uint64(0x7F-most)*ones) & (0x80 * ones)
}

// inFours counts the ones in each four bits.
func inFours(v uint64) uint64 {
	v -= v >> 1 & (0x55 * ones)
	return v&(0x33*ones) + v>>2&(0x33*ones)
}

// slotAt returns the slot of the i-th article of a bucket of the first table that
// is looked at.
func (s *Segment) slotAt(in row, i int) int32 {
	at := in.at + wordBytes*(2*in.all-in.n+i)
	if !s.sure(at, at+wordBytes+1) {
		return 0
	}
	return int32(s.slot(binary.LittleEndian.Uint32(s.data[at:]) & (1<<(8*wordBytes) - 1)))
}

// writePart writes a table and returns how many articles are in it.
func writePart(to *sealer, prints []uint64, slotBits uint, table int) (articles int) {
	width := nearBucketBits(slotBits)
	ends, order := ordered(prints, func(p uint64) uint32 { return nearBucket(p, table, width) }, 1<<width)
	starts := make([]uint32, 1, len(ends)+1)
	from := uint32(0)
	for _, end := range ends {
		list := order[from:end]
		from = end
		if table > 0 { // the first is to hold all
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

// ordered returns the slots of SimHashes in the order of their buckets, and then
// their own, and where each bucket ends.
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
	for slot, p := range prints { // each is where it begins until its last article is placed
		at := &ends[bucket(p)]
		order[*at] = uint32(slot)
		*at++
	}
	return ends, order
}

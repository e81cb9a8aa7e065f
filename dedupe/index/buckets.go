package index

import "encoding/binary"

const (
	// perGroup buckets lie together around a header that says where each lies. Where
	// the header of a group is, is said in 32 bits of a list short enough to stay in
	// the processor's caches, half a megabyte for a million articles. So a bucket is
	// found by two cache misses in what is mostly one page of memory, at nine bits
	// a bucket. With the header before the buckets, as form 4 had it, every third
	// bucket was in another page than its header; with half of them before it, every
	// sixth is. With the headers in a place of their own, as form 2 had them, there
	// were two pages to a bucket, and at 17 bits a bucket twice as long.
	perGroup = 64
	// perCell buckets are told of by one word of a header: where the first begins,
	// in entries from the header on, in 16 bits with a sign, and how long each is in
	// six.
	perCell    = 8
	countBits  = 6
	cellsBytes = 8 * perGroup / perCell
	// wideBytes are the bytes of a header where that doesn't do, as with furniture:
	// 16 bits for each bucket, where it begins, and where the last one ends.
	wideBytes = 2*perGroup + 4
	// maxBucket bounds a bucket, so that 15 bits always do for half of a group. One holds ten postings on
	// the average.
	maxBucket = (1<<16 - 1) / perGroup
)

// Buckets are lists of 32-bit entries in a segment, found by number: groups of
// them, then the list of where their headers are, in units of four bytes, the
// highest bit of which says that one is wide.
type buckets struct {
	groups int // where the groups begin, in bytes
	starts int // where the list begins
	count  int // of buckets, whole groups
}

// laid places buckets behind what ends at from, and returns where they end. Of
// the length of all groups it is told in units of four bytes.
func (b *buckets) laid(from, count, length int) (end int) {
	b.groups, b.starts, b.count = from, from+4*length, count
	return from + lines(4*length+4*(count/perGroup))
}

// A header is where the header of a group begins in bytes, doubled, and one more
// if it is wide.
type header int

// noHeader is that of a group that isn't there.
const noHeader header = -1

// at returns the byte to be touched for a bucket.
func (h header) at(bucket uint64) int {
	if h&1 != 0 {
		return int(h>>1) + int(2*(bucket%perGroup))
	}
	return int(h>>1) + int(bucket%perGroup/perCell*8)
}

// A stretch is where the entries of buckets lie: a range in units of four bytes,
// the size of an entry. They are sure to be what was written.
type stretch struct{ from, n uint32 }

// ahead is how many bytes before its entries are sure as well, so that they can be
// read eight at a time from the end on. Before the first group so many are zero.
const ahead = 28

// start returns where it is said where the header of a bucket's group is.
func (b *buckets) start(bucket uint64) int { return b.starts + 4*int(bucket/perGroup) }

// header returns the header of a bucket's group.
func (b *buckets) header(in *blocks, bucket uint64) header {
	start := in.u32(b.start(bucket))
	at, wide := b.groups+4*int(start&(1<<31-1)), start>>31
	end := at + cellsBytes + int(wide)*(wideBytes-cellsBytes)
	if at < b.groups+ahead || end > b.starts {
		in.broken.Store(true)
		return noHeader
	}
	if !in.sure(at, end) {
		return noHeader
	}
	return header(at<<1) | header(wide)
}

// behind returns where a bucket lies behind the header of its group.
func (b *buckets) behind(in *blocks, h header, bucket uint64) stretch {
	if h == noHeader {
		return stretch{}
	}
	i := bucket % perGroup
	at, end := int(h>>1), int(h>>1)+cellsBytes
	var from, to int
	if h&1 == 0 {
		from, to = narrow(in.data[at:end], i)
	} else {
		end = at + wideBytes
		from, to = wide(in.data[at:end], i)
	}
	if i >= perGroup/2 {
		at = end
	}
	from, to = at+4*from, at+4*to
	if from > to || from < b.groups+ahead || to > b.starts {
		in.broken.Store(true)
		return stretch{}
	}
	if !in.sure(from-ahead, to) {
		return stretch{}
	}
	return stretch{uint32(from / 4), uint32(to-from) / 4}
}

// narrow reads from cells where a bucket begins and ends.
func narrow(cells []byte, i uint64) (from, to int) {
	cell := binary.LittleEndian.Uint64(cells[i/perCell*8:])
	i %= perCell
	from = int(int16(cell)) + firstOf(cell>>16, i)
	return from, from + int(cell>>(16+countBits*i)&(1<<countBits-1))
}

// firstOf returns the sum of the first n of eight counts, all at a time.
func firstOf(counts, n uint64) int {
	const low = 0x03F_03F_03F_03F // every second one
	counts &= 1<<(countBits*n) - 1
	counts = counts&low + counts>>countBits&low
	return int(counts * 0x001_001_001_001 >> 36 & 0xFFF)
}

// wide reads from a list where a bucket begins and ends.
func wide(begins []byte, i uint64) (from, to int) {
	le := binary.LittleEndian
	return int(int16(le.Uint16(begins[2*i:]))), int(int16(le.Uint16(begins[2*i+2:])))
}

// entries returns the entries of a bucket.
func (b *blocks) entries(in stretch) []byte { return b.data[4*int(in.from):][:4*int(in.n)] }

// A bucketer writes buckets one after the other.
type bucketer struct {
	*sealer
	from    int      // where the groups begin
	starts  []uint32 // where their headers are, in units of four bytes from there
	bucket  int      // the one that entries come into
	ends    [perGroup]uint16
	entries []uint32 // of the group
}

// newBucketer writes count buckets, whole groups.
func newBucketer(s *sealer, count int) *bucketer {
	b := &bucketer{sealer: s, from: s.at(), starts: make([]uint32, 0, count/perGroup)}
	for range ahead / 4 {
		b.u32(0)
	}
	return b
}

// to ends buckets until the given one is the last begun.
func (b *bucketer) to(bucket int) {
	for b.bucket < bucket {
		b.ends[b.bucket%perGroup] = uint16(len(b.entries))
		if b.bucket++; b.bucket%perGroup == 0 {
			b.group()
		}
	}
}

// group writes a group.
func (b *bucketer) group() {
	half := b.ends[perGroup/2-1]
	for _, e := range b.entries[:half] {
		b.u32(e)
	}
	b.header(half)
	for _, e := range b.entries[half:] {
		b.u32(e)
	}
	b.entries = b.entries[:0]
}

// header writes the header of a group, behind the entries of one half.
func (b *bucketer) header(half uint16) {
	start := uint32((b.at() - b.from) / 4)
	if cells, ok := b.cells(half); ok {
		for _, c := range cells {
			b.u32(uint32(c)) // a word may lie in two blocks
			b.u32(uint32(c >> 32))
		}
	} else {
		start |= 1 << 31
		b.u16(-half)
		for _, end := range b.ends {
			b.u16(end - half)
		}
		b.u16(0)
	}
	b.starts = append(b.starts, start)
}

// cells returns the header of a group, unless it must be wide.
func (b *bucketer) cells(half uint16) (cells [perGroup / perCell]uint64, ok bool) {
	begun := uint16(0)
	for i, end := range b.ends {
		cell := &cells[i/perCell]
		if i%perCell == 0 {
			*cell = uint64(begun - half)
		}
		n := end - begun
		if n >= 1<<countBits {
			return cells, false
		}
		*cell |= uint64(n) << (16 + countBits*(i%perCell))
		begun = end
	}
	return cells, true
}

// room is how many entries the last bucket can take.
func (b *bucketer) room() int {
	begun := 0
	if i := b.bucket % perGroup; i > 0 {
		begun = int(b.ends[i-1])
	}
	return maxBucket - (len(b.entries) - begun)
}

// close ends all buckets and writes where their groups lie. It returns the length
// of these in units of four bytes.
func (b *bucketer) close() (length int) {
	b.to(cap(b.starts) * perGroup)
	length = (b.at() - b.from) / 4
	for _, start := range b.starts {
		b.u32(start)
	}
	b.line()
	return length
}

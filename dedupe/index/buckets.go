package index

import "encoding/binary"

const (
	// perGroup buckets lie together around a header that says where each lies. A
	// list of 32 bits a group says where its header is; at half a megabyte for a
	// million articles it stays in the processor's caches. So a bucket is found by two
	// cache misses in what is mostly one page of memory, and costs nine bits. With the
	// header before the buckets, as form 4 had it, every third bucket was in another
	// page than its header; with half of them before it, every sixth is. With the
	// headers in a place of their own, as form 2 had them, a bucket cost two pages, and
	// 17 bits.
	perGroup = 64
	// A narrow header is a word of 64 bits, a cell, for every perCell buckets: the
	// lowest 16 bits say with a sign where the first of them begins, in entries from
	// the header, then come countBits for the length of each.
	perCell    = 8
	countBits  = 6
	cellsBytes = 8 * perGroup / perCell
	// wideBytes is the length of a wide header, which is needed where a bucket is too
	// long for a cell, as with furniture: 16 bits for where each bucket begins, and
	// for where the last one ends.
	wideBytes = 2*perGroup + 4
	// maxBucket bounds the entries of a bucket, so that 15 bits always suffice for
	// half of a group. A bucket holds ten postings on the average.
	maxBucket = (1<<16 - 1) / perGroup
)

// buckets are lists of 32-bit entries in a segment, found by number. They lie in
// groups; behind all groups is the list of where their headers are, in units of four
// bytes, in which the highest bit says that a header is wide.
type buckets struct {
	groups int // where the groups begin, in bytes
	starts int // where the list begins
	count  int // of buckets, whole groups
}

// laid places buckets behind what ends at from, and returns where they end. length is
// that of all groups, in units of four bytes.
func (b *buckets) laid(from, count, length int) (end int) {
	b.groups, b.starts, b.count = from, from+4*length, count
	return from + lines(4*length+4*(count/perGroup))
}

// A header is the place of a group's header: where it begins, in bytes, shifted by one
// bit, and a bit that is set if it is wide.
type header int

// noHeader stands for the header of a group that is damaged.
const noHeader header = -1

// at returns the byte of the header that tells of a bucket.
func (h header) at(bucket uint64) int {
	if h&1 != 0 {
		return int(h>>1) + int(2*(bucket%perGroup))
	}
	return int(h>>1) + int(bucket%perGroup/perCell*8)
}

// A stretch is where the entries of a bucket lie: from is where they begin, in units of
// four bytes, the size of an entry, and n is their number. They are intact, and so are
// the ahead bytes before them.
type stretch struct{ from, n uint32 }

// ahead is how many bytes before the entries of a bucket may be read as well, so that
// they can be read eight at a time from the end. Before the first group so many are zero.
const ahead = 28

// start returns the place of the list's entry for a bucket's group, in bytes.
func (b *buckets) start(bucket uint64) int { return b.starts + 4*int(bucket/perGroup) }

// header looks up the header of a bucket's group and verifies it.
func (b *buckets) header(in *blocks, bucket uint64) header {
	start := in.u32(b.start(bucket))
	at, wide := b.groups+4*int(start&(1<<31-1)), start>>31
	end := at + cellsBytes + int(wide)*(wideBytes-cellsBytes)
	if at < b.groups+ahead || end > b.starts {
		in.broken.Store(true)
		return noHeader
	}
	if !in.intact(at, end) {
		return noHeader
	}
	return header(at<<1) | header(wide)
}

// locate returns where a bucket lies, as the header of its group says, and verifies it;
// nothing if it is damaged.
func (b *buckets) locate(in *blocks, h header, bucket uint64) stretch {
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
	if !in.intact(from-ahead, to) {
		return stretch{}
	}
	return stretch{uint32(from / 4), uint32(to-from) / 4}
}

// narrow reads from a narrow header where its i-th bucket begins and ends.
func narrow(cells []byte, i uint64) (from, to int) {
	cell := binary.LittleEndian.Uint64(cells[i/perCell*8:])
	i %= perCell
	from = int(int16(cell)) + firstOf(cell>>16, i)
	return from, from + int(cell>>(16+countBits*i)&(1<<countBits-1))
}

// firstOf returns the sum of the first n of eight counts. It adds neighbours, which
// makes four counts of 12 bits, and these by a multiplication.
func firstOf(counts, n uint64) int {
	const low = 0x03F_03F_03F_03F // every second count
	counts &= 1<<(countBits*n) - 1
	counts = counts&low + counts>>countBits&low
	return int(counts * 0x001_001_001_001 >> 36 & 0xFFF)
}

// wide reads from a wide header where its i-th bucket begins and ends.
func wide(begins []byte, i uint64) (from, to int) {
	le := binary.LittleEndian
	return int(int16(le.Uint16(begins[2*i:]))), int(int16(le.Uint16(begins[2*i+2:])))
}

// entries returns the entries of a bucket.
func (b *blocks) entries(in stretch) []byte { return b.data[4*int(in.from):][:4*int(in.n)] }

// A bucketer writes buckets one after the other.
type bucketer struct {
	*sealer
	from    int              // where the groups begin
	starts  []uint32         // where their headers are, in units of four bytes from there
	bucket  int              // the one that is being written
	ends    [perGroup]uint16 // where the buckets of its group end among the entries
	entries []uint32         // of its group
}

// newBucketer begins count buckets, which are whole groups.
func newBucketer(s *sealer, count int) *bucketer {
	b := &bucketer{sealer: s, from: s.at(), starts: make([]uint32, 0, count/perGroup)}
	for range ahead / 4 {
		b.u32(0)
	}
	return b
}

// to ends all buckets before the given one, in which the next entries come.
func (b *bucketer) to(bucket int) {
	for b.bucket < bucket {
		b.ends[b.bucket%perGroup] = uint16(len(b.entries))
		if b.bucket++; b.bucket%perGroup == 0 {
			b.group()
		}
	}
}

// group writes a group: half of the buckets, the header, the other half.
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

// header writes the header of a group. half is the number of entries before it.
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

// cells returns a narrow header, unless it must be wide.
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

// room returns how many more entries the bucket can take; less than 0 if it has too
// many.
func (b *bucketer) room() int {
	begun := 0
	if i := b.bucket % perGroup; i > 0 {
		begun = int(b.ends[i-1])
	}
	return maxBucket - (len(b.entries) - begun)
}

// close ends all buckets and writes where the headers of their groups lie. It returns
// the length of all groups, in units of four bytes.
func (b *bucketer) close() (length int) {
	b.to(cap(b.starts) * perGroup)
	length = (b.at() - b.from) / 4
	for _, start := range b.starts {
		b.u32(start)
	}
	b.line()
	return length
}

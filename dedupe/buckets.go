package dedupe

import "encoding/binary"

const (
	// perGroup buckets share a cache line: where the first begins, in 32 bits,
	// and where each ends beyond that, in 16. So one cache miss finds a bucket,
	// at 17 bits a bucket.
	perGroup = 30
	// maxBucket bounds a bucket, so that 16 bits always do. One of passages holds
	// 21 postings on the average, one of SimHashes 8.
	maxBucket = (1<<16 - 1) / perGroup
)

// Buckets are lists of 32-bit entries in a segment, found by number.
type buckets struct {
	entries int // where the entries begin, in bytes
	groups  int // where the groups begin
	count   int // of buckets
	total   int // of entries
}

// laid places buckets behind what ends at from, and returns where they end.
func (b *buckets) laid(from, count, total int) (end int) {
	b.entries, b.count, b.total = from, count, total
	b.groups = from + lines(4*total)
	return b.groups + lineBytes*((count+perGroup-1)/perGroup)
}

// A stretch is where the entries of a bucket lie: a range of bytes.
type stretch struct{ from, n int32 }

// group returns where it is said where a bucket lies.
func (b *buckets) group(bucket uint64) int { return b.groups + lineBytes*int(bucket/perGroup) }

// find returns where a bucket lies.
func (b *buckets) find(in *blocks, bucket uint64) stretch {
	i := int(bucket % perGroup)
	line := in.read(b.group(bucket), lineBytes)
	base := int(binary.LittleEndian.Uint32(line))
	from, to := base, base+int(binary.LittleEndian.Uint16(line[4+2*i:]))
	if i > 0 {
		from += int(binary.LittleEndian.Uint16(line[2+2*i:]))
	}
	if from > to || to > b.total {
		in.broken.Store(true)
		return stretch{}
	}
	return stretch{int32(b.entries + 4*from), int32(4 * (to - from))}
}

// A bucketer writes buckets one after the other.
type bucketer struct {
	*sealer
	ends  []uint32
	total uint32
}

// newBucketer writes count buckets.
func newBucketer(s *sealer, count int) *bucketer {
	return &bucketer{sealer: s, ends: make([]uint32, 0, count)}
}

// to ends buckets until the given one is the last begun.
func (b *bucketer) to(bucket int) {
	for len(b.ends) < bucket {
		b.ends = append(b.ends, b.total)
	}
}

// room is how many entries the last bucket can take.
func (b *bucketer) room() int {
	begun := uint32(0)
	if n := len(b.ends); n > 0 {
		begun = b.ends[n-1]
	}
	return maxBucket - int(b.total-begun)
}

func (b *bucketer) entry(v uint32) {
	b.u32(v)
	b.total++
}

// close ends all buckets and writes where each lies.
func (b *bucketer) close() (total int) {
	b.to(cap(b.ends))
	b.line()
	base := uint32(0)
	for from := 0; from < len(b.ends); from += perGroup {
		b.u32(base)
		to := min(from+perGroup, len(b.ends))
		for _, end := range b.ends[from:to] {
			b.u16(uint16(end - base))
		}
		base = b.ends[to-1]
		b.line()
	}
	return int(b.total)
}

package dedupe

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// NearBits is in how many bits the SimHashes of two articles may differ for
// the one to propose the other (Manku, Jain and Das Sarma 2007 use 3 of 64).
const NearBits = 3

// nearParts are the bits of a SimHash at which its parts of nearWidth bits
// begin. Two that differ in three bits are equal in one of four parts. Three
// parts, of which one is looked up with each of its bits changed in turn as well
// (multi-index hashing by Norouzi, Punjani and Fleet 2012), spare four bytes an
// article at three times the cache misses: among a million articles 9 us, where
// these take 3.
var nearParts = [...]int{0, 16, 32, 48}

// nearWidth is the length of a part in bits.
const nearWidth = 16

// nearBucketBits is such that a bucket holds four to eight articles. Where a part
// decides fewer bits than that, the articles that are equal in it lie in as many
// buckets as make up for it, one behind the other: what these say needs no place
// in the entries.
func nearBucketBits(slotBits uint) uint { return max(slotBits, 9) - 3 }

// A probe is one lookup of a SimHash in one table of a segment.
type probe struct {
	part   int32 // which of the segments asked
	table  int32 // which of its tables
	bucket uint64
	count  uint64  // of buckets, a power of two within one group
	like   uint64  // the bucket among them in which one just like it would lie
	header header  // of the group that the buckets lie in, once it is found
	in     stretch // where they lie, once it is known
	check  uint32  // what an entry must have above its slot, but for a few bits
	exact  uint32  // those that must be the same, for the part is
}

// appendProbes appends the lookups that find all SimHashes near one.
func (s *Segment) appendProbes(dst []probe, part int32, simHash uint64) []probe {
	width := nearBucketBits(s.foot.slotBits)
	more := max(width, nearWidth) - nearWidth
	same := min(max(width, nearWidth)-width, s.printBits())
	exact := uint32(1<<same-1) << (s.printBits() - same)
	for i, from := range nearParts {
		turned := bits.RotateLeft64(simHash, from)
		bucket := turned >> (64 - width)
		dst = append(dst, probe{
			part: part, table: int32(i), bucket: bucket >> more << more, count: 1 << more, like: bucket & (1<<more - 1),
			check: uint32(turned << width >> (32 + s.foot.slotBits)), exact: exact,
		})
	}
	return dst
}

// appendLikely appends the slots within the segment of the articles found whose
// SimHash may be near, by what is known of it here.
func (p *probe) appendLikely(dst []int32, s *Segment) []int32 {
	list := s.entries(p.in)
	if len(list) == 0 {
		return dst
	}
	for i := range p.count {
		n := len(list)
		if i+1 < p.count {
			n = min(n, 4*s.near[p.table].length(&s.blocks, p.header, p.bucket+i))
		}
		if most := NearBits - bits.OnesCount64(i^p.like); most >= 0 {
			dst = p.appendLike(dst, s, list[:n], most)
		}
		list = list[n:]
	}
	return dst
}

// appendLike appends those of one bucket which differ in so many bits at most.
func (p *probe) appendLike(dst []int32, s *Segment, list []byte, most int) []int32 {
	for at := len(list) - 4; at >= 0; at -= 4 {
		entry := binary.LittleEndian.Uint32(list[at:])
		d := entry>>s.foot.slotBits ^ p.check
		if d&p.exact == 0 && bits.OnesCount32(d) <= most {
			dst = append(dst, int32(s.slot(entry)))
		}
	}
	return dst
}

// aim has gather look for articles whose SimHash is near as well.
func (f *finder) aim(simHash uint64) {
	f.simHash = simHash
	for i, s := range f.segments {
		f.probes = s.appendProbes(f.probes, int32(i), simHash)
	}
	f.slots = f.index.tail.appendNear(f.slots[:0], simHash)
	slices.Reverse(f.slots)
	f.nearby = appendSlots(f.nearby, inTail, f.slots)
}

// aimStarts touches where it is said where the groups begin.
func (f *finder) aimStarts() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		f.touch(s, s.near[p.table].start(p.bucket))
	}
}

// aimHeaders finds the headers of the groups, and touches them.
func (f *finder) aimHeaders() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		p.header = s.near[p.table].header(&s.blocks, p.bucket)
		if p.header != noHeader {
			f.touch(s, p.header.at(p.bucket))
		}
	}
}

// aimPlaces finds the buckets, and touches them.
func (f *finder) aimPlaces() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		p.in = s.near[p.table].behind(&s.blocks, p.header, p.bucket, p.count)
		for at := 0; at < int(p.in.n); at += lineBytes / 4 {
			f.touch(s, 4*(int(p.in.from)+at))
		}
	}
}

// aimSlots finds the articles whose SimHash may be near, and touches their
// SimHashes. One may come twice.
func (f *finder) aimSlots() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		f.slots = p.appendLikely(f.slots[:0], s)
		for _, slot := range f.slots {
			f.touch(s, s.prints+8*int(slot))
		}
		f.nearby = appendSlots(f.nearby, p.part, f.slots)
	}
}

// hitNear leaves of these the ones whose SimHash is near.
func (f *finder) hitNear() {
	kept := f.nearby[:0]
	for _, h := range f.nearby {
		if h.part == inTail || bits.OnesCount64(f.segments[h.part].simHash(int(h.slot))^f.simHash) <= NearBits {
			kept = append(kept, h)
		}
	}
	f.nearby = kept
}

// touch makes the memory fetch a byte that will be read, if its block was checked
// already.
func (f *finder) touch(s *Segment, at int) {
	if s.known(at) {
		f.warm += s.data[at]
	}
}

// writeNear writes the table of one part of the SimHashes.
func writeNear(to *sealer, prints []uint64, slotBits uint, part int) (total int) {
	width := nearBucketBits(slotBits)
	turned := func(p uint64) uint64 { return bits.RotateLeft64(p, nearParts[part]) }
	starts := make([]uint32, 1<<width+1)
	for _, p := range prints {
		starts[turned(p)>>(64-width)+1]++
	}
	for i := range starts[1:] {
		starts[i+1] += starts[i]
	}
	entries := make([]uint32, len(prints))
	for slot, p := range prints {
		at := &starts[turned(p)>>(64-width)]
		entries[*at] = uint32(turned(p)<<width>>(32+slotBits))<<slotBits | uint32(slot)
		*at++
	}
	b := newBucketer(to, 1<<width)
	from := uint32(0)
	for bucket, end := range starts[:1<<width] { // each now begins where it ended
		b.to(bucket)
		list := entries[from:end]
		for _, e := range list[max(0, len(list)-maxBucket):] { // so many are furniture: the newest do
			b.entry(e)
		}
		from = end
	}
	return b.close()
}

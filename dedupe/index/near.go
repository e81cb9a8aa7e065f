package index

import (
	"cmp"
	"math/bits"
	"slices"
)

// NearBits is in how many bits the SimHashes of two articles may differ for
// the one to propose the other (Manku, Jain and Das Sarma 2007 use 3 of 64).
const NearBits = 3

// A probe is one lookup of a SimHash in one table of a segment.
type probe struct {
	part   int32  // which of the segments asked
	table  int32  // which of its tables
	bucket uint32 // in which one just like it would lie
	word   uint32 // that of one just like it
	in     row    // where the bucket lies, once it is known
}

// An otherBucket is a bucket of the first table, by the segment asked above 32 bits.
type otherBucket uint64

// aim has gather look for articles whose SimHash is near as well.
func (f *finder) aim(simHash uint64) {
	f.simHash = simHash
	for i, s := range f.segments {
		for table := range s.near {
			f.probes = append(f.probes, probe{
				part: int32(i), table: int32(table), bucket: s.near[table].bucket(simHash, table), word: nearWord(simHash, table),
			})
		}
	}
	f.slots = f.index.tail.appendNear(f.slots[:0], simHash)
	slices.Reverse(f.slots)
	f.nearby = appendSlots(f.nearby, inTail, f.slots)
}

// aimStarts touches where it is said where the buckets begin.
func (f *finder) aimStarts() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		f.touch(s, s.near[p.table].start(p.bucket))
	}
}

// aimRows finds the buckets, and touches their words.
func (f *finder) aimRows() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		p.in = s.near[p.table].row(&s.blocks, p.bucket)
	}
	warm := byte(0)
	for i := range f.probes {
		p := &f.probes[i]
		words := p.in.words(f.segments[p.part].data)
		for at := 0; at < len(words); at += lineBytes {
			warm += words[at]
		}
	}
	f.warm += warm
}

// aimSlots finds the articles whose SimHash may be near: those in the bucket of
// the first table that one just like it would lie in, and in the buckets of it
// that the other tables tell of.
func (f *finder) aimSlots() {
	f.others = f.others[:0]
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.part]
		if p.table == 0 {
			f.like(p.part, p.in, p.word, NearBits)
		} else {
			f.aimOthers(p, s)
		}
	}
	slices.Sort(f.others)
	for _, o := range slices.Compact(f.others) {
		part, bucket := int32(o>>32), uint32(o)
		s := f.segments[part]
		t := &s.near[0]
		differ := bits.OnesCount32(bucket ^ t.bucket(f.simHash, 0))
		f.like(part, t.row(&s.blocks, bucket), nearWord(f.simHash, 0), NearBits-differ)
	}
}

// aimOthers finds the buckets of the first table, but for the one in which one
// just like it would lie, that hold articles which may be near.
func (f *finder) aimOthers(p *probe, s *Segment) {
	first := &s.near[0]
	own := first.bucket(f.simHash, 0)
	f.slots = p.in.appendAlike(f.slots[:0], s.data, p.word, NearBits, maxRow)
	for _, place := range f.slots {
		if other := first.told(p.in.word(s.data, int(place))); other != own {
			f.others = append(f.others, otherBucket(p.part)<<32|otherBucket(other))
		}
	}
}

// like adds the articles of a bucket of the first table whose words differ in so
// many bits at most, the newest first, and touches what is known of them.
func (f *finder) like(part int32, in row, word uint32, most int) {
	s := f.segments[part]
	f.slots = in.appendAlike(f.slots[:0], s.data, word, most, maxAlike)
	for i, place := range f.slots {
		slot := s.slotAt(in, int(place))
		f.touch(s, s.prints+8*int(slot))
		f.touch(s, s.docs+docBytes*int(slot))
		f.slots[i] = slot
	}
	f.nearby = appendSlots(f.nearby, part, f.slots)
}

// hitNear leaves of these the ones whose SimHash is near, the newest first.
func (f *finder) hitNear() {
	kept := f.nearby[:0]
	for _, h := range f.nearby {
		if h.part == inTail || bits.OnesCount64(f.segments[h.part].simHash(int(h.slot))^f.simHash) <= NearBits {
			kept = append(kept, h)
		}
	}
	if len(kept) > maxStories {
		slices.SortFunc(kept, func(a, b holder) int { return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(b.slot, a.slot)) })
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

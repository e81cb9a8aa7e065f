package index

import (
	"cmp"
	"math/bits"
	"slices"
)

// nearBits is in how many bits the SimHashes of two articles may differ for
// the one to propose the other (Manku, Jain and Das Sarma 2007 use 3 of 64).
const nearBits = 3

// A probe is one lookup of a SimHash in one table of a segment.
type probe struct {
	seg    int32  // which of the finder's segments
	table  int32  // which of its tables
	bucket uint32 // in which an equal SimHash would lie
	word   uint32 // that an equal SimHash would have
	in     row    // where the bucket lies, once that is known
}

// An otherBucket is the number of a bucket of the first table, below the seg of its
// segment in the upper 32 bits.
type otherBucket uint64

// aim has the next gather look for articles whose SimHash is near, too. Those of the
// tail are found at once.
func (f *finder) aim(simHash uint64) {
	f.simHash = simHash
	for i, s := range f.segments {
		for table := range s.near {
			f.probes = append(f.probes, probe{
				seg: int32(i), table: int32(table), bucket: s.near[table].bucket(simHash, table), word: nearWord(simHash, table),
			})
		}
	}
	f.slots = f.index.tail.appendNear(f.slots[:0], simHash)
	slices.Reverse(f.slots)
	f.nearby = appendSlots(f.nearby, inTail, f.slots)
}

// aimStarts touches the places that say where the buckets begin.
func (f *finder) aimStarts() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.seg]
		f.touch(s, s.near[p.table].start(p.bucket))
	}
}

// aimRows finds the buckets, and touches their words.
func (f *finder) aimRows() {
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.seg]
		p.in = s.near[p.table].row(&s.blocks, p.bucket)
	}
	warm := byte(0)
	for i := range f.probes {
		p := &f.probes[i]
		words := p.in.words(f.segments[p.seg].data)
		for at := 0; at < len(words); at += lineBytes {
			warm += words[at]
		}
	}
	f.warm += warm
}

// aimSlots finds the articles whose SimHash may be near. They lie in the first table: in
// the bucket of an equal SimHash, and in those that the other tables tell of.
func (f *finder) aimSlots() {
	f.others = f.others[:0]
	for i := range f.probes {
		p := &f.probes[i]
		s := f.segments[p.seg]
		if p.table == 0 {
			f.like(p.seg, p.in, p.word, nearBits)
		} else {
			f.aimOthers(p, s)
		}
	}
	slices.Sort(f.others)
	for _, o := range slices.Compact(f.others) {
		seg, bucket := int32(o>>32), uint32(o)
		s := f.segments[seg]
		t := &s.near[0]
		differ := bits.OnesCount32(bucket ^ t.bucket(f.simHash, 0))
		f.like(seg, t.row(&s.blocks, bucket), nearWord(f.simHash, 0), nearBits-differ)
	}
}

// aimOthers notes the buckets of the first table that a probe of another table tells of,
// without that of an equal SimHash.
func (f *finder) aimOthers(p *probe, s *Segment) {
	first := &s.near[0]
	own := first.bucket(f.simHash, 0)
	f.slots = p.in.appendAlike(f.slots[:0], s.data, p.word, nearBits, maxRow)
	for _, place := range f.slots {
		if other := first.told(p.in.word(s.data, int(place))); other != own {
			f.others = append(f.others, otherBucket(p.seg)<<32|otherBucket(other))
		}
	}
}

// like adds to nearby the articles of a bucket of the first table whose words differ in
// so many bits at most, the newest first, and touches what is kept of them.
func (f *finder) like(seg int32, in row, word uint32, most int) {
	s := f.segments[seg]
	f.slots = in.appendAlike(f.slots[:0], s.data, word, most, maxAlike)
	for i, place := range f.slots {
		slot := s.slotAt(in, int(place))
		f.touch(s, s.prints+8*int(slot))
		f.touch(s, s.docs+docBytes*int(slot))
		f.slots[i] = slot
	}
	f.nearby = appendSlots(f.nearby, seg, f.slots)
}

// keepNear drops from nearby those whose whole SimHash isn't near. If there are so many
// that they may be crowded, it puts the newest first, as appendStories expects.
func (f *finder) keepNear() {
	kept := f.nearby[:0]
	for _, h := range f.nearby {
		if h.seg == inTail || bits.OnesCount64(f.segments[h.seg].simHash(int(h.slot))^f.simHash) <= nearBits {
			kept = append(kept, h)
		}
	}
	if len(kept) > maxStories {
		slices.SortFunc(kept, func(a, b holder) int { return cmp.Or(cmp.Compare(a.seg, b.seg), cmp.Compare(b.slot, a.slot)) })
	}
	f.nearby = kept
}

// touch has the memory fetch a byte that will be read, if its block is verified.
func (f *finder) touch(s *Segment, at int) {
	if s.verified(at) {
		f.warm += s.data[at]
	}
}

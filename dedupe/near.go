package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// NearBits is in how many bits the SimHashes of two articles may differ for
// the one to propose the other (Manku, Jain and Das Sarma 2007 use 3 of 64).
const NearBits = 3

// nearParts are the parts of a SimHash by which articles are found. Two that
// differ in three bits, spread over three parts, are equal in one of the first
// two or differ in one bit of the third at most: else there would be one, one
// and two. So the first two are looked up as they are, the third with each of
// its bits changed in turn. A fourth part would spare those lookups at four
// bytes an article more.
var nearParts = [...]struct{ from, width, differ int }{{0, 21, 0}, {21, 21, 0}, {42, 22, 1}}

// nearBucketBits is such that a bucket holds four to eight articles.
func nearBucketBits(slotBits uint) uint { return slotBits - 3 }

// A probe is one lookup of a SimHash in one bucket of a segment.
type probe struct {
	seg    *Segment
	part   int
	bucket uint64
	in     stretch // once it is found
	check  uint32  // what an entry must have above its slot, but for a few bits
	exact  uint32  // those that must be the same
	left   int     // how many others may differ
}

// appendProbes appends the lookups that find all SimHashes near one.
func (s *Segment) appendProbes(dst []probe, simHash uint64) []probe {
	width := int(nearBucketBits(s.foot.slotBits))
	for i, part := range nearParts {
		turned := bits.RotateLeft64(simHash, part.from)
		bucket := turned >> (64 - width)
		p := probe{seg: s, part: i, bucket: bucket, check: uint32(turned << width >> (32 + s.foot.slotBits)), left: NearBits}
		same := min(part.width-width, int(s.printBits()))
		exact := uint32(1<<same-1) << (int(s.printBits()) - same)
		if part.differ == 0 {
			p.exact = exact
		}
		dst = append(dst, p)
		if part.differ == 0 {
			continue
		}
		p.exact, p.left = exact, NearBits-1
		for bit := range width {
			p.bucket = bucket ^ 1<<bit
			dst = append(dst, p)
		}
	}
	return dst
}

// find finds out where the bucket lies.
func (p *probe) find() { p.in = p.seg.near[p.part].find(&p.seg.blocks, p.bucket) }

// appendNear appends the slots within the segment of the articles found whose
// SimHash is near.
func (p *probe) appendNear(dst []int32, simHash uint64) []int32 {
	s := p.seg
	for list := s.read(int(p.in.from), int(p.in.n)); len(list) >= 4; list = list[4:] {
		entry := binary.LittleEndian.Uint32(list)
		d := entry>>s.foot.slotBits ^ p.check
		if d&p.exact != 0 || bits.OnesCount32(d) > p.left {
			continue
		}
		if slot := s.slot(entry); bits.OnesCount64(s.simHash(slot)^simHash) <= NearBits {
			dst = append(dst, int32(slot))
		}
	}
	return dst
}

// writeNear writes the table of one part of the SimHashes.
func writeNear(to *sealer, prints []uint64, slotBits uint, part int) (total int) {
	width := int(nearBucketBits(slotBits))
	turned := func(p uint64) uint64 { return bits.RotateLeft64(p, nearParts[part].from) }
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

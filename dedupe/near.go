package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// NearBits is in how many bits the SimHashes of two articles may differ for
// the one to propose the other (Manku, Jain and Das Sarma 2007 use 3 of 64).
const NearBits = 3

// nearParts are the bits of a SimHash at which its parts of nearWidth bits
// begin. Two that differ in three bits are equal in one of four parts. Three
// parts, one of them looked up with each of its bits changed in turn, spare four
// bytes an article at five times the lookups: 6.7 us among a million articles,
// where these take 2.9.
var nearParts = [...]int{0, 16, 32, 48}

// nearWidth is the length of a part in bits.
const nearWidth = 16

// nearBucketBits is such that a bucket holds four to eight articles, and no more
// than a part decides.
func nearBucketBits(slotBits uint) uint { return min(slotBits-3, nearWidth) }

// A probe is one lookup of a SimHash in one bucket of a segment.
type probe struct {
	seg    *Segment
	part   int
	bucket uint64
	in     stretch // once it is found
	check  uint32  // what an entry must have above its slot, but for a few bits
	exact  uint32  // those that must be the same, for the part is
}

// appendProbes appends the lookups that find all SimHashes near one.
func (s *Segment) appendProbes(dst []probe, simHash uint64) []probe {
	width := int(nearBucketBits(s.foot.slotBits))
	same := min(nearWidth-width, int(s.printBits()))
	exact := uint32(1<<same-1) << (int(s.printBits()) - same)
	for i, from := range nearParts {
		turned := bits.RotateLeft64(simHash, from)
		check := uint32(turned << width >> (32 + s.foot.slotBits))
		dst = append(dst, probe{seg: s, part: i, bucket: turned >> (64 - width), check: check, exact: exact})
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
		if d&p.exact != 0 || bits.OnesCount32(d) > NearBits {
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

package index

import "slices"

// An ask is one lookup of a passage in a segment that may hold it.
type ask struct {
	passage int32   // its place in the finder's hashes; -1 behind the last ask of a segment
	header  header  // of the group that its bucket lies in
	in      stretch // its bucket
}

// gather finds who holds each passage, and whose SimHash is near to the one aimed at.
// It goes step by step, each for all of them: what a step will read was touched by the
// step before, so that the memory fetches many places at a time.
func (f *finder) gather(passages []uint64) {
	f.hashes, f.loose, f.asks, f.begins = f.hashes[:0], f.loose[:0], f.asks[:0], f.begins[:0]
	for _, p := range passages {
		h := shortened(p)
		f.hashes = append(f.hashes, h)
		f.loose = append(f.loose, f.index.tail.mayHold(h))
	}
	for _, s := range f.segments {
		f.touchStarts(s)
	}
	f.aimStarts()
	for _, s := range f.segments {
		f.askHeaders(s)
	}
	f.aimRows()
	for seg, s := range f.segments {
		f.askBuckets(s, f.asks[f.begins[seg]:])
	}
	f.aimSlots()
	f.search()
	f.keepNear()
	f.probes = f.probes[:0]
}

// search reads the buckets that were located, and the tail.
func (f *finder) search() {
	sorted := f.sorted[:0]
	f.ends = f.ends[:0]
	for i, h := range f.hashes {
		if f.loose[i] {
			f.slots = f.index.tail.appendSlots(f.slots[:0], h)
			sorted = appendSlots(sorted, inTail, f.slots)
		}
		for seg, s := range f.segments {
			if a := &f.asks[f.begins[seg]]; a.passage == int32(i) {
				sorted = s.appendHolders(sorted, int32(seg), h, a.in)
				f.begins[seg]++
			}
		}
		f.ends = append(f.ends, len(sorted))
	}
	f.sorted = sorted
}

// touchStarts touches what a segment is asked first: its sieve, or, if it has none, the
// list of where headers lie. A segment that has a sieve is small, and its list lies in
// the caches anyway.
func (f *finder) touchStarts(s *Segment) {
	f.spots = f.spots[:0]
	for _, h := range f.hashes {
		at := s.passages.start(h >> s.fingerprintBits())
		if s.sieve.width > 0 {
			at = s.sieve.place(h)
		}
		if s.verified(at) {
			f.spots = append(f.spots, at)
		}
	}
	f.touchAll(s)
}

// askHeaders makes the asks of a segment, looks up the headers of the groups that they
// lead to, and touches where these tell of the buckets.
func (f *finder) askHeaders(s *Segment) {
	first := len(f.asks)
	f.begins = append(f.begins, first)
	f.asks = s.appendAsks(f.asks, f.hashes)
	f.spots = f.spots[:0]
	for i := range f.asks[first : len(f.asks)-1] {
		a := &f.asks[first+i]
		bucket := f.hashes[a.passage] >> s.fingerprintBits()
		if a.header = s.passages.header(&s.blocks, bucket); a.header != noHeader {
			f.spots = append(f.spots, a.header.at(bucket))
		}
	}
	f.touchAll(s)
}

// appendAsks appends an ask for each passage that articles of the segment may hold, and
// one of passage -1. There is no branch on whether the sieve lets a passage pass, since
// the processor couldn't predict it.
func (s *Segment) appendAsks(dst []ask, hashes []uint64) []ask {
	n := len(dst)
	dst = slices.Grow(dst, len(hashes)+1)[:n+len(hashes)+1]
	for i, h := range hashes {
		dst[n].passage = int32(i)
		n += asInt(s.mayHold(h))
	}
	dst[n].passage = -1
	return dst[:n+1]
}

// asInt returns 1 for true, 0 for false. It compiles to one instruction.
func asInt(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// askBuckets locates the buckets of a segment's asks and touches them.
func (f *finder) askBuckets(s *Segment, asks []ask) {
	f.spots = f.spots[:0]
	for i := range asks {
		a := &asks[i]
		if a.passage < 0 {
			break
		}
		a.in = s.passages.locate(&s.blocks, a.header, f.hashes[a.passage]>>s.fingerprintBits())
		if a.in.n > 0 {
			to := 4 * int(a.in.from+a.in.n)
			f.spots = append(f.spots, to-1)
			for n := int(a.in.n); n > 0; n -= 8 {
				to -= 32
				f.spots = append(f.spots, to)
			}
		}
	}
	f.touchAll(s)
}

// touchAll touches the spots in a loop that does nothing else. A processor looks ahead
// some two hundred instructions, so that it has many spots fetched at a time. With four
// instructions more a spot it took eight times as long.
func (f *finder) touchAll(s *Segment) {
	data, warm := s.data, byte(0)
	for _, at := range f.spots {
		warm += data[at]
	}
	f.warm += warm
}

// appendSlots appends slots of one segment, or of the tail, as holders.
func appendSlots(dst []holder, seg int32, slots []int32) []holder {
	for _, slot := range slots {
		dst = append(dst, holder{seg, slot})
	}
	return dst
}

// holders returns the articles that hold the i-th passage, the newest first.
func (f *finder) holders(i int) []holder {
	if i == 0 {
		return f.sorted[:f.ends[0]]
	}
	return f.sorted[f.ends[i-1]:f.ends[i]]
}

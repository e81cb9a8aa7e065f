package index

import "slices"

// An ask is one lookup of a passage in a segment that may hold it.
type ask struct {
	passage int32 // which of those that are asked for; -1 behind the last one of a segment
	header  header
	in      stretch
}

// gather finds who holds each passage, and whose SimHash is near to the one aimed
// at. For all of them it is touched where headers lie before the first is read,
// then the headers, then the buckets, so that the memory works at many at a time.
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
	for part, s := range f.segments {
		f.askPlaces(s, f.asks[f.begins[part]:])
	}
	f.aimSlots()
	f.search()
	f.hitNear()
	f.probes = f.probes[:0]
}

// search reads the buckets found.
func (f *finder) search() {
	sorted := f.sorted[:0]
	f.ends = f.ends[:0]
	for i, h := range f.hashes {
		if f.loose[i] {
			f.slots = f.index.tail.appendSlots(f.slots[:0], h)
			sorted = appendSlots(sorted, inTail, f.slots)
		}
		for part, s := range f.segments {
			if a := &f.asks[f.begins[part]]; a.passage == int32(i) {
				sorted = s.appendHolders(sorted, int32(part), h, a.in)
				f.begins[part]++
			}
		}
		f.ends = append(f.ends, len(sorted))
	}
	f.sorted = sorted
}

// touchStarts touches the sieve, or where it is said where groups of postings
// begin, which for segments that have one lies in the caches anyway.
func (f *finder) touchStarts(s *Segment) {
	f.spots = f.spots[:0]
	for _, h := range f.hashes {
		at := s.passages.start(h >> s.printBits())
		if s.sieve.width > 0 {
			at = s.sieve.place(h)
		}
		if s.known(at) {
			f.spots = append(f.spots, at)
		}
	}
	f.touchAll(s)
}

// askHeaders finds the headers of the groups that the postings of those passages
// lie in which a segment may hold, and touches them.
func (f *finder) askHeaders(s *Segment) {
	first := len(f.asks)
	f.begins = append(f.begins, first)
	f.asks = s.appendAsks(f.asks, f.hashes)
	f.spots = f.spots[:0]
	for i := range f.asks[first : len(f.asks)-1] {
		a := &f.asks[first+i]
		bucket := f.hashes[a.passage] >> s.printBits()
		if a.header = s.passages.header(&s.blocks, bucket); a.header != noHeader {
			f.spots = append(f.spots, a.header.at(bucket))
		}
	}
	f.touchAll(s)
}

// appendAsks appends the passages that articles of the segment may hold. Whether
// the sieve lets one pass is no branch, for it can't be foreseen.
func (s *Segment) appendAsks(dst []ask, hashes []uint64) []ask {
	n := len(dst)
	dst = slices.Grow(dst, len(hashes)+1)[:n+len(hashes)+1]
	for i, h := range hashes {
		dst[n].passage = int32(i)
		n += is(s.mayHold(h))
	}
	dst[n].passage = -1
	return dst[:n+1]
}

// is returns 1 for true. It compiles to one instruction.
func is(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// askPlaces finds where postings lie, behind their headers, among others, and
// touches them.
func (f *finder) askPlaces(s *Segment, asks []ask) {
	f.spots = f.spots[:0]
	for i := range asks {
		a := &asks[i]
		if a.passage < 0 {
			break
		}
		a.in = s.passages.behind(&s.blocks, a.header, f.hashes[a.passage]>>s.printBits())
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

// touchAll touches the spots, by a loop that does nothing else: a processor looks
// ahead no further than some two hundred instructions, and so has many of them
// fetched at a time. With four instructions more a spot it took eight times as long.
func (f *finder) touchAll(s *Segment) {
	data, warm := s.data, byte(0)
	for _, at := range f.spots {
		warm += data[at]
	}
	f.warm += warm
}

// appendSlots appends the slots of a part to holders.
func appendSlots(dst []holder, part int32, slots []int32) []holder {
	for _, slot := range slots {
		dst = append(dst, holder{part, slot})
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

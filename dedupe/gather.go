package dedupe

// gather finds who holds each passage, and whose SimHash is near to the one aimed
// at. For all of them it is touched where headers lie before the first is read,
// then the headers, then the buckets, so that the memory works at many at a time.
func (f *finder) gather(passages []uint64) {
	f.hashes, f.loose, f.headers, f.places = f.hashes[:0], f.loose[:0], f.headers[:0], f.places[:0]
	for _, p := range passages {
		h := shortened(p)
		f.hashes = append(f.hashes, h)
		f.loose = append(f.loose, f.index.tail.mayHold(h))
	}
	for _, s := range f.segments {
		f.warm += s.touchStarts(f.hashes)
	}
	f.aimStarts()
	var warm byte
	for _, s := range f.segments {
		f.headers, warm = s.appendHeaders(f.headers, f.hashes)
		f.warm += warm
	}
	f.aimRows()
	headers := f.headers
	for _, s := range f.segments {
		f.places, warm = s.appendPlaces(f.places, f.hashes, headers)
		f.warm += warm
		headers = headers[len(passages):]
	}
	f.aimSlots()
	f.search()
	f.hitNear()
	f.probes = f.probes[:0]
}

// search reads the buckets found.
func (f *finder) search() {
	sorted, n := f.sorted[:0], len(f.hashes)
	f.ends = f.ends[:0]
	for i, h := range f.hashes {
		if f.loose[i] {
			f.slots = f.index.tail.appendSlots(f.slots[:0], h)
			sorted = appendSlots(sorted, inTail, f.slots)
		}
		for part, s := range f.segments {
			sorted = s.appendHolders(sorted, int32(part), h, f.places[part*n+i])
		}
		f.ends = append(f.ends, len(sorted))
	}
	f.sorted = sorted
}

// touchStarts touches the sieve, or where it is said where groups of postings
// begin, which for segments that have one lies in the caches anyway.
func (s *Segment) touchStarts(hashes []uint64) (warm byte) {
	for _, h := range hashes {
		at := s.passages.start(h >> s.printBits())
		if s.sieve.width > 0 {
			at = s.sieve.place(h)
		}
		if s.known(at) {
			warm += s.data[at]
		}
	}
	return warm
}

// appendHeaders appends the headers of the groups that the postings of hashes lie
// in, and touches them. They are touched by a loop that does nothing else, for a
// processor looks ahead no further than some two hundred instructions.
func (s *Segment) appendHeaders(dst []header, hashes []uint64) ([]header, byte) {
	for _, h := range hashes {
		at := noHeader
		if s.mayHold(h) {
			at = s.passages.header(&s.blocks, h>>s.printBits())
		}
		dst = append(dst, at)
	}
	warm := byte(0)
	for i, h := range dst[len(dst)-len(hashes):] {
		if h != noHeader {
			warm += s.data[h.at(hashes[i]>>s.printBits())]
		}
	}
	return dst, warm
}

// appendPlaces appends where the postings of hashes lie, behind headers, among
// others, and touches them.
func (s *Segment) appendPlaces(dst []stretch, hashes []uint64, headers []header) ([]stretch, byte) {
	for i, h := range hashes {
		dst = append(dst, s.passages.behind(&s.blocks, headers[i], h>>s.printBits()))
	}
	warm := byte(0)
	for _, in := range dst[len(dst)-len(hashes):] {
		if in.n == 0 {
			continue
		}
		to := 4 * int(in.from+in.n)
		warm += s.data[to-1] + s.data[to-32]
		for n := int(in.n); n > 8; n -= 8 {
			to -= 32
			warm += s.data[to-32]
		}
	}
	return dst, warm
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

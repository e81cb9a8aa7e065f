package index

import (
	"encoding/binary"
	"slices"
)

// A posting says that the article in a slot holds a passage. This is its form in the
// tail and while segments are merged: the shortened hash above the slot.
type posting uint64

func newPosting(hash uint64, slot int32) posting { return posting(hash<<maxSlotBits | uint64(slot)) }

func (p posting) hash() uint64 { return uint64(p >> maxSlotBits) }
func (p posting) slot() uint32 { return uint32(p & (1<<maxSlotBits - 1)) }

// writePostings writes the postings of all articles, of each passage the newest
// maxPostings, and fills the sieve. It returns their length, headers included, in units
// of four bytes.
func (d *Draft) writePostings(s *sealer) (length int) {
	b := newBucketer(s, 1<<(d.foot.slotBits+spare))
	slotBits := d.foot.slotBits
	fingerprintBits := 32 - slotBits
	hash, run := ^uint64(0), 0 // the passage that is being written, and where its entries begin
	for all := d.stream(); ; {
		batch := all.next()
		if len(batch) == 0 {
			b.limit(run)
			return b.close()
		}
		for _, p := range batch {
			if p.hash() != hash {
				b.limit(run)
				hash = p.hash()
				d.sift(hash)
				b.to(int(hash >> fingerprintBits))
				run = len(b.entries)
			}
			b.entries = append(b.entries, uint32(hash)<<slotBits|p.slot())
		}
	}
}

// sift has the sieve, if there is one, let a passage pass.
func (d *Draft) sift(hash uint64) {
	if d.sieve != nil {
		bit := sieve{width: d.foot.sieve}.bit(hash)
		d.sieve[bit/64] |= 1 << (bit % 64)
	}
}

// limit drops the oldest of the entries from run on, which are those of one passage,
// so that maxPostings are left at most, and no more than the bucket has room for.
func (b *bucketer) limit(run int) {
	over := max(len(b.entries)-run-maxPostings, -b.room())
	if over > 0 {
		b.entries = slices.Delete(b.entries, run, run+over)
	}
}

// A stream yields postings in order, some at a time, until it yields none. What it
// yielded is valid until it is asked again.
type stream interface{ next() []posting }

// stream returns the stream of the postings of all articles.
func (d *Draft) stream() stream {
	first := int32(d.Len() - len(d.rest.docs))
	var all stream = &sorted{sortedLoose(d.rest.postings, first)}
	for _, s := range slices.Backward(d.parts) { // the small ones first, so that their postings are merged most often
		first -= int32(s.Len())
		all = &merged{a: newDecoded(s, first), b: all, out: make([]posting, mergedAtOnce)}
	}
	return all
}

// sortedLoose sorts postings, which are in order of slot, by hash, then slot. first is
// added to the slots. It is a radix sort by 12 bits of the hash at a time, the lowest
// first, which takes an eighth of the time of sorting by comparison.
func sortedLoose(postings []posting, first int32) []posting {
	const digit = 12
	from, to := make([]posting, len(postings)), make([]posting, len(postings))
	for i, p := range postings {
		from[i] = p + posting(first)
	}
	for shift := maxSlotBits; shift < maxSlotBits+hashBits; shift += digit {
		var starts [1<<digit + 1]int32
		for _, p := range from {
			starts[p>>shift&(1<<digit-1)+1]++
		}
		for i := range 1 << digit {
			starts[i+1] += starts[i]
		}
		for _, p := range from {
			at := &starts[p>>shift&(1<<digit-1)]
			to[*at] = p
			*at++
		}
		from, to = to, from
	}
	return from
}

// sorted is the stream of a list.
type sorted struct{ list []posting }

func (s *sorted) next() []posting {
	list := s.list
	s.list = nil
	return list
}

// decoded is the stream of a segment's postings, a group of buckets at a time.
type decoded struct {
	seg    *Segment
	add    int32  // to the slots
	bucket uint64 // the next one
	out    []posting
}

func newDecoded(s *Segment, add int32) *decoded { return &decoded{seg: s, add: add} }

func (d *decoded) next() []posting {
	s := d.seg
	d.out = d.out[:0]
	for len(d.out) == 0 && d.bucket < uint64(s.passages.count) {
		h := s.passages.header(&s.blocks, d.bucket)
		for end := d.bucket + perGroup; d.bucket < end; d.bucket++ {
			d.decode(s.entries(s.passages.locate(&s.blocks, h, d.bucket)))
		}
	}
	return d.out
}

// decode appends the postings of the next bucket.
func (d *decoded) decode(list []byte) {
	s := d.seg
	bits := s.foot.slotBits
	above := d.bucket << s.fingerprintBits()
	for ; len(list) >= 4; list = list[4:] {
		entry := binary.LittleEndian.Uint32(list)
		d.out = append(d.out, newPosting(above|uint64(entry>>bits), int32(s.slot(entry))+d.add))
	}
}

// merged is the stream of what two streams yield, in order.
type merged struct {
	a, b         stream
	restA, restB []posting
	out          []posting
}

// mergedAtOnce is how many postings are merged at a time: 8 KB of them stay in the
// cache next to the core.
const mergedAtOnce = 1024

func (m *merged) next() []posting {
	n := 0
	for n < len(m.out) {
		if len(m.restA) == 0 {
			m.restA = m.a.next()
		}
		if len(m.restB) == 0 {
			m.restB = m.b.next()
		}
		if len(m.restA) == 0 || len(m.restB) == 0 {
			break
		}
		n += m.merge(m.out[n:])
	}
	if n > 0 {
		return m.out[:n]
	}
	rest := m.restA // one of the two is at its end; what the other has left needs no merging
	if len(rest) == 0 {
		rest = m.restB
	}
	m.restA, m.restB = nil, nil
	return rest
}

// merge fills a list until it is full or one of the two streams needs to be asked again.
// There is no branch on which of them comes next, since the processor couldn't predict
// it.
func (m *merged) merge(out []posting) (n int) {
	a, b := m.restA, m.restB
	i, j := 0, 0
	for n < len(out) && i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		out[n] = min(x, y)
		n++
		first := 0
		if x < y {
			first = 1
		}
		i += first
		j += 1 - first
	}
	m.restA, m.restB = a[i:], b[j:]
	return n
}

package dedupe

// A table maps hashes to small numbers. It is emptied at no cost, by counting
// up the generation that its slots must bear, so one table serves any number of
// comparisons. Keys must be well mixed: their low bits choose the slot.
type table struct {
	slots []slot // those in use
	room  []slot // all there are
	spare []slot // what the table grew out of, to grow into
	gen   uint32
	used  int
}

type slot struct {
	key   uint64
	value int32
	gen   uint32
}

// reset empties the table and makes room for n keys at half load; it grows
// where more come. No more slots are used than that, so that one long text
// doesn't spread the keys of all short ones after it over the memory.
func (t *table) reset(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if len(t.spare) > len(t.room) {
		t.room, t.spare = t.spare, t.room
	}
	if size > len(t.room) || t.gen >= 1<<31 { // growing counts it up too
		t.room, t.spare, t.gen = make([]slot, size), nil, 0
	}
	t.slots = t.room[:size]
	t.gen++
	t.used = 0
}

// at returns the slot of key, and whether it holds it already.
func (t *table) at(key uint64) (*slot, bool) {
	mask := uint64(len(t.slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.gen != t.gen {
			return s, false
		}
		if s.key == key {
			return s, true
		}
	}
}

// put sets the value of key and returns the one before, -1 if there was none.
func (t *table) put(key uint64, value int32) (before int32) {
	s, ok := t.at(key)
	if ok {
		before, s.value = s.value, value
		return before
	}
	t.fill(s, key, value)
	return -1
}

// fill puts a key into the slot that at returned for it.
func (t *table) fill(s *slot, key uint64, value int32) {
	*s = slot{key, value, t.gen}
	if t.used++; 2*t.used > len(t.slots) {
		t.grow()
	}
}

// grow doubles the table.
func (t *table) grow() {
	old, gen := t.slots, t.gen
	t.room, t.spare = t.spare, t.room
	if len(t.room) < 2*len(old) {
		t.room = make([]slot, 2*len(old))
	}
	t.slots = t.room[:2*len(old)]
	t.gen++ // the spare may hold slots of this generation
	for _, s := range old {
		if s.gen == gen {
			at, _ := t.at(s.key)
			*at = slot{s.key, s.value, t.gen}
		}
	}
}

// get returns the value of key, -1 if there is none.
func (t *table) get(key uint64) int32 {
	if s, ok := t.at(key); ok {
		return s.value
	}
	return -1
}

package hashes

// A Table maps hashes to small numbers, by open addressing with linear probing. Keys must
// be well mixed: their lowest bits choose the slot. A table must be Reset before it is
// first used. Emptying it is nearly free: a slot counts only if it bears the table's
// generation, which Reset counts up. It is not for use by several goroutines at once.
type Table struct {
	slots []Slot // in use: the first of room
	room  []Slot
	spare []Slot // what the table grew out of, to be used when it grows again
	gen   uint32 // generation
	used  int    // keys
}

// A Slot is the place of a key in a table, until another key is put.
type Slot struct {
	key   uint64
	value int32
	gen   uint32
}

// Value returns the value of the key that the slot holds.
func (s *Slot) Value() int32 { return s.value }

// Reset empties the table and makes room for n keys at half load; it grows if more come.
// It uses no more slots than that, though it may have more: else one long text would
// spread the keys of all short ones after it over the memory.
func (t *Table) Reset(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if len(t.spare) > len(t.room) {
		t.room, t.spare = t.spare, t.room
	}
	if size > len(t.room) || t.gen >= 1<<31 { // half of its range, since grow counts it up too
		t.room, t.spare, t.gen = make([]Slot, size), nil, 0
	}
	t.slots = t.room[:size]
	t.gen++
	t.used = 0
}

// Len returns the number of keys.
func (t *Table) Len() int { return t.used }

// At returns the slot of key, and whether the key is in it. If not, Fill puts it there.
func (t *Table) At(key uint64) (*Slot, bool) {
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

// Put sets the value of key and returns the one before, -1 if there was none.
func (t *Table) Put(key uint64, value int32) (before int32) {
	s, ok := t.At(key)
	if ok {
		before, s.value = s.value, value
		return before
	}
	t.Fill(s, key, value)
	return -1
}

// Fill puts a key into the slot that At returned for it, which must have held none.
func (t *Table) Fill(s *Slot, key uint64, value int32) {
	*s = Slot{key, value, t.gen}
	if t.used++; 2*t.used > len(t.slots) {
		t.grow()
	}
}

// grow doubles the table.
func (t *Table) grow() {
	old, gen := t.slots, t.gen
	t.room, t.spare = t.spare, t.room
	if len(t.room) < 2*len(old) {
		t.room = make([]Slot, 2*len(old))
	}
	t.slots = t.room[:2*len(old)]
	t.gen++ // the spare may hold slots of this generation
	for _, s := range old {
		if s.gen == gen {
			at, _ := t.At(s.key)
			*at = Slot{s.key, s.value, t.gen}
		}
	}
}

// Get returns the value of key, -1 if there is none.
func (t *Table) Get(key uint64) int32 {
	if s, ok := t.At(key); ok {
		return s.value
	}
	return -1
}

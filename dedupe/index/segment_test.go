package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/zeebo/xxh3"

	"sada/news"
)

// smallSegment returns the bytes of a segment of n drawn articles, an hour apart.
func smallSegment(t testing.TB, n int) []byte {
	t.Helper()
	x := Over(nil)
	for i, p := range drawn(n) {
		x.Add(int64(i+1), int64(i/2+1), hour(i), p)
	}
	var b bytes.Buffer
	if _, err := x.Due(1).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resealed gives the footer of changed bytes the checksum that they have.
func resealed(data []byte) []byte {
	foot := data[len(data)-footerBytes:]
	binary.LittleEndian.PutUint64(foot[footerBytes-8:], xxh3.Hash(foot[:footerBytes-8]))
	return data
}

func TestOpenRefuses(t *testing.T) {
	good := smallSegment(t, 100)
	foot := len(good) - footerBytes
	changed := func(at int, b ...byte) []byte {
		data := slices.Clone(good)
		copy(data[at:], b)
		return data
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "0 bytes"},
		{"a text", bytes.Repeat([]byte("خبر "), 100), "no footer"},
		{"cut short", good[:len(good)-1], "no footer"},
		{"its beginning is gone", good[lineBytes:], "13344 bytes, not 13408"},
		{"doubled", append(slices.Clone(good), good...), "26816 bytes, not 13408"},
		{"a byte of the footer", changed(foot+30, 0xFF), "its footer has another checksum"},
		{"a checksum", changed(foot-4, 0xFF), "the list of checksums has another checksum"},
		{"of another form", resealed(changed(foot+16, 99)), "form 99, not 5"},
		{"of another scheme", resealed(changed(foot+116, 'X')), `prints of scheme "Xada/2", not "sada/2"`},
		{"more articles than slots", resealed(changed(foot+24, 0xFF, 0xFF)), "65535 articles in slots of 7 bits"},
		{"no articles", resealed(changed(foot+24, 0, 0)), "0 articles in slots of 7 bits"},
		{"ids that descend", resealed(changed(foot+72, 0xFF)), "articles 255 to 100"},
		{"a table too long", resealed(changed(foot+47, 0xFF)), "100 articles, and [2147483647 100 100 100] in the tables of SimHashes"},
	}
	for _, tt := range tests {
		_, err := Open(tt.data)
		var damage DamageError
		if !errors.As(err, &damage) || string(damage) != tt.want {
			t.Errorf("%s: Open = %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := Open(good); err != nil {
		t.Errorf("the sound one: %v", err)
	}
}

// answers asks an index over one segment all that can be asked.
func answers(s *Segment, n int) (all []Candidate, weights []float64) {
	x := Over([]*Segment{s})
	for i, p := range drawn(n) {
		all = append(all, x.Candidates(p, hour(i), 10000*time.Hour)...)
		for _, h := range p.Passages {
			weights = append(weights, x.Around(Place{}, Place{}, hour(i), 10000*time.Hour).Weight(h))
		}
	}
	x.SetStory(3, 1)
	anew := Draft{parts: []*Segment{s}, rest: &tail{docs: []doc{{id: s.Last()}}}}
	anew.WriteTo(&bytes.Buffer{}) // so that every byte is read
	return all, weights
}

// TestDamageIsNoticed changes a segment's bytes, one at a time: either it does
// not open, or it is found broken, or it answers as before.
func TestDamageIsNoticed(t *testing.T) {
	const n = 40
	good := smallSegment(t, n)
	sound, _ := Open(good)
	want, weights := answers(sound, n)
	if sound.Broken() {
		t.Fatal("the sound segment is called broken")
	}
	noticed := 0
	for at := 0; at < len(good); at += 37 {
		data := slices.Clone(good)
		data[at] ^= 0x41
		s, err := Open(data)
		if err != nil {
			noticed++
			continue
		}
		got, gotWeights := answers(s, n)
		if s.Broken() {
			noticed++
		} else if !slices.Equal(got, want) || !slices.Equal(gotWeights, weights) {
			t.Fatalf("byte %d changed: other answers, and nobody noticed", at)
		}
	}
	if tried := (len(good) + 36) / 37; noticed < tried {
		t.Errorf("%d of %d changes were noticed", noticed, tried)
	}
}

// TestDamageIsNotPassedOn writes a segment anew from a damaged one.
func TestDamageIsNotPassedOn(t *testing.T) {
	data := smallSegment(t, 40)
	data[100] ^= 1
	s, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	x := Over([]*Segment{s})
	for i, p := range drawn(40) {
		x.Add(int64(i+100), 1, hour(i), p)
	}
	var damage DamageError
	if _, err := x.Due(1).WriteTo(&bytes.Buffer{}); !errors.As(err, &damage) {
		t.Errorf("WriteTo = %v, want a DamageError", err)
	}
	if got := x.Damaged(); len(got) != 1 || got[0] != s {
		t.Errorf("Damaged = %v, want the segment", got)
	}
	before := len(x.Segments())
	x.Settle()
	if len(x.Segments()) != before || x.Loose() != 40 {
		t.Errorf("settled over a damaged segment: %d segments, %d articles beside them", len(x.Segments()), x.Loose())
	}
}

// FuzzSegment reads any bytes as a segment, with checksums that fit where they
// can: it refuses them, or answers whatever it is asked.
func FuzzSegment(f *testing.F) {
	good := smallSegment(f, 70)
	f.Add(good, []byte{}, uint16(0))
	f.Add(good, []byte{0xFF, 0xFF, 0xFF, 0xFF}, uint16(0))
	f.Add(good, []byte{0xFF, 0xFF, 0xFF, 0xFF}, uint16(len(good)/64-20))
	f.Add([]byte("خبر"), []byte("x"), uint16(3))
	f.Fuzz(func(t *testing.T, data, change []byte, line uint16) {
		if len(data) < footerBytes || len(data) > 1<<20 {
			if _, err := Open(data); err == nil && len(data) < footerBytes {
				t.Fatalf("%d bytes are a segment", len(data))
			}
			return
		}
		data = slices.Clone(data)
		if at := int(line) * lineBytes; at < len(data) {
			copy(data[at:], change)
		}
		s, err := Open(sealed(data))
		if err != nil {
			return
		}
		answers(s, 3)
		if s.Len() < 1 || s.First() > s.Last() {
			t.Fatalf("a segment of %d articles, %d to %d", s.Len(), s.First(), s.Last())
		}
	})
}

// sealed gives bytes, if they are laid out as a segment, all the checksums that
// they should have.
func sealed(data []byte) []byte {
	foot, err := readFooter(resealed(data))
	if err != nil {
		return data
	}
	s := &Segment{foot: foot}
	end := s.lay()
	count := (end + blockBytes - 1) / blockBytes
	if end < 0 || end+8*count+footerBytes != len(data) {
		return data
	}
	sums := data[end : len(data)-footerBytes]
	for i := range count {
		binary.LittleEndian.PutUint64(sums[8*i:], xxh3.Hash(data[i*blockBytes:min((i+1)*blockBytes, end)]))
	}
	binary.LittleEndian.PutUint64(data[len(data)-footerBytes+104:], xxh3.Hash(sums))
	return resealed(data)
}

func TestNear(t *testing.T) {
	prints := drawn(2000)
	x := Over(nil)
	for i, p := range prints {
		x.Add(int64(i+1), 1, day, p)
		if d := x.Due(900); d != nil {
			x.Put(d, written(t, d))
		}
	}
	found := 0
	for i, p := range prints {
		var want []int64
		for j, q := range prints {
			if bits.OnesCount64(p.SimHash^q.SimHash) <= nearBits {
				want = append(want, int64(j+1))
			}
		}
		if got := x.Near(p.SimHash, day, 0); !slices.Equal(got, want) {
			t.Fatalf("Near of article %d = %v, want %v", i+1, got, want)
		}
		found += len(want) - 1
	}
	if found < 700 {
		t.Errorf("only %d neighbours were drawn", found)
	}
}

// TestNearAmongMany has so many articles that what is equal in a part of the
// SimHash lies in several buckets.
func TestNearAmongMany(t *testing.T) {
	const n = 1<<19 + 2000
	r := rand.New(rand.NewPCG(9, 9))
	x, prints := Over(nil), make([]uint64, n)
	for i := range prints {
		prints[i] = r.Uint64()
		if i > n-2000 {
			prints[i] = prints[i-r.IntN(n-2000)] ^ 1<<r.IntN(64) ^ 1<<r.IntN(64) ^ 1<<r.IntN(64)
		}
		if i%2000 == 0 { // so many in one bucket that its header is wide
			prints[i] = 0xABCDEF
		}
		x.Add(int64(i+1), 1, day, news.Print{SimHash: prints[i]})
	}
	s := written(t, x.Due(1))
	x.Put(x.Due(1), s)
	if nearBucketBits(s.foot.slotBits) < partBits-1 {
		t.Fatalf("slots of %d bits are too few", s.foot.slotBits)
	}
	for i := 0; i < n; i += 1999 {
		p := prints[n-1-i/200] ^ 1<<(i%64)
		if i == 0 {
			p = 0xABCDEF
		}
		var want []int64
		for j, q := range prints {
			if bits.OnesCount64(p^q) <= nearBits {
				want = append(want, int64(j+1))
			}
		}
		if got := x.Near(p, day, 0); !slices.Equal(got, want) {
			t.Fatalf("Near of %x = %v, want %v", p, got, want)
		}
	}
}

// TestAskedByMany asks one index from several goroutines, which all check its
// blocks for the first time.
func TestAskedByMany(t *testing.T) {
	s, err := Open(smallSegment(t, 100))
	if err != nil {
		t.Fatal(err)
	}
	x, prints := Over([]*Segment{s}), drawn(100)
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			filed := x.Around(Place{}, Place{}, hour(0), 10000*time.Hour)
			for i, p := range prints {
				got := x.Candidates(p, hour(i), 10000*time.Hour)
				if !slices.ContainsFunc(got, func(c Candidate) bool { return c.ID == int64(i+1) }) || filed.Weight(p.Passages[0]) > 0.5 {
					t.Errorf("article %d finds %v and weighs %v", i+1, got, filed.Weight(p.Passages[0]))
				}
			}
		})
	}
	asking.Wait()
}

// TestNearInACrowd has more SimHashes equal in one part than a bucket's words are
// read of, for each part in turn: the newest are found, and those outside the
// crowd all the same.
func TestNearInACrowd(t *testing.T) {
	const n = maxRow + 3000
	for part := range nearParts {
		r := rand.New(rand.NewPCG(7, uint64(part)))
		x, prints := Over(nil), make([]uint64, n)
		for i := range prints {
			prints[i] = r.Uint64()
			if i%20 > 0 {
				prints[i] = bits.RotateLeft64(prints[i]>>partBits, -partBits*(part+1))
			}
			x.Add(int64(i+1), 1, day, news.Print{SimHash: prints[i]})
		}
		x.Put(x.Due(1), written(t, x.Due(1)))
		others := bits.RotateLeft64(1<<40|1<<20|1<<3, -partBits*(part+1)) // a bit of each other part
		for i := n - 1; i >= 0; i -= 61 {
			crowded := i%20 > 0
			if crowded && i < n-maxRow {
				break
			}
			want := int64(i + 1)
			if got := x.Near(prints[i]^others, day, 0); crowded && !slices.Contains(got, want) {
				t.Fatalf("part %d: article %d of the crowd is not near to %x", part, i+1, prints[i]^others)
			}
			if got := x.Near(prints[i]^bits.RotateLeft64(others, partBits), day, 0); !crowded && !slices.Contains(got, want) {
				t.Fatalf("part %d: article %d beside the crowd is not near to %x", part, i+1, prints[i])
			}
		}
	}
}

// TestNearOfFurniture has one SimHash more often than are looked for: the newest
// are near, each of them once.
func TestNearOfFurniture(t *testing.T) {
	const n = 2*maxRow + 100
	x := Over(nil)
	for i := range n {
		x.Add(int64(i+1), 1, day, news.Print{SimHash: 0xABCDEF << 20})
	}
	x.Put(x.Due(1), written(t, x.Due(1)))
	got := x.Near(0xABCDEF<<20^1, day, 0)
	if len(got) != maxAlike || got[0] != n-maxAlike+1 || got[maxAlike-1] != n {
		t.Errorf("Near = %d articles, %v, want the newest %d", len(got), got[:min(3, len(got))], maxAlike)
	}
}

// TestSieveIsChecked changes the sieve of a segment, some bytes at a time: it is
// found broken, or answers as before.
func TestSieveIsChecked(t *testing.T) {
	const n = 300
	x, prints := Over(nil), drawn(n)
	var second bytes.Buffer
	for i, p := range prints {
		if x.Add(int64(i+1), int64(i+1), hour(i), p); i == n-21 {
			x.Put(x.Due(1), written(t, x.Due(1)))
		}
	}
	if _, err := x.Due(1).WriteTo(&second); err != nil {
		t.Fatal(err)
	}
	ask := func(data []byte) (all []Candidate, broken bool) {
		s, err := Open(data)
		if err != nil {
			t.Fatal(err)
		}
		y := Over([]*Segment{x.segments[0], s})
		for i := n - 20; i < n; i++ {
			all = append(all, y.Candidates(prints[i], hour(i), 10000*time.Hour)...)
		}
		return all, s.Broken()
	}
	want, _ := ask(second.Bytes())
	s, _ := Open(second.Bytes())
	if x.segments[0].sieve.width != 0 || s.sieve.width != s.foot.slotBits+sieveBits {
		t.Fatalf("sieves of %d and %d bits, want none of the first segment and one of the second", x.segments[0].sieve.width, s.sieve.width)
	}
	noticed := 0
	for at := s.sieve.at; at < s.docs; at += blockBytes / 3 {
		data := slices.Clone(second.Bytes())
		clear(data[at : at+16])
		got, broken := ask(data)
		if broken {
			noticed++
		} else if !slices.Equal(got, want) {
			t.Fatalf("byte %d of the sieve changed: other answers, and nobody noticed", at)
		}
	}
	if noticed == 0 {
		t.Error("no change was noticed")
	}
}

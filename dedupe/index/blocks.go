package index

import (
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/zeebo/xxh3"
)

// blockBytes is the unit in which a segment is checked: a page of memory, so
// that what is read from a disk and what is checked are the same bytes. Its
// checksum takes 0.3 us, once in the life of a process.
const blockBytes = 4096

// blocks are the bytes of a segment, which may lie in a mapped file. Each block is
// compared with its checksum before it is first read, so that opening a large file
// costs nothing and no damaged byte is ever used.
type blocks struct {
	data   []byte
	sums   []byte      // eight bytes a block
	sound  []uint64    // a bit for each block found sound; nil if all were just written
	broken atomic.Bool // something was found that had not been written so
}

// verified reports whether the block of a byte was found sound already.
func (b *blocks) verified(at int) bool {
	i := uint(at) / blockBytes
	return b.sound == nil || atomic.LoadUint64(&b.sound[i/64])>>(i%64)&1 != 0
}

// intact reports whether a range of bytes is what was written. It verifies the blocks
// that the range lies in, unless they are already.
func (b *blocks) intact(from, to int) bool {
	return from/blockBytes == (to-1)/blockBytes && b.verified(from) || b.intactBlocks(from, to)
}

// intactBlocks is intact in full; intact itself is short enough to be inlined.
func (b *blocks) intactBlocks(from, to int) bool {
	for i := from / blockBytes; i*blockBytes < to; i++ {
		if !b.verified(i*blockBytes) && !b.verify(i) {
			return false
		}
	}
	return true
}

// verify compares block i with its checksum. If a mapped file lies on a failing disk,
// or somebody cut it short, reading its memory faults: that is a broken block, and not
// the end of the program.
func (b *blocks) verify(i int) (ok bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil || !ok {
			ok = false
			b.broken.Store(true)
		}
	}()
	end := min((i+1)*blockBytes, len(b.data))
	if xxh3.Hash(b.data[i*blockBytes:end]) != binary.LittleEndian.Uint64(b.sums[8*i:]) {
		return false
	}
	atomic.OrUint64(&b.sound[i/64], 1<<(i%64))
	return true
}

// lost reports whether bytes of it can't be read any more: the segment counts as broken
// then.
func (b *blocks) lost() (gone bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			gone = true
			b.broken.Store(true)
		}
	}()
	sum := byte(0)
	for at := 0; at < len(b.data); at += blockBytes {
		sum += b.data[at]
	}
	runtime.KeepAlive(sum)
	return false
}

// u32 and u64 read a number. It lies within one block, since numbers begin at multiples
// of their own length. Where the block is not what was written they return 0, and the
// segment counts as broken from then on.
func (b *blocks) u32(at int) uint32 { return binary.LittleEndian.Uint32(b.within(at)) }
func (b *blocks) u64(at int) uint64 { return binary.LittleEndian.Uint64(b.within(at)) }

// within returns the bytes from at on, zeros if their block is broken.
func (b *blocks) within(at int) []byte {
	if !b.verified(at) && !b.verify(at/blockBytes) {
		return make([]byte, 8)
	}
	return b.data[at:]
}

// A sealer writes numbers in blocks, low byte first, and gathers the blocks' checksums.
type sealer struct {
	w     io.Writer
	err   error // of the first write that failed
	n     int   // bytes written
	block []byte
	sums  []byte
}

func newSealer(w io.Writer) *sealer { return &sealer{w: w, block: make([]byte, 0, blockBytes)} }

func (s *sealer) u16(v uint16) {
	s.block = binary.LittleEndian.AppendUint16(s.block, v)
	s.full()
}

func (s *sealer) u8(v byte) {
	s.block = append(s.block, v)
	s.full()
}

// u24 writes three bytes, of which any may be the last of a block.
func (s *sealer) u24(v uint32) {
	for range 3 {
		s.u8(byte(v))
		v >>= 8
	}
}

func (s *sealer) u32(v uint32) {
	s.block = binary.LittleEndian.AppendUint32(s.block, v)
	s.full()
}

func (s *sealer) u64(v uint64) {
	s.block = binary.LittleEndian.AppendUint64(s.block, v)
	s.full()
}

// full writes the block if it is full.
func (s *sealer) full() {
	if len(s.block) == blockBytes {
		s.flush(false)
	}
}

// flush writes the block if it is full, or if it is the last one and not empty. Each
// section takes a whole number of cache lines, so that no number of 32 or 64 bits that
// is read by u32 or u64 lies in two blocks.
func (s *sealer) flush(last bool) {
	if len(s.block) < blockBytes && !(last && len(s.block) > 0) {
		return
	}
	s.sums = binary.LittleEndian.AppendUint64(s.sums, xxh3.Hash(s.block))
	s.write(s.block)
	s.block = s.block[:0]
}

// at returns where the next byte will lie.
func (s *sealer) at() int { return s.n + len(s.block) }

// write writes bytes as they are, not in blocks.
func (s *sealer) write(b []byte) {
	if s.err == nil {
		_, s.err = s.w.Write(b)
	}
	s.n += len(b)
}

// line pads the section with zeros to a whole number of cache lines.
func (s *sealer) line() { s.fill(lineBytes) }

// fill pads with zeros to a multiple of so many bytes.
func (s *sealer) fill(bytes int) {
	for len(s.block)%bytes != 0 {
		s.block = append(s.block, 0)
	}
	s.full()
}

// lineBytes is the length of a cache line.
const lineBytes = 64

// lines returns a length made up to whole cache lines.
func lines(bytes int) int { return (bytes + lineBytes - 1) / lineBytes * lineBytes }

// A DamageError says what is wrong with the bytes of a segment.
type DamageError string

func (e DamageError) Error() string { return "segment of the index: " + string(e) }

func damaged(format string, args ...any) error { return DamageError(fmt.Sprintf(format, args...)) }

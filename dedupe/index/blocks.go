package index

import (
	"encoding/binary"
	"fmt"
	"io"
	"runtime/debug"
	"sync/atomic"

	"github.com/zeebo/xxh3"
)

// blockBytes is the unit in which a segment is checked: a page of memory, so
// that what is read from a disk and what is checked are the same bytes. Its
// checksum takes 0.3 us, once in the life of a process.
const blockBytes = 4096

// Blocks are bytes that were perhaps on a disk. Each block is compared with its
// checksum before it is first read, so that opening a large file costs nothing
// and no damaged byte is ever used.
type blocks struct {
	data   []byte
	sums   []byte   // eight bytes a block
	sound  []uint64 // a bit for each block found sound; nil where all are known to be
	broken atomic.Bool
}

// known reports whether the block of a byte was checked already.
func (b *blocks) known(at int) bool {
	i := uint(at) / blockBytes
	return b.sound == nil || atomic.LoadUint64(&b.sound[i/64])>>(i%64)&1 != 0
}

// sure reports whether a range is what was written: the blocks that it lies in,
// if they were not checked yet, are now.
func (b *blocks) sure(from, to int) bool {
	return from/blockBytes == (to-1)/blockBytes && b.known(from) || b.checked(from, to)
}

func (b *blocks) checked(from, to int) bool {
	for i := from / blockBytes; i*blockBytes < to; i++ {
		if !b.known(i*blockBytes) && !b.check(i) {
			return false
		}
	}
	return true
}

// check compares a block with its checksum. A file that lies on a failing disk,
// or that somebody cut short, answers a read of its memory with a fault: that is
// a broken block, not the end of the program.
func (b *blocks) check(i int) (ok bool) {
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

// What these read lies within one block, since all sections and what they are
// made of begin at multiples of its length. They read zero, and the whole counts
// as broken from then on, where it is not what was written.
func (b *blocks) u32(at int) uint32 { return binary.LittleEndian.Uint32(b.within(at)) }
func (b *blocks) u64(at int) uint64 { return binary.LittleEndian.Uint64(b.within(at)) }

func (b *blocks) within(at int) []byte {
	if !b.known(at) && !b.check(at/blockBytes) {
		return make([]byte, 8)
	}
	return b.data[at:]
}

// A sealer writes blocks and gathers their checksums.
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

// full writes a block that is full.
func (s *sealer) full() {
	if len(s.block) == blockBytes {
		s.flush(false)
	}
}

// flush writes a block that is full, or the last one. All that is written is a
// whole number of cache lines a section, so no number of 32 or 64 bits straddles
// two blocks.
func (s *sealer) flush(last bool) {
	if len(s.block) < blockBytes && !(last && len(s.block) > 0) {
		return
	}
	s.sums = binary.LittleEndian.AppendUint64(s.sums, xxh3.Hash(s.block))
	s.write(s.block)
	s.block = s.block[:0]
}

// at is where the next byte of the blocks comes.
func (s *sealer) at() int { return s.n + len(s.block) }

// write writes bytes as they are.
func (s *sealer) write(b []byte) {
	if s.err == nil {
		_, s.err = s.w.Write(b)
	}
	s.n += len(b)
}

// line fills the section up to a whole cache line.
func (s *sealer) line() { s.fill(lineBytes) }

// fill fills up to a multiple of so many bytes.
func (s *sealer) fill(bytes int) {
	for len(s.block)%bytes != 0 {
		s.block = append(s.block, 0)
	}
	s.full()
}

// lineBytes is a cache line.
const lineBytes = 64

func lines(bytes int) int { return (bytes + lineBytes - 1) / lineBytes * lineBytes }

// A DamageError says what is wrong with the bytes of a segment.
type DamageError string

// Error says it.
func (e DamageError) Error() string { return "segment of the index: " + string(e) }

func damaged(format string, args ...any) error { return DamageError(fmt.Sprintf(format, args...)) }

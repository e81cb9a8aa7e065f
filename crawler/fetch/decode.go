package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// acceptEncoding names the codings that body undoes, the ones worth asking for.
const acceptEncoding = "gzip, br, zstd"

// maxCodings is how many codings may be wound round each other. Servers use one;
// a second slips in where a proxy compresses what was compressed.
const maxCodings = 2

// maxWindow is the memory in bytes that a zstd stream may ask for: RFC 9659 sets
// 8 MiB for the web.
const maxWindow = 8 << 20

// peekSize is the least buffer that bufio has: larger reads go past it.
const peekSize = 16

// maxTail is how many bytes behind the end of a compressed document are passed
// over: some servers pad.
const maxTail = 64 << 10

// tooLarge is a document that did not fit its bound.
type tooLarge struct{ limit int64 }

func (e *tooLarge) Error() string {
	return fmt.Sprintf("too large: more than %d bytes", e.limit)
}

// A bounded reader fails when more than limit bytes come out of it.
type bounded struct {
	r     io.Reader
	limit int64
	read  int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if room := b.limit - b.read + 1; int64(len(p)) > room {
		p = p[:room]
	}
	n, err := b.r.Read(p)
	b.read += int64(n)
	if b.read > b.limit {
		return 0, &tooLarge{b.limit}
	}
	return n, err
}

// A body is a document as it comes out of all its codings. Every layer is
// bounded by itself, so that a stream that inflates to nothing but work is
// bounded too; and the document has ended only when what carried it has.
type body struct {
	io.Reader
	raw    *bounded
	closer []func()
	source io.Closer
	size   *atomic.Int64 // of what was read; nil where nobody asks
}

// newBody undoes the codings that a response names. A stream that begins as gzip
// though no header says so is undone as well: feeds and sitemaps are kept as .gz
// files, and no document in text begins with those bytes.
func newBody(res *http.Response, limit int64) (*body, error) {
	b := &body{raw: &bounded{r: res.Body, limit: limit}, source: res.Body}
	b.Reader = b.raw
	if err := b.undoAll(codingsOf(res.Header), limit); err != nil {
		b.release()
		return nil, err
	}
	return b, nil
}

func (b *body) undoAll(codings []string, limit int64) error {
	if len(codings) > maxCodings {
		return fmt.Errorf("%d codings round one document", len(codings))
	}
	for _, coding := range slices.Backward(codings) {
		if err := b.undo(coding, limit); err != nil {
			return err
		}
	}
	peeked := bufio.NewReaderSize(b.Reader, peekSize)
	b.Reader = peeked
	if head, _ := peeked.Peek(3); string(head) == "\x1f\x8b\x08" { // gzip, deflate: RFC 1952
		return b.undo("gzip", limit)
	}
	return nil
}

// codingsOf returns the codings in the order in which they were applied.
func codingsOf(h http.Header) []string {
	var codings []string
	for _, value := range h.Values("Content-Encoding") {
		for name := range strings.SplitSeq(value, ",") {
			name = strings.ToLower(strings.TrimSpace(name))
			if name != "" && name != "identity" {
				codings = append(codings, name)
			}
		}
	}
	return codings
}

func (b *body) undo(coding string, limit int64) error {
	r, err := b.decoder(coding)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("%s: %w", coding, err)
	}
	b.Reader = &bounded{r: &decoding{Reader: r, coding: coding}, limit: limit}
	return nil
}

func (b *body) decoder(coding string) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		return gzip.NewReader(b.Reader)
	case "deflate":
		return inflate(b.Reader)
	case "br":
		return brotli.NewReader(b.Reader), nil
	case "zstd":
		d, err := zstd.NewReader(b.Reader, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err == nil {
			b.closer = append(b.closer, d.Close)
		}
		return d, err
	}
	return nil, errors.New("coding not known")
}

// inflate reads deflate in the form that RFC 9110 means and in the bare form
// that some servers send.
func inflate(r io.Reader) (io.Reader, error) {
	peeked := bufio.NewReader(r)
	head, _ := peeked.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 { // RFC 1950, section 2.2
		return zlib.NewReader(peeked)
	}
	return flate.NewReader(peeked), nil
}

// A decoding names the coding in its errors.
type decoding struct {
	io.Reader
	coding string
}

func (d *decoding) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%s: %w", d.coding, err)
	}
	return n, err
}

// Read reads the document. At its end what carried it must end too, or it was
// cut where it happened to look whole.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.size != nil {
		b.size.Add(int64(n))
	}
	if b.raw.read > b.raw.limit { // whatever a decoder makes of the cut
		return 0, &tooLarge{b.raw.limit}
	}
	if err != io.EOF {
		return n, err
	}
	if _, tail := io.CopyN(io.Discard, b.raw, maxTail); tail != io.EOF {
		if tail == nil {
			tail = errors.New("more bytes after the end of the document")
		}
		return n, tail
	}
	return n, io.EOF
}

// Close gives back what the decoders and the connection hold.
func (b *body) Close() error {
	b.release()
	return b.source.Close()
}

func (b *body) release() {
	for _, c := range b.closer {
		c()
	}
}

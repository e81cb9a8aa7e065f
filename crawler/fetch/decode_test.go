package fetch

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"

	"sada/internal/hostile"
)

// FuzzBody holds the laws of decoding: never more than the bound, whatever the
// bytes and the codings named, and without a coding the bytes themselves.
func FuzzBody(f *testing.F) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd", "gzip, br", ""} {
		f.Add(coding, []byte("صدى"))
	}
	f.Add("gzip", hostile.Squeeze("gzip", bytes.Repeat([]byte("صدى"), 10000)))
	f.Add("br", hostile.Squeeze("br", bytes.Repeat([]byte("صدى"), 10000)))
	f.Add("zstd", hostile.Squeeze("zstd", bytes.Repeat([]byte("صدى"), 10000)))
	const limit = 10 << 10
	f.Fuzz(func(t *testing.T, coding string, sent []byte) {
		res := &http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(sent))}
		b, err := newBody(res, limit)
		if err != nil {
			return
		}
		got, err := io.ReadAll(b)
		if len(got) > limit {
			t.Fatalf("%q: %d bytes of %d allowed, error %v", coding, len(got), limit, err)
		}
		if plain := coding == "" && !bytes.HasPrefix(sent, []byte("\x1f\x8b")); plain && err == nil && !bytes.Equal(got, sent) {
			t.Fatalf("%d bytes became %d", len(sent), len(got))
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestBodyAtTheBound holds that the bound itself still fits.
func TestBodyAtTheBound(t *testing.T) {
	doc := bytes.Repeat([]byte("x"), 1000)
	for _, limit := range []int64{999, 1000, 1001} {
		for _, coding := range []string{"", "gzip", "br", "zstd", "deflate"} {
			sent := doc
			if coding != "" {
				sent = hostile.Squeeze(coding, doc)
			}
			b, err := newBody(&http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(sent))}, limit)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(b)
			_, large := errors.AsType[*tooLarge](err)
			if large != (limit < 1000) || !large && (err != nil || !bytes.Equal(got, doc)) {
				t.Errorf("%q at %d: %d bytes, %v", coding, limit, len(got), err)
			}
			_ = b.Close()
		}
	}
}

package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math/bits"
	"unicode/utf8"
)

// A flat reads JSON objects (RFC 8259) as files of articles have them: keys in
// small ASCII letters, each with a text, a number or nothing. At all else it
// gives up, so that errors, odd letters and objects inside are package
// encoding/json's alone.
type flat struct {
	line  []byte
	at    int
	field func(key []byte) *string // where a value belongs; nil for nowhere
	room  []byte                   // of the text that is unescaped
}

// read reports whether the line was such an object. If not, fields may be set.
func (f *flat) read(line []byte, field func(key []byte) *string) bool {
	f.line, f.at, f.field = line, 0, field
	if f.next() != '{' {
		return false
	}
	for {
		f.at++
		if !f.member() {
			return false
		}
		switch f.next() {
		case ',':
			continue
		case '}':
			f.at++
			return f.next() == 0 && f.at == len(f.line)
		}
		return false
	}
}

// next moves past white space, to the byte that it returns; 0 at the end.
func (f *flat) next() byte {
	for ; f.at < len(f.line); f.at++ {
		if c := f.line[f.at]; !blank(c) {
			return c
		}
	}
	return 0
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// member reads a key and its value.
func (f *flat) member() bool {
	if f.next() != '"' {
		return false
	}
	key, plain, ok := f.text()
	if !ok || !plain || bytes.ContainsFunc(key, notSmall) || f.next() != ':' {
		return false
	}
	f.at++
	to := f.field(key)
	if f.next() == '"' {
		return f.take(to)
	}
	return f.literal(to, string(key) == "id")
}

// notSmall reports whether a key may be another than it looks: encoding/json
// takes capitals, and letters like them, for small letters.
func notSmall(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' }

// literal reads what is no text, and keeps the number that an id may be.
func (f *flat) literal(to *string, id bool) bool {
	from := f.at
	for f.at < len(f.line) && f.line[f.at] != ',' && f.line[f.at] != '}' && !blank(f.line[f.at]) {
		f.at++
	}
	raw := f.line[from:f.at]
	switch {
	case !json.Valid(raw):
		return false
	case to == nil || string(raw) == "null" && !id:
		return true
	case !id || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9'):
		return false
	}
	*to = string(raw)
	return true
}

// take reads a text, and keeps it where there is a place for it.
func (f *flat) take(to *string) bool {
	raw, plain, ok := f.text()
	if !ok || to == nil {
		return ok
	}
	if !plain {
		f.room, ok = appendUnescaped(f.room[:0], raw)
		raw = f.room
	}
	if !ok || !utf8.Valid(raw) {
		return false
	}
	*to = string(raw)
	return true
}

// text moves past the text that begins here, and returns what stands between its
// quotation marks; plain says that nothing in it is escaped.
func (f *flat) text() (raw []byte, plain, ok bool) {
	from := f.at + 1
	plain = true
	for i := from; ; {
		i += plainLen(f.line[i:])
		if i < len(f.line) && f.line[i] == '"' {
			f.at = i + 1
			return f.line[from:i], plain, true
		}
		n := escapeLen(f.line[i:])
		if n == 0 {
			return nil, false, false
		}
		plain = false
		i += n
	}
}

// Bytes eight at a time: the lowest bit of each, and the highest.
const (
	lowest  = 0x0101010101010101
	highest = 0x8080808080808080
)

// plainLen counts the bytes before the first that is a quotation mark, a
// backslash or a control character.
func plainLen(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		v := binary.LittleEndian.Uint64(b[i:])
		quote, slash := v^lowest*'"', v^lowest*'\\'
		// Taking one from a byte that is 0, or 32 from one below it, borrows; what is
		// above the first such byte may be wrong, which is not looked at.
		found := (quote-lowest)&^quote | (slash-lowest)&^slash | (v-lowest*' ')&^v
		if found &= highest; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(b) && b[i] >= ' ' && b[i] != '"' && b[i] != '\\'; i++ {
	}
	return i
}

// escaped holds what the letter behind a backslash stands for.
var escaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escapeLen returns the length of the escape with which b begins; 0 if it is none.
func escapeLen(b []byte) int {
	switch {
	case len(b) < 2 || b[0] != '\\':
		return 0
	case escaped[b[1]] != 0:
		return 2
	case b[1] == 'u' && len(b) >= 6:
		if _, err := hex.Decode(make([]byte, 2), b[2:6]); err == nil {
			return 6
		}
	}
	return 0
}

// appendUnescaped appends what a checked text stands for. It gives up at
// characters written as two halves (UTF-16 surrogates).
func appendUnescaped(dst, raw []byte) ([]byte, bool) {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 {
			return append(dst, raw...), true
		}
		dst = append(dst, raw[:i]...)
		if c := escaped[raw[i+1]]; c != 0 {
			dst, raw = append(dst, c), raw[i+2:]
			continue
		}
		var unit [2]byte
		if _, err := hex.Decode(unit[:], raw[i+2:i+6]); err != nil || unit[0]&0xF8 == 0xD8 {
			return dst, false
		}
		dst, raw = utf8.AppendRune(dst, rune(unit[0])<<8|rune(unit[1])), raw[i+6:]
	}
}

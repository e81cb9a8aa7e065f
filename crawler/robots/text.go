package robots

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns a robots.txt as valid UTF-8 that means the same to Parse. A file
// in UTF-16 is known by its byte order mark; in any other, the bytes that are no
// UTF-8 are escaped, so that a rule in windows-1256 still matches the addresses
// that are escaped in windows-1256.
func Text(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return fromUTF16(body[2:], binary.LittleEndian)
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return fromUTF16(body[2:], binary.BigEndian)
	case utf8.Valid(body):
		return string(body)
	}
	var b strings.Builder
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			escape(&b, body[0])
		} else {
			b.Write(body[:n])
		}
		body = body[n:]
	}
	return b.String()
}

func fromUTF16(body []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	return string(utf16.Decode(units))
}

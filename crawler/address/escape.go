package address

import "strings"

// A byte of a path or query is of one of three classes, and each class has one
// spelling; so %D8%A3, %d8%a3 and the raw letter are one.
type class byte

const (
	escaped class = iota // always written %XX: everything not named below
	plain                // never escaped: RFC 3986's unreserved, and marks that mean nothing in a path or query
	given                // stays as it was written: escaped and raw mean different things
)

var classOf = func() (t [256]class) {
	for c := byte('0'); c <= 'z'; c++ {
		if c <= '9' || c >= 'a' || (c >= 'A' && c <= 'Z') {
			t[c] = plain
		}
	}
	for _, c := range []byte("-._~!()*,:@") {
		t[c] = plain
	}
	for _, c := range []byte("/?&=+$;%") {
		t[c] = given
	}
	return t
}()

const upperHex = "0123456789ABCDEF"

// foldEscapes gives every byte the spelling of its class (RFC 3986, section
// 6.2.2).
func foldEscapes(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c, wasEscaped := s[i], false
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c, wasEscaped = unhex(s[i+1])<<4|unhex(s[i+2]), true
			i += 2
		}
		k := classOf[c]
		if k == plain || k == given && !wasEscaped {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

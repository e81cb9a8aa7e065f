package extract

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A value is a piece of JSON: a string, a list, an object, or something that
// nothing is read from. Strings are decoded when they are asked for.
type value struct {
	raw     string // of a string, without its quotes
	text    bool
	items   []value
	members []member
}

type member struct {
	name  string
	value value
}

// maxJSONDepth bounds nesting; real JSON-LD needs about eight.
const maxJSONDepth = 32

// lenient reads JSON as outlets write it: with line breaks and bare quotes
// inside strings, a comma too many, or its end missing. What is well formed is
// read as encoding/json would. What stands after the first value is left.
func lenient(src string) value {
	r := jsonReader{src: src}
	if i := strings.IndexAny(src, "{["); i >= 0 {
		r.pos = i // past comments and CDATA marks that wrap a script
	}
	return r.value(0)
}

type jsonReader struct {
	src string
	pos int
}

// peek returns the next byte that is no white space; 0 at the end.
func (r *jsonReader) peek() byte {
	for r.pos < len(r.src) && r.src[r.pos] <= ' ' {
		r.pos++
	}
	if r.pos == len(r.src) {
		return 0
	}
	return r.src[r.pos]
}

func (r *jsonReader) value(depth int) value {
	switch c := r.peek(); {
	case c == '"':
		return value{raw: r.string(), text: true}
	case (c == '{' || c == '[') && depth == maxJSONDepth:
		r.pos = len(r.src)
		return value{}
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	}
	start := r.pos
	for r.pos < len(r.src) && !strings.ContainsRune(",]}\n", rune(r.src[r.pos])) {
		r.pos++
	}
	return value{raw: strings.TrimSpace(r.src[start:r.pos])}
}

// usualMembers is room for the members of an article; more of them grow it.
const usualMembers = 8

func (r *jsonReader) object(depth int) value {
	var v value
	r.pos++
	for {
		switch r.peek() {
		case 0:
			return v
		case '}':
			r.pos++
			return v
		case '"':
			name := r.string()
			if r.peek() == ':' {
				if r.pos++; v.members == nil {
					v.members = make([]member, 0, usualMembers)
				}
				v.members = append(v.members, member{name, r.value(depth + 1)})
			}
		default:
			r.pos++ // a comma, or what does not belong here
		}
	}
}

func (r *jsonReader) list(depth int) value {
	var v value
	r.pos++
	for {
		switch r.peek() {
		case 0:
			return v
		case ']':
			r.pos++
			return v
		case ',', '}', ':':
			r.pos++
		default:
			before := r.pos
			v.items = append(v.items, r.value(depth+1))
			if r.pos == before {
				r.pos++
			}
		}
	}
}

// string reads a string and returns what stands between its quotes. A quote
// ends it only where what follows can follow a string.
func (r *jsonReader) string() string {
	start := r.pos + 1
	for at := start; ; {
		n := strings.IndexByte(r.src[at:], '"')
		if n < 0 {
			r.pos = len(r.src)
			return r.src[start:]
		}
		end := at + n
		at = end + 1
		if isEscaped(r.src[start:end]) {
			continue
		}
		if r.pos = at; endsString(r.peek()) {
			return r.src[start:end]
		}
	}
}

// isEscaped reports whether what follows s is escaped: an odd number of
// backslashes stands before it.
func isEscaped(s string) bool {
	n := 0
	for n < len(s) && s[len(s)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func endsString(next byte) bool {
	return next == 0 || next == ',' || next == ':' || next == '}' || next == ']'
}

// String decodes a string; a number or a word is returned as written. An
// escape that is none is left out, its letter kept.
func (v value) String() string {
	if !v.text || strings.IndexByte(v.raw, '\\') < 0 {
		return v.raw
	}
	out := make([]byte, 0, len(v.raw))
	for raw := v.raw; ; {
		at := strings.IndexByte(raw, '\\')
		if at < 0 || at+1 == len(raw) {
			return string(append(out, raw...))
		}
		out = append(out, raw[:at]...)
		n := 0
		if c := raw[at+1]; c == 'u' {
			var r rune
			r, n = hexRune(raw[at+2:])
			out = utf8.AppendRune(out, r)
		} else {
			out = append(out, escaped(c))
		}
		raw = raw[at+2+n:]
	}
}

// escaped returns what a letter after a backslash stands for (RFC 8259,
// section 7).
func escaped(c byte) byte {
	if at := strings.IndexByte("bfnrt", c); at >= 0 {
		return "\b\f\n\r\t"[at]
	}
	return c
}

// hexRune reads the digits after \u, and those of a second escape where the
// first is half of a surrogate pair. It says how many bytes it read.
func hexRune(raw string) (rune, int) {
	r, ok := hex4(raw)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(r) && len(raw) >= 10 && raw[4] == '\\' && raw[5] == 'u' {
		if low, ok := hex4(raw[6:]); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
			return utf16.DecodeRune(r, low), 10
		}
	}
	return r, 4
}

func hex4(raw string) (rune, bool) {
	if len(raw) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(raw[:4], 16, 16)
	return rune(n), err == nil
}

// get returns a member; the zero value where there is none.
func (v value) get(name string) value {
	for i := range v.members {
		if v.members[i].name == name {
			return v.members[i].value
		}
	}
	return value{}
}

// each calls f for the members of a list, or for a value that is none.
func (v value) each(f func(value)) {
	if v.items == nil {
		f(v)
	}
	for _, item := range v.items {
		f(item)
	}
}

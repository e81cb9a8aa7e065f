package extract

import (
	"strings"
	"unicode/utf8"
)

// tag reads the tag whose name begins skip bytes on. One that the page's end
// cuts off is no tag: the page ends before it.
func (t *tokenizer) tag(skip int, kind tokenKind) tokenKind {
	start := t.pos + skip
	end := start
	for end < len(t.src) && !endsName(t.src[end]) {
		end++
	}
	t.element = elementOf(t.src[start:end])
	keep := kind == tokenStart && t.element.tag != 0
	if keep {
		t.attrs.reset()
	}
	at, valueEnd := skipSpace(t.src, end), -1
	for at < len(t.src) && t.src[at] != '>' {
		var a attribute
		if a, at = readAttribute(t.src, at); a.name != "" {
			valueEnd = a.end
			if keep {
				t.attrs.set(a)
			}
		}
		at = skipSpace(t.src, at)
	}
	if t.pos = at + 1; at == len(t.src) {
		t.pos = at
		return tokenNone
	}
	if kind == tokenStart {
		t.inRaw = t.element.raw
		t.selfClosing = t.src[at-1] == '/' && valueEnd != at // the slash may be the end of a value
	}
	return kind
}

// isSpace and endsName go by HTML, section 13.2.5.8.
func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }

func endsName(c byte) bool { return c == '>' || c == '/' || isSpace(c) }

func skipSpace(s string, at int) int {
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	return at
}

// An attribute is one of a tag, its value as written.
type attribute struct {
	name, value string
	end         int // where the value ends
}

// readAttribute reads the attribute that begins at a byte of s, and says where
// what follows begins. A stray slash is an attribute without a name.
func readAttribute(s string, at int) (attribute, int) {
	start := at
	for at < len(s) && !endsName(s[at]) && (s[at] != '=' || at == start) {
		at++
	}
	a := attribute{name: s[start:at], end: at}
	at = skipSpace(s, at)
	switch {
	case at == len(s):
		return a, at
	case s[at] == '/':
		return a, at + 1
	case s[at] != '=':
		return a, at
	}
	at = skipSpace(s, at+1)
	if at == len(s) || s[at] == '>' {
		return a, at
	}
	n := 0
	if quote := s[at]; quote == '"' || quote == '\'' {
		at++
		if n = strings.IndexByte(s[at:], quote); n < 0 {
			return a, len(s)
		}
		a.value, a.end = s[at:at+n], at+n
		return a, a.end + 1
	}
	for at+n < len(s) && s[at+n] != '>' && !isSpace(s[at+n]) {
		n++
	}
	a.value, a.end = s[at:at+n], at+n
	return a, a.end
}

// lower returns an ASCII name in lower case; most are so written.
func lower(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return strings.ToLower(name)
		}
	}
	return name
}

package address

import (
	"strings"
	"unicode/utf8"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// A taken is an address taken apart. href is all of it but the fragment.
type taken struct {
	scheme, host, port, path, query string
	href                            string
}

func apart(u *whatwg.Url) taken {
	return taken{u.Scheme(), u.Hostname(), u.Port(), u.Pathname(), u.Query(), u.Href(true)}
}

// quick reads the addresses that most articles have: http or https, a name in
// small letters, and a path and query in which nothing needs more than escapes
// for letters beyond ASCII. It takes a twentieth of the time that the general
// way takes, which reads all others.
func quick(raw string) (t taken, ok bool) {
	raw = strings.TrimFunc(raw, invisible)
	scheme, rest, _ := strings.Cut(raw, "://")
	n := hostLen(rest)
	if scheme != "http" && scheme != "https" || n == 0 {
		return t, false
	}
	t.scheme, t.host = scheme, rest[:n]
	tail := rest[n:]
	switch {
	case tail == "":
		t.path, t.href = "/", raw+"/"
		return t, true
	case tail[0] != '/' || !simple(tail) || len(raw) > MaxLength/3: // which escapes may treble
		return t, false
	}
	t.href = escapeLetters(raw)
	t.path, t.query, _ = strings.Cut(t.href[len(scheme)+len("://")+n:], "?")
	return t, true
}

// maxHost is the length in bytes up to which a host is taken for one that can
// be looked up; RFC 1035 has 253.
const maxHost = 253

// hostLen returns the length of a host of two and more plain labels with which a
// text begins; 0 if there is none. The last label begins with a letter: no number
// of an address does.
func hostLen(s string) int {
	last := 0 // where the label that is read begins
	for i := range min(len(s), maxHost) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c == '-' && i > last && s[i-1] != '-': // two are those of xn--
		case i == last || s[i-1] == '-' || i-last > maxLabel:
			return 0
		case c == '.':
			last = i + 1
		default:
			return endOfHost(s, last, i)
		}
	}
	if n := len(s); n > last && n <= maxHost && s[n-1] != '-' && n-last <= maxLabel {
		return endOfHost(s, last, n)
	}
	return 0
}

// maxLabel is that of RFC 1035.
const maxLabel = 63

func endOfHost(s string, last, end int) int {
	if last == 0 || s[last] < 'a' {
		return 0
	}
	return end
}

// simple reports whether in a path and query nothing is to be done but to escape
// letters: no dot segments, no bytes that browsers read as others, or escape in
// one of the two only.
func simple(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			return false
		case c < utf8.RuneSelf && classOf[c] == escaped:
			return false
		}
	}
	return !strings.Contains(s, "/.") && !strings.Contains(s, "/%2") && !strings.HasSuffix(s, "?") && utf8.ValidString(s)
}

// escapeLetters escapes all bytes beyond ASCII.
func escapeLetters(s string) string {
	n := 0
	for i := range len(s) {
		n += int(s[i] >> 7)
	}
	if n == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 2*n)
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
	return b.String()
}

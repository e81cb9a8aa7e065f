package robots

import "strings"

// A rule is one Allow or Disallow line.
type rule struct {
	allow   bool
	number  int      // of the line
	written string   // the value as it stands in the file; empty for no rule
	length  int      // in octets, by which rules are weighed
	parts   []string // what stands between the asterisks, in the form the rule is compared in
	anchor  bool     // ends in $: the path must end there too
}

func newRule(allow bool, value string, number int) rule {
	r := rule{allow: allow, written: strings.Clone(value), number: number}
	pattern, anchored := strings.CutSuffix(r.written, "$")
	r.length, r.anchor = len(strict(r.written)), anchored
	r.parts = strings.Split(bareQuery(pattern), "*")
	for i, part := range r.parts {
		if allow {
			r.parts[i] = strict(part)
		} else {
			r.parts[i] = loose(part)
		}
	}
	return r
}

func (r rule) line() Line {
	if r.written == "" {
		return Line{}
	}
	name := "Disallow: "
	if r.allow {
		name = "Allow: "
	}
	return Line{Number: r.number, Text: name + strings.ToValidUTF8(r.written, "\ufffd")}
}

// beats reports whether r would decide over other if both match.
func (r rule) beats(other rule) bool {
	return r.length > other.length || r.length == other.length && r.allow
}

// matches reports whether the pattern matches the path in a form that counts
// for the rule.
func (r rule) matches(p forms) bool {
	if !r.allow {
		return r.matchesFrom(p.loose)
	}
	return r.matchesFrom(p.strict) || p.plain != p.strict && r.matchesFrom(p.plain)
}

// matchesFrom reports whether the pattern matches from the start of the path.
// Taking the first place for every part is right, since what follows an asterisk
// may stand anywhere later; so the time is linear in path and pattern.
func (r rule) matchesFrom(path string) bool {
	rest, ok := strings.CutPrefix(path, r.parts[0])
	if !ok {
		return false
	}
	if len(r.parts) == 1 {
		return !r.anchor || rest == ""
	}
	last := len(r.parts) - 1
	for _, part := range r.parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if r.anchor {
		return strings.HasSuffix(rest, r.parts[last])
	}
	return strings.Contains(rest, r.parts[last])
}

// forms is a path in the forms that rules are compared in: as it is sent, with
// the needless escapes of ASCII undone, and with all undone that can be.
type forms struct{ strict, plain, loose string }

func formsOf(path string) forms {
	path = bareQuery(path)
	return forms{strict: upperEscapes(path), plain: plain(path), loose: loose(path)}
}

// bareQuery undoes the escapes of colon and slash in a query. They need none
// there (RFC 3986, section 3.4) and are often given one: RFC 9309, section 2.2.2,
// has an address in a query match in both spellings.
func bareQuery(path string) string {
	before, query, found := strings.Cut(path, "?")
	if !found || !strings.Contains(query, "%") {
		return path
	}
	return before + "?" + bareInQuery.Replace(query)
}

var bareInQuery = strings.NewReplacer("%3A", ":", "%3a", ":", "%2F", "/", "%2f", "/")

const upperHex = "0123456789ABCDEF"

// strict escapes what is not ASCII and leaves every other escape standing.
func strict(pattern string) string {
	var b strings.Builder
	for i := range len(pattern) {
		if c := pattern[i]; c >= 0x80 {
			escape(&b, c)
			continue
		}
		b.WriteByte(pattern[i])
	}
	return upperEscapes(b.String())
}

// upperEscapes writes escapes with capital digits.
func upperEscapes(s string) string { return eachEscape(s, escape) }

// plain undoes the escapes that a path must not be compared with (RFC 9309,
// section 2.2.2): those of ASCII letters that need none.
func plain(path string) string {
	return eachEscape(path, func(b *strings.Builder, c byte) {
		if isUnreserved(c) {
			b.WriteByte(c)
			return
		}
		escape(b, c)
	})
}

func escape(b *strings.Builder, c byte) { b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]}) }

// loose undoes every escape that RFC 3986 calls needless, those of letters
// beyond ASCII, and those of the two marks that a pattern has to escape; so all
// spellings of a path are one.
func loose(s string) string {
	return eachEscape(s, func(b *strings.Builder, c byte) {
		if c >= 0x80 || isUnreserved(c) || c == '*' || c == '$' {
			b.WriteByte(c)
			return
		}
		escape(b, c)
	})
}

// eachEscape copies s, calling write for each well-formed escape.
func eachEscape(s string, write func(*strings.Builder, byte)) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := unhex(s[i+1]), unhex(s[i+2]); hi < 16 && lo < 16 {
				write(&b, hi<<4|lo)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// unhex returns the value of a hexadecimal digit, 16 for any other byte.
func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 16
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

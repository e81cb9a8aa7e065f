package feed

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

const (
	// maxEntityName is longer than any name in HTML's table (31 letters).
	maxEntityName = 40
	// maxGrown is how many bytes a document's own entities may add: a thousand
	// times what such an abbreviation of an address or a name needs.
	maxGrown = 1 << 20
	// maxReferences is what the largest document holds where all its content is
	// escaped HTML; each costs a parser as much as hundreds of letters.
	maxReferences = 2_000_000
)

// docType skips <!DOCTYPE …> or another declaration. Of the first, it takes
// note which entities its internal subset declares; nothing is ever opened.
func (m *mender) docType(rest string) {
	if !m.typed && m.root == "" {
		m.typed = true
		if end, subset := declarationEnd(rest); end > 0 {
			m.pos += end
			m.declare(subset)
			return
		}
	}
	m.skipPast(rest, 2, ">")
}

// declarationEnd returns the length of a declaration and its internal subset.
func declarationEnd(s string) (end int, subset string) {
	var quote byte
	open := -1
	for i := 2; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' && open < 0:
			open = i + 1
		case c == ']' && open >= 0 && subset == "":
			subset = s[open:i]
			open = len(s)
		case c == '>' && (open < 0 || open == len(s)):
			return i + 1, subset
		}
	}
	return -1, ""
}

var entityDeclaration = regexp.MustCompile(`<!ENTITY\s+(%\s+)?([\w.\-]{1,40})\s+(SYSTEM|PUBLIC)?\s*("[^"]*"|'[^']*')`)

// declare keeps plain internal entities. External ones, parameter entities and
// those built from others stay unopened.
func (m *mender) declare(subset string) {
	for _, d := range entityDeclaration.FindAllStringSubmatch(subset, -1) {
		value := d[4][1 : len(d[4])-1]
		if m.entities == nil {
			m.entities = map[string]string{}
		}
		switch {
		case d[3] != "":
			m.notes.add("external entity not opened")
			value = ""
		case d[1] != "" || strings.ContainsAny(value, "&%<"):
			m.notes.add("entity made of other entities not expanded")
			value = ""
		}
		if _, known := m.entities[d[2]]; !known && predefined(d[2]) == "" {
			m.entities[d[2]] = value
		}
	}
}

// resolve returns character data in which only references remain that every
// XML parser knows.
func (m *mender) resolve(s string) (string, error) {
	var b strings.Builder
	b.Grow(len(s))
	for {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			b.WriteString(s)
			return b.String(), nil
		}
		b.WriteString(s[:amp])
		s = s[amp:]
		value, size := m.reference(s)
		b.WriteString(value)
		s = s[size:]
		if m.grown > maxGrown {
			return "", fmt.Errorf("%w: by more than %d bytes", ErrEntityBomb, maxGrown)
		}
		if m.refs++; m.refs > maxReferences {
			return "", fmt.Errorf("%w: more than %d references", ErrTooLarge, maxReferences)
		}
	}
}

// reference resolves the reference at the start of s and returns its length.
func (m *mender) reference(s string) (value string, size int) {
	end := strings.IndexByte(s[:min(len(s), maxEntityName)], ';')
	if end < 2 || strings.ContainsAny(s[1:end], " \t\r\n<&") {
		m.notes.add("bare & read as text")
		return "&amp;", 1
	}
	name := s[1:end]
	if predefined(name) != "" {
		return s[:end+1], end + 1
	}
	if value, ok := m.entities[name]; ok {
		m.grown += len(value)
		return escapeRaw.Replace(value), end + 1
	}
	text := html.UnescapeString(s[:end+1])
	switch {
	case name[0] == '#' && text != s[:end+1]:
		return escapeRaw.Replace(clean(text)), end + 1
	case text != s[:end+1] && !strings.HasSuffix(text, ";"):
		m.notes.add("entity that XML does not define read as in HTML")
		return escapeRaw.Replace(text), end + 1
	}
	m.notes.add("unknown entity read as text")
	return "&amp;", 1
}

// predefined returns the character of one of XML's five entities.
func predefined(name string) string {
	switch name {
	case "amp":
		return "&"
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "quot":
		return `"`
	case "apos":
		return "'"
	}
	return ""
}

// attributeValue resolves the references of an attribute's value.
func (m *mender) attributeValue(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	resolved, err := m.resolve(s)
	if err != nil {
		return ""
	}
	return html.UnescapeString(resolved)
}

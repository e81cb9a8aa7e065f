package feed

import (
	"fmt"
	"slices"
	"strings"
)

const (
	// No element of a feed format has more than a dozen attributes; the root
	// declares up to thirty namespaces.
	maxAttributes = 64
	maxSpaces     = 40
	// 2,000 items that declare five namespaces each; the parser copies all that
	// are in force for each element that adds one.
	maxDeclared = 10_000
)

// startTag reads a start tag and writes it with its attributes quoted.
func (m *mender) startTag(rest string) error {
	name, after := cutName(rest[1:])
	attrs, empty, size, ok := m.attributes(after)
	if !ok {
		m.pos, m.cut = len(m.src), true
		return nil
	}
	m.pos = len(m.src) - len(after) + size
	if len(m.stack) >= m.opts.MaxDepth {
		return fmt.Errorf("%w: more than %d open tags at byte %d", ErrTooDeep, m.opts.MaxDepth, m.pos)
	}
	if m.root == "" {
		if err := m.setRoot(name, attrs); err != nil {
			return err
		}
	}
	m.closeSibling(localName(name))
	m.push(name)
	attrs, empty = m.linkText(name, attrs, empty)
	if m.mute == 0 {
		if m.tags++; m.tags > m.opts.MaxTags {
			return fmt.Errorf("%w: more than %d tags", ErrTooLarge, m.opts.MaxTags)
		}
		m.writeTag(name, attrs)
		m.implied(name, attrs)
	}
	if empty {
		m.pop()
	}
	return nil
}

// closeSibling closes an item in which the next one begins.
func (m *mender) closeSibling(local string) {
	at := max(m.open, m.mute)
	if at <= 0 || at >= len(m.stack) || m.stack[at].local != local || !isItem(local) {
		return
	}
	m.notes.add("item that was never closed mended")
	for len(m.stack) > at {
		m.pop()
	}
}

// push opens an element, and decides whether it is an item too many.
func (m *mender) push(name string) {
	f := frame{name: name, local: localName(name), start: m.out.Len()}
	depth := len(m.stack)
	if depth > 0 {
		parent := m.stack[depth-1]
		f.base, f.spaces = parent.base, parent.spaces
		f.ext = parent.ext || m.isExtension(name, parent.local)
		if m.mute == 0 && isItem(f.local) && container(parent.local) {
			m.items++
			m.open = depth
			if m.items > m.mostItems() {
				m.dropped++
				m.mute, m.open = depth, -1
			}
		}
	}
	m.stack = append(m.stack, f)
}

// maxSitemap is the most that a sitemap may list (sitemaps.org): which of them
// are the newest is known at the end.
const maxSitemap = 50_000

// mostItems is how many items are handed to the parser.
func (m *mender) mostItems() int {
	if m.root == "urlset" || m.root == "sitemapindex" {
		return maxSitemap
	}
	return m.opts.MaxItems
}

// isExtension reports whether the parser will take the element for one of
// another vocabulary, and so collect its text run by run.
func (m *mender) isExtension(name, parent string) bool {
	prefix, local, found := strings.Cut(name, ":")
	if !found || prefix == m.prefix() {
		return false
	}
	return !(isItem(parent) && local == "encoded")
}

// prefix is that of the root element, or the usual one of RSS 1.0 in RDF.
func (m *mender) prefix() string {
	if m.root == "rdf" {
		return "rss"
	}
	if len(m.stack) > 0 {
		prefix, _, found := strings.Cut(m.stack[0].name, ":")
		if found {
			return prefix
		}
	}
	return ""
}

// pageTags are what an HTML page, or what is left of one, begins with.
var pageTags = []string{"html", "head", "body", "div", "p", "script", "table", "br", "center", "title", "meta"}

// setRoot judges the document by its root.
func (m *mender) setRoot(name string, attrs []attribute) error {
	m.root = localName(name)
	switch {
	case slices.Contains(m.roots, m.root):
	case slices.Contains(pageTags, m.root):
		return fmt.Errorf("%w: it is an HTML page%s", ErrNotFeed, m.pageTitle())
	default:
		return fmt.Errorf("%w: it is XML whose root is <%s>", ErrNotFeed, clean(name[:min(len(name), 40)]))
	}
	if m.root == "channel" {
		m.out.WriteString("<rss>")
	}
	for _, a := range attrs {
		switch strings.ToLower(a.name) {
		case "xml:lang":
			m.lang = a.value
		case "version":
			m.version = a.value
		case "xmlns":
			m.space = a.value
		}
	}
	return nil
}

// pageTitle quotes the title of an HTML page, which tells a login wall from a
// page of errors.
func (m *mender) pageTitle() string {
	_, after, found := strings.Cut(m.src[:min(len(m.src), 64<<10)], "<title")
	if !found {
		return ""
	}
	_, after, _ = strings.Cut(after, ">")
	title, _, _ := strings.Cut(after, "<")
	return fmt.Sprintf(", titled %q", opening([]byte(plain(title))))
}

// The namespaces of Atom. A feed with any other default namespace, such as those
// of Atom's drafts, is read as Atom 1.0.
const (
	atom03 = "http://purl.org/atom/ns#"
	atom10 = "http://www.w3.org/2005/Atom"
)

// writeTag writes a start tag. Namespaces beyond maxSpaces and default ones
// below the root are left out, and so is xml:base: links are resolved here.
func (m *mender) writeTag(name string, attrs []attribute) {
	f := &m.stack[len(m.stack)-1]
	for _, a := range attrs {
		if a.name == "xml:base" {
			f.base = resolve(f.base, a.value)
		}
	}
	m.out.WriteByte('<')
	m.out.WriteString(name)
	encoded := slices.Contains(attrs, attribute{"mode", "base64"})
	for _, a := range attrs {
		if !m.keeps(f, a) || encoded && a.name == "type" { // the parser decodes only where no type is given
			continue
		}
		value := a.value
		if a.name == "xmlns" && m.root == "feed" && value != atom03 {
			value = atom10
		}
		if a.name == "rel" { // RFC 4287, 4.2.7.2: short names are ends of these addresses
			value = strings.TrimPrefix(strings.ToLower(value), "http://www.iana.org/assignments/relation/")
		}
		if f.base != "" && (a.name == "href" || a.name == "src") {
			value = resolve(f.base, value)
		}
		m.out.WriteByte(' ')
		m.out.WriteString(attributeName(a.name))
		m.out.WriteString(`="`)
		m.out.WriteString(escapeValue.Replace(value))
		m.out.WriteByte('"')
	}
	m.out.WriteByte('>')
}

var escapeValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", " ")

// keeps reports whether an attribute is written.
func (m *mender) keeps(f *frame, a attribute) bool {
	switch {
	case a.name == "xml:base":
		return false
	case a.name == "xmlns":
		return len(m.stack) == 1 && m.root != "rss"
	case strings.HasPrefix(a.name, "xmlns:"):
		f.spaces++
		m.declared++
		if f.spaces > maxSpaces || m.declared > maxDeclared {
			m.notes.add("namespaces beyond the bound left out")
			return false
		}
	}
	return true
}

// An attribute is a name and its value, entities resolved.
type attribute struct{ name, value string }

// attributes reads what follows a tag's name. It returns the bytes read, and
// false if the document ends inside the tag.
func (m *mender) attributes(s string) (attrs []attribute, empty bool, size int, ok bool) {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			return attrs, empty, i + 1, true
		case c == '<':
			m.notes.add("start tag without > mended")
			return attrs, empty, i, true
		case c == '/':
			empty = true
			i++
		case !nameStart(c):
			i++
		default:
			empty = false
			var a attribute
			a, i = readAttribute(s, i)
			if len(attrs) >= maxAttributes {
				m.notes.add("attributes beyond the 64th of a tag left out")
				continue
			}
			a.value = m.attributeValue(a.value)
			attrs = append(attrs, a)
		}
	}
	return nil, false, 0, false
}

// readAttribute reads one attribute at i; its value may be bare or missing.
func readAttribute(s string, i int) (attribute, int) {
	name, after := cutName(s[i:])
	i = len(s) - len(after)
	rest := strings.TrimLeft(after, " \t\r\n")
	if rest == "" || rest[0] != '=' {
		return attribute{name, ""}, i
	}
	rest = strings.TrimLeft(rest[1:], " \t\r\n")
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		value, after, found := strings.Cut(rest[1:], rest[:1])
		if !found {
			return attribute{name, ""}, len(s)
		}
		return attribute{name, value}, len(s) - len(after)
	}
	end := strings.IndexAny(rest, " \t\r\n<>")
	if end < 0 {
		end = len(rest)
	}
	return attribute{name, strings.TrimSuffix(rest[:end], "/")}, len(s) - len(rest) + end
}

// cutName splits off a tag's or attribute's name. Colons beyond the first, and
// one at either end, are no part of a name and become "_".
func cutName(s string) (name, rest string) {
	end := 0
	for end < len(s) && nameByte(s[end]) {
		end++
	}
	name, rest = s[:end], s[end:]
	if strings.Count(name, ":") > 1 || strings.HasSuffix(name, ":") {
		name = strings.ReplaceAll(name, ":", "_")
	}
	return asciiNames(name), rest
}

// asciiNames replaces what is not ASCII: no vocabulary of feeds has such names,
// and XML allows only some of them.
func asciiNames(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return '_'
		}
		return r
	}, name)
}

func nameByte(c byte) bool {
	return nameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

// localName is a name without its prefix, lower case.
func localName(name string) string {
	if _, local, found := strings.Cut(name, ":"); found {
		name = local
	}
	return strings.ToLower(name)
}

package feed

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A mender rewrites a document as well-formed XML, in one pass and without
// recursion: comments, processing instructions and the document type are left
// out, tags closed, entities resolved, attributes quoted. What it writes is at
// most a small multiple of what it reads, and bounded in depth, tags and
// namespaces, so that the parser behind it may recurse.
type mender struct {
	src  string
	pos  int
	out  bytes.Buffer
	opts Options

	notes     *repairs
	stack     []frame
	roots     []string          // local names that the root may have
	root      string            // local name of the root, lower case
	lang      string            // xml:lang of the root
	version   string            // version attribute of the root
	space     string            // default namespace of the root
	entities  map[string]string // declared in the document type
	typed     bool              // a document type was read
	grown     int               // bytes that declared entities added
	refs      int               // references read
	items     int
	dropped   int
	mute      int // depth of the item being left out; 0 if none
	tags      int
	declared  int  // namespaces
	open      int  // index in the stack of the item being read; -1 if none
	cut       bool // the document ended inside a tag, a comment or a CDATA section
	afterLink bool // the text that follows belongs to the empty link before it
}

// A frame is an open element.
type frame struct {
	name   string // as written
	local  string // without prefix, lower case
	ext    bool   // belongs to an extension: has a prefix, or is inside one that has
	chunks int    // runs of text written inside an extension
	base   string // xml:base in force; empty if none
	start  int    // length of out before its tag
	spaces int    // namespace declarations in force
}

// feedRoots are the local names of the elements that a feed begins with.
var feedRoots = []string{"rss", "rdf", "feed", "channel", "urlset", "sitemapindex"}

// mend returns a document that begins with one of the roots as well-formed XML.
func mend(text []byte, roots []string, opts Options, notes *repairs) (*mender, error) {
	m := &mender{src: string(text), roots: roots, opts: opts, notes: notes, open: -1}
	m.out.Grow(len(text) + 256)
	for m.pos < len(m.src) && (m.root == "" || len(m.stack) > 0) {
		if err := m.step(); err != nil {
			return nil, err
		}
		if m.out.Len() > maxMended {
			return nil, fmt.Errorf("%w: more than %d bytes after repair", ErrTooLarge, maxMended)
		}
	}
	if m.root == "" {
		return nil, fmt.Errorf("%w: it holds no element", ErrNotFeed)
	}
	m.finish()
	if m.root == "channel" {
		m.out.WriteString("</rss>")
	}
	return m, nil
}

const (
	// maxMended bounds what the parser is given: it reads some 30 MB a second,
	// so that this is half a second's work. 2,000 items of 8 KB fit.
	maxMended = 16 << 20
	// maxRun bounds one text; the longest articles hold some 200 KB.
	maxRun = 4 << 20
)

// step reads one token.
func (m *mender) step() error {
	rest := m.src[m.pos:]
	switch {
	case rest[0] != '<':
		end := strings.IndexByte(rest, '<')
		if end < 0 {
			end = len(rest)
		}
		m.pos += end
		if m.afterLink {
			defer m.pop()
			m.afterLink = false
		}
		return m.text(rest[:end])
	case strings.HasPrefix(rest, "<!--"):
		m.skipPast(rest, 4, "-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		m.cdata(rest)
	case strings.HasPrefix(rest, "<?"):
		m.skipPast(rest, 2, ">")
	case strings.HasPrefix(rest, "<!"):
		m.docType(rest)
	case strings.HasPrefix(rest, "</"):
		m.endTag(rest)
	case len(rest) > 1 && nameStart(rest[1]):
		return m.startTag(rest)
	default:
		m.notes.add("lone < read as text")
		m.pos++
		return m.text("&lt;")
	}
	return nil
}

// skipPast moves behind the next mark, or to the end where there is none.
func (m *mender) skipPast(rest string, from int, mark string) {
	end := strings.Index(rest[from:], mark)
	if end < 0 {
		m.pos, m.cut = len(m.src), true
		return
	}
	m.pos += from + end + len(mark)
}

// cdata writes a CDATA section, as the text it stands for where text is changed
// or bounded.
func (m *mender) cdata(rest string) {
	const intro = len("<![CDATA[")
	m.skipPast(rest, intro, "]]>")
	if m.cut || !m.writes() {
		return
	}
	section := m.src[len(m.src)-len(rest) : m.pos]
	if len(section) > maxRun {
		section = m.front(section) + "]]>"
	}
	if top := m.stack[len(m.stack)-1]; top.ext || top.base != "" {
		m.writeText(escapeRaw.Replace(section[intro : len(section)-len("]]>")]))
		return
	}
	m.out.WriteString(section)
}

// writes reports whether text belongs into the output here.
func (m *mender) writes() bool { return m.mute == 0 && len(m.stack) > 0 }

// text writes character data with its entities resolved.
func (m *mender) text(s string) error {
	if !m.writes() {
		if m.root == "" && strings.TrimSpace(s) != "" {
			m.notes.add("text before the document left out")
		}
		return nil
	}
	if len(s) > maxRun {
		s = m.front(s)
	}
	if strings.IndexByte(s, '&') >= 0 {
		var err error
		if s, err = m.resolve(s); err != nil {
			return err
		}
	}
	m.writeText(s)
	return nil
}

// front is the beginning of an overlong text.
func (m *mender) front(s string) string {
	most := maxRun
	m.notes.add("overlong text cut short")
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// An extension element's text is joined run by run by the parser, each time
// copying what it has: these bounds keep the copying under a tenth of a second
// for the largest document.
const (
	maxExtensionRuns  = 50
	maxExtensionBytes = 64 << 10
)

// writeText writes escaped text.
func (m *mender) writeText(s string) {
	top := &m.stack[len(m.stack)-1]
	if top.ext {
		if strings.TrimSpace(s) == "" {
			return
		}
		top.chunks++
		if top.chunks > maxExtensionRuns || len(s) > maxExtensionBytes {
			m.notes.add("overlong extension element left out")
			return
		}
	}
	if strings.Contains(s, "]]>") {
		s = strings.ReplaceAll(s, "]]>", "]]&gt;")
	}
	if top.base != "" && top.local == "link" {
		s = resolveEscaped(top.base, s)
	}
	m.out.WriteString(s)
}

var escapeRaw = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// endTag closes the element it names, and those left open inside it.
func (m *mender) endTag(rest string) {
	end := strings.IndexByte(rest, '>')
	if next := strings.IndexByte(rest[1:], '<'); end < 0 || (next >= 0 && next+1 < end) {
		end = next // the tag lacks its ">"
		if end < 0 {
			end = len(rest) - 1
		}
		m.notes.add("end tag without > mended")
	}
	m.pos += end + 1
	name := strings.TrimRight(strings.TrimSpace(rest[2:end+1]), "> \t\r\n")
	at := m.opener(name)
	if at < 0 {
		m.notes.add("end tag that closes nothing left out")
		return
	}
	if at < len(m.stack)-1 {
		m.notes.addTimes("unclosed tag closed", len(m.stack)-1-at)
	}
	for len(m.stack) > at {
		m.pop()
	}
}

// opener returns the index of the innermost open element of that name; -1 if
// none is open.
func (m *mender) opener(name string) int {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if strings.EqualFold(m.stack[i].name, name) {
			return i
		}
	}
	return -1
}

// pop closes the innermost element.
func (m *mender) pop() {
	last := len(m.stack) - 1
	f := m.stack[last]
	m.stack = m.stack[:last]
	if m.mute > 0 {
		if last <= m.mute {
			m.mute = 0
		}
		return
	}
	m.out.WriteString("</")
	m.out.WriteString(f.name)
	m.out.WriteByte('>')
	if last == m.open {
		m.open = -1
	}
}

// finish closes what the document left open. An item, or another element of
// the feed, that was cut off is left out whole.
func (m *mender) finish() {
	if len(m.stack) == 0 {
		if strings.TrimSpace(m.src[m.pos:]) != "" {
			m.notes.add("text after the document left out")
		}
		return
	}
	m.notes.addCut("document is cut off: what is whole is kept")
	if m.mute == 0 {
		m.rewind()
	}
	for len(m.stack) > 0 {
		m.pop()
	}
}

// rewind takes back the innermost element that was cut off below the feed's
// own: the item, where there is one.
func (m *mender) rewind() {
	keep := m.open
	if keep < 0 {
		keep = len(m.stack)
		for keep > 1 && !container(m.stack[keep-1].local) {
			keep--
		}
	}
	if keep < len(m.stack) {
		m.out.Truncate(m.stack[keep].start)
		m.stack = m.stack[:keep]
	}
	m.open = -1
}

// container reports whether an element holds items, or outlines.
func container(local string) bool {
	switch local {
	case "channel", "rss", "rdf", "feed", "urlset", "sitemapindex", "opml", "body", "outline":
		return true
	}
	return false
}

// isItem reports whether an element is an item of a feed.
func isItem(local string) bool {
	return local == "item" || local == "entry" || local == "url" || local == "sitemap"
}

func nameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A finding is where the text of a page was found, and its lines.
type finding struct {
	lines  []line
	source string
	flags  []string
	ld     linked
	rule   ruled
	tried  []Attempt
	uses   []RuleUse
}

// try notes a way of finding the text and what came of it.
func (f *finding) try(source string, words int, chosen bool, why string) {
	f.tried = append(f.tried, Attempt{source, words, chosen, why})
}

const (
	// wholeShare is the share of JSON-LD's text that must stand in the page for
	// the page's lines to be used; the rest is spelling and cut words.
	wholeShare = 0.9
	// proseWords is the length, in words, from which a line that nothing else
	// accounts for is taken for a paragraph.
	proseWords = 12
	// articleWords is the length from which JSON-LD's text can stand alone.
	articleWords = 60
	// sureKey is the length, in bytes of key, from which a line found anywhere in
	// a text was not found there by chance.
	sureKey = 24
)

// findBody finds the text: by the outlet's rule, in JSON-LD where that holds
// the whole of it, else by readability.
func findBody(doc *document, opts Options) (finding, error) {
	var f finding
	if opts.Rules != nil {
		if err := f.byRules(doc, opts); err != nil {
			return f, err
		}
	}
	f.ld = readLinked(doc, opts)
	if len(f.lines) > 0 {
		return f, nil
	}
	if len(f.ld.body) > opts.MaxText {
		return f, fmt.Errorf("%w: articleBody of %d bytes", ErrTooLarge, len(f.ld.body))
	}
	body := articleText(f.ld.body, opts)
	if body != "" && f.byLinked(doc, body, opts) {
		return f, nil
	}
	return f.slow(doc, body, opts)
}

// byLinked takes JSON-LD's text where the page bears it out, or has none.
func (f *finding) byLinked(doc *document, body string, opts Options) bool {
	sel, n := doc.match(body, host(opts.URL)), words(body)
	switch {
	case sel.whole() && doc.densest(doc.containers()).prose*2 > n*3:
		f.try(FromJSONLD, n, false, "the page holds half as much text again, or more")
	case sel.whole():
		f.lines, f.source = sel.lines(doc.lines), FromJSONLD
		f.try(FromJSONLD, n, true, "its text stands whole in the page's lines")
		return true
	case n >= articleWords && sel.share < wholeShare && prose(doc.lines) < n/4:
		f.lines, f.source = split(body), FromJSONLD
		f.try(FromJSONLD, n, true, "the page draws its text by script")
		return true
	case sel.share >= wholeShare:
		f.try(FromJSONLD, n, false, "the page has paragraphs that it lacks")
	default:
		f.try(FromJSONLD, n, false, "most of it does not stand in the page")
	}
	return false
}

// slow asks readability, and has its answer checked by the page's own blocks.
// JSON-LD's text is taken only where that is longer by far.
func (f finding) slow(doc *document, body string, opts Options) (finding, error) {
	lines, err := readable(doc, opts)
	f.lines, f.source = lines, FromReadability
	why := "the page's largest piece of text"
	if c, reason := doc.objection(proseOf(lines)); reason != "" {
		f.try(FromReadability, total(lines), false, reason)
		f.lines, f.source, err = doc.text(c), FromBlock, nil
		why = "the innermost block that holds most of the prose"
	}
	got, ld := total(f.lines), words(body)
	if (err != nil || proseOf(f.lines) < leastWords) && ld < leastWords && f.byState(doc, opts) {
		return f, nil
	}
	switch {
	case err != nil && body == "":
		f.try(FromReadability, 0, false, err.Error())
		return f, err
	case got < ld/2:
		f.try(f.source, got, false, "less than half of what JSON-LD holds")
		f.try(FromJSONLD, ld, true, "more than twice what the page's lines give")
		f.lines, f.source = split(body), FromJSONLD
	default:
		f.try(f.source, got, true, why)
		if body != "" && ld < got*9/10 {
			f.flags = append(f.flags, FlagCutJSONLD)
		}
	}
	if len(f.lines) == 0 {
		return f, ErrNoText
	}
	return f, nil
}

// articleText returns the text of an articleBody, which some outlets write as
// HTML, and some as HTML escaped once more.
func articleText(body string, opts Options) string {
	if strings.Contains(body, "&lt;") {
		body = unescape(body)
	}
	if !strings.Contains(body, "</") && !strings.Contains(body, "<br") {
		return unescape(body)
	}
	lines, err := linesOf(body, opts)
	if err != nil {
		return ""
	}
	return join(lines)
}

func join(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// split makes lines of plain text.
func split(body string) []line {
	var lines []line
	body = strings.NewReplacer("\u2028", "\n", "\u2029", "\n").Replace(body) // line and paragraph separators
	for text := range strings.Lines(body) {
		if text = clean(text); text != "" {
			lines = append(lines, line{text: text, words: cleanWords(text), tag: atom.P, bytes: len(text)})
		}
	}
	return lines
}

// total counts the words of lines.
func total(lines []line) int {
	n := 0
	for _, l := range lines {
		n += l.words
	}
	return n
}

// proseOf counts the words of those lines that read like paragraphs.
func proseOf(lines []line) int {
	n := 0
	for i := range lines {
		if lines[i].isParagraph(proseWords) {
			n += lines[i].words
		}
	}
	return n
}

// prose counts the words of those lines of a page that read like paragraphs.
func prose(lines []line) int {
	n := 0
	for _, l := range lines {
		if l.words >= proseWords && !l.isLink() && l.place&(inNav|inAside|inComment) == 0 {
			n += l.words
		}
	}
	return n
}

// isLink reports whether a line is a link, but for a few words or a mark.
func (l line) isLink() bool { return l.linked*10 >= l.bytes*8 && l.bytes > 0 }

// A selection says which lines of a page carry a given text.
type selection struct {
	taken   []bool
	share   float64 // of the text's letters that were found in lines
	first   int     // index of the first line taken
	last    int
	site    string // host of the page
	missing int    // paragraphs between and right after the lines taken that the text lacks
}

// match finds the lines of a page that carry a text, whatever the text's own
// line breaks are. What it returns holds until it is called again.
func (doc *document) match(text, site string) selection {
	lines, room := doc.lines, &doc.room
	room.taken = cleared(room.taken, len(lines))
	s := selection{taken: room.taken, first: -1, site: site}
	room.want = appendKey(room.want[:0], text)
	want := room.want
	if len(want) == 0 {
		return s
	}
	room.used = cleared(room.used, len(want))
	m := matcher{want: want, used: room.used, key: room.key}
	for i := range lines {
		if !m.take(&lines[i]) {
			continue
		}
		s.taken[i] = true
		if s.last = i; s.first < 0 {
			s.first = i
		}
	}
	room.key = m.key
	s.share = float64(m.found) / float64(len(want))
	if s.first >= 0 {
		s.bridge(lines)
	}
	return s
}

// cleared returns n times false, in the memory given where that is enough.
func cleared(marks []bool, n int) []bool {
	marks = slices.Grow(marks[:0], n)[:n]
	clear(marks)
	return marks
}

type matcher struct {
	want  []byte
	key   []byte // of the line at hand
	used  []bool
	next  int // where the last match ended
	found int // letters found
}

// take reports whether a line's letters stand in the text at a place not yet
// used: where the last line ended, or, for lines long enough, anywhere.
func (m *matcher) take(l *line) bool {
	if l.place&inNav != 0 && l.isLink() {
		return false
	}
	m.key = appendKey(m.key[:0], l.text)
	k, at := m.key, m.next
	switch {
	case len(k) == 0:
		return false
	case bytes.HasPrefix(m.want[m.next:], k):
	case len(k) >= sureKey && !l.isLink():
		if at = bytes.Index(m.want, k); at < 0 {
			return false
		}
	default:
		return false
	}
	if m.used[at] {
		return false
	}
	for i := at; i < at+len(k); i++ {
		m.used[i] = true
	}
	m.next = at + len(k)
	m.found += len(k)
	return true
}

// bridge looks at the lines between the first and the last one taken, and at
// their siblings after that: short ones and links are kept as what stands
// between paragraphs, long ones are counted as missing from the text.
func (s *selection) bridge(lines []line) {
	near := s.neighbours(lines)
	foreign := 0 // lines after the last one taken that are no siblings
	for i := s.first; i < len(lines) && foreign < maxForeign; i++ {
		if s.taken[i] {
			continue
		}
		l := lines[i]
		sibling, cousin := near(l)
		switch {
		case i > s.last && !sibling && !cousin:
			foreign++
		case l.isMissing(sibling || cousin, s.site):
			s.missing++
		case sibling && foreign == 0, i < s.last && sendsAway(l, s.site), foreign <= trailing && labelled(l):
			s.taken[i] = true
		}
	}
}

// maxForeign is how many lines may stand between a text and what is still its
// own: an advertisement, a row of buttons.
const maxForeign = 8

// trailing is how many of those may stand between a text and a promo line that
// is the last thing in it.
const trailing = 2

// labelled reports whether a line is promo by its first words.
func labelled(l line) bool {
	label, alone, ok := cutLabel(foldLabel(l.text), l.text)
	return ok && !alone && label != "" && l.words <= asideWords
}

// neighbours returns a function that says how a line stands to those taken: in
// one container with some, or in the next of a row of divs.
func (s *selection) neighbours(lines []line) func(line) (sibling, cousin bool) {
	groups, outers := map[int]bool{}, map[int]bool{}
	for i, l := range lines {
		if s.taken[i] {
			groups[l.group] = true
			outers[l.outer] = l.outer != 0
		}
	}
	return func(l line) (sibling, cousin bool) { return groups[l.group], outers[l.outer] && l.tag == atom.Div }
}

// isMissing reports whether a line that no text accounts for is a paragraph.
func (l line) isMissing(sibling bool, site string) bool {
	if l.words < proseWords || l.isLink() || l.place&(inNav|inFigure|inAside|inComment|inShare) != 0 || sendsAway(l, site) {
		return false
	}
	return sibling || endsSentence(l.text)
}

// whole reports whether the text is all of what the page has.
func (s selection) whole() bool { return s.share >= wholeShare && s.missing == 0 }

func (s selection) lines(lines []line) []line {
	n := 0
	for _, taken := range s.taken {
		if taken {
			n++
		}
	}
	out := make([]line, 0, n)
	for i := range lines {
		if s.taken[i] {
			out = append(out, lines[i])
		}
	}
	return out
}

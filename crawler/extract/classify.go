package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"sada/arabic"
	"sada/news"
)

// classify makes blocks of lines. The headline is left out where it stands
// again before the text or as a heading.
func classify(lines []line, title, address string) []news.Block {
	common := commonMarks(lines)
	for i := range lines {
		lines[i].place &^= common
	}
	c := classifier{title: key(title), site: host(address)}
	c.frame = frameOf(lines, c.isTitle)
	blocks := make([]news.Block, 0, len(lines))
	for i, l := range lines {
		if !hasLetter(l.text) || (!c.led || isHeading(l.tag)) && c.isTitle(l) {
			continue
		}
		kind, why := c.kind(i, l)
		if kind == news.BlockBody && !c.led && i >= c.frame.first {
			kind, c.led = news.BlockLead, true
		}
		blocks = append(blocks, news.Block{Kind: kind, Text: l.text, Why: why})
	}
	if !c.led {
		return nil
	}
	return blocks
}

type classifier struct {
	title string // key of the headline
	site  string // host of the page
	frame frame
	led   bool // a lead was found
	label bool // the line before was a label that stands alone
}

// isTitle reports whether a line is the headline again.
func (c *classifier) isTitle(l line) bool {
	if len(l.text) > 2*len(c.title)+maxMarks {
		return false // without the cost of a key
	}
	return key(l.text) == c.title
}

// maxMarks is how many bytes of marks and spaces a short headline may have.
const maxMarks = 40

// commonMarks returns the marks that half of the lines carry: a page whose
// whole text stands in an element called "share" is no share line.
func commonMarks(lines []line) place {
	var common place
	for bit := inNav; bit <= inTable; bit <<= 1 {
		n := 0
		for _, l := range lines {
			if l.place&bit != 0 {
				n++
			}
		}
		if n*2 > len(lines) {
			common |= bit
		}
	}
	return common
}

// kind decides what a line is, and says why where its element does not.
func (c *classifier) kind(i int, l line) (news.BlockKind, string) {
	labelled := c.label
	c.label = false
	if kind, why := c.aside(l, labelled); kind != "" {
		return kind, why
	}
	if why := c.frame.crumb(i, l); why != "" {
		return news.BlockFurniture, why
	}
	switch {
	case captionText(l):
		return news.BlockCaption, "credit of a picture"
	case l.tag == atom.Figcaption || l.place&inFigure != 0:
		return news.BlockCaption, ""
	case isHeading(l.tag) && !l.isParagraph(sureWords):
		return news.BlockHeading, ""
	case l.place&inQuote != 0:
		return news.BlockQuote, ""
	case c.led && l.bold*10 >= l.bytes*9 && l.bytes > 0 && l.words <= headingWords && !endsSentence(l.text):
		return news.BlockHeading, "short and bold"
	}
	return news.BlockBody, ""
}

// headingWords is the length up to which a bold paragraph is a heading.
const headingWords = 14

// aside decides whether a line is promo or furniture.
func (c *classifier) aside(l line, labelled bool) (news.BlockKind, string) {
	if l.words > asideWords {
		return "", ""
	}
	kind, why := c.byWords(l)
	if kind == "" {
		kind, why = c.byLinks(l, labelled)
	}
	if kind == "" || sentences(l.text) > asideSentences {
		return "", ""
	}
	return kind, why
}

// byWords goes by what a line says.
func (c *classifier) byWords(l line) (news.BlockKind, string) {
	folded := foldLabel(l.text)
	if why := furniture(folded, l); why != "" {
		return news.BlockFurniture, why
	}
	if !starts[firstWord(folded)] {
		return "", ""
	}
	if why := fitting(folded, l); why != "" {
		return news.BlockFurniture, why
	}
	label, alone, ok := cutLabel(folded, l.text)
	if !ok {
		return "", ""
	}
	c.label = alone
	return news.BlockPromo, "label " + quoted(label)
}

// byLinks goes by where a line leads.
func (c *classifier) byLinks(l line, labelled bool) (news.BlockKind, string) {
	if l.linked == 0 || !c.leadsAway(l) {
		return "", ""
	}
	switch {
	case l.isLink() && labelled:
		return news.BlockPromo, "link under a label"
	case l.isLink() && !endsSentence(l.text):
		return news.BlockPromo, "the whole line is one link"
	case l.linkUnderLabel():
		return news.BlockPromo, "label and link"
	}
	return "", ""
}

// sendsAway reports whether a line is a promo or furniture line by its words
// or its links.
func sendsAway(l line, site string) bool {
	c := classifier{site: site}
	kind, _ := c.aside(l, false)
	return kind != ""
}

// leadsAway reports whether a line's link leads to another page of the site.
func (c *classifier) leadsAway(l line) bool {
	if l.href == "" || strings.HasPrefix(decoded(l.href), "#") || l.linked == 0 {
		return false
	}
	u, err := url.Parse(decoded(l.href))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return u.Host == "" || c.site == "" || sameSite(u.Hostname(), c.site)
}

// sameSite compares hosts without the names under which one site shows twins
// of its pages.
func sameSite(a, b string) bool { return bareHost(a) == bareHost(b) }

func bareHost(h string) string {
	h = strings.ToLower(h)
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		h = strings.TrimPrefix(h, prefix)
	}
	return h
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// linkUnderLabel reports whether a line is a few words, a colon, and a link to
// its end.
func (l line) linkUnderLabel() bool {
	before := strings.TrimSpace(l.before)
	if before == "" || words(before) > labelWords || !strings.HasSuffix(before, ":") {
		return false
	}
	rest := letters(l.text) - letters(before)
	return l.linked*10 >= rest*9 && rest > 0
}

func isHeading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func sentences(text string) int {
	n := 0
	for range arabic.Sentences(text) {
		n++
	}
	return n
}

const (
	// asideWords is the longest line that is ever marked. Of 18,984 headlines of
	// the Arabic press the longest has 23 words.
	asideWords = 30
	// asideSentences is the most that such a line holds: «اقرأ أيضا. …».
	asideSentences = 2
)

func endsSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"»”)] "))
	return r == '.' || r == '\u06D4' // Arabic full stop
}

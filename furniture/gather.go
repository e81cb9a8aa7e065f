package furniture

import (
	"slices"
	"strings"
	"time"

	"sada/arabic"
	"sada/news"
)

// An Article is what is learned from: one article of an outlet with all of its
// paragraphs, those included that are marked already.
type Article struct {
	ID     int64
	Title  string
	Byline string
	At     time.Time
	Lines  []string
}

// FromNews is an article as it is learned from.
func FromNews(a *news.Article) Article {
	out := Article{ID: a.ID, Title: a.Title, Byline: a.Byline, At: a.At(), Lines: make([]string, 0, len(a.Blocks))}
	for _, b := range a.Blocks {
		if b.Text != "" {
			out.Lines = append(out.Lines, b.Text)
		}
	}
	return out
}

const (
	// maxWords is the longest line that is furniture as a whole: an
	// advertisement for short messages has 25 words, a list of tags up to 40.
	maxWords = 40
	// maxBytes spares long paragraphs the cutting: 40 words of Arabic with
	// vowels written out.
	maxBytes = 800
	// maxFixed is the number of words up to which an opening or an ending is
	// learned; what is longer returns as a whole line.
	maxFixed = 3
	// maxLabel is the number of words of a label.
	maxLabel = 6
	// headLines and tailLines are the lines at either end in which furniture
	// gathers: a byline of two lines, an advertisement of five.
	headLines, tailLines = 2, 6
	// titleWords is the length from which a line that reads as a headline does
	// so by no accident.
	titleWords = 4
	// maxTitle is the longest headline: of 18,984 of the Arabic press the longest
	// has 23 words.
	maxTitle = 24
	// maxExamples bounds the articles kept as examples.
	maxExamples = 5
)

// A form is a way to recognise a line.
type form struct {
	rule  news.LineRule
	words string
}

// A tally is what was seen of one form in one outlet.
type tally struct {
	articles   int
	lines      int // one article may hold several
	head, tail int // lines that stand there
	sentences  int // lines that end as one
	dashed     int // endings set off by a dash
	short      int // lines no longer than a byline
	headings   int // lines that end with a colon and have a line after them
	credits    int // lines that are nothing but an agency's name
	ownTitles  int // lines whose rest is the headline of their own article
	titles     int // lines whose rest is the headline of another
	leads      int // lines followed by the headline of another article
	bylines    set
	around     set // headlines over it
	rests      set // what stood in place of …
	examples   []int64
	sample     string
	first      time.Time
	last       time.Time

	article int // the last that counted, from 1
}

// A gathering counts the forms of the lines of one outlet.
type gathering struct {
	headlines Headlines
	articles  int
	bylined   int            // articles with a byline
	topics    map[uint64]int // articles with a word in their headline
	forms     map[form]*tally
	only      map[form]bool // forms to be counted; nil for all
	bare      tally         // lines that are headlines of other articles

	paragraphs, sentences int // lines longer than a byline, and those that end as a sentence
	// Every line by its first and last words, wherever it stands: what furniture
	// is compared with.
	begin, end map[string]*spread

	room []token // of the line that is counted
}

// A spread counts where lines with the same first words stand.
type spread struct{ lines, head, tail int }

// Headlines finds the article of an outlet that has a headline, by its key as
// [Headline] makes it; 0 if there is none.
type Headlines func(key string) (article int64)

func newGathering(h Headlines) *gathering {
	return &gathering{headlines: h, topics: map[uint64]int{}, forms: map[form]*tally{}, begin: map[string]*spread{}, end: map[string]*spread{}}
}

// A sighting is one line of one article.
type sighting struct {
	*Article
	n      int // number of the article, from 1
	at     int
	line   string
	tokens []token
	own    string // headline of the article
	inline bool   // it is the end of the last paragraph
}

func (s sighting) isHead() bool { return s.at < headLines && s.at < len(s.Lines)-1 }
func (s sighting) isTail() bool { return s.at >= len(s.Lines)-tailLines && s.at > 0 || s.inline }

// add counts the lines of one article.
func (g *gathering) add(a Article) {
	g.articles++
	if a.Byline != "" {
		g.bylined++
	}
	s := sighting{Article: &a, n: g.articles, own: Headline(a.Title)}
	for word := range topics(s.own) {
		g.topics[word]++
	}
	for i, line := range a.Lines {
		s.at, s.line, s.tokens = i, line, nil
		if len(line) <= maxBytes {
			s.tokens = g.cut(line) // more say no more than that it is long
		}
		g.sight(s)
	}
	if s.line = lastSegment(s.line); s.line != "" && len(s.line) <= maxBytes {
		s.inline, s.tokens = true, g.cut(s.line)
		g.sight(s)
	}
}

// cut returns the tokens of a line, as many as it takes to know that it is long,
// until the next is cut.
func (g *gathering) cut(line string) []token {
	g.room = appendTokens(g.room[:0], line, maxWords+1)
	return g.room
}

// topics are the words of a headline that mean something, by their stems.
func topics(headline string) map[uint64]bool {
	words := map[uint64]bool{}
	s := arabic.NewScanner(headline)
	for s.Scan() {
		if s.Kind() == arabic.Word && !s.Stop() {
			words[s.Key()] = true
		}
	}
	return words
}

// lastSegment is what stands behind the last full stop of a line; empty where
// the line ends with one, or has none.
func lastSegment(line string) string {
	line = strings.TrimRight(line, " \u00A0")
	for i := len(line) - 1; i > 0; i-- {
		if line[i] != ' ' || !strings.ContainsAny(lastRune(strings.TrimRight(line[:i], "\"'»”’)]} ")), ".!?\u061F\u06D4") {
			continue
		}
		return line[i+1:]
	}
	return ""
}

func (g *gathering) sight(s sighting) {
	ts := s.tokens
	if len(ts) == 0 || len(ts) > maxByline {
		g.paragraphs++
		if endsSentence(s.line) {
			g.sentences++
		}
	}
	if len(ts) == 0 {
		ts = tokens(strings.ToValidUTF8(s.line[:min(len(s.line), 96)], ""))
		g.spreads(s, ts[:min(len(ts), maxFixed)], nil)
		return
	}
	g.spreads(s, ts, ts)
	if len(ts) > maxWords {
		return
	}
	if !s.inline {
		g.whole(s) // what was never a line of its own may be the end of a sentence
	}
	if n := labelEnd(s.line, ts); n == 0 || n == len(ts) || !g.label(s, n) {
		g.fixed(s)
	}
}

// spreads counts where lines that begin and end so stand.
func (g *gathering) spreads(s sighting, begin, end []token) {
	for k := 1; k <= min(maxFixed, len(begin)); k++ {
		bump(g.begin, phrase(begin[:k]), s)
	}
	for k := 1; k <= min(maxFixed, len(end)-1) && len(end) <= maxByline; k++ {
		bump(g.end, phrase(end[len(end)-k:]), s)
	}
}

func bump(m map[string]*spread, key string, s sighting) {
	c := m[key]
	if c == nil {
		c = &spread{}
		m[key] = c
	}
	c.lines++
	if s.isHead() {
		c.head++
	}
	if s.isTail() {
		c.tail++
	}
}

// maxByline is the number of words of a line that names who reports from where.
const maxByline = 8

// whole counts a line as it is.
func (g *gathering) whole(s sighting) {
	t := g.count(s, form{whole, phrase(s.tokens)}, "")
	if next := s.at + 1; next < len(s.Lines) {
		if strings.ContainsAny(lastRune(s.line), colon) {
			t.headings++
		}
		if len(s.tokens) <= maxLabel && g.other(s, s.Lines[next]) != 0 {
			t.leads++
		}
	}
	if isCredit(s.line, s.tokens) {
		t.credits++
	}
	if len(s.tokens) > titleWords && g.other(s, s.line) != 0 {
		observe(&g.bare, s, "")
	}
}

// label counts a line whose first n words are set off from the rest; it reports
// whether they are a label.
func (g *gathering) label(s sighting, n int) bool {
	after := s.line[s.tokens[n].start:]
	own, other := false, int64(0)
	if len(s.tokens)-n >= titleWords {
		own, other = Headline(after) == s.own, g.other(s, after)
	}
	if !own && other == 0 && !strings.ContainsAny(gap(s.line, s.tokens, n), colons) {
		return false // a dash alone sets off too much
	}
	t := g.count(s, form{label, phrase(s.tokens[:n])}, phrase(s.tokens[n:]))
	switch {
	case own:
		t.ownTitles++
	case other != 0:
		t.titles++
	}
	return true
}

// other returns another article of which a text is the headline.
func (g *gathering) other(s sighting, text string) int64 {
	if g.headlines == nil || len(text) > maxBytes || strings.HasSuffix(text, ".") {
		return 0
	}
	key := Headline(text)
	if n := strings.Count(key, " ") + 1; key == s.own || n < titleWords || n > maxTitle {
		return 0
	}
	if id := g.headlines(key); id != s.ID {
		return id
	}
	return 0
}

// fixed counts a line by its first and by its last words.
func (g *gathering) fixed(s sighting) {
	if !s.isHead() && !s.isTail() {
		return // its place is no line's own: spreads counts it
	}
	ts := s.tokens
	for k := 1; k <= min(maxFixed, len(ts)-1); k++ {
		g.count(s, form{opening, phrase(ts[:k])}, phrase(ts[k:]))
		if len(ts) > maxByline {
			continue
		}
		t := g.count(s, form{ending, phrase(ts[len(ts)-k:])}, phrase(ts[:len(ts)-k]))
		if strings.ContainsAny(gap(s.line, ts, len(ts)-k), dashes) {
			t.dashed++
		}
	}
}

func (g *gathering) count(s sighting, f form, variable string) *tally {
	t := g.forms[f]
	if t == nil {
		if t = (&tally{}); g.only != nil && !g.only[f] {
			return t
		}
		g.forms[f] = t
	}
	observe(t, s, variable)
	return t
}

// observe adds one sighting to a tally. The sets are bounded: what counts is
// whether they are large.
func observe(t *tally, s sighting, variable string) {
	if t.lines++; s.isHead() {
		t.head++
	}
	if s.isTail() {
		t.tail++
	}
	if endsSentence(s.line) && len(s.tokens) > 2 {
		t.sentences++
	}
	if len(s.tokens) <= maxByline {
		t.short++
	}
	note(&t.around, s.own)
	note(&t.rests, variable)
	if t.article == s.n {
		return
	}
	t.article = s.n
	t.articles++
	note(&t.bylines, s.Byline)
	if t.sample == "" {
		t.sample = s.line
	}
	if len(t.examples) < maxExamples {
		t.examples = append(t.examples, s.ID)
	}
	if t.first.IsZero() || s.At.Before(t.first) {
		t.first = s.At
	}
	if s.At.After(t.last) {
		t.last = s.At
	}
}

// maxNoted bounds the sets of a tally.
const maxNoted = 64

// A set holds a few texts; most tallies hold one.
type set []string

func note(s *set, value string) {
	if value != "" && len(*s) < maxNoted && !slices.Contains(*s, value) {
		*s = append(*s, value)
	}
}

// labelEnd returns the number of words before the first mark that sets a label
// off; 0 if there is none within maxLabel words.
func labelEnd(line string, ts []token) int {
	for k := 1; k <= min(maxLabel, len(ts)); k++ {
		g := gap(line, ts, k)
		if strings.ContainsAny(g, stopMarks) {
			return 0
		}
		if strings.ContainsAny(g, colons) || strings.ContainsAny(g, dashes) && len(g) > 1 {
			return k
		}
	}
	return 0
}

// lastRune is the last character of a line, blanks left out.
func lastRune(line string) string {
	line = strings.TrimRight(line, " \u00A0\t")
	for i := len(line) - 1; i >= 0; i-- {
		if line[i]&0xC0 != 0x80 {
			return line[i:]
		}
	}
	return ""
}

package furniture

import (
	"fmt"
	"slices"
	"strings"

	"sada/news"
)

// A Marker finds an outlet's furniture in articles.
type Marker struct {
	outlet    string
	rules     map[form]*Line
	anywhere  bool // some of them hold between paragraphs
	headlines Headlines
}

// NewMarker returns a Marker that goes by the lines among those given whose
// state is news.LineLearned. headlines are those of the outlet; nil for none.
func NewMarker(outlet string, lines []Line, headlines Headlines) *Marker {
	m := &Marker{outlet: outlet, rules: map[form]*Line{}, headlines: headlines}
	for i := range lines {
		if l := &lines[i]; l.State == news.LineLearned {
			m.rules[form{l.Rule, l.Words}] = l
			m.anywhere = m.anywhere || l.Place == anywhere
		}
	}
	return m
}

// A Mark is a paragraph, or the end of one, that is no part of the report.
type Mark struct {
	Block int // index among the article's blocks
	Start int // byte offset into its text; 0 for the whole paragraph
	Line  *Line
	Push  Push // what it sends the reader to; empty if nothing
}

// Marks finds the furniture of an article. Blocks that are marked already are
// passed over. Where nothing would be left of the report, nothing is marked.
func (m *Marker) Marks(a *news.Article) []Mark {
	if len(m.rules) == 0 {
		return nil
	}
	r := reading{Marker: m, own: Headline(a.Title), article: a.ID}
	for i, b := range a.Blocks {
		if b.Text != "" {
			r.texts = append(r.texts, text{block: i, line: b.Text, aside: !b.Kind.Compared()})
		}
	}
	if m.anywhere {
		r.between()
	}
	r.heads()
	r.tails()
	return r.marks()
}

// Apply marks the furniture of an article: its blocks change kind, and a
// paragraph that ends in furniture becomes two. It returns what the article
// sends its readers to.
func (m *Marker) Apply(a *news.Article) []Push {
	marks := m.Marks(a)
	if len(marks) == 0 {
		return nil
	}
	var pushes []Push
	blocks := make([]news.Block, 0, len(a.Blocks)+1)
	for i, b := range a.Blocks {
		if len(marks) == 0 || marks[0].Block != i {
			blocks = append(blocks, b)
			continue
		}
		mark := marks[0]
		marks = marks[1:]
		if mark.Push.Title != "" {
			pushes = append(pushes, mark.Push)
		}
		if mark.Start > 0 {
			before := b
			before.Text = strings.TrimRight(b.Text[:mark.Start], blanks)
			blocks = append(blocks, before)
		}
		blocks = append(blocks, news.Block{Kind: mark.Line.Kind, Text: b.Text[mark.Start:], Why: mark.reason(m.outlet, b)})
	}
	a.Blocks = leading(blocks)
	return pushes
}

// What the reasons of blocks begin with that learned lines changed, so that
// Restore can take the change back.
const (
	whyBody = "learned: "
	whyKind = "learned, for a " // and the kind it had
	whyLead = whyKind + string(news.BlockLead) + ": "
	whyEnd  = "learned, at the end of a paragraph: "
	whyOn   = "learned, run on at the end of a paragraph: " // without a blank
	whyNext = "the lead after a learned line"
)

// blanks part what ends a paragraph from what was run together with it.
const blanks = " \u00A0\t"

// reason is why a block was marked.
func (m Mark) reason(outlet string, was news.Block) string {
	prefix := whyBody
	switch {
	case m.Start > 0 && strings.TrimRight(was.Text[:m.Start], blanks) == was.Text[:m.Start]:
		prefix = whyOn
	case m.Start > 0:
		prefix = whyEnd
	case was.Kind != news.BlockBody:
		prefix = whyKind + string(was.Kind) + ": "
	}
	return fmt.Sprintf("%s%s (%s, %s)", prefix, m.Line.Template(), m.Line.Rule, outlet)
}

// leading makes the first paragraph of the report its lead, where the lead was
// furniture.
func leading(blocks []news.Block) []news.Block {
	lost := slices.ContainsFunc(blocks, func(b news.Block) bool { return strings.HasPrefix(b.Why, whyLead) })
	for i := range blocks {
		if b := &blocks[i]; lost && b.Kind == news.BlockBody && b.Why == "" {
			b.Kind, b.Why = news.BlockLead, whyNext
			break
		}
	}
	return blocks
}

// Restore undoes Apply: the paragraphs as the page gave them. Blank space
// before what was cut off at the end of a paragraph becomes one blank.
func Restore(blocks []news.Block) []news.Block {
	out := make([]news.Block, 0, len(blocks))
	for _, b := range blocks {
		switch {
		case strings.HasPrefix(b.Why, whyBody):
			b.Kind, b.Why = news.BlockBody, ""
		case strings.HasPrefix(b.Why, whyKind):
			kind, _, _ := strings.Cut(b.Why[len(whyKind):], ":")
			b.Kind, b.Why = news.BlockKind(kind), ""
		case b.Why == whyNext:
			b.Kind, b.Why = news.BlockBody, ""
		case strings.HasPrefix(b.Why, whyEnd) && len(out) > 0:
			out[len(out)-1].Text += " " + b.Text
			continue
		case strings.HasPrefix(b.Why, whyOn) && len(out) > 0:
			out[len(out)-1].Text += b.Text
			continue
		}
		out = append(out, b)
	}
	return out
}

// A reading is one article being marked.
type reading struct {
	*Marker
	own     string // headline
	article int64
	texts   []text
}

// A text is one paragraph.
type text struct {
	block  int
	line   string
	aside  bool // it was marked before
	tokens []token
	read   bool
	mark   *Mark
}

// out reports whether a paragraph is no part of the report.
func (t *text) out() bool { return t.aside || t.mark != nil && t.mark.Start == 0 }

func (r *reading) tokens(i int) []token {
	t := &r.texts[i]
	if !t.read && len(t.line) <= maxBytes {
		t.tokens = tokens(t.line)
	}
	t.read = true
	return t.tokens
}

// heads marks from the first paragraph on, as long as each is furniture.
func (r *reading) heads() {
	for i := range r.texts {
		if i >= headLines && !r.texts[i-1].out() {
			return
		}
		r.match(i, head)
	}
}

// tails marks from the last paragraph on. Lines of furniture stand together:
// once one is found the next may stand one line further up.
func (r *reading) tails() {
	for i := len(r.texts) - 1; i >= 0; i-- {
		if i < len(r.texts)-tailLines && !r.texts[i+1].out() {
			return
		}
		if (i == 0 || !r.match(i, tail)) && r.last(i) {
			r.ends(i)
		}
	}
}

// last reports whether nothing but furniture follows.
func (r *reading) last(i int) bool {
	for _, t := range r.texts[i+1:] {
		if !t.out() {
			return false
		}
	}
	return true
}

// between marks what may stand anywhere.
func (r *reading) between() {
	for i := range r.texts {
		r.match(i, anywhere)
		if i > 0 {
			r.follows(i)
		}
	}
}

// follows marks a headline under a label that stands alone.
func (r *reading) follows(i int) {
	t, above := &r.texts[i], r.texts[i-1].mark
	if t.out() || above == nil || above.Line.Kind != news.BlockPromo || above.Line.Rule != whole || len(r.tokens(i)) < titleWords {
		return
	}
	to, _ := r.headline(t.line)
	first := above.Push.Title == ""
	if to == 0 && (!first || endsSentence(t.line) || len(t.tokens) > maxTitle) {
		return
	}
	t.mark = &Mark{Line: above.Line, Push: Push{Label: r.texts[i-1].line, Title: t.line, To: to}}
}

// match marks a paragraph that is furniture as a whole.
func (r *reading) match(i int, place news.LinePlace) bool {
	t := &r.texts[i]
	ts := r.tokens(i)
	if t.out() || len(ts) == 0 || len(ts) > maxWords {
		return t.out()
	}
	if l := r.rule(whole, phrase(ts), place); l != nil {
		t.mark = &Mark{Line: l}
		return true
	}
	if n := labelEnd(t.line, ts); n > 0 && r.labelled(t, ts, 0, n, place) {
		return true
	}
	return r.fixed(t, ts, place) || r.title(t, place)
}

// rule finds a learned line that may stand at a place.
func (r *reading) rule(kind news.LineRule, words string, place news.LinePlace) *Line {
	if l := r.rules[form{kind, words}]; l != nil && (l.Place == place || l.Place == anywhere) {
		return l
	}
	return nil
}

// labelled marks the text from token `from` on, whose label ends before token
// `to`.
func (r *reading) labelled(t *text, ts []token, from, to int, place news.LinePlace) bool {
	l := r.rule(label, phrase(ts[from:to]), place)
	if l == nil {
		return false
	}
	m := &Mark{Line: l, Start: ts[from].start}
	if from == 0 {
		m.Start = 0
	}
	if to < len(ts) {
		after := t.line[ts[to].start:]
		id, own := r.headline(after)
		if !own && id == 0 && (len(ts)-to > maxTitle && l.Kind == news.BlockPromo || prose(t.line, ts, to)) {
			return false
		}
		if l.Kind == news.BlockPromo && !own {
			m.Push = Push{Label: strings.TrimSpace(t.line[ts[from].start:ts[to-1].end]), Title: after, To: id}
		}
	}
	t.mark = m
	return true
}

// prose reports whether a sentence ends within the tokens from `from` on, or at
// the end of the line after as many words as a sentence has.
func prose(line string, ts []token, from int) bool {
	for i := from + 1; i < len(ts); i++ {
		if g := gap(line, ts, i); strings.ContainsAny(g, ".?!\u061F\u06D4") && !strings.Contains(g, "..") && strings.ContainsAny(g, " \u00A0") {
			return true
		}
	}
	return endsSentence(line) && len(ts)-from > maxByline
}

// headline returns the other article that a text is the headline of, and
// whether it is the article's own.
func (r *reading) headline(text string) (id int64, own bool) {
	key := Headline(text)
	if key == r.own {
		return 0, true
	}
	if r.headlines == nil || strings.Count(key, " ")+1 < titleWords {
		return 0, false
	}
	if id = r.headlines(key); id == r.article {
		id = 0
	}
	return id, false
}

// fixed marks a line by its first or last words. One word alone could begin a
// sentence as well.
func (r *reading) fixed(t *text, ts []token, place news.LinePlace) bool {
	prose := prose(t.line, ts, 0)
	for k := min(maxFixed, len(ts)-1); k > 0; k-- {
		l := r.rule(opening, phrase(ts[:k]), place)
		if l != nil && place == head && len(ts) > maxByline {
			l = nil
		}
		if n := len(ts) - k; l == nil && len(ts) <= maxByline && strings.ContainsAny(gap(t.line, ts, n), dashes) {
			l = r.rule(ending, phrase(ts[n:]), place)
		}
		if l != nil && (!prose || k > 1) {
			t.mark = &Mark{Line: l}
			return true
		}
	}
	return false
}

// title marks a line that is another article's headline, where the outlet
// prints such.
func (r *reading) title(t *text, place news.LinePlace) bool {
	l := r.rule(titles, "", place)
	if l == nil || len(t.tokens) <= titleWords {
		return false
	}
	id, _ := r.headline(t.line)
	if id == 0 {
		return false
	}
	t.mark = &Mark{Line: l, Push: Push{Title: t.line, To: id}}
	return true
}

const (
	// tailBytes is how much of the end of a paragraph is searched for furniture
	// that was run together with it.
	tailBytes = 500
	// inlineWords is the length from which a line that was learned whole is
	// looked for inside a paragraph: a shorter one could be the end of a
	// sentence.
	inlineWords = 4
)

// ends marks furniture at the end of a paragraph of the report.
func (r *reading) ends(i int) {
	t := &r.texts[i]
	if t.aside || t.mark != nil {
		return
	}
	from := max(0, len(t.line)-tailBytes)
	for from > 0 && t.line[from] != ' ' {
		from--
	}
	ts := tokens(t.line[from:])
	for k := range ts {
		ts[k].start += from
		ts[k].end += from
	}
	for k := 1; k < len(ts); k++ {
		if r.endsAt(t, ts, k) {
			return
		}
	}
}

// endsAt marks the text from token k on, where it is furniture.
func (r *reading) endsAt(t *text, ts []token, k int) bool {
	if n := len(ts) - k; n >= inlineWords && n <= maxWords {
		if l := r.rule(whole, phrase(ts[k:]), tail); l != nil {
			t.mark = &Mark{Start: ts[k].start, Line: l}
			return true
		}
	}
	apart := strings.ContainsAny(gap(t.line, ts, k), stopMarks+"\"»”)")
	for n := min(maxLabel, len(ts)-k-1); n > 0; n-- {
		if !strings.ContainsAny(gap(t.line, ts, k+n), colons) {
			continue
		}
		if (apart || n > 2) && r.labelled(t, ts, k, k+n, tail) {
			return true
		}
	}
	if !apart || len(ts)-k > maxWords {
		return false
	}
	for n := min(maxFixed, len(ts)-k-1); n > 0; n-- {
		if l := r.rule(opening, phrase(ts[k:k+n]), tail); l != nil && (n > 1 || !prose(t.line, ts, k)) {
			t.mark = &Mark{Start: ts[k].start, Line: l}
			return true
		}
	}
	return false
}

// marks returns what was found, unless nothing would be left of the report.
func (r *reading) marks() []Mark {
	var out []Mark
	left := false
	for _, t := range r.texts {
		left = left || !t.out()
		if t.mark != nil {
			t.mark.Block = t.block
			out = append(out, *t.mark)
		}
	}
	if !left {
		return nil
	}
	return slices.Clip(out)
}

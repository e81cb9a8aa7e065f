package eval

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// A Kind names what a newsroom did to an article before it ran it.
type Kind string

// The kinds of edit.
const (
	Headline    Kind = "headline"    // another headline
	Promo1      Kind = "promo1"      // one line that points to another article, unmarked, in the body
	Promo4      Kind = "promo4"      // four of them
	Drop20      Kind = "drop20"      // a fifth of the words gone, by whole sentences
	Drop40      Kind = "drop40"      // two fifths
	Drop60      Kind = "drop60"      // three fifths
	Dateline    Kind = "dateline"    // place and agency before the first word
	Orthography Kind = "orthography" // hamza, ta marbuta, final ya, vowel marks, tatweel
	Digits      Kind = "digits"      // ASCII digits made Arabic-Indic, or the other way round
	Frame       Kind = "frame"       // an introduction and a closing paragraph of the newsroom's own
	Reorder     Kind = "reorder"     // paragraphs after the first in another order
	Replace10   Kind = "replace10"   // a tenth of the words replaced by words of other articles
	Replace20   Kind = "replace20"   // a fifth
	Replace30   Kind = "replace30"   // three tenths
	Merged      Kind = "merged"      // followed by the first half of another story
	Excerpt     Kind = "excerpt"     // two paragraphs, no more
	Light       Kind = "light"       // headline, dateline, digits, one promo line
	Heavy       Kind = "heavy"       // headline, drop40, replace10, four promo lines
	Combined    Kind = "combined"    // headline, dateline, orthography, digits, drop20, reorder, replace10, promo line, frame
)

// Kinds returns the kinds of edit in the order of the tables.
func Kinds() []Kind {
	return []Kind{
		Headline, Promo1, Promo4, Drop20, Drop40, Drop60, Dateline, Orthography, Digits, Frame,
		Reorder, Replace10, Replace20, Replace30, Merged, Excerpt, Light, Heavy, Combined,
	}
}

// A Newsroom edits texts. What it puts in (words, promo lines, second stories)
// it takes from the other texts that it knows.
type Newsroom struct {
	seed   uint64
	others []Text
	words  []string // distinct words of the others, in order of their first use
}

// minWord is the length in letters from which a word may replace another:
// shorter ones are particles, which the comparison leaves out anyway.
const minWord = 4

// NewNewsroom returns a newsroom that knows the other texts. With none, or only
// the text that is edited, nothing of another article is put in.
func NewNewsroom(seed uint64, others []Text) *Newsroom {
	n := &Newsroom{seed: seed, others: others}
	seen := map[string]bool{}
	for _, t := range others {
		for w := range strings.FieldsSeq(t.Joined()) {
			if w = strings.Trim(w, "،.؛:؟!«»()\""); utf8.RuneCountInString(w) >= minWord && !seen[w] {
				seen[w] = true
				n.words = append(n.words, w)
			}
		}
	}
	return n
}

// Edit returns the text as the newsroom runs it. The same seed, kind and text
// give the same edit; the text given is left as it is. A text in fewer than
// three paragraphs is cut into paragraphs of a few sentences first.
func (n *Newsroom) Edit(kind Kind, t Text) Text {
	r := draw(n.seed, string(kind), t.Title, t.Joined())
	e := edit{room: n, rand: r, own: t.Title}
	out := reflow(t)
	out.Paragraphs = append([]string(nil), out.Paragraphs...)
	for _, step := range steps[kind] {
		out = step(e, out)
	}
	return out
}

// An edit is one text on the desk.
type edit struct {
	room *Newsroom
	rand *rand.Rand
	own  string // headline of the text as it came
}

type step func(e edit, t Text) Text

// steps are the moves that make up each kind, in order.
var steps = map[Kind][]step{
	Headline:    {headline},
	Promo1:      {promo(1)},
	Promo4:      {promo(4)},
	Drop20:      {drop(20)},
	Drop40:      {drop(40)},
	Drop60:      {drop(60)},
	Dateline:    {dateline},
	Orthography: {respell},
	Digits:      {digits},
	Frame:       {frame},
	Reorder:     {reorder},
	Replace10:   {replace(10)},
	Replace20:   {replace(20)},
	Replace30:   {replace(30)},
	Merged:      {merge},
	Excerpt:     {excerpt},
	Light:       {headline, dateline, digits, promo(1)},
	Heavy:       {headline, drop(40), replace(10), promo(4)},
	Combined:    {headline, drop(20), reorder, replace(10), dateline, respell, digits, promo(1), frame},
}

// other returns another article of the newsroom; the zero Text if it knows none.
func (e edit) other() Text {
	if len(e.room.others) == 0 {
		return Text{}
	}
	at := e.rand.IntN(len(e.room.others))
	for range e.room.others {
		if t := e.room.others[at]; t.Title != e.own {
			return t
		}
		at = (at + 1) % len(e.room.others)
	}
	return Text{}
}

package furniture

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sada/arabic"
	"sada/internal/wording"
	"sada/news"
)

const (
	// leastArticles is how many articles must hold a line before anything is
	// learned of it. On eleven days of twelve outlets, of the lines that four
	// articles of one outlet shared half were parts of reports.
	leastArticles = 5
	// leastOften and leastShare are what a line needs that could be a sentence,
	// or of which only a part is fixed.
	leastOften = 8
	leastShare = 0.03
	// leastBylines is the number of authors under whom a line must stand: what
	// one columnist closes with belongs to his columns.
	leastBylines = 3
	// settled is the share of its occurrences that make a place a line's own.
	settled, wholly = 0.8, 0.95
	// rarer is how much seldomer a line must be in other outlets: what all of
	// them print is a formula of reports.
	rarer = 8
	// leastTitles is the number of headlines that make a label one of promotion.
	leastTitles = 3
	// titleShare is the least share of a label's lines that are headlines: most
	// links lead to articles that are not stored.
	titleShare = 0.1
)

// A Sample is what there is to learn from.
type Sample struct {
	Articles  []Article                 // of the outlet
	Others    func() ([]Article, error) // of other outlets, asked for where it matters; nil for none
	Headlines Headlines                 // of the outlet
	// Copies returns the texts in which other outlets carry the report of an
	// article; may be nil.
	Copies func(article int64) ([]string, error)
}

// Learn returns the lines of the outlet that are furniture, and those that were
// refused although they return often, in order of their templates.
func Learn(s Sample) ([]Line, error) {
	g := newGathering(s.Headlines)
	for _, a := range s.Articles {
		g.add(a)
	}
	j := judge{g: g, ask: s.Others}
	lines := j.lines()
	if j.err != nil {
		return nil, j.err
	}
	if err := s.ask(lines); err != nil {
		return nil, err
	}
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Compare(a.Template(), b.Template()) })
	return lines, nil
}

// ask refuses the lines that other outlets print in their copies of the same
// reports.
func (s Sample) ask(lines []Line) error {
	if s.Copies == nil {
		return nil
	}
	texts := map[int64][]string{}
	for i := range lines {
		l := &lines[i]
		if l.State != news.LineLearned || l.Rule == titles || l.Rule == label && l.Kind == news.BlockPromo {
			continue
		}
		asked, held, err := s.copied(l, texts)
		if err != nil {
			return err
		}
		if held*4 > asked {
			l.State, l.Why = news.LineRefused, fmt.Sprintf("other outlets' copies hold it too: %d of %d", held, asked)
		}
	}
	return nil
}

// copied counts the copies of a line's examples, and those that hold the line.
func (s Sample) copied(l *Line, texts map[int64][]string) (asked, held int, err error) {
	for _, id := range l.Examples {
		copies, known := texts[id]
		if !known {
			found, err := s.Copies(id)
			if err != nil {
				return 0, 0, err
			}
			for _, text := range found {
				copies = append(copies, " "+Key(text)+" ")
			}
			texts[id] = copies
		}
		for _, text := range copies {
			if asked++; strings.Contains(text, " "+l.Words+" ") {
				held++
			}
		}
	}
	return asked, held, nil
}

// A judge decides which forms are furniture.
type judge struct {
	g       *gathering
	ask     func() ([]Article, error)
	err     error      // of ask
	foreign *gathering // of what it returned; made when first needed
}

func (j *judge) lines() []Line {
	var out []Line
	for f, t := range j.g.forms {
		if t.articles < leastTitles {
			continue
		}
		if l, ok := j.judge(f, t); ok {
			out = append(out, l)
		}
	}
	if t := &j.g.bare; t.articles > leastTitles {
		l := j.line(form{titles, ""}, t, news.BlockPromo, anywhere)
		l.Why = fmt.Sprintf("%d articles hold the headline of another as a line", t.articles)
		out = append(out, l)
	}
	return j.prune(out)
}

// judge judges one form; ok is false where there is nothing to say of it.
func (j *judge) judge(f form, t *tally) (l Line, ok bool) {
	switch f.rule {
	case label:
		return j.label(f, t)
	case opening, ending:
		return j.part(f, t)
	}
	return j.whole(f, t)
}

func (j *judge) line(f form, t *tally, kind news.BlockKind, place news.LinePlace) Line {
	return Line{
		Rule: f.rule, Words: f.words, Kind: kind, Place: place, State: news.LineLearned, Articles: t.articles, Of: j.g.articles,
		Examples: t.examples, Sample: t.sample, First: t.first, Last: t.last,
	}
}

// whole judges a line that returns word for word.
func (j *judge) whole(f form, t *tally) (Line, bool) {
	if t.leads >= leastTitles && t.leads*3 >= t.lines {
		l := j.line(f, t, news.BlockPromo, anywhere)
		l.Why = fmt.Sprintf("headlines of other articles follow it in %d of %d places", t.leads, t.lines)
		return l, true
	}
	if t.articles < leastArticles {
		return Line{}, false
	}
	place := t.place(settled)
	l := j.line(f, t, news.BlockFurniture, place)
	l.Why = j.seen(t, place)
	often := t.articles >= leastOften && j.share(t) >= leastShare
	switch {
	case !j.varied(t):
		refuse(&l, "the articles around it are too alike")
	case t.credits*2 > t.lines && place != head:
		refuse(&l, "it says where the report comes from")
	case t.headings*2 > t.lines:
		refuse(&l, "it is the heading of what follows")
	case place == anywhere && !often:
		refuse(&l, "it stands now here, now there, and not in enough articles")
	case t.sentences*2 > t.lines && (place == head || strings.Contains(f.words, anyNumber)):
		refuse(&l, "it is a sentence of a report") // a formula: the first sentence, or one with figures
	case t.sentences*2 > t.lines && j.abroad().articles == 0:
		refuse(&l, "it is a sentence, and there is no other outlet to compare with")
	case t.sentences*2 > t.lines && !often:
		refuse(&l, "it is a sentence, and not in enough articles")
	case place != head && !j.manyBylines(t):
		refuse(&l, fmt.Sprintf("only %s of %d articles", wording.Count(len(t.bylines), "author"), t.articles))
	case !j.own(f, t):
		refuse(&l, "other outlets print it as well")
	}
	return l, true
}

// label judges a line by the words before its colon.
func (j *judge) label(f form, t *tally) (Line, bool) {
	if n := t.titles + t.ownTitles; n >= leastTitles && float64(n) >= titleShare*float64(t.lines) {
		l := j.line(f, t, news.BlockPromo, anywhere)
		l.Why = fmt.Sprintf("label of %d lines, %d of them headlines of other articles", t.lines, t.titles)
		if t.ownTitles > t.titles {
			l.Kind, l.Place = news.BlockFurniture, t.place(settled)
			l.Why = fmt.Sprintf("label of %d lines, %d of them the article's own headline", t.lines, t.ownTitles)
		}
		return l, true
	}
	return j.part(f, t)
}

// part judges a line of which only one end returns.
func (j *judge) part(f form, t *tally) (Line, bool) {
	if t.articles < leastOften || j.share(t) < leastShare || len(t.rests)*3 < t.articles && len(t.rests) < maxNoted/2 {
		return Line{}, false
	}
	place := j.placeOfPart(f, t)
	if place == anywhere || f.rule == ending && t.dashed*5 < t.lines*4 || place == head && t.short*10 < t.lines*9 {
		return Line{}, false
	}
	l := j.line(f, t, news.BlockFurniture, place)
	l.Why = j.seen(t, place)
	switch {
	case !j.apart(t):
		refuse(&l, "it begins sentences")
	case !j.varied(t):
		refuse(&l, "the articles around it are too alike")
	case place == tail && !j.manyBylines(t):
		refuse(&l, fmt.Sprintf("only %s of %d articles", wording.Count(len(t.bylines), "author"), t.articles))
	case place == tail && !j.own(f, t):
		refuse(&l, "other outlets print it as well")
	}
	return l, true
}

// placeOfPart is where all lines of the outlet stand that begin or end so, the
// long ones too.
func (j *judge) placeOfPart(f form, t *tally) news.LinePlace {
	s := j.g.begin[f.words]
	switch {
	case f.rule == ending:
		s = j.g.end[f.words]
	case f.rule == label:
		return t.place(wholly)
	}
	if s == nil {
		return anywhere
	}
	return placeOf(s.lines, s.head, s.tail, wholly)
}

func (t *tally) place(share float64) news.LinePlace { return placeOf(t.lines, t.head, t.tail, share) }

func placeOf(lines, heads, tails int, share float64) news.LinePlace {
	switch {
	case float64(heads) >= share*float64(lines):
		return head
	case float64(tails) >= share*float64(lines):
		return tail
	}
	return anywhere
}

func (j *judge) share(t *tally) float64 { return float64(t.articles) / float64(j.g.articles) }

// apart reports whether lines end as sentences seldomer than the outlet's
// paragraphs do. Where those end without a point too, nothing can be said.
func (j *judge) apart(t *tally) bool {
	usual := float64(j.g.sentences) / float64(max(1, j.g.paragraphs))
	return usual >= 0.5 && float64(t.sentences) <= usual/2*float64(t.lines)
}

// varied reports whether the articles differ by their headlines: a column that
// is always called the same has lines of its own, and so have reports that
// return, such as the prices of gold.
func (j *judge) varied(t *tally) bool {
	if len(t.around)*2 < min(t.articles, maxNoted) {
		return false
	}
	held := map[uint64]int{}
	for _, headline := range t.around {
		for word := range topics(headline) {
			held[word]++
		}
	}
	for word, n := range held {
		share := float64(n) / float64(len(t.around))
		usual := float64(j.g.topics[word]) / float64(j.g.articles)
		if share > oneTopic && share > 2*usual {
			return false
		}
	}
	return true
}

// oneTopic is the share of headlines that have a word in common from which the
// articles under them are taken for instances of one formula.
const oneTopic = 0.6

// manyBylines reports whether several authors have the line. Where the outlet
// names none, the number of articles has to do.
func (j *judge) manyBylines(t *tally) bool {
	if j.g.bylined*2 < j.g.articles {
		return t.articles >= leastOften
	}
	return len(t.bylines) >= leastBylines
}

// own reports whether the line is this outlet's: seldom elsewhere.
func (j *judge) own(f form, t *tally) bool {
	abroad := j.abroad()
	n := 0
	if f.rule == opening {
		if s := abroad.begin[f.words]; s != nil {
			n = s.lines
		}
	} else if s := abroad.forms[f]; s != nil {
		n = s.articles
	}
	return float64(n)*rarer <= j.share(t)*float64(abroad.articles)
}

// abroad counts in other outlets' articles what returns in this one.
func (j *judge) abroad() *gathering {
	if j.foreign != nil {
		return j.foreign
	}
	j.foreign = newGathering(nil)
	j.foreign.only = map[form]bool{}
	for f, t := range j.g.forms {
		if t.articles >= leastArticles {
			j.foreign.only[f] = true
		}
	}
	if j.ask == nil {
		return j.foreign
	}
	others, err := j.ask()
	j.err = err
	for _, a := range others {
		j.foreign.add(a)
	}
	return j.foreign
}

// seen says in words what was counted.
func (j *judge) seen(t *tally, place news.LinePlace) string {
	where := map[news.LinePlace]string{head: "at the head of", tail: "at the end of", anywhere: "in"}[place]
	why := fmt.Sprintf("%s %d of %d articles", where, t.articles, j.g.articles)
	if n := len(t.bylines); n > 1 {
		why += fmt.Sprintf(", %d authors", n)
	}
	return why
}

func refuse(l *Line, why string) { l.State, l.Why = news.LineRefused, why+" ("+l.Why+")" }

// isCredit reports whether a line is the name of an agency and nothing else.
func isCredit(line string, ts []token) bool {
	if len(ts) > maxLabel {
		return false
	}
	_, place := arabic.Agency("", "", line)
	return place == "tail"
}

// prune leaves one of several lines that say the same: the longest that is as
// frequent as the shorter ones, since it says most, and no whole line that begins
// as those do which are learned by that alone.
func (j *judge) prune(lines []Line) []Line {
	by := map[form]*Line{}
	for i := range lines {
		by[form{lines[i].Rule, lines[i].Words}] = &lines[i]
	}
	covered := map[form]bool{}
	for f, l := range by {
		for _, p := range parts(f) {
			shorter := by[p]
			switch {
			case shorter == nil:
			case float64(l.Articles) >= asFrequent*float64(shorter.Articles):
				covered[p] = true
			case f.rule != whole || shorter.State == news.LineLearned && l.Place == shorter.Place:
				covered[f] = true
			}
		}
	}
	return slices.DeleteFunc(lines, func(l Line) bool { return covered[form{l.Rule, l.Words}] })
}

// parts are the openings and endings of a form that are shorter than it.
func parts(f form) []form {
	var out []form
	words := strings.Fields(f.words)
	for k := 1; k <= min(maxFixed, len(words)-1); k++ {
		if f.rule == opening || f.rule == whole {
			out = append(out, form{opening, strings.Join(words[:k], " ")})
		}
		if f.rule == ending {
			out = append(out, form{ending, strings.Join(words[len(words)-k:], " ")})
		}
	}
	return out
}

// asFrequent is the share of a shorter opening's articles from which a longer
// one takes its place.
const asFrequent = 0.9

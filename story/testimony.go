package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sada/dedupe"
	"sada/news"
)

// Of an article that members of a story take, in the median, with the odds o for one
// report with theirs, and that tells the share s of its text besides all of them, it
// is known better than from any pair whether it belongs to them or is a compilation:
// the more there are, the more would hold what belongs there. Chosen on the labelled
// pairs of SaudiNewsNet that lie in one story without it: of 283 copies it parts none,
// of 16 partial reports 7; of pairs that are hard to tell 12 of 1,537 copies and 104 of
// 416 partial reports.
const (
	likenessCounts = 0.7   // ln o
	leastLikeness  = -0.85 // of ln o: what tells nothing besides is no stranger
	mayTellMore    = 0.6
	besideCounts   = 0.7 // s, for each time that the members double
	// ownStretch is the number of bytes, forty words, from which a stretch that no
	// member holds counts: shorter ones are other words for the same. By 0 it parts 18
	// more of those copies and 17 partial reports, and heavy edits among many versions.
	ownStretch = 500
	// holdersOf is the number of members of which more than one must hold a stretch, for
	// each time that there are so many: two compilations of the same matters hold what
	// either tells besides.
	holdersOf = 8
)

// enough is the number of members from which what a story says of an article outweighs
// that only few of them take it for one report with theirs: of labelled pairs that
// lay in two stories it would join 10 copies and 2 partial reports more, by 2 members
// 18 and 8.
const enough = 3

// A testimony is what members of a story say of one article.
type testimony struct {
	all     int       // who were asked
	yes     int       // who take it for one of theirs
	copies  int       // those besides, for whom nothing is against it but what else is told
	strange int       // who take it for another report
	odds    []float64 // ln, of one report with each
	held    [][2]int  // stretches of its text that they hold
}

// hear takes in what comparing with a member says; first tells whether the article
// was the first of the two.
func (t *testimony) hear(v dedupe.Standing, first bool) {
	t.count(v.Kind)
	if !v.Kind.Joined() && v.Copies() {
		t.copies++
	}
	t.odds = append(t.odds, logOdds(v.Whole))
	for _, s := range v.Spans {
		if first {
			t.held = append(t.held, [2]int{s.AStart, s.AEnd})
		} else {
			t.held = append(t.held, [2]int{s.BStart, s.BEnd})
		}
	}
}

func (t *testimony) count(kind news.Relation) {
	t.all++
	switch {
	case kind.Joined():
		t.yes++
	case kind == news.None || kind == news.Series:
		t.strange++
	}
}

// few reports whether fewer than half of them take it for one of theirs.
func (t *testimony) few() bool { return 2*t.yes < t.all }

// ours reports whether half of them take an article, whose text has so many bytes, for
// one of theirs, and it is no stranger to them.
func (t *testimony) ours(length int) bool { return !t.few() && !t.stranger(length) }

// foreign reports whether a quarter of them, two at least, take it for another report.
func (t *testimony) foreign() bool { return t.strange >= 2 && 4*t.strange >= t.all }

// share is that of those who take it for one of theirs.
func (t *testimony) share() float64 { return float64(t.yes) / float64(max(t.all, 1)) }

// cutting reports whether half of enough members share so much with it that it can
// only be the whole that it isn't, and nobody takes it for another report.
func (t *testimony) cutting() bool {
	return t.all >= enough && t.strange == 0 && 2*(t.yes+t.copies) >= t.all
}

// stranger reports whether an article whose text has so many bytes tells more besides
// them than one that is so like them would.
func (t *testimony) stranger(length int) bool {
	n := len(t.odds)
	if n < 2 || length == 0 {
		return false
	}
	beside := float64(t.beside(length)) / float64(length)
	return likenessCounts*max(leastLikeness, t.likeness())+mayTellMore < besideCounts*beside*math.Log2(float64(n))
}

// likeness is the median of the odds.
func (t *testimony) likeness() float64 {
	odds, n := slices.Sorted(slices.Values(t.odds)), len(t.odds)
	return (odds[(n-1)/2] + odds[n/2]) / 2
}

// told says what keeps an article, whose text has so many bytes, out of a story;
// nothing where nothing does.
func (t *testimony) told(story int64, length int) string {
	switch {
	case t.stranger(length):
		return fmt.Sprintf("a stranger to story %d: of %d articles asked there, which find it one report with theirs at %.0f %%, none or hardly any holds %.0f %% of it",
			story, t.all, 100/(1+math.Exp(-t.likeness())), 100*float64(t.beside(length))/float64(length))
	case t.foreign():
		return fmt.Sprintf("%d of %d articles asked of story %d take it for another report", t.strange, t.all, story)
	case t.few() && !t.cutting():
		return fmt.Sprintf("%d of %d articles asked of story %d take it for one of theirs", t.yes, t.all, story)
	}
	return ""
}

// logOdds calls nothing certain: of two members one would outweigh the other whatever
// that says. By 1e-4 one partial report fewer of those 15 is told from copies.
func logOdds(p float64) float64 {
	const doubt = 0.02
	p = min(max(p, doubt), 1-doubt)
	return math.Log(p / (1 - p))
}

// beside is the number of bytes of a text, of so many, in stretches that no
// member holds, or hardly any of many.
func (t *testimony) beside(length int) (n int) {
	edges := [][2]int{{length, t.all}} // where members begin, or end, to hold the text
	for _, s := range t.held {
		edges = append(edges, [2]int{s[0], 1}, [2]int{s[1], -1})
	}
	slices.SortFunc(edges, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(b[1], a[1])) })
	holders, from := 0, 0
	for _, e := range edges {
		before := t.hold(holders)
		holders += e[1]
		switch now := t.hold(holders); {
		case before && !now:
			from = e[0]
		case now && !before && e[0]-from >= ownStretch:
			n += e[0] - from
		}
	}
	return n
}

// hold reports whether so many holders are enough for a stretch to be the members'.
func (t *testimony) hold(holders int) bool { return holders > t.all/holdersOf }

// of returns what the members of a story say of the article of the findings.
func of(story int64, findings []finding) (t testimony, same bool) {
	for _, x := range findings {
		if x.story == story {
			same = same || x.verdict.Kind == news.Copy
			t.hear(x.verdict, true)
		}
	}
	return t, same
}

// agreed reports whether a story takes the article of the findings, whose text has so
// many bytes: it has the same text already, or at least half of its members that were
// asked take it for one of theirs, and not a quarter, two at least, for another report:
// a compilation is like both of those that it runs together. Of 306 pairs of series 6
// lay in one story without that, 3 do with it. A stranger is none of theirs.
func agreed(story int64, findings []finding, length int) bool {
	t, same := of(story, findings)
	return same || !t.foreign() && (!t.few() || t.cutting()) && !t.stranger(length)
}

// disown has an article that is a stranger to a story look no more like its members
// than one that holds passages of theirs: it is no neighbour of it either.
func disown(story int64, findings []finding, length int) {
	if t, same := of(story, findings); same || !t.stranger(length) {
		return
	}
	for i := range findings {
		if x := &findings[i]; x.story == story {
			x.verdict = apart(x.verdict)
		}
	}
}

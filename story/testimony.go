package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sada/dedupe"
	"sada/news"
)

// A logistic model tells a stranger from a member: the members of a story take the
// article, in the median, with odds o for one report with theirs, and the share s of its
// text is told by none of them. The more members there are, the more of them would hold
// what belongs there, so s counts more; that tells more than any pair does. Chosen on the
// labelled pairs of SaudiNewsNet that lie in one story without it: of 283 copies it parts
// none, of 16 partial reports 7; of pairs that are hard to tell 12 of 1,537 copies and 104
// of 416 partial reports.
const (
	likenessCounts = 0.7   // the weight of ln o
	leastLikeness  = -0.85 // ln o counts as no less, so that what tells nothing besides is no stranger
	mayTellMore    = 0.6   // the constant term
	besideCounts   = 0.7   // the weight of s, once for every time that the members double
	// ownStretch is the number of bytes, forty words, from which a stretch that no
	// member holds counts: shorter ones are other words for the same. By 0 it parts 18
	// more of those copies and 17 partial reports, and heavy edits among many versions.
	ownStretch = 500
	// holdersOf is for how many members one holder of a stretch is not enough: of 8 two
	// must hold it, of 16 three. Two compilations of the same matters hold what either
	// tells besides.
	holdersOf = 8
)

// enough is the number of members from which what a story says of an article outweighs
// that only few of them take it for one report with theirs: of labelled pairs that
// lay in two stories it would join 10 copies and 2 partial reports more, by 2 members
// 18 and 8.
const enough = 3

// A voice is how a member of a story stands to the article that it is asked about.
type voice struct {
	standing dedupe.Standing
	first    bool // the article was the first of the two
	later    bool // the member is a later version of its story
}

// A testimony is what members of a story say of one article.
type testimony struct {
	all     int       // members heard
	yes     int       // of these, who take it for one of theirs
	copies  int       // who don't, but only because of what it tells besides
	strange int       // who take it for another report
	logOdds []float64 // that it is one report with each
	held    [][2]int  // stretches of its text that they hold, from byte to byte
	moved   bool      // it is a later version of the story itself, or copies one
}

// hear makes a testimony of what members say. Where the closest of them is a later
// version of the story, those before it can't know what it tells, nor whoever copied it:
// they are not heard if they don't take the article for one of theirs. Of 433 hard pairs
// of updates 170 lie in one story so where it was 141, of 1,798 copies two more, and no
// more of other pairs.
func hear(voices []voice) (t testimony) {
	closest := closestOf(voices)
	t.moved = closest.later || closest.standing.Kind == news.Update
	for _, v := range voices {
		if v.later || !closest.later || v.standing.Kind.Joined() {
			t.add(v)
		}
	}
	return t
}

// closestOf returns the voice that takes the article for one of theirs with the highest
// score; the zero voice if none does.
func closestOf(voices []voice) (closest voice) {
	for _, v := range voices {
		if v.standing.Kind.Joined() && v.standing.Score > closest.standing.Score {
			closest = v
		}
	}
	return closest
}

func (t *testimony) add(v voice) {
	t.all++
	s := v.standing
	switch {
	case s.Kind.Joined():
		t.yes++
	case s.Kind == news.None || s.Kind == news.Series:
		t.strange++
	}
	if !s.Kind.Joined() && s.Copies() {
		t.copies++
	}
	t.logOdds = append(t.logOdds, logOdds(s.Whole))
	for _, span := range s.Spans {
		if v.first {
			t.held = append(t.held, [2]int{span.AStart, span.AEnd})
		} else {
			t.held = append(t.held, [2]int{span.BStart, span.BEnd})
		}
	}
}

// few reports whether fewer than half of them take it for one of theirs.
func (t *testimony) few() bool { return 2*t.yes < t.all }

// ours reports whether half of them take an article, whose text has so many bytes, for
// one of theirs, and it is no stranger to them.
func (t *testimony) ours(length int) bool { return !t.few() && !t.stranger(length) }

// foreign reports whether a quarter of them, two at least, take it for another report.
func (t *testimony) foreign() bool { return t.strange >= 2 && 4*t.strange >= t.all }

// support is the share of those who take it for one of theirs.
func (t *testimony) support() float64 { return float64(t.yes) / float64(max(t.all, 1)) }

// cutting reports whether half of enough members are sure that words were copied, even
// if not that it is wholly one report, and nobody takes it for another.
func (t *testimony) cutting() bool {
	return t.all >= enough && t.strange == 0 && 2*(t.yes+t.copies) >= t.all
}

// stranger reports whether an article, whose text has so many bytes, tells more that
// the members don't than one that is so like them would. A later version does that
// because it is one: of labelled pairs that were called strangers, and whose texts alone
// tell of two states of affairs, 25 were updates and 4 partial reports.
func (t *testimony) stranger(length int) bool {
	n := len(t.logOdds)
	if n < 2 || length == 0 || t.moved {
		return false
	}
	beside := float64(t.beside(length)) / float64(length)
	return likenessCounts*max(leastLikeness, t.likeness())+mayTellMore < besideCounts*beside*math.Log2(float64(n))
}

// likeness is the median of the log odds.
func (t *testimony) likeness() float64 {
	odds, n := slices.Sorted(slices.Values(t.logOdds)), len(t.logOdds)
	return (odds[(n-1)/2] + odds[n/2]) / 2
}

// objection says what keeps an article, whose text has so many bytes, out of a story;
// nothing where nothing does.
func (t *testimony) objection(story int64, length int) string {
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

// logOdds returns ln(p/(1-p)). It calls nothing certain, or else one of two members would
// outweigh the other whatever that says. By a doubt of 1e-4 one partial report fewer of
// those 15 is told from copies.
func logOdds(p float64) float64 {
	const doubt = 0.02
	p = min(max(p, doubt), 1-doubt)
	return math.Log(p / (1 - p))
}

// beside is the number of bytes, of a text of so many, in long stretches that no member
// holds, or of many members too few.
func (t *testimony) beside(length int) (n int) {
	// Each edge is where members begin or end to hold the text, and how many. All of them
	// hold, so to speak, what comes after its end.
	edges := [][2]int{{length, t.all}}
	for _, s := range t.held {
		edges = append(edges, [2]int{s[0], 1}, [2]int{s[1], -1})
	}
	// At one place those who begin come first, so that no stretch of no bytes lies between.
	slices.SortFunc(edges, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(b[1], a[1])) })
	holders, from := 0, 0
	for _, e := range edges {
		before := t.suffice(holders)
		holders += e[1]
		switch now := t.suffice(holders); {
		case before && !now:
			from = e[0]
		case now && !before && e[0]-from >= ownStretch:
			n += e[0] - from
		}
	}
	return n
}

// suffice reports whether what so many members hold is the story's.
func (t *testimony) suffice(holders int) bool { return holders > t.all/holdersOf }

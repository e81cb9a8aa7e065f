package story

import (
	"context"
	"fmt"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

// A Reasoned verdict comes with what it rests on.
type Reasoned struct {
	news.Verdict
	Alone   news.Explanation // what the two texts are to each other, alone
	Stories string           // what their stories say, where it is something else
}

// Why says how article a stands to article b; see [Tracker.Explain].
func (t *Tracker) Why(ctx context.Context, d news.Desk, a, b news.Stored) (news.Verdict, error) {
	r, err := t.Explain(ctx, d, a, b)
	return r.Verdict, err
}

// Explain says how article a stands to article b, and why, by the same comparison
// as in filing: passages weigh by the stories filed around the two. What looks like
// one report to the two alone, and lies in two stories, is partial.
func (t *Tracker) Explain(ctx context.Context, d news.Desk, a, b news.Stored) (Reasoned, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := a.At()
	if b.At().Before(at) {
		at = b.At()
	}
	for { // again if a part of the index turned out to be damaged
		var r Reasoned
		err := t.memory.guarded(func() (err error) {
			if err := t.memory.catchUp(ctx, d, at, t.window); err != nil {
				return fmt.Errorf("read what is filed around them: %w", err)
			}
			r, err = t.explain(ctx, d, at, a, b)
			return err
		})
		if !t.memory.dropDamaged() {
			return r, err
		}
	}
}

func (t *Tracker) explain(ctx context.Context, d news.Desk, at time.Time, a, b news.Stored) (Reasoned, error) {
	c := &t.reader.comparer
	o := c.Overlap(c.Read(storedDocument(a)), c.Read(storedDocument(b)))
	s := o.Standing(t.memory.index.Around(storedPlace(a), storedPlace(b), at, t.window))
	switch {
	case a.Variant.StoryID == b.Variant.StoryID:
		return within(s), nil
	case !s.Kind.Joined():
		return reasoned(s, s, ""), nil
	}
	j := t.judge(d)
	reason, err := j.keptOut(ctx, a, b)
	if err != nil {
		return Reasoned{}, err
	}
	return reasoned(s, apart(s), reason), nil
}

// reasoned is the verdict that stories reached of two articles, with their reason, if
// they have one, and what the two are alone.
func reasoned(alone, by dedupe.Standing, stories string) Reasoned {
	r := Reasoned{Verdict: by.Verdict, Alone: alone.Explain(), Stories: stories}
	r.Why = r.Alone.String()
	if stories != "" {
		r.Why = stories + "; the two alone: " + r.Why
	}
	return r
}

// keptOut says what keeps two articles apart that look like one report and lie in two
// stories: the time between them, a person, what the members of one story say of the
// other's article now, else what there was to know when they were filed.
func (j *judge) keptOut(ctx context.Context, a, b news.Stored) (reason string, err error) {
	if gap := a.At().Sub(b.At()).Abs(); gap > j.window {
		return fmt.Sprintf("%.0f days lie between them, and articles more than %.0f days apart are not compared", days(gap), days(j.window)), nil
	}
	for _, story := range []int64{a.Variant.StoryID, b.Variant.StoryID} {
		if decided, err := j.desk.Decided(ctx, story); err != nil || decided {
			return fmt.Sprintf("a person decided about story %d", story), err
		}
	}
	for _, pair := range [][2]news.Stored{{a, b}, {b, a}} {
		own, other := pair[0], pair[1]
		members, err := j.members(ctx, other.Variant.StoryID)
		if err != nil {
			return "", err
		}
		t, length, err := j.ask(ctx, news.Member{ArticleID: own.ID, StoryID: own.Variant.StoryID, At: own.At()}, members)
		if err != nil {
			return "", err
		}
		if objection := t.objection(other.Variant.StoryID, length); objection != "" {
			return fmt.Sprintf("article %d: %s", own.ID, objection), nil
		}
	}
	return "by what was filed when the later of them came, they were not one report, as they seem to be by what is filed now", nil
}

func days(d time.Duration) float64 { return d.Hours() / 24 }

func storedPlace(s news.Stored) index.Place {
	return index.Place{Article: s.ID, Story: s.Variant.StoryID}
}

func storedDocument(s news.Stored) dedupe.Document {
	return dedupe.Document{Title: s.Title, Text: s.Text, At: s.At(), Outlet: s.Outlet.ID, Credit: s.Credit.Agency}
}

package story

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/news"
)

// voters is how many members of a story are asked whether an article belongs to it.
const voters = 8

// A judge says how filed articles stand to one another, by their texts and by what
// else is filed around them. It is good for one decision, while the index stays as
// it is.
type judge struct {
	desk      news.Desk
	index     *index.Index
	window    time.Duration
	comparer  *dedupe.Comparer
	library   *library
	weigher   *index.Weigher
	weighedAt time.Time // the weigher tells what is filed around that time; zero if it was not set yet
}

// members reads the members of a story.
func (j *judge) members(ctx context.Context, story int64) ([]news.Member, error) {
	members, err := j.desk.Members(ctx, story)
	if err != nil {
		return nil, fmt.Errorf("read members of story %d: %w", story, err)
	}
	return members, nil
}

// reading returns a filed article as it is compared.
func (j *judge) reading(ctx context.Context, article int64) (*dedupe.Reading, error) {
	if r := j.library.get(article); r != nil {
		return r, nil
	}
	w, err := j.desk.Wording(ctx, article)
	if err != nil {
		return nil, fmt.Errorf("read article %d: %w", article, err)
	}
	r := j.comparer.Read(dedupe.Document{Title: w.Title, Text: w.Text, At: w.At, Outlet: w.OutletID, Credit: w.Credit})
	j.library.put(article, r)
	return r, nil
}

// between says how two filed articles stand to each other.
func (j *judge) between(ctx context.Context, a, b news.Member) (s dedupe.Standing, err error) {
	x, err := j.reading(ctx, a.ArticleID)
	if err != nil {
		return s, err
	}
	y, err := j.reading(ctx, b.ArticleID)
	if err != nil {
		return s, err
	}
	return j.standing(x, y, placeOf(a), placeOf(b)), nil
}

// standing says how two texts that are filed at two places stand to each other.
func (j *judge) standing(a, b *dedupe.Reading, placeA, placeB index.Place) dedupe.Standing {
	if at := b.At(); j.weighedAt.IsZero() || !at.Equal(j.weighedAt) {
		j.weigher.Reset(j.index, at, j.window)
		j.weighedAt = at
	}
	o := j.comparer.Overlap(a, b)
	return o.Standing(j.weigher.Between(placeA, placeB))
}

// placeOf is where a member is filed.
func placeOf(m news.Member) index.Place {
	return index.Place{Article: m.ArticleID, Story: m.StoryID}
}

// ask asks up to voters members about an article. It returns what they say, and the
// bytes of the article's text.
func (j *judge) ask(ctx context.Context, m news.Member, members []news.Member) (t testimony, length int, err error) {
	var voices []voice
	for _, o := range members[:min(len(members), voters)] {
		s, err := j.between(ctx, m, o)
		if err != nil {
			return t, 0, err
		}
		voices = append(voices, voice{s, true, o.Relation == news.Update})
	}
	r, err := j.reading(ctx, m.ArticleID)
	if err != nil {
		return t, 0, err
	}
	return hear(voices), r.Length(), nil
}

// most reports whether an article belongs to members: half of up to voters that are
// asked take it for one of theirs, and it is no stranger to them.
func (j *judge) most(ctx context.Context, m news.Member, members []news.Member) (bool, error) {
	t, length, err := j.ask(ctx, m, members)
	return err == nil && t.ours(length), err
}

// crown makes a member of a story its head, the canonical article, and judges all
// other members against it.
func (j *judge) crown(ctx context.Context, story int64, head news.Member, members []news.Member) ([]news.Variant, error) {
	r, err := j.reading(ctx, head.ArticleID)
	if err != nil {
		return nil, err
	}
	moved, err := j.against(ctx, r, head.ArticleID, story, members)
	return append(moved, canonicalVariant(head.ArticleID, story)), err
}

// against judges members of a story against its head, which may be among them; a
// member that has a twin there against that. The head's id is 0 if it is the new article.
func (j *judge) against(ctx context.Context, head *dedupe.Reading, headID, story int64, members []news.Member) ([]news.Variant, error) {
	var out []news.Variant
	for _, m := range members {
		if m.ArticleID == headID {
			continue
		}
		r, err := j.reading(ctx, m.ArticleID)
		if err != nil {
			return nil, err
		}
		parent, other := headID, head
		if t := twin(members, m); t.ArticleID != 0 {
			parent = t.ArticleID
			if other, err = j.reading(ctx, parent); err != nil {
				return nil, err
			}
		}
		s := j.standing(r, other, index.Place{Article: m.ArticleID, Story: story}, index.Place{Article: parent, Story: m.StoryID})
		out = append(out, variant(m.ArticleID, story, parent, within(s).Verdict))
	}
	return out, nil
}

// twin returns the earliest of the members, before m, that has the print of m: m is a
// copy of that one, rather than a version of the head. The zero Member stands for none.
func twin(members []news.Member, m news.Member) (first news.Member) {
	for _, o := range members {
		if o.Print.SimHash == m.Print.SimHash && len(m.Print.Passages) > 0 && slices.Equal(o.Print.Passages, m.Print.Passages) &&
			byTime(o, m) < 0 && (first.ArticleID == 0 || byTime(o, first) < 0) {
			first = o
		}
	}
	return first
}

// variant is the place of an article in a story, under the parent it was judged
// against.
func variant(id, story, parent int64, v news.Verdict) news.Variant {
	return news.Variant{
		ArticleID: id, StoryID: story, ParentID: parent, Relation: v.Kind, Score: v.Score,
		CoverageA: v.CoverageA, CoverageB: v.CoverageB, Why: v.Why, Scheme: prints.Scheme,
	}
}

// canonicalVariant is the place of a story's canonical article.
func canonicalVariant(article, story int64) news.Variant {
	return variant(article, story, 0, news.Verdict{Kind: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Why: "the earliest that tells most of what the story tells"})
}

// within is how two articles of one story stand: where the two alone would not be
// joined, their story joins them.
func within(s dedupe.Standing) Reasoned {
	if s.Kind.Joined() {
		return reasoned(s, s, "")
	}
	return reasoned(s, s.Together(), "joined by other articles of the story")
}

// apart is how two articles of two stories stand: what looks like one report to the
// two alone is partial, since their stories know better. The same text stays that.
func apart(s dedupe.Standing) dedupe.Standing {
	if s.Kind == news.Repost || s.Kind == news.Update {
		return s.Apart()
	}
	return s
}

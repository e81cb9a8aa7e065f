package story

import (
	"cmp"
	"context"
	"slices"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

const (
	// maxCompared bounds the candidates whose texts are compared: those with
	// most passages in common. The true source was never below the sixth.
	maxCompared = 24
	// maxNeighbours bounds the stories that are looked at when an article is filed.
	maxNeighbours = 3
)

// A clerk files one article at one desk.
type clerk struct {
	judge
	article  *prepared
	around   *index.Weigher           // by what is filed around the article
	fixed    func(article int64) bool // articles that stay where they are; nil for none
	findings []finding                // of all that the article was compared with so far
}

// A finding is a stored article and how the new one stands to it.
type finding struct {
	article  int64
	story    int64
	standing dedupe.Standing
	later    bool // it is a later version of its story, as far as members were consulted
}

// file decides where the article belongs, and who moves because of it.
func (c *clerk) file(ctx context.Context) (news.Decision, error) {
	if err := c.compareCandidates(ctx); err != nil {
		return news.Decision{}, err
	}
	h, err := c.findHome(ctx)
	if err != nil {
		return news.Decision{}, err
	}
	if !h.parted() { // what changes by one article is bounded
		if err := c.visit(ctx, &h); err != nil {
			return news.Decision{}, err
		}
	}
	if len(h.members) == 0 {
		return opening(c.findings), nil
	}
	return c.join(ctx, h)
}

// compareCandidates compares the article with those the index proposes.
func (c *clerk) compareCandidates(ctx context.Context) error {
	near := c.around.Candidates(c.article.filing.Print)
	near = near[:min(len(near), maxCompared)]
	c.findings = make([]finding, 0, len(near))
	for _, n := range near {
		if err := c.find(ctx, n.ID, n.Story); err != nil {
			return err
		}
	}
	return nil
}

// find adds a finding of a stored article of a story.
func (c *clerk) find(ctx context.Context, article, story int64) error {
	s, err := c.compare(ctx, article, story)
	if err == nil {
		c.findings = append(c.findings, finding{article: article, story: story, standing: s})
	}
	return err
}

// compare says how the new article stands to a stored one of a story.
func (c *clerk) compare(ctx context.Context, article, story int64) (s dedupe.Standing, err error) {
	o := c.article.overlap(article)
	if o == nil {
		r, err := c.reading(ctx, article)
		if err != nil {
			return s, err
		}
		made := c.comparer.Overlap(c.article.reading, r)
		o = &made
	} else {
		c.library.get(article) // so that it is kept: it will be asked for again
	}
	return o.Standing(c.around.Between(index.Place{}, index.Place{Article: article, Story: story})), nil
}

// findHome finds the story that the article belongs to: of those with a member that
// agrees with it, the closest first, one that agrees as a whole. A home without
// members is none.
func (c *clerk) findHome(ctx context.Context) (home, error) {
	length := c.article.reading.Length()
	for _, id := range neighbours(0, c.findings) {
		members, err := c.members(ctx, id)
		if err != nil {
			return home{}, err
		}
		if err := c.consult(ctx, members); err != nil {
			return home{}, err
		}
		if !agreed(id, c.findings, length) {
			disown(id, c.findings, length)
			continue
		}
		h := home{story: id, members: members}
		if err := c.sift(ctx, &h); err != nil {
			return home{}, err
		}
		if len(h.members) > 0 {
			return h, nil
		}
	}
	return home{}, nil
}

// consult adds findings for the canonical member of a story, and for others until
// there are voters of them.
func (c *clerk) consult(ctx context.Context, members []news.Member) error {
	asked := 0
	for _, m := range members {
		if about(m.ArticleID, c.findings) == nil {
			if m.Relation != news.Canonical && asked >= voters {
				continue
			}
			if err := c.find(ctx, m.ArticleID, m.StoryID); err != nil {
				return err
			}
		}
		about(m.ArticleID, c.findings).later = m.Relation == news.Update
		asked++
	}
	return nil
}

// neighbours returns the stories, but for one, with members that agree with the
// article: that of the closest member first, the earlier one of equals.
func neighbours(own int64, findings []finding) []int64 {
	var close []finding
	for _, x := range findings {
		if x.story != own && x.standing.Kind.Joined() {
			close = append(close, x)
		}
	}
	slices.SortFunc(close, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.standing.Score, a.standing.Score), cmp.Compare(a.story, b.story), cmp.Compare(a.article, b.article))
	})
	var stories []int64
	for _, x := range close {
		if !slices.Contains(stories, x.story) {
			stories = append(stories, x.story)
		}
	}
	return stories[:min(len(stories), maxNeighbours)]
}

// agreed reports whether a story takes the article of the findings, whose text has so
// many bytes: it has the same text already, or at least half of its members that were
// asked take it for one of theirs, and not a quarter, two at least, for another report:
// a compilation is like both of those that it runs together. Of 306 pairs of series 6
// lay in one story without that, 3 do with it. A stranger is none of theirs.
func agreed(story int64, findings []finding, length int) bool {
	t, same := testimonyOf(story, findings)
	return same || !t.foreign() && (!t.few() || t.cutting()) && !t.stranger(length)
}

// disown makes a stranger to a story no neighbour of it either: its findings there say
// no more than that passages were copied.
func disown(story int64, findings []finding, length int) {
	if t, same := testimonyOf(story, findings); same || !t.stranger(length) {
		return
	}
	for i := range findings {
		if x := &findings[i]; x.story == story {
			x.standing = apart(x.standing)
		}
	}
}

// testimonyOf returns what the members of a story say of the article of the findings,
// and whether one of them has the same text.
func testimonyOf(story int64, findings []finding) (t testimony, same bool) {
	var voices []voice
	for _, x := range findings {
		if x.story == story {
			same = same || x.standing.Kind == news.Copy
			voices = append(voices, voice{x.standing, true, x.later})
		}
	}
	return hear(voices), same
}

// about returns the finding of an article; nil if there is none.
func about(article int64, findings []finding) *finding {
	for i := range findings {
		if findings[i].article == article {
			return &findings[i]
		}
	}
	return nil
}

// among reports whether the finding is of one of the members.
func (x *finding) among(members []news.Member) bool {
	return slices.ContainsFunc(members, func(m news.Member) bool { return m.ArticleID == x.article })
}

package story

import (
	"context"
	"fmt"
	"time"

	"sada/dedupe"
	"sada/news"
)

// A memory is the index of what is filed, as far as it has been read.
type memory struct {
	index *dedupe.Index
	last  int64     // greatest article id read
	since time.Time // At of the articles read is not before
}

// catchUp reads what was filed since it last looked, and what lies further back
// than it has read where at asks for it. Going back it takes twice the window,
// so that a backlog read from its end doesn't read everything again each time.
func (m *memory) catchUp(ctx context.Context, d news.Desk, at time.Time, window time.Duration) error {
	if m.index == nil || at.Add(-window).Before(m.since) {
		back := window
		if m.index != nil {
			back = 2 * window
		}
		*m = memory{index: dedupe.NewIndex(), since: at.Add(-back)}
	}
	for member, err := range d.FiledAfter(ctx, m.last, m.since) {
		if err != nil {
			return fmt.Errorf("read filed articles: %w", err)
		}
		m.last = member.ArticleID
		if member.Print.Scheme == dedupe.Scheme {
			m.index.Add(member.ArticleID, member.StoryID, member.At, member.Print)
		}
	}
	return nil
}

// moved takes note of articles that changed their story.
func (m *memory) moved(variants []news.Variant) {
	for _, v := range variants {
		m.index.SetStory(v.ArticleID, v.StoryID)
	}
}

package story

import (
	"context"
	"fmt"

	"sada/dedupe"
	"sada/news"
)

// Why says how article a stands to article b, by the same comparison as in
// filing: passages weigh by the stories filed around the two.
func (t *Tracker) Why(ctx context.Context, d news.Desk, a, b news.Stored) (news.Verdict, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := a.At()
	if b.At().Before(at) {
		at = b.At()
	}
	for {
		if err := t.memory.catchUp(ctx, d, at, t.window); err != nil {
			return news.Verdict{}, fmt.Errorf("read what is filed around them: %w", err)
		}
		filed := t.memory.index.Around(place(a), place(b), at, t.window)
		v := t.comparer.Compare(stored(a), stored(b), filed)
		if !t.memory.damaged() { // else it was weighed by half an index
			return v, nil
		}
	}
}

func place(s news.Stored) dedupe.Place {
	return dedupe.Place{Article: s.ID, Story: s.Variant.StoryID}
}

func stored(s news.Stored) dedupe.Document {
	return dedupe.Document{Title: s.Title, Text: s.Text, At: s.At(), Outlet: s.Outlet.ID, Credit: s.Credit.Agency}
}

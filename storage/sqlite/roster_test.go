package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sada/news"
	"sada/storage/sqlite"
)

// Within a transaction the members of a story are answered before their rows are
// written. TestMembersOnTheirWay files the same articles by the same decisions at
// once and one by one: whoever decides must be told the same both times. Of 100 at
// once the second hundred reads what the first left beside what is being written.
func TestMembersOnTheirWay(t *testing.T) {
	for seed := range uint64(5) {
		reports := madeUp(200)
		for i := range reports {
			reports[i].Published = time.Date(2026, 7, 27, 10, i*7%200, 0, 0, time.UTC).Format(time.DateTime)
		}
		told := map[int][]string{}
		for _, size := range []int{1, 30, 100} {
			m := &mover{seed: seed}
			s := open(t, filepath.Join(t.TempDir(), "sada.db"))
			for part := range slices.Chunk(filings(reports), size) {
				if err := s.File(t.Context(), part, m.decide); err != nil {
					t.Fatalf("seed %d, %d at once: %v", seed, size, err)
				}
			}
			m.told = append(m.told, everyStory(t, s, 3*m.filed)...)
			told[size] = m.told
		}
		for _, size := range []int{30, 100} {
			if diff := cmp.Diff(told[1], told[size]); diff != "" {
				t.Errorf("seed %d: filed %d at once, members are told that differ from one by one (-want +got):\n%s", seed, size, diff)
			}
		}
	}
}

// everyStory is what a store says of its stories once all is written.
func everyStory(t *testing.T, s *sqlite.Store, most int) (told []string) {
	t.Helper()
	err := s.View(t.Context(), func(ctx context.Context, d news.Desk) error {
		for story := range int64(most) {
			members, err := d.Members(ctx, story+1)
			if err != nil {
				return err
			}
			told = append(told, fmt.Sprintf("story %d: %+v", story+1, members))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// A mover decides by lot: it opens stories, joins them, changes their canonical
// articles and moves members, also of stories that it never asked for, or to new ones.
type mover struct {
	seed  uint64
	filed int
	told  []string
}

func (m *mover) decide(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
	lot := rand.New(rand.NewPCG(m.seed, uint64(m.filed)))
	m.filed++
	story := 1 + lot.Int64N(int64(m.filed))
	members, err := d.Members(ctx, story)
	m.told = append(m.told, fmt.Sprintf("%d asks for %d: %+v", m.filed, story, members))
	if err != nil || len(members) == 0 {
		return opens(), err
	}
	switch lot.IntN(8) {
	case 0:
		return joins(members), nil
	case 1:
		return leads(members), nil
	case 2: // a member goes with the one who opens a story
		dec := opens()
		dec.Moved = []news.Variant{{ArticleID: pick(lot, members).ArticleID, Relation: news.Repost, Why: "goes along"}}
		return dec, nil
	case 3: // a member of another story comes too
		others, err := d.Members(ctx, 1+lot.Int64N(int64(m.filed)))
		if err != nil || len(others) == 0 || others[0].StoryID == story {
			return joins(members), err
		}
		return brings(members, pick(lot, others).ArticleID), nil
	case 4: // an article comes too whose story was not asked for, or is this one
		other := 1 + lot.Int64N(int64(m.filed-1))
		if other == members[0].ArticleID {
			return joins(members), nil
		}
		return brings(members, other), nil
	case 5, 6: // some leave for stories of their own
		return parts(members, lot.IntN(2)), nil
	}
	return opens(), nil
}

func pick(lot *rand.Rand, members []news.Member) news.Member { return members[lot.IntN(len(members))] }

func opens() news.Decision {
	return news.Decision{Variant: news.Variant{Relation: news.Canonical, Score: 1, Why: "by lot"}}
}

func joins(members []news.Member) news.Decision {
	head := members[0]
	return news.Decision{
		Variant:     news.Variant{StoryID: head.StoryID, ParentID: head.ArticleID, Relation: news.Repost, Score: 0.7, Why: "by lot"},
		CanonicalID: head.ArticleID,
	}
}

func brings(members []news.Member, article int64) news.Decision {
	dec := joins(members)
	dec.Moved = []news.Variant{{ArticleID: article, StoryID: members[0].StoryID, ParentID: members[0].ArticleID, Relation: news.Update, Why: "comes too"}}
	return dec
}

// parts is the decision by which all but one member leave, for one story or each
// for his own.
func parts(members []news.Member, apart int) news.Decision {
	dec := joins(members)
	for i, m := range members[1:] {
		v := news.Variant{ArticleID: m.ArticleID, StoryID: -1, ParentID: members[1].ArticleID, Relation: news.Repost, Why: "leaves along"}
		if i == 0 || apart == 1 {
			v.StoryID, v.ParentID, v.Relation = -int64(1+i), 0, news.Canonical
		}
		dec.Moved = append(dec.Moved, v)
	}
	return dec
}

// leads is the decision by which a new article becomes canonical.
func leads(members []news.Member) news.Decision {
	dec := opens()
	dec.Variant.StoryID = members[0].StoryID
	for _, m := range members {
		dec.Moved = append(dec.Moved, news.Variant{ArticleID: m.ArticleID, StoryID: m.StoryID, Relation: news.Repost, Why: "by lot"})
	}
	return dec
}

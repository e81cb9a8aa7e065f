package story_test

import (
	"fmt"
	"slices"
	"testing"

	"sada/news"
	"sada/story"
)

// twoMatters is a report of the bridge with two paragraphs about the harbour, and
// copies of the bridge alone. Any one copy takes it for a longer version.
func twoMatters(copies int) (both *news.Filing, alone []*news.Filing) {
	for i := range copies {
		alone = append(alone, article(fmt.Sprintf("انهيار الجسر %d", i), fmt.Sprintf("outlet%d", i), 1+i, bridge[:4]...))
	}
	return article("جسر ينهار وميناء يتعمق", "aldalil", 0, slices.Concat(bridge[:4], harbour[:2])...), alone
}

// TestAStrangerIsLinked files the report of two matters behind copies of the one: who
// are more know better.
func TestAStrangerIsLinked(t *testing.T) {
	for copies, joins := range map[int]bool{1: true, 2: false, 5: false, 9: false} {
		both, alone := twoMatters(copies)
		a := shelved(t, story.Options{}, append(alone, both)...)
		if joined := both.Variant.StoryID == alone[0].Variant.StoryID; joined != joins {
			t.Errorf("behind %d copies: joined = %v, want %v", copies, joined, joins)
		}
		links, err := a.Links(t.Context(), both.Article.ID)
		ok(t, err)
		if want := min(copies, 8); !joins && len(links) != want {
			t.Errorf("behind %d copies it has the links %v, want %d", copies, links, want)
		}
		for _, l := range links {
			if l.Kind != news.Partial {
				t.Errorf("behind %d copies it has a link of kind %s", copies, l.Kind)
			}
		}
	}
}

// TestALonelyMemberLeaves files the same before the copies, among others of its other
// matter: it leaves once there are enough of the one, and is no more at home with the
// other. Those stay together.
func TestALonelyMemberLeaves(t *testing.T) {
	both, alone := twoMatters(6)
	filings := append([]*news.Filing{both}, alone...)
	for i := range 5 {
		filings = append(filings, article(fmt.Sprintf("ميناء الياسمين %d", i), fmt.Sprintf("paper%d", i), i, harbour...))
	}
	slices.SortStableFunc(filings[1:], func(a, b *news.Filing) int { return a.Article.At().Compare(b.Article.At()) })
	a := shelved(t, story.Options{}, filings...)
	members := map[int64]int{}
	for _, f := range filings[1:] {
		_, home := a.idOf(t, f.Article.ExternalID)
		members[home]++
	}
	if _, home := a.idOf(t, both.Article.ExternalID); len(members) != 2 || members[home] > 0 {
		t.Errorf("the report of two matters lies in story %d, the others, by story, are %v: want it out of two stories of theirs", home, members)
	}
}

// TestAShortAsideStays puts into a story a member that tells as much besides in two
// paragraphs far from each other.
func TestAShortAsideStays(t *testing.T) {
	_, alone := twoMatters(6)
	aside := article("جسر ينهار قرب الميناء", "aldalil", 1, slices.Concat(harbour[3:4], bridge[:4], harbour[1:2])...)
	a := shelved(t, story.Options{}, append(alone[:4:4], aside)...)
	home := alone[0].Variant.StoryID
	if aside.Variant.StoryID != home {
		a.put(t, aside.Article.ID, home, alone[0].Article.ID)
	}
	ok(t, story.New(a, story.Options{}).Add(t.Context(), alone[4:]...))
	if _, now := a.idOf(t, aside.Article.ExternalID); now != home {
		t.Errorf("it lies in story %d, want %d", now, home)
	}
}

// TestACopyStandsUnderWhatItCopies files a cutting of a report, a copy of the cutting,
// and then so many whole copies that another article shows the story.
func TestACopyStandsUnderWhatItCopies(t *testing.T) {
	filings := []*news.Filing{
		article("انهيار الجسر", "aldalil", 0, bridge[:3]...),
		article("انهيار جسر", "alrabwa", 1, bridge[:2]...),
		article("جسر ينهار", "alwadi", 2, bridge[:2]...),
	}
	for i := range 4 {
		filings = append(filings, article(fmt.Sprintf("الجسر %d", i), fmt.Sprintf("outlet%d", i), 3+i, bridge...))
	}
	a := shelved(t, story.Options{}, filings...)
	cutting, copied := filings[1].Article.ID, filings[2].Article.ID
	got, err := a.Article(t.Context(), copied)
	ok(t, err)
	if v := got.Variant; v.Relation != news.Copy || v.ParentID != cutting {
		t.Errorf("the copy of article %d is a %s of article %d", cutting, v.Relation, v.ParentID)
	}
}

package main

import (
	"testing"
	"time"

	"sada/news"
)

// member is an article of a story, seen some minutes after noon.
func member(id int64, minutes int, parent int64, why string) news.Stored {
	noon := time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)
	m := news.Stored{Variant: news.Variant{ArticleID: id, StoryID: 1, ParentID: parent, Relation: news.Repost, Why: why, Score: 0.9, CoverageA: 1, CoverageB: 0.5}}
	m.ID, m.Title = id, "عبور ثلاثمئة شاحنة من ميناء السدرة"
	m.Outlet = news.Outlet{ID: id, Name: "قلم", Host: "qalam.example"}
	m.FirstSeen = noon.Add(time.Duration(minutes) * time.Minute)
	m.Published, m.PollInterval = m.FirstSeen.Add(-3*time.Minute), 10*time.Minute
	if parent == 0 {
		m.Variant.Relation, m.Variant.CoverageB = news.Canonical, 1
	}
	return m
}

func rowOf(members ...news.Stored) storyRow {
	return storyRow{Story: news.Story{ID: 1, Title: members[0].Title, Outlets: len(members), Articles: len(members), Texts: 1, FirstSeen: members[0].At()}, members: members}
}

func TestReasonsFitTheStoryAsItIs(t *testing.T) {
	const opening, fits = "no other report like it", "fits best what its story tells"
	for _, tc := range []struct {
		name      string
		row       storyRow
		of        int // which member
		beside    string
		wantWords string
	}{
		{"alone", rowOf(member(1, 0, 0, opening)), 0, "-", opening},
		{"first of several", rowOf(member(1, 0, 0, opening), member(2, 5, 1, "the same text")), 0, "-", "first article of this story"},
		{"after the canonical one", rowOf(member(1, 0, 0, opening), member(2, 5, 1, "one report, edited; copied 90 %")), 1, "1", "one report, edited"},
		{"opened it, an earlier one came later", rowOf(member(1, 5, 0, opening), member(2, 0, 1, "")), 0, "-", "the article that opened this story"},
		{"before the canonical one", rowOf(member(1, 5, 0, fits), member(2, 0, 1, "the same text")), 1, "1 (later)", "the same text"},
		{"words of earlier versions", rowOf(member(1, 5, 0, fits), member(2, 0, 1, "")), 0, "-", "the earliest that tells most of what the story tells"},
		{"at the same moment", rowOf(member(1, 0, 0, fits), member(2, 0, 1, "the same text")), 1, "1", "the same text"},
		{"compared with one that left", rowOf(member(1, 0, 0, fits), member(2, 0, 9, "the same text")), 1, "9", "the same text"},
	} {
		m := tc.row.members[tc.of]
		if beside, words := tc.row.comparedWith(m), tc.row.reason(m); beside != tc.beside || words != tc.wantWords {
			t.Errorf("%s: compared with %q, %q; want %q, %q", tc.name, beside, words, tc.beside, tc.wantWords)
		}
	}
}

func TestWithin(t *testing.T) {
	for interval, want := range map[time.Duration]string{0: "-", 45 * time.Second: "45s", 10 * time.Minute: "10m"} {
		if got := withinText(interval); got != want {
			t.Errorf("withinText(%s) = %q, want %q", interval, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 50: "50", 999: "999", 1000: "1,000", 14044: "14,044", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

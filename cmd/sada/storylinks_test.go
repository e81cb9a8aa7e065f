package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada/news"
)

func TestLinksAreOneRowAStory(t *testing.T) {
	for _, tc := range []struct {
		stories  int
		last     string
		wantRows int
	}{
		{1, "partial\t1\t3\t2026-07-27\tخبر 1\n", 1},
		{10, "partial\t10\t3\t2026-07-27\tخبر 10\n", 10},
		{11, "and 1 more (all with --json)\n", 10},
		{1234, "and 1224 more (all with --json)\n", 10},
	} {
		var links []news.StoryLink
		for range 2 { // two links to each
			for i := 1; i <= tc.stories; i++ {
				l := news.StoryLink{Other: news.Story{ID: int64(i), Articles: 3, FirstSeen: time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC), Title: fmt.Sprint("خبر ", i)}}
				l.Kind = news.Partial
				links = append(links, l)
			}
		}
		var b bytes.Buffer
		if err := (&app{out: &b}).printLinks(strongest(links)); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		if rows := strings.Count(got, "\npartial\t"); rows != tc.wantRows || !strings.HasSuffix(got, "\n"+tc.last) {
			t.Errorf("%d stories: %d rows, want %d, and %q at the end of\n%s", tc.stories, rows, tc.wantRows, tc.last, got)
		}
	}
}

func TestKindLegend(t *testing.T) {
	for _, tc := range []struct {
		kinds []news.Relation
		want  string
	}{
		{nil, ""},
		{[]news.Relation{news.Canonical, news.None}, ""},
		{[]news.Relation{news.Repost, news.Canonical, news.Copy, news.Repost}, "copy = the same text, or all but a few words of it; repost = the same report, edited or shortened"},
		{[]news.Relation{news.Series, news.Update}, "update = the same story with newer facts; series = another instance of a regular report (prices, weather, telegrams), a different event"},
	} {
		if got := kindLegend(tc.kinds...); got != tc.want {
			t.Errorf("kindLegend(%q) = %q, want %q", tc.kinds, got, tc.want)
		}
	}
}

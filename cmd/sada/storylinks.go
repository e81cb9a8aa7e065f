package main

import (
	"fmt"
	"time"

	"sada/internal/term"
	"sada/news"
)

const (
	// maxLinks bounds the links that are read of one story. Of 18,984 real
	// articles the most linked story has 365.
	maxLinks = 1000
	// shownLinks is how many linked stories the table lists.
	shownLinks = 10
)

// A linkRecord is a link to another story as `story --json` writes it.
type linkRecord struct {
	Kind           news.Relation `json:"kind"`
	StoryID        int64         `json:"story_id"` // the other story
	Headline       string        `json:"headline"` // of the other story
	ArticleID      int64         `json:"article_id"`
	OtherArticleID int64         `json:"other_article_id"`
	Score          float64       `json:"score"`
	CoverageA      float64       `json:"coverage_a"`
	CoverageB      float64       `json:"coverage_b"`
	Why            string        `json:"why"`
}

func linkRecords(links []news.StoryLink) []linkRecord {
	records := make([]linkRecord, 0, len(links))
	for _, l := range links {
		records = append(records, linkRecord{
			Kind: l.Kind, StoryID: l.Other.ID, Headline: l.Other.Title, ArticleID: l.ArticleID, OtherArticleID: l.OtherID,
			Score: l.Score, CoverageA: l.CoverageA, CoverageB: l.CoverageB, Why: l.Why,
		})
	}
	return records
}

// strongest keeps the first link to each other story; links come the strongest
// first.
func strongest(links []news.StoryLink) []news.StoryLink {
	seen := make(map[int64]bool)
	var kept []news.StoryLink
	for _, l := range links {
		if !seen[l.Other.ID] {
			seen[l.Other.ID] = true
			kept = append(kept, l)
		}
	}
	return kept
}

// printLinks prints the stories that are linked with one, a row each, and
// nothing where there are none.
func (a *app) printLinks(links []news.StoryLink) error {
	if len(links) == 0 {
		return nil
	}
	t := &term.Table{Head: []string{"KIND", "STORY", "ART", "FIRST", "HEADLINE"}, Right: []bool{false, true, true}}
	for _, l := range links[:min(len(links), shownLinks)] {
		t.Row(string(l.Kind), idText(l.Other.ID), fmt.Sprint(l.Other.Articles), l.Other.FirstSeen.UTC().Format(time.DateOnly), l.Other.Title)
	}
	fmt.Fprintln(a.out, "\nLinked stories")
	if err := t.Write(a.out, a.screen); err != nil {
		return err
	}
	if more := len(links) - shownLinks; more > 0 {
		fmt.Fprintf(a.out, "and %d more (all with --json)\n", more)
	}
	return nil
}

package news_test

import (
	"testing"

	"sada/news"
)

// TestFound takes what was found out of a reason, as it is made now and as stores of
// earlier versions hold it.
func TestFound(t *testing.T) {
	e := news.Explanation{Kind: news.Repost, Facts: []string{"longest run 9", "3.0 hours apart"}}
	const found = "the same report, edited or shortened: longest run 9; 3.0 hours apart"
	copied := e
	copied.Copied = &news.Answer{Probability: 0.9, For: []string{"the texts are of like length"}}
	copied.Whole = &news.Answer{Probability: 0.8, Against: []string{"the headlines are not alike"}}
	for why, want := range map[string]string{
		e.String():      found,
		copied.String(): found,
		"one report, edited: longest run 9; copied 90 % (for it: texts of like length)": "one report, edited: longest run 9",
		"first article of this story": "first article of this story",
	} {
		if got := news.Found(why); got != want {
			t.Errorf("Found(%q) = %q, want %q", why, got, want)
		}
	}
}

// TestMeaning claims no copying of passages that were hardly copied.
func TestMeaning(t *testing.T) {
	for p, want := range map[float64]string{0.9: "copied passages beside other reporting", 0.3: "passages in common, which were perhaps not copied"} {
		e := news.Explanation{Kind: news.Partial, Copied: &news.Answer{Probability: p}}
		if got := e.Meaning(); got != want {
			t.Errorf("at %.1f: %q, want %q", p, got, want)
		}
	}
}

package main

import (
	"slices"
	"strings"

	"sada/news"
)

// kindWords says what each kind of relation between two articles means, in
// order of nearness.
var kindWords = []struct {
	kind  news.Relation
	words string
}{
	{news.Copy, "the same text, or all but a few words of it"},
	{news.Repost, "the same report, edited or shortened"},
	{news.Update, "the same story with newer facts"},
	{news.Partial, "some passages are the same, the rest is different reporting"},
	{news.Series, "another instance of a regular report (prices, weather, telegrams), a different event"},
}

// kindLegend explains those of the kinds that need it, each once; empty where
// none does.
func kindLegend(kinds ...news.Relation) string {
	var parts []string
	for _, k := range kindWords {
		if slices.Contains(kinds, k.kind) {
			parts = append(parts, string(k.kind)+" = "+k.words)
		}
	}
	return strings.Join(parts, "; ")
}

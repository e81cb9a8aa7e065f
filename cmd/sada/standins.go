package main

import (
	"fmt"
	"strings"
	"time"

	"sada/internal/wording"
	"sada/news"
)

// standInDays is how long `feeds list` speaks of pages that were no reports: the
// tries of a page end within a day, and a week shows whether it is the rule.
const standInDays = 7 * 24 * time.Hour

// standInsOf picks the counts of one feed.
func standInsOf(f news.Feed, counts []news.StandInCount) (own []news.StandInCount) {
	for _, c := range counts {
		if c.FeedID == f.ID {
			own = append(own, c)
		}
	}
	return own
}

func standInsByKind(counts []news.StandInCount) map[news.StandInKind]int {
	kinds := map[news.StandInKind]int{}
	for _, c := range counts {
		kinds[c.Kind] = c.Pages
	}
	return kinds
}

// standInText says what a feed's pages showed in the place of reports.
func standInText(counts []news.StandInCount) string {
	n := 0
	var kinds []string
	for _, c := range counts {
		n += c.Pages
		kinds = append(kinds, string(c.Kind))
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %s no report this week (%s)", wording.Count(n, "page"), strings.Join(kinds, ", "))
}

package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sada/internal/term"
	"sada/news"
)

// The cells of the axis of a timeline.
const (
	leastAxis = 16 // what is narrower has no room for its ends
	mostAxis  = 64 // what is wider tells no more
	plainAxis = 32 // where the output has no width
)

// An axis puts lags in their place between the first article and the last. It
// is logarithmic, as lags run from a minute to days.
type axis struct {
	span  time.Duration
	cells int
}

// lane draws one mark on the axis.
func (x axis) lane(lag time.Duration) string {
	at := 0
	if x.span > 0 {
		at = int(math.Round(float64(x.cells-1) * math.Log1p(lag.Minutes()) / math.Log1p(x.span.Minutes())))
	}
	mark := "o"
	if lag == 0 {
		mark = "*"
	}
	return strings.Repeat(".", at) + mark + strings.Repeat(".", x.cells-1-at)
}

// ends is the axis with what its two ends stand for.
func (x axis) ends() string {
	first, last := "0", lagText(x.span)
	return first + strings.Repeat(" ", max(1, x.cells-len(first)-len(last))) + last
}

// timeline returns the table of when each article was first seen, with the time
// that its page claims and its place on the axis, and what the columns mean. A
// screen that is too narrow for all has the axis and no claims.
func (a *app) timeline(r storyRow) (t *term.Table, legend string) {
	members := slices.Clone(r.members)
	slices.SortStableFunc(members, func(x, y news.Stored) int { return x.At().Compare(y.At()) })
	t, legend = timesTable(members), timesLegend
	if a.screen.Width > 0 && t.Room(a.screen) < leastAxis {
		t, legend = seenTable(members), seenLegend
	}
	first, x := members[0].At(), axis{cells: plainAxis}
	x.span = members[len(members)-1].At().Sub(first)
	if a.screen.Width > 0 {
		x.cells = min(mostAxis, t.Room(a.screen))
	}
	head := "TIMELINE"
	if x.span > 0 {
		legend += fmt.Sprintf(" TIMELINE: logarithmic, from the first article (*) to the last, %s later.", lagText(x.span)[1:])
		if a.screen.Terminal {
			head = x.ends()
		}
	}
	t.Column(head, func(row int) string { return x.lane(members[row].At().Sub(first)) })
	return t, legend
}

const (
	timesLegend = "SEEN: when a poll first saw it; WITHIN: it appeared at most so long before that (-: not polled); CLAIMED: the time that its page gives."
	seenLegend  = "SEEN: when a poll first saw it; a wider terminal shows WITHIN and CLAIMED too."
)

// timesTable is all that is known of when articles appeared.
func timesTable(members []news.Stored) *term.Table {
	t := &term.Table{Head: []string{"SEEN", "WITHIN", "CLAIMED", "ID"}, Right: []bool{false, true, false, true}}
	for _, m := range members {
		claimed := minuteText(news.PlausiblePublished(m.Published, m.FirstSeen))
		t.Row(minuteText(m.FirstSeen), withinText(m.PollInterval), claimed, idText(m.ID))
	}
	return t
}

// seenTable is the same for a narrow screen.
func seenTable(members []news.Stored) *term.Table {
	t := &term.Table{Head: []string{"SEEN", "ID"}, Right: []bool{false, true}}
	for _, m := range members {
		t.Row(minuteText(m.FirstSeen), idText(m.ID))
	}
	return t
}

// withinText is how long before it was seen an article may have appeared, which
// nobody knows of one that no poll saw.
func withinText(interval time.Duration) string {
	if interval <= 0 {
		return "-"
	}
	return strings.TrimPrefix(lagText(interval), "+")
}

package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"sada/arabic"
	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
	"sada/storage/sqlite"
)

type storiesCmd struct {
	Since      string `help:"Only stories with an article seen within this time (90m, 24h, 7d) or since this date (2026-03-01)." placeholder:"D"`
	MinOutlets int    `help:"Only stories that at least so many outlets carried." default:"1" placeholder:"N"`
	Query      string `help:"Only stories with an article that holds these words." placeholder:"Q"`
	Sort       string `help:"latest: by the last article seen; size: by the number of articles." enum:"latest,size" default:"latest"`
	Limit      int    `help:"At most so many stories; 0 for all. Default: ${default}." default:"50" placeholder:"N"`
	JSON       bool   `name:"json" help:"One JSON object a line."`
}

// Run prints stories, the latest or the largest first.
func (c *storiesCmd) Run(a *app) error {
	q, err := c.query(time.Now())
	if err != nil {
		return err
	}
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	rows, err := storyRows(a, st, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeStoryRows(a, rows)
	}
	if len(rows) == 0 {
		return a.noStories(st)
	}
	table := lagTable(rows)
	if q.Largest {
		table = sizeTable(rows)
	}
	if err := table.Write(a.out, a.screen); err != nil {
		return err
	}
	return a.tellRest(len(rows), q.Limit, "stories", func() (int64, error) { return st.CountStories(a.ctx, q) })
}

// tellRest says, once a list is as long as its limit, how much there is in all.
func (a *app) tellRest(shown, limit int, what string, count func() (int64, error)) error {
	if limit == 0 || shown < limit || a.Quiet != nil && *a.Quiet {
		return nil
	}
	total, err := count()
	if err != nil {
		return err
	}
	if total > int64(shown) {
		fmt.Fprintf(a.errw, "%s of %s %s; --limit N for more\n", thousands(int64(shown)), thousands(total), what)
	}
	return nil
}

// thousands writes a number of 0 and more in groups of three digits: 14,044.
func thousands(n int64) string {
	text := idText(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func (c *storiesCmd) query(now time.Time) (news.StoryQuery, error) {
	q := news.StoryQuery{MinOutlets: c.MinOutlets, Text: arabic.Fold(c.Query), Largest: c.Sort == "size", Limit: c.Limit}
	if c.Limit < 0 || c.MinOutlets < 0 {
		return q, usagef("--limit and --min-outlets take 0 or more")
	}
	var err error
	q.Since, err = since(c.Since, now)
	return q, err
}

// noStories says why a list is empty, and what to do.
func (a *app) noStories(st *sqlite.Store) error {
	n, err := st.Counts(a.ctx)
	if err != nil {
		return err
	}
	if n.Articles == 0 {
		fmt.Fprintln(a.errw, "the store is empty: run `sada poll` to fill it")
		return nil
	}
	fmt.Fprintf(a.errw, "no story matches; the store holds %s of %s\n", wording.Count(int(n.Stories), "story"), wording.Count(int(n.Articles), "article"))
	return nil
}

// A storyRow is a story with its members, as a list shows it.
type storyRow struct {
	news.Story
	members []news.Stored
}

func storyRows(a *app, st *sqlite.Store, q news.StoryQuery) ([]storyRow, error) {
	var rows []storyRow
	for s, err := range st.Stories(a.ctx, q) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, storyRow{Story: s})
	}
	for i := range rows {
		members, err := st.Variants(a.ctx, rows[i].ID)
		if err != nil {
			return nil, err
		}
		rows[i].members = members
	}
	// A replay beside this command may have taken a story away meanwhile.
	return slices.DeleteFunc(rows, func(r storyRow) bool { return len(r.members) == 0 }), nil
}

// first returns the member that was seen first.
func (r storyRow) first() news.Stored {
	best := r.members[0]
	for _, m := range r.members[1:] {
		if m.At().Before(best.At()) {
			best = m
		}
	}
	return best
}

// lag is the time from the first article to the first one of another outlet.
func (r storyRow) lag() (time.Duration, bool) {
	first := r.first()
	var best time.Duration
	found := false
	for _, m := range r.members {
		if d := m.At().Sub(first.At()); m.Outlet.ID != first.Outlet.ID && (!found || d < best) {
			best, found = d, true
		}
	}
	return best, found
}

// lagTable shows how soon each story travelled.
func lagTable(rows []storyRow) *term.Table {
	return storyTable(rows, "LAG", func(r storyRow) string {
		if d, ok := r.lag(); ok {
			return lagText(d)
		}
		return "-"
	})
}

// sizeTable shows how many articles each story has.
func sizeTable(rows []storyRow) *term.Table {
	return storyTable(rows, "ART", func(r storyRow) string { return fmt.Sprint(r.Articles) })
}

func storyTable(rows []storyRow, name string, first func(storyRow) string) *term.Table {
	t := &term.Table{
		Head:  []string{name, "OUT", "TXT", "SEEN", "ORIGIN", "ID", "HEADLINE"},
		Right: []bool{true, true, true, false, false, true},
	}
	for _, r := range rows {
		t.Row(first(r), fmt.Sprint(r.Outlets), fmt.Sprint(r.Texts), minuteText(r.FirstSeen), asciiName(r.first().Outlet), idText(r.ID), titleText(r.Title))
	}
	return t
}

func writeStoryRows(a *app, rows []storyRow) error {
	for _, r := range rows {
		if err := writeJSON(a.out, r.record()); err != nil {
			return err
		}
	}
	return nil
}

// A storyLine is a story as `stories --json` writes it.
type storyLine struct {
	storyRecord
	Origin string `json:"origin"` // outlet seen first
	LagS   *int64 `json:"lag_s"`  // to the first article of another outlet; null if none
}

func (r storyRow) record() storyLine {
	s := news.StoryMembers{Story: r.Story}
	seen := map[int64]bool{}
	for _, m := range r.members {
		s.Members = append(s.Members, m.ID)
	}
	for _, m := range slices.SortedStableFunc(slices.Values(r.members), func(a, b news.Stored) int { return a.At().Compare(b.At()) }) {
		if !seen[m.Outlet.ID] {
			seen[m.Outlet.ID] = true
			s.OutletNames = append(s.OutletNames, m.Outlet.Name)
		}
	}
	line := storyLine{storyRecord: storyRecordOf(s), Origin: r.first().Outlet.Name}
	if d, ok := r.lag(); ok {
		sec := int64(d.Seconds())
		line.LagS = &sec
	}
	return line
}

// asciiName is an outlet's name as it is printed, where that is ASCII, else its
// host: columns before the last hold no Arabic.
func asciiName(o news.Outlet) string {
	name := arabic.OneLine(o.Name)
	for _, r := range name {
		if r > 0x7E {
			return o.Host
		}
	}
	return cmp.Or(name, o.Host)
}

// minuteText is a time to the minute, in UTC.
func minuteText(t time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	return t.UTC().Format("2006-01-02 15:04Z")
}

// lagText writes a time after another one: +45s, +12m, +1h15m, +3d4h.
func lagText(d time.Duration) string {
	switch {
	case d < 0:
		return "-" + lagText(-d)[1:]
	case d < time.Minute:
		return fmt.Sprintf("+%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("+%dm", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("+%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("+%dd%02dh", int(d.Hours())/24, int(d.Hours())%24)
}

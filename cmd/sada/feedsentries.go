package main

import (
	"cmp"
	"fmt"
	"time"

	"sada/crawler/address"
	"sada/internal/term"
	"sada/news"
)

type feedsEntriesCmd struct {
	Feed  string `arg:"" optional:"" help:"Name or address of a feed. Default: all feeds."`
	State string `help:"Only entries in this state: pending, filed, known, skipped or failed." placeholder:"STATE" enum:",pending,filed,known,skipped,failed" default:""`
	Limit int    `help:"At most so many, newest first; 0 for all." default:"50"`
	JSON  bool   `name:"json" help:"One JSON object a line."`
}

// An entryRecord is an entry as `feeds entries --json` writes it.
type entryRecord struct {
	ID        int64  `json:"id"`
	Feed      string `json:"feed"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	State     string `json:"state"`
	Reason    string `json:"reason"`
	Attempts  int    `json:"attempts"`
	FirstSeen stamp  `json:"first_seen_at"`
	NextTry   stamp  `json:"next_try_at"`
	ArticleID *int64 `json:"article_id"`
}

// Run prints what became of the entries of a feed, and why.
func (c *feedsEntriesCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(a.ctx)
	if err != nil {
		return err
	}
	id, err := feedID(feeds, c.Feed)
	if err != nil {
		return err
	}
	entries, err := st.Entries(a.ctx, id, news.EntryState(c.State), c.Limit)
	if err != nil {
		return err
	}
	t := &term.Table{Head: []string{"ENTRY", "STATE", "SEEN", "REASON, ELSE HEADLINE"}, Right: []bool{true}, Wrap: true}
	now := time.Now()
	for _, e := range entries {
		if c.JSON {
			if err := writeJSON(a.out, entryRecordOf(e)); err != nil {
				return err
			}
			continue
		}
		t.Row(fmt.Sprint(e.ID), string(e.State), agoText(e.FirstSeen, now), cmp.Or(e.Reason, e.Title))
	}
	if c.JSON {
		return nil
	}
	return t.Write(a.out, a.screen)
}

// feedID finds a feed by name or address; 0 for none asked for.
func feedID(feeds []news.Feed, ref string) (int64, error) {
	if ref == "" {
		return 0, nil
	}
	var names []string
	for _, f := range feeds {
		if f.Name == ref || f.URL == ref {
			return f.ID, nil
		}
		names = append(names, f.Name)
	}
	return 0, noFeed(ref, names)
}

// noFeed is the error for a name that no feed has.
func noFeed(ref string, names []string) error {
	if near := nearest(ref, names); near != "" {
		return usagef("no feed %q: did you mean %q?", ref, near)
	}
	return usagef("no feed %q: `sada feeds list` names them", ref)
}

func entryRecordOf(e news.Entry) entryRecord {
	r := entryRecord{
		ID: e.ID, Feed: e.Feed, URL: address.Redact(e.URL), Title: e.Title, State: string(e.State), Reason: e.Reason,
		Attempts: e.Attempts, FirstSeen: stamp(e.FirstSeen), NextTry: stamp(e.NextTry),
	}
	if e.ArticleID != 0 {
		r.ArticleID = &e.ArticleID
	}
	return r
}

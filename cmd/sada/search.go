package main

import (
	"fmt"
	"strconv"
	"strings"

	"sada/arabic"
	"sada/internal/term"
	"sada/news"
)

type searchCmd struct {
	Query string `arg:"" help:"Words, all of which must occur, in any spelling."`
	FTS   bool   `name:"fts" help:"Read the query as SQLite FTS5 syntax (AND, OR, NOT, NEAR, \"phrase\", prefix*)."`
	Limit int    `help:"At most so many articles; 0 for all. Default: ${default}." default:"20" placeholder:"N"`
	JSON  bool   `name:"json" help:"One JSON object a line."`
}

// Run prints the articles that match best.
func (c *searchCmd) Run(a *app) error {
	if c.Limit < 0 {
		return usagef("--limit is %d: give 0 or more", c.Limit)
	}
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	q := news.SearchQuery{Text: foldQuery(c.Query, c.FTS), Raw: c.FTS, Limit: c.Limit}
	table := &term.Table{Head: []string{"ID", "STORY", "SEEN", "OUTLET", "HEADLINE"}, Right: []bool{true, true}}
	for s, err := range st.Search(a.ctx, q) {
		if err != nil {
			return fmt.Errorf("search %q: %w", c.Query, err)
		}
		if c.JSON {
			if err := writeJSON(a.out, recordOf(s).withText(s.Text)); err != nil {
				return err
			}
			continue
		}
		table.Row(idText(s.ID), idText(s.Variant.StoryID), minuteText(s.At()), asciiName(s.Outlet), titleText(s.Title))
	}
	if c.JSON {
		return nil
	}
	if table.Len() == 0 {
		fmt.Fprintln(a.errw, "no article holds these words:", arabic.OneLine(c.Query))
		return nil
	}
	if err := table.Write(a.out, a.screen); err != nil {
		return err
	}
	return a.tellRest(table.Len(), c.Limit, "articles", func() (int64, error) { return st.CountFound(a.ctx, q) })
}

// foldQuery brings the words of a query into the spelling that is indexed. FTS5
// operators are upper-case words, which folding would lower: they are kept.
func foldQuery(q string, raw bool) string {
	if !raw {
		return arabic.Fold(q)
	}
	words := strings.Fields(q)
	for i, w := range words {
		switch w {
		case "AND", "OR", "NOT":
		default:
			if !strings.HasPrefix(w, "NEAR(") {
				words[i] = arabic.Fold(w)
			}
		}
	}
	return strings.Join(words, " ")
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

package main

import (
	"bufio"
	"io"
	"iter"

	"sada/news"
)

type exportCmd struct {
	What   string `arg:"" enum:"stories,articles" help:"stories or articles."`
	Format string `help:"Form of the output." enum:"ndjson" default:"ndjson"`
}

// Run streams every story or article, one object a line, as the store stood
// when the export began.
func (c *exportCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	w := bufio.NewWriterSize(a.out, 1<<16)
	if c.What == "stories" {
		err = writeLines(w, st.ExportStories(a.ctx), func(s news.StoryMembers) any { return storyRecordOf(s) })
	} else {
		err = writeLines(w, st.Articles(a.ctx), func(s news.Stored) any { return recordOf(s).withText(s.Text) })
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// writeLines writes one JSON object a line.
func writeLines[T any](w io.Writer, rows iter.Seq2[T, error], record func(T) any) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := writeJSON(w, record(row)); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"bufio"
	"iter"

	"sada/news"
)

type exportCmd struct {
	What   string `arg:"" enum:"stories,articles" help:"stories or articles."`
	Format string `help:"Form of the output: ndjson (JSON Lines) or csv." enum:"ndjson,csv" default:"ndjson"`
	Raw    bool   `help:"CSV: cells as they are stored, for programs. A spreadsheet runs those that begin like a formula."`
	BOM    bool   `name:"bom" help:"CSV: begin with a byte order mark, by which Excel knows UTF-8."`
}

// Run streams every story or article, one a line, as the store stood when the
// export began.
func (c *exportCmd) Run(a *app) error {
	if err := c.check(a); err != nil {
		return err
	}
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	w := bufio.NewWriterSize(a.out, 1<<16)
	if c.What == "stories" {
		err = write(c, w, st.ExportStories(a.ctx), storyRecordOf)
	} else {
		err = write(c, w, st.Articles(a.ctx), func(s news.Stored) articleRecord { return recordOf(s).withText(s.Text) })
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

func (c *exportCmd) check(a *app) error {
	switch {
	case c.Format != "csv" && (c.Raw || c.BOM):
		return usagef("--raw and --bom belong to --format csv")
	case c.Raw && isTerminal(a.out):
		return usagef("--raw writes what the web sent as it is: send it to a file or a program, not to a terminal")
	}
	return nil
}

// write writes rows in the form that was asked for.
func write[T, R any](c *exportCmd, w *bufio.Writer, rows iter.Seq2[T, error], record func(T) R) error {
	put := func(r R) error { return writeJSON(w, r) }
	if c.Format == "csv" {
		table := newCSV[R](w, c.Raw)
		if err := table.head(c.BOM); err != nil {
			return err
		}
		put = table.row
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := put(record(row)); err != nil {
			return err
		}
	}
	return nil
}

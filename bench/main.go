// Command bench sets sada's deduper beside the Go packages that do part of its
// work, in one run over the same articles, and prints two tables in Markdown: how
// fast and how well they find reposts, and how fast a text is read. It is a module
// of its own, so that the packages do not become dependencies of sada.
//
// SADA_NEWS names a folder that holds articles.jsonl.gz and, if there, files of
// labelled pairs (pairs.jsonl, series.jsonl). Without it the articles of the
// made-up press and the formula stories are read, which are too few to rank by.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"sada/eval"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main without the process: 0 done, 1 failed, 2 bad usage.
func run(args []string, out, errw io.Writer) int {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(errw)
	seed := flags.Uint64("seed", 1, "what the edits are drawn from")
	bases := flags.Int("bases", 0, "articles edited for each kind, half of them to tune by; default 150, or 2 without SADA_NEWS")
	least := flags.Duration("time", time.Second, "how long signing is measured for each method")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := compare(out, os.Getenv("SADA_NEWS"), eval.EditOptions{Seed: *seed, Bases: *bases}, *least); err != nil {
		fmt.Fprintln(errw, "bench:", err)
		return 1
	}
	return 0
}

// compare measures every contender and prints the table.
func compare(out io.Writer, folder string, opts eval.EditOptions, least time.Duration) error {
	c, err := load(folder, opts)
	if err != nil {
		return err
	}
	var results []result
	for _, k := range contenders() {
		results = append(results, measure(k, c, least))
	}
	_, err = io.WriteString(out, report(c, results, measureReaders(c.docs, least)))
	return err
}

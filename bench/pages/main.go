// Command pages sets sada's reading of article pages beside the Go packages
// that do the same, and beside votes of them, in one run over the same pages,
// and prints one table in Markdown for each corpus.
//
// SADA_EXTRACTION names the folder of scrapinghub's article-extraction-benchmark
// (ground-truth.json and html/), with Arabic pages in arabic/ if there are any.
// SADA_COMPARISON names the source of go-trafilatura, whose own comparison pages
// lie in test-files/comparison:
//
//	go list -m -f '{{.Dir}}' github.com/markusmobius/go-trafilatura
//
// SADA_LAYOUTS names a folder with the Arabic layouts of crawler/extract:
//
//	go test -run Layouts ./crawler/extract -args -pages FOLDER
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main without the process: 0 done, 1 failed, 2 bad usage.
func run(args []string, out, errw io.Writer) int {
	flags := flag.NewFlagSet("pages", flag.ContinueOnError)
	flags.SetOutput(errw)
	times := flags.Int("times", 1, "how often each page is read; the fastest counts")
	only := flags.String("only", "", "measure this method alone, and list its worst pages")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := compare(out, *times, *only); err != nil {
		fmt.Fprintln(errw, "pages:", err)
		return 1
	}
	return 0
}

func compare(out io.Writer, times int, only string) error {
	corpora, err := load(os.Getenv)
	if err != nil {
		return err
	}
	if len(corpora) == 0 {
		return errors.New("name pages by SADA_EXTRACTION, SADA_COMPARISON or SADA_LAYOUTS")
	}
	for _, c := range corpora {
		fmt.Fprintf(out, "%s, %d pages\n\n| method | precision | recall | F1 | CPU ms a page, median | mean | slowest |\n|---|--:|--:|--:|--:|--:|--:|\n", c.name, len(c.pages))
		for _, m := range methods() {
			if only != "" && m.name != only {
				continue
			}
			r := measure(m, c, times)
			fmt.Fprintf(out, "| %s | %.3f | %.3f | %.3f | %.1f | %.1f | %.0f |\n", m.name, r.precision, r.recall, r.f1, r.median, r.mean, r.slowest)
			if only != "" {
				r.listWorst(out, c)
			}
		}
		fmt.Fprintln(out)
	}
	return nil
}

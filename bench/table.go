package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"sada/eval"
)

// others are the labels of pairs that must not be joined, passages in common or
// not.
var others = []string{eval.LabelTemplate, eval.LabelDiff, eval.LabelIndep, eval.LabelSeries}

// report is the tables in Markdown, under what they were measured on.
func report(c corpus, results []result, readings []reading) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents of %.1f KB in the mean, %d edits tested, %d to tune by; %s/%s, %s, one core.\n\n",
		len(c.docs), float64(c.bytes)/1000, len(c.test), len(c.tune), runtime.GOOS, runtime.GOARCH, runtime.Version())
	head := []string{"method", "signed per CPU second", "ratio", "candidates, µs", "with verdict, µs", "edits found", "precision"}
	if len(c.pairs) > 0 {
		head = append(head, "same found", "part joined", "others joined")
	}
	row(&b, head)
	row(&b, append([]string{"---"}, slices.Repeat([]string{"--:"}, len(head)-1)...))
	for _, r := range results {
		row(&b, cells(r, results[0], len(c.pairs) > 0))
	}
	b.WriteByte('\n')
	row(&b, []string{"reading", "documents per CPU second", "ratio", "stems a document"})
	row(&b, []string{"---", "--:", "--:", "--:"})
	for _, r := range readings {
		row(&b, []string{r.name, fmt.Sprintf("%.0f", r.perSecond), fmt.Sprintf("%.2f", r.perSecond/readings[0].perSecond), fmt.Sprintf("%.0f", r.stems)})
	}
	return b.String()
}

func row(b *strings.Builder, cells []string) {
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

// cells are those of one result; its ratio is of the first one's speed.
func cells(r, first result, pairs bool) []string {
	name := r.name
	if r.from < 1 {
		name += fmt.Sprintf(" (%.2f)", r.from)
	}
	out := []string{
		name,
		fmt.Sprintf("%.0f", r.perSecond),
		fmt.Sprintf("%.2f", r.perSecond/first.perSecond),
		micros(r.candidates),
		micros(r.verdict),
		fmt.Sprintf("%.3f", r.edits.recall()),
		fmt.Sprintf("%.3f", r.edits.precision()),
	}
	if !pairs {
		return out
	}
	return append(out, joined(r, eval.LabelSame), joined(r, eval.LabelPart), joined(r, others...))
}

func micros(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Microsecond)) }

// joined says how many pairs of some labels were joined.
func joined(r result, labels ...string) string {
	var t tally
	for _, l := range labels {
		t.of += r.labels[l].of
		t.found += r.labels[l].found
	}
	return fmt.Sprintf("%d of %d", t.found, t.of)
}

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
	head(&b, "method", "signed per CPU second", "ratio", "candidates, µs", "with verdict, µs")
	for _, r := range results {
		row(&b, r.named(), fmt.Sprintf("%.0f", r.perSecond), fmt.Sprintf("%.2f", r.perSecond/results[0].perSecond), micros(r.candidates), micros(r.verdict))
	}
	b.WriteByte('\n')
	found := []string{"method", "edits found", "precision"}
	if len(c.pairs) > 0 {
		found = append(found, "same found", "part joined", "others joined")
	}
	head(&b, found...)
	for _, r := range results {
		row(&b, r.found(len(c.pairs) > 0)...)
	}
	b.WriteByte('\n')
	head(&b, "reading", "documents per CPU second", "ratio", "stems a document")
	for _, r := range readings {
		row(&b, r.name, fmt.Sprintf("%.0f", r.perSecond), fmt.Sprintf("%.2f", r.perSecond/readings[0].perSecond), fmt.Sprintf("%.0f", r.stems))
	}
	return b.String()
}

// head begins a table.
func head(b *strings.Builder, names ...string) {
	row(b, names...)
	row(b, append([]string{"---"}, slices.Repeat([]string{"--:"}, len(names)-1)...)...)
}

func row(b *strings.Builder, cells ...string) {
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}

// named is the method with its threshold.
func (r result) named() string {
	if r.from < 1 {
		return r.name + fmt.Sprintf(" (%.2f)", r.from)
	}
	return r.name
}

// found is the row of what a method found, of labelled pairs where there are some.
func (r result) found(pairs bool) []string {
	out := []string{r.name, fmt.Sprintf("%.3f", r.edits.recall()), fmt.Sprintf("%.3f", r.edits.precision())}
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

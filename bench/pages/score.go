package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A result is what one method reached on one corpus.
type result struct {
	precision, recall, f1 float64
	median, mean, slowest float64 // CPU milliseconds a page
	pages                 []scored
}

type scored struct{ precision, recall float64 }

// measure reads every page and scores what comes out.
func measure(m method, c corpus, times int) result {
	var r result
	var costs []float64
	right, wrong, missed := 0, 0, 0 // parts, where only those are known
	for _, p := range c.pages {
		text, cost := timed(m, p, times)
		costs = append(costs, cost)
		r.mean += cost / float64(len(c.pages))
		s, tp, fp, fn := p.score(text)
		right, wrong, missed = right+tp, wrong+fp, missed+fn
		r.pages = append(r.pages, s)
		r.precision += s.precision / float64(len(c.pages))
		r.recall += s.recall / float64(len(c.pages))
	}
	if right > 0 {
		r.precision, r.recall = share(right, wrong), share(right, missed)
	}
	r.f1 = 2 * r.precision * r.recall / (r.precision + r.recall)
	slices.Sort(costs)
	r.median, r.slowest = costs[len(costs)/2], costs[len(costs)-1]
	return r
}

// timed reads a page several times and returns its text and the least cost of
// processor time.
func timed(m method, p page, times int) (text string, ms float64) {
	for i := range max(1, times) {
		start := cpu()
		text = m.read(p)
		if d := cpu() - start; i == 0 || ms > float64(d)/1e6 {
			ms = float64(d) / 1e6
		}
	}
	return text, ms
}

// cpu is the processor time that this process has taken.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// score holds a text against what is known: whole texts by runs of four words,
// as scrapinghub's benchmark does; parts by whether they are there, as
// go-trafilatura's comparison does.
func (p page) score(text string) (s scored, right, wrong, missed int) {
	if p.gold != "" {
		return grams(p.gold, text), 0, 0, 0
	}
	if p.letters {
		text = key(text)
	}
	for _, part := range p.with {
		if p.holds(text, part) {
			right++
		} else {
			missed++
		}
	}
	for _, part := range p.without {
		if p.holds(text, part) {
			wrong++
		}
	}
	return scored{share(right, wrong), share(right, missed)}, right, wrong, missed
}

func (p page) holds(text, part string) bool {
	if p.letters {
		part = key(part)
	}
	return strings.Contains(text, part)
}

// share is right of all; 1 where there is nothing.
func share(right, other int) float64 {
	if right+other == 0 {
		return 1
	}
	return float64(right) / float64(right+other)
}

var wordPattern = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func grams(gold, text string) scored {
	a, b := fourGrams(gold), fourGrams(text)
	tp, fp, fn := 0, 0, 0
	for g, n := range b {
		tp += min(n, a[g])
		fp += n - min(n, a[g])
	}
	for g, n := range a {
		fn += n - min(n, b[g])
	}
	if tp+fp == 0 {
		return scored{0, share(tp, fn)} // nothing found is nothing right
	}
	return scored{share(tp, fp), share(tp, fn)}
}

func fourGrams(text string) map[string]int {
	words := wordPattern.FindAllString(text, -1)
	out := map[string]int{}
	for i := range words {
		if end := min(len(words), i+4); end-i == 4 || i == 0 {
			out[strings.Join(words[i:end], " ")]++
		}
	}
	return out
}

// listWorst names the twenty pages with the least F1.
func (r result) listWorst(out io.Writer, c corpus) {
	order := make([]int, len(r.pages))
	for i := range order {
		order[i] = i
	}
	f1 := func(i int) float64 {
		s := r.pages[i]
		return 2 * s.precision * s.recall / max(s.precision+s.recall, 1e-9)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case f1(a) < f1(b):
			return -1
		case f1(a) > f1(b):
			return 1
		}
		return 0
	})
	for _, i := range order[:min(20, len(order))] {
		fmt.Fprintf(out, "  precision %.3f recall %.3f  %s  %s\n", r.pages[i].precision, r.pages[i].recall, c.pages[i].name, c.pages[i].url)
	}
}

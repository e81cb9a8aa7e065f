package main

import (
	"cmp"
	"slices"
	"syscall"
	"time"
)

// A method finds reposts among documents.
type method interface {
	// sign makes what the method knows a text by, and forgets it.
	sign(title, text string)
	// build signs and indexes documents.
	build(docs []document)
	// candidates returns the documents that may be like document i.
	candidates(i int) []int
	// score says how alike two documents are, from 0 to 1.
	score(i, j int) float64
}

// A contender is a method with its name and the score from which it joins.
type contender struct {
	name string
	method
	from float64 // 0 where it is to be tuned
}

// contenders returns sada first, to which the others are compared.
func contenders() []contender {
	return []contender{
		{"sada", &sada{}, 1},
		{"ekzhu/minhash-lsh, 128 hashes, tuned", &ekzhu{}, 0},
		{"dgryski/go-minhash, 64 bands of 2, tuned", &dgryski{runs: wordRuns}, 0},
		{"dgryski/go-minhash over stems of blevesearch/bleve, tuned", &dgryski{runs: newBleve().stemRuns}, 0},
		{"mfonda/simhash, 3 bits", &mfonda{bits: 3}, 1},
		{"mfonda/simhash, 10 bits", &mfonda{bits: 10}, 1},
	}
}

// A result is one line of the table.
type result struct {
	name       string
	from       float64       // score from which it joins
	perSecond  float64       // documents signed, of CPU time
	candidates time.Duration // median of a query for candidates
	verdict    time.Duration // median of a query with the scores of all candidates
	edits      tally
	labels     map[string]tally
}

// A tally counts what was joined.
type tally struct{ of, found, wrong int }

func (t tally) recall() float64 { return ratio(t.found, t.of) }

func (t tally) precision() float64 { return ratio(t.found, t.found+t.wrong) }

// ratio of nothing is 1: who joins nothing joins nothing wrongly.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// measure runs one contender over the corpus.
func measure(k contender, c corpus, least time.Duration) result {
	r := result{name: k.name, from: k.from, perSecond: signing(k, c.docs, least)}
	k.build(c.docs)
	if r.from == 0 {
		r.from = tuned(scored(k, c, c.tune), len(c.tune))
	}
	r.candidates, r.verdict = querying(k, c.test)
	r.edits = tallied(scored(k, c, c.test), len(c.test), r.from)
	r.labels = labelled(k, c.pairs, r.from)
	return r
}

// rounds is how often signing is measured. The fastest round counts: other work
// on the machine can only slow one down.
const rounds = 5

// signing returns how many documents are signed in a second of CPU time, that
// of the garbage collector included.
func signing(m method, docs []document, least time.Duration) float64 {
	texts := textsOf(docs)
	return perSecond(len(docs), least, func(i int) { m.sign(docs[i].Title, texts[i]) })
}

func textsOf(docs []document) []string {
	texts := make([]string, len(docs))
	for i, d := range docs {
		texts[i] = d.Joined()
	}
	return texts
}

// perSecond returns how often do is done in a second of CPU time, for the n
// documents in turn.
func perSecond(n int, least time.Duration, do func(i int)) float64 {
	best := 0.0
	for range rounds {
		best = max(best, round(n, least/rounds, do))
	}
	return best
}

// stride is the distance of documents that are measured one after the other: a
// prime, so that all come in turn, and those that a slow method gets to are like
// the rest. Articles of one outlet, long or short, stand together.
const stride = 7919

func round(n int, least time.Duration, do func(i int)) float64 {
	start := cpuTime()
	done, at := 0, 0
	for done == 0 || cpuTime()-start < least {
		for range perLook {
			do(at)
			at = (at + stride) % n
			done++
		}
	}
	return float64(done) / (cpuTime() - start).Seconds()
}

// cpuTime is what the process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are right, so the system is not one that sada runs on
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perLook is how many documents are signed between two looks at the clock.
const perLook = 50

// querying returns the medians of a query, without scores and with them.
func querying(m method, queries []int) (candidates, verdict time.Duration) {
	var bare, whole []time.Duration
	for _, i := range queries {
		start := time.Now()
		found := m.candidates(i)
		bare = append(bare, time.Since(start))
		for _, j := range found {
			m.score(i, j)
		}
		whole = append(whole, time.Since(start))
	}
	return median(bare), median(whole)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// A match is a candidate of an edit.
type match struct {
	score float64
	right bool // it is the article that was edited
}

// scored returns the candidates of the edits with their scores.
func scored(m method, c corpus, edits []int) []match {
	var out []match
	for _, i := range edits {
		for _, j := range m.candidates(i) {
			out = append(out, match{m.score(i, j), j == c.base[i]})
		}
	}
	return out
}

// tallied counts the matches that are joined from that score on.
func tallied(matches []match, edits int, from float64) tally {
	t := tally{of: edits}
	for _, m := range matches {
		switch {
		case m.score < from:
		case m.right:
			t.found++
		default:
			t.wrong++
		}
	}
	return t
}

// enough is the precision that a threshold must keep: one wrong join in a
// hundred is what a newsroom can correct by hand.
const enough = 0.99

// tuned returns the score from which to join: the one with the highest recall
// among those that keep enough precision, or the most precise if none does.
func tuned(matches []match, edits int) float64 {
	var scores []float64
	for _, m := range matches {
		scores = append(scores, m.score)
	}
	slices.Sort(scores)
	scores = slices.Compact(scores)
	if len(scores) == 0 {
		return 1
	}
	return slices.MaxFunc(scores, func(a, b float64) int {
		x, y := tallied(matches, edits, a), tallied(matches, edits, b)
		p, q := min(x.precision(), enough), min(y.precision(), enough)
		return cmp.Or(cmp.Compare(p, q), cmp.Compare(x.recall(), y.recall()))
	})
}

// labelled counts, for each label, the pairs that are joined.
func labelled(m method, pairs []pair, from float64) map[string]tally {
	out := map[string]tally{}
	for _, p := range pairs {
		t := out[p.label]
		t.of++
		if m.score(p.a, p.b) >= from {
			t.found++
		}
		out[p.label] = t
	}
	return out
}

package dedupe

import (
	"time"

	"sada/arabic"
	"sada/dedupe/hashes"
	"sada/news"
)

// A Document is what is compared of an article.
type Document struct {
	Title  string
	Text   string
	At     time.Time // news.Article.At
	Outlet int64
	Credit string // agency credited; empty if none
}

// A Comparer compares documents. It keeps its working memory from one pair to
// the next; the zero value is ready. It is not for use by several goroutines at
// once.
type Comparer struct {
	scan           arabic.Scanner
	first, second  Reading  // of documents given unread; the first is often the same again
	draft          Reading  // that is copied once it is known how long it is
	pairing                 // of the two readings that are compared
	a, b           *reading // their texts; a is the shorter one
	align          alignment
	known          notes        // work of the signals
	pairs          hashes.Table // so too
	swapA, swapB   int          // stems of each that one of the other replaces
	chainA, chainB []bool       // align.inA and inB, small gaps filled
	aside          []bool       // stems of the short text in lines of each of which nothing is common
	topics         []keyword
	weighed        weighed
	copied, beside []uint64
	hashes         []uint64
	sorter         hashes.Sorter
}

// Compare says how a stands to b. filed tells what else is filed, as
// [index.Index.Around] does; nil is for nothing.
func Compare(a, b Document, filed Filed) news.Verdict {
	var c Comparer
	return c.Compare(a, b, filed)
}

// Compare says how a stands to b; see the function of the same name.
func (c *Comparer) Compare(a, b Document, filed Filed) news.Verdict {
	o := c.overlap(a, b)
	return o.Verdict(filed)
}

// Signals measures what two documents have in common, on which a verdict is
// reached.
func (c *Comparer) Signals(a, b Document, filed Filed) Signals {
	o := c.overlap(a, b)
	return o.Signals(filed)
}

func (c *Comparer) overlap(a, b Document) Overlap {
	if a.Text == "" || c.first.doc.Text != a.Text || c.first.doc.Title != a.Title {
		c.first.read(c, a)
	}
	c.first.doc = a
	c.second.read(c, b)
	return c.Overlap(&c.first, &c.second)
}

// spans returns the runs as byte offsets, neighbours that only stop words or
// small gaps part made one; a and b change places where they were swapped.
func (c *Comparer) spans(swapped bool) []news.Span {
	var out []news.Span
	var end run
	for _, r := range c.align.runs {
		s := news.Span{
			AStart: int(c.a.start[r.a]), AEnd: int(c.a.end[r.a+r.n-1]),
			BStart: int(c.b.start[r.b]), BEnd: int(c.b.end[r.b+r.n-1]),
		}
		if n := len(out); n > 0 && follows(end, r) {
			out[n-1].AEnd, out[n-1].BEnd = s.AEnd, s.BEnd
		} else {
			out = append(out, s)
		}
		end = r
	}
	if swapped {
		for i, s := range out {
			out[i] = news.Span{AStart: s.BStart, AEnd: s.BEnd, BStart: s.AStart, BEnd: s.AEnd}
		}
	}
	return out
}

// follows reports whether r goes on where before ended, on both sides, over no
// more than a small gap.
func follows(before, r run) bool {
	da, db := r.a-before.a-before.n, r.b-before.b-before.n
	return da >= 0 && da <= maxGap && db >= 0 && db <= maxGap
}

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
	Outlet int64     // its id; 0 if unknown
	Credit string    // agency credited; empty if none
}

// A Comparer compares documents. It keeps its working memory from one pair to
// the next; the zero value is ready. It is not for use by several goroutines at
// once.
type Comparer struct {
	scan          arabic.Scanner
	first, second Reading // of the documents given to Compare; the first is often the same again
	draft         Reading // what Read fills, to be copied once its size is known

	// The pair at hand. In align a is the shorter text and b the longer one.
	pairing
	align alignment

	chainShort, chainLong []bool // align.inA and align.inB with small gaps and asides filled
	aside                 []bool // stems of the shorter text in lines of which nothing is common

	// Scratch, which each measurement resets for itself.
	notes                     notes
	table                     hashes.Table
	swappedShort, swappedLong int // stems of each text that one stem of the other replaces in several slots
	topics                    []keyword
	weighed                   weighed
	copied, beside, hashes    []uint64
	sorter                    hashes.Sorter
}

// Compare says how a stands to b. filed tells what else is filed, as
// [index.Index.Around] does; nil stands for an empty store.
func Compare(a, b Document, filed Filed) news.Verdict {
	var c Comparer
	return c.Compare(a, b, filed)
}

// Compare says how a stands to b; see the function of the same name.
func (c *Comparer) Compare(a, b Document, filed Filed) news.Verdict {
	if a.Text == "" || c.first.doc.Text != a.Text || c.first.doc.Title != a.Title {
		c.first.read(c, a)
	}
	c.first.doc = a // its time, outlet and credit may be others
	c.second.read(c, b)
	o := c.Overlap(&c.first, &c.second)
	s := o.Standing(filed)
	return s.Told()
}

// spans returns the runs as byte offsets in the two texts. Runs that follow each
// other over stop words or a small gap make one span. swapped tells that the
// shorter text is the second one given, so that it stands for B.
func (c *Comparer) spans(swapped bool) []news.Span {
	a, b := &c.shorter.text, &c.longer.text
	var out []news.Span
	var last run
	for _, r := range c.align.runs {
		s := news.Span{
			AStart: int(a.start[r.a]), AEnd: int(a.end[r.a+r.n-1]),
			BStart: int(b.start[r.b]), BEnd: int(b.end[r.b+r.n-1]),
		}
		if n := len(out); n > 0 && follows(last, r) {
			out[n-1].AEnd, out[n-1].BEnd = s.AEnd, s.BEnd
		} else {
			out = append(out, s)
		}
		last = r
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

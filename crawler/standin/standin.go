// Package standin tells the page that an outlet shows in a report's place from
// a report: a login form, a notice that there is no such page, a wall of
// cookies, the front page, or one page for every address.
//
// Words alone don't tell: there are reports about logging in. What tells is the
// feed. Its headline names the report, and a report speaks of what its headline
// says; a page that doesn't is doubted, unless it is long and stands under that
// headline. Doubt becomes a verdict where the page
// says itself what it is, or where the outlet shows the same page, but for
// numbers and the headline, under another headline's address. So a doubted page
// waits until others of its outlet were read. One that looks like none of them
// is a report after all: one in thirty is a column under a playful headline.
//
// The package fetches and stores nothing.
package standin

import (
	"fmt"
	"slices"

	"sada/news"
)

const (
	// leastSupport is the share of a headline's words that a report holds: 97 of
	// 100 reports of the Arabic press hold more, and those pages that are the
	// same under several headlines hold none.
	leastSupport = 0.25

	// weakSupport is the share below which a page is a stand-in too if it is the
	// same as one that is known to be one: of two words of a headline one stands
	// in many a text by chance.
	weakSupport = 0.5

	// manyHeadlines is how many other headlines a page must be shown under before
	// it is a stand-in though it repeats its headline, as the front page does and
	// a search without results. Outlets do show one report under two: of 18,893,
	// twelve times.
	manyHeadlines = 3

	// leastWords is the number of different words below which a page under its
	// own headline shows too little to be compared: photographs with the names of
	// those who are on them.
	leastWords = 8

	// shortText is the number of words up to which a page under the headline of
	// the feed may still be a form or a notice. A longer one is a report.
	shortText = 120

	// alike is the similarity (Jaccard, 1912) from which two pages are one. Of
	// 339 reports in 18,893 that did not speak of their headline no two of one
	// outlet under different headlines reached 0.2.
	alike = 0.7

	// sameHeadline is the similarity from which two headlines speak of one
	// report, which an outlet may well show twice.
	sameHeadline = 0.5

	// manyUnlike is how many doubted pages of an outlet, all different, show that
	// its headlines are simply of other words than its reports.
	manyUnlike = 3
)

// A Page is what is known of a page when it has been read.
type Page struct {
	Entry    int64  // id of the feed's entry
	Address  string // canonical form of the entry's address
	Title    string // the entry's headline, from the feed; empty where it gave none
	Headline string // of the page itself
	Text     string
	Says     news.StandInKind // what the page says of itself: one of the news.StandIn kinds, or empty
	Front    bool             // the address led to the outlet's front page
}

// A Reading is a page, read.
type Reading struct {
	page   Page
	title  set // words of the headline
	sketch []uint64
	doubt  bool // the text does not speak of the headline
	echo   bool // it does so only where it repeats it, or under another headline
	weak   bool // it speaks of it with few words
}

// Read reads a page.
func Read(p Page) Reading {
	title, text := tokens(p.Title), tokens(p.Text)
	rest := withoutRuns(text, title)
	r := Reading{page: p, title: wordSet(title), sketch: sketch(rest)}
	if len(r.title) == 0 || !r.shows() || len(text) > shortText && r.OwnHeadline() {
		return r
	}
	if len(text) <= shortText {
		text = without(text, title)
	}
	support := r.title.share(wordSet(text))
	r.doubt = support < leastSupport
	r.weak = !r.doubt && support < weakSupport
	r.echo = !r.doubt && (r.title.share(wordSet(rest)) < leastSupport || p.Headline != "" && !r.OwnHeadline())
	return r
}

// shows reports whether a page shows enough to be compared.
func (r Reading) shows() bool {
	return len(r.sketch) >= leastWords || r.page.Says != "" || !r.OwnHeadline()
}

// Doubted reports whether the page may not speak of what its headline says, and
// so must be judged beside others.
func (r Reading) Doubted() bool { return r.Strange() || r.weak || r.echo }

// Strange reports whether the page does not speak of its headline at all.
func (r Reading) Strange() bool { return r.doubt || r.page.Front || r.saysInHeadline() }

// saysInHeadline reports whether a page that no feed gave a headline has one
// that speaks of something else than a report.
func (r Reading) saysInHeadline() bool { return len(r.title) == 0 && r.page.Says != "" }

// A Verdict says what a page is: a report where Kind is empty or
// news.StandInUnlike, not yet to be told where it is news.StandInDoubt, else
// none.
type Verdict struct {
	news.StandIn         // to be stored
	Same         []int64 // entries that got the same page
}

// Judge decides what a doubted page is, given the other pages of its outlet that
// were doubted, before it or since. last says that no more are to come.
func (r Reading) Judge(others []news.StandIn, last bool) Verdict {
	v := Verdict{StandIn: news.StandIn{EntryID: r.page.Entry, Sketch: r.sketch}}
	same := r.same(others)
	switch {
	case r.page.Front:
		v.Kind, v.Why = news.StandInFront, "no report: its address leads to the outlet's front page"
	case r.page.Says != "" && (r.doubt || r.saysInHeadline()):
		v.Kind, v.Why = r.page.Says, "no report but a "+string(r.page.Says)+": the page does not speak of its headline"
	case r.enough(same):
		v.Kind, v.Same = kindOf(same), ids(same)
		v.Why = fmt.Sprintf("no report: the outlet shows the same page under %d addresses", len(same)+1)
		if v.Kind != news.StandInSame {
			v.Why += ", a " + string(v.Kind)
		}
	case !r.doubt && !r.echo:
		v.Kind = ""
	case last || r.unlike(others):
		v.Kind = news.StandInUnlike
	default:
		v.Kind = news.StandInDoubt
	}
	return v
}

// OwnHeadline reports whether the page's headline is the feed's.
func (r Reading) OwnHeadline() bool {
	return r.title.share(wordSet(tokens(r.page.Headline))) >= sameHeadline
}

// same returns the pages that are this one under another headline.
func (r Reading) same(others []news.StandIn) (same []news.StandIn) {
	for _, b := range others {
		if b.Address != r.page.Address && jaccard(r.sketch, b.Sketch) >= alike && !r.title.like(wordSet(tokens(b.Title))) {
			same = append(same, b)
		}
	}
	return same
}

// enough reports whether pages like this one show that it is no report: one that
// is known to be none, or enough under headlines of their own.
func (r Reading) enough(same []news.StandIn) bool {
	if slices.ContainsFunc(same, func(s news.StandIn) bool { return s.Kind.Counts() }) {
		return true
	}
	if r.doubt {
		return len(same) > 0
	}
	var headlines []set
	for _, s := range same {
		words := wordSet(tokens(s.Title))
		if !slices.ContainsFunc(headlines, words.like) {
			headlines = append(headlines, words)
		}
	}
	return len(headlines) >= manyHeadlines
}

// unlike reports whether the outlet's doubted pages are many, and each another.
func (r Reading) unlike(others []news.StandIn) bool {
	return len(others) >= manyUnlike && !slices.ContainsFunc(others, func(b news.StandIn) bool { return b.Kind.Counts() })
}

// kindOf is the kind that others of the same page were given, if they say one.
func kindOf(same []news.StandIn) news.StandInKind {
	for _, s := range same {
		if s.Kind.Counts() {
			return s.Kind
		}
	}
	return news.StandInSame
}

func ids(seen []news.StandIn) []int64 {
	out := make([]int64, len(seen))
	for i, s := range seen {
		out[i] = s.EntryID
	}
	return out
}

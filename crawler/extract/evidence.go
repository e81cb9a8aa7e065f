package extract

import (
	"slices"
	"strings"
	"time"

	"sada/news"
)

// A Confidence says how far something can be believed.
type Confidence string

// The degrees of confidence.
const (
	SureHigh   Confidence = "high"   // said outright, or by two places that don't depend on each other
	SureMedium Confidence = "medium" // said by one place, or with a part that had to be assumed
	SureLow    Confidence = "low"    // inferred, or contradicted by another place
)

// A Claim is what one place of a page says of the headline, a date or the
// author.
type Claim struct {
	Source string    // one of the From constants
	Name   string    // of the element or the field, such as og:title
	Text   string    // as it stands there
	Time   time.Time // of a date that could be read; else zero
	Chosen bool
	Sure   Confidence // of a date that could be read
	Note   string     // what was assumed, or why it was not taken; may be empty
}

// An Attempt is one way in which the text was looked for.
type Attempt struct {
	Source string // one of the From constants
	Words  int    // that it found
	Chosen bool
	Why    string // it was taken, or left
}

// A RuleUse says what a selector of the outlet's rules found on a page.
type RuleUse struct {
	Part     string // title, body, drop, date or byline
	Selector string
	Matches  int
}

// Evidence is what a page was read by: all that its places say, and what
// became of it.
type Evidence struct {
	Titles  []Claim // the most trusted first
	Dates   []Claim // of publication
	Bylines []Claim
	Bodies  []Attempt // in the order in which they were made
	Rules   []RuleUse
}

// Explain is Article with its evidence. That comes with an error, too, as far
// as the page could be read.
func Explain(body []byte, opts Options) (Page, Evidence, error) {
	var e Evidence
	page, err := read(body, opts.bounded(), &e)
	return page, e, err
}

// gather fills in what the places of a page say, once it is known what of it
// was chosen.
func (e *Evidence) gather(p Page, doc *document, f finding, opts Options) {
	e.Titles = titles(doc, f, opts)
	if at, _ := chooseTitle(e.Titles); at >= 0 {
		e.Titles[at].Chosen = true
	}
	for _, c := range append(statedDates(doc, f), inferredDates(doc, f, opts)...) {
		e.Dates = append(e.Dates, c.weighed(opts))
	}
	choose(e.Dates, func(c Claim) bool { return c.Source == p.PublishedSource && c.Time.Equal(p.Published) })
	e.Bylines = bylines(doc, f, opts)
	choose(e.Bylines, func(c Claim) bool { return c.Text == p.Byline })
	e.Bodies, e.Rules = f.tried, f.uses
	for _, list := range [][]Claim{e.Titles, e.Dates, e.Bylines} {
		for i := range list {
			list[i].Text = strings.Clone(list[i].Text) // not a part of the page
		}
	}
}

// choose marks the first claim that is the one taken.
func choose(claims []Claim, is func(Claim) bool) {
	if i := slices.IndexFunc(claims, is); i >= 0 {
		claims[i].Chosen = true
	}
}

// weighed reads a date and says what it is worth.
func (c Claim) weighed(opts Options) Claim {
	d, ok := c.when(opts)
	switch {
	case !ok:
		c.Note = "no date that can be read"
	case news.PlausiblePublished(d.Time, opts.Now).IsZero():
		c.Time, c.Note = d.Time, "cannot be right: in the future, or before 1995"
	default:
		c.Time, c.Note, c.Sure = d.Time, d.Assumed, confidence(c.Source, d.Assumed)
	}
	return c
}

// bylines returns what each place says of the author, the most trusted first.
func bylines(doc *document, f finding, opts Options) []Claim {
	var all []Claim
	for _, c := range []Claim{
		{Source: FromRule, Name: "byline", Text: f.rule.byline},
		{Source: FromJSONLD, Name: "author", Text: f.ld.byline},
		{Source: FromMeta, Name: "author", Text: metaByline(doc)},
		{Source: FromVisible, Name: "element called an author's", Text: visibleByline(doc.lines)},
		{Source: FromFeed, Name: "author", Text: clean(opts.EntryAuthor)},
	} {
		if c.Text != "" {
			all = append(all, c)
		}
	}
	return all
}

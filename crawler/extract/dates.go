package extract

import (
	"iter"
	"strings"
	"time"

	"sada/arabic"
	"sada/news"
)

// fillDates fills in the times, from the most explicit place to the least.
func fillDates(p *Page, doc *document, f finding, opts Options) {
	for c := range dateClaims(doc, f) {
		if p.claim(c, opts) {
			break
		}
	}
	if p.Published.IsZero() {
		p.claim(claim{visibleDate(doc.lines, f.lines), FromVisible}, opts)
	}
	if p.Published.IsZero() && !news.PlausiblePublished(opts.EntryPublished, opts.Now).IsZero() {
		p.Published, p.PublishedSource = opts.EntryPublished.UTC(), FromFeed
	}
	for _, text := range []string{f.ld.modified, doc.meta["article:modified_time"], doc.meta["og:updated_time"], doc.meta["datemodified"], doc.meta["dcterms.modified"]} {
		if t, ok := parseTime(text, opts); ok && !news.PlausiblePublished(t, opts.Now).IsZero() {
			p.Modified = t
			return
		}
	}
}

// claim takes a date if it can be read and believed.
func (p *Page) claim(c claim, opts Options) bool {
	t, ok := parseTime(c.text, opts)
	if !ok {
		return false
	}
	if news.PlausiblePublished(t, opts.Now).IsZero() {
		p.Flags = addFlag(p.Flags, FlagFutureDate)
		return false
	}
	p.Published, p.PublishedSource = t, c.source
	return true
}

// A claim is a date as a page writes it, and where.
type claim struct{ text, source string }

// dateClaims yields the dates that a page claims, the most explicit first.
func dateClaims(doc *document, f finding) iter.Seq[claim] {
	return func(yield func(claim) bool) {
		if !yield(claim{f.rule.date, FromRule}) || !yield(claim{f.ld.published, FromJSONLD}) {
			return
		}
		for _, name := range metaDates {
			if !yield(claim{doc.meta[name], FromMeta}) {
				return
			}
		}
		for _, t := range doc.times {
			if !yield(claim{t, FromTime}) {
				return
			}
		}
	}
}

// metaDates are the meta elements that say when a page was published.
var metaDates = []string{
	"article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "parsely-pub-date",
	"sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date",
}

const (
	// dateReach is how many lines above the text a date is looked for: between
	// them stand the headline, a byline and a row of buttons.
	dateReach = 12
	// dateWords is the longest line that is read as a date.
	dateWords = 12
)

// visibleDate returns the line above the text, nearest to it, that reads like
// a date. What stands further up is often today's.
func visibleDate(page, text []line) string {
	at := indexOf(page, firstParagraph(text))
	for i := at - 1; i >= max(0, at-dateReach); i-- {
		l := page[i]
		if l.words > dateWords || l.place&(inComment|inAside) != 0 || updateLine(l.text) {
			continue
		}
		if l.place&inDate != 0 || dateLine(l.text) {
			return l.text
		}
	}
	return ""
}

// updateLine reports whether a line says when a page was changed, and not when
// it appeared.
func updateLine(text string) bool {
	folded := arabic.Fold(text)
	return strings.Contains(folded, "تحديث") && !strings.Contains(folded, "نشر")
}

func firstParagraph(lines []line) string {
	for _, l := range lines {
		if l.isParagraph(sureWords) {
			return l.text
		}
	}
	return ""
}

func indexOf(lines []line, text string) int {
	for i, l := range lines {
		if l.text == text {
			return i
		}
	}
	return 0
}

// parseTime reads a time, from a machine-readable attribute or as written out.
func parseTime(text string, opts Options) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.UTC(), true
	}
	t, _, err := arabic.ParseDate(text, opts.Zone, opts.Now)
	return t.UTC(), err == nil
}

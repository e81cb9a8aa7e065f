package extract

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"sada/arabic"
	"sada/news"
)

// fillDates fills in the times, from the most explicit place to the least.
func fillDates(p *Page, doc *document, f finding, opts Options) {
	if !p.firstClaim(statedDates(doc, f), opts) {
		p.firstClaim(inferredDates(doc, f, opts), opts)
	}
	for _, text := range []string{f.ld.modified, doc.meta["article:modified_time"], doc.meta["og:updated_time"], doc.meta["datemodified"], doc.meta["dcterms.modified"]} {
		if d, ok := parseTime(text, opts); ok && !news.PlausiblePublished(d.Time, opts.Now).IsZero() {
			p.Modified = d.Time
			return
		}
	}
}

// firstClaim takes the first date that can be read and believed.
func (p *Page) firstClaim(claims []Claim, opts Options) bool {
	for _, c := range claims {
		if p.claim(c, opts) {
			return true
		}
	}
	return false
}

// claim takes a date if it can be read and believed.
func (p *Page) claim(c Claim, opts Options) bool {
	d, ok := c.when(opts)
	if !ok {
		return false
	}
	if news.PlausiblePublished(d.Time, opts.Now).IsZero() {
		p.Flags = addFlag(p.Flags, FlagFutureDate)
		return false
	}
	p.Published, p.PublishedSource, p.PublishedSure = d.Time, c.Source, confidence(c.Source, d.Assumed)
	p.PublishedConfidence = news.Confidence(d.Confidence)
	if strings.Contains(d.Assumed, noTimeOfDay) {
		p.Flags = addFlag(p.Flags, FlagDayOnly)
	}
	return true
}

// when reads the time that a claim names.
func (c Claim) when(opts Options) (arabic.Date, bool) {
	if c.Source == FromFeed {
		d := arabic.Date{Time: opts.EntryPublished.UTC(), Confidence: arabic.Confidence(opts.EntryConfidence)}
		return d, !opts.EntryPublished.IsZero()
	}
	return parseTime(c.Text, opts)
}

// confidence says how far a date of a source can be believed of which
// something had to be assumed.
func confidence(source, note string) Confidence {
	switch {
	case source == FromAddress, source == FromVisible && strings.Contains(note, noTimeOfDay):
		return SureLow
	case source == FromVisible, note != "":
		return SureMedium
	}
	return SureHigh
}

// statedDates returns the dates of publication that are written for machines,
// the most explicit first.
func statedDates(doc *document, f finding) []Claim {
	all := make([]Claim, 0, 4)
	add := func(source, name, text string) {
		if text != "" {
			all = append(all, Claim{Source: source, Name: name, Text: text})
		}
	}
	add(FromRule, "date", f.rule.date)
	add(FromJSONLD, "datePublished", f.ld.published)
	for _, name := range metaDates {
		add(FromMeta, name, doc.meta[name])
	}
	for _, t := range doc.times {
		add(FromTime, "datetime", t)
	}
	return all
}

// inferredDates returns those that are left where none is stated.
func inferredDates(doc *document, f finding, opts Options) []Claim {
	var all []Claim
	if text := visibleDate(doc.lines, f.lines); text != "" {
		all = append(all, Claim{Source: FromVisible, Name: "line above the text", Text: text})
	}
	if t := opts.EntryPublished; !t.IsZero() {
		all = append(all, Claim{Source: FromFeed, Name: "entry", Text: t.UTC().Format(time.RFC3339)})
	}
	if text := addressDate(opts.URL); text != "" {
		all = append(all, Claim{Source: FromAddress, Name: "path", Text: text})
	}
	return all
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

// pathDate is a day in the path of an address: /2025/03/11/, /2025-03-11- and
// /20250311/.
var pathDate = regexp.MustCompile(`[/_-]((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])([/-]?)(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// addressDate returns the day that an address names, as YYYY-MM-DD; empty if
// it names none, or two.
func addressDate(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	found := pathDate.FindAllStringSubmatch(u.Path, 2)
	if len(found) != 1 || found[0][2] != found[0][4] {
		return ""
	}
	return found[0][1] + "-" + found[0][3] + "-" + found[0][5]
}

// noTimeOfDay is how package arabic says that a text names a day alone.
const noTimeOfDay = "no time of day"

// parseTime reads a time, in UTC, from a machine-readable attribute or as
// written out. A day alone gives its last second: an article must not come
// first in its story by a guess.
func parseTime(text string, opts Options) (d arabic.Date, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return arabic.Date{}, false
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return arabic.Date{Time: t.UTC(), Confidence: arabic.Exact}, true
	}
	d, err := arabic.ReadDate(text, opts.Zone, opts.Now)
	if err == nil && strings.Contains(d.Assumed, noTimeOfDay) {
		d.Time = d.Time.Add(24*time.Hour - time.Second)
	}
	d.Time = d.Time.UTC()
	return d, err == nil
}

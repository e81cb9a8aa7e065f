package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// fillHead fills in what stands around the text.
func fillHead(p *Page, doc *document, f finding, opts Options) {
	p.Title, p.TitleSource, p.TitleSure = title(doc, f, opts)
	p.Canonical = resolve(opts.URL, doc.canonical)
	p.AMP = resolve(opts.URL, doc.amp)
	fillDates(p, doc, f, opts)
}

// title picks the headline.
func title(doc *document, f finding, opts Options) (text, source string, sure Confidence) {
	all := titles(doc, f, opts)
	at, sure := chooseTitle(all)
	if at < 0 {
		return "", "", ""
	}
	return all[at].Text, all[at].Source, sure
}

// maxTitle is the longest headline that is believed, in bytes. Of 18,984
// headlines of the Arabic press the longest has 233.
const maxTitle = 1000

// titles returns what each place says of the headline, the most trusted first.
func titles(doc *document, f finding, opts Options) []Claim {
	h1, site := headline(doc.lines), doc.meta["og:site_name"]
	above := ""
	if h1 == "" {
		above = headingAbove(doc.lines, f.lines)
	}
	all := make([]Claim, 0, 8)
	for _, c := range []Claim{
		{Source: FromRule, Name: "title", Text: f.rule.title},
		{Source: FromJSONLD, Name: "headline", Text: doc.cutSite(f.ld.headline, site, h1)},
		{Source: FromMeta, Name: "og:title", Text: doc.cutSite(doc.meta["og:title"], site, h1)},
		{Source: FromHeading, Name: "h1", Text: h1},
		{Source: FromHeading, Name: "heading above the text", Text: above},
		{Source: FromMeta, Name: "twitter:title", Text: doc.cutSite(doc.meta["twitter:title"], site, h1)},
		{Source: FromTitle, Name: "title", Text: doc.cutSite(doc.title, site, h1)},
		{Source: FromFeed, Name: "title", Text: clean(opts.EntryTitle)},
	} {
		if c.Text != "" && len(c.Text) <= maxTitle {
			all = append(all, c)
		}
	}
	return all
}

// chooseTitle picks one of the claims: the outlet's rule, else the first of
// those that places of most kinds agree with. JSON-LD may speak of another
// article, an h1 may be the outlet's name, and one system writes all the meta
// elements; what two of them say independently is the headline. -1 for none.
func chooseTitle(all []Claim) (at int, sure Confidence) {
	if len(all) == 0 {
		return -1, ""
	}
	if all[0].Source == FromRule {
		return 0, SureHigh
	}
	keys := make([]string, len(all))
	for i, c := range all {
		keys[i] = key(c.Text)
	}
	best, most := 0, -1
	for i := range all {
		if n := supporters(all, keys, i); n > most {
			best, most = i, n
		}
	}
	switch {
	case most > 0:
		sure = SureHigh
	case len(all) == 1:
		sure = SureMedium
	default:
		sure = SureLow // nothing agrees with anything
	}
	return whole(all, keys, best), sure
}

// supporters counts the kinds of place, besides its own, that say the same as
// a claim. The elements of the head count as one kind.
func supporters(all []Claim, keys []string, i int) int {
	n := 0
	seen := family(all[i].Source)
	for j := range all {
		if f := family(all[j].Source); seen&f == 0 && sameTitle(keys[i], keys[j]) {
			seen |= f
			n++
		}
	}
	return n
}

// family tells kinds of place apart: what is written by one hand is of one.
func family(source string) uint8 {
	switch source {
	case FromJSONLD:
		return 1
	case FromMeta, FromTitle:
		return 2
	case FromHeading:
		return 4
	}
	return 8
}

// sameTitle reports whether two keys are of one headline: the same, or one the
// beginning of the other.
func sameTitle(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) >= sureKey && strings.HasPrefix(b, a)
}

// whole returns the index of the h1 where that goes on after the headline
// chosen: many outlets cut JSON-LD's at 110 characters.
func whole(all []Claim, keys []string, at int) int {
	for i, c := range all {
		if c.Source == FromHeading && len(keys[i]) > len(keys[at]) && sameTitle(keys[at], keys[i]) {
			return i
		}
	}
	return at
}

// headline returns the first h1 that is no link to the front page.
func headline(lines []line) string {
	for _, l := range lines {
		if l.tag == atom.H1 && !l.isLink() && l.words > 1 {
			return l.text
		}
	}
	return ""
}

// headingAbove returns the heading that stands above the text, nearest to it;
// empty for none.
func headingAbove(page, text []line) string {
	at := indexOf(page, firstParagraph(text))
	for i := at - 1; i >= max(0, at-dateReach); i-- {
		if l := page[i]; isHeading(l.tag) && !l.isLink() && l.words >= 3 {
			return l.text
		}
	}
	return ""
}

// titleSeparators stand between a headline and the outlet's name.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " : ", " • ", " » ", " « ", " / ", "|", ": "}

// cutSite cuts the outlet's name off a title: what stands on one side of a bar
// or a dash, where that is the site's name, or the other side a heading of the
// page.
func (doc *document) cutSite(title, site, h1 string) string {
	if title == "" || h1 != "" && key(title) == key(h1) {
		return title
	}
	for _, sep := range titleSeparators {
		at := strings.LastIndex(title, sep)
		if at <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(title[:at]), strings.TrimSpace(title[at+len(sep):])
		switch {
		case isSite(tail, site), doc.isHeadline(head, h1), site == "" && h1 == "" && looksCut(head, tail, sep):
			return head
		case doc.isHeadline(tail, h1), isSite(head, site), h1 == "" && !strings.ContainsAny(sep, "-–—") && looksCut(tail, head, sep):
			return tail // some write the outlet's name first
		}
	}
	return title
}

func isSite(part, site string) bool { return site != "" && key(part) == key(site) }

// looksCut reports whether a part of a title is a headline and the other one a
// name, where nothing but their lengths can tell.
func looksCut(headline, name, sep string) bool {
	return sep != ": " && words(name) <= 3 && words(headline) >= 4
}

// isHeadline reports whether a part of a title is the page's h1 or another
// heading of it; or where it has no h1, a line of its own.
func (doc *document) isHeadline(part, h1 string) bool {
	if h1 != "" && key(part) == key(h1) {
		return true
	}
	if words(part) < 3 {
		return false
	}
	for i := range doc.lines {
		l := &doc.lines[i]
		if l.text == part && !l.isLink() && (h1 == "" || isHeading(l.tag)) {
			return true
		}
	}
	return false
}

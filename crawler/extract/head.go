package extract

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html/atom"

	"sada/news"
)

// fillHead fills in what stands around the text.
func fillHead(p *Page, doc *document, f finding, opts Options) {
	p.Title, p.TitleSource = title(doc, f, opts)
	p.Canonical = resolve(opts.URL, doc.canonical)
	p.AMP = resolve(opts.URL, doc.amp)
	fillDates(p, doc, f, opts)
}

// title picks the headline.
func title(doc *document, f finding, opts Options) (text, source string) {
	site := doc.meta["og:site_name"]
	first := headline(doc.lines)
	for _, c := range []struct{ text, source string }{
		{f.rule.title, FromRule},
		{f.ld.headline, FromJSONLD},
		{cutSite(doc.meta["og:title"], site, first), FromMeta},
		{first, FromHeading},
		{cutSite(doc.title, site, first), FromTitle},
		{clean(opts.EntryTitle), FromFeed},
	} {
		if c.text == "" {
			continue
		}
		if c.source == FromJSONLD && cutOff(c.text, first) {
			return first, FromHeading
		}
		return c.text, c.source
	}
	return "", ""
}

// cutOff reports whether a headline is the beginning of a longer one. Many
// outlets cut JSON-LD's at 110 characters.
func cutOff(cut, whole string) bool {
	c, w := key(cut), key(whole)
	return len(c) >= sureKey && len(w) > len(c) && strings.HasPrefix(w, c)
}

// headline returns the first h1 that is no link to the front page.
func headline(lines []line) string {
	for _, l := range lines {
		if l.tag == atom.H1 && !l.isLink() && words(l.text) > 1 {
			return l.text
		}
	}
	return ""
}

// cutSite cuts the outlet's name off a title: the last part after a bar or a
// dash, where that is the site's name or where the page's h1 ends before it.
func cutSite(title, site, h1 string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " • ", "|"} {
		at := strings.LastIndex(title, sep)
		if at <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(title[:at]), strings.TrimSpace(title[at+len(sep):])
		switch {
		case site != "" && key(tail) == key(site), h1 != "" && key(head) == key(h1),
			site == "" && h1 == "" && words(tail) <= 3 && words(head) >= 4:
			return head
		}
	}
	return title
}

// fillDates fills in the times, from the most explicit place to the least.
func fillDates(p *Page, doc *document, f finding, opts Options) {
	for _, c := range dateClaims(doc, f) {
		t, ok := parseTime(c.text, opts.Zone)
		if !ok {
			continue
		}
		if news.PlausiblePublished(t, opts.Now).IsZero() {
			p.Flags = addFlag(p.Flags, FlagFutureDate)
			continue
		}
		p.Published, p.PublishedSource = t, c.source
		break
	}
	if p.Published.IsZero() && !news.PlausiblePublished(opts.EntryPublished, opts.Now).IsZero() {
		p.Published, p.PublishedSource = opts.EntryPublished.UTC(), FromFeed
	}
	for _, text := range []string{f.ld.modified, doc.meta["article:modified_time"], doc.meta["og:updated_time"], doc.meta["datemodified"], doc.meta["dcterms.modified"]} {
		if t, ok := parseTime(text, opts.Zone); ok && !news.PlausiblePublished(t, opts.Now).IsZero() {
			p.Modified = t
			return
		}
	}
}

type claim struct{ text, source string }

func dateClaims(doc *document, f finding) []claim {
	claims := []claim{{f.rule.date, FromRule}, {f.ld.published, FromJSONLD}}
	for _, name := range []string{
		"article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "parsely-pub-date",
		"sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date",
	} {
		claims = append(claims, claim{doc.meta[name], FromMeta})
	}
	for _, t := range doc.times {
		claims = append(claims, claim{t, FromTime})
	}
	return claims
}

// timeLayouts are the forms of machine-readable times met in pages: RFC 3339
// and ISO 8601 with their usual slips, and RFC 5322.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.000Z0700",
	"2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "2006-01-02", "20060102", "2006/01/02 15:04:05", "2006/01/02",
}

// parseTime reads a machine-readable time; one without a zone is in zone.
func parseTime(text string, zone *time.Location) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if len(text) < len("20060102") || len(text) > 40 {
		return time.Time{}, false
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func addFlag(flags []string, flag string) []string {
	for _, f := range flags {
		if f == flag {
			return flags
		}
	}
	return append(flags, flag)
}

// fillLanguage decides the language by the letters of the text; where those
// are not Arabic, by what the page says.
func fillLanguage(p *Page, doc *document) {
	claimed, _, _ := strings.Cut(strings.ReplaceAll(doc.lang, "_", "-"), "-")
	if len(claimed) != 2 {
		claimed = ""
	}
	share := arabicLetters(p.Blocks)
	switch {
	case share >= 0.5 && !writtenInArabic[claimed]:
		p.Language = "ar"
	case share < 0.5 && (claimed == "ar" || writtenInArabic[claimed]):
		p.Language = ""
	default:
		p.Language = claimed
	}
	if p.Language != "ar" {
		p.Flags = addFlag(p.Flags, FlagNotArabic)
	}
}

// writtenInArabic are the other languages of the press that are written in
// Arabic letters.
var writtenInArabic = map[string]bool{"fa": true, "ur": true, "ps": true, "ku": true, "sd": true, "ug": true}

// arabicLetters returns the share of Arabic letters among the letters of a
// page's text.
func arabicLetters(blocks []news.Block) float64 {
	all, arabic := 0, 0
	for _, b := range blocks {
		if !b.Kind.Compared() {
			continue
		}
		for _, r := range b.Text {
			switch {
			case r >= '\u0620' && r <= '\u06FF':
				arabic++
				all++
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r > '\u06FF' && unicode.IsLetter(r), r >= '\u00C0' && r < '\u0600':
				all++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(arabic) / float64(all)
}

package feed

import (
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"sada/arabic"
	"sada/news"
)

// A dateClaim is a date in an item, the element it stands in, and the most that
// it can be trusted as the time of publication.
type dateClaim struct {
	element, raw string
	most         arabic.Confidence
}

// rssDates lists what an RSS item says of its publication, the best first.
func rssDates(i *rss.Item) []dateClaim {
	claims := []dateClaim{{"pubDate", i.PubDate, arabic.Exact}}
	for _, e := range [][2]string{
		{"dc", "date"}, {"atom", "published"}, {"dcterms", "issued"}, {"dcterms", "created"}, {"dcterms", "available"},
	} {
		claims = append(claims, dateClaim{e[0] + ":" + e[1], extension(i.Extensions, e[0], e[1]), arabic.Exact})
	}
	for _, name := range []string{"published", "date", "issued", "created"} { // of other vocabularies, without a prefix
		claims = append(claims, dateClaim{name, i.Custom[name], arabic.Exact})
	}
	return append(claims,
		dateClaim{"atom:updated", extension(i.Extensions, "atom", "updated"), arabic.Day},
		dateClaim{"dcterms:modified", extension(i.Extensions, "dcterms", "modified"), arabic.Day},
		dateClaim{"updated", i.Custom["updated"], arabic.Day},
		dateClaim{"lastBuildDate", i.Custom["lastBuildDate"], arabic.Day},
	)
}

// atomDates does so for an Atom entry, where issued and modified are Atom 0.3's
// names for published and updated.
func atomDates(e *atom.Entry) []dateClaim {
	return []dateClaim{
		{"published", e.Published, arabic.Exact},
		{"dc:date", extension(e.Extensions, "dc", "date"), arabic.Exact},
		{"dcterms:issued", extension(e.Extensions, "dcterms", "issued"), arabic.Exact},
		{"updated", e.Updated, arabic.Day},
	}
}

// date takes the first of the dates that is given and can be read; the first
// given where none can. parsed is the parser's reading; nil if it has none.
func (i *Item) date(claims []dateClaim, parsed *time.Time, opts Options, notes *repairs) {
	var given []dateClaim
	for _, c := range claims {
		if strings.TrimSpace(c.raw) == "" {
			continue
		}
		given = append(given, c)
		if _, ok := readDate(c.raw, opts); ok {
			setPublished(i, c, nil, opts, notes)
			return
		}
	}
	if len(given) > 0 {
		setPublished(i, given[0], parsed, opts, notes)
	}
}

// setPublished reads the date of publication. The project's own reading
// decides; the parser's (nil: none) is taken where that finds none.
func setPublished(item *Item, c dateClaim, parsed *time.Time, opts Options, notes *repairs) {
	source, raw := c.element, c.raw
	if strings.TrimSpace(raw) == "" {
		return
	}
	item.PublishedRaw = cut(clean(raw[:min(len(raw), maxDateBytes)]), maxNameRunes, "date", notes)
	d, ok := readDate(raw, opts)
	if !ok && parsed != nil {
		d, ok = arabic.Date{Time: parsed.UTC(), Assumed: "read by a general layout", Confidence: arabic.Day}, true
	}
	if !ok {
		notes.add("date that could not be read")
		return
	}
	if d.Assumed != "" {
		notes.add("date read with an assumption: " + d.Assumed)
		source += ": " + d.Assumed
	}
	if !opts.Now.IsZero() && d.Time.After(opts.Now.Add(news.MaxAhead)) {
		notes.add("date more than a day in the future")
		source += " (more than a day in the future)"
		d.Confidence = arabic.Doubtful
	}
	item.Published, item.PublishedSource, item.PublishedConfidence = d.Time, source, news.Confidence(arabic.Worst(d.Confidence, c.most))
}

// maxDateBytes is longer than any date with all its white space.
const maxDateBytes = 500

// moment is a date of which nobody asks how it was read; zero if there is none.
func moment(raw string, opts Options) time.Time {
	d, _ := readDate(raw, opts)
	return d.Time
}

// readDate reads one date, in UTC; false if there is none or it can't be read.
func readDate(raw string, opts Options) (arabic.Date, bool) {
	if len(raw) > maxDateBytes {
		return arabic.Date{}, false
	}
	d, err := arabic.ReadDate(clean(raw), opts.Zone, opts.Now)
	if err != nil {
		return arabic.Date{}, false
	}
	d.Time = d.Time.UTC()
	return d, true
}

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

// date takes the first of the dates that is given and can be read. Where none
// can, the parser's own reading is taken (nil: it has none).
func (i *Item) date(claims []dateClaim, parsed *time.Time, opts Options, notes *repairs) {
	var first dateClaim
	for _, c := range claims {
		if strings.TrimSpace(c.raw) == "" {
			continue
		}
		if d, ok := readDate(c.raw, opts); ok {
			i.published(c, d, opts, notes)
			return
		}
		if first.raw == "" {
			first = c
		}
	}
	switch {
	case first.raw == "":
	case parsed != nil:
		i.published(first, arabic.Date{Time: parsed.UTC(), Assumed: "read by a general layout", Confidence: arabic.Day}, opts, notes)
	default:
		i.PublishedRaw = written(first.raw, notes)
		notes.add("date that could not be read")
	}
}

// published takes a date, and says where it came from and how far it may be off.
func (i *Item) published(c dateClaim, d arabic.Date, opts Options, notes *repairs) {
	source := c.element
	if d.Assumed != "" {
		notes.add("date read with an assumption: " + d.Assumed)
		source += ": " + d.Assumed
	}
	if !opts.Now.IsZero() && d.Time.After(opts.Now.Add(news.MaxAhead)) {
		notes.add("date more than a day in the future")
		source += " (more than a day in the future)"
		d.Confidence = arabic.Doubtful
	}
	i.Published, i.PublishedRaw, i.PublishedSource = d.Time, written(c.raw, notes), source
	i.PublishedConfidence = news.Confidence(arabic.Worst(d.Confidence, c.most))
}

// written is a date as it stands in the feed, on one line.
func written(raw string, notes *repairs) string {
	return cut(clean(raw[:min(len(raw), maxDateBytes)]), maxNameRunes, "date", notes)
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

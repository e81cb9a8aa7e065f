package feed

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"sada/arabic"
)

// parseXML mends XML and reads it.
func parseXML(text []byte, opts Options, notes *repairs) (Document, error) {
	m, err := mend(text, feedRoots, opts, notes)
	if err != nil {
		return Document{}, err
	}
	if m.root == "urlset" || m.root == "sitemapindex" {
		return parseSitemap(m, opts, notes)
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	// A scan for pictures would parse the HTML of every item.
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := parser.Parse(bytes.NewReader(m.out.Bytes()))
	if err != nil {
		return Document{}, fmt.Errorf("%w: broken XML: %w", ErrNotFeed, err)
	}
	doc := translate(parsed, opts, m.lang, notes)
	doc.Format = formatOf(m.root)
	doc.Version = versionOf(m, parsed.FeedVersion)
	doc.Dropped = m.dropped
	return doc, nil
}

func formatOf(root string) string {
	switch root {
	case "feed":
		return "atom"
	case "rdf":
		return "rdf"
	}
	return "rss"
}

// versionOf names the version: what the root says, or what its namespace means.
// RSS 2.01 is RSS 2.0.
func versionOf(m *mender, parsed string) string {
	switch {
	case m.root == "feed" && m.space == atom10:
		return "1.0"
	case m.root == "feed" && m.version != "":
		return clean(m.version)
	case strings.HasPrefix(m.version, "2.0"):
		return "2.0"
	case m.root == "rss":
		return clean(m.version)
	}
	return clean(parsed)
}

// translate turns what the parser found into a Document.
func translate(f *gofeed.Feed, opts Options, lang string, notes *repairs) Document {
	doc := Document{
		Version:  clean(f.FeedVersion),
		Title:    short(f.Title, maxTitleRunes, "title", notes),
		Link:     webLink(opts.BaseURL, f.Link),
		Language: strings.ToLower(cut(clean(f.Language), maxNameRunes, "language", notes)),
	}
	if doc.Language == "" {
		doc.Language = strings.ToLower(clean(lang))
	}
	published, updated := f.Published, f.Updated
	if published == "" {
		published = extension(f.Extensions, "dcterms", "issued")
	}
	doc.Published, doc.Updated = moment(published, opts), moment(updated, opts)
	if original, ok := f.OriginalFeed().(*rss.Feed); ok {
		doc.TTL = timeToLive(original)
	}
	doc.Items = translateItems(f, opts, notes)
	return doc
}

// maxTTL is the longest that a feed's own wish is believed: a week.
const maxTTL = 7 * 24 * time.Hour

// timeToLive reads <ttl>, in minutes, or the period of the syndication module.
func timeToLive(f *rss.Feed) time.Duration {
	if minutes, err := strconv.Atoi(strings.TrimSpace(f.TTL)); err == nil && minutes > 0 {
		return min(time.Duration(min(minutes, 1<<20))*time.Minute, maxTTL)
	}
	periods := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": maxTTL, "monthly": maxTTL, "yearly": maxTTL,
	}
	period := periods[strings.ToLower(strings.TrimSpace(extension(f.Extensions, "sy", "updatePeriod")))]
	times, err := strconv.Atoi(strings.TrimSpace(extension(f.Extensions, "sy", "updateFrequency")))
	if err != nil || times < 1 {
		times = 1
	}
	return period / time.Duration(times)
}

// extension returns the text of the first element of another vocabulary.
func extension(e ext.Extensions, prefix, name string) string {
	if found := e[prefix][name]; len(found) > 0 {
		return found[0].Value
	}
	return ""
}

func translateItems(f *gofeed.Feed, opts Options, notes *repairs) []Item {
	items := make([]Item, 0, len(f.Items))
	for i, it := range f.Items {
		item := translateItem(it, opts, notes)
		var claims []dateClaim
		switch original := f.OriginalFeed().(type) {
		case *rss.Feed:
			claims = rssDates(original.Items[i])
			linkRSS(&item, original.Items[i], opts)
		case *atom.Feed:
			claims = atomDates(original.Entries[i])
			item.Link = alternate(item.Link, original.Entries[i], opts)
			item.linkFromID(opts, notes)
			item.Categories = termsOf(original.Entries[i], notes)
		default:
			item.linkFromID(opts, notes)
			claims = []dateClaim{{"date_published", it.Published, arabic.Exact}, {"date_modified", it.Updated, arabic.Day}}
		}
		item.Updated = moment(firstOf(it.Updated, extension(it.Extensions, "dcterms", "modified")), opts)
		item.date(claims, it.PublishedParsed, opts, notes)
		if item.Link == "" && item.ID == "" {
			notes.add("item without link and id: it cannot be followed")
		}
		items = append(items, item)
	}
	return items
}

func translateItem(it *gofeed.Item, opts Options, notes *repairs) Item {
	item := Item{
		Title:      short(firstOf(it.Title, extension(it.Extensions, "media", "title")), maxTitleRunes, "title", notes),
		Link:       webLink(opts.BaseURL, it.Link),
		ID:         clean(it.GUID),
		Author:     authorOf(it, notes),
		Categories: categoriesOf(it, notes),
		Summary:    short(it.Description, maxSummaryRunes, "summary", notes),
		Content:    cleanHTML(it.Content),
	}
	return item
}

// firstOf returns the first string that isn't blank.
func firstOf(all ...string) string {
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// authorOf joins the names of an item's authors; where one has none, its
// address.
func authorOf(it *gofeed.Item, notes *repairs) string {
	var names []string
	for _, a := range it.Authors {
		if a == nil {
			continue
		}
		if name := short(firstOf(a.Name, a.Email), maxNameRunes, "author", notes); name != "" {
			names = append(names, name)
		}
	}
	for _, c := range it.Extensions["dc"]["creator"] { // the parser takes the first
		if name := short(c.Value, maxNameRunes, "author", notes); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return cut(strings.Join(names, "، "), maxNameRunes, "author", notes)
}

// categoriesOf lists an item's labels, each once.
func categoriesOf(it *gofeed.Item, notes *repairs) []string {
	all := append([]string{}, strings.Split(it.Custom["tags"], ",")...)
	all = append(all, it.Categories...)
	for _, c := range it.Extensions["media"]["category"] {
		all = append(all, c.Value)
	}
	for _, c := range it.Extensions["itunes"]["category"] {
		all = append(all, c.Attrs["text"])
	}
	return distinct(all, notes)
}

// termsOf lists the terms of an Atom entry's categories, and the labels that
// differ from them.
func termsOf(entry *atom.Entry, notes *repairs) []string {
	var all []string
	for _, c := range entry.Categories {
		all = append(all, c.Term, c.Label)
	}
	return distinct(all, notes)
}

// distinct keeps the first of equal labels, as plain text.
func distinct(all []string, notes *repairs) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, label := range all {
		label = short(label, maxNameRunes, "category", notes)
		if seen[label] {
			continue
		}
		if len(out) == maxLabels {
			notes.add("categories beyond the fiftieth of an item left out")
			break
		}
		seen[label] = true
		out = append(out, label)
	}
	return out
}

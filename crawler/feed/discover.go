package feed

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
)

// A Candidate is an address that may be a feed, and why it is thought to be
// one.
type Candidate struct {
	URL   string
	Title string // as the page gives it; may be empty
	Why   string // in words, such as "the page names it as its feed"
}

const (
	// maxPage bounds the page that is searched; feeds are named in its head.
	maxPage = 2 << 20
	// maxCandidates bounds what is found: portals list a feed per section.
	maxCandidates = 100
)

// feedTypes are the media types by which pages name their feeds.
var feedTypes = []string{
	"application/rss+xml", "application/atom+xml", "application/rdf+xml",
	"application/feed+json", "application/json", "application/xml", "text/xml",
}

// guessedPaths are where content management systems put feeds, the commonest
// first.
var guessedPaths = []string{
	"/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
	"/news-sitemap.xml", "/sitemap-news.xml",
}

// Discover lists the feeds that an HTML page names, the surest first: those of
// its link elements (rel=alternate, as the HTML standard has it), then links
// that read like feeds. base is the page's address. It fetches nothing.
func Discover(page []byte, contentType, base string) []Candidate {
	var notes repairs
	text, _ := decode(page[:min(len(page), maxPage)], contentType, &notes)
	d := discovery{base: base, seen: map[string]bool{base: true, "": true}}
	z := nethtml.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return append(d.named, d.linked...)
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			d.take(z)
		}
	}
}

// Guesses lists addresses on a page's host at which a feed may be, to be tried
// where Discover finds none. It is empty where base is no absolute address.
func Guesses(base string) []Candidate {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return nil
	}
	var out []Candidate
	for _, path := range guessedPaths {
		out = append(out, Candidate{URL: webLink(base, path), Why: "a usual place for feeds"})
	}
	return out
}

// discovery collects candidates while it walks over a page.
type discovery struct {
	base          string
	seen          map[string]bool
	named, linked []Candidate
}

func (d *discovery) take(z *nethtml.Tokenizer) {
	name, more := z.TagName()
	tag := string(name)
	if tag != "link" && tag != "a" && tag != "base" {
		return
	}
	value := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		value[string(k)] = string(v)
	}
	address := webLink(d.base, value["href"])
	switch {
	case tag == "base" && address != "":
		d.base = address
	case d.seen[address] || len(d.named)+len(d.linked) >= maxCandidates:
	case tag == "link" && namesFeed(value["rel"], value["type"]):
		d.seen[address] = true
		d.named = append(d.named, Candidate{address, short(value["title"], maxTitleRunes, "title", &repairs{}), "the page names it as its feed"})
	case tag == "a" && readsLikeFeed(address):
		d.seen[address] = true
		d.linked = append(d.linked, Candidate{address, short(value["title"], maxTitleRunes, "title", &repairs{}), "the page links to it, and its address reads like a feed's"})
	}
}

// namesFeed reports whether a link element names a feed of the page.
func namesFeed(rel, mediaType string) bool {
	mediaType, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	words := strings.Fields(strings.ToLower(rel))
	return slices.Contains(words, "feed") ||
		slices.Contains(words, "alternate") && slices.Contains(feedTypes, strings.TrimSpace(mediaType))
}

// readsLikeFeed reports whether the last parts of an address are those of a
// feed.
func readsLikeFeed(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	parts := strings.Split(strings.Trim(strings.ToLower(u.Path), "/"), "/")
	last := parts[len(parts)-1]
	stem, ext, _ := strings.Cut(last, ".")
	isFeed := stem == "rss" || stem == "feed" || stem == "atom" || stem == "rdf"
	return ext == "rss" || ext == "rdf" || isFeed && (ext == "" || ext == "xml" || ext == "json" || ext == "php") ||
		len(parts) > 1 && ext == "xml" && (parts[0] == "rss" || parts[0] == "feeds")
}

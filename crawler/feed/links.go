package feed

import (
	"html"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// resolve makes a reference absolute (RFC 3986, section 5). What cannot be
// parsed stays as it is.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if base == "" || ref == "" {
		return ref
	}
	b, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return ref
	}
	r, err := url.Parse(ref)
	if err != nil || r.IsAbs() {
		return ref
	}
	return b.ResolveReference(r).String()
}

// resolveEscaped resolves the content of a link element, which may stand among
// white space and holds references.
func resolveEscaped(base, s string) string {
	if strings.TrimSpace(s) == "" {
		return s
	}
	return escapeRaw.Replace(resolve(base, html.UnescapeString(s)))
}

// webLink returns an absolute http or https address, clean of blanks and
// controls; empty for any other scheme.
func webLink(base, ref string) string {
	ref = strings.ReplaceAll(clean(ref), " ", "%20")
	ref = resolve(base, ref)
	scheme, _, found := strings.Cut(ref, ":")
	if found && !strings.ContainsAny(scheme, "/?#") {
		scheme = strings.ToLower(scheme)
		if scheme != "http" && scheme != "https" {
			return ""
		}
	}
	return ref
}

// linkRSS finds the address of an RSS item's page: the one that FeedBurner kept
// of a link that it made its own, the item's link, an Atom link in it, or its
// guid, where that is a permanent link: by default it is one (RSS 2.0, "guid").
func linkRSS(item *Item, original *rss.Item, opts Options) {
	if own := webLink(opts.BaseURL, extension(original.Extensions, "feedburner", "origLink")); own != "" {
		item.Link = own
	}
	for _, l := range original.Extensions["atom"]["link"] {
		if item.Link == "" && (l.Attrs["rel"] == "" || l.Attrs["rel"] == "alternate") {
			item.Link = webLink(opts.BaseURL, l.Attrs["href"])
		}
	}
	if item.Link != "" || original.GUID == nil {
		return
	}
	permanent := strings.EqualFold(strings.TrimSpace(original.GUID.IsPermalink), "true")
	address := strings.HasPrefix(item.ID, "http://") || strings.HasPrefix(item.ID, "https://")
	if permanent && address {
		item.Link = webLink(opts.BaseURL, item.ID)
	}
}

// alternate picks the link to the page itself among those of an Atom entry.
func alternate(link string, entry *atom.Entry, opts Options) string {
	for _, l := range entry.Links {
		if l.Rel == "alternate" && (l.Type == "" || strings.Contains(l.Type, "html")) {
			if found := webLink(opts.BaseURL, l.Href); found != "" {
				return found
			}
		}
	}
	return link
}

// linkFromID gives an item without a link its id, where that is an address.
func (i *Item) linkFromID(opts Options, notes *repairs) {
	if strings.HasPrefix(i.ID, "/") { // RFC 4287 wants an absolute one
		i.ID = clean(resolve(opts.BaseURL, i.ID))
	}
	if i.Link == "" && (strings.HasPrefix(i.ID, "http://") || strings.HasPrefix(i.ID, "https://")) {
		notes.add("id taken for the link that is missing")
		i.Link = webLink(opts.BaseURL, i.ID)
	}
}

package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	nethtml "golang.org/x/net/html"

	"sada/arabic"
)

// ParsePage reads a section page of an outlet that has no feed: each link of
// the page's own site that matches the pattern is an item, in the page's order,
// with the longest of its texts as the title. An article or list element that
// holds one such link and a time element gives its date. The pattern is matched
// against the whole address, as it is written, with its escapes undone, and with
// all letters escaped.
// The errors are those of Parse; ErrNotFeed: no link matches.
func ParsePage(page []byte, links *regexp.Regexp, opts Options) (Document, error) {
	opts = opts.filled()
	if len(page) > opts.MaxBytes {
		return Document{}, fmt.Errorf("parse page: %w: %d bytes, at most %d are read", ErrTooLarge, len(page), opts.MaxBytes)
	}
	var notes repairs
	text, encoding := decode(page, withMeta(page, opts.ContentType), &notes)
	s := section{opts: opts, base: opts.BaseURL, links: links, index: map[string]int{}, notes: &notes}
	if err := s.read(text); err != nil {
		return Document{}, fmt.Errorf("parse page: %w", err)
	}
	s.doc.Format, s.doc.Encoding, s.doc.Repairs = "page", encoding, notes.words()
	if len(s.doc.Items) == 0 {
		return Document{}, fmt.Errorf("parse page: %w: none of its %d links matches %q", ErrNotFeed, s.seen, clean(links.String()))
	}
	return s.doc, nil
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})`)

// withMeta adds the charset that an HTML page's meta element names to a content
// type that names none.
func withMeta(page []byte, contentType string) string {
	m := metaCharset.FindSubmatch(page[:min(len(page), 4<<10)])
	if m == nil || headerCharset.MatchString(contentType) {
		return contentType
	}
	return contentType + "; charset=" + string(m[1])
}

// A section is what is known of a section page while it is read.
type section struct {
	opts  Options
	base  string
	links *regexp.Regexp
	doc   Document
	index map[string]int // address to its place in doc.Items
	seen  int            // links on the page
	notes *repairs

	text  strings.Builder // of the open link, title or time element
	open  string          // that element's name; empty if none is open
	at    string          // address of the open link
	hint  string          // of the open link: its title, or its picture's text
	when  string          // datetime of the open time element
	cards []card          // open elements that may hold one article
}

// A card is an element that shows one article, or a few.
type card struct {
	tag   string
	items []int // places of the articles linked in it, each once
	time  string
}

// maxLinks bounds the links of a page: front pages of portals have some hundred.
const maxLinks = 10_000

// maxCards bounds the cards that are open at once.
const maxCards = 100

func (s *section) read(text []byte) error {
	z := nethtml.NewTokenizer(bytes.NewReader(text))
	for tags := 0; ; {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			s.close()
			for len(s.cards) > 0 {
				s.endCard(s.cards[0].tag)
			}
			return nil
		case nethtml.TextToken:
			if s.open != "" && s.text.Len() < maxTitleRunes*bytesPerRune {
				s.text.Write(z.Text())
				s.text.WriteByte(' ')
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			if tags++; tags > s.opts.MaxTags {
				return fmt.Errorf("%w: more than %d tags", ErrTooLarge, s.opts.MaxTags)
			}
			if s.start(z); s.seen > maxLinks {
				return fmt.Errorf("%w: more than %d links", ErrTooLarge, maxLinks)
			}
		case nethtml.EndTagToken:
			name, _ := z.TagName()
			s.end(string(name))
		}
	}
}

func (s *section) start(z *nethtml.Tokenizer) {
	tag, value := tagOf(z, "base", "a", "img", "time", "title", "article", "li", "tr")
	switch tag {
	case "base":
		if base := webLink(s.base, value["href"]); base != "" {
			s.base = base
		}
	case "a":
		s.close()
		if s.seen++; s.seen > maxLinks {
			return
		}
		s.begin(tag)
		s.at, s.hint = s.match(value["href"]), value["title"]
	case "img":
		if s.open == "a" && s.hint == "" {
			s.hint = value["alt"]
		}
	case "title", "time":
		if s.open == "" || tag == "time" && s.open != "a" {
			s.begin(tag)
		}
		s.when = value["datetime"]
		if tag == "time" && s.when != "" {
			s.date(s.when)
		}
	case "article", "li", "tr":
		if len(s.cards) < maxCards {
			s.cards = append(s.cards, card{tag: tag})
		}
	}
}

// tagOf returns the name of a start tag, and its attributes if it is one of
// those named.
func tagOf(z *nethtml.Tokenizer, names ...string) (string, map[string]string) {
	name, more := z.TagName()
	tag := string(name)
	known := false
	for _, n := range names {
		known = known || n == tag
	}
	if !known {
		return "", nil
	}
	value := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		value[string(k)] = string(v)
	}
	return tag, value
}

func (s *section) begin(tag string) {
	s.open, s.at, s.hint, s.when = tag, "", "", ""
	s.text.Reset()
}

func (s *section) end(tag string) {
	if tag == s.open {
		s.close()
	}
	if tag == "article" || tag == "li" || tag == "tr" {
		s.endCard(tag)
	}
}

// close takes what the open element says.
func (s *section) close() {
	text := s.text.String()
	switch s.open {
	case "title":
		s.doc.Title = firstOf(s.doc.Title, short(text, maxTitleRunes, "title", s.notes))
	case "time":
		if s.when == "" {
			s.date(text)
		}
	case "a":
		if s.at != "" {
			s.link(s.at, firstOf(text, s.hint))
		}
	}
	s.open = ""
}

// link takes one link to an article.
func (s *section) link(at, text string) {
	title := short(text, maxTitleRunes, "title", s.notes)
	i, known := s.index[at]
	switch {
	case known && len(title) > len(s.doc.Items[i].Title):
		s.doc.Items[i].Title = title
	case known:
	case len(s.doc.Items) >= s.opts.MaxItems:
		s.doc.Dropped++
		return
	default:
		i = len(s.doc.Items)
		s.index[at] = i
		s.doc.Items = append(s.doc.Items, Item{Title: title, Link: at, ID: at})
	}
	for c := range s.cards {
		if items := s.cards[c].items; len(items) < 2 && (len(items) == 0 || items[0] != i) {
			s.cards[c].items = append(items, i)
		}
	}
}

// date notes the first time in each open card.
func (s *section) date(text string) {
	for c := range s.cards {
		if s.cards[c].time == "" {
			s.cards[c].time = text
		}
	}
}

// endCard closes the innermost card of a tag, and dates its one article.
func (s *section) endCard(tag string) {
	for c := len(s.cards) - 1; c >= 0; c-- {
		if s.cards[c].tag != tag {
			continue
		}
		for _, inner := range s.cards[c:] {
			if len(inner.items) == 1 && s.doc.Items[inner.items[0]].PublishedRaw == "" {
				s.doc.Items[inner.items[0]].date([]dateClaim{{"time", inner.time, arabic.Exact}}, nil, s.opts, s.notes)
			}
		}
		s.cards = s.cards[:c]
		return
	}
}

// match returns the address that a link leads to, if it is one of the page's
// site that matches the pattern; else empty.
func (s *section) match(href string) string {
	at, _, _ := strings.Cut(webLink(s.base, href), "#")
	u, err := url.Parse(at)
	if err != nil || !sameHost(u.Hostname(), s.opts.BaseURL) {
		return ""
	}
	if at == s.opts.BaseURL || !matches(s.links, at, u) {
		return ""
	}
	return at
}

// matches reports whether an address matches a pattern as it is written, with
// its escapes undone, or with all letters escaped.
func matches(links *regexp.Regexp, at string, u *url.URL) bool {
	return links.MatchString(at) || links.MatchString(unescaped(at)) || links.MatchString(u.String())
}

// unescaped is an address with its path in plain letters.
func unescaped(at string) string {
	if plain, err := url.PathUnescape(at); err == nil {
		return plain
	}
	return at
}

// sameHost reports whether a host is that of an address, or one is a subdomain
// of the other; www. is no difference. Without an address all hosts are.
func sameHost(host, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address == ""
	}
	a, b := "."+bareHost(host), "."+bareHost(u.Hostname())
	return host != "" && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}

func bareHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

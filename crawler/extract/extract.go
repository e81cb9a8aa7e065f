// Package extract reads a fetched page: HTML bytes in, headline, byline, dates
// and typed blocks of text out. It fetches nothing, reads no clock and keeps
// nothing between two pages.
//
// The text is looked for in three places: where an outlet's rules point, in the
// page's JSON-LD, and where readability finds it. JSON-LD says which words are
// the report; the page's own lines say where its paragraphs begin, which of
// them are links, and what stands between them. Lines that send the reader
// elsewhere are kept and marked, never deleted.
package extract

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sada/news"
)

// Errors that callers branch on.
var (
	// ErrNoText: the page holds no text that could be a report.
	ErrNoText = errors.New("no text found")
	// ErrTooDeep: elements are nested deeper than the bound.
	ErrTooDeep = errors.New("elements nested too deep")
	// ErrTooLarge: the page has more bytes, elements or text than the bound.
	ErrTooLarge = errors.New("page too large")
	// ErrNotHTML: the bytes are something else, such as a PDF or an image.
	ErrNotHTML = errors.New("not HTML")
	// ErrEncoding: the bytes are no UTF-8 and nothing says what else they are.
	ErrEncoding = errors.New("character encoding cannot be decided")
	// ErrRule: a selector of the outlet's rules cannot be read.
	ErrRule = errors.New("bad selector")
)

// Bounds that hold where Options leaves them zero.
const (
	// DefaultMaxBytes: the largest of 184 news pages measured has 1.5 MB.
	DefaultMaxBytes = 16 << 20
	// DefaultMaxDepth is where the parser of golang.org/x/net/html gives up.
	DefaultMaxDepth = 512
	// DefaultMaxElements: the fullest of those pages has 2,504.
	DefaultMaxElements = 50_000
	// DefaultMaxText: the wordiest of them has 101 KB.
	DefaultMaxText = 1 << 20
)

// Options say what is known of a page besides its bytes. The zero value works.
type Options struct {
	ContentType string // the HTTP header; may be empty
	URL         string // where the page came from in the end; resolves its links

	EntryTitle      string          // as the feed gave it; used where the page has none
	EntryAuthor     string          // as the feed gave it; used where the page has none
	EntryPublished  time.Time       // as the feed gave it; used where the page has none
	EntryConfidence news.Confidence // of EntryPublished

	Rules *Rules         // of the outlet; nil for none
	Zone  *time.Location // of times written without one; nil means UTC
	Now   time.Time      // for dates said to lie in the future; zero: not checked

	MaxBytes    int // bytes of the page; 0: DefaultMaxBytes
	MaxDepth    int // of nested blocks; 0: DefaultMaxDepth
	MaxElements int // start tags; 0: DefaultMaxElements
	MaxText     int // bytes of text outside of scripts; 0: DefaultMaxText
}

func (o Options) bounded() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	if o.MaxElements == 0 {
		o.MaxElements = DefaultMaxElements
	}
	if o.MaxText == 0 {
		o.MaxText = DefaultMaxText
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return o
}

// Sources of what a Page holds.
const (
	FromRule        = "rule"        // an outlet's rule
	FromJSONLD      = "json-ld"     // the page's JSON-LD
	FromReadability = "readability" // readability's guess
	FromBlock       = "block"       // the block that holds most of the page's prose
	FromState       = "state"       // JSON that the page's own script draws it from
	FromNoscript    = "noscript"    // what is written for readers without scripts
	FromMeta        = "meta"        // a meta element, Open Graph among them
	FromHeading     = "h1"          // the page's first h1
	FromTitle       = "title"       // the title element, the outlet's name cut off
	FromTime        = "time"        // a time element
	FromVisible     = "visible"     // a date written out near the text
	FromFeed        = "feed"        // the feed's entry
	FromAddress     = "address"     // the page's address
)

// Flags that a Page may carry.
const (
	FlagNotArabic  = "not arabic"  // fewer than half of the letters are Arabic
	FlagShort      = "short"       // fewer words than a report has
	FlagLoginWall  = "login wall"  // the text asks the reader to log in or subscribe
	FlagCookieWall = "cookie wall" // the text asks for cookies or a browser check
	FlagSoft404    = "soft 404"    // the text says that there is no such page
	FlagFutureDate = "future date" // a claimed date lay too far ahead and was left out
	FlagBadBytes   = "bad bytes"   // some bytes could not be decoded
	FlagEncoding   = "wrong label" // the declared encoding was not that of the bytes
	FlagCutJSONLD  = "json-ld cut" // JSON-LD held less text than the page
	FlagRuleMissed = "rule matched nothing"
	FlagPaywall    = "paywall"  // JSON-LD says that the text is not free: it may be a teaser
	FlagDayOnly    = "day only" // the date names a day alone; its last second was taken
)

// A Page is what was read from one page. All of its text is valid UTF-8
// without control characters or bidirectional overrides, its white space
// collapsed.
type Page struct {
	Title               string
	TitleSource         string
	TitleSure           Confidence // empty where Title is
	Byline              string
	Credit              news.Credit
	Language            string // BCP 47, two letters; empty if undecided
	Canonical           string // rel=canonical, resolved; any site's: the caller decides
	AMP                 string // rel=amphtml, resolved
	Published           time.Time
	PublishedSource     string          // empty where Published is zero
	PublishedConfidence news.Confidence // how far it may be off, as read; likewise
	PublishedSure       Confidence      // likewise
	Modified            time.Time
	Blocks              []news.Block
	BodySource          string
	Encoding            string   // of the bytes, by its WHATWG name
	Flags               []string // what is odd about the page
}

// Article reads one page. Its errors wrap one of the Err values of this
// package; the caller knows the address and names it.
func Article(body []byte, opts Options) (Page, error) {
	return read(body, opts.bounded(), nil)
}

// read reads a page, and fills in the evidence where it is asked for.
func read(body []byte, opts Options, e *Evidence) (Page, error) {
	if err := admit(body, opts); err != nil {
		return Page{}, err
	}
	text, enc, err := decode(body, opts.ContentType)
	if err != nil {
		return Page{}, err
	}
	doc := documents.Get().(*document)
	defer doc.release()
	if err := doc.scan(string(text), opts); err != nil {
		return Page{}, err
	}
	found, err := findBody(doc, opts)
	if err != nil {
		if e != nil {
			e.gather(Page{}, doc, found, opts)
		}
		return Page{}, err
	}
	page := Page{Encoding: enc.name, BodySource: found.source}
	page.Flags = append(enc.flags, found.flags...)
	if found.ld.paid {
		page.Flags = append(page.Flags, FlagPaywall)
	}
	fillHead(&page, doc, found, opts)
	doc.markAbove(found.lines, page.Title)
	page.Blocks = classify(found.lines, page.Title, opts.URL)
	fillByline(&page, doc, found, opts)
	if e != nil {
		e.gather(page, doc, found, opts)
	}
	if len(page.Blocks) == 0 {
		return Page{}, ErrNoText
	}
	fillLanguage(&page, doc)
	page.Flags = append(page.Flags, suspicions(page)...)
	return page.apart(), nil
}

// apart returns the page with copies of the texts that are still parts of its
// source, which they would keep in memory.
func (p Page) apart() Page {
	p.Title, p.Byline, p.Language = strings.Clone(p.Title), strings.Clone(p.Byline), strings.Clone(p.Language)
	for i := range p.Blocks {
		p.Blocks[i].Text = strings.Clone(p.Blocks[i].Text)
	}
	return p
}

// admit refuses what need not be looked at.
func admit(body []byte, opts Options) error {
	if len(body) > opts.MaxBytes {
		return fmt.Errorf("%w: %d bytes", ErrTooLarge, len(body))
	}
	kind, _, _ := strings.Cut(opts.ContentType, ";")
	if !hypertext(strings.ToLower(strings.TrimSpace(kind))) {
		return fmt.Errorf("%w: served as %q", ErrNotHTML, kind)
	}
	if got := http.DetectContentType(body); !hypertext(got) {
		return fmt.Errorf("%w: looks like %s", ErrNotHTML, got)
	}
	return nil
}

// hypertext reports whether a media type may be a page. Servers send pages as
// text/plain and as application/octet-stream, which is also what sniffing says
// of text in an old encoding.
func hypertext(kind string) bool {
	return kind == "" || strings.HasPrefix(kind, "text/") ||
		strings.Contains(kind, "html") || kind == "application/xml" || kind == "application/octet-stream"
}

// resolve returns ref against the page's address; empty where either cannot be
// read or the result is no web address.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(ref)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

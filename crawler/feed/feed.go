// Package feed turns the bytes of a feed into entries: RSS 0.9x, 1.0 and 2.0,
// Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, and news sitemaps. It mends what
// broken feeds have wrong (charset, entities, tags that never close, cut-off
// ends) before a parser sees them, and names every repair. It also reads and
// writes lists of feeds (OPML) and finds the feeds that a page names. It fetches
// nothing, opens no external entity and reads no clock.
package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"time"

	"sada/news"
)

// Errors that callers branch on; the error returned wraps one of them and says
// more.
var (
	// ErrNotFeed: the bytes are something else, such as an HTML page.
	ErrNotFeed = errors.New("not a feed")
	// ErrTooDeep: tags or JSON values nest deeper than Options.MaxDepth.
	ErrTooDeep = errors.New("nested too deep")
	// ErrTooLarge: more bytes or more tags than are read of one document.
	ErrTooLarge = errors.New("too large")
	// ErrEntityBomb: the document's own entities would grow it beyond measure.
	ErrEntityBomb = errors.New("entities expand too far")
)

// A Document is what a feed says.
type Document struct {
	Format    string        // rss, rdf, atom, json, sitemap or page
	Version   string        // such as "2.0"; empty if the document doesn't say
	Encoding  string        // as decided from BOM, header, declaration and bytes, lower case
	Title     string        // plain text
	Link      string        // of the site, absolute where Options.BaseURL is given
	Language  string        // as written, lower case
	Published time.Time     // zero if not given
	Updated   time.Time     // zero if not given
	TTL       time.Duration // how long the feed asks to be left alone; zero if it doesn't
	Items     []Item        // in the document's order
	Dropped   int           // items beyond Options.MaxItems
	Old       int           // pages of a sitemap left out since they are older than Options.Since
	CutOff    bool          // its end is missing: there may be items that nobody has seen
	Repairs   []string      // what had to be mended, in words
}

// An Item is one entry of a Document. All text is valid UTF-8 without control
// characters.
type Item struct {
	Title               string // plain text
	Link                string // absolute where a base is known
	ID                  string // guid, atom:id or id, as written
	Author              string
	Categories          []string
	Published           time.Time       // zero if none could be read
	Updated             time.Time       // zero if none could be read
	PublishedRaw        string          // as written
	PublishedSource     string          // element it came from, and what had to be assumed to read it
	PublishedConfidence news.Confidence // how far it may be off; empty if none could be read
	Summary             string          // plain text
	Content             string          // HTML as given: not to be shown unsanitised
}

// Options say what is known of a document beside its bytes. The zero value
// works.
type Options struct {
	ContentType string         // the HTTP header; empty if there was none
	BaseURL     string         // address of the document: what relative links are resolved against
	Zone        *time.Location // the outlet's, for dates that name none or an ambiguous one; nil means UTC
	Now         time.Time      // what relative dates count from; zero leaves them unread
	Since       time.Time      // pages of a sitemap dated before are left out; zero keeps all
	MaxItems    int            // default 2000; items beyond it are counted in Dropped
	MaxDepth    int            // levels of nesting; default 200
	MaxBytes    int            // default 32 MiB
	MaxTags     int            // default 500,000
}

const (
	// The longest feeds that news sites serve hold a few hundred items, and a
	// news sitemap at most 1,000 by Google's rule: 2,000 cuts only the absurd.
	defaultMaxItems = 2000
	// XHTML content in Atom nests some twenty levels; gofeed recurses once a
	// level, so that a thousand times this is still a harmless stack.
	defaultMaxDepth = 200
	// 2,000 items with 16 KB of content each.
	defaultMaxBytes = 32 << 20
	// 2,000 items of 20 tags, with 200 tags of XHTML content in each.
	defaultMaxTags = 500_000
)

func (o Options) filled() Options {
	setDefault(&o.MaxItems, defaultMaxItems)
	setDefault(&o.MaxDepth, defaultMaxDepth)
	setDefault(&o.MaxBytes, defaultMaxBytes)
	setDefault(&o.MaxTags, defaultMaxTags)
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return o
}

func setDefault(n *int, value int) {
	if *n <= 0 {
		*n = value
	}
}

// Parse reads a document. An error wraps ErrNotFeed, ErrTooDeep, ErrTooLarge or
// ErrEntityBomb where it is one of these.
func Parse(body []byte, opts Options) (Document, error) {
	opts = opts.filled()
	if len(body) > opts.MaxBytes {
		return Document{}, fmt.Errorf("parse feed: %w: %d bytes, at most %d are read", ErrTooLarge, len(body), opts.MaxBytes)
	}
	var notes repairs
	body, err := inflate(body, opts.MaxBytes, &notes)
	if err != nil {
		return Document{}, fmt.Errorf("parse feed: %w", err)
	}
	text, encoding := decode(body, opts.ContentType, &notes)
	doc, err := parseText(text, opts, &notes)
	if err != nil {
		return Document{}, fmt.Errorf("parse feed: %w", err)
	}
	doc.Encoding, doc.CutOff = encoding, notes.cutOff
	doc.Repairs = notes.words()
	return doc, nil
}

// inflate unpacks a gzip file, as which sitemaps are served. Anything else is
// returned as it is; a file cut off gives what it holds.
func inflate(body []byte, most int, notes *repairs) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte("\x1f\x8b\x08")) { // gzip, deflate (RFC 1952)
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: broken gzip: %w", ErrNotFeed, err)
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	switch {
	case len(out) > most:
		return nil, fmt.Errorf("%w: more than %d bytes when inflated", ErrTooLarge, most)
	case err != nil:
		notes.addCut("gzip file is cut off or broken: " + err.Error())
	}
	return out, nil
}

// parseText reads a document that is valid UTF-8 already.
func parseText(text []byte, opts Options, notes *repairs) (Document, error) {
	text = trimFront(text, notes)
	switch {
	case len(text) == 0:
		return Document{}, fmt.Errorf("%w: the document is empty", ErrNotFeed)
	case text[0] == '{':
		return parseJSON(text, opts, notes)
	case text[0] == '<':
		return parseXML(text, opts, notes)
	}
	return Document{}, fmt.Errorf("%w: it begins with %q", ErrNotFeed, opening(text))
}

// opening is the beginning of a text, short enough for an error message.
func opening(text []byte) string {
	const runes = 40
	r := []rune(clean(string(text[:min(len(text), 4*runes)])))
	return string(r[:min(len(r), runes)])
}

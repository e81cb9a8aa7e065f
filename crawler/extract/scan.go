package extract

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"
)

// A document is what one pass over the tokens of a page finds: facts of its
// head, its JSON-LD, and its lines of text. No tree is built, so that deep
// nesting costs nothing and a page with sound JSON-LD needs no parser.
type document struct {
	source    string // the page in UTF-8
	lang      string
	title     string            // of the title element
	meta      map[string]string // the first content for each name, property or itemprop
	canonical string            // as written
	amp       string            // as written
	times     []string          // datetime of time elements, in order
	ld        []string          // bodies of JSON-LD scripts
	states    []string          // of other JSON scripts
	noscripts []string          // bodies of noscript elements
	lines     []line
	blocks    []block // in the order in which they open
	cuts      []span  // contents of script and style elements
	weight    int     // bytes of text, each counted once for every block around it
	room      room
}

// A span is a piece of the page's source.
type span struct{ from, to int }

// lean returns the page without the contents of its scripts and style sheets,
// which make most of many a page and which html.Parse reads byte by byte.
func (doc *document) lean() string {
	var b strings.Builder
	b.Grow(len(doc.source))
	at := 0
	for _, c := range doc.cuts {
		b.WriteString(doc.source[at:c.from])
		at = c.to
	}
	b.WriteString(doc.source[at:])
	return b.String()
}

// A block is a block element of the page.
type block struct {
	parent   int32 // index of the block around it; -1 for none
	tag      atom.Atom
	class    string // as written
	id       string
	itemprop string
}

// A room is memory that one page after another works in.
type room struct {
	open        []opened
	pieces      []byte
	want, key   []byte
	used, taken []bool
	containers  []container
}

// documents are those that no page is read into at present.
var documents = sync.Pool{New: func() any { return newDocument() }}

func newDocument() *document {
	return &document{meta: map[string]string{}, lines: make([]line, 0, usualLines)}
}

const (
	// usualLines is room for the lines of a short page; longer ones grow it.
	usualLines = 64
	// mostLines bounds what is kept for the next page: the fullest of 184 news
	// pages measured has 1,500 lines.
	mostLines = 4096
)

// release leaves the document to the next page. Its strings are those of the
// page, so none of them is kept.
func (doc *document) release() {
	if cap(doc.lines) > mostLines {
		return
	}
	clear(doc.lines[:cap(doc.lines)])
	clear(doc.meta)
	clear(doc.blocks[:cap(doc.blocks)])
	*doc = document{meta: doc.meta, lines: doc.lines[:0], blocks: doc.blocks[:0], cuts: doc.cuts[:0], room: doc.room}
	documents.Put(doc)
}

// A place is a set of marks that a line inherits from the elements around it.
type place uint16

const (
	inNav      place = 1 << iota // nav, footer, header outside of an article, form
	inAside                      // aside, or a class such as "related"
	inFigure                     // figcaption, or figure, or a class such as "caption"
	inQuote                      // blockquote
	inShare                      // a class such as "share" or "tags"
	inComment                    // a class such as "comments"
	inByline                     // a class such as "author"
	inDate                       // a class such as "date"
	inTable                      // a cell of a table
	inRow                        // a row of a table, its cells made one line
	aboveTitle                   // the headline comes after it
)

// A line is a run of text without a block boundary inside.
type line struct {
	text   string
	tag    atom.Atom // innermost block around it
	group  int       // the container around that block; lines of one group are siblings
	outer  int       // for a line that stands in a div itself, what is around that
	block  int32     // index of the innermost block around it; -1 for none
	serial int32     // its place among the lines of the page, from 1; 0 for a line that is none of them
	place  place
	words  int
	bytes  int    // of the text as written, white space left out
	linked int    // those of them inside links
	bold   int    // those of them inside b or strong
	before string // text before the first link, where the line has one
	href   string // of its first link, as written
}

// metaNames are the meta elements that are kept.
var metaNames = map[string]bool{
	"og:title": true, "og:site_name": true, "og:type": true, "twitter:title": true, "application-name": true,
	"author": true, "article:author": true, "dc.creator": true, "parsely-author": true, "sailthru.author": true,
	"article:published_time": true, "article:modified_time": true, "og:updated_time": true,
	"datepublished": true, "datemodified": true, "pubdate": true, "publishdate": true, "publish_date": true,
	"date": true, "dc.date": true, "dc.date.issued": true, "dcterms.created": true, "dcterms.modified": true,
	"parsely-pub-date": true, "sailthru.date": true, "headline": true,
}

// scan reads the tokens of a page.
func (doc *document) scan(source string, opts Options) error {
	doc.source = source
	s := scanner{
		t: tokenizer{src: source}, doc: doc, open: doc.room.open[:0], pieces: pieces{all: doc.room.pieces[:0]},
		maxDepth: opts.MaxDepth, maxElements: opts.MaxElements, maxText: opts.MaxText,
	}
	err := s.run()
	doc.room.open, doc.room.pieces = s.open, s.pieces.all
	if err != nil {
		return err
	}
	if s.elements == 0 {
		return fmt.Errorf("%w: no element in it", ErrNotHTML)
	}
	doc.lines = joinRows(doc.lines)
	for i := range doc.lines {
		doc.lines[i].serial = int32(i + 1)
	}
	return nil
}

// cellWords is the longest cell of a table that is data; longer ones are
// paragraphs of a page laid out by a table.
const cellWords = 8

// joinRows makes one line of the cells of a row.
func joinRows(lines []line) []line {
	out := lines[:0]
	row := 0 // the row whose cells came last
	for _, l := range lines {
		cell := l.isCell()
		if n := len(out); n > 0 && cell && row == l.group {
			last := &out[n-1]
			last.text += " | " + l.text
			last.place |= inRow
			last.words += l.words
			last.bytes += l.bytes
			last.linked += l.linked
			last.bold += l.bold
			continue
		}
		out = append(out, l)
		if row = 0; cell {
			row = l.group
		}
	}
	return out
}

func (l line) isCell() bool {
	return (l.tag == atom.Td || l.tag == atom.Th) && l.words <= cellWords
}

// linesOf reads the lines of a piece of HTML.
func linesOf(fragment string, opts Options) ([]line, error) {
	doc := newDocument() // not one to be released: its lines are handed on
	if err := doc.scan("<div>"+fragment, opts); err != nil {
		return nil, err
	}
	for i := range doc.lines {
		doc.lines[i].serial = 0
	}
	return doc.lines, nil
}

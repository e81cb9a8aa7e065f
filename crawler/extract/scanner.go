package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html/atom"
)

// An opened is an open block.
type opened struct {
	tag   atom.Atom
	leaf  bool
	id    int   // serial number
	block int32 // index of the block
	place place
}

// A scanner turns tokens into lines. It keeps a stack of open blocks only;
// inline elements, which careless pages leave open by the hundred, do not
// count.
type scanner struct {
	t                     tokenizer
	doc                   *document
	maxDepth, maxElements int
	maxText               int
	elements, bytes       int // start tags and bytes of text met
	open                  []opened

	pieces pieces // text of the line being read
	line   line   // its counts
	link   run
	href   string // of the link last begun
	bold   run
	mute   int     // depth of elements whose text is no text, such as svg
	raw    rawText // what the next text token is
}

// A run is a stretch of linked or bold text. It ends with its element, or with
// the block in which it began.
type run struct {
	on    bool
	depth int // blocks open where it began
}

// A rawText says what the text of an element such as script or title is for.
type rawText int

const (
	rawNone rawText = iota
	rawDrop
	rawCut // a script or a style sheet
	rawTitle
	rawLD
	rawState
	rawNoscript
)

func (s *scanner) run() error {
	for {
		var err error
		switch s.t.next() {
		case tokenNone:
			s.flush()
			return nil
		case tokenText:
			err = s.text(s.t.text)
		case tokenStart:
			err = s.start(s.t.element, &s.t.attrs)
		case tokenEnd:
			s.end(s.t.element)
		}
		if err != nil {
			return err
		}
	}
}

// text takes the text of one token.
func (s *scanner) text(raw string) error {
	switch s.raw {
	case rawTitle:
		if s.doc.title == "" {
			s.doc.title = cleanValid(unescape(raw))
		}
	case rawCut:
		s.cut(raw)
	case rawLD:
		s.cut(raw)
		s.doc.ld = append(s.doc.ld, raw)
	case rawState:
		s.cut(raw)
		s.doc.states = append(s.doc.states, raw)
	case rawNoscript:
		s.doc.noscripts = append(s.doc.noscripts, raw)
	case rawNone:
		if s.mute == 0 {
			s.append(raw)
		}
		s.bytes += len(raw)
	}
	if s.bytes > s.maxText {
		return fmt.Errorf("%w: over %d bytes of text", ErrTooLarge, s.maxText)
	}
	return nil
}

// cut notes that the text of the last token can be left out of the page.
func (s *scanner) cut(raw string) {
	s.doc.cuts = append(s.doc.cuts, span{s.t.pos - len(raw), s.t.pos})
}

func (s *scanner) append(raw string) {
	n := letters(raw)
	if n == 0 && s.line.bytes == 0 {
		return // white space before a line
	}
	s.line.bytes += n
	if s.link.on && n > 0 {
		s.line.linked += n
		if s.line.href == "" {
			s.line.href, s.line.before = s.href, s.pieces.String()
		}
	}
	if s.bold.on {
		s.line.bold += n
	}
	s.pieces.add(raw)
}

// start opens an element.
func (s *scanner) start(e element, attrs *attributes) error {
	if s.elements++; s.elements > s.maxElements {
		return fmt.Errorf("%w: over %d elements", ErrTooLarge, s.maxElements)
	}
	if e.block {
		if s.t.selfClosing {
			return nil
		}
		return s.openBlock(e, attrs)
	}
	switch e.tag {
	case 0:
	case atom.Svg, atom.Select, atom.Button, atom.Template, atom.Math, atom.Object:
		if !s.t.selfClosing {
			s.mute++
		}
	case atom.A:
		s.link, s.href = run{true, len(s.open)}, attrs.get(attrHref)
	case atom.B, atom.Strong:
		s.bold = run{true, len(s.open)}
	case atom.Meta, atom.Link, atom.Html, atom.Time:
		s.fact(e.tag, attrs)
	case atom.Br, atom.Hr:
		s.flush()
	case atom.Plaintext: // its text is text
	default:
		s.raw = rawUse(e.tag, attrs, s.mute > 0)
	}
	return nil
}

// rawUse says what the text inside a raw text element is for.
func rawUse(tag atom.Atom, attrs *attributes, muted bool) rawText {
	switch {
	case tag == atom.Title && !muted:
		return rawTitle
	case tag == atom.Script:
		return scriptUse(strings.ToLower(decoded(attrs.get(attrType))))
	case tag == atom.Style:
		return rawCut
	case tag == atom.Noscript:
		return rawNoscript
	}
	return rawDrop
}

func scriptUse(kind string) rawText {
	switch {
	case strings.HasPrefix(kind, "application/ld+json"):
		return rawLD
	case strings.HasPrefix(kind, "application/json"):
		return rawState
	}
	return rawCut
}

// openBlock ends the line and pushes a block, closing those whose end tag HTML
// lets authors leave out.
func (s *scanner) openBlock(e element, attrs *attributes) error {
	s.flush()
	tag := e.tag
	switch tag {
	case atom.Li, atom.Td, atom.Th, atom.Tr, atom.Dt, atom.Dd:
		s.implied(tag)
	}
	if n := len(s.open); n > 0 && s.open[n-1].tag == atom.P {
		s.pop(n - 1)
	}
	where := s.place() | e.place
	if tag != atom.Body {
		where |= attrs.place()
	}
	if tag == atom.Article || tag == atom.Main {
		where = s.place() &^ inNav
	}
	s.doc.blocks = append(s.doc.blocks, block{s.innermost(), tag, attrs.get(attrClass), attrs.get(attrID), attrs.get(attrItemprop)})
	s.open = append(s.open, opened{tag, e.leaf, s.elements, int32(len(s.doc.blocks) - 1), where})
	if len(s.open) > s.maxDepth {
		return fmt.Errorf("%w: over %d", ErrTooDeep, s.maxDepth)
	}
	return nil
}

// implied closes an open sibling of the same kind.
func (s *scanner) implied(tag atom.Atom) {
	for i := len(s.open) - 1; i >= 0; i-- {
		switch s.open[i].tag {
		case tag:
			s.pop(i)
			return
		case atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Div:
			return
		}
	}
}

// end closes an element.
func (s *scanner) end(e element) {
	if e.block {
		s.flush()
		for i := len(s.open) - 1; i >= 0; i-- {
			if s.open[i].tag == e.tag {
				s.pop(i)
				return
			}
		}
		return
	}
	switch e.tag {
	case atom.Svg, atom.Select, atom.Button, atom.Template, atom.Math, atom.Object:
		s.mute = max(0, s.mute-1)
	case atom.A:
		s.link.on = false
	case atom.B, atom.Strong:
		s.bold.on = false
	default:
		if e.raw != "" {
			s.raw = rawNone
		}
	}
}

// pop closes blocks down to depth n, and with them the runs begun inside.
func (s *scanner) pop(n int) {
	s.open = s.open[:n]
	if s.link.depth > n {
		s.link.on = false
	}
	if s.bold.depth > n {
		s.bold.on = false
	}
	s.mute = 0
}

func (s *scanner) place() place {
	if len(s.open) == 0 {
		return 0
	}
	return s.open[len(s.open)-1].place
}

// innermost returns the index of the block that is open; -1 for none.
func (s *scanner) innermost() int32 {
	if len(s.open) == 0 {
		return -1
	}
	return s.open[len(s.open)-1].block
}

// flush ends the line.
func (s *scanner) flush() {
	l := s.line
	if l.bytes == 0 {
		s.pieces.reset()
		s.line = line{}
		return
	}
	text := s.pieces.String()
	s.pieces.reset()
	s.line = line{}
	if l.text = cleanValid(unescape(text)); l.text == "" {
		return
	}
	l.words = cleanWords(l.text)
	if l.before != "" {
		l.before = cleanValid(unescape(l.before))
	}
	l.place, l.block = s.place(), s.innermost()
	if n := len(s.open); n > 0 {
		top := s.open[n-1]
		l.tag, l.group = top.tag, top.id
		if n > 1 && top.leaf {
			l.group = s.open[n-2].id
		} else if n > 1 && top.tag == atom.Div {
			l.outer = s.open[n-2].id
		}
	}
	s.doc.weight += l.bytes * len(s.open)
	s.doc.lines = append(s.doc.lines, l)
}

// pieces are the texts of a line, in order. One alone, the common case, is not
// copied.
type pieces struct {
	only string
	all  []byte // of two and more
}

func (p *pieces) add(text string) {
	switch {
	case len(p.all) > 0:
		p.all = append(p.all, text...)
	case p.only == "":
		p.only = text
	default:
		p.all = append(append(p.all, p.only...), text...)
	}
}

func (p *pieces) String() string {
	if len(p.all) > 0 {
		return string(p.all)
	}
	return p.only
}

func (p *pieces) reset() { p.only, p.all = "", p.all[:0] }

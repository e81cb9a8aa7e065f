package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An element is an open block.
type element struct {
	tag   atom.Atom
	id    int // serial number
	place place
}

// A scanner turns tokens into lines. It keeps a stack of open blocks only;
// inline elements, which careless pages leave open by the hundred, do not
// count.
type scanner struct {
	z                     *html.Tokenizer
	doc                   *document
	maxDepth, maxElements int
	maxText               int
	elements, bytes       int // start tags and bytes of text met
	open                  []element

	buf  []byte // text of the line being read
	line line   // its counts
	link run
	href string // of the link last begun
	bold run
	mute int     // depth of elements whose text is no text, such as svg
	raw  rawText // what the next text token is
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
	rawTitle
	rawLD
)

func (s *scanner) run() error {
	for {
		switch s.z.Next() {
		case html.ErrorToken:
			s.flush()
			if err := s.z.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("%w: %w", ErrNotHTML, err)
			}
			return nil
		case html.TextToken:
			if err := s.text(s.z.Raw()); err != nil {
				return err
			}
		case html.StartTagToken:
			if err := s.start(false); err != nil {
				return err
			}
		case html.SelfClosingTagToken:
			if err := s.start(true); err != nil {
				return err
			}
		case html.EndTagToken:
			name, _ := s.z.TagName()
			s.end(atom.Lookup(name))
		}
	}
}

// text takes the text of one token.
func (s *scanner) text(raw []byte) error {
	switch s.raw {
	case rawTitle:
		if s.doc.title == "" {
			s.doc.title = clean(html.UnescapeString(string(raw)))
		}
	case rawLD:
		s.doc.ld = append(s.doc.ld, bytes.Clone(raw))
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

func (s *scanner) append(raw []byte) {
	n := 0
	for _, c := range raw {
		if c > ' ' {
			n++
		}
	}
	s.line.bytes += n
	if s.link.on && n > 0 {
		s.line.linked += n
		if s.line.href == "" {
			s.line.href, s.line.before = s.href, string(s.buf)
		}
	}
	if s.bold.on {
		s.line.bold += n
	}
	s.buf = append(s.buf, raw...)
}

// start opens an element.
func (s *scanner) start(selfClosing bool) error {
	if s.elements++; s.elements > s.maxElements {
		return fmt.Errorf("%w: over %d elements", ErrTooLarge, s.maxElements)
	}
	name, more := s.z.TagName()
	tag := atom.Lookup(name)
	attrs := s.attributes(tag, more)
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Textarea, atom.Noembed, atom.Noframes, atom.Xmp, atom.Title:
		s.raw = rawUse(tag, attrs, s.mute > 0)
	case atom.Svg, atom.Select, atom.Button, atom.Template, atom.Math, atom.Object:
		if !selfClosing {
			s.mute++
		}
	case atom.A:
		s.link, s.href = run{true, len(s.open)}, attrs.href
	case atom.B, atom.Strong:
		s.bold = run{true, len(s.open)}
	case atom.Meta, atom.Link, atom.Html, atom.Time:
		s.fact(tag, attrs)
	case atom.Br, atom.Hr:
		s.flush()
	default:
		if blocks[tag] && !selfClosing {
			return s.openBlock(tag, attrs)
		}
	}
	return nil
}

// rawUse says what the text inside a raw text element is for.
func rawUse(tag atom.Atom, attrs attributes, muted bool) rawText {
	switch {
	case tag == atom.Title && !muted:
		return rawTitle
	case tag == atom.Script && strings.HasPrefix(strings.ToLower(attrs.kind), "application/ld+json"):
		return rawLD
	}
	return rawDrop
}

// openBlock ends the line and pushes a block, closing those whose end tag HTML
// lets authors leave out.
func (s *scanner) openBlock(tag atom.Atom, attrs attributes) error {
	s.flush()
	switch tag {
	case atom.Li, atom.Td, atom.Th, atom.Tr, atom.Dt, atom.Dd:
		s.implied(tag)
	}
	if n := len(s.open); n > 0 && s.open[n-1].tag == atom.P {
		s.pop(n - 1)
	}
	where := s.place() | places[tag] | attrs.place
	if tag == atom.Article || tag == atom.Main {
		where = s.place() &^ inNav
	}
	s.open = append(s.open, element{tag, s.elements, where})
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
func (s *scanner) end(tag atom.Atom) {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Textarea, atom.Noembed, atom.Noframes, atom.Xmp, atom.Title:
		s.raw = rawNone
	case atom.Svg, atom.Select, atom.Button, atom.Template, atom.Math, atom.Object:
		s.mute = max(0, s.mute-1)
	case atom.A:
		s.link.on = false
	case atom.B, atom.Strong:
		s.bold.on = false
	default:
		if !blocks[tag] {
			return
		}
		s.flush()
		for i := len(s.open) - 1; i >= 0; i-- {
			if s.open[i].tag == tag {
				s.pop(i)
				return
			}
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

// flush ends the line.
func (s *scanner) flush() {
	l := s.line
	text := s.buf
	s.buf, s.line = s.buf[:0], line{}
	if l.bytes == 0 {
		return
	}
	l.text = clean(html.UnescapeString(string(text)))
	if l.text == "" {
		return
	}
	l.words = words(l.text)
	if l.before != "" {
		l.before = clean(html.UnescapeString(l.before))
	}
	l.place = s.place()
	if n := len(s.open); n > 0 {
		top := s.open[n-1]
		l.tag, l.group = top.tag, top.id
		if n > 1 && leaves[top.tag] {
			l.group = s.open[n-2].id
		} else if n > 1 && top.tag == atom.Div {
			l.outer = s.open[n-2].id
		}
	}
	s.doc.lines = append(s.doc.lines, l)
}

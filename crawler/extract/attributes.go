package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// blocks are the elements at whose edges a line ends.
var blocks = setOf(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details,
	atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1,
	atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol,
	atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr,
	atom.Ul)

// leaves are the blocks that hold one paragraph: their lines belong to the
// container around them.
var leaves = setOf(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Figcaption, atom.Pre, atom.Td, atom.Th)

// places are the marks that elements give by themselves.
var places = map[atom.Atom]place{
	atom.Nav: inNav, atom.Footer: inNav, atom.Header: inNav, atom.Form: inNav, atom.Menu: inNav, atom.Aside: inAside,
	atom.Figure: inFigure, atom.Figcaption: inFigure, atom.Blockquote: inQuote, atom.Td: inTable, atom.Th: inTable,
}

func setOf(tags ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		set[t] = true
	}
	return set
}

// classPlaces are words in class and id attributes that say what a block is.
var classPlaces = map[string]place{
	"related": inAside, "readmore": inAside, "seealso": inAside, "recommended": inAside, "recommendations": inAside,
	"promo": inAside, "outbrain": inAside, "taboola": inAside, "mostread": inAside, "popular": inAside, "trending": inAside,
	"share": inShare, "sharing": inShare, "social": inShare, "tags": inShare, "newsletter": inShare, "subscribe": inShare,
	"copyright": inShare, "breadcrumb": inShare, "breadcrumbs": inShare,
	"caption": inFigure, "comment": inComment, "comments": inComment, "disqus": inComment,
	"author": inByline, "byline": inByline, "writer": inByline, "date": inDate, "time": inDate, "published": inDate, "timestamp": inDate,
}

// attributes are those of one start tag that anything is read from.
type attributes struct {
	name, content string // name, property or itemprop of meta
	rel, href     string
	kind          string // type
	lang          string
	datetime      string
	place         place
}

// attributes reads the attributes of the start tag at hand.
func (s *scanner) attributes(tag atom.Atom, more bool) attributes {
	var a attributes
	for more {
		var k, v []byte
		k, v, more = s.z.TagAttr()
		switch string(k) {
		case "class", "id":
			if tag != atom.Body && tag != atom.Html {
				a.place |= classPlace(v)
			}
		case "href":
			a.href = string(v)
		case "rel":
			a.rel = strings.ToLower(string(v))
		case "type":
			a.kind = string(v)
		case "lang":
			a.lang = string(v)
		case "datetime":
			a.datetime = string(v)
		case "content":
			a.content = string(v)
		case "name", "property", "itemprop":
			if a.name == "" || !metaNames[a.name] {
				a.name = strings.ToLower(string(v))
			}
		}
	}
	return a
}

// classPlace returns the marks that the words of a class attribute give.
func classPlace(v []byte) place {
	var p place
	for len(v) > 0 {
		n := bytes.IndexAny(v, " -_")
		word := v
		if n >= 0 {
			word, v = v[:n], v[n+1:]
		} else {
			v = nil
		}
		p |= classPlaces[string(word)]
	}
	return p
}

// fact keeps what an element of the head, or a time element, says.
func (s *scanner) fact(tag atom.Atom, a attributes) {
	switch {
	case tag == atom.Html && s.doc.lang == "":
		s.doc.lang = strings.ToLower(a.lang)
	case tag == atom.Time && a.datetime != "" && len(s.doc.times) < maxTimes:
		s.doc.times = append(s.doc.times, a.datetime)
	case tag == atom.Link && a.rel == "canonical" && s.doc.canonical == "":
		s.doc.canonical = a.href
	case tag == atom.Link && a.rel == "amphtml" && s.doc.amp == "":
		s.doc.amp = a.href
	case tag == atom.Meta && metaNames[a.name] && s.doc.meta[a.name] == "":
		s.doc.meta[a.name] = clean(a.content)
	}
}

// maxTimes bounds the time elements that are kept: the first is the one that
// is used.
const maxTimes = 8

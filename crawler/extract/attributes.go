package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An element is what is made of the elements of one name.
type element struct {
	tag   atom.Atom
	block bool   // a line ends at its edges
	leaf  bool   // a block of one paragraph: its lines belong to the container around it
	place place  // the mark that it gives by itself
	raw   string // its name, where its content is raw text
}

// elements are those that anything is made of, by name.
var elements = elementTable()

func elementTable() map[string]element {
	table := map[string]element{}
	edit := func(change func(*element), tags ...atom.Atom) {
		for _, t := range tags {
			e := table[t.String()]
			e.tag = t
			change(&e)
			table[t.String()] = e
		}
	}
	mark := func(p place) func(*element) { return func(e *element) { e.place = p } }
	edit(func(*element) {}, atom.A, atom.B, atom.Strong, atom.Br, atom.Hr, atom.Html, atom.Link, atom.Meta, atom.Time,
		atom.Button, atom.Math, atom.Object, atom.Select, atom.Svg, atom.Template)
	edit(func(e *element) { e.block = true }, atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
		atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Li, atom.Main, atom.Menu,
		atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th,
		atom.Thead, atom.Tr, atom.Ul)
	edit(func(e *element) { e.leaf = true }, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li,
		atom.Figcaption, atom.Pre, atom.Td, atom.Th)
	edit(func(e *element) { e.raw = e.tag.String() }, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript,
		atom.Plaintext, atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp)
	edit(mark(inNav), atom.Nav, atom.Footer, atom.Header, atom.Form, atom.Menu)
	edit(mark(inAside), atom.Aside)
	edit(mark(inFigure), atom.Figure, atom.Figcaption)
	edit(mark(inQuote), atom.Blockquote)
	edit(mark(inTable), atom.Td, atom.Th)
	return table
}

// elementOf returns the zero value for a name that nothing is made of.
func elementOf(name string) element { return elements[lower(name)] }

// classPlaces are words in class and id attributes that say what a block is.
var classPlaces = map[string]place{
	"related": inAside, "readmore": inAside, "seealso": inAside, "recommended": inAside, "recommendations": inAside,
	"promo": inAside, "outbrain": inAside, "taboola": inAside, "mostread": inAside, "popular": inAside, "trending": inAside,
	"share": inShare, "sharing": inShare, "social": inShare, "tags": inShare, "newsletter": inShare, "subscribe": inShare,
	"copyright": inShare, "breadcrumb": inShare, "breadcrumbs": inShare,
	"caption": inFigure, "comment": inComment, "comments": inComment, "disqus": inComment,
	"author": inByline, "byline": inByline, "writer": inByline, "date": inDate, "time": inDate, "published": inDate, "timestamp": inDate,
}

// The attributes that anything is read from.
const (
	attrName = iota
	attrProperty
	attrItemprop
	attrClass
	attrID
	attrHref
	attrRel
	attrType
	attrLang
	attrDatetime
	attrContent
	attrCount
)

// attributes are those of one start tag, as written.
type attributes struct {
	value [attrCount]string // of those seen; of the others, of an earlier tag's
	seen  uint16            // bits of those met
	name  string            // name, property or itemprop of meta: the first that is kept
}

// set keeps an attribute. Of two of one name the first counts.
func (a *attributes) set(from attribute) {
	i := attributeIndex(lower(from.name))
	if i < 0 || a.seen&(1<<i) != 0 {
		return
	}
	a.seen |= 1 << i
	a.value[i] = from.value
	if i <= attrItemprop && !metaNames[a.name] {
		a.name = lower(decoded(from.value))
	}
}

// get returns an attribute; empty where the tag has none.
func (a *attributes) get(i int) string {
	if a.seen&(1<<i) == 0 {
		return ""
	}
	return a.value[i]
}

// reset makes room for the next tag. The values stay: there is much to clear.
func (a *attributes) reset() { a.seen, a.name = 0, "" }

func attributeIndex(name string) int {
	switch name {
	case "name":
		return attrName
	case "property":
		return attrProperty
	case "itemprop":
		return attrItemprop
	case "class":
		return attrClass
	case "id":
		return attrID
	case "href":
		return attrHref
	case "rel":
		return attrRel
	case "type":
		return attrType
	case "lang":
		return attrLang
	case "datetime":
		return attrDatetime
	case "content":
		return attrContent
	}
	return -1
}

// decoded returns what the value of an attribute stands for. References are
// decoded by html.Tokenizer: inside an attribute they go by rules of their own.
func decoded(value string) string {
	if !strings.ContainsAny(value, "&\r\x00") {
		return value
	}
	z := html.NewTokenizer(strings.NewReader(`<a x="` + strings.ReplaceAll(value, `"`, "&#34;") + `">`))
	z.Next()
	z.TagName()
	_, v, _ := z.TagAttr()
	return string(v)
}

// place returns the marks that the class and the id of an element give.
func (a *attributes) place() place {
	if a.seen&(1<<attrClass|1<<attrID) == 0 {
		return 0
	}
	return classPlace(decoded(a.get(attrClass))) | classPlace(decoded(a.get(attrID)))
}

// classPlace returns the marks that the words of a class attribute give.
func classPlace(v string) place {
	var p place
	for start, i := 0, 0; i <= len(v); i++ {
		if i < len(v) && v[i] != ' ' && v[i] != '-' && v[i] != '_' {
			continue
		}
		if n := i - start; n >= shortestClass && n <= longestClass {
			p |= classPlaces[v[start:i]]
		}
		start = i + 1
	}
	return p
}

// shortestClass and longestClass are those in classPlaces: generated names are
// longer, and need no look.
const (
	shortestClass = len("date")
	longestClass  = len("recommendations")
)

// fact keeps what an element of the head, or a time element, says.
func (s *scanner) fact(tag atom.Atom, a *attributes) {
	switch tag {
	case atom.Html:
		first(&s.doc.lang, strings.ToLower(decoded(a.get(attrLang))))
	case atom.Time:
		if a.get(attrDatetime) != "" && len(s.doc.times) < maxTimes {
			s.doc.times = append(s.doc.times, decoded(a.get(attrDatetime)))
		}
	case atom.Link:
		switch lower(decoded(a.get(attrRel))) {
		case "canonical":
			first(&s.doc.canonical, decoded(a.get(attrHref)))
		case "amphtml":
			first(&s.doc.amp, decoded(a.get(attrHref)))
		}
	case atom.Meta:
		if metaNames[a.name] && s.doc.meta[a.name] == "" {
			s.doc.meta[a.name] = clean(decoded(a.get(attrContent)))
		}
	}
}

// maxTimes bounds the time elements that are kept: the first is the one that
// is used.
const maxTimes = 8

package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// An Outline is one subscription of an OPML file.
type Outline struct {
	Title  string // plain text; empty if the file gives none
	URL    string // of the feed
	Site   string // of the pages; empty if the file gives none
	Folder string // titles of the outlines around it, joined by " / "
	Outlet string // as WriteOPML wrote it; empty in files of other programs
	Links  string // likewise: URL is a section page whose links match this
}

// ParseOPML reads the subscriptions of an OPML file (1.0 to 2.0), in the file's
// order, each address once, broken files mended as Parse does. Outlines without
// the address of a feed only name folders. mended says what had to be repaired. The
// errors are those of Parse; ErrNotFeed means that it is no OPML.
func ParseOPML(body []byte, opts Options) (outlines []Outline, mended []string, err error) {
	opts = opts.filled()
	if len(body) > opts.MaxBytes {
		return nil, nil, fmt.Errorf("parse opml: %w: %d bytes, at most %d are read", ErrTooLarge, len(body), opts.MaxBytes)
	}
	var notes repairs
	outlines, err = parseOPML(body, opts, &notes)
	if err != nil {
		return nil, nil, fmt.Errorf("parse opml: %w", err)
	}
	return outlines, notes.words(), nil
}

func parseOPML(body []byte, opts Options, notes *repairs) ([]Outline, error) {
	text, _ := decode(body, opts.ContentType, notes)
	text = trimFront(text, notes)
	if at := bytes.Index(text, []byte("<outline")); at >= 0 && !bytes.Contains(text, []byte("<opml")) {
		notes.add("outlines without the elements around them")
		text = append([]byte("<opml>"), text[at:]...)
	}
	m, err := mend(text, []string{"opml"}, opts, notes)
	if err != nil {
		return nil, err
	}
	o := outlineReader{base: opts.BaseURL, seen: map[string]bool{}, notes: notes}
	d := xml.NewDecoder(bytes.NewReader(m.out.Bytes()))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return o.outlines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: broken XML: %w", ErrNotFeed, err)
		}
		o.take(tok)
	}
}

// An outlineReader collects outlines while it walks over a file.
type outlineReader struct {
	base     string
	folders  []string // titles of the open outlines
	seen     map[string]bool
	outlines []Outline
	notes    *repairs
}

func (o *outlineReader) take(tok xml.Token) {
	switch t := tok.(type) {
	case xml.StartElement:
		if strings.EqualFold(t.Name.Local, "outline") {
			o.open(t.Attr)
		}
	case xml.EndElement:
		if strings.EqualFold(t.Name.Local, "outline") && len(o.folders) > 0 {
			o.folders = o.folders[:len(o.folders)-1]
		}
	}
}

// open takes an outline: a subscription where it has the address of a feed.
func (o *outlineReader) open(attrs []xml.Attr) {
	value := map[string]string{}
	for _, a := range attrs {
		name := strings.ToLower(a.Name.Local)
		if a.Name.Space == opmlSpace {
			name = opmlSpace + " " + name
		}
		value[name] = a.Value
	}
	title := short(firstOf(value["title"], value["text"]), maxTitleRunes, "title", o.notes)
	address := webLink(o.base, firstOf(value["xmlurl"], value[opmlSpace+" page"]))
	switch {
	case address == "" && value["xmlurl"] != "":
		o.notes.add("outline whose address is not of the web left out")
	case address != "" && o.seen[address]:
		o.notes.add("outline given twice left out")
	case address != "":
		o.seen[address] = true
		o.outlines = append(o.outlines, Outline{
			Title: title, URL: address, Site: webLink(o.base, value["htmlurl"]),
			Folder: strings.Join(o.folders, " / "),
			Outlet: clean(value[opmlSpace+" outlet"]), Links: clean(value[opmlSpace+" links"]),
		})
	}
	o.folders = append(o.folders, title)
}

// opmlSpace is the namespace of what OPML has no attributes for. Other readers
// pass over them, as OPML 2.0 asks, and over a section page, which has no
// xmlUrl.
const opmlSpace = "urn:sada:opml"

// opmlFile is what WriteOPML writes.
type opmlFile struct {
	XMLName  xml.Name      `xml:"opml"`
	Version  string        `xml:"version,attr"`
	Space    string        `xml:"xmlns:sada,attr"`
	Title    string        `xml:"head>title"`
	Outlines []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text     string        `xml:"text,attr"`
	Title    string        `xml:"title,attr,omitempty"`
	Type     string        `xml:"type,attr,omitempty"`
	URL      string        `xml:"xmlUrl,attr,omitempty"`
	Site     string        `xml:"htmlUrl,attr,omitempty"`
	Page     string        `xml:"sada:page,attr,omitempty"`
	Links    string        `xml:"sada:links,attr,omitempty"`
	Outlet   string        `xml:"sada:outlet,attr,omitempty"`
	Outlines []opmlOutline `xml:"outline"`
}

// WriteOPML writes subscriptions as OPML 2.0, those of a folder together, in
// the order in which folders and outlines are given.
func WriteOPML(w io.Writer, title string, outlines []Outline) error {
	file := opmlFile{Version: "2.0", Space: opmlSpace, Title: clean(title)}
	folders := map[string]int{}
	for _, o := range outlines {
		line := outlineLine(o)
		if o.Folder == "" {
			file.Outlines = append(file.Outlines, line)
			continue
		}
		at, known := folders[o.Folder]
		if !known {
			at = len(file.Outlines)
			folders[o.Folder] = at
			file.Outlines = append(file.Outlines, opmlOutline{Text: clean(o.Folder)})
		}
		file.Outlines[at].Outlines = append(file.Outlines[at].Outlines, line)
	}
	text, err := xml.MarshalIndent(file, "", "  ")
	if err != nil {
		return fmt.Errorf("write opml: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(text)+"\n"); err != nil {
		return fmt.Errorf("write opml: %w", err)
	}
	return nil
}

func outlineLine(o Outline) opmlOutline {
	line := opmlOutline{
		Text: firstOf(clean(o.Title), o.URL), Title: clean(o.Title), Type: "rss", URL: clean(o.URL),
		Site: clean(o.Site), Outlet: clean(o.Outlet),
	}
	if o.Links != "" {
		line.Type, line.URL, line.Page, line.Links = "link", "", line.URL, clean(o.Links)
	}
	return line
}

package extract

import (
	"strings"

	"sada/arabic"
	"sada/news"
)

// fillByline fills in the author and the agency.
func fillByline(p *Page, doc *document, f finding, opts Options) {
	for _, b := range []string{f.rule.byline, f.ld.byline, metaByline(doc), visibleByline(doc.lines), clean(opts.EntryAuthor)} {
		if b != "" && len(b) <= maxByline {
			p.Byline = arabic.Byline(b)
			break
		}
	}
	lead, tail := ends(p.Blocks)
	for _, last := range append([]string{tail}, sourceLines(p.Blocks)...) {
		if p.Credit.Agency, p.Credit.Place = arabic.Agency(p.Byline, lead, last); p.Credit.Agency != "" {
			return
		}
	}
}

// sourceLines returns the furniture after the report in which an agency may be
// credited: «المصدر: …».
func sourceLines(blocks []news.Block) []string {
	var out []string
	for i := len(blocks) - 1; i >= 0 && blocks[i].Kind == news.BlockFurniture; i-- {
		if strings.HasPrefix(foldLabel(blocks[i].Text), sourceLabel) {
			out = append(out, blocks[i].Text)
		}
	}
	return out
}

var sourceLabel = foldLabel("المصدر")

func metaByline(doc *document) string {
	for _, name := range []string{"author", "dc.creator", "parsely-author", "sailthru.author", "article:author"} {
		if v := doc.meta[name]; v != "" && !strings.HasPrefix(v, "http") {
			return v
		}
	}
	return ""
}

// bylineWords is the longest byline that is believed.
const bylineWords = 12

// maxByline is the longest byline that is believed, in bytes: some ten names.
const maxByline = 400

// visibleByline returns the first short line that stands in an element called
// an author's.
func visibleByline(lines []line) string {
	for _, l := range lines {
		if l.place&inByline != 0 && l.place&(inComment|inAside) == 0 && l.words <= bylineWords {
			return l.text
		}
	}
	return ""
}

// ends returns the beginning and the last paragraph of the report. A dateline
// that stands in a paragraph of its own is put before the lead.
func ends(blocks []news.Block) (lead, tail string) {
	for i, b := range blocks {
		switch {
		case b.Kind == news.BlockLead && i > 0 && blocks[i-1].Kind == news.BlockBody:
			lead = blocks[i-1].Text + " - " + b.Text
		case b.Kind == news.BlockLead:
			lead = b.Text
		case b.Kind == news.BlockBody:
			tail = b.Text
		}
	}
	return lead, tail
}

package extract

import (
	"strings"
)

// A linked is what a page's JSON-LD says of its article (schema.org Article
// and its subtypes).
type linked struct {
	headline, body, byline string
	published, modified    string
	language               string
}

// readLinked returns what the JSON-LD scripts of a page say of its article:
// the first object of an article type, what it lacks taken from the others.
func readLinked(scripts []string) linked {
	var l linked
	for _, src := range scripts {
		l.collect(lenient(src), 0)
	}
	return l
}

// maxLinkedDepth is enough for a graph in a list that names a main entity.
const maxLinkedDepth = 4

// collect looks for articles in a value: itself, the members of a list, the
// nodes of a graph, and what a WebPage names as its main entity.
func (l *linked) collect(v value, depth int) {
	if depth > maxLinkedDepth || v.items == nil && v.members == nil {
		return
	}
	for i := range v.items {
		l.collect(v.items[i], depth+1)
	}
	if isArticle(v.get("@type")) {
		l.take(v)
	}
	for _, name := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
		l.collect(v.get(name), depth+1)
	}
}

func (l *linked) take(v value) {
	first(&l.headline, line1(v.get("headline")), line1(v.get("name")))
	first(&l.body, unescape(v.get("articleBody").String()))
	first(&l.byline, names(v.get("author")), names(v.get("creator")))
	first(&l.published, v.get("datePublished").String(), v.get("dateCreated").String())
	first(&l.modified, v.get("dateModified").String())
	first(&l.language, line1(v.get("inLanguage")))
}

// first sets a string that is still empty to the first of those given that
// isn't.
func first(to *string, from ...string) {
	for _, s := range from {
		if *to == "" {
			*to = s
		}
	}
}

func line1(v value) string { return clean(unescape(v.String())) }

// isArticle reports whether a type is an article's: NewsArticle,
// ReportageNewsArticle, BlogPosting and the like, with or without a prefix.
func isArticle(v value) bool {
	found := false
	v.each(func(t value) {
		s := t.String()
		found = found || strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || strings.HasSuffix(s, "Report")
	})
	return found
}

// names returns the names of one or more persons or organisations.
func names(v value) string {
	var all []string
	v.each(func(p value) {
		name := line1(p.get("name"))
		if p.text {
			name = line1(p)
		}
		if name != "" && !strings.HasPrefix(name, "http") {
			all = append(all, name)
		}
	})
	return strings.Join(all, "، ")
}

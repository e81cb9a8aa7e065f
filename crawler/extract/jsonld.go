package extract

import (
	"net/url"
	"strings"
)

// A linked is what a page's JSON-LD says of its article (schema.org Article
// and its subtypes).
type linked struct {
	headline, body, byline string
	published, modified    string
	language, url          string
	paid                   bool
}

// readLinked returns what the JSON-LD scripts of a page say of its article.
// Where they describe several, as a page does that lists related ones, it is
// the one that bears the page's address, else the one that bears its headline,
// else the first; what it lacks is taken from the others that fit as well.
func readLinked(doc *document, opts Options) linked {
	var found articles
	for _, src := range doc.ld {
		found.collect(lenient(src), 0)
	}
	switch len(found) {
	case 0:
		return linked{}
	case 1:
		return found[0]
	}
	best, most := 0, -1
	fits := make([]int, len(found))
	for i, l := range found {
		if fits[i] = l.fits(doc, opts); fits[i] > most {
			best, most = i, fits[i]
		}
	}
	out := found[best]
	for i, l := range found {
		if fits[i] > 0 || most == 0 {
			out.complete(l)
		}
	}
	return out
}

// fits says how well an object fits the page that it stands in.
func (l linked) fits(doc *document, opts Options) int {
	n := 0
	if l.url != "" && (sameAddress(resolve(opts.URL, l.url), opts.URL) || sameAddress(resolve(opts.URL, l.url), resolve(opts.URL, doc.canonical))) {
		n += 2
	}
	if k := key(l.headline); k != "" && (sameTitle(k, key(headline(doc.lines))) || len(k) >= sureKey && strings.HasPrefix(key(doc.title), k)) {
		n++
	}
	return n
}

// sameAddress compares addresses by host and path.
func sameAddress(a, b string) bool {
	u, err := url.Parse(a)
	if err != nil || a == "" {
		return false
	}
	v, err := url.Parse(b)
	return err == nil && sameSite(u.Hostname(), v.Hostname()) && strings.TrimSuffix(u.Path, "/") == strings.TrimSuffix(v.Path, "/")
}

// maxArticles bounds the objects that are compared with the page: one that
// lists a day's articles has some forty.
const maxArticles = 64

// articles are the objects of an article type, in order.
type articles []linked

// maxLinkedDepth is enough for a graph in a list that names a main entity.
const maxLinkedDepth = 4

// collect looks for articles in a value: itself, the members of a list, the
// nodes of a graph, and what a WebPage names as its main entity.
func (a *articles) collect(v value, depth int) {
	if depth > maxLinkedDepth || v.items == nil && v.members == nil {
		return
	}
	for i := range v.items {
		a.collect(v.items[i], depth+1)
	}
	if isArticle(v.get("@type")) && len(*a) < maxArticles {
		*a = append(*a, readArticle(v))
	}
	for _, name := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
		a.collect(v.get(name), depth+1)
	}
}

func readArticle(v value) linked {
	var l linked
	first(&l.headline, line1(v.get("headline")), line1(v.get("name")))
	first(&l.body, unescape(v.get("articleBody").String()))
	first(&l.byline, names(v.get("author")), names(v.get("creator")))
	first(&l.published, v.get("datePublished").String(), v.get("dateCreated").String())
	first(&l.modified, v.get("dateModified").String())
	first(&l.language, line1(v.get("inLanguage")))
	first(&l.url, v.get("url").String(), v.get("mainEntityOfPage").get("@id").String(), v.get("mainEntityOfPage").String(), v.get("@id").String())
	l.paid = strings.EqualFold(v.get("isAccessibleForFree").String(), "false")
	return l
}

// complete fills in what is missing from another object.
func (l *linked) complete(from linked) {
	first(&l.headline, from.headline)
	first(&l.body, from.body)
	first(&l.byline, from.byline)
	first(&l.published, from.published)
	first(&l.modified, from.modified)
	first(&l.language, from.language)
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

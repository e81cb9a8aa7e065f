package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told is what a document says, one line for the feed and one for each item:
// title, link, id, author, time and source of the date, confidence.
func told(doc Document, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	lines := []string{fmt.Sprintf("%s %s: %s", doc.Format, doc.Version, doc.Title)}
	for _, i := range doc.Items {
		at := ""
		if !i.Published.IsZero() {
			at = i.Published.Format(time.RFC3339) + " " + i.PublishedSource + ", " + string(i.PublishedConfidence)
		}
		lines = append(lines, strings.Join([]string{i.Title, i.Link, i.ID, i.Author, at}, " | "))
	}
	return strings.Join(lines, "\n")
}

// Each form of feed, as its specification has it and as it is found.
func TestForms(t *testing.T) {
	const (
		rss  = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>س</title><item>`
		end  = `</item></channel></rss>`
		atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>س</title><entry>`
		fin  = `</entry></feed>`
		ten  = "2026-07-12T10:00:00Z"
		sun  = "Sun, 12 Jul 2026 10:00:00 GMT"
		at   = "2026-07-12T10:00:00Z "
	)
	tests := []struct{ name, in, want string }{
		{"RSS 0.90", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>س</title></channel><item><title>x</title><link>http://a.example/1</link></item></rdf:RDF>`, "rdf 0.9: س\nx | http://a.example/1 |  |  | "},
		{"RSS 0.91 with its document type", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>س</title><item><title>x</title><link>http://a.example/1</link></item></channel></rss>`, "rss 0.91: س\nx | http://a.example/1 |  |  | "},
		{"RSS 0.93", `<rss version="0.93"><channel><title>س</title><item><title>x</title><pubDate>` + sun + `</pubDate></item></channel></rss>`, "rss 0.93: س\nx |  |  |  | " + at + "pubDate, exact"},
		{"RSS 1.0 by rdf:about", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="c"><title>س</title></channel><item rdf:about="http://a.example/1"><title>x</title><dc:date>` + ten + `</dc:date></item></rdf:RDF>`, "rdf 1.0: س\nx | http://a.example/1 | http://a.example/1 |  | " + at + "dc:date, exact"},
		{"CDF", `<CHANNEL HREF="http://a.example/"><TITLE>س</TITLE><ITEM HREF="http://a.example/1" LASTMOD="2026-07-12T10:00Z"><TITLE>x</TITLE></ITEM></CHANNEL>`, "rss : س\nx | http://a.example/1 |  |  | " + at + "dcterms:modified, day"},
		{"capitals", `<RSS VERSION="2.0"><CHANNEL><TITLE>س</TITLE><ITEM><TITLE>x</TITLE><LINK>http://a.example/1</LINK><GUID ISPERMALINK="FALSE">g</GUID></ITEM></CHANNEL></RSS>`, "rss 2.0: س\nx | http://a.example/1 | g |  | "},
		{"items behind the channel", `<rss version="2.0"><channel><title>س</title></channel><item><title>x</title></item></rss>`, "rss 2.0: س\nx |  |  |  | "},
		{"link in CDATA", rss + `<link> <![CDATA[ http://a.example/1?a=1&b=2 ]]> </link>` + end, "rss 2.0: س\n | http://a.example/1?a=1&b=2 |  |  | "},
		{"link with blanks", rss + `<link>http://a.example/خبر اول</link>` + end, "rss 2.0: س\n | http://a.example/خبر%20اول |  |  | "},
		{"link behind its element", rss + `<link/>http://a.example/1` + end, "rss 2.0: س\n | http://a.example/1 |  |  | "},
		{"relative link", rss + `<link>/1</link>` + end, "rss 2.0: س\n | http://h.example/1 |  |  | "},
		{"xml:base", `<rss version="2.0" xml:base="http://b.example/x/"><channel><item xml:base="y/"><link>1</link></item></channel></rss>`, "rss 2.0: \n | http://b.example/x/y/1 |  |  | "},
		{"Atom link in RSS", rss + `<atom:link href="http://a.example/1"/>` + end, "rss 2.0: س\n | http://a.example/1 |  |  | "},
		{"FeedBurner", rss + `<link>http://f.example/1</link><feedburner:origLink>http://a.example/1</feedburner:origLink>` + end, "rss 2.0: س\n | http://a.example/1 |  |  | "},
		{"permanent guid", rss + `<guid>http://a.example/1</guid>` + end, "rss 2.0: س\n | http://a.example/1 | http://a.example/1 |  | "},
		{"guid that is no address", rss + `<guid ispermalink="FALSE">http://a.example/1</guid>` + end, "rss 2.0: س\n |  | http://a.example/1 |  | "},
		{"a search box and a picture in an item", rss + `<title>x</title><textInput><title>y</title><name>q</name><link>http://a.example/search</link></textInput><image><title>z</title><link>http://a.example/picture</link></image>` + end, "rss 2.0: س\nx |  |  |  | "},
		{"names of other vocabularies", `<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2" xmlns:l="http://purl.org/rss/1.0/modules/link/" xmlns:z="http://z.example/"><r:channel><z:title>y</z:title><r:title>س</r:title><r:item><z:title>y</z:title><r:title>x</r:title><z:title>y</z:title><l:link rel="x"/><r:link>http://a.example/1</r:link></r:item></r:channel></r:rss>`, "rss 2.0: س\nx | http://a.example/1 |  |  | "},
		{"names of other vocabularies in RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/" xmlns:z="http://z.example/"><rss:channel rdf:about="c"><rss:title>س</rss:title></rss:channel><rss:item rdf:about="http://a.example/1"><z:title>y</z:title><rss:title>x</rss:title><rss:link>http://a.example/1</rss:link></rss:item></rdf:RDF>`, "rdf 1.0: س\nx | http://a.example/1 | http://a.example/1 |  | "},
		{"an entity with backslashes", `<!DOCTYPE rss [<!ENTITY p "C:\data\1">]>` + rss + `<guid isPermaLink="false">&p;</guid>` + end, `rss 2.0: س` + "\n" + ` |  | C:\data\1 |  | `},
		{"references to nothing", rss + `<title>a &#1114112; b &#x110000; c &#55296; d</title>` + end, "rss 2.0: س\na \uFFFD b \uFFFD c \uFFFD d |  |  |  | "},
		{"Media RSS title", rss + `<media:title>m</media:title>` + end, "rss 2.0: س\nm |  |  |  | "},
		{"author with address", rss + `<author>a@b.example (سلمى)</author>` + end, "rss 2.0: س\n |  |  | سلمى | "},
		{"two creators", rss + `<dc:creator>سلمى</dc:creator><dc:creator><![CDATA[هند]]></dc:creator>` + end, "rss 2.0: س\n |  |  | سلمى، هند | "},
		{"iTunes author", rss + `<itunes:author>سلمى</itunes:author>` + end, "rss 2.0: س\n |  |  | سلمى | "},
		{"empty date, then another", rss + `<pubDate/><dc:date>` + ten + `</dc:date>` + end, "rss 2.0: س\n |  |  |  | " + at + "dc:date, exact"},
		{"unreadable date, then another", rss + `<pubDate>غدا</pubDate><dcterms:created>` + ten + `</dcterms:created>` + end, "rss 2.0: س\n |  |  |  | " + at + "dcterms:created, exact"},
		{"date in small letters", rss + `<pubdate>` + sun + `</pubdate>` + end, "rss 2.0: س\n |  |  |  | " + at + "pubDate, exact"},
		{"Atom's date in RSS", rss + `<published>` + ten + `</published>` + end, "rss 2.0: س\n |  |  |  | " + at + "published, exact"},
		{"only a change", rss + `<atom:updated>` + ten + `</atom:updated>` + end, "rss 2.0: س\n |  |  |  | " + at + "atom:updated, day"},
		{"Arabic date", rss + `<pubDate><![CDATA[الأحد، 12 تموز/يوليو 2026 - 1:00 م]]></pubDate>` + end, "rss 2.0: س\n |  |  |  | " + at + "pubDate: no zone: Asia/Riyadh, assumed"},
		{"future date", rss + `<pubDate>` + "12 Jul 2027 10:00 Z" + `</pubDate>` + end, "rss 2.0: س\n |  |  |  | 2027-07-12T10:00:00Z pubDate (more than a day in the future), doubtful"},

		{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">&lt;i&gt;س&lt;/i&gt;</title><entry><title mode="base64" type="text/html">eA==</title><link rel="alternate" href="http://a.example/1"/><issued>` + ten + `</issued><author><name>سلمى</name></author></entry></feed>`, "atom 0.3: س\nx | http://a.example/1 |  | سلمى | " + at + "published, exact"},
		{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>س</a:title><a:entry><a:title>x</a:title><a:link href="http://a.example/1"/></a:entry></a:feed>`, "atom 1.0: س\nx | http://a.example/1 |  |  | "},
		{"Atom without a namespace", `<feed><title>س</title><entry><title>x</title><link href="http://a.example/1"/></entry></feed>`, "atom : س\nx | http://a.example/1 |  |  | "},
		{"enclosure before the page", atom + `<link rel="enclosure" href="http://a.example/1.mp3"/><link rel="alternate" href="http://a.example/1"/>` + fin, "atom 1.0: س\n | http://a.example/1 |  |  | "},
		{"page in two types", atom + `<link rel="alternate" type="application/json" href="http://a.example/1.json"/><link rel="alternate" type="text/html" href="http://a.example/1"/>` + fin, "atom 1.0: س\n | http://a.example/1 |  |  | "},
		{"neither reply nor source is the page", atom + `<link rel="replies" href="http://a.example/r"/><link rel="via" href="http://a.example/v"/>` + fin, "atom 1.0: س\n |  |  |  | "},
		{"relation written out", atom + `<link rel="http://www.iana.org/assignments/relation/Alternate" href="http://a.example/1"/>` + fin, "atom 1.0: س\n | http://a.example/1 |  |  | "},
		{"address as text", atom + `<link>http://a.example/1</link>` + fin, "atom 1.0: س\n | http://a.example/1 |  |  | "},
		{"addresses as text, an enclosure first", atom + `<link rel="enclosure">http://a.example/e</link><link rel="alternate">http://a.example/1</link>` + fin, "atom 1.0: س\n | http://a.example/1 |  |  | "},
		{"address as id", atom + `<id>http://a.example/1</id>` + fin, "atom 1.0: س\n | http://a.example/1 | http://a.example/1 |  | "},
		{"updated alone", atom + `<updated>` + ten + `</updated>` + fin, "atom 1.0: س\n |  |  |  | " + at + "updated, day"},
		{"XHTML title", atom + `<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">أ <b>ب</b></div></title>` + fin, "atom 1.0: س\nأ ب |  |  |  | "},
		{"source of an entry", atom + `<title>x</title><source><title>y</title><id>s</id></source>` + fin, "atom 1.0: س\nx |  |  |  | "},

		{"JSON Feed 1.1", `{"version":"https://jsonfeed.org/version/1.1","title":"س","items":[{"id":"1","url":"http://a.example/1","title":"x","date_published":"2026-07-12T13:00:00+03:00","authors":[{"name":"سلمى"},{"name":"هند"}]}]}`, "json 1.1: س\nx | http://a.example/1 | 1 | سلمى، هند | " + at + "date_published, exact"},
		{"JSON Feed 1.0", `{"version":"https://jsonfeed.org/version/1","title":"س","author":{"name":"f"},"items":[{"id":"1","author":{"name":"سلمى"}}]}`, "json 1.0: س\n |  | 1 | سلمى | "},
		{"without a version", `{"title":"س","items":[{"id":1,"url":"/1"}]}`, "json : س\n | http://h.example/1 | 1 |  | "},
		{"without items", `{"version":"https://jsonfeed.org/version/1.1","title":"س"}`, "json 1.1: س"},
		{"values of other types", `{"title":["س"],"items":[{"id":{"a":1},"url":"http://a.example/1","title":null,"author":"سلمى"},5,null,{"id":true}]}`, "json : \n | http://a.example/1 |  | سلمى | \n |  | true |  | "},
		{"numbers as ids", `{"items":[{"id":12345678901234567890},{"id":1.5},{"id":NaN}]}`, "json : \n |  | 12345678901234567890 |  | \n |  | 1.5 |  | \n |  | NaN |  | "},
		{"other page", `{"items":[{"id":"1","external_url":"http://b.example/1"}]}`, "json : \n | http://b.example/1 | 1 |  | "},
		{"raw line end, comma too many, wrong escape", "{\"items\":[{\"id\":\"1\",\"title\":\"أ\nب \\'ج\\'\",},]}", "json : \nأ ب 'ج' |  | 1 |  | "},
		{"cut off", `{"title":"س","items":[{"id":"1","title":"x"},{"id":"2","ti`, "json : س\nx |  | 1 |  | "},
		{"JSON of another kind", `{"error":"غير موجود","items":5}`, "error: parse feed: not a feed: it is JSON without items"},

		{"news sitemap", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> http://a.example/1 </loc><n:news><n:publication><n:name>س</n:name></n:publication><n:publication_date>2026-07-12T13:00:00+03:00</n:publication_date><n:title><![CDATA[أ & ب]]></n:title></n:news></url></urlset>`, "sitemap 0.9: س\nأ & ب | http://a.example/1 |  |  | " + at + "news:publication_date, exact"},
		{"sitemap index", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://a.example/s.xml</loc></sitemap></sitemapindex>`, "sitemap index: \n | http://a.example/s.xml |  |  | "},
		{"nothing", ``, "error: parse feed: not a feed: the document is empty"},
		{"a picture", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "error: parse feed: not a feed: it is XML whose root is <svg>"},
	}
	opts := Options{BaseURL: "http://h.example/feed", Zone: time.FixedZone("Asia/Riyadh", 3*60*60), Now: time.Date(2026, 7, 13, 12, 0, 0, 0, time.UTC)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(tt.in), opts)
			if diff := cmp.Diff(tt.want, told(doc, err)); diff != "" {
				t.Errorf("Parse(%s) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

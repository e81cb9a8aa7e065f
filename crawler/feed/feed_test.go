package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var testNow = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// one wraps the content of a single RSS item.
func one(item string) string { return rssFeed("<item><guid>1</guid>" + item + "</item>") }

func parseOne(t *testing.T, body string, opts Options) (Document, Item) {
	t.Helper()
	doc, err := Parse([]byte(body), opts)
	if err != nil || len(doc.Items) == 0 {
		t.Fatalf("Parse(%q) = %d items, %v", body, len(doc.Items), err)
	}
	return doc, doc.Items[0]
}

func TestFormats(t *testing.T) {
	const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>ن</title></channel><item><title>خبر</title><link>https://a.example/1</link></item></rdf:RDF>`
	tests := []struct{ name, body, format, version string }{
		{"RSS 0.91", `<rss version="0.91"><channel><title>ن</title><item><title>خبر</title><link>https://a.example/1</link></item></channel></rss>`, "rss", "0.91"},
		{"RSS 2.0", `<rss version="2.0"><channel><title>ن</title><item><title>خبر</title><link>https://a.example/1</link></item></channel></rss>`, "rss", "2.0"},
		{"RSS 1.0", rdf, "rdf", "1.0"},
		{"RSS 0.9", strings.ReplaceAll(rdf, "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"), "rdf", "0.9"},
		{"Atom 1.0", `<feed xmlns="http://www.w3.org/2005/Atom"><title>ن</title><entry><title>خبر</title><link href="https://a.example/1"/></entry></feed>`, "atom", "1.0"},
		{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>ن</a:title><a:entry><a:title>خبر</a:title><a:link href="https://a.example/1"/></a:entry></a:feed>`, "atom", "1.0"},
		{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>ن</title><entry><title>خبر</title><link rel="alternate" type="text/html" href="https://a.example/1"/></entry></feed>`, "atom", "0.3"},
		{"JSON Feed 1.0", `{"version":"https://jsonfeed.org/version/1","title":"ن","items":[{"id":"1","title":"خبر","url":"https://a.example/1"}]}`, "json", "1.0"},
		{"JSON Feed 1.1", `{"version":"https://jsonfeed.org/version/1.1","title":"ن","items":[{"id":"1","title":"خبر","url":"https://a.example/1"}]}`, "json", "1.1"},
		{"news sitemap", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><news:news><news:publication><news:name>ن</news:name></news:publication><news:title>خبر</news:title></news:news></url></urlset>`, "sitemap", "0.9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, item := parseOne(t, tt.body, Options{})
			if doc.Format != tt.format || doc.Version != tt.version || doc.Title != "ن" || item.Title != "خبر" || item.Link != "https://a.example/1" {
				t.Errorf("Parse = %s %s, %q, %+v; want %s %s", doc.Format, doc.Version, doc.Title, item, tt.format, tt.version)
			}
		})
	}
}

func TestRepairs(t *testing.T) {
	tests := []struct{ name, body, title, repair string }{
		{"nothing to mend", one("<title>صدى</title>"), "صدى", ""},
		{"byte order mark twice", "\ufeff\ufeff" + one("<title>صدى</title>"), "صدى", "blanks before the document left out"},
		{"blank lines first", "\n\n " + one("<title>صدى</title>"), "صدى", "blanks before the document left out"},
		{"warning first", "<b>Warning</b>: x in y\n" + one("<title>صدى</title>"), "صدى", "byte before the document left out (23 times)"},
		{"text first", "Warning: x\n" + one("<title>صدى</title>"), "صدى", "byte before the document left out (11 times)"},
		{"text after", one("<title>صدى</title>") + "<!-- x --> y", "صدى", "text after the document left out"},
		{"control characters", one("<title>ص\x00د\x1bى\uffff</title>"), "صدى", "control character left out (3 times)"},
		{"bad byte", one("<title>صد\xffى</title><description>" + arabicText + "</description>"), "صد\uFFFDى", "bad UTF-8 byte replaced"},
		{"HTML entity", one("<title>صدى&nbsp;الخبر</title>"), "صدى الخبر", "entity that XML does not define read as in HTML"},
		{"unknown entity", one("<title>صدى &foo; س</title>"), "صدى &foo; س", "unknown entity read as text"},
		{"bare ampersand", one("<title>صدى & س</title>"), "صدى & س", "bare & read as text"},
		{"Windows reference", one("<title>&#147;صدى&#148;</title>"), "“صدى”", ""},
		{"lone bracket", one("<title>5 < 6</title>"), "5 < 6", "lone < read as text"},
		{"unclosed tag", one("<title>صدى<br>س</title>"), "صدى س", "unclosed tag closed"},
		{"stray end tag", one("<title>صدى</b></title>"), "صدى", "end tag that closes nothing left out"},
		{"item never closed", "<rss><channel><item><title>صدى</title><item><title>س</title></channel></rss>", "صدى", "item that was never closed mended"},
		{"cut in an item", "<rss><channel><item><guid>1</guid><title>صدى</title></item><item><title>س", "صدى", "document is cut off: what is whole is kept"},
		{"cut in a tag", "<rss><channel><item><guid>1</guid><title>صدى</title></item><item><link hr", "صدى", "document is cut off: what is whole is kept"},
		{"cut in CDATA", "<rss><channel><item><guid>1</guid><title>صدى</title></item><item><title><![CDATA[س", "صدى", "document is cut off: what is whole is kept"},
		{"cut JSON", `{"items":[{"id":"1","title":"صدى"},{"id":"2","tit`, "صدى", "document is cut off: what is whole is kept"},
		{"bare attribute", `<rss version=2.0><channel><item><guid isPermaLink=false>1</guid><title>صدى</title></item></channel></rss>`, "صدى", ""},
		{"overlong title", one("<title>" + strings.Repeat("ص", maxTitleRunes+1) + "</title>"), strings.Repeat("ص", maxTitleRunes) + "…", "overlong title cut short"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, item := parseOne(t, tt.body, Options{})
			if item.Title != tt.title || tt.repair != "" && !slices.Contains(doc.Repairs, tt.repair) || tt.repair == "" && doc.Repairs != nil {
				t.Errorf("Parse = %q, repairs %q; want %q, %q", item.Title, doc.Repairs, tt.title, tt.repair)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"escaped markup", "&lt;b&gt;صدى&lt;/b&gt; الخبر", "صدى الخبر"},
		{"CDATA", "<![CDATA[صدى <i>الخبر</i> &amp; س]]>", "صدى الخبر & س"},
		{"twice escaped", "صدى &amp;quot;الخبر&amp;quot;", `صدى "الخبر"`},
		{"paragraphs", "<![CDATA[<p>صدى</p><p>الخبر</p>]]>", "صدى الخبر"},
		{"script", "<![CDATA[صدى<script>alert(1)</script>]]>", "صدى"},
		{"bidi override", "صدى \u202eالخبر\u202c", "صدى الخبر"},            // right-to-left override, pop
		{"isolates and marks", "\u200fصدى\u2067 الخبر\u2069", "صدى الخبر"}, // right-to-left mark, isolate, pop
		{"zero-width non-joiner stays", "می\u200cشود", "می\u200cشود"},      // zero-width non-joiner
		{"lines", "صدى\n\t الخبر ", "صدى الخبر"},
		{"C1 control", "صدى\u009b31m", "صدى31m"}, // control sequence introducer
		{"less than", "1 &lt; 2", "1 < 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, item := parseOne(t, one("<title>"+tt.in+"</title>"), Options{}); item.Title != tt.want {
				t.Errorf("title %q = %q; want %q", tt.in, item.Title, tt.want)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	const base = "https://nakheel.example/ar/feed.xml"
	tests := []struct{ name, body, want string }{
		{"absolute", one("<link>https://a.example/x?a=1&amp;b=2</link>"), "https://a.example/x?a=1&b=2"},
		{"ampersand bare", one("<link>https://a.example/x?a=1&copy=2</link>"), "https://a.example/x?a=1&copy=2"},
		{"relative", one("<link>news/1</link>"), "https://nakheel.example/ar/news/1"},
		{"rooted", one("<link> /news/1\n</link>"), "https://nakheel.example/news/1"},
		{"without scheme", one("<link>//a.example/1</link>"), "https://a.example/1"},
		{"raw Arabic", one("<link>/أخبار/1</link>"), "https://nakheel.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"},
		{"xml:base", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/dir/index.xml"><entry><link href="1.html"/></entry></feed>`, "https://b.example/dir/1.html"},
		{"xml:base and text", `<rss><channel xml:base="/sub/"><item><link>1.html</link></item></channel></rss>`, "https://nakheel.example/sub/1.html"},
		{"script", one("<link>javascript:alert(1)</link>"), ""},
		{"file", one("<link>file:///etc/passwd</link>"), ""},
		{"guid as link", rssFeed("<item><guid>https://a.example/1</guid></item>"), "https://a.example/1"},
		{"guid that is none", rssFeed(`<item><guid isPermaLink="false">https://a.example/1</guid></item>`), ""},
		{"link with blanks", one("<link>https://a.example/a b</link>"), "https://a.example/a%20b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, item := parseOne(t, tt.body, Options{BaseURL: base}); item.Link != tt.want {
				t.Errorf("link = %q; want %q", item.Link, tt.want)
			}
		})
	}
}

func TestItemDates(t *testing.T) {
	riyadh := time.FixedZone("Asia/Riyadh", 3*60*60)
	tests := []struct{ name, item, want, source string }{
		{"RFC 822", "<pubDate>Sat, 14 Mar 2026 09:30:00 +0300</pubDate>", "2026-03-14T06:30:00Z", "pubDate"},
		{"AST", "<pubDate>Sat, 14 Mar 2026 09:30:00 AST</pubDate>", "2026-03-14T06:30:00Z", "pubDate: AST taken as the outlet's zone Asia/Riyadh"},
		{"Arabic", "<pubDate>السبت ١٤ مارس ٢٠٢٦ ٩:٣٠ ص</pubDate>", "2026-03-14T06:30:00Z", "pubDate: no zone: Asia/Riyadh"},
		{"Dublin Core", `<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-03-14T09:30:00Z</dc:date>`, "2026-03-14T09:30:00Z", "dc:date"},
		{"distance", "<pubDate>منذ ساعتين</pubDate>", "2026-03-14T10:00:00Z", "pubDate: distance from now"},
		{"future", "<pubDate>Sun, 14 Mar 2027 09:30:00 Z</pubDate>", "2027-03-14T09:30:00Z", "pubDate (more than a day in the future)"},
		{"nonsense", "<pubDate>قريبا</pubDate>", "0001-01-01T00:00:00Z", ""},
		{"none", "", "0001-01-01T00:00:00Z", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, item := parseOne(t, one(tt.item), Options{Zone: riyadh, Now: testNow})
			if got := item.Published.Format(time.RFC3339); got != tt.want || item.PublishedSource != tt.source {
				t.Errorf("published = %s, %q; want %s, %q", got, item.PublishedSource, tt.want, tt.source)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, body, says string
		err              error
	}{
		{"empty", "", "empty", ErrNotFeed},
		{"blank", " \n\ufeff", "empty", ErrNotFeed},
		{"page", "<!DOCTYPE html><html><head><title>تسجيل الدخول</title></head><body>" + rssFeed("") + "</body></html>", `titled "تسجيل الدخول"`, ErrNotFeed},
		{"text", "503 Service Unavailable", "503 Service", ErrNotFeed},
		{"other XML", "<?xml version='1.0'?><svg/>", "<svg>", ErrNotFeed},
		{"other JSON", `{"error":"no"}`, "without items", ErrNotFeed},
		{"broken JSON", `{"items": [{"id": 1 2}]}`, "broken JSON", ErrNotFeed},
		{"a comment alone", "<!-- nothing -->", "no element", ErrNotFeed},
		{"zip", "PK\x03\x04\x14\x00", "PK", ErrNotFeed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.body), Options{})
			if !errors.Is(err, tt.err) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Parse = %v; want %v, saying %q", err, tt.err, tt.says)
			}
		})
	}
}

func TestMaxItems(t *testing.T) {
	jsonItems := `{"title":"ن","items":[{"id":"1"},{"id":"2"},{"id":"3"}],"language":"ar"}`
	for name, body := range map[string]string{"RSS": rssFeed(manyItems(3)), "JSON": jsonItems} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse([]byte(body), Options{MaxItems: 2})
			if err != nil || len(doc.Items) != 2 || doc.Dropped != 1 || doc.Title == "" {
				t.Errorf("Parse = %d items, %d dropped, %v; want 2, 1", len(doc.Items), doc.Dropped, err)
			}
		})
	}
}

func TestTimeToLive(t *testing.T) {
	const sy = ` xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"`
	tests := []struct {
		name, channel string
		want          time.Duration
	}{
		{"ttl", "<ttl>60</ttl>", time.Hour},
		{"absurd ttl", "<ttl>99999999</ttl>", maxTTL},
		{"negative ttl", "<ttl>-5</ttl>", 0},
		{"syndication module", "<sy:updatePeriod" + sy + ">hourly</sy:updatePeriod><sy:updateFrequency" + sy + ">2</sy:updateFrequency>", 30 * time.Minute},
		{"none", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(rssFeed(tt.channel)), Options{})
			if err != nil || doc.TTL != tt.want {
				t.Errorf("TTL = %v, %v; want %v", doc.TTL, err, tt.want)
			}
		})
	}
}

func gzipped(tb testing.TB, s string) string {
	tb.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil || z.Close() != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func TestGzip(t *testing.T) {
	whole := gzipped(t, rssFeed(manyItems(200)))
	doc, err := Parse([]byte(whole), Options{})
	if err != nil || len(doc.Items) != 200 || doc.Repairs != nil {
		t.Errorf("Parse(gzip) = %d items, %v, %q; want 200", len(doc.Items), err, doc.Repairs)
	}
	doc, err = Parse([]byte(whole[:len(whole)-200]), Options{})
	if err != nil || len(doc.Items) == 0 || len(doc.Items) >= 200 || len(doc.Repairs) != 2 {
		t.Errorf("Parse(cut gzip) = %d items, %v, %q; want some and two repairs", len(doc.Items), err, doc.Repairs)
	}
	if _, err := Parse([]byte(gzipped(t, strings.Repeat(" ", 2000))), Options{MaxBytes: 1000}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("Parse(gzip bomb) = %v; want ErrTooLarge", err)
	}
}

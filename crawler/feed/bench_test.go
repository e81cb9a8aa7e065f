package feed

import (
	"fmt"
	"strings"
	"testing"
)

// newsFeed is a feed as news sites serve it: 50 items with a summary of some
// forty words and a paragraph of content.
func newsFeed() []byte {
	var b strings.Builder
	for i := range 50 {
		fmt.Fprintf(&b, `<item><title>%s %d</title><link>https://nakheel.example/news/%d</link><guid isPermaLink="false">n-%d</guid>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"><![CDATA[سلمى الواحة]]></dc:creator><category>محليات</category>
<pubDate>Sat, 14 Mar 2026 09:30:00 +0300</pubDate><description><![CDATA[<p>%s.</p><p>%s.</p>]]></description></item>`,
			string([]rune(arabicText)[:40]), i, i, i, arabicText, strings.Repeat(arabicText+" ", 3))
	}
	return []byte(rssFeed(b.String()))
}

func BenchmarkParse(b *testing.B) {
	body := newsFeed()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if doc, err := Parse(body, Options{BaseURL: "https://nakheel.example/"}); err != nil || len(doc.Items) != 50 {
			b.Fatal(len(doc.Items), err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "feeds/s")
}

func BenchmarkMend(b *testing.B) {
	body := newsFeed()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		var notes repairs
		if _, err := mend(body, feedRoots, Options{}.filled(), &notes); err != nil {
			b.Fatal(err)
		}
	}
}

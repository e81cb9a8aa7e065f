package feed

import (
	"fmt"
	"strings"
	"testing"
)

// Feeds that tests write.

func rssFeed(items string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>صدى</title>` + items + `</channel></rss>`
}

func manyItems(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><title>خبر %d</title><link>https://nakheel.example/%d</link><guid>%d</guid><pubDate>Sat, 14 Mar 2026 09:30:00 +0300</pubDate></item>", i, i, i)
	}
	return b.String()
}

// bomb declares nine entities, each ten times the one before.
func bomb() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY a0 "صدى">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	b.WriteString("]>")
	return b.String() + rssFeed("<item><title>&a9;</title><guid>1</guid></item>")
}

func TestExternalEntityLeavesNothing(t *testing.T) {
	body := `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rssFeed("<item><title>[&x;]</title><guid>1</guid></item>")
	doc, err := Parse([]byte(body), Options{})
	if err != nil || doc.Items[0].Title != "[]" || doc.Repairs[0] != "external entity not opened" {
		t.Errorf("Parse = %+v, %v; want an empty title and a note", doc, err)
	}
}

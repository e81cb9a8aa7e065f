package feed_test

import (
	"errors"
	"fmt"
	"time"

	"sada/crawler/feed"
	"sada/news"
)

func ExampleParse() {
	body := []byte(`Notice: cache miss
<?xml version="1.0"?>
<rss version="2.0"><channel><title>صحيفة النخيل</title>
<item><title>افتتاح المكتبة&nbsp;العامة</title><link>/news/1</link>
<pubDate>السبت ١٤ مارس ٢٠٢٦ ٩:٣٠ ص</pubDate></item>
<item><title>خبر لم يصل`)
	doc, err := feed.Parse(body, feed.Options{
		BaseURL: "https://nakheel.example/feed.xml",
		Zone:    time.FixedZone("Asia/Riyadh", 3*60*60),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range doc.Items {
		fmt.Println(item.Title, item.Link)
		fmt.Println(item.Published.Format(time.RFC3339), item.PublishedSource)
	}
	for _, repair := range doc.Repairs {
		fmt.Println("-", repair)
	}
	// Output:
	// افتتاح المكتبة العامة https://nakheel.example/news/1
	// 2026-03-14T06:30:00Z pubDate: no zone: Asia/Riyadh
	// - byte before the document left out (19 times)
	// - entity that XML does not define read as in HTML
	// - document is cut off: what is whole is kept
	// - date read with an assumption: no zone: Asia/Riyadh
}

func ExampleParse_page() {
	_, err := feed.Parse([]byte("<html><title>Log in</title></html>"), feed.Options{})
	fmt.Println(errors.Is(err, feed.ErrNotFeed), err)
	// Output: true parse feed: not a feed: it is an HTML page, titled "Log in"
}

func ExampleEntries() {
	doc := feed.Document{Items: []feed.Item{
		{ID: "1", Link: "https://nakheel.example/1", Title: "خبر"},
		{ID: "2", Title: "خبر بلا صفحة"},
	}}
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	for _, e := range feed.Entries(doc, news.Feed{Name: "nakheel"}, now) {
		fmt.Printf("%s %s %s %q\n", e.Feed, e.GUID, e.State, e.Reason)
	}
	// Output:
	// nakheel 1 pending ""
	// nakheel 2 skipped "the item has no link"
}

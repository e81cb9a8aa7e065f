package feed

import (
	"time"

	"sada/news"
)

// Entries turns the items of a document into entries of feed f, first and last
// seen now. Items that share a guid but not a link all stay; an item that
// repeats both is left out; where it has neither, its title stands for them.
// Address is left to the caller. An item without a link has no page: it is an
// entry skipped.
func Entries(doc Document, f news.Feed, now time.Time) []news.Entry {
	type key struct{ id, link, title string }
	seen := map[key]bool{{}: true}
	out := make([]news.Entry, 0, len(doc.Items))
	for _, item := range doc.Items {
		k := key{id: item.ID, link: item.Link}
		if k == (key{}) {
			k.title = item.Title
		}
		if seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, entry(item, f, now))
	}
	return out
}

func entry(item Item, f news.Feed, now time.Time) news.Entry {
	e := news.Entry{
		FeedID:              f.ID,
		Feed:                f.Name,
		Outlet:              f.Outlet,
		GUID:                item.ID,
		URL:                 item.Link,
		Title:               item.Title,
		Author:              item.Author,
		Summary:             item.Summary,
		Categories:          item.Categories,
		Published:           item.Published,
		PublishedRaw:        item.PublishedRaw,
		PublishedSource:     item.PublishedSource,
		PublishedConfidence: item.PublishedConfidence,
		Updated:             item.Updated,
		State:               news.EntryPending,
		FirstSeen:           now,
		LastSeen:            now,
		PollInterval:        f.Interval,
	}
	if e.URL == "" {
		e.State, e.Reason = news.EntrySkipped, "the item has no link"
	}
	return e
}

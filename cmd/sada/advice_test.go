package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada/crawler"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/news"
)

func TestAdvise(t *testing.T) {
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	fresh := feed.Item{Link: "https://nibras.example/1", Published: now.Add(-time.Hour), PublishedRaw: "x", PublishedSource: "published"}
	item := func(change func(*feed.Item)) feed.Document {
		i := fresh
		change(&i)
		return feed.Document{Items: []feed.Item{i}}
	}
	asked := func(e fetch.Error) crawler.Checkup {
		e.Err = errors.New("no")
		return crawler.Checkup{Err: &e}
	}
	read := func(err error) crawler.Checkup { return crawler.Checkup{Err: fmt.Errorf("read feed: %w", err)} }
	tests := []struct {
		name string
		in   crawler.Checkup
		want string
	}{
		{"fine", crawler.Checkup{Document: feed.Document{Items: []feed.Item{fresh}}}, "fine"},
		{"410", asked(fetch.Error{Kind: fetch.Status, Status: 410}), "410: remove it"},
		{"410 before", crawler.Checkup{Feed: news.Feed{State: news.FeedGone}}, "410: remove it"},
		{"404", asked(fetch.Error{Kind: fetch.Status, Status: 404}), "404: look for its new address with `sada feeds discover`"},
		{"403", asked(fetch.Error{Kind: fetch.Status, Status: 403}), "403: the server refuses: ask the outlet, or remove it"},
		{"500", asked(fetch.Error{Kind: fetch.Status, Status: 500}), "500: the server is in trouble: it is tried again by itself"},
		{"robots", asked(fetch.Error{Kind: fetch.Robots, Rule: "Disallow: /"}), "robots forbids: Disallow: /"},
		{"robots not to be had", asked(fetch.Error{Kind: fetch.Robots}), "robots.txt could not be had: nothing may be asked until it can"},
		{"private", asked(fetch.Error{Kind: fetch.Network}), "its address is on a private network: remove it, or list the network in fetch.allow_networks"},
		{"silent", asked(fetch.Error{Kind: fetch.Timeout}), "no whole answer: it is tried again by itself"},
		{"page", read(fmt.Errorf("%w: it is an HTML page", feed.ErrNotFeed)), "a web page, not a feed: try `sada feeds discover`, or kind: page"},
		{"no feed", read(feed.ErrNotFeed), "not a feed: try `sada feeds discover`"},
		{"bomb", read(feed.ErrEntityBomb), "it cannot be read: tell the outlet"},
		{"empty", crawler.Checkup{}, "it lists nothing"},
		{"moved", crawler.Checkup{MovedTo: "https://b.example/", Document: feed.Document{Items: []feed.Item{fresh}}}, "moved: update the address to https://b.example/"},
		{"stale", crawler.Checkup{Document: item(func(i *feed.Item) { i.Published = now.AddDate(0, 0, -40) })}, "no new item in 40 days"},
		{"unreadable", crawler.Checkup{Document: item(func(i *feed.Item) { i.Published, i.PublishedRaw = time.Time{}, "غدا" })}, `dates unreadable: 1 of 1, such as "غدا"`},
		{"no dates", crawler.Checkup{Document: item(func(i *feed.Item) { i.Published, i.PublishedRaw = time.Time{}, "" })}, "no dates: those of its pages are taken"},
		{"no zone", crawler.Checkup{Document: item(func(i *feed.Item) { i.PublishedSource = "published: no zone: UTC" })}, "dates name no zone: set the outlet's zone"},
		{"cut off, too long", crawler.Checkup{Document: feed.Document{Items: []feed.Item{fresh}, CutOff: true, Dropped: 3}}, "cut off: what is whole is read; 3 items over poll.max_items"},
		{"no links", crawler.Checkup{Document: item(func(i *feed.Item) { i.Link = "" })}, "items without links cannot be followed"},
	}
	for _, tt := range tests {
		if got := strings.Join(advise(tt.in, now), "; "); got != tt.want {
			t.Errorf("advise(%s) = %q; want %q", tt.name, got, tt.want)
		}
	}
}

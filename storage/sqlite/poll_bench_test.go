package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sada/news"
	"sada/storage/sqlite"
)

// feedsPolled is how many feeds the benchmarks poll, itemsEach how many items
// each lists.
const (
	feedsPolled = 100
	itemsEach   = 30
)

// polled makes a store whose feeds were all read once.
func polled(b *testing.B) (*sqlite.Store, []*news.Poll) {
	ctx, s := context.Background(), open(b, filepath.Join(b.TempDir(), "sada.db"))
	feeds := make([]news.Feed, feedsPolled)
	for i := range feeds {
		feeds[i] = news.Feed{Name: fmt.Sprint("feed ", i), URL: fmt.Sprintf("https://o%d.example/rss", i), Outlet: news.Outlet{Name: fmt.Sprint("o", i)}, Enabled: true}
	}
	if err := s.SyncFeeds(ctx, feeds); err != nil {
		b.Fatal(err)
	}
	stored, err := s.Feeds(ctx)
	if err != nil {
		b.Fatal(err)
	}
	polls := make([]*news.Poll, feedsPolled)
	for i, f := range stored {
		polls[i] = &news.Poll{FeedID: f.ID, Started: noon, Outcome: news.PollRead, Feed: f}
		for n := range itemsEach {
			url := fmt.Sprintf("https://o%d.example/news/%d", i, n)
			polls[i].Entries = append(polls[i].Entries, news.Entry{GUID: url, URL: url, Address: url, Title: "خبر"})
		}
	}
	savePolls(b, s, polls)
	return s, polls
}

func savePolls(b *testing.B, s *sqlite.Store, polls []*news.Poll) {
	for _, p := range polls {
		p.Started = p.Started.Add(time.Minute)
		if err := s.SavePoll(context.Background(), p); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSavePoll saves the polls of 100 feeds: with nothing new in 30 items
// each, and with a 304.
func BenchmarkSavePoll(b *testing.B) {
	s, polls := polled(b)
	b.Run("read, nothing new", func(b *testing.B) {
		for b.Loop() {
			savePolls(b, s, polls)
		}
	})
	b.Run("not modified", func(b *testing.B) {
		for _, p := range polls {
			p.Entries = nil
		}
		for b.Loop() {
			savePolls(b, s, polls)
		}
	})
}

// BenchmarkPending asks for 100 of 3,000 entries.
func BenchmarkPending(b *testing.B) {
	s, _ := polled(b)
	for b.Loop() {
		if entries, err := s.Pending(context.Background(), noon, 100); err != nil || len(entries) != 100 {
			b.Fatal(len(entries), err)
		}
	}
}

// BenchmarkFiledAfter loads what a tracker needs of every article.
func BenchmarkFiledAfter(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "sada.db"))
	articles := corpus(b)
	fileAll(b, s, filings(articles))
	for b.Loop() {
		n := 0
		err := s.View(context.Background(), func(ctx context.Context, d news.Desk) error {
			for _, err := range d.FiledAfter(ctx, 0, time.Time{}) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil || n != len(articles) {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkSavePace stores the pace of a host, as a request does once or twice.
func BenchmarkSavePace(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "sada.db"))
	p := news.Pace{Asked: time.Date(2026, 7, 27, 18, 0, 0, 0, time.UTC)}
	for b.Loop() {
		p.Asked = p.Asked.Add(time.Second)
		if err := s.SavePace(b.Context(), "rabwa.example", p); err != nil {
			b.Fatal(err)
		}
	}
}

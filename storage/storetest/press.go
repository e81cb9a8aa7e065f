package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

// Outlets made up for the tests.
var (
	manara = news.Outlet{Name: "المنارة", Host: "manara.example", Country: "JO", Zone: "Asia/Amman"}
	rabwa  = news.Outlet{Name: "صحيفة الربوة", Host: "rabwa.example", Country: "SA", Zone: "Asia/Riyadh"}
)

func feed(name string, o news.Outlet) news.Feed {
	return news.Feed{
		Name: name, Outlet: o, URL: "https://" + o.Host + "/" + name + ".xml", Kind: news.KindFeed,
		Enabled: true, Origin: "config", Interval: 10 * time.Minute,
	}
}

// sync stores feeds as the configuration's and returns those stored by name.
func sync(t *testing.T, s storage.Store, feeds ...news.Feed) map[string]news.Feed {
	t.Helper()
	must(t, s.SyncFeeds(background(), feeds))
	return feedsByName(t, s)
}

func feedsByName(t *testing.T, s storage.Store) map[string]news.Feed {
	t.Helper()
	stored, err := s.Feeds(background())
	must(t, err)
	byName := make(map[string]news.Feed)
	for _, f := range stored {
		byName[f.Name] = f
	}
	return byName
}

// entry is the n-th item of a feed of rabwa.
func entry(n int) news.Entry {
	url := fmt.Sprintf("https://rabwa.example/news/%d", n)
	return news.Entry{
		GUID: fmt.Sprint("item-", n), URL: url + "?from=rss", Address: url,
		Title: fmt.Sprint("خبر رقم ", n), Published: after(time.Duration(n) * time.Minute), PublishedRaw: fmt.Sprint("raw ", n),
	}
}

// poll reads entries from a feed at a moment.
func poll(f news.Feed, when time.Time, entries ...news.Entry) *news.Poll {
	f.State, f.LastPoll, f.LastSuccess = news.FeedOK, when, when
	f.NextPoll = when.Add(f.Interval)
	return &news.Poll{
		FeedID: f.ID, Started: when, Elapsed: 120 * time.Millisecond, Status: 200,
		Outcome: news.PollRead, Bytes: 2048, Items: len(entries), Feed: f, Entries: entries,
	}
}

func savePoll(t *testing.T, s storage.Store, p *news.Poll) *news.Poll {
	t.Helper()
	must(t, s.SavePoll(background(), p))
	return p
}

// article is the n-th article of an outlet, first seen n minutes after noon.
func article(o news.Outlet, n int) *news.Article {
	url := fmt.Sprintf("https://%s/news/%d", o.Host, n)
	return &news.Article{
		URL: url, OriginalURL: url + "?utm_source=feed", Outlet: o,
		Title: fmt.Sprintf("افتتاح الجسر رقم %d", n), Byline: "هيئة التحرير",
		Credit: news.Credit{Agency: "وكالة الأفق", Place: "dateline"}, Language: "ar",
		Published: after(time.Duration(n)*time.Minute - 30*time.Second), PublishedSource: "json-ld", PublishedConfidence: "exact",
		FirstSeen: after(time.Duration(n) * time.Minute), PollInterval: 10 * time.Minute,
		Fetched: after(time.Duration(n)*time.Minute + 5*time.Second),
		Blocks: []news.Block{
			{Kind: news.BlockLead, Text: fmt.Sprintf("فتحت البلدية الجسر رقم %d أمام السيارات صباح الاثنين.", n)},
			{Kind: news.BlockPromo, Text: "شوف كمان: صور من الجسر", Why: "label"},
			{Kind: news.BlockBody, Text: "وقال المهندس إن العمل دام سنتين."},
			{Kind: news.BlockCaption, Text: "الجسر عند الفجر"},
		},
	}
}

// filing is an article with a print and words, as the caller makes them.
func filing(a *news.Article) *news.Filing {
	n := uint64(len(a.URL))
	return &news.Filing{
		Article: a,
		Print:   news.Print{Scheme: "test/1", SimHash: 1<<63 | n, Passages: []uint64{n, n + 1, 1 << 63}, Extra: []byte{7, 0, 9}},
		Folded:  news.Folded{Title: fold(a.Title), Text: fold(a.Text())},
	}
}

// fold is a plain stand-in for the folding of spellings.
func fold(text string) string {
	return strings.NewReplacer("أ", "ا", "إ", "ا", "ة", "ه", ".", "").Replace(text)
}

// alone opens a story for every article.
func alone(context.Context, news.Desk, *news.Filing) (news.Decision, error) {
	return news.Decision{Variant: news.Variant{Relation: news.Canonical, Score: 1, Why: "first of its kind"}}, nil
}

// deciding files with a decision that is known beforehand.
func deciding(d news.Decision) func(context.Context, news.Desk, *news.Filing) (news.Decision, error) {
	return func(context.Context, news.Desk, *news.Filing) (news.Decision, error) { return d, nil }
}

// joining is the decision that makes an article a repost in a story.
func joining(story, canonical int64) news.Decision {
	return news.Decision{
		Variant: news.Variant{
			StoryID: story, ParentID: canonical, Relation: news.Repost, Score: 0.9, CoverageA: 0.8, CoverageB: 0.7,
			Why: "8 of 10 passages shared", Scheme: "test/1", FiledAt: after(time.Hour),
		},
		CanonicalID: canonical,
	}
}

// fileAlone files articles, each as a story of its own.
func fileAlone(t *testing.T, s storage.Store, articles ...*news.Article) []*news.Filing {
	t.Helper()
	filings := make([]*news.Filing, len(articles))
	for i, a := range articles {
		filings[i] = filing(a)
	}
	must(t, s.File(background(), filings, alone))
	return filings
}

// fileAs files one article by a decision.
func fileAs(t *testing.T, s storage.Store, a *news.Article, d news.Decision) *news.Filing {
	t.Helper()
	f := filing(a)
	must(t, s.File(background(), []*news.Filing{f}, deciding(d)))
	return f
}

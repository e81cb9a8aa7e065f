package crawler_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sada/crawler"
	"sada/crawler/extract"
	"sada/crawler/fetch"
	"sada/news"
	"sada/story"
)

func TestAParserThatPanicsCostsItsPage(t *testing.T) {
	s := open(t, "127.0.0.61")
	s.serve("/feed", rss(item{title: "a", link: s.addr + "/a"}, item{title: "b", link: s.addr + "/b"}))
	s.serve("/a", page(0))
	s.serve("/b", page(1))
	d := newDesk(t)
	calls := 0
	d.opts.Rules = func(string) *extract.Rules {
		if calls++; calls == 1 {
			panic("index out of range")
		}
		return nil
	}
	if r := d.run(t, s.addr+"/feed"); r.Filed != 1 || r.Skipped != 1 {
		t.Errorf("report %+v, want one filed and one skipped", r)
	}
	if e := d.entry(t, "a"); e.State != news.EntrySkipped || !strings.Contains(e.Reason, "the parser broke down: index out of range") {
		t.Errorf("entry is %s: %s", e.State, e.Reason)
	}
}

// TestASilentRedirectTarget: pages that point to a host which does not answer
// say nothing against the host that they are on.
func TestASilentRedirectTarget(t *testing.T) {
	s, away := open(t, "127.0.0.62"), open(t, "127.0.0.63")
	away.serve("/robots.txt", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s.serve("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, away.addr+"/x", http.StatusFound) })
	s.serve("/a", page(0))
	s.serve("/feed", rss(
		item{title: "away", link: s.addr + "/away", date: "Mon, 27 Jul 2020 10:00:00 GMT"},
		item{title: "a", link: s.addr + "/a", date: "Mon, 27 Jul 2020 11:00:00 GMT"},
		item{title: "there", link: away.addr + "/y", date: "Mon, 27 Jul 2020 12:00:00 GMT"}))
	d := newDesk(t)
	r := d.run(t, s.addr+"/feed")
	if e := d.entry(t, "a"); e.State != news.EntryFiled {
		t.Errorf("the page beside the redirect is %s (%s), want filed", e.State, e.Reason)
	}
	if e := d.entry(t, "away"); e.State != news.EntryPending || e.Attempts != 1 {
		t.Errorf("the redirect is %s after %d attempts, want pending after 1", e.State, e.Attempts)
	}
	if r.Filed != 1 {
		t.Errorf("%d filed, want 1", r.Filed)
	}
}

func TestADocumentThatIsCutOffKeepsTheOldValidators(t *testing.T) {
	s := open(t, "127.0.0.64")
	s.serve("/a", page(0))
	whole := func(etag, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", etag)
			fmt.Fprint(w, body)
		}
	}
	begun := `<rss version="2.0"><channel><title>نبراس</title><item><title>a</title><link>` + s.addr + `/a</link></item>`
	d := newDesk(t)
	for _, step := range []struct{ etag, body, want string }{
		{`"1"`, begun + `</channel></rss>`, `"1"`},
		{`"2"`, begun + `<item><title>b</ti`, `"1"`},
		{`"3"`, begun + `<item><title>b</title></item></channel></rss>`, `"3"`},
	} {
		s.serve("/feed", whole(step.etag, step.body))
		urls := []string{s.addr + "/feed"}
		if feeds, _ := d.store.Feeds(t.Context()); len(feeds) > 0 {
			urls = nil
		}
		d.run(t, urls...)
		feeds, err := d.store.Feeds(t.Context())
		if err != nil || feeds[0].ETag != step.want {
			t.Errorf("after %s: ETag %s, want %s (%v)", step.body[len(step.body)-20:], feeds[0].ETag, step.want, err)
		}
	}
}

var errBook = errors.New("the book is shut")

// A shutGetter is one whose book of hosts fails.
type shutGetter struct{}

func (shutGetter) Get(context.Context, fetch.Request) (fetch.Page, error) {
	return fetch.Page{}, fmt.Errorf("save host: %w", errBook)
}

func TestAFaultOfTheStoreIsNoFeeds(t *testing.T) {
	d := newDesk(t)
	f, err := d.store.AddFeed(t.Context(), news.Feed{Name: "a", URL: "http://nibras.example/feed", Enabled: true, Outlet: news.Outlet{Name: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = crawler.New(shutGetter{}, d.store, story.New(d.store, story.Options{}), d.opts).Run(t.Context(), []news.Feed{f})
	if !errors.Is(err, errBook) {
		t.Errorf("Run returns %v, want the book's error", err)
	}
	if feeds, err := d.store.Feeds(t.Context()); err != nil || feeds[0].Failures != 0 {
		t.Errorf("the feed has %v failures, want 0 (%v)", feeds[0].Failures, err)
	}
}

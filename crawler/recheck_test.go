package crawler_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/news"
)

// A press is one outlet with one article, whose clock a test sets.
type press struct {
	*site
	*desk
	now    time.Time
	status int
	text   string // of the article's second paragraph
	promo  string
	asked  []http.Header // for the article
}

func newPress(t *testing.T) *press {
	t.Helper()
	p := &press{site: open(t, "127.0.0.46"), desk: newDesk(t), now: time.Now(), status: http.StatusOK, text: "وقال المتحدث إن العمل دام سنتين كاملتين.", promo: "اقرأ أيضا: جسر"}
	p.opts.Now = func() time.Time { return p.now }
	p.fetch.Now = p.opts.Now
	p.serve("/feed", rss(item{title: "محطة معالجة المياه", link: p.addr + "/a"}))
	p.serve("/a", p.article)
	return p
}

func (p *press) article(w http.ResponseWriter, r *http.Request) {
	p.asked = append(p.asked, r.Header.Clone())
	tag := fmt.Sprintf(`"%x"`, p.text+p.promo)
	w.Header().Set("ETag", tag)
	switch {
	case p.status != http.StatusOK:
		w.WriteHeader(p.status)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		fmt.Fprintf(w, `<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>محطة معالجة المياه</title></head><body><article><h1>محطة معالجة المياه</h1><p>%s</p><p>%s</p><p><a href="/b">%s</a></p></article></body></html>`, reports[0], p.text, p.promo)
	}
}

// after runs at a time since the article was first seen, without polling feeds.
func (p *press) after(t *testing.T, d time.Duration, start time.Time) (report struct{ rechecked, revised, gone, asked int }) {
	t.Helper()
	p.now = start.Add(d)
	before := len(p.asked)
	r := p.runFeeds(t, nil)
	report.rechecked, report.revised, report.gone, report.asked = r.Rechecked, r.Revised, r.Gone, len(p.asked)-before
	return report
}

func (p *press) events(t *testing.T) (kinds []string) {
	t.Helper()
	for e, err := range p.store.Events(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(e.Kind, "article.") {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// TestLadder follows one article up the ladder: what is unchanged costs a 304, a
// changed text is a revision, another promo line is none, a page that is gone is
// marked, and after the last age nothing is asked.
func TestLadder(t *testing.T) {
	p := newPress(t)
	start := p.now
	if r := p.run(t, p.addr+"/feed"); r.Filed != 1 {
		t.Fatalf("filed %d, want 1: %+v", r.Filed, r)
	}
	for _, step := range []struct {
		name                            string
		at                              time.Duration
		change                          func()
		asked, rechecked, revised, gone int
	}{
		{"too early", 14 * time.Minute, func() {}, 0, 0, 0, 0},
		{"unchanged", 15 * time.Minute, func() {}, 1, 1, 0, 0},
		{"asked already", 16 * time.Minute, func() {}, 0, 0, 0, 0},
		{"an edit", time.Hour, func() { p.text = "وقال المتحدث إن العمل دام ثلاث سنوات كاملة." }, 1, 1, 1, 0},
		{"another promo line", 3 * time.Hour, func() { p.promo = "اقرأ أيضا: الجسر الثاني" }, 1, 1, 0, 0},
		{"gone", 24 * time.Hour, func() { p.status = http.StatusNotFound }, 1, 1, 0, 1},
		{"back", 72 * time.Hour, func() { p.status = http.StatusOK }, 1, 1, 0, 0},
		{"the ladder has ended", 1000 * time.Hour, func() {}, 0, 0, 0, 0},
	} {
		step.change()
		r := p.after(t, step.at, start)
		if r.asked != step.asked || r.rechecked != step.rechecked || r.revised != step.revised || r.gone != step.gone {
			t.Errorf("%s: %+v, want asked %d, rechecked %d, revised %d, gone %d", step.name, r, step.asked, step.rechecked, step.revised, step.gone)
		}
	}
	if got, want := p.events(t), []string{"article.revised", "article.gone", "article.returned"}; !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
	if tag := p.asked[1].Get("If-None-Match"); tag == "" {
		t.Error("the page was asked for again without its ETag")
	}
}

// TestNoRevision holds for what a page may show in the report's place: none of it
// is an edit of the report.
func TestNoRevision(t *testing.T) {
	for _, tt := range []struct {
		name string
		page http.HandlerFunc
		gone bool
	}{
		{"410", status(http.StatusGone), true},
		{"redirect to the front page", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, true},
		{"redirect to another report", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", http.StatusFound) }, false},
		{"a report of something else", page(1), false},
		{"500", status(http.StatusInternalServerError), false},
		{"403", status(http.StatusForbidden), false},
		{"nothing to read", text(`<html lang="ar"><body></body></html>`), false},
		{"another language", text(`<html lang="en"><body><article><h1>Water</h1><p>` + strings.Repeat("The council met again to talk about the bridge. ", 20) + `</p></article></body></html>`), false},
	} {
		p := newPress(t)
		p.serve("/", page(2))
		p.serve("/b", page(2))
		start := p.now
		p.run(t, p.addr+"/feed")
		p.serve("/a", tt.page)
		r := p.after(t, 15*time.Minute, start)
		if r.rechecked != 1 || r.revised != 0 || r.gone == 1 != tt.gone {
			t.Errorf("%s: %+v, want one page read again, no revision, gone %v", tt.name, r, tt.gone)
		}
		if got, err := p.store.FindArticle(t.Context(), p.addr+"/"); err == nil {
			t.Errorf("%s: the front page became an address of article %d", tt.name, got)
		}
		if e := p.entry(t, "محطة معالجة المياه"); e.State != news.EntryFiled {
			t.Errorf("%s: the entry is %s, want filed", tt.name, e.State)
		}
	}
}

// TestRecheckBudget holds that pages are read again for as many bytes as a run
// may spend, the rest in the next, and none where that is switched off.
func TestRecheckBudget(t *testing.T) {
	for _, tt := range []struct {
		budget      int64
		first, then int
	}{
		{6000, 1, 1},
		{-1, 0, 0},
		{0, 3, 0},
	} {
		s, d, now := open(t, "127.0.0.47"), newDesk(t), time.Now()
		body := strings.Repeat("<!-- page -->", 200)
		s.pages(3, nil)
		for i := range 3 {
			s.serve(fmt.Sprintf("/p%d", i), func(w http.ResponseWriter, r *http.Request) {
				page(i)(w, r)
				fmt.Fprint(w, body)
			})
		}
		d.opts.Now = func() time.Time { return now }
		d.fetch.Now = d.opts.Now
		d.run(t, s.addr+"/feed")
		d.opts.Recheck.Budget = tt.budget
		now = now.Add(20 * time.Minute)
		for i, want := range []int{tt.first, tt.then} {
			if r := d.runFeeds(t, nil); r.Rechecked != want {
				t.Errorf("budget %d, run %d: %d pages read again, want %d", tt.budget, i+1, r.Rechecked, want)
			}
		}
	}
}

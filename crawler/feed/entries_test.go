package feed

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sada/news"
)

func TestEntries(t *testing.T) {
	f := news.Feed{ID: 3, Name: "نخيل", Outlet: news.Outlet{Name: "صحيفة النخيل"}, Interval: time.Hour}
	doc := Document{Items: []Item{
		{ID: "1", Link: "https://a.example/1", Title: "أول", Published: testNow, PublishedRaw: "raw"},
		{ID: "1", Link: "https://a.example/2", Title: "معرف مكرر"},
		{ID: "1", Link: "https://a.example/1", Title: "مكرر تماما"},
		{ID: "", Link: "https://a.example/3", Title: "بلا معرف"},
		{ID: "4", Link: "", Title: "بلا رابط"},
		{ID: "", Link: "", Title: "بلا شيء"},
	}}
	got := Entries(doc, f, testNow)
	var titles []string
	for _, e := range got {
		titles = append(titles, e.Title)
	}
	if want := []string{"أول", "معرف مكرر", "بلا معرف", "بلا رابط", "بلا شيء"}; !slices.Equal(titles, want) {
		t.Errorf("Entries = %q; want %q", titles, want)
	}
	want := news.Entry{
		FeedID: 3, Feed: "نخيل", Outlet: f.Outlet, GUID: "1", URL: "https://a.example/1", Title: "أول",
		Published: testNow, PublishedRaw: "raw", State: news.EntryPending,
		FirstSeen: testNow, LastSeen: testNow, PollInterval: time.Hour,
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("first entry (-want +got):\n%s", diff)
	}
	if e := got[3]; e.State != news.EntrySkipped || e.Reason == "" {
		t.Errorf("entry without link = %s, %q; want it skipped with a reason", e.State, e.Reason)
	}
}

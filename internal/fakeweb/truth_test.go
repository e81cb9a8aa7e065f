package fakeweb_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sada/internal/fakeweb"
)

func TestOriginals(t *testing.T) {
	originals := fakeweb.Originals()
	for _, o := range originals {
		if len(o.Paragraphs) < 5 {
			t.Errorf("%s has %d paragraphs, want 5 or more", o.Slug, len(o.Paragraphs))
		}
		for i, p := range o.Paragraphs {
			if n := len(strings.Fields(p)); n < 30 {
				t.Errorf("%s: paragraph %d has %d words, want 30 or more", o.Slug, i+1, n)
			}
		}
		if o.Title == "" || o.Dateline == "" || o.Author == "" || len(o.Titles) == 0 || len(o.Categories) == 0 {
			t.Errorf("%s: its header lacks something: %+v", o.Slug, o)
		}
	}
	originals[0].Paragraphs[0] = "changed"
	if fakeweb.Originals()[0].Paragraphs[0] == "changed" {
		t.Error("a caller can change the stories of the next")
	}
}

// Two stories that share a run of eight words would be half a repost of each
// other, and the truth a lie.
func TestOriginalsShareNoPassage(t *testing.T) {
	const run = 8
	holder := map[string]fakeweb.Original{}
	for _, o := range fakeweb.Originals() {
		words := strings.Fields(strings.Join(o.Paragraphs, " "))
		for i := range len(words) - run + 1 {
			passage := strings.Join(words[i:i+run], " ")
			other, ok := holder[passage]
			if ok && (other.Series == "" || other.Series != o.Series) {
				t.Errorf("%s and %s share %q", other.Slug, o.Slug, passage)
			}
			holder[passage] = o
		}
	}
}

func TestTruth(t *testing.T) {
	press, _ := open(t, fakeweb.Options{})
	stories := press.Stories()
	if len(stories) != len(fakeweb.Originals()) {
		t.Errorf("%d stories published of %d written", len(stories), len(fakeweb.Originals()))
	}
	seen := map[string]bool{}
	for _, s := range stories {
		outlets := map[string]bool{}
		for i, a := range s.Articles {
			if seen[a.URL] || outlets[a.Outlet] {
				t.Errorf("%s: %s stands twice in the truth", s.Slug, a.URL)
			}
			seen[a.URL], outlets[a.Outlet] = true, true
			if (i == 0) != (a.Relation == fakeweb.Origin) {
				t.Errorf("%s: article %d (%s) is %s", s.Slug, i, a.Outlet, a.Relation)
			}
			checkTime(t, s, a)
		}
	}
}

func checkTime(t *testing.T, s fakeweb.Story, a fakeweb.Article) {
	t.Helper()
	age := now.Sub(a.Published)
	if a.Future != (age < 0) || age > 36*time.Hour {
		t.Errorf("%s in %s was published %v before now, Future = %v", s.Slug, a.Outlet, age, a.Future)
	}
	if lag := a.Published.Sub(s.Articles[0].Published); !a.Future && lag > 9*time.Hour {
		t.Errorf("%s reached %s after %v, want 9h at most", s.Slug, a.Outlet, lag)
	}
}

func TestSameOptionsSamePress(t *testing.T) {
	first, _ := open(t, fakeweb.Options{})
	second, _ := open(t, fakeweb.Options{})
	a, b := first.Stories(), second.Stories()
	for i := range a {
		same := slices.EqualFunc(a[i].Articles, b[i].Articles, func(x, y fakeweb.Article) bool {
			return x.Title == y.Title && x.Published.Equal(y.Published) && path(x.URL) == path(y.URL)
		})
		if !same {
			t.Errorf("story %s differs from one start to the next", a[i].Slug)
		}
	}
}

// path is an address without its port, which differs between presses.
func path(address string) string {
	_, after, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	return after
}

func TestFewOutlets(t *testing.T) {
	press, _ := open(t, fakeweb.Options{Outlets: 3})
	if got := len(press.Networks()); got != 3 {
		t.Errorf("%d outlets, want 3", got)
	}
	for _, s := range press.Stories() {
		if len(s.Articles) == 0 {
			t.Errorf("story %s is in the truth, but in no outlet", s.Slug)
		}
	}
}

func TestEnoughIsReposted(t *testing.T) {
	press, _ := open(t, fakeweb.Options{})
	reposted, series := 0, map[string]int{}
	for _, s := range press.Stories() {
		series[s.Series]++
		if len(s.Readable()) > 1 {
			reposted++
		}
		if len(s.Articles) > 9 {
			t.Errorf("%s is reposted by %d outlets, want 8 at most", s.Slug, len(s.Articles)-1)
		}
	}
	if reposted < 28 {
		t.Errorf("%d stories are reposted, want 28 or more", reposted)
	}
	for _, name := range []string{"gold", "telegrams", "receptions"} {
		if series[name] != 2 {
			t.Errorf("series %s has %d stories, want 2", name, series[name])
		}
	}
}

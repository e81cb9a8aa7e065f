package story_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3" // to write what only people write

	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// An archive is a store on disk, filled through a tracker.
type archive struct {
	*sqlite.Store
	path string
}

// shelved makes an archive of filings, each with a transaction of its own.
func shelved(t *testing.T, opts story.Options, filings ...*news.Filing) archive {
	t.Helper()
	a := openArchive(t)
	tracker := story.New(a, opts)
	for _, f := range filings {
		ok(t, tracker.Add(t.Context(), f))
	}
	return a
}

func openArchive(t *testing.T) archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sada.db")
	st, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	ok(t, err)
	t.Cleanup(func() { st.Close() })
	return archive{st, path}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// exec runs a statement as a person with a database shell would.
func (a archive) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", a.path)
	ok(t, err)
	defer db.Close()
	_, err = db.Exec(statement, args...)
	ok(t, err)
}

// tomorrow is when the tests replay.
var tomorrow = noon.Add(24 * time.Hour)

// replay files an archive anew into a scratch store of its own.
func (a archive) replay(t *testing.T, change func(*story.Replay)) story.Report {
	t.Helper()
	r := story.Replay{Archive: a, Scratch: openArchive(t), Now: tomorrow}
	if change != nil {
		change(&r)
	}
	report, err := r.Run(t.Context())
	ok(t, err)
	return report
}

// places says of every article with whom it stands, under which canonical
// article, and how.
func (a archive) places(t *testing.T) []string {
	t.Helper()
	names, heads := map[int64]string{}, map[int64]int64{}
	var stored []news.Stored
	for s, err := range a.Articles(t.Context()) {
		ok(t, err)
		names[s.ID] = s.ExternalID
		if s.Variant.Relation == news.Canonical {
			heads[s.Variant.StoryID] = s.ID
		}
		stored = append(stored, s)
	}
	var out []string
	for _, s := range stored {
		out = append(out, fmt.Sprintf("%s: %s under %s", s.ExternalID, s.Variant.Relation, names[heads[s.Variant.StoryID]]))
	}
	slices.Sort(out)
	return out
}

// idOf returns the id of an article and of its story.
func (a archive) idOf(t *testing.T, name string) (article, group int64) {
	t.Helper()
	id, err := a.FindArticle(t.Context(), name)
	ok(t, err)
	s, err := a.Article(t.Context(), id)
	ok(t, err)
	return id, s.Variant.StoryID
}

// dump is all that a replay may change.
func (a archive) dump(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for s, err := range a.Articles(t.Context()) {
		ok(t, err)
		links, err := a.Links(t.Context(), s.ID)
		ok(t, err)
		fmt.Fprintf(&b, "%+v %d %+v\n", s.Variant, s.SimHash, links)
	}
	for e, err := range a.Events(t.Context(), 0) {
		ok(t, err)
		fmt.Fprintf(&b, "%+v\n", e)
	}
	return b.String()
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: want -, got +\n%s", what, diff)
	}
}

// narrow is a window in which no repost of the day is found.
var narrow = story.Options{Window: 30 * time.Minute}

// TestReplayIsAFreshFiling files by other rules, then replays by the present
// ones: the grouping is that of filing by the present rules from the start, and
// a second replay finds nothing to change.
func TestReplayIsAFreshFiling(t *testing.T) {
	want := shelved(t, story.Options{}, day()...).places(t)
	for _, tt := range []struct {
		name string
		a    archive
	}{
		{"filed apart", shelved(t, narrow, day()...)},
		{"filed from the end", shelved(t, story.Options{}, backwards(day())...)},
		{"filed the same", shelved(t, story.Options{}, day()...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := tt.a.dump(t)
			dry := tt.a.replay(t, func(r *story.Replay) { r.DryRun = true })
			same(t, "after a dry run", tt.a.dump(t), before)
			report := tt.a.replay(t, nil)
			same(t, "dry run and replay", dry, report)
			same(t, "places", tt.a.places(t), want)
			after := tt.a.dump(t)
			again := tt.a.replay(t, nil)
			same(t, "second replay", again.Changes, news.Changes{Kept: again.Kept})
			same(t, "after a second replay", tt.a.dump(t), after)
		})
	}
}

func backwards(filings []*news.Filing) []*news.Filing {
	slices.Reverse(filings)
	return filings
}

func TestReplayTellsWhatMoved(t *testing.T) {
	a := shelved(t, narrow, day()...)
	first, home := a.idOf(t, "جسر وادي السدر ينهار جزئيا")
	moved, from := a.idOf(t, "انهيار في جسر وادي السدر")
	last := lastEvent(t, a)
	report := a.replay(t, nil)
	if report.Articles != 6 || report.Moved != 3 || report.Removed != 3 || report.Created != 0 || report.Kept != 3 {
		t.Errorf("report: got %+v", report)
	}
	same(t, "first move", report.Moves[0], news.Move{ArticleID: moved, From: from, To: home, Title: "انهيار في جسر وادي السدر"})
	kinds := map[string]int{}
	for e, err := range a.Events(t.Context(), last) {
		ok(t, err)
		kinds[e.Kind]++
		if !e.At.Equal(tomorrow) {
			t.Errorf("event at %v, want %v", e.At, tomorrow)
		}
	}
	if kinds["variant.moved"] != report.Moved+report.Rejudged || kinds["story.removed"] != 3 {
		t.Errorf("events: got %v", kinds)
	}
	if id, story := a.idOf(t, "جسر وادي السدر ينهار جزئيا"); id != first || story != home {
		t.Errorf("article %d of story %d became article %d of story %d", first, home, id, story)
	}
}

func lastEvent(t *testing.T, a archive) (seq int64) {
	t.Helper()
	for e, err := range a.Events(t.Context(), 0) {
		ok(t, err)
		seq = e.Seq
	}
	return seq
}

// TestReplayMakesPrintsAnew finds reposts of articles that carry prints of
// another scheme, which filing passes over.
func TestReplayMakesPrintsAnew(t *testing.T) {
	all := day()
	a := shelved(t, story.Options{}, all[0])
	a.exec(t, `UPDATE prints SET scheme = 'old/1', passages = x''`)
	a.exec(t, `UPDATE articles SET scheme = 'old/1', simhash = 5`)
	ok(t, story.New(a, story.Options{}).Add(t.Context(), all[1]))
	if !all[1].Opened {
		t.Error("an article was compared with one that carries an old print")
	}
	stale, err := a.OtherPrints(t.Context(), story.Scheme)
	ok(t, err)
	same(t, "OtherPrints", stale, []news.PrintCount{{Scheme: "old/1", Articles: 1}})
	report := a.replay(t, nil)
	if report.Reprinted != 1 || report.Moved != 1 {
		t.Errorf("report: got %+v", report)
	}
	stale, err = a.OtherPrints(t.Context(), story.Scheme)
	ok(t, err)
	same(t, "OtherPrints after the replay", len(stale), 0)
	same(t, "places", a.places(t), shelved(t, story.Options{}, day()[:2]...).places(t))
	for s, err := range a.Search(t.Context(), news.SearchQuery{Text: "السدر"}) {
		ok(t, err)
		report.Articles--
		_ = s
	}
	same(t, "articles not found by their words", report.Articles, 0)
}

// TestReplaySince leaves what lies before as it is, and compares with it.
func TestReplaySince(t *testing.T) {
	a := shelved(t, narrow, day()...)
	_, first := a.idOf(t, "جسر وادي السدر ينهار جزئيا")
	_, second := a.idOf(t, "انهيار في جسر وادي السدر")
	since := func(r *story.Replay) { r.Since = noon.Add(90 * time.Minute) }
	report := a.replay(t, since)
	if report.Outside != 2 || report.Articles != 4 || report.Moved != 2 {
		t.Errorf("report: got %+v", report)
	}
	if _, is := a.idOf(t, "جسر وادي السدر ينهار جزئيا"); is != first {
		t.Errorf("the first article moved from story %d to %d", first, is)
	}
	if _, is := a.idOf(t, "انهيار في جسر وادي السدر"); is != second {
		t.Errorf("the second article moved from story %d to %d", second, is)
	}
	if _, is := a.idOf(t, "أمطار تسقط جزءا من جسر السدر"); is != first && is != second {
		t.Errorf("the third article stands in story %d, want %d or %d", is, first, second)
	}
	again := a.replay(t, since)
	same(t, "second replay", again.Changes, news.Changes{Kept: again.Kept})
	none := a.replay(t, func(r *story.Replay) { r.Since = tomorrow })
	same(t, "replay of nothing", none.Changes, news.Changes{})
}

// decide stores what a person decided.
func (a archive) decide(t *testing.T, kind news.RulingKind, story int64, other, article any) {
	t.Helper()
	a.exec(t, `INSERT INTO decisions (at, kind, story_id, other_id, article_id) VALUES (?, ?, ?, ?, ?)`,
		noon.Add(10*time.Hour).Format("2006-01-02T15:04:05.000Z"), string(kind), story, other, article)
}

func TestReplayKeepsDecisions(t *testing.T) {
	const first, second, roundup, pier = "جسر وادي السدر ينهار جزئيا", "أمطار تسقط جزءا من جسر السدر", "أخبار المناطق", "تعميق حوض ميناء الياسمين"
	for _, tt := range []struct {
		name   string
		decide func(t *testing.T, a archive)
		want   func(t *testing.T, a archive)
		unmet  int
	}{
		{"merge", func(t *testing.T, a archive) {
			_, s := a.idOf(t, first)
			_, o := a.idOf(t, pier)
			a.decide(t, news.Merge, s, o, nil)
		}, func(t *testing.T, a archive) {
			_, s := a.idOf(t, first)
			_, o := a.idOf(t, pier)
			same(t, "stories", []int64{s, o}, []int64{1, 1})
		}, 0},
		{"split", func(t *testing.T, a archive) {
			id, s := a.idOf(t, second)
			a.decide(t, news.Split, s, nil, id)
		}, func(t *testing.T, a archive) {
			_, s := a.idOf(t, first)
			_, o := a.idOf(t, second)
			if s != 1 || o == 1 {
				t.Errorf("stories %d and %d, want 1 and another", s, o)
			}
		}, 0},
		{"split off the canonical article", func(t *testing.T, a archive) {
			id, s := a.idOf(t, first)
			a.replay(t, nil)
			a.decide(t, news.Split, s, nil, id)
			a.exec(t, `INSERT INTO events (at, kind, story_id, article_id) VALUES (?, 'canonical.changed', ?, 2)`, "2024-05-02T15:00:00.000Z", s)
		}, func(t *testing.T, a archive) {
			_, s := a.idOf(t, second)
			_, o := a.idOf(t, first)
			if s != 1 || o == 1 {
				t.Errorf("stories %d and %d, want 1 and another", s, o)
			}
		}, 0},
		{"pin", func(t *testing.T, a archive) {
			id, s := a.idOf(t, second)
			a.decide(t, news.Pin, s, nil, id)
		}, func(t *testing.T, a archive) {
			id, s := a.idOf(t, second)
			got, err := a.Story(t.Context(), s)
			ok(t, err)
			same(t, "canonical", []int64{got.ID, got.CanonicalID}, []int64{1, id})
		}, 0},
		{"nothing that is there", func(t *testing.T, a archive) {
			a.decide(t, news.Merge, 1, 900, nil)
			a.decide(t, news.Split, 1, nil, nil)
			id, _ := a.idOf(t, roundup)
			a.decide(t, news.Pin, 1, nil, id)
		}, func(t *testing.T, a archive) {
			same(t, "places", a.places(t), shelved(t, story.Options{}, day()...).places(t))
		}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := shelved(t, story.Options{}, day()...)
			tt.decide(t, a)
			report := a.replay(t, nil)
			same(t, "unmet", report.Unmet, tt.unmet)
			tt.want(t, a)
			again := a.replay(t, nil)
			same(t, "second replay", again.Changes, news.Changes{Kept: again.Kept})
			tt.want(t, a)
		})
	}
}

// TestReplayCancelled changes nothing.
func TestReplayCancelled(t *testing.T) {
	a := shelved(t, narrow, day()...)
	before := a.dump(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := story.Replay{Archive: a, Scratch: openArchive(t), Now: tomorrow, Filed: func(int) { cancel() }}.Run(ctx)
	if err == nil {
		t.Error("a cancelled replay ended well")
	}
	same(t, "archive", a.dump(t), before)
}

// TestReplayWantsAnEmptyScratch refuses a store that holds something.
func TestReplayWantsAnEmptyScratch(t *testing.T) {
	for name, since := range map[string]time.Time{"all": {}, "since later": noon.Add(90 * time.Minute)} {
		a := shelved(t, story.Options{}, day()...)
		_, err := story.Replay{Archive: a, Scratch: shelved(t, story.Options{}, day()[0]), Now: tomorrow, Since: since}.Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("%s: Run = %v, want an error that the scratch store is not empty", name, err)
		}
	}
}

// TestReplayWithoutAKeptIndex has no room for the index in the scratch store: what a
// person merged is judged anew all the same.
func TestReplayWithoutAKeptIndex(t *testing.T) {
	want, got := shelved(t, story.Options{}, day()...), shelved(t, story.Options{}, day()...)
	for _, a := range []archive{want, got} {
		_, s := a.idOf(t, "جسر وادي السدر ينهار جزئيا")
		_, o := a.idOf(t, "تعميق حوض ميناء الياسمين")
		a.decide(t, news.Merge, s, o, nil)
	}
	want.replay(t, nil)
	got.replay(t, func(r *story.Replay) {
		r.Scratch = fullDisk{r.Scratch.(archive)}
		r.Options.Folder = emptyFolder{}
	})
	same(t, "places", got.places(t), want.places(t))
}

// fullDisk is a store that lists a part of the index which is not there, and has no
// room to list another.
type fullDisk struct{ archive }

func (f fullDisk) File(ctx context.Context, filings []*news.Filing, decide story.Decide) error {
	return f.archive.File(ctx, filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
		return decide(ctx, listing{d}, f)
	})
}

func (f fullDisk) KeepSegments(context.Context, []news.Segment, []int64) error {
	return errors.New("disk full")
}

type listing struct{ news.Desk }

func (listing) Segments(context.Context) ([]news.Segment, error) {
	return []news.Segment{{FirstID: 1, LastID: 9, Articles: 9, Scheme: story.Scheme, File: "1-9.segment"}}, nil
}

// emptyFolder holds nothing, and keeps nothing.
type emptyFolder struct{}

func (emptyFolder) Open(string) ([]byte, func() error, error) { return nil, nil, os.ErrNotExist }

func (emptyFolder) Write(string, func(io.Writer) error) error { return errors.New("disk full") }

func (emptyFolder) Retain([]string) error { return nil }

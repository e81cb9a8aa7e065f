package story_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/news"
	"sada/storage/segments"
	"sada/storage/sqlite"
	"sada/story"
)

// press makes n short articles an hour apart: every third repeats one of long
// ago, with another ending.
func press(n int) []*news.Filing {
	var texts []string
	out := make([]*news.Filing, n)
	for i := range n {
		text := sentence(i)
		if i%3 == 2 {
			text = texts[i*7%(i-1)] + " " + sentence(i)[:30]
		}
		texts = append(texts, text)
		out[i] = article(fmt.Sprint("خبر رقم ", i), fmt.Sprint("outlet", i%5), i/4, text)
	}
	return out
}

// sentence is of forty words that no other sentence has in this order.
func sentence(i int) string {
	var words []string
	for w := range 40 {
		words = append(words, fmt.Sprintf("كلمة%s", letters(i*40+w)))
	}
	return strings.Join(words, " ")
}

// letters spells a number in letters.
func letters(n int) (s string) {
	for ; n > 0; n /= 20 {
		s += string([]rune("بتثجحخدذرزسشصضطظعغفق")[n%20])
	}
	return s
}

// A keeping is a store with the folder of its index.
type keeping struct {
	t      *testing.T
	store  *sqlite.Store
	folder segments.Folder
}

func newKeeping(t *testing.T) *keeping {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sada.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &keeping{t, s, segments.Beside(path)}
}

// run files articles as one run of the program would.
func (k *keeping) run(filings []*news.Filing) {
	k.t.Helper()
	tracker := story.New(k.store, story.Options{Folder: k.folder})
	for part := range slices.Chunk(filings, 50) {
		if err := tracker.Add(k.t.Context(), part...); err != nil {
			k.t.Fatal(err)
		}
	}
	if err := tracker.Close(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
}

// places returns how every article is filed.
func (k *keeping) places() string {
	k.t.Helper()
	var all strings.Builder
	for a, err := range k.store.Articles(k.t.Context()) {
		if err != nil {
			k.t.Fatal(err)
		}
		v := a.Variant
		fmt.Fprintln(&all, a.ID, v.StoryID, v.ParentID, v.Relation, v.Score, v.Why)
	}
	return all.String()
}

// files returns the files of the index that the store lists.
func (k *keeping) files() (files []string) {
	k.t.Helper()
	err := k.store.View(k.t.Context(), func(ctx context.Context, d news.Desk) error {
		kept, err := d.Segments(ctx)
		for _, s := range kept {
			files = append(files, s.File)
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return files
}

// damage does something to the first file of the index.
func (k *keeping) damage(change func(path string) error) {
	k.t.Helper()
	if err := change(filepath.Join(string(k.folder), k.files()[0])); err != nil {
		k.t.Fatal(err)
	}
}

// TestKeptIndexFilesAsOneInMemory files the same articles in one run without a
// folder, and in several runs between which the index lies in files and meets
// with all sorts of misfortune: every article must get the same place.
func TestKeptIndexFilesAsOneInMemory(t *testing.T) {
	runs := []int{270, 300, 330} // where each ends
	filings := press(330)
	plain := newKeeping(t)
	if err := story.New(plain.store, story.Options{}).Add(t.Context(), filings...); err != nil {
		t.Fatal(err)
	}
	want := plain.places()
	if n := strings.Count(want, "repost"); n < 80 {
		t.Fatalf("only %d articles are reposts", n)
	}
	fault := func(change func(path string) error) func(k *keeping) {
		return func(k *keeping) { k.damage(change) }
	}
	misfortunes := []struct {
		name string
		do   func(k *keeping)
	}{
		{"none", func(*keeping) {}},
		{"the folder is deleted", func(k *keeping) { os.RemoveAll(string(k.folder)) }},
		{"a file is deleted", fault(os.Remove)},
		{"cut short", fault(func(path string) error { return os.Truncate(path, 5000) })},
		{"emptied", fault(func(path string) error { return os.Truncate(path, 0) })},
		{"another program's", fault(func(path string) error { return os.WriteFile(path, []byte("ليس فهرسا"), 0o644) })},
		{"every posting changed", fault(func(path string) error { return changed(path, 0, 20_000) })},
		{"one byte in the middle changed", fault(func(path string) error { return changed(path, 9000, 9001) })},
		{"the footer changed", fault(func(path string) error { return changed(path, -100, -99) })},
		{"a killed run left files", func(k *keeping) {
			for _, name := range []string{"unfinished-1", "1-900.segment"} {
				os.WriteFile(filepath.Join(string(k.folder), name), []byte("half a file"), 0o644)
			}
		}},
		{"files of another store", func(k *keeping) {
			other := newKeeping(k.t)
			other.run(press(330)[60:])
			k.damage(func(path string) error {
				return os.Rename(filepath.Join(string(other.folder), other.files()[0]), path)
			})
		}},
		{"made anew", func(k *keeping) {
			tracker := story.New(k.store, story.Options{Folder: k.folder})
			if _, err := tracker.Reindex(k.t.Context(), k.store, nil); err != nil {
				k.t.Fatal(err)
			}
			tracker.Close(k.t.Context())
		}},
	}
	for _, m := range misfortunes {
		t.Run(m.name, func(t *testing.T) {
			k := newKeeping(t)
			filings, from := press(330), 0
			for _, to := range runs {
				k.run(filings[from:to])
				if from = to; len(k.files()) == 0 {
					t.Fatalf("after %d articles no file is listed", to)
				}
				m.do(k)
			}
			if got := k.places(); got != want {
				t.Errorf("articles are filed otherwise than by an index in memory")
			}
			if left, err := os.ReadDir(string(k.folder)); err == nil && m.name == "none" && len(left) != len(k.files()) {
				t.Errorf("the folder holds %d files, the store lists %d", len(left), len(k.files()))
			}
		})
	}
}

// changed changes the bytes of a file from one place to another, counted from
// its end where they are negative.
func changed(path string, from, to int) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if from < 0 {
		from, to = from+len(data), to+len(data)
	}
	for i := from; i < min(to, len(data)); i++ {
		data[i] ^= 0x5A
	}
	return os.WriteFile(path, data, 0o644)
}

// TestDamageFoundInMerging damages a file where no question looks, so that it is
// found when the file is to be merged with new articles, as the run ends.
func TestDamageFoundInMerging(t *testing.T) {
	k, filings := newKeeping(t), press(526)
	k.run(filings[:270])
	k.run(filings[270:525]) // too few for a file
	k.damage(func(path string) error { return changed(path, 0, 1) })
	k.run([]*news.Filing{article("عاجل", "alnahr", 100, "خبر عاجل")})
	if got := k.files(); len(got) != 0 {
		t.Errorf("the store still lists %v", got)
	}
	late := article("منقول", "alsahil", 101, sentence(3))
	k.run([]*news.Filing{late})
	if got := k.files(); len(got) != 1 {
		t.Errorf("the next run keeps %v, want one file", got)
	}
	if late.Variant.Relation == news.Canonical {
		t.Errorf("the last article is filed as %+v, want it under an early one", late.Variant)
	}
}

// TestDamageFoundAmongNewArticles damages a file that no question meets, since it
// lies out of the window, and files so many articles that it is to be merged with
// them: the first 1,024 of a batch, or all of one.
func TestDamageFoundAmongNewArticles(t *testing.T) {
	for _, tt := range []struct {
		name string
		new  int
	}{
		{"in the midst of a transaction", 1030},
		{"after it", 1024},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := newKeeping(t)
			k.run(press(270))
			k.damage(func(path string) error { return changed(path, 0, 1) })
			filings := make([]*news.Filing, tt.new)
			for i := range filings {
				filings[i] = article(fmt.Sprint("خبر آخر ", i), "alnahr", 2000, sentence(1000 + i)[:60])
			}
			tracker := story.New(k.store, story.Options{Folder: k.folder})
			if err := tracker.Add(t.Context(), filings...); err != nil {
				t.Errorf("Add = %v, want the articles filed by their prints", err)
			}
			if err := tracker.Close(t.Context()); err != nil {
				t.Errorf("Close = %v, want the index made anew", err)
			}
		})
	}
}

// TestStoppedRunIsNoFault stops a run once its articles are stored, while the index
// waits to be kept: that is left to the next run.
func TestStoppedRunIsNoFault(t *testing.T) {
	k := newKeeping(t)
	filings := press(280)
	k.run(filings[:270])
	k.damage(os.Remove)
	ctx, stop := context.WithCancel(t.Context())
	tracker := story.New(stopping{k.store, stop}, story.Options{Folder: k.folder})
	if err := tracker.Add(ctx, filings[270:]...); err != nil {
		t.Fatal(err)
	}
	if err := tracker.Close(ctx); err != nil {
		t.Errorf("Close = %v, want nothing told of who was stopped", err)
	}
}

// stopping is a shelf whose run is stopped as soon as articles are stored.
type stopping struct {
	*sqlite.Store
	stop context.CancelFunc
}

func (s stopping) File(ctx context.Context, filings []*news.Filing, decide story.Decide) error {
	defer s.stop()
	return s.Store.File(ctx, filings, decide)
}

// TestIndexThatCannotBeKept has a file where the folder should be: articles are
// filed all the same, and Close tells.
func TestIndexThatCannotBeKept(t *testing.T) {
	k := newKeeping(t)
	if err := os.WriteFile(string(k.folder), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	tracker := story.New(k.store, story.Options{Folder: k.folder})
	filings := press(1100) // more than make a file due
	filings[0] = article("الجسر", "alnahr", 0, bridge...)
	filings[1099] = article("جسر وادي السدر", "alsahil", 275, bridge...)
	for part := range slices.Chunk(filings, 100) {
		if err := tracker.Add(t.Context(), part...); err != nil {
			t.Fatal(err)
		}
	}
	if err := tracker.Close(t.Context()); err == nil || !strings.Contains(err.Error(), string(k.folder)) {
		t.Errorf("Close = %v, want an error that names %s", err, k.folder)
	}
	if first, last := filings[0].Variant, filings[1099].Variant; last.StoryID != first.StoryID {
		t.Errorf("the first report is story %d, its repost after the fault story %d", first.StoryID, last.StoryID)
	}
}

// TestWhyReadsAKeptIndex asks a store that may only be read.
func TestWhyReadsAKeptIndex(t *testing.T) {
	k := newKeeping(t)
	k.run(press(400))
	var all []news.Stored
	for a, err := range k.store.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	repost := all[slices.IndexFunc(all, func(a news.Stored) bool { return a.Variant.Relation == news.Repost })]
	before, listed := dirOf(t, k.folder), k.files()
	tracker := story.New(nil, story.Options{Folder: k.folder, Window: 1000 * time.Hour})
	err := k.store.View(t.Context(), func(ctx context.Context, d news.Desk) error {
		v, err := tracker.Why(ctx, d, repost, all[repost.Variant.ParentID-1])
		if !v.Kind.Joined() {
			t.Errorf("Why = %s, want it joined: %s", v.Kind, v.Why)
		}
		return err
	})
	if err != nil || tracker.Close(t.Context()) != nil {
		t.Fatal(err)
	}
	if after := dirOf(t, k.folder); !slices.Equal(before, after) || !slices.Equal(listed, k.files()) {
		t.Errorf("asking changed the index: %v, before %v", after, before)
	}
}

func dirOf(t *testing.T, f segments.Folder) (all []string) {
	t.Helper()
	files, err := os.ReadDir(string(f))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		all = append(all, file.Name())
	}
	return all
}

// TestDamagedFilesAreTold damages the file of an index in several ways: who asked
// for it is told its name once, and of a file that is missing nobody is.
func TestDamagedFilesAreTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(path string) error
		want   int
	}{
		{"sound", func(string) error { return nil }, 0},
		{"deleted", os.Remove, 0},
		{"emptied", func(path string) error { return os.Truncate(path, 0) }, 1},
		{"every posting changed", func(path string) error { return changed(path, 0, 20_000) }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, filings := newKeeping(t), press(600)
			k.run(filings[:300])
			file := k.files()[0]
			k.damage(c.change)
			var told []string
			tracker := story.New(k.store, story.Options{Folder: k.folder, Damaged: func(file string, err error) {
				if err == nil {
					t.Error("no reason is told")
				}
				told = append(told, file)
			}})
			for part := range slices.Chunk(filings[300:], 100) {
				if err := tracker.Add(t.Context(), part...); err != nil {
					t.Fatal(err)
				}
			}
			if err := tracker.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			if len(told) != c.want || c.want == 1 && told[0] != file {
				t.Errorf("told of %v, want %d times of %s", told, c.want, file)
			}
		})
	}
}

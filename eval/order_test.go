package eval

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// openBench returns a real tracker and a real replay over real stores.
func openBench(t *testing.T) func(context.Context) (Bench, error) {
	return func(ctx context.Context) (Bench, error) {
		st, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
		if err != nil {
			return Bench{}, err
		}
		replay := func(ctx context.Context) (news.Changes, error) {
			scratch, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "scratch.db"), sqlite.Options{})
			if err != nil {
				return news.Changes{}, err
			}
			defer scratch.Close()
			r, err := story.Replay{Archive: st, Scratch: scratch, Now: time.Unix(0, 0), DryRun: true}.Run(ctx)
			return r.Changes, err
		}
		return Bench{Desk: Desk{Filer: story.New(st, story.Options{}), Reader: st}, Replay: replay, Close: st.Close}, nil
	}
}

func TestOrder(t *testing.T) {
	room, _ := newsroom(t)
	var articles []Article
	for _, d := range articleFiles(t)[:8] {
		for _, kind := range []Kind{Light, Drop40} {
			e := variant(room, d, kind)
			articles = append(articles, Article{ID: e.ID, Outlet: e.Outlet, Title: e.Title, Published: e.At.Format(time.RFC3339), Text: e.Joined()})
		}
		articles = append(articles, Article{ID: d.ID, Outlet: d.Outlet, Title: d.Title, Published: d.At.Format(time.RFC3339), Text: d.Joined()})
	}
	r, err := Order(t.Context(), openBench(t), articles, OrderOptions{Seed: 1, Rounds: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if r.Articles != 24 || len(r.Rounds) != 2 || r.Joined < 12 {
		t.Errorf("%d articles, %d rounds, %d pairs joined; want 24, 2, half of 24 at least", r.Articles, len(r.Rounds), r.Joined)
	}
	if r.Moved != 0 {
		t.Errorf("a replay of what was filed in order of time moves %d articles, want 0", r.Moved)
	}
	again, err := Order(t.Context(), openBench(t), articles, OrderOptions{Seed: 1, Rounds: 2})
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Errorf("Order = %+v, %v the second time, want %+v", again, err, r)
	}
	mustEncode(t, r)
}

func TestShuffledWithinDays(t *testing.T) {
	var docs []Document
	for i := range 60 {
		docs = append(docs, Document{ID: string(rune('A' + i)), At: time.Date(2026, 3, 1+i%3, i%24, 0, 0, 0, time.UTC)})
	}
	days := byDay(docs)
	order := shuffledWithin(days, 1, 0)
	if slices.Equal(order, inTime(docs)) || slices.Equal(order, shuffledWithin(days, 1, 1)) {
		t.Error("the order of a round is that of time, or that of another round")
	}
	if !slices.Equal(order, shuffledWithin(days, 1, 0)) {
		t.Error("the order of a round is another the second time")
	}
	if !slices.IsSortedFunc(order, func(a, b int) int { return docs[a].At.Day() - docs[b].At.Day() }) {
		t.Errorf("order %v leaves the days", order)
	}
	slices.Sort(order)
	for i, at := range order {
		if i != at {
			t.Fatalf("place %d holds document %d: no permutation", i, at)
		}
	}
}

func TestCompareOrders(t *testing.T) {
	tests := []struct {
		name               string
		straight, shuffled []int64
		want               OrderRound
	}{
		{"the same", []int64{1, 1, 2}, []int64{7, 7, 8}, OrderRound{Joined: 1}},
		{"one lost", []int64{1, 1, 1}, []int64{1, 1, 2}, OrderRound{Joined: 1, Lost: 2, Share: 2. / 3}},
		{"one gained", []int64{1, 1, 2}, []int64{1, 1, 1}, OrderRound{Joined: 3, Gained: 2, Share: 2. / 3}},
		{"another", []int64{1, 1, 2}, []int64{1, 2, 2}, OrderRound{Joined: 1, Gained: 1, Lost: 1, Share: 1}},
		{"nothing", nil, nil, OrderRound{}},
	}
	for _, tt := range tests {
		changed := pairSet{}
		got := compareOrders(joinedPairs(tt.straight), joinedPairs(tt.shuffled), 0, changed)
		if got != tt.want || len(changed) != tt.want.Gained+tt.want.Lost {
			t.Errorf("%s: compareOrders(%v, %v) = %+v and %d pairs noted, want %+v", tt.name, tt.straight, tt.shuffled, got, len(changed), tt.want)
		}
	}
}

func TestOrderBadTime(t *testing.T) {
	_, err := Order(t.Context(), nil, []Article{{ID: "a", Published: "soon"}}, OrderOptions{})
	if err == nil || !strings.Contains(err.Error(), "article a: published") {
		t.Errorf("Order = %v, want an error that names the article", err)
	}
}

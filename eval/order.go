package eval

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sada/internal/wording"
	"sada/news"
)

// OrderOptions say what Order does. The zero value is ready for use.
type OrderOptions struct {
	Seed   uint64 // default 0
	Rounds int    // shuffled filings; default 5
}

// A Bench is an empty store of its own with a tracker that files into it.
type Bench struct {
	Desk
	Replay func(ctx context.Context) (news.Changes, error) // tells what a replay would change
	Close  func() error
}

// OrderReport says how far the order of arrival decides which articles share a
// story.
type OrderReport struct {
	Articles int          `json:"articles"`
	Days     int          `json:"days"` // within which the order was shuffled
	Seed     uint64       `json:"seed"`
	Joined   int          `json:"joined"`       // pairs joined when filed in order of time
	Moved    int          `json:"replay_moved"` // articles that a replay of that moves
	Rounds   []OrderRound `json:"rounds"`
	Changed  int          `json:"changed"` // different pairs that changed in any round
	Share    float64      `json:"share"`   // mean over the rounds of OrderRound.Share
	Pairs    [][2]string  `json:"pairs"`   // IDs of those that changed in any round, the first 200
}

// An OrderRound is one filing in another order, beside that in order of time.
type OrderRound struct {
	Joined int     `json:"joined"`       // pairs joined
	Gained int     `json:"gained"`       // pairs joined in this order only
	Lost   int     `json:"lost"`         // pairs joined in order of time only
	Share  float64 `json:"share"`        // Gained and Lost of the pairs joined in either
	Moved  int     `json:"replay_moved"` // articles that a replay moves, which files in order of time
}

// Order files the articles once in order of time, then again and again with
// the order within each day (UTC) shuffled, each time into a bench of its own,
// and counts the pairs that one filing joins and the other does not. The times
// of the articles stay as they are: only the order in which they come changes.
func Order(ctx context.Context, open func(ctx context.Context) (Bench, error), articles []Article, opts OrderOptions) (OrderReport, error) {
	if opts.Rounds == 0 {
		opts.Rounds = 5
	}
	docs, err := documents(articles)
	if err != nil {
		return OrderReport{}, err
	}
	days := byDay(docs)
	r := OrderReport{Articles: len(docs), Days: len(days), Seed: opts.Seed, Pairs: [][2]string{}}
	straight, moved, err := fileOn(ctx, open, docs, inTime(docs))
	if err != nil {
		return r, err
	}
	r.Joined, r.Moved = len(straight), moved
	changed := pairSet{}
	for round := range opts.Rounds {
		shuffled, moved, err := fileOn(ctx, open, docs, shuffledWithin(days, opts.Seed, round))
		if err != nil {
			return r, fmt.Errorf("round %d: %w", round+1, err)
		}
		r.Rounds = append(r.Rounds, compareOrders(straight, shuffled, moved, changed))
	}
	r.sum(docs, changed)
	return r, nil
}

// byDay returns the documents of each day, days and documents in order of time.
func byDay(docs []Document) [][]int {
	var days [][]int
	var last time.Time
	for _, i := range inTime(docs) {
		if day := docs[i].At.UTC().Truncate(24 * time.Hour); len(days) == 0 || !day.Equal(last) {
			days, last = append(days, nil), day
		}
		days[len(days)-1] = append(days[len(days)-1], i)
	}
	return days
}

// shuffledWithin returns the documents day by day, those of each day in an order
// that the seed and the round decide.
func shuffledWithin(days [][]int, seed uint64, round int) []int {
	r := draw(seed, "order", strconv.Itoa(round))
	var order []int
	for _, day := range days {
		day = slices.Clone(day)
		r.Shuffle(len(day), func(i, j int) { day[i], day[j] = day[j], day[i] })
		order = append(order, day...)
	}
	return order
}

// A pairSet holds pairs of documents, the lesser first.
type pairSet map[[2]int]bool

// fileOn files documents on a bench of their own and returns the pairs joined,
// and how many articles a replay would move.
func fileOn(ctx context.Context, open func(ctx context.Context) (Bench, error), docs []Document, order []int) (pairs pairSet, moved int, err error) {
	b, err := open(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer func() {
		if cerr := b.Close(); err == nil {
			err = cerr
		}
	}()
	filed, err := b.fileInOrder(ctx, docs, order)
	if err != nil {
		return nil, 0, err
	}
	changes, err := b.Replay(ctx)
	return joinedPairs(filed.Story), changes.Moved, err
}

func joinedPairs(story []int64) pairSet {
	pairs, members := pairSet{}, map[int64][]int{}
	for i, s := range story {
		for _, k := range members[s] {
			pairs[[2]int{k, i}] = true
		}
		members[s] = append(members[s], i)
	}
	return pairs
}

// compareOrders counts what differs between two filings, and notes it.
func compareOrders(straight, shuffled pairSet, moved int, changed pairSet) OrderRound {
	r := OrderRound{Joined: len(shuffled), Moved: moved}
	for p := range shuffled {
		if !straight[p] {
			r.Gained++
			changed[p] = true
		}
	}
	for p := range straight {
		if !shuffled[p] {
			r.Lost++
			changed[p] = true
		}
	}
	if either := len(straight) + r.Gained; either > 0 {
		r.Share = float64(r.Gained+r.Lost) / float64(either)
	}
	return r
}

// sum fills in what follows from all rounds.
func (r *OrderReport) sum(docs []Document, changed pairSet) {
	for _, round := range r.Rounds {
		r.Share += round.Share / float64(len(r.Rounds))
	}
	r.Changed = len(changed)
	for p := range changed {
		r.Pairs = append(r.Pairs, [2]string{docs[p[0]].ID, docs[p[1]].ID})
	}
	slices.SortFunc(r.Pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	r.Pairs = r.Pairs[:min(len(r.Pairs), mostStrays)]
}

// String is the report as a table.
func (r OrderReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s, seed %d\n\n", wording.Count(r.Articles, "article"), wording.Count(r.Days, "day"), r.Seed)
	fmt.Fprintf(&b, "%-12s %7s %7s %6s %8s  %s\n", "order", "joined", "gained", "lost", "changed", "moved by a replay")
	fmt.Fprintf(&b, "%-12s %7d %7s %6s %8s  %d\n", "of time", r.Joined, "", "", "", r.Moved)
	for i, x := range r.Rounds {
		fmt.Fprintf(&b, "%-12s %7d %7d %6d %8.4f  %d\n", fmt.Sprintf("shuffled %d", i+1), x.Joined, x.Gained, x.Lost, x.Share, x.Moved)
	}
	fmt.Fprintf(&b, "\nchanged in any round: %s; on the average %.4f of the pairs joined in either order\n", wording.Count(r.Changed, "pair"), r.Share)
	return b.String()
}

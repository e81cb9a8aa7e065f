package schedule_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sada/crawler/schedule"
	"sada/news"
)

// TestIntervalFollowsTheRate polls feeds of 20 entries, on which articles appear
// at random at a given rate, for ten days of a cron that runs every five
// minutes. It prints how often each is polled, how long after it appeared an
// article is seen, and how many left the list before they were seen.
func TestIntervalFollowsTheRate(t *testing.T) {
	const list, days = 20, 10
	always := func(time.Duration) bool { return true }
	byDay := func(at time.Duration) bool { return at%(24*time.Hour) > 6*time.Hour }
	for _, tc := range []struct {
		name    string
		perHour float64
		open    func(time.Duration) bool
		polls   [2]float64    // a day, least and most
		late    time.Duration // at most, on average
		lost    float64       // share, at most
	}{
		{"60 an hour", 60, always, [2]float64{200, 289}, 5 * time.Minute, 0},
		{"20 an hour", 20, always, [2]float64{100, 289}, 8 * time.Minute, 0},
		{"6 an hour", 6, always, [2]float64{40, 150}, 20 * time.Minute, 0},
		{"one an hour", 1, always, [2]float64{8, 40}, 90 * time.Minute, 0},
		{"one a day", 1. / 24, always, [2]float64{4, 7}, 4 * time.Hour, 0},
		{"20 an hour by day, none at night", 20, byDay, [2]float64{60, 289}, 10 * time.Minute, 0.02},
	} {
		rng := rand.New(rand.NewPCG(1, uint64(tc.perHour*100)))
		var waiting []time.Duration // when the articles appeared that were not seen yet
		next := time.Duration(rng.ExpFloat64() / tc.perHour * float64(time.Hour))
		f := news.Feed{URL: "http://nibras.example/feed", Enabled: true}
		polls, seen, lost, late := 0, 0, 0, time.Duration(0)
		for at := time.Duration(0); at < days*24*time.Hour; at += 5 * time.Minute {
			for next <= at {
				if tc.open(next) {
					waiting = append(waiting, next)
				}
				next += time.Duration(rng.ExpFloat64() / tc.perHour * float64(time.Hour))
			}
			if !schedule.Due(f, now.Add(at)) {
				continue
			}
			polls++
			lost += max(len(waiting)-list, 0)
			waiting = waiting[max(len(waiting)-list, 0):]
			for appeared := range slices.Values(waiting) {
				seen, late = seen+1, late+at-appeared
			}
			f = schedule.Next(f, schedule.Outcome{Items: list, New: len(waiting)}, now.Add(at), schedule.Bounds{})
			waiting = waiting[:0]
		}
		perDay, mean, share := float64(polls)/days, late/time.Duration(max(seen, 1)), float64(lost)/math.Max(float64(seen+lost), 1)
		t.Logf("%-34s %5.1f polls a day, seen after %v, %.1f %% lost", tc.name, perDay, mean.Round(time.Second), 100*share)
		if perDay < tc.polls[0] || perDay > tc.polls[1] || mean > tc.late || share > tc.lost {
			t.Errorf("%s: %.1f polls a day, seen after %v, %.3f lost; want %v, at most %v and %.3f", tc.name, perDay, mean, share, tc.polls, tc.late, tc.lost)
		}
	}
}

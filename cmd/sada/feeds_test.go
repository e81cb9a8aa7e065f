package main

import (
	"testing"
	"time"
)

func TestAgo(t *testing.T) {
	now := time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, "never"},
		{now.Add(time.Hour), "0s ago"}, // a clock that was set back
		{now, "0s ago"},
		{now.Add(-90 * time.Minute), "1h30m ago"},
		{now.AddDate(0, 0, -60), "60d00h ago"},
		{now.AddDate(0, 0, -61), "2026-05-27"},
		{time.Date(2015, 3, 31, 21, 0, 0, 0, time.UTC), "2015-03-31"},
	} {
		if got := agoText(tc.at, now); got != tc.want {
			t.Errorf("agoText(%s) = %q, want %q", tc.at, got, tc.want)
		}
	}
}

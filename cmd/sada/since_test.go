package main

import (
	"testing"
	"time"
)

func TestSince(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct{ text, want string }{
		{"", "0001-01-01T00:00:00Z"},
		{"0", "2026-03-05T12:00:00Z"},
		{"90m", "2026-03-05T10:30:00Z"},
		{"7d", "2026-02-26T12:00:00Z"},
		{"2026-03-01", "2026-03-01T00:00:00Z"},
		{"2026-03-01T08:30+03:00", "2026-03-01T05:30:00Z"},
		{"2026-03-01T08:30:15Z", "2026-03-01T08:30:15Z"},
	} {
		got, err := since(test.text, now)
		if err != nil || got.UTC().Format(time.RFC3339) != test.want {
			t.Errorf("since(%q) = %v, %v, want %s", test.text, got, err, test.want)
		}
	}
	for _, text := range []string{"lately", "-5h", "2026-13-01", "2026-3-1", "5", "٢٠٢٦-٠٣-٠١"} {
		if got, err := since(text, now); err == nil {
			t.Errorf("since(%q) = %v, want an error", text, got)
		}
	}
}

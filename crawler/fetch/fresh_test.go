package fetch

import (
	"net/http"
	"testing"
	"time"
)

func TestMaxAge(t *testing.T) {
	for _, tt := range []struct {
		control, age string
		want         time.Duration
	}{
		{"", "", 0},
		{"max-age=300", "", 5 * time.Minute},
		{"public, Max-Age = \"300\", must-revalidate", "", 5 * time.Minute},
		{"max-age=300", "100", 200 * time.Second},
		{"max-age=300", "400", 0},
		{"max-age=300", "soon", 5 * time.Minute},
		{"max-age=300, no-cache", "", 0},
		{"no-store", "", 0},
		{"max-age=-1", "", 0},
		{"max-age=soon", "", 0},
		{"max-age", "", 0},
		{"s-maxage=60", "", 0},
		{"max-age=4294967295", "", maxMaxAge},
		{"max-age=99999999999999999999", "", 0},
	} {
		h := http.Header{"Cache-Control": {tt.control}, "Age": {tt.age}}
		if got := maxAge(h); got != tt.want {
			t.Errorf("maxAge(%q, Age %q) = %v, want %v", tt.control, tt.age, got, tt.want)
		}
	}
}

func FuzzMaxAge(f *testing.F) {
	f.Add("max-age=300, public", "12")
	f.Add("no-cache", "-1")
	f.Fuzz(func(t *testing.T, control, age string) {
		got := maxAge(http.Header{"Cache-Control": {control}, "Age": {age}})
		if got < 0 || got > maxMaxAge {
			t.Fatalf("maxAge(%q, Age %q) = %v", control, age, got)
		}
	})
}

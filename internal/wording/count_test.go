package wording

import "testing"

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{
		{0, "article", "0 articles"},
		{1, "article", "1 article"},
		{2, "new story", "2 new stories"},
		{1, "new story", "1 new story"},
		{3, "day", "3 days"},
		{1, "day", "1 day"},
	} {
		if got := Count(c.n, c.noun); got != c.want {
			t.Errorf("Count(%d, %q) = %q, want %q", c.n, c.noun, got, c.want)
		}
	}
}

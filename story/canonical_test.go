package story

import (
	"slices"
	"testing"
	"time"

	"sada/news"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func member(id int64, hours int, passages ...uint64) news.Member {
	return news.Member{ArticleID: id, At: noon.Add(time.Duration(hours) * time.Hour), Print: news.Print{Passages: passages}}
}

// old is a member whose print is of another scheme.
func old(m news.Member) news.Member {
	m.Print.Scheme = "before"
	return m
}

func TestCanonical(t *testing.T) {
	tests := []struct {
		name    string
		members []news.Member
		want    int64
	}{
		{"alone", []news.Member{member(1, 0, 1, 2)}, 1},
		{"the one that holds the others", []news.Member{member(1, 0, 1, 2), member(2, 5, 1, 2, 3, 4, 5), member(3, 1, 3, 4)}, 2},
		{"no compilation", []news.Member{member(1, 0, 1, 2, 3), member(2, 5, 1, 2, 3, 4, 5, 6, 7), member(3, 1, 1, 2), member(4, 2, 2, 3)}, 1},
		{"of two alike compilations none", []news.Member{member(1, 1, 1, 2, 3, 4, 5, 6, 7), member(2, 5, 1, 2, 3, 4, 5, 6, 7), member(3, 1, 1, 2, 3), member(4, 2, 1, 2, 3), member(5, 0, 9), member(6, 3, 1, 3), member(7, 3, 1, 2), member(8, 4, 1, 2)}, 3},
		{"a long text that came first is the source", []news.Member{member(1, 0, 1, 2, 3, 4, 5, 6, 7), member(2, 5, 1, 2, 3), member(3, 1, 1, 2), member(4, 2, 6, 7)}, 1},
		{"no compilation that came first either", []news.Member{member(1, 0, 1, 2, 3, 4, 5, 6, 7), member(2, 5, 1, 2, 3), member(3, 1, 1, 2, 3), member(4, 2, 1, 3)}, 3},
		{"no alert", []news.Member{member(1, 0, 1, 2), member(2, 1, 1, 2, 3, 4, 5, 6), member(3, 2, 1, 2), member(4, 3, 1, 2, 3, 4, 5)}, 2},
		{"the earliest of what is nearly alike", []news.Member{member(1, 2, 1, 2, 3, 4, 5, 6), member(2, 1, 1, 2, 3, 4, 5, 7), member(3, 3, 1, 2, 3, 4, 5, 6)}, 2},
		{"prints of two schemes are not compared", []news.Member{old(member(1, 0, 1, 2, 3)), member(2, 1, 1, 2, 3), member(3, 2, 1, 2)}, 2},
		{"the earliest of equals", []news.Member{member(1, 3, 1, 2), member(2, 1, 1, 2), member(3, 2, 1, 2)}, 2},
		{"the least id of one moment", []news.Member{member(7, 1, 1), member(4, 1, 1)}, 4},
		{"a new article after all of one moment", []news.Member{member(0, 1, 1), member(4, 1, 1)}, 4},
	}
	for _, tt := range tests {
		if got := canonical(tt.members).ArticleID; got != tt.want {
			t.Errorf("%s: canonical = %d, want %d", tt.name, got, tt.want)
		}
		slices.Reverse(tt.members)
		if got := canonical(tt.members).ArticleID; got != tt.want {
			t.Errorf("%s, the other way round: canonical = %d, want %d", tt.name, got, tt.want)
		}
	}
}

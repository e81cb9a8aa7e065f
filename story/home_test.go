package story

import (
	"slices"
	"testing"

	"sada/news"
)

// TestResettle parts four members of story 5, the last of whom is the new article.
func TestResettle(t *testing.T) {
	tests := []struct {
		name    string
		stay    []int
		parties [][]int
		story   int64
		members []int64
		left    [][]int64
		gone    [][]int64
	}{
		{"others leave", []int{0, 3}, [][]int{{1}, {2}}, 5, []int64{1}, nil, [][]int64{{2}, {3}}},
		{"the new article leaves with one", []int{0, 2}, [][]int{{1, 3}}, 0, []int64{2}, [][]int64{{1, 3}}, nil},
		{"it leaves with one, another apart", []int{0}, [][]int{{1}, {2, 3}}, 0, []int64{3}, [][]int64{{1}}, [][]int64{{2}}},
		{"it leaves alone", []int{0, 1, 2}, [][]int{{3}}, 0, nil, [][]int64{{1, 2, 3}}, nil},
	}
	for _, tt := range tests {
		members := []news.Member{member(1, 0), member(2, 1), member(3, 2), member(0, 3)}
		h := home{story: 5, members: members[:3]}
		h.resettle(members, tt.stay, tt.parties)
		var gone [][]news.Member
		for _, p := range h.gone {
			gone = append(gone, p.members)
		}
		if h.story != tt.story || !slices.Equal(ids(h.members), tt.members) || !slices.EqualFunc(h.left, tt.left, sameIDs) || !slices.EqualFunc(gone, tt.gone, sameIDs) {
			t.Errorf("%s: resettle = story %d of %v, left %v, gone %v, want story %d of %v, left %v, gone %v", tt.name,
				h.story, ids(h.members), h.left, gone, tt.story, tt.members, tt.left, tt.gone)
		}
	}
}

func sameIDs(members []news.Member, want []int64) bool { return slices.Equal(ids(members), want) }

func ids(members []news.Member) (all []int64) {
	for _, m := range members {
		all = append(all, m.ArticleID)
	}
	return all
}

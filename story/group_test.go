package story

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestName gives groups the stories that they go on. A past is written as
// {article, story, canonical, outside}, a draft article as its place from 1 on.
func TestName(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pasts  []past
		groups []*group
		want   []int64
	}{
		{"the same groups", []past{{1, 7, true, false}, {2, 7, false, false}, {3, 8, true, false}},
			[]*group{{members: []int64{1, 2}, head: 1}, {members: []int64{3}, head: 3}}, []int64{7, 8}},
		{"most members", []past{{1, 7, true, false}, {2, 8, true, false}, {3, 8, false, false}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}}, []int64{8}},
		{"as many members, then the canonical article", []past{{1, 7, true, false}, {2, 8, true, false}},
			[]*group{{members: []int64{1, 2}, head: 2}}, []int64{8}},
		{"a split: the larger part", []past{{1, 7, true, false}, {2, 7, false, false}, {3, 7, false, false}},
			[]*group{{members: []int64{1}, head: 1}, {members: []int64{2, 3}, head: 2}}, []int64{0, 7}},
		{"a split in halves: the part with the canonical article", []past{{1, 7, false, false}, {2, 7, true, false}},
			[]*group{{members: []int64{1}, head: 1}, {members: []int64{2}, head: 2}}, []int64{0, 7}},
		{"second choice", []past{{1, 7, true, false}, {2, 7, false, false}, {3, 7, false, false}, {4, 7, false, false}, {5, 7, false, false}, {6, 8, true, false}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}, {members: []int64{4, 5, 6}, head: 4}}, []int64{7, 8}},
		{"those outside don't leave", []past{{1, 7, true, true}, {2, 8, true, false}, {3, 8, false, false}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}}, []int64{7}},
		{"names given before", []past{{1, 7, true, false}, {2, 8, true, false}, {3, 8, false, false}},
			[]*group{{members: []int64{1}, head: 1, story: 8}, {members: []int64{2, 3}, head: 2}}, []int64{8, 0}},
		{"names given twice", []past{{1, 7, true, false}, {2, 7, false, false}},
			[]*group{{members: []int64{1}, head: 1, story: 7}, {members: []int64{2}, head: 2, story: 7}}, []int64{7, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name(tt.groups, tt.pasts)
			var got []int64
			for _, g := range tt.groups {
				got = append(got, g.story)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("stories: want -, got +\n%s", diff)
			}
		})
	}
}

package story

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestName gives groups the stories that they go on. A draft article is
// written as its place among the pasts, from 1 on.
func TestName(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pasts  []past
		groups []*group
		want   []int64
	}{
		{
			"the same groups",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 7}, {article: 3, story: 8, canonical: true}},
			[]*group{{members: []int64{1, 2}, head: 1}, {members: []int64{3}, head: 3}},
			[]int64{7, 8},
		},
		{
			"most members",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 8, canonical: true}, {article: 3, story: 8}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}},
			[]int64{8},
		},
		{
			"as many members, then the canonical article",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 8, canonical: true}},
			[]*group{{members: []int64{1, 2}, head: 2}},
			[]int64{8},
		},
		{
			"a split: the larger part",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 7}, {article: 3, story: 7}},
			[]*group{{members: []int64{1}, head: 1}, {members: []int64{2, 3}, head: 2}},
			[]int64{0, 7},
		},
		{
			"a split in halves: the part with the canonical article",
			[]past{{article: 1, story: 7}, {article: 2, story: 7, canonical: true}},
			[]*group{{members: []int64{1}, head: 1}, {members: []int64{2}, head: 2}},
			[]int64{0, 7},
		},
		{
			"second choice",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 7}, {article: 3, story: 7}, {article: 4, story: 7}, {article: 5, story: 7}, {article: 6, story: 8, canonical: true}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}, {members: []int64{4, 5, 6}, head: 4}},
			[]int64{7, 8},
		},
		{
			"those outside don't leave",
			[]past{{article: 1, story: 7, canonical: true, outside: true}, {article: 2, story: 8, canonical: true}, {article: 3, story: 8}},
			[]*group{{members: []int64{1, 2, 3}, head: 1}},
			[]int64{7},
		},
		{
			"names given before",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 8, canonical: true}, {article: 3, story: 8}},
			[]*group{{members: []int64{1}, head: 1, story: 8}, {members: []int64{2, 3}, head: 2}},
			[]int64{8, 0},
		},
		{
			"names given twice",
			[]past{{article: 1, story: 7, canonical: true}, {article: 2, story: 7}},
			[]*group{{members: []int64{1}, head: 1, story: 7}, {members: []int64{2}, head: 2, story: 7}},
			[]int64{7, 0},
		},
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

package eval

import (
	"math"
	"reflect"
	"testing"
)

func TestGrade(t *testing.T) {
	tests := []struct {
		name  string
		truth []string
		story []int64
		want  Score
	}{
		{
			name: "nothing filed",
			want: Score{Precision: 1, Recall: 1, F1: 1, BCubedPrecision: 1, BCubedRecall: 1, BCubedF1: 1},
		},
		{
			name:  "all right",
			truth: []string{"a", "a", "b"},
			story: []int64{7, 7, 9},
			want: Score{
				Articles: 3, Truths: 2, Stories: 2, Largest: 2, TruePairs: 1, JoinedPairs: 1, RightPairs: 1,
				Precision: 1, Recall: 1, F1: 1, BCubedPrecision: 1, BCubedRecall: 1, BCubedF1: 1,
			},
		},
		{
			name:  "nothing joined",
			truth: []string{"a", "a", "a"},
			story: []int64{1, 2, 3},
			want: Score{
				Articles: 3, Truths: 1, Stories: 3, Largest: 1, TruePairs: 3,
				Precision: 1, BCubedPrecision: 1, BCubedRecall: 1.0 / 3, BCubedF1: 0.5,
			},
		},
		{
			name:  "everything joined",
			truth: []string{"a", "a", "b", "c"},
			story: []int64{1, 1, 1, 1},
			want: Score{
				Articles: 4, Truths: 3, Stories: 1, Largest: 4, Mixed: 1, TruePairs: 1, JoinedPairs: 6, RightPairs: 1,
				Precision: 1.0 / 6, Recall: 1, F1: 2.0 / 7,
				BCubedPrecision: (2*0.5 + 2*0.25) / 4, BCubedRecall: 1, BCubedF1: 2 * 0.375 / 1.375,
			},
		},
		{
			// Two stories of three, one article of a lies with b: of 4 joined pairs
			// 2 are right, of 6 true ones 2 are joined.
			name:  "one astray",
			truth: []string{"a", "a", "a", "b", "b", "b"},
			story: []int64{1, 1, 2, 2, 2, 3},
			want: Score{
				Articles: 6, Truths: 2, Stories: 3, Largest: 3, Mixed: 1, TruePairs: 6, JoinedPairs: 4, RightPairs: 2,
				Precision: 0.5, Recall: 1.0 / 3, F1: 0.4,
				BCubedPrecision: (1 + 1 + 1.0/3 + 2.0/3 + 2.0/3 + 1) / 6,
				BCubedRecall:    (2.0/3 + 2.0/3 + 1.0/3 + 2.0/3 + 2.0/3 + 1.0/3) / 6,
				BCubedF1:        2 * (7.0 / 9) * (5.0 / 9) / (12.0 / 9),
			},
		},
		{
			name:  "unknown articles are left out",
			truth: []string{"a", "", "a", ""},
			story: []int64{1, 1, 1, 2},
			want: Score{
				Articles: 2, Truths: 1, Stories: 1, Largest: 2, TruePairs: 1, JoinedPairs: 1, RightPairs: 1,
				Precision: 1, Recall: 1, F1: 1, BCubedPrecision: 1, BCubedRecall: 1, BCubedF1: 1,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Grade(tt.truth, tt.story); !near(got, tt.want) {
				t.Errorf("Grade(%v, %v)\n got %+v\nwant %+v", tt.truth, tt.story, got, tt.want)
			}
		})
	}
}

// near compares two scores field by field, shares up to rounding.
func near(a, b Score) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if x.Field(i).Kind() == reflect.Float64 {
			if math.Abs(x.Field(i).Float()-y.Field(i).Float()) > 1e-12 {
				return false
			}
		} else if x.Field(i).Int() != y.Field(i).Int() {
			return false
		}
	}
	return true
}

func TestWrongJoins(t *testing.T) {
	family := []string{"gold", "gold", "gold", "", "telegram", "telegram"}
	truth := []string{"g1", "g1", "g2", "x", "t1", "t2"}
	tests := []struct {
		name  string
		story []int64
		want  []FamilyJoins
	}{
		{"all apart", []int64{1, 2, 3, 4, 5, 6}, []FamilyJoins{{"gold", 2, 0}, {"telegram", 1, 0}}},
		{"a repost joined is no wrong join", []int64{1, 1, 3, 4, 5, 6}, []FamilyJoins{{"gold", 2, 0}, {"telegram", 1, 0}}},
		{"two days of gold joined", []int64{1, 1, 1, 4, 5, 6}, []FamilyJoins{{"gold", 2, 2}, {"telegram", 1, 0}}},
		{"across families is not counted here", []int64{1, 2, 5, 4, 5, 5}, []FamilyJoins{{"gold", 2, 0}, {"telegram", 1, 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := WrongJoins(family, truth, tt.story); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("WrongJoins(%v) = %v, want %v", tt.story, got, tt.want)
			}
		})
	}
}

func TestCountStrays(t *testing.T) {
	docs := []Document{{Truth: "a", ID: "a"}, {Truth: "a", ID: "a+", Base: "a"}, {ID: "x"}, {ID: "y"}, {Truth: "b", ID: "b"}}
	tests := []struct {
		name            string
		story           []int64
		wrong, doubtful int
	}{
		{"base and edit", []int64{1, 1, 2, 3, 4}, 0, 0},
		{"nobody judged the rest", []int64{1, 1, 2, 2, 4}, 0, 0},
		{"one of the rest with both", []int64{1, 1, 1, 3, 4}, 1, 1},
		{"all in one", []int64{1, 1, 1, 1, 1}, 3, 5},
		{"two bases", []int64{1, 2, 3, 4, 1}, 0, 1},
		{"an edit astray", []int64{1, 2, 3, 2, 2}, 2, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got EditReport
			got.countStrays(docs, tt.story)
			if got.Wrong != tt.wrong || got.Doubtful != tt.doubtful || len(got.Strays) != tt.wrong+tt.doubtful {
				t.Errorf("countStrays(%v): wrong %d, doubtful %d, listed %v; want %d and %d", tt.story, got.Wrong, got.Doubtful, got.Strays, tt.wrong, tt.doubtful)
			}
		})
	}
}

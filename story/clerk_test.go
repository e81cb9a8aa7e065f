package story

import (
	"slices"
	"testing"
	"time"

	"sada/dedupe"
	"sada/news"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

// found is a finding of an article of 2,000 bytes, which the other holds.
func found(article, story int64, kind news.Relation, score float64) finding {
	return finding{article, story, dedupe.Standing{Verdict: news.Verdict{Kind: kind, Score: score, Spans: []news.Span{{AEnd: 2000}}}}}
}

func TestNeighbours(t *testing.T) {
	tests := []struct {
		name     string
		own      int64
		findings []finding
		want     []int64
	}{
		{"nothing near", 0, nil, nil},
		{"a link is no home", 0, []finding{found(1, 1, news.Partial, 0.9), found(2, 2, news.Series, 1)}, nil},
		{"the highest score first", 0, []finding{found(1, 1, news.Repost, 0.6), found(2, 2, news.Update, 0.8)}, []int64{2, 1}},
		{"the earlier story of equals", 0, []finding{found(5, 3, news.Repost, 0.7), found(6, 2, news.Repost, 0.7)}, []int64{2, 3}},
		{"each once", 0, []finding{found(1, 4, news.Repost, 0.9), found(2, 3, news.Repost, 0.8), found(3, 4, news.Repost, 0.7)}, []int64{4, 3}},
		{"not its own", 4, []finding{found(1, 4, news.Repost, 0.9), found(2, 3, news.Repost, 0.8)}, []int64{3}},
		{"the first few", 0, []finding{found(1, 1, news.Copy, 1), found(2, 2, news.Copy, 1), found(3, 3, news.Copy, 1), found(4, 4, news.Copy, 1)}, []int64{1, 2, 3}},
	}
	for _, tt := range tests {
		if got := neighbours(tt.own, tt.findings); !slices.Equal(got, tt.want) {
			t.Errorf("%s: neighbours = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// doubted is a finding that words were copied, and maybe not all of a report.
func doubted(article, story int64) finding {
	x := found(article, story, news.Partial, 0.5)
	x.standing.Copied, x.standing.Whole = 0.99, 0.4
	return x
}

// holding is a finding of a repost that may be part of a compilation: the member holds
// the text up to there.
func holding(article, story int64, end int) finding {
	x := found(article, story, news.Repost, 0.5)
	x.standing.Copied, x.standing.Whole, x.standing.Spans = 1, 0.4, []news.Span{{AEnd: end, BEnd: end}}
	return x
}

func TestAgreed(t *testing.T) {
	tests := []struct {
		name     string
		findings []finding
		want     bool
	}{
		{"the only member", []finding{found(1, 1, news.Repost, 0.6)}, true},
		{"half of them", []finding{found(1, 1, news.Repost, 0.6), found(2, 1, news.Partial, 0.5)}, true},
		{"two of six take it for another report", []finding{
			found(1, 1, news.Repost, 0.9), found(2, 1, news.Repost, 0.9), found(3, 1, news.Repost, 0.9), found(4, 1, news.Repost, 0.9),
			found(5, 1, news.Series, 0.9), found(6, 1, news.None, 0),
		}, false},
		{"one of three does", []finding{found(1, 1, news.Repost, 0.9), found(2, 1, news.Repost, 0.9), found(3, 1, news.None, 0)}, true},
		{"a copy of one of three", []finding{found(1, 1, news.Copy, 1), found(2, 1, news.Partial, 0.5), found(3, 1, news.Partial, 0.5)}, true},
		{"one of three, and nothing but the whole is in doubt to the others", []finding{
			found(1, 1, news.Repost, 0.6), doubted(2, 1), doubted(3, 1),
		}, true},
		{"one of three", []finding{found(1, 1, news.Repost, 0.6), found(2, 1, news.Partial, 0.5), found(3, 1, news.None, 0)}, false},
		{"a stranger to three", []finding{holding(1, 1, 1000), holding(2, 1, 1000), holding(3, 1, 900)}, false},
		{"one of them holds the rest", []finding{holding(1, 1, 1000), holding(2, 1, 1000), holding(3, 1, 2000)}, true},
		{"other stories don't vote", []finding{found(1, 1, news.Repost, 0.6), found(2, 2, news.None, 0), found(3, 3, news.None, 0)}, true},
	}
	for _, tt := range tests {
		if got := agreed(1, tt.findings, 2000); got != tt.want {
			t.Errorf("%s: agreed = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestDisown leaves a stranger no neighbour of the story, nor of its copies.
func TestDisown(t *testing.T) {
	tests := []struct {
		name     string
		findings []finding
		want     []int64
	}{
		{"a stranger", []finding{holding(1, 1, 1000), holding(2, 1, 900), holding(4, 1, 900), found(3, 2, news.Repost, 0.4)}, []int64{2}},
		{"one of theirs", []finding{holding(1, 1, 1000), holding(2, 1, 2000), found(3, 2, news.Repost, 0.4)}, []int64{1, 2}},
		{"the same text as one", []finding{found(1, 1, news.Copy, 1), holding(2, 1, 900), found(3, 2, news.Repost, 0.4)}, []int64{1, 2}},
	}
	for _, tt := range tests {
		disown(1, tt.findings, 2000)
		if got := neighbours(0, tt.findings); !slices.Equal(got, tt.want) {
			t.Errorf("%s: neighbours = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestKept tells what the votes of a story decide by themselves; of the rest the
// article that shows it does.
func TestKept(t *testing.T) {
	tests := []struct {
		name  string
		votes testimony
		want  bool
	}{
		{"half are for it", testimony{all: 8, yes: 4, strange: 1}, true},
		{"few, and a quarter call it another report", testimony{all: 8, yes: 3, strange: 2}, false},
		{"too few are asked", testimony{all: quorum - 1, strange: quorum - 1}, true},
	}
	for _, tt := range tests {
		got, err := (&jury{}).kept(t.Context(), 0, nil, tt.votes)
		if err != nil || got != tt.want {
			t.Errorf("%s: kept = %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

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

func TestLinks(t *testing.T) {
	var many []finding
	for i := range int64(maxLinks + 5) {
		many = append(many, found(i+1, 5, news.Partial, float64(i)/100))
	}
	got := links([]news.Member{{ArticleID: 90}}, append(many, found(90, 9, news.Partial, 1), found(91, 5, news.None, 1)))
	if len(got) != maxLinks || got[0].OtherID != maxLinks+5 {
		t.Errorf("%d links, the first to %d, want %d, the first to %d", len(got), got[0].OtherID, maxLinks, maxLinks+5)
	}
}

// TestSeat places an article under the head of its story, though it is like nobody
// that is left there by itself.
func TestSeat(t *testing.T) {
	members := []news.Member{member(1, 0), member(2, 1)}
	c := &clerk{findings: []finding{doubted(1, 7), found(3, 7, news.Repost, 0.9)}}
	got, err := c.seat(t.Context(), home{story: 7, members: members}, members[0])
	if err != nil || got.StoryID != 7 || got.ParentID != 1 || !got.Relation.Joined() {
		t.Errorf("seat = %+v, %v, want it joined to story 7 under article 1", got, err)
	}
}

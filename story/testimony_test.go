package story

import (
	"slices"
	"testing"

	"sada/dedupe"
	"sada/news"
)

// heard is the testimony of members who take an article for one report with theirs
// with the same probability, and hold each the same stretch of it.
func heard(members int, whole float64, stretches ...[2]int) testimony {
	var voices []voice
	for range members {
		v := dedupe.Standing{Copied: 1, Whole: whole, Verdict: news.Verdict{Kind: news.Repost}}
		for _, s := range stretches {
			v.Spans = append(v.Spans, news.Span{AStart: s[0], AEnd: s[1], BStart: 9, BEnd: 9})
		}
		voices = append(voices, voice{standing: v, first: true})
	}
	return hear(voices)
}

func TestStranger(t *testing.T) {
	half := [2]int{0, 1000} // of 2,000 bytes
	tests := []struct {
		name string
		t    testimony
		want bool
	}{
		{"one member cannot tell", heard(1, 0.01, half), false},
		{"two can, if they are not sure", heard(2, 0.3, half), true},
		{"two who are sure", heard(2, 0.7, half), false},
		{"sixteen who are as sure know better", heard(16, 0.7, half), true},
		{"sixteen who are surer still", heard(16, 0.9999, half), false},
		{"nothing besides, however unlike", heard(16, 0, [2]int{0, 2000}), false},
		{"other words for the same", heard(16, 0.3, [2]int{0, 400}, [2]int{800, 1200}, [2]int{1650, 2000}), false},
		{"as much in one stretch", heard(16, 0.3, [2]int{0, 1150}), true},
	}
	for _, tt := range tests {
		if got := tt.t.stranger(2000); got != tt.want {
			t.Errorf("%s: stranger = %v, want %v", tt.name, got, tt.want)
		}
	}
	empty := heard(9, 0.5)
	if empty.stranger(0) {
		t.Error("an article without text is a stranger")
	}
}

// TestBeside counts what members don't hold: of eight and more, what one of them does.
func TestBeside(t *testing.T) {
	tests := []struct {
		name string
		all  int
		held [][2]int
		want int
	}{
		{"nobody holds anything", 3, nil, 3000},
		{"all of it", 3, [][2]int{{0, 3000}}, 0},
		{"the end is not held", 3, [][2]int{{0, 2000}}, 1000},
		{"the beginning is not held", 3, [][2]int{{600, 3000}}, 600},
		{"shorter stretches are not counted", 3, [][2]int{{499, 2600}}, 0},
		{"one within another, and out of order", 3, [][2]int{{2000, 3000}, {0, 1000}, {100, 900}}, 1000},
		{"one holds it, of seven", 7, [][2]int{{0, 3000}}, 0},
		{"one holds it, of eight", 8, [][2]int{{0, 3000}}, 3000},
		{"two hold some of it, of eight", 8, [][2]int{{0, 2000}, {1000, 3000}}, 2000},
		{"one ends where another begins", 3, [][2]int{{0, 1500}, {1500, 3000}}, 0},
	}
	for _, tt := range tests {
		x := testimony{all: tt.all, held: tt.held}
		if got := x.beside(3000); got != tt.want {
			t.Errorf("%s: beside = %d, want %d", tt.name, got, tt.want)
		}
	}
}

// TestHearTheSecond takes the stretches of the second of two.
func TestHearTheSecond(t *testing.T) {
	x := hear([]voice{{standing: dedupe.Standing{Verdict: news.Verdict{Spans: []news.Span{{AStart: 1, AEnd: 2, BStart: 3, BEnd: 4}}}}}})
	if want := [][2]int{{3, 4}}; !slices.Equal(x.held, want) {
		t.Errorf("held = %v, want %v", x.held, want)
	}
}

// TestLaterVersions leaves out those who can't know what a later version tells, where an
// article is closest to one; what it tells besides makes it no stranger then.
func TestLaterVersions(t *testing.T) {
	says := func(kind news.Relation, score float64, later bool) voice {
		spans := []news.Span{{AEnd: 500, BEnd: 500}} // of 2,000 bytes
		return voice{dedupe.Standing{Verdict: news.Verdict{Kind: kind, Score: score, Spans: spans}}, true, later}
	}
	first, second := says(news.Partial, 0.5, false), says(news.None, 0, false)
	tests := []struct {
		name          string
		voices        []voice
		all           int
		ours, foreign bool
	}{
		{"closest to a later version", []voice{first, first, second, second, says(news.Repost, 0.6, true)}, 1, true, false},
		{"another later version objects", []voice{first, second, says(news.Repost, 0.6, true), says(news.None, 0, true)}, 2, true, false},
		{"those before it that take it count", []voice{first, says(news.Repost, 0.5, false), says(news.Repost, 0.6, true)}, 2, true, false},
		{"closest to one before it", []voice{first, second, second, says(news.Repost, 0.7, false), says(news.Repost, 0.6, true)}, 5, false, true},
		{"a later version itself", []voice{says(news.Update, 0.7, false), says(news.Update, 0.6, false)}, 2, true, false},
		{"no version, with as much besides", []voice{says(news.Repost, 0.7, false), says(news.Repost, 0.6, false)}, 2, false, false},
		{"nobody takes it", []voice{first, second, says(news.None, 0, true)}, 3, false, true},
	}
	for _, tt := range tests {
		x := hear(tt.voices)
		if x.all != tt.all || x.ours(2000) != tt.ours || x.foreign() != tt.foreign {
			t.Errorf("%s: of %d heard ours = %v, foreign = %v; want %d, %v, %v", tt.name, x.all, x.ours(2000), x.foreign(), tt.all, tt.ours, tt.foreign)
		}
	}
}

// TestCutting joins what few of enough members take for theirs, if only the whole is
// in doubt.
func TestCutting(t *testing.T) {
	partial := dedupe.Standing{Copied: 0.9, Whole: 0.4, Verdict: news.Verdict{Kind: news.Partial}}
	unsure := dedupe.Standing{Copied: 0.3, Whole: 0.4, Verdict: news.Verdict{Kind: news.Partial}}
	repost := dedupe.Standing{Copied: 0.9, Whole: 0.9, Verdict: news.Verdict{Kind: news.Repost}}
	series := dedupe.Standing{Copied: 0.3, Whole: 0.4, Verdict: news.Verdict{Kind: news.Series}}
	tests := []struct {
		name string
		says []dedupe.Standing
		want bool
	}{
		{"one of three is sure", []dedupe.Standing{repost, partial, partial}, true},
		{"two are too few", []dedupe.Standing{repost, partial}, false},
		{"copying itself is in doubt", []dedupe.Standing{repost, unsure, unsure}, false},
		{"one takes it for another report", []dedupe.Standing{repost, partial, partial, series}, false},
	}
	for _, tt := range tests {
		var voices []voice
		for _, v := range tt.says {
			voices = append(voices, voice{standing: v, first: true})
		}
		x := hear(voices)
		if got := x.cutting(); got != tt.want {
			t.Errorf("%s: cutting = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestOurs needs half of those who were asked.
func TestOurs(t *testing.T) {
	half, less, beside := heard(4, 0.9, [2]int{0, 2000}), heard(4, 0.9, [2]int{0, 2000}), heard(4, 0.5, [2]int{0, 900})
	half.yes, less.yes = 2, 1
	if !half.ours(2000) || less.ours(2000) || beside.ours(2000) {
		t.Errorf("ours = %v by half, %v by less, %v with half of the text besides; want true, false, false", half.ours(2000), less.ours(2000), beside.ours(2000))
	}
}

func TestObjection(t *testing.T) {
	few, foreign := heard(4, 0.9, [2]int{0, 2000}), heard(4, 0.9, [2]int{0, 2000})
	few.yes, foreign.strange = 1, 2
	tests := []struct {
		name string
		t    testimony
		want string
	}{
		{"nothing", heard(4, 0.9, [2]int{0, 2000}), ""},
		{"a stranger", heard(4, 0.5, [2]int{0, 500}), "a stranger to story 7: of 4 articles asked there, which find it one report with theirs at 50 %, none or hardly any holds 75 % of it"},
		{"few", few, "1 of 4 articles asked of story 7 take it for one of theirs"},
		{"foreign", foreign, "2 of 4 articles asked of story 7 take it for another report"},
	}
	for _, tt := range tests {
		if got := tt.t.objection(7, 2000); got != tt.want {
			t.Errorf("%s: objection = %q, want %q", tt.name, got, tt.want)
		}
	}
}

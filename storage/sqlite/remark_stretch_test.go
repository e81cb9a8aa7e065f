package sqlite

import (
	"slices"
	"testing"

	"sada/news"
)

// A line of furniture is taken out that a later paragraph begins with as well. The
// paragraph between the two stands in the text as before, and what a link says of it
// must still point at it.
func TestShiftPastALineTakenOut(t *testing.T) {
	const line, middle, last = "رويترز", "فتح الجسر الجديد أمام السيارات صباح اليوم", "رويترز أول من أورد الخبر عن الجسر"
	before, after := line+"\n"+middle+"\n"+last, middle+"\n"+last
	s := shift{kept: stretches(before, after)}
	from := len(line) + 1
	got := s.move([]news.Span{{AEnd: len(middle), BStart: from, BEnd: from + len(middle)}})
	want := []news.Span{{AEnd: len(middle), BStart: 0, BEnd: len(middle)}}
	if !slices.Equal(got, want) {
		t.Errorf("the span of the middle paragraph becomes %v, want %v", got, want)
	}
}

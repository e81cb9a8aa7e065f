package story

import (
	"testing"

	"sada/dedupe"
)

// TestLibrary fills a library twice over: what is asked for stays, the rest goes.
func TestLibrary(t *testing.T) {
	var l library
	asked, forgotten := new(dedupe.Reading), new(dedupe.Reading)
	l.put(1, asked)
	l.put(2, forgotten)
	for article := int64(3); article <= 4; article++ {
		l.bytes = libraryBytes // as if the young half were full
		l.put(article, new(dedupe.Reading))
		if got := l.get(1); got != asked {
			t.Errorf("get(1) = %p, want %p, which was asked for lately", got, asked)
		}
	}
	if got := l.get(2); got != nil {
		t.Errorf("get(2) = %p, want nothing of what nobody asked for", got)
	}
}

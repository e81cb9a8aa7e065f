package dedupe

import (
	"strings"
	"sync"

	"sada/arabic"
)

const (
	longestTurn = 3  // words of the longest phrase
	turnedTo    = 10 // least stems of a stretch in which a turn counts
)

// turnList holds the phrases by which a report turns to another matter, without
// the conjunction before them.
const turnList = `من جهة أخرى|من جهة ثانية|من ناحية أخرى|من ناحية ثانية|من جانب آخر|من جانب ثان|على صعيد آخر|على صعيد متصل|
	على صعيد ثان|على الصعيد ذاته|على الصعيد نفسه|في سياق متصل|في سياق آخر|في سياق ثان|في سياق مواز|في سياق منفصل|في السياق ذاته|في السياق نفسه|في ذات السياق|
	في شأن آخر|في شأن متصل|في الشأن ذاته|في الشأن نفسه|في موضوع آخر|في موضوع متصل|في الموضوع ذاته|في الموضوع نفسه|في قضية أخرى|في حادث آخر|
	في حادثة أخرى|في تطور لاحق|في تطور آخر|في تطور متصل|في تطور ذي|إلى ذلك|في غضون ذلك|في هذه الأثناء|في الأثناء|في الوقت ذاته|في الإطار ذاته|
	في الإطار نفسه|في إطار آخر|في إطار متصل|في خبر آخر|في تصريح آخر|في اجتماع آخر|في لقاء آخر|في بيان آخر|على الجانب الآخر|في الجانب الآخر|
	من جهة|على صعيد|ميدانيا|سياسيا|دوليا|محليا`

// A turn is a phrase in a text: where its words lie, in bytes.
type turn struct{ start, end int32 }

// turnPhrases yields the list, with a conjunction before each and without.
func turnPhrases(yield func(string) bool) {
	for p := range strings.SplitSeq(turnList, "|") {
		p = strings.TrimSpace(p)
		if !yield(p) || !yield("و"+p) {
			return
		}
	}
}

// turnWords holds the phrases as the keys of their words, the last word first.
var turnWords = sync.OnceValue(func() map[[longestTurn]uint64]bool {
	phrases := map[[longestTurn]uint64]bool{}
	for p := range turnPhrases {
		phrases[lastFirst(p)] = true
	}
	return phrases
})

// lastFirst returns the keys of a phrase's words, the last first; 0 where it has fewer.
func lastFirst(phrase string) (key [longestTurn]uint64) {
	for s := arabic.NewScanner(phrase); s.Scan(); {
		copy(key[1:], key[:])
		key[0] = s.Key()
	}
	return key
}

// A turnFinder sees the words of a text one after the other.
type turnFinder struct {
	known  map[[longestTurn]uint64]bool
	keys   [longestTurn]uint64 // of the latest words, the latest first
	starts [longestTurn]int32
	words  int
}

// next takes in a word, which is on the lists on, and appends the turns that it ends.
func (f *turnFinder) next(found []turn, on listing, key uint64, start, end int32) []turn {
	f.keys = [longestTurn]uint64{key, f.keys[0], f.keys[1]}
	f.starts = [longestTurn]int32{start, f.starts[0], f.starts[1]}
	f.words++
	if on&turnEnds == 0 {
		return found
	}
	for size := 1; size <= min(f.words, longestTurn); size++ {
		var phrase [longestTurn]uint64
		copy(phrase[:size], f.keys[:])
		if f.known[phrase] {
			found = append(found, turn{f.starts[size-1], end})
		}
	}
	return found
}

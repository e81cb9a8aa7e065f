package dedupe

import (
	"strings"
	"sync"

	"sada/arabic"
)

// What a phrase of the press turns to.
const (
	otherMatter = iota + 1
	otherSpeaker
	background
)

const (
	longestTurn = 3  // words of the longest phrase
	turnedTo    = 10 // stems from which a stretch is worth a turn
)

// turnLists are the phrases by which a report turns, without the conjunction
// before them.
var turnLists = map[uint8]string{
	otherMatter: `من جهة أخرى|من جهة ثانية|من ناحية أخرى|من ناحية ثانية|من جانب آخر|من جانب ثان|على صعيد آخر|على صعيد متصل|
		على صعيد ثان|على الصعيد ذاته|على الصعيد نفسه|في سياق متصل|في سياق آخر|في سياق ثان|في سياق مواز|في سياق منفصل|في السياق ذاته|في السياق نفسه|في ذات السياق|
		في شأن آخر|في شأن متصل|في الشأن ذاته|في الشأن نفسه|في موضوع آخر|في موضوع متصل|في الموضوع ذاته|في الموضوع نفسه|في قضية أخرى|في حادث آخر|
		في حادثة أخرى|في تطور لاحق|في تطور آخر|في تطور متصل|في تطور ذي|إلى ذلك|في غضون ذلك|في هذه الأثناء|في الأثناء|في الوقت ذاته|في الإطار ذاته|
		في الإطار نفسه|في إطار آخر|في إطار متصل|في خبر آخر|في تصريح آخر|في اجتماع آخر|في لقاء آخر|في بيان آخر|على الجانب الآخر|في الجانب الآخر|
		من جهة|على صعيد|ميدانيا|سياسيا|دوليا|محليا`,
	otherSpeaker: `من جانبه|من جانبها|من جانبهم|من جهته|من جهتها|من جهتهم|من ناحيته|من ناحيتها|بدوره|بدورها|في المقابل`,
	background: `يذكر أن|يذكر أنه|يذكر أنها|يشار إلى|تجدر الإشارة|الجدير بالذكر|جدير بالذكر|من الجدير|الجدير ذكره|
		كان قد|كانت قد`,
}

// A turn is a phrase in a text: where its words lie, in bytes, and what it turns
// to.
type turn struct {
	start, end int32
	kind       uint8
}

// turns holds the phrases by their words, the last one first, and the words
// that end one.
type turns struct {
	phrases map[[longestTurn]uint64]uint8
	ends    table
}

// turnWords reads the lists. With a conjunction written onto a short word the
// stem is another.
var turnWords = sync.OnceValue(func() *turns {
	t := &turns{phrases: map[[longestTurn]uint64]uint8{}}
	t.ends.reset(1 << 7)
	for kind, list := range turnLists {
		for p := range strings.SplitSeq(list, "|") {
			p = strings.TrimSpace(p)
			for _, phrase := range []string{p, "و" + p} {
				key := lastFirst(phrase)
				t.phrases[key] = kind
				t.ends.put(key[0], 0)
			}
		}
	}
	return t
})

func lastFirst(phrase string) (key [longestTurn]uint64) {
	for s := arabic.NewScanner(phrase); s.Scan(); {
		copy(key[1:], key[:])
		key[0] = s.Key()
	}
	return key
}

// A turnFinder sees the words of a text one after the other.
type turnFinder struct {
	known  *turns
	keys   [longestTurn]uint64 // of the latest words, the latest first
	starts [longestTurn]int32
	words  int
}

// next takes in a word and appends the phrases that it ends.
func (f *turnFinder) next(found []turn, key uint64, start, end int32) []turn {
	copy(f.keys[1:], f.keys[:])
	copy(f.starts[1:], f.starts[:])
	f.keys[0], f.starts[0] = key, start
	f.words++
	if !f.known.ends.has(key) {
		return found
	}
	for size := 1; size <= min(f.words, longestTurn); size++ {
		var phrase [longestTurn]uint64
		copy(phrase[:size], f.keys[:])
		if kind := f.known.phrases[phrase]; kind != 0 {
			found = append(found, turn{f.starts[size-1], end, kind})
		}
	}
	return found
}

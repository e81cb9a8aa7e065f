package dedupe

import (
	"strings"
	"sync"

	"sada/arabic"
)

// A listing says on which lists of words of this package a stem stands, a bit for
// each.
type listing uint32

const (
	everydayWord listing = 1 << iota // on the first list of commonWords
	frequentWord                     // on the second
	turnEnds                         // it ends a phrase of turnList
	speechVerb
	speechBegin
	dayWord
	leadVerb
	ordinalWord
	firstWeekday // of weekdayNames; the others have the bits after it
)

// weekdays returns a bit for each weekday.
func (l listing) weekdays() uint8 { return uint8(l / firstWeekday) }

// A lexicon holds the listings of all listed words, so that a word of a text is
// looked up once. It is a hash table with linear probing, by the lowest bits of stems.
type lexicon [1 << lexiconBits]struct {
	stem uint64 // 0 for none
	on   listing
}

// lexiconBits is the binary logarithm of a lexicon's slots: of 3,000 words it is
// two fifths full.
const lexiconBits = 13

// words holds all lists. Verbs of speech are listed with a conjunction written onto
// them too ("wa", "fa"), for the stemmer doesn't take it off a short word.
var words = sync.OnceValue(func() *lexicon {
	x := &lexicon{}
	for i, list := range strings.SplitN(commonWords, "\n\n", 2) {
		x.add(list, []listing{everydayWord, frequentWord}[i])
	}
	for phrase := range turnPhrases {
		*x.slot(lastFirst(phrase)[0]) |= turnEnds
	}
	for _, verb := range strings.Fields(speechVerbs) {
		for _, form := range []string{verb, "و" + verb, "ف" + verb} {
			x.add(form, speechVerb)
		}
	}
	x.add(speechBegins, speechBegin)
	x.add(dayWords, dayWord)
	x.add(leadVerbs, leadVerb)
	x.add(ordinals, ordinalWord)
	for i, name := range strings.Fields(weekdayNames) {
		x.add(name, firstWeekday<<i)
	}
	return x
})

// add puts words on a list.
func (x *lexicon) add(words string, list listing) {
	for s := arabic.NewScanner(words); s.Scan(); {
		*x.slot(s.Key()) |= list
	}
}

// slot returns the place of a stem's listing, which it makes if there is none.
func (x *lexicon) slot(stem uint64) *listing {
	i := stem % uint64(len(x))
	for x[i].stem != stem && x[i].stem != 0 {
		i = (i + 1) % uint64(len(x))
	}
	x[i].stem = stem
	return &x[i].on
}

// of returns the listing of a stem; 0 if it is on no list.
func (x *lexicon) of(stem uint64) listing {
	i := stem % uint64(len(x))
	for x[i].stem != stem {
		if x[i].stem == 0 {
			return 0
		}
		i = (i + 1) % uint64(len(x))
	}
	return x[i].on
}

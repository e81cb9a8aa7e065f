package arabic

import (
	"maps"
	"strings"
)

// stopList holds the words that a text of any subject is full of: particles,
// prepositions, pronouns, auxiliary verbs.
const stopList = `
من في على إلى عن مع بين حتى منذ خلال عند عندما لدى لدي نحو ضد حول دون بدون
ما ماذا لماذا لا لم لن ليس ليست لو لولا لكن لكنه لكنها بل أو أم إما إن أن أنه أنها أنهم إنه إنها إلا
هو هي هم هن هما نحن أنا أنت انت
هذا هذه هذان هؤلاء ذلك تلك ذاك هناك هنا هكذا كذلك
الذي التي الذين اللذين اللتين اللاتي اللواتي
كان كانت كانوا يكون تكون يكن تكن كما كل كلا كلها بعض أي أية أيضا غير سوى
قد لقد سوف ثم إذ إذا حيث حين بينما كي لكي فيما مما عما ممن بما
به بها بهم له لها لهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها إليهم عنه عنها معه معها
بعد قبل تحت فوق أمام وراء داخل خارج منذ جدا فقط أكثر أقل
قال قالت وقال أضاف وأضاف أكد وأكد يقول
تم يتم عبر أما أحد إحدى اليوم`

// stops holds the packed codes of the folded stop words without their leading
// waw, each in the slot that stopSlot gives it alone; afterWaw is added to those
// that are stop words after a waw only. None is longer than maxStop.
var stops, stopFactor = stopTable()

const afterWaw = 1 << 63 // the eighth code is free

const (
	maxStop  = 7 // codes; with a waw before it a word still fits eight
	slotBits = 10
	// firstFactor is where the search for a factor without collisions begins.
	// It was chosen so that the list as it stands needs no second try.
	firstFactor = 0xEE5015229C7821D7
)

// stopTable finds a multiplier that gives every stop word a slot of its own.
func stopTable() (t [1 << slotBits]uint64, factor uint64) {
	words := stopWords()
	for factor = firstFactor; !placed(&t, words, factor); factor = mix(factor) | 1 {
		clear(t[:])
	}
	return t, factor
}

// stopWords returns what stops holds.
func stopWords() map[uint64]bool {
	words := map[uint64]bool{}
	for s := NewScanner(strings.TrimSpace(stopList)); s.Scan(); {
		words[s.low] = true
	}
	for w := range maps.Clone(words) {
		if bare, cut := withoutWaw(w); cut == 1 && !words[bare] {
			words[bare|afterWaw] = true
		}
	}
	return words
}

// placed puts each word into its slot and reports whether none was taken.
func placed(t *[1 << slotBits]uint64, words map[uint64]bool, factor uint64) bool {
	for w := range words {
		at := &t[stopSlot(w&^afterWaw, factor)]
		if *at != 0 {
			return false
		}
		*at = w
	}
	return true
}

// stopSlot is Fibonacci hashing with a factor of our own.
func stopSlot(w, factor uint64) uint64 { return w * factor >> (64 - slotBits) }

// withoutWaw takes off the waw before a packed word and returns 1, or 0 if there
// was none.
func withoutWaw(w uint64) (bare uint64, cut int) {
	cut = is(byte(w) == waw) & is(w >= 1<<16)
	return w >> (8 * cut), cut
}

// listed returns 1 for a stop word, packed, of which withoutWaw has cut off that
// many waws.
func listed(bare uint64, cut int) int {
	return is(stops[stopSlot(bare, stopFactor)]&^(uint64(cut)<<63) == bare)
}

// is returns 1 for true. It compiles to one instruction.
func is(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// Stop reports whether the token is a stop word, alone or after a waw.
func (s *Scanner) Stop() bool {
	return s.kind == Word && s.n <= maxStop+1 && listed(withoutWaw(s.low)) == 1
}

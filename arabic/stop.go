package arabic

import "strings"

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

// stops holds the packed codes of the folded stop words, none of which is longer
// than maxStop, each in the slot that stopSlot gives it alone.
var stops, stopFactor = stopTable()

const (
	maxStop  = 7 // codes; with a waw before it a word still fits eight
	slotBits = 10
	// firstFactor is where the search for a factor without collisions begins.
	// It was chosen so that the list as it stands needs no second try.
	firstFactor = 0xEE5015229C7821D7
)

// stopTable finds a multiplier that gives every stop word a slot of its own.
func stopTable() (t [1 << slotBits]uint64, factor uint64) {
	var words []uint64
	for s := NewScanner(strings.TrimSpace(stopList)); s.Scan(); {
		words = append(words, s.low)
	}
	for factor = firstFactor; !placed(&t, words, factor); factor = mix(factor) | 1 {
		clear(t[:])
	}
	return t, factor
}

// placed puts each word into its slot and reports whether none was taken.
func placed(t *[1 << slotBits]uint64, words []uint64, factor uint64) bool {
	for _, w := range words {
		at := &t[stopSlot(w, factor)]
		if *at != 0 && *at != w {
			return false
		}
		*at = w
	}
	return true
}

// stopSlot is Fibonacci hashing with a factor of our own.
func stopSlot(w, factor uint64) uint64 { return w * factor >> (64 - slotBits) }

// Stop reports whether the token is a stop word, alone or after a waw.
func (s *Scanner) Stop() bool {
	if s.kind != Word || s.n > maxStop+1 {
		return false
	}
	bare := s.low
	if byte(bare) == waw && s.n > 2 {
		bare >>= 8
	}
	return stops[stopSlot(s.low, stopFactor)] == s.low || stops[stopSlot(bare, stopFactor)] == bare
}

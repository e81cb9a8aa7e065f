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

// stops holds the packed codes of the folded stop words, none longer than
// eight letters, in an open table four times as large as the list.
var stops = stopTable()

const stopSlots = 1 << 9

func stopTable() (t [stopSlots]uint64) {
	s := NewScanner(strings.TrimSpace(stopList))
	for s.Scan() {
		v := pack(s.word[:s.n])
		i := stopSlot(v)
		for t[i] != 0 && t[i] != v {
			i = (i + 1) % stopSlots
		}
		t[i] = v
	}
	return t
}

func stopSlot(v uint64) uint64 { return v * 0x9E3779B97F4A7C15 >> 55 } // top 9 bits of Fibonacci hashing

// Stop reports whether the token is a stop word, alone or after a waw.
func (s *Scanner) Stop() bool {
	if s.kind != Word || s.n > 9 {
		return false
	}
	if s.quick {
		return isStop(s.low) || byte(s.low) == waw && s.n > 2 && isStop(s.low>>8)
	}
	w := s.word[:s.n]
	if len(w) <= 8 && isStop(pack(w)) {
		return true
	}
	return w[0] == waw && len(w) > 2 && isStop(pack(w[1:]))
}

func isStop(v uint64) bool {
	for i := stopSlot(v); stops[i] != 0; i = (i + 1) % stopSlots {
		if stops[i] == v {
			return true
		}
	}
	return false
}

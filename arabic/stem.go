package arabic

import "encoding/binary"

// The light10 stemmer of Larkey, Ballesteros and Connell ("Light Stemming for
// Arabic Information Retrieval", 2007), on folded words: one leading waw, one
// article with what is written onto it, then each ending once, as long as
// enough letters are left. It merges «الوزير» and «للوزير» but, unlike a root
// stemmer, never «وزارة» and «زيارة».

// Letters of the affixes, as codes.
const (
	alef = codeLetter + 0x27
	beh  = codeLetter + 0x28
	teh  = codeLetter + 0x2A
	feh  = codeLetter + 0x41
	kaf  = codeLetter + 0x43
	lam  = codeLetter + 0x44
	noon = codeLetter + 0x46
	heh  = codeLetter + 0x47
	waw  = codeLetter + 0x48
	yeh  = codeLetter + 0x4A
)

// minStem is how many letters an article or ending must leave, and minAfterWaw
// how many a leading waw must (light10).
const (
	minStem     = 2
	minAfterWaw = 3
)

// endings in the order in which light10 takes them off; the feminine ones are
// written with heh after folding.
var endings = [][2]byte{
	{heh, alef}, {alef, noon}, {alef, teh}, {waw, noon}, {yeh, noon}, {yeh, heh}, {heh}, {yeh},
}

// Stem returns the light stem of a word, folded.
func Stem(word string) string {
	s := NewScanner(word)
	if !s.Scan() {
		return ""
	}
	return string(s.AppendStem(nil))
}

// stemSpan returns which of the token's codes are its stem.
func (s *Scanner) stemSpan() (start, end int) {
	if s.n == 0 || s.word[0] < codeLetter || s.kind == Number {
		return 0, s.n
	}
	start = prefix(s.low, s.n)
	keep := max(start+minStem, s.solid)
	cut := suffixes[s.classes(keep)]
	if cut == unsure {
		return start, len(withoutEndings(s.word[:s.n], keep))
	}
	return start, s.n - int(cut)
}

// prefix returns the length of the affixes at the head of a word of n codes,
// the first eight of them packed in w. Its steps are sums, not branches: what a
// word begins with cannot be foreseen.
func prefix(w uint64, n int) int {
	cut := is(byte(w) == waw) & is(n-1 >= minAfterWaw)
	w >>= 8 * cut
	n -= cut
	two := is(uint16(w) == alef|lam<<8) | is(uint16(w) == lam|lam<<8)
	three := is(uint16(w>>8) == alef|lam<<8) & int(takesArticle[byte(w)])
	return cut + 2*(two&is(n >= 2+minStem)) + 3*(three&is(n >= 3+minStem))
}

// is returns 1 for true. It compiles to one instruction.
func is(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// takesArticle holds 1 for the letters that are written onto an article.
var takesArticle = [256]uint8{waw: 1, beh: 1, kaf: 1, feh: 1}

// withoutEndings takes each ending off once, as long as keep codes are left.
func withoutEndings(w []byte, keep int) []byte {
	for _, e := range endings {
		w = w[:len(w)-ending(w, e, keep)]
	}
	return w
}

// ending returns the length of ending e if w bears it and can lose it; 0
// otherwise.
func ending(w []byte, e [2]byte, keep int) int {
	switch last := len(w) - 1; {
	case e[1] == 0 && last >= keep && w[last] == e[0]:
		return 1
	case e[1] != 0 && last-1 >= keep && w[last] == e[1] && w[last-1] == e[0]:
		return 2
	}
	return 0
}

// What endings are made of is six letters. suffixes holds, for each three last
// letters, how many withoutEndings takes off, so that nearly every word costs
// one look: the class of the last letter, then those before it, three bits
// each. It holds unsure where that hangs on letters further left.
var (
	classOf  = [256]uint8{alef: 1, noon: 2, teh: 3, waw: 4, heh: 5, yeh: 6}
	suffixes = suffixTable()
)

const unsure = 0xFF

// classes returns the classes of the last three letters, 0 for those that are
// among the first keep codes.
func (s *Scanner) classes(keep int) uint {
	last := s.low << (8 * uint(8-s.n)) // the last letter highest
	if s.n > 8 {
		last = binary.LittleEndian.Uint64(s.word[s.n-8:])
	}
	if spare := s.n - keep; spare < 3 {
		last &^= 1<<(8*uint(8-max(spare, 0))) - 1
	}
	return uint(classOf[last>>56]) | uint(classOf[byte(last>>48)])<<3 | uint(classOf[byte(last>>40)])<<6
}

func suffixTable() (t [1 << 9]uint8) {
	var letter [8]byte
	for c, class := range classOf {
		if class > 0 {
			letter[class] = byte(c)
		}
	}
	for i := range t {
		t[i] = suffix([]byte{letter[i>>6], letter[i>>3&7], letter[i&7]})
	}
	return t
}

// suffix returns how many letters the endings take off a word whose last three
// are known, and unsure where it takes more to say.
func suffix(known []byte) uint8 {
	n := len(known)
	for _, e := range endings {
		if n == 0 || n == 1 && e[1] != 0 && known[0] == e[1] {
			return unsure
		}
		n -= ending(known[:n], e, 0)
	}
	return uint8(len(known) - n)
}

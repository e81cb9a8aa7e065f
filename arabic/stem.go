package arabic

import "math/bits"

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

// stemCodes cuts a folded word, given as codes, down to its stem.
func stemCodes(w []byte) []byte {
	if w[0] == waw && len(w)-1 >= minAfterWaw {
		w = w[1:]
	}
	w = w[article(w):]
	for _, e := range endings {
		w = w[:len(w)-ending(w, e)]
	}
	return w
}

// article returns the length of the article at the head of w, with a
// preposition or conjunction before it; 0 if there is none.
func article(w []byte) int {
	if len(w) < 2+minStem || w[1] != lam && w[1] != alef {
		return 0
	}
	switch {
	case w[0] == alef && w[1] == lam, w[0] == lam && w[1] == lam:
		return 2
	case len(w) < 3+minStem || w[1] != alef || w[2] != lam:
		return 0
	}
	return takesArticle(w[0])
}

// ending returns the length of ending e if w bears it and is long enough to
// lose it; 0 otherwise.
func ending(w []byte, e [2]byte) int {
	if e[1] == 0 {
		if len(w)-1 >= minStem && w[len(w)-1] == e[0] {
			return 1
		}
		return 0
	}
	if len(w)-2 >= minStem && w[len(w)-1] == e[1] && w[len(w)-2] == e[0] {
		return 2
	}
	return 0
}

// stemPacked is stemCodes for a word of n codes packed into one number.
func stemPacked(w uint64, n int) uint64 {
	if byte(w) == waw && n-1 >= minAfterWaw {
		w, n = w>>8, n-1
	}
	if cut := articlePacked(w, n); cut > 0 {
		w, n = w>>(8*cut), n-cut
	}
	return endPacked(w, n)
}

func articlePacked(w uint64, n int) int {
	switch head := uint32(w); {
	case n >= 2+minStem && (uint16(head) == alef|lam<<8 || uint16(head) == lam|lam<<8):
		return 2
	case n < 3+minStem || uint16(head>>8) != alef|lam<<8:
		return 0
	default:
		return takesArticle(byte(head))
	}
}

// takesArticle returns the length of the article after a letter that is written
// onto it, with that letter; 0 after any other.
func takesArticle(c byte) int {
	if c == waw || c == beh || c == kaf || c == feh {
		return 3
	}
	return 0
}

// endPacked takes the endings off a packed word. What its last letter can be
// the end of is looked up, so that most words cost one look.
func endPacked(w uint64, n int) uint64 {
	for next := 0; n > minStem; {
		may := endsWith[byte(w>>(8*(n-1)))] >> next
		if may == 0 {
			break
		}
		next += bits.TrailingZeros8(may)
		if cut := endingPacked(w, n, endings[next]); cut > 0 {
			n -= cut
			w &= 1<<(8*n) - 1
		}
		next++
	}
	return w
}

// endingPacked is ending for a packed word whose last letter is that of e.
func endingPacked(w uint64, n int, e [2]byte) int {
	switch {
	case e[1] == 0:
		return 1
	case n-2 >= minStem && byte(w>>(8*(n-2))) == e[0]:
		return 2
	}
	return 0
}

// endsWith holds, for each letter, one bit for each ending that it ends.
var endsWith = lastLetters()

func lastLetters() (t [256]uint8) {
	for i, e := range endings {
		last := e[1]
		if last == 0 {
			last = e[0]
		}
		t[last] |= 1 << i
	}
	return t
}

package arabic

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
	case w[0] == waw, w[0] == beh, w[0] == kaf, w[0] == feh:
		return 3
	}
	return 0
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

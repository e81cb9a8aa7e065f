package arabic

import "slices"

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

// prefix returns the length of the affixes at the head of a word.
func prefix(w []byte) int {
	cut := 0
	if len(w) > minAfterWaw && w[0] == waw {
		cut = 1
	}
	w = w[cut:]
	switch {
	case len(w) >= 2+minStem && (w[0] == alef || w[0] == lam) && w[1] == lam:
		return cut + 2
	case len(w) >= 3+minStem && slices.Contains(ontoArticle, w[0]) && w[1] == alef && w[2] == lam:
		return cut + 3
	}
	return cut
}

// ontoArticle are the letters that are written onto an article.
var ontoArticle = []byte{waw, beh, kaf, feh}

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

package arabic

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// A Kind says what a token is.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota + 1 // a run of letters
	Number                 // a run of digits with the separators inside it
)

// maxWord is the number of codes after which a word is cut in two: twice the
// longest word of the Arabic press met (31 letters), so that a text without
// spaces costs no more than any other.
const maxWord = 64

// A Scanner cuts text into folded words and numbers and says where in the
// original text each stands. It allocates nothing, so one may be used for
// millions of texts.
//
//	s := arabic.NewScanner(text)
//	for s.Scan() {
//		start, end := s.Span()
//		…
//	}
type Scanner struct {
	text  string
	pos   int // where to read on
	start int
	end   int
	kind  Kind
	n     int    // codes in word
	low   uint64 // the first eight of them, packed
	solid int    // codes up to the end of the last that stand together for a rare letter
	word  [maxWord + 8]byte
}

// NewScanner returns a Scanner over text.
func NewScanner(text string) *Scanner {
	s := &Scanner{}
	s.Reset(text)
	return s
}

// Reset makes s read another text from its beginning.
func (s *Scanner) Reset(text string) {
	s.text, s.pos, s.start, s.end, s.n = text, 0, 0, 0, 0
}

// Scan moves to the next token and reports whether there was one.
func (s *Scanner) Scan() bool {
	s.kind, s.n, s.solid = 0, 0, 0
	for s.skip(); !s.quick(); s.skip() {
		if s.slow() {
			break
		}
	}
	s.low = firstOf(binary.LittleEndian.Uint64(s.word[:]), s.n)
	s.end = s.pos
	return s.kind != 0
}

// skip moves over separators where no token has begun.
func (s *Scanner) skip() {
	i := s.pos
	for i+1 < len(s.text) {
		c := s.text[i]
		if pairs[uint16(c)|uint16(s.text[i+1])<<8] != codeSpace {
			break
		}
		i += 1 + int(c>>7)
	}
	s.pos, s.start = i, i
}

// quick reads a word of Arabic letters and marks. It reports whether it came to
// the end of the word; if not, the general way goes on from where it stopped.
func (s *Scanner) quick() bool {
	i, n := s.pos, 0
	for i+block <= len(s.text) {
		codes := codesAt(s.text, i)
		k := min(lettersIn(codes), maxWord-n)
		binary.LittleEndian.PutUint64(s.word[n:], codes)
		n, i = n+k, i+2*k
		if n == maxWord {
			break
		}
		if k == 8 {
			continue
		}
		after := byte(codes >> (8 * k))
		if after == codeDrop {
			i += 2
			continue
		}
		s.pos, s.n = i, n
		if n > 0 {
			s.kind = Word
		}
		return n > 0 && after != codeOther
	}
	s.pos, s.n = i, n
	if n > 0 {
		s.kind = Word
	}
	return n == maxWord
}

// slow reads on character by character to the end of the token, or of the
// separators before one. It reports whether a token or the text ended.
func (s *Scanner) slow() bool {
	for s.pos < len(s.text) && s.n < maxWord {
		before := s.n
		size, done := s.step()
		if done && s.n == before {
			return true
		}
		s.pos += size
		if s.kind == 0 && s.start == s.pos {
			return false
		}
	}
	return true
}

// step takes in the character at pos and returns its length, or true where it
// ends the token.
func (s *Scanner) step() (int, bool) {
	c := s.text[s.pos]
	if c < utf8.RuneSelf {
		return 1, s.take(ascii[c], rune(c), 1)
	}
	if isArabic(s.text, s.pos) {
		low := c<<6 | s.text[s.pos+1]&0x3F
		return 2, s.take(arab[low], 0x600|rune(low), 2)
	}
	return s.other()
}

// take adds one character of code t to the token and reports whether it ended
// it instead. A separator before the token moves its start.
func (s *Scanner) take(t byte, r rune, size int) bool {
	switch {
	case t == codeDrop:
		return false
	case t >= 'a' || t == codeRare:
		return s.letter(t, r)
	case isDigit(t):
		return s.digit(t)
	case s.kind == Number && t >= codeComma && s.separator(t, size):
		return false
	}
	if s.kind != 0 {
		return true
	}
	s.start = s.pos + size
	return false
}

func (s *Scanner) letter(t byte, r rune) bool {
	if s.kind == Number {
		return true
	}
	s.kind = Word
	if t == codeRare {
		s.rare(r)
		return false
	}
	s.word[s.n] = t
	s.n++
	return false
}

// rare adds a letter that has no code of its own.
func (s *Scanner) rare(r rune) {
	if r > 0xFFFF {
		s.n += copy(s.word[s.n:], []byte{codeWide, byte(r >> 16), byte(r >> 8), byte(r)})
	} else {
		s.n += copy(s.word[s.n:], []byte{codeRare, byte(r >> 8), byte(r)})
	}
	s.solid = s.n
}

// digit adds a digit. Zeros before the first other digit are left out.
func (s *Scanner) digit(t byte) bool {
	if s.kind == Word {
		return true
	}
	if s.n == 1 && s.kind == Number && s.word[0] == '0' {
		s.n = 0
	}
	s.kind = Number
	s.word[s.n] = t
	s.n++
	return false
}

// separator takes in a comma or point inside a number and reports whether it
// was one. Where exactly three digits follow it groups thousands and is left
// out; where others follow it is written as a point.
func (s *Scanner) separator(t byte, size int) bool {
	digits := digitsAt(s.text[s.pos+size:])
	if digits == 0 || digits > 3 {
		return false
	}
	if digits != 3 || s.n > 0 && s.word[0] == '0' {
		s.word[s.n] = '.'
		s.n++
	}
	return true
}

// digitsAt counts the digits at the beginning of text, up to four.
func digitsAt(text string) int {
	n := 0
	for i := 0; i < len(text) && n < 4; n++ {
		switch c := text[i]; {
		case isDigit(c):
			i++
		case isArabic(text, i) && isDigit(arab[c<<6|text[i+1]&0x3F]):
			i += 2
		default:
			return n
		}
	}
	return n
}

// other takes in a character outside ASCII and U+0600-06FF.
func (s *Scanner) other() (int, bool) {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	if r == utf8.RuneError && size == 1 { // a broken byte
		return size, s.take(codeSpace, r, size)
	}
	return size, s.one(r, size)
}

// parts takes in what a character stands for. One that stands for several
// words or for signs, such as the ligature of a whole phrase, separates words.
func (s *Scanner) parts(parts []byte, size int) bool {
	if n := utf8.RuneCount(parts); n > 1 && (!letters(parts) || s.n+4*n > maxWord) {
		return s.take(codeSpace, ' ', size)
	}
	for len(parts) > 0 {
		p, n := utf8.DecodeRune(parts)
		if s.one(p, size) {
			return true
		}
		parts = parts[n:]
	}
	return false
}

func letters(text []byte) bool {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			return false
		}
		text = text[n:]
	}
	return true
}

func (s *Scanner) one(r rune, size int) bool {
	if parts := decompose(r); parts != nil {
		return s.parts(parts, size)
	}
	switch {
	case r < utf8.RuneSelf:
		return s.take(ascii[r], r, size)
	case r >= 0x600 && r <= 0x6FF:
		return s.take(arab[r&0xFF], r, size)
	case dropped(r):
		return false
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		if l := unicode.ToLower(r); l != r {
			return s.one(l, size)
		}
		return s.take(codeRare, r, size)
	}
	return s.take(codeSpace, r, size)
}

// Kind returns what the token is.
func (s *Scanner) Kind() Kind { return s.kind }

// Span returns the byte offsets of the token in the original text.
func (s *Scanner) Span() (start, end int) { return s.start, s.end }

// Len returns the number of letters or digits of the folded token; a letter
// outside the common ones counts three or four.
func (s *Scanner) Len() int { return s.n }

// AppendText appends the folded token to dst, as UTF-8.
func (s *Scanner) AppendText(dst []byte) []byte { return appendCodes(dst, s.word[:s.n]) }

// AppendStem appends the light stem of the token to dst, as UTF-8. The stem of
// a number, and of a word of another script, is the token itself.
func (s *Scanner) AppendStem(dst []byte) []byte { return appendCodes(dst, s.stem()) }

func (s *Scanner) stem() []byte {
	start, end := s.stemSpan()
	return s.word[start:end]
}

// stemSpan returns which of the token's codes are its stem.
func (s *Scanner) stemSpan() (start, end int) {
	if s.n == 0 || s.word[0] < codeLetter || s.kind == Number {
		return 0, s.n
	}
	start = prefixLen(s.low, min(s.n, lengths-1))
	keep := max(start+minStem, s.solid)
	cut := suffixLen(s.tail(), min(s.n-keep+minStem, lengths-1))
	if cut == unsure {
		return start, len(withoutEndings(s.word[:s.n], keep))
	}
	return start, s.n - cut
}

// tail returns the last eight codes, the last highest.
func (s *Scanner) tail() uint64 {
	if s.n > 8 {
		return binary.LittleEndian.Uint64(s.word[s.n-8:])
	}
	return s.low << (8 * (8 - s.n))
}

// Key returns 64 well mixed bits that are the same for tokens of the same stem
// and, but for chance, for no others.
func (s *Scanner) Key() uint64 {
	start, end := s.stemSpan()
	if s.n <= 8 {
		return mix(firstOf(s.low>>(8*start), end-start))
	}
	return hashCodes(s.word[start:end])
}

// hashCodes mixes codes eight at a time. Words of up to eight letters, nearly
// all, cannot collide.
func hashCodes(w []byte) uint64 {
	var h uint64
	for len(w) > 8 {
		h = mix(h ^ binary.LittleEndian.Uint64(w))
		w = w[8:]
	}
	return mix(h ^ pack(w))
}

// pack returns up to eight codes as one number.
func pack(w []byte) uint64 {
	var v uint64
	for i, c := range w {
		v |= uint64(c) << (8 * i)
	}
	return v
}

// mix spreads every bit of v over the whole word (the finaliser of SplitMix64,
// Steele, Lea and Flood 2014), and is one to one.
func mix(v uint64) uint64 {
	v = (v ^ v>>30) * 0xBF58476D1CE4E5B9
	v = (v ^ v>>27) * 0x94D049BB133111EB
	return v ^ v>>31
}

// appendCodes appends the characters of codes to dst, as UTF-8.
func appendCodes(dst, w []byte) []byte {
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c >= codeLetter:
			low := c - codeLetter
			dst = append(dst, 0xD8|low>>6, 0x80|low&0x3F)
		case c == codeRare:
			dst = utf8.AppendRune(dst, rune(w[i+1])<<8|rune(w[i+2]))
			i += 2
		case c == codeWide:
			dst = utf8.AppendRune(dst, rune(w[i+1])<<16|rune(w[i+2])<<8|rune(w[i+3]))
			i += 3
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

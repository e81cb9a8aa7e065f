package feed

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mendUTF8 replaces what is no UTF-8 in a document that mostly is: two bytes or
// more in a row that read as Arabic in windows-1256, as where one system's text
// was pasted into another's, are read so; any other byte becomes U+FFFD.
func mendUTF8(body []byte, notes *repairs) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for i := 0; i < len(body); {
		if r, size := utf8.DecodeRune(body[i:]); r != utf8.RuneError || size > 1 {
			out = append(out, body[i:i+size]...)
			i += size
			continue
		}
		end := i + 1
		for end < len(body) && badAt(body[end:]) {
			end++
		}
		if text := arabicRun(body[i:end]); text != nil {
			notes.add("bytes of windows-1256 among UTF-8 read as such")
			out = append(out, text...)
		} else {
			notes.addTimes("bad UTF-8 byte replaced", end-i)
			out = append(out, "\uFFFD"...) // replacement character
		}
		i = end
	}
	return out
}

func badAt(b []byte) bool {
	r, size := utf8.DecodeRune(b)
	return r == utf8.RuneError && size == 1
}

// arabicRun decodes bytes that are Arabic letters of windows-1256, two at least;
// nil if they are not.
func arabicRun(run []byte) []byte {
	if len(run) < 2 {
		return nil
	}
	var out []byte
	for _, c := range run {
		r := charmap.Windows1256.DecodeByte(c)
		if !commonLetter(r) {
			return nil
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// leastUndoubled is how many Arabic letters must come out where a document is
// taken for doubly encoded: a headline's worth.
const leastUndoubled = 12

// undouble undoes what a system does that takes UTF-8, or windows-1256, for
// another encoding and turns it into UTF-8 once more («أخبار» becomes
// "Ø£Ø®Ø¨Ø§Ø±", "ط£ط®ط¨ط§ط±" or "ÃÎÈÇÑ"). Text that holds Arabic, or that does not
// turn into it, is left as it is.
func undouble(body []byte, notes *repairs) []byte {
	letters := countLetters(body)
	for _, through := range []*charmap.Charmap{charmap.Windows1252, charmap.Windows1256} {
		if !letters.suspect(through) {
			continue
		}
		raw := encodeBack(body, through)
		if raw == nil {
			continue
		}
		if good, bad := countUTF8(raw); good >= leastUndoubled && good >= 8*bad && countLetters(raw).arabic >= leastUndoubled {
			notes.add("UTF-8 that was encoded twice decoded twice")
			return mendUTF8(raw, notes)
		}
		if through == charmap.Windows1252 && surelyArabic(raw) {
			notes.add("windows-1256 that was taken for windows-1252 decoded anew")
			return decodeWith(charmap.Windows1256, raw, notes)
		}
	}
	return body
}

// A letterCount counts the letters of a text above ASCII.
type letterCount struct {
	arabic int
	tah    int // of these ط and ظ, the first halves of Arabic letters in UTF-8 read as windows-1256
	latin  int // of the upper half of windows-1252
	others int
}

func countLetters(body []byte) (n letterCount) {
	for i := 0; i < len(body); {
		c := body[i]
		if c < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		i += size
		switch {
		case r == 'ط' || r == 'ظ':
			n.tah++
			n.arabic++
		case isArabicLetter(r):
			n.arabic++
		case r >= 0x80 && r <= 0xFF:
			n.latin++
		default:
			n.others++
		}
	}
	return n
}

// suspect reports whether a text looks like one that went through an encoding
// by mistake. The half of the letters are then Ø and Ù, or ط and ظ, which are
// some twentieth of the letters of Arabic.
func (n letterCount) suspect(through *charmap.Charmap) bool {
	if through == charmap.Windows1256 {
		return n.tah >= leastUndoubled && 3*n.tah >= n.arabic
	}
	return n.arabic == 0 && n.latin >= leastUndoubled && n.latin >= n.others
}

// encodeBack returns the bytes that were read in an encoding: for a character
// that is none of it, the byte of its number where it has one, else 0xFF. It
// returns nil where more than one in twenty is lost.
func encodeBack(text []byte, through *charmap.Charmap) []byte {
	var out bytes.Buffer
	out.Grow(len(text))
	lost, high := 0, 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			out.WriteByte(text[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		high++
		b, ok := through.EncodeRune(r)
		switch {
		case ok:
		case r < 0x100:
			b = byte(r)
		case r == utf8.RuneError && bytes.HasSuffix(out.Bytes(), []byte{0xD9}):
			b = 0x81 // of the bytes that windows-1252 lacks, the one in a letter: ف
		default:
			b = 0xFF
			lost++
		}
		out.WriteByte(b)
	}
	if 20*lost > high {
		return nil
	}
	return out.Bytes()
}

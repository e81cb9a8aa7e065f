package extract

import (
	"bytes"
	"fmt"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// An encodingFound says which encoding was used, and what was odd about it.
type encodingFound struct {
	name  string
	flags []string
}

const (
	// badShare is the share of broken sequences among the non-ASCII ones up to
	// which a text is still UTF-8: a cut-off character here and there. Arabic in
	// windows-1256 read as UTF-8 breaks at nearly every letter.
	badShare = 0.1
	// sampleBytes bounds what is looked at to tell encodings apart; one
	// paragraph would do.
	sampleBytes = 64 << 10
	// arabicShare is the share of a decoding's non-ASCII characters that must be
	// Arabic letters, and commonShare that of the ten most frequent letters
	// among those: 0.6 to 0.7 in running Arabic, under 0.3 where another
	// encoding is read as Arabic.
	arabicShare = 0.8
	commonShare = 0.45
)

// decode returns the page as UTF-8. Bytes outweigh labels: text that is UTF-8
// is taken as such whatever is declared, and text that reads as Arabic in an
// Arabic encoding is not believed to be Latin.
func decode(body []byte, contentType string) ([]byte, encodingFound, error) {
	if enc, name := byMark(body); enc != nil {
		return convert(body, enc, encodingFound{name: name})
	}
	if utf8.Valid(body) && bytes.IndexByte(body, 0) < 0 { // UTF-16 has zeroes in every tag
		return body, encodingFound{name: "utf-8"}, nil
	}
	label := declared(body, contentType)
	if utf8.Valid(body) && label != "utf-16le" && label != "utf-16be" {
		return body, encodingFound{name: "utf-8"}, nil
	}
	if label != "utf-16le" && label != "utf-16be" && nearlyUTF8(body) {
		flags := append(mislabelled(label, "utf-8"), FlagBadBytes)
		return bytes.ToValidUTF8(body, nil), encodingFound{"utf-8", flags}, nil
	}
	if name := guessArabic(body, label); name != "" {
		enc, _ := charset.Lookup(name)
		return convert(body, enc, encodingFound{name, mislabelled(label, name)})
	}
	if label == "" || label == "utf-8" || label == "x-user-defined" {
		return nil, encodingFound{}, fmt.Errorf("%w: declared %q", ErrEncoding, label)
	}
	enc, _ := charset.Lookup(label)
	return convert(body, enc, encodingFound{name: label})
}

// byMark returns the encoding that a byte order mark names.
func byMark(body []byte) (encoding.Encoding, string) {
	for _, m := range []struct{ mark, name string }{
		{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"},
	} {
		if bytes.HasPrefix(body, []byte(m.mark)) {
			return charset.Lookup(m.name)
		}
	}
	return nil, ""
}

// declared returns the name of the encoding that the header or the page
// declares; empty for none or an unknown one.
func declared(body []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if _, name := charset.Lookup(params["charset"]); name != "" {
			return name
		}
	}
	head := body[:min(len(body), 1024)] // HTML, section 13.2.3.2: the first 1024 bytes
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return ""
	}
	_, name, _ := charset.DetermineEncoding(head, "")
	return name
}

// mislabelled is the flag for a page whose label is wrong.
func mislabelled(label, name string) []string {
	if label == "" || label == name {
		return nil
	}
	return []string{FlagEncoding}
}

func convert(body []byte, enc encoding.Encoding, found encodingFound) ([]byte, encodingFound, error) {
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return nil, encodingFound{}, fmt.Errorf("%w: %s: %w", ErrEncoding, found.name, err)
	}
	bad := bytes.Count(text, []byte("\uFFFD"))
	if float64(bad) > badShare*float64(utf8.RuneCount(text)) {
		return nil, encodingFound{}, fmt.Errorf("%w: %d bytes are not %s", ErrEncoding, bad, found.name)
	}
	if bad > 0 {
		found.flags = append(found.flags, FlagBadBytes)
	}
	return text, found, nil
}

// nearlyUTF8 reports whether the text is UTF-8 but for some bytes.
func nearlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		body = body[size:]
	}
	return float64(bad) < badShare*float64(good)
}

// guessArabic returns the Arabic encoding in which the bytes read as Arabic
// text; the declared one where it fits, empty where none does.
func guessArabic(body []byte, label string) string {
	best, name := 0.0, ""
	for _, candidate := range []string{"windows-1256", "iso-8859-6"} {
		score := arabicScore(body, candidate)
		if score > 0 && candidate == label {
			score += 0.1 // between two that fit, the label decides
		}
		if score > best {
			best, name = score, candidate
		}
	}
	return name
}

// arabicScore says how well bytes read as Arabic in an encoding, 0 for not at
// all: the share of common letters among the Arabic ones, and how often alef
// is followed by lam, which tells the two Arabic encodings apart.
func arabicScore(body []byte, name string) float64 {
	enc, _ := charset.Lookup(name)
	text, err := enc.NewDecoder().Bytes(highBytes(body))
	if err != nil {
		return 0
	}
	var high, arabic, common, article int
	var last rune
	for _, r := range string(text) {
		if r >= utf8.RuneSelf {
			high++
		}
		if r >= '\u0621' && r <= '\u064A' {
			arabic++
		}
		switch r {
		case 'ا', 'ل', 'ي', 'م', 'و', 'ن', 'ر', 'ت', 'ب', 'ه':
			common++
		}
		if last == 'ا' && r == 'ل' {
			article++
		}
		last = r
	}
	if high == 0 || float64(arabic) < arabicShare*float64(high) || float64(common) < commonShare*float64(arabic) {
		return 0
	}
	return float64(common+5*article) / float64(arabic)
}

// highBytes returns a sample of the non-ASCII bytes, with a space between runs.
func highBytes(body []byte) []byte {
	out := make([]byte, 0, min(len(body), sampleBytes))
	for _, c := range body {
		if len(out) == sampleBytes {
			break
		}
		if c >= utf8.RuneSelf {
			out = append(out, c)
		} else if len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, ' ')
		}
	}
	return out
}

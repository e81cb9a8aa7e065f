package feed

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// goodPerBad is how many good multi-byte sequences must stand beside each bad
// byte for a document to count as damaged UTF-8: Arabic in windows-1256 holds
// one by accident for some sixty bad ones, where a comma or a bracket follows a
// letter, since its letters all lie above 0xBF, where UTF-8 has no continuation
// bytes.
const goodPerBad = 4

// decode turns bytes into valid UTF-8. The BOM decides, then the shape of the
// bytes; what header and declaration say decides among what the bytes allow.
// It returns the name of the encoding, lower case.
func decode(body []byte, contentType string, notes *repairs) ([]byte, string) {
	if wide, name := wideEncoding(body); wide != nil {
		return decodeWith(wide, body, notes), name
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")) // UTF-8 byte order mark
	said := labels(body, contentType)
	good, bad := countUTF8(body)
	switch {
	case good == 0 && bad == 0:
		return body, asciiName(said, contentType)
	case bad == 0:
		said.contradict("utf-8", notes)
		return undouble(body, notes), "utf-8"
	case good >= goodPerBad*bad:
		said.contradict("utf-8", notes)
		return mendUTF8(body, notes), "utf-8"
	}
	return decodeLegacy(body, said, notes)
}

// wideEncoding recognises UTF-16 and UTF-32, by BOM or by the zero bytes of an
// opening "<" or "{". It returns nil for anything else.
func wideEncoding(body []byte) (encoding.Encoding, string) {
	zeros := ""
	for _, c := range body[:min(4, len(body))] {
		zeros += map[bool]string{true: "0", false: "x"}[c == 0]
	}
	has := func(bom string) bool { return bytes.HasPrefix(body, []byte(bom)) }
	switch { // a mark that the bytes behind it contradict
	case has("\xfe\xff<\x00") || has("\xfe\xff{\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case has("\xff\xfe\x00<") || has("\xff\xfe\x00{"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	switch {
	case has("\x00\x00\xfe\xff") || zeros == "000x":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf-32be"
	case has("\xff\xfe\x00\x00") || zeros == "x000":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "utf-32le"
	case has("\xfe\xff") || zeros == "0x0x":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"
	case has("\xff\xfe") || zeros == "x0x0":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"
	}
	return nil, ""
}

// decodeWith decodes; a character that cannot be decoded becomes U+FFFD.
func decodeWith(enc encoding.Encoding, body []byte, notes *repairs) []byte {
	if enc == charmap.ISO8859_6 {
		return decodeISO(body)
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		notes.add("bytes that could not be decoded left out")
	}
	return out
}

// decodeISO decodes ISO 8859-6 as the Encoding Standard does: bytes from 0x80 to
// 0x9F are the control characters of the same number.
func decodeISO(body []byte) []byte {
	out := make([]byte, 0, 2*len(body))
	for _, c := range body {
		r := charmap.ISO8859_6.DecodeByte(c)
		if c >= 0x80 && c < 0xA0 {
			r = rune(c)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// countUTF8 counts valid multi-byte sequences and bytes that belong to none.
func countUTF8(body []byte) (good, bad int) {
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good, bad
}

// said is what header and declaration claim, lower case; empty if nothing.
type said struct{ header, declared string }

var declaration = regexp.MustCompile(`^[^<]*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([^"'>]{1,40}?)\s*["']`)

var headerCharset = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([^\s"';,]{1,40})`)

func labels(body []byte, contentType string) said {
	var s said
	if m := headerCharset.FindStringSubmatch(contentType); m != nil {
		s.header = strings.ToLower(m[1])
	}
	if m := declaration.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		s.declared = strings.ToLower(string(m[1]))
	}
	return s
}

// list returns what was said, the header first, as RFC 7303 orders them.
func (s said) list() []string {
	var out []string
	for _, label := range []string{s.header, s.declared} {
		if label != "" {
			out = append(out, label)
		}
	}
	return out
}

// contradict notes every label that names another encoding than the decided.
func (s said) contradict(decided string, notes *repairs) {
	where := []string{"the header", "the declaration"}
	for i, label := range []string{s.header, s.declared} {
		if label == "" {
			continue
		}
		if _, name := lookup(label); name != decided && !sameFamily(name, decided) {
			notes.add(fmt.Sprintf("%s says %s, the bytes are %s", where[i], clean(label), decided))
		}
	}
}

// sameFamily reports whether one name is a superset of the other.
func sameFamily(a, b string) bool {
	latin := map[string]bool{"iso-8859-1": true, "windows-1252": true, "us-ascii": true}
	return latin[a] && latin[b]
}

// asciiName names the encoding of a document that holds ASCII alone, and so
// reads alike whatever it is called: header, then declaration, then the
// default of text/* (RFC 2046, section 4.1.2).
func asciiName(s said, contentType string) string {
	for _, label := range s.list() {
		if enc, name := lookup(label); enc != nil {
			return name
		}
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(contentType)), "text/xml") {
		return "us-ascii"
	}
	return "utf-8"
}

// lookup returns the encoding of a label and its name. Labels follow the
// Encoding Standard, but that ASCII and Latin-1 keep their own names and the
// three Chinese GB encodings are read as GB 18030, their superset.
func lookup(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	enc, name := charset.Lookup(label)
	switch {
	case enc == nil:
		return registered(label)
	case label == "us-ascii" || label == "ascii":
		return enc, "us-ascii"
	case label == "iso-8859-1" || label == "latin1":
		return enc, "iso-8859-1"
	case name == "gbk" || name == "gb18030":
		return simplifiedchinese.GB18030, "gb18030"
	case name == "iso-8859-6":
		return charmap.ISO8859_6, name
	case strings.HasPrefix(name, "utf-16") || name == "replacement":
		return nil, name
	}
	return enc, name
}

// registered returns an encoding that IANA knows and the Encoding Standard does
// not: the code pages of DOS and of mainframes.
func registered(label string) (encoding.Encoding, string) {
	enc, err := ianaindex.IANA.Encoding(label)
	if err != nil || enc == nil || strings.HasPrefix(label, "utf") {
		return nil, label
	}
	name, err := ianaindex.IANA.Name(enc)
	if err != nil {
		return nil, label
	}
	return enc, strings.ToLower(name)
}

// decodeLegacy decodes bytes that are no Unicode encoding. Arabic is looked for
// first unless a label names an alphabet of its own, since the single-byte
// Arabic encodings are the ones that are mislabelled as each other, as Latin
// and as UTF-8.
func decodeLegacy(body []byte, s said, notes *repairs) ([]byte, string) {
	for _, label := range s.list() {
		enc, name := lookup(label)
		if enc == nil || confusable[name] || singleByte(name) && surelyArabic(body) {
			continue
		}
		if out, err := enc.NewDecoder().Bytes(body); err == nil && !bytes.ContainsRune(out, utf8.RuneError) {
			return out, name
		}
	}
	if name := arabicEncoding(body, s); name != "" {
		s.contradict(name, notes)
		enc, _ := lookup(name)
		return decodeWith(enc, body, notes), name
	}
	return decodeGuess(body, s, notes)
}

// singleByte reports whether an encoding is one in which any bytes are some
// text, so that only the text can tell that its label is wrong.
func singleByte(name string) bool {
	for _, family := range []string{"windows-125", "windows-874", "iso-8859-", "koi8-", "ibm", "mac", "x-mac"} {
		if strings.HasPrefix(name, family) {
			return true
		}
	}
	return false
}

// confusable are the encodings whose labels say little about the bytes.
var confusable = map[string]bool{
	"utf-8": true, "us-ascii": true, "iso-8859-1": true, "windows-1252": true,
	"windows-1256": true, "iso-8859-6": true,
}

// decodeGuess decodes bytes that hold no Arabic text: by a label that is not
// UTF-8, else by letter statistics.
func decodeGuess(body []byte, s said, notes *repairs) ([]byte, string) {
	for _, label := range s.list() {
		if enc, name := lookup(label); enc != nil && name != "utf-8" {
			return decodeWith(enc, body, notes), name
		}
	}
	if enc, name := statistics(body); enc != nil {
		s.contradict(name, notes)
		notes.add("encoding guessed from letter statistics: " + name)
		return decodeWith(enc, body, notes), name
	}
	notes.add("encoding undecided: read as windows-1256")
	return decodeWith(charmap.Windows1256, body, notes), "windows-1256"
}

// statistics returns the legacy encoding whose language the bytes resemble
// most, the first by name of equals; nil if there is none.
func statistics(body []byte) (encoding.Encoding, string) {
	guesses, err := chardet.NewTextDetector().DetectAll(body[:min(len(body), sampleBytes)])
	if err != nil {
		return nil, ""
	}
	slices.SortFunc(guesses, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	for _, g := range guesses {
		if enc, name := lookup(g.Charset); enc != nil && name != "utf-8" {
			return enc, name
		}
	}
	return nil, ""
}

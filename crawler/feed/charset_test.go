package feed

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

const (
	arabicText  = "مجلس بلدية النخيل يقر موازنة العام الجديد، ويؤجل النظر في رسوم المياه إلى جلسة لاحقة"
	russianText = "Новый год обязательно наступит, несмотря ни на что, и это не просто праздник"
	frenchText  = "Le ministère de la Santé a annoncé hier que l'épidémie était terminée à l'été dernier"
	koreanText  = "새해에는 모두 건강하고 행복하시기를 바랍니다"
)

func encoded(tb testing.TB, enc encoding.Encoding, s string) []byte {
	tb.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// TestArabicScore keeps the gap in which arabicFloor lies.
func TestArabicScore(t *testing.T) {
	tests := []struct {
		name     string
		enc      encoding.Encoding
		text     string
		win, iso bool // whether the reading is Arabic
	}{
		{"windows-1256", charmap.Windows1256, arabicText, true, false},
		{"ISO 8859-6", charmap.ISO8859_6, arabicText, false, true},
		{"KOI8-R", charmap.KOI8R, russianText, false, false},
		{"windows-1251", charmap.Windows1251, russianText, false, false},
		{"Latin-1", charmap.ISO8859_1, frenchText, false, false},
		{"EUC-KR", korean.EUCKR, koreanText, false, false},
		{"Greek", charmap.ISO8859_7, "Το δημοτικό συμβούλιο ενέκρινε τον προϋπολογισμό του νέου έτους", false, false},
		{"Hebrew", charmap.Windows1255, "מועצת העיר אישרה את תקציב השנה החדשה ודחתה את הדיון", false, false},
		{"Thai", charmap.Windows874, "สภาเทศบาลอนุมัติงบประมาณปีใหม่และเลื่อนการพิจารณา", false, false},
		{"Turkish", charmap.Windows1254, "Belediye meclisi yeni yılın bütçesini onayladı, görüşmeyi sonraya bıraktı", false, false},
		{"Ukrainian", charmap.KOI8U, "Міська рада затвердила бюджет на новий рік і відклала розгляд питання", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sample := highBytes(encoded(t, tt.enc, tt.text))
			win, iso := arabicScore(charmap.Windows1256, sample), arabicScore(charmap.ISO8859_6, sample)
			right := max(win, iso) > arabicFloor
			if sure := max(win, iso) >= surely; sure != right {
				t.Errorf("scores = %.2f, %.2f: surely Arabic %v; want %v", win, iso, sure, right)
			}
			if right != (tt.win || tt.iso) || tt.win && win-iso < arabicTie || tt.iso && iso-win < arabicTie {
				t.Errorf("scores = %.2f as windows-1256, %.2f as ISO 8859-6; want Arabic %v, %v", win, iso, tt.win, tt.iso)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	tests := []struct {
		name        string
		enc         encoding.Encoding
		declared    string
		contentType string
		text        string
		want        string
		repaired    bool
	}{
		{"UTF-8 plain", encoding.Nop, "", "", arabicText, "utf-8", false},
		{"UTF-8 declared", encoding.Nop, "UTF-8", "text/xml; charset=utf-8", arabicText, "utf-8", false},
		{"UTF-8 declared windows-1256", encoding.Nop, "windows-1256", "", arabicText, "utf-8", true},
		{"UTF-8 with a header of Latin-1", encoding.Nop, "", "text/xml; charset=ISO-8859-1", arabicText, "utf-8", true},
		{"windows-1256 declared", charmap.Windows1256, "windows-1256", "", arabicText, "windows-1256", false},
		{"windows-1256 undeclared", charmap.Windows1256, "", "", arabicText, "windows-1256", false},
		{"windows-1256 declared UTF-8", charmap.Windows1256, "utf-8", "", arabicText, "windows-1256", true},
		{"windows-1256 declared ISO 8859-6", charmap.Windows1256, "iso-8859-6", "", arabicText, "windows-1256", true},
		{"windows-1256 with a header of Latin-1", charmap.Windows1256, "", "text/xml;charset='iso-8859-1'", arabicText, "windows-1256", true},
		{"ISO 8859-6 declared", charmap.ISO8859_6, "ISO-8859-6", "", arabicText, "iso-8859-6", false},
		{"ISO 8859-6 declared windows-1256", charmap.ISO8859_6, "windows-1256", "", arabicText, "iso-8859-6", true},
		{"UTF-16 without a mark", utf16, "utf-16", "", arabicText, "utf-16le", false},
		{"French in Latin-1", charmap.ISO8859_1, "iso-8859-1", "", frenchText, "iso-8859-1", false},
		{"French in Latin-1, undeclared", charmap.ISO8859_1, "", "", frenchText, "iso-8859-1", true},
		{"Russian declared", charmap.KOI8R, "koi8-r", "", russianText, "koi8-r", false},
		{"ASCII", encoding.Nop, "", "", "News", "utf-8", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			intro := "<?xml version='1.0'?>"
			if tt.declared != "" {
				intro = `<?xml version="1.0" encoding="` + tt.declared + `"?>`
			}
			var notes repairs
			text, name := decode(encoded(t, tt.enc, intro+tt.text), tt.contentType, &notes)
			if name != tt.want || string(text) != intro+tt.text || (notes.words() != nil) != tt.repaired {
				t.Errorf("decode = %q, %q, repairs %q; want %q, repaired %v", text, name, notes.words(), tt.want, tt.repaired)
			}
		})
	}
}

func TestDecodeBadByte(t *testing.T) {
	body := []byte(arabicText + "\xff" + arabicText)
	var notes repairs
	text, name := decode(body, "", &notes)
	want := arabicText + "\uFFFD" + arabicText // replacement character
	if string(text) != want || name != "utf-8" || !slices.Equal(notes.words(), []string{"bad UTF-8 byte replaced"}) {
		t.Errorf("decode = %q, %q, %q; want one replacement", text, name, notes.words())
	}
}

func TestDecodeByteOrderMark(t *testing.T) {
	var notes repairs
	text, name := decode([]byte("\xef\xbb\xbf<rss/>"), "", &notes)
	if string(text) != "<rss/>" || name != "utf-8" {
		t.Errorf("decode = %q, %q; want the mark gone", text, name)
	}
}

func BenchmarkDecodeWindows1256(b *testing.B) {
	body := bytes.Repeat(encoded(b, charmap.Windows1256, arabicText+"\n"), 1000)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		var notes repairs
		if text, name := decode(body, "", &notes); name != "windows-1256" || !strings.HasPrefix(string(text[:20]), "مجلس") {
			b.Fatal(name)
		}
	}
}

// read is a text as a system shows it that takes its bytes for another encoding.
func read(tb testing.TB, enc encoding.Encoding, s []byte) string {
	tb.Helper()
	out, err := enc.NewDecoder().Bytes(s)
	if err != nil {
		tb.Fatal(err)
	}
	return string(out)
}

// Labels of other alphabets, marks that lie, text that went through a wrong
// encoding, and pieces of one encoding in another.
func TestDecodeMistakes(t *testing.T) {
	feed := func(label, title string) string {
		return `<?xml version="1.0" encoding="` + label + `"?><rss version="2.0"><channel><title>` + title + `</title></channel></rss>`
	}
	win := string(encoded(t, charmap.Windows1256, arabicText))
	le := func(s string) string {
		return string(encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), s))
	}
	tests := []struct{ name, in, contentType, want, encoding string }{
		{"labelled KOI8-R", feed("koi8-r", win), "", arabicText, "windows-1256"},
		{"labelled windows-1251", feed("windows-1251", win), "", arabicText, "windows-1256"},
		{"labelled Turkish", feed("iso-8859-9", win), "", arabicText, "windows-1256"},
		{"labelled UTF-16", feed("utf-16", win), "", arabicText, "windows-1256"},
		{"a code page of DOS", feed("cp850", string(encoded(t, charmap.CodePage850, "été à"))), "", "été à", "ibm850"},
		{"windows-1256 labelled cp437", feed("cp437", win), "", arabicText, "windows-1256"},
		{"windows-1252 labelled Latin-1", feed("iso-8859-1", string(encoded(t, charmap.Windows1252, "“été” – à"))), "", "“été” – à", "iso-8859-1"},
		{"labelled nonsense", feed("arabic-windows", win), "", arabicText, "windows-1256"},
		{"Russian stays Russian", feed("koi8-r", string(encoded(t, charmap.KOI8R, russianText))), "", russianText, "koi8-r"},
		{"UTF-8 labelled UTF-16", feed("utf-16", arabicText), "", arabicText, "utf-8"},
		{"UTF-16 labelled UTF-8 in the header", "\xff\xfe" + le(feed("utf-8", arabicText)), "text/xml; charset=utf-8", arabicText, "utf-16le"},
		{"UTF-16 with the other order's mark", "\xfe\xff" + le(feed("utf-16", arabicText)), "", arabicText, "utf-16le"},
		{"UTF-16 without a mark, behind a line end", le("\n" + feed("utf-16", arabicText)), "", arabicText, "utf-16le"},
		{"UTF-7 is not read", feed("utf-7", "+BigGKAYx-"), "", "+BigGKAYx-", "utf-8"},
		{"two marks", "\xef\xbb\xbf\xef\xbb\xbf" + feed("utf-8", arabicText), "", arabicText, "utf-8"},
		{"encoded twice through Latin-1", feed("utf-8", read(t, charmap.ISO8859_1, []byte(arabicText))), "", arabicText, "utf-8"},
		{"encoded twice through windows-1252", feed("utf-8", read(t, charmap.Windows1252, []byte(arabicText))), "", arabicText, "utf-8"},
		{"encoded twice through windows-1256", feed("utf-8", read(t, charmap.Windows1256, []byte(arabicText))), "", arabicText, "utf-8"},
		{"windows-1256 taken for windows-1252", feed("utf-8", read(t, charmap.Windows1252, []byte(win))), "", arabicText, "utf-8"},
		{"French is not encoded twice", feed("utf-8", frenchText+" "+frenchText), "", frenchText + " " + frenchText, "utf-8"},
		{"Arabic with French is not encoded twice", feed("utf-8", arabicText+" été à"), "", arabicText + " été à", "utf-8"},
		{"many ط and ظ are not encoded twice", feed("utf-8", "ط ظ طظ "+strings.Repeat("طبيب ظريف حاط ", 9)), "", "ط ظ طظ " + strings.TrimSpace(strings.Repeat("طبيب ظريف حاط ", 9)), "utf-8"},
		{"windows-1256 pasted into UTF-8", feed("utf-8", strings.Repeat(arabicText+" ", 3)+string(encoded(t, charmap.Windows1256, "صدى"))), "", strings.Repeat(arabicText+" ", 3) + "صدى", "utf-8"},
		{"one bad byte", feed("utf-8", "صد\xff"+arabicText), "", "صد\uFFFD" + arabicText, "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(tt.in), Options{ContentType: tt.contentType})
			if err != nil || doc.Title != tt.want || doc.Encoding != tt.encoding {
				t.Errorf("Parse = %q in %s, %v, repairs %q; want %q in %s", doc.Title, doc.Encoding, err, doc.Repairs, tt.want, tt.encoding)
			}
		})
	}
}

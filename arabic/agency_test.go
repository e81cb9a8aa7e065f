package arabic_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sada/arabic"
)

func TestAgency(t *testing.T) {
	const report = "افتتح محافظ المدينة أمس جسرا جديدا فوق النهر بعد عامين من العمل."
	tests := []struct {
		name               string
		byline, lead, tail string
		agency, place      string
	}{
		{"byline alone", "رويترز", report, "", "رويترز", "byline"},
		{"byline, place first", "الرياض - واس", report, "", "واس", "byline"},
		{"byline, place last, colon", "واس- جدة:", report, "", "واس", "byline"},
		{"byline in brackets", "واس (الرياض)", report, "", "واس", "byline"},
		{"byline with tatweel for a dash", "واس \u0640 الرياض", report, "", "واس", "byline"}, // U+0640: tatweel
		{"byline with points", "القاهرة - د. ب. أ", report, "", "د ب أ", "byline"},
		{"byline without hamza", "سيدني - د ب ا", report, "", "د ب أ", "byline"},
		{"byline without a mark", "واشنطن رويترز", report, "", "رويترز", "byline"},
		{"long name", "وكالة الأنباء السعودية", report, "", "واس", "byline"},
		{"name and short name", "وكالة الأنباء الكويتية (كونا)", report, "", "كونا", "byline"},
		{"Latin", "AFP", report, "", "أ ف ب", "byline"},
		{"several, unnamed", "الصدى - وكالات", report, "", arabic.AgencyMany, "byline"},
		{"named before unnamed", "وكالات - رويترز", report, "", "رويترز", "byline"},
		{"a person", "ليلى بن عوض - الواحة", report, "", "", ""},
		{"a desk", "متابعات - المحليات", report, "", "", ""},
		{"Qena is a town", "قنا - كريم الساعي", report, "", "", ""},
		{"in brackets it is the agency", "الدوحة (قنا)", report, "", "قنا", "byline"},

		{"beside its home it is the agency", "بنا - المنامة", report, "", "بنا", "byline"},
		{"a woman's name", "لانا - بيروت", report, "", "", ""},
		{"an adjective alone", "الفرنسية - نيويورك", report, "", "أ ف ب", "byline"},
		{"byline with two tatweels", "لندن \u0640\u0640 الفرنسية:", report, "", "أ ف ب", "byline"},
		{"byline with a stray quote", "الرياض \" واس", report, "", "واس", "byline"},
		{"slashes", "/أ ف ب/", report, "", "أ ف ب", "byline"},
		{"points and brackets", "(د.ب.أ)", report, "", "د ب أ", "byline"},
		{"vowel marks", "القاهرة - رُويتَرز", report, "", "رويترز", "byline"},
		{"Rabat", "الرباط - و م ع", report, "", "ومع", "byline"},
		{"together", "لنعمل معا - فريق التحرير", report, "", "", ""},

		{"a lead that is a dateline alone", "", "الصدى – واس", "", "واس", "dateline"},
		{"dateline in brackets", "", "الرياض (واس) " + report, "", "واس", "dateline"},
		{"dateline with dashes", "", "دبي - رويترز: " + report, "", "رويترز", "dateline"},
		{"dateline, agency first", "", "واس - الرياض: " + report, "", "واس", "dateline"},
		{"dateline with date", "", "طوكيو 20 يوليو تموز (رويترز) - " + report, "", "رويترز", "dateline"},
		{"month in brackets", "", "بحلول أغسطس (آب) المقبل يفتتح الجسر.", "", "", ""},
		{"agency as subject", "", "رويترز تعلن عن مكتب جديد في المدينة.", "", "", ""},
		{"agency that reports", "", "قالت وكالة رويترز إن مراسلها بخير.", "", "", ""},
		{"agency in quotes", "", "رصدت عدسة \"واس\" افتتاح الجسر.", "", "", ""},
		{"other agencies", "", "أفادت وكالات السفر بأن الحجوزات زادت.", "", "", ""},

		{"body, nqlan", "", report + " وذلك نقلا عن وكالة الأناضول.", "", "الأناضول", "body"},
		{"body, wafqan", "", "وفقا لوكالة الأنباء الفرنسية، افتتح الجسر.", "", "أ ف ب", "body"},
		{"body, lam", "", "وفقا لرويترز افتتح الجسر.", "", "رويترز", "body"},
		{"body, quotes", "", "وبحسب وكالة «رويترز»، افتتح الجسر.", "", "رويترز", "body"},
		{"body, brackets", "", "وذكرت وكالة الأنباء الرسمية (سانا) أن الجسر افتتح.", "", "سانا", "body"},
		{"body, hasbama", "", "افتتح الجسر حسبما ذكرت وكالة الأنباء القطرية.", "", "قنا", "body"},
		{"unknown agency", "", "وذكرت وكالة أنباء الواحة أن الجسر افتتح.", "", "", ""},

		{"tail", "", report, "(أ. ف. ب)", "أ ف ب", "tail"},
		{"tail with source", "", report, "المصدر: رويترز", "رويترز", "tail"},
		{"tail of a sentence", "", report, "وحضر الافتتاح ألف زائر (د ب أ)", "د ب أ", "tail"},
		{"nothing", "", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			agency, place := arabic.Agency(tt.byline, tt.lead, tt.tail)
			if agency != tt.agency || place != tt.place {
				t.Errorf("Agency(%q, %q, %q) = %q, %q, want %q, %q", tt.byline, tt.lead, tt.tail, agency, place, tt.agency, tt.place)
			}
		})
	}
}

// TestAgencyMeasured counts, over articles with a byline field, those whose
// byline holds one of the plain spellings set off by itself, and how many of
// them are credited. SADA_NEWS names the folder of articles.jsonl.gz.
func TestAgencyMeasured(t *testing.T) {
	plain := regexp.MustCompile(`(^|[^\p{L}])(واس|رويترز|[أا] ?ف ب|د ب [أا]|وكالات|الوكالات)([^\p{L}]|$)`)
	bylines := ownBylines
	if dir := os.Getenv("SADA_NEWS"); dir != "" {
		bylines = readBylines(t, filepath.Join(dir, "articles.jsonl.gz"))
	}
	want, got := 0, 0
	for _, b := range bylines {
		if !plain.MatchString(b) {
			continue
		}
		want++
		if name, _ := arabic.Agency(b, "", ""); name != "" {
			got++
		} else {
			t.Logf("no credit in %q", b)
		}
	}
	t.Logf("credited %d of %d bylines that name an agency", got, want)
	if float64(got) < 0.99*float64(want) {
		t.Errorf("credited %d of %d, want 99 %%", got, want)
	}
}

var ownBylines = []string{
	"الواحة - واس", "رويترز - لندن", "وكالات (عواصم)", "الصدى - أ ف ب:", "برلين - د ب أ", "ليلى بن عوض - الواحة",
}

func readBylines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a struct{ Author string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a.Author)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func FuzzAgency(f *testing.F) {
	f.Add("الرياض - واس", "دبي (رويترز) - افتتح", "(أ. ف. ب)")
	f.Fuzz(func(t *testing.T, byline, lead, tail string) {
		name, place := arabic.Agency(byline, lead, tail)
		if (name == "") != (place == "") {
			t.Errorf("Agency = %q, %q: one of them is empty", name, place)
		}
		if strings.TrimSpace(byline+lead+tail) == "" && name != "" {
			t.Errorf("Agency of nothing = %q", name)
		}
	})
}

func ExampleAgency() {
	fmt.Println(arabic.Agency("دبي - رويترز", "افتتح جسر جديد في المدينة.", ""))
	fmt.Println(arabic.Agency("", "الرياض (واس) - افتتح جسر جديد في المدينة.", ""))
	// Output:
	// رويترز byline
	// واس dateline
}

func BenchmarkAgency(b *testing.B) {
	lead := "الرياض (واس) - " + strings.Repeat("افتتح محافظ المدينة أمس جسرا جديدا فوق النهر. ", 5)
	for b.Loop() {
		arabic.Agency("متابعات - الواحة", lead, lead)
	}
}

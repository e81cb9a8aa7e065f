// Package specimen holds texts for the tests and benchmarks of several packages:
// some of our own writing, some that nobody writes and everybody meets, and, where
// [NewsFile] says where they lie, those of real outlets, which are no part of this
// tree. It is for tests and benchmarks alone.
package specimen

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// Paragraph is a paragraph of a report of ours, with the end of its line.
const Paragraph = "أعلنت بلدية المدينة الساحلية أمس انتهاء المرحلة الثانية من مشروع توسعة الميناء القديم بكلفة بلغت 320 مليون درهم، " +
	"وقال مدير المشروع إن الأرصفة الجديدة تتسع لاثنتي عشرة سفينة في وقت واحد، فيما تبدأ أعمال المرحلة الثالثة خلال الربع الأول من العام المقبل. " +
	"وأوضح أن العمال أنجزوا 87% من أعمال الردم قبل موعدها بنحو ستة أسابيع.\n"

// Report is text of ours of the mean length of an article of SaudiNewsNet: 3.3 KB.
var Report = strings.Repeat(Paragraph, 3300/len(Paragraph)+1)

// Odd are texts that nobody writes and everybody meets.
var Odd = []struct{ Name, Text string }{
	{"empty", ""},
	{"spaces", " \n\t "},
	{"ten words", "افتتح رئيس البلدية اليوم حديقة جديدة في حي الزيتون الشرقي"},
	{"digits", strings.Repeat("123 456 ", 2000)},
	{"Latin", strings.Repeat("the quick brown fox jumps over it ", 50)},
	{"one word many times", strings.Repeat("خبر ", 100_000)},
	{"two words in turn", strings.Repeat("خبر عاجل ", 50_000)},
	{"no spaces", strings.Repeat("ب", 500_000)},
	{"broken bytes", strings.Repeat("\xff\xd8\xd9", 1000)},
	{"mixed directions", "\u202bقال Reuters إن\u202c 5 من \u20667 شركات\u2069 أغلقت أبوابها هذا العام بسبب الكساد"},
	{"a million bytes", strings.Repeat(Paragraph, 1_000_000/len(Paragraph))},
}

// Words returns n words that differ from those of another family.
func Words(family string, n int) string {
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنه")
	out := make([]string, n)
	for i := range out {
		out[i] = family + string(letters[i%25]) + string(letters[i/25%25]) + "م"
	}
	return strings.Join(out, " ")
}

// NewsFile is the variable of the environment that names a file of real articles,
// one JSON object a line, gzipped, or the folder of articles.jsonl.gz.
const NewsFile = "SADA_NEWS"

// News returns the texts of the file that NewsFile names; none where it names none.
func News() (texts []string) {
	file := os.Getenv(NewsFile)
	if file == "" {
		return nil
	}
	if s, err := os.Stat(file); err == nil && s.IsDir() {
		file = filepath.Join(file, "articles.jsonl.gz")
	}
	f, err := os.Open(file)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		panic(err)
	}
	for in := json.NewDecoder(unzipped); in.More(); {
		var a struct{ Text string }
		if err := in.Decode(&a); err != nil {
			panic(err)
		}
		texts = append(texts, a.Text)
	}
	return texts
}

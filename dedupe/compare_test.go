package dedupe_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/internal/specimen"
	"sada/news"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

// bridge is a report of ours, bridgeHead its headline.
const bridgeHead = "انهيار جزئي في جسر وادي السدر يقطع الطريق بين قريتين"

var bridge = []string{
	"انهار صباح أمس الأحد جزء من جسر وادي السدر القديم بعد ليلة من الأمطار الغزيرة، ما أدى إلى قطع الطريق الوحيد بين قريتي العين والرابية دون وقوع إصابات.",
	"وقالت مهندسة الطرق في البلدية سلوى المنصوري إن الدعامة الثالثة من جهة الشمال تصدعت عند الساعة الخامسة فجرا، وإن الحركة أوقفت قبل الانهيار بنحو 40 دقيقة بفضل بلاغ من سائق شاحنة حليب.",
	"وأضافت أن الجسر الذي بني قبل 62 عاما كان مدرجا على قائمة الصيانة لهذا الصيف بموازنة قدرها 3.2 مليون درهم، وأن فرقا من المساحين باشرت قياس الشقوق في الدعامات الأربع الباقية.",
	"وأقامت فرق الإنقاذ معبرا مؤقتا للمشاة من الخشب والحديد، فيما تولت حافلتان صغيرتان نقل التلاميذ إلى مدرسة الرابية عبر طريق جبلي طوله 18 كيلومترا.",
	"وطالب مزارعون من القريتين بتعويضهم عن محصول المشمش الذي تعذر نقله إلى السوق، مشيرين إلى أن نحو 25 طنا منه قد يتلف خلال ثلاثة أيام إذا لم يفتح الطريق.",
	"وينتظر أن تعلن البلدية غدا موعد تركيب جسر معدني يستعار من مستودعات الدفاع المدني إلى حين بناء جسر جديد.",
}

var harbour = []string{
	"من جهة أخرى أعلنت هيئة الموانئ انتهاء أعمال تعميق حوض السفن في ميناء الياسمين، وقال رئيسها عادل الخطيب إن الحوض صار يستقبل سفنا يبلغ غاطسها 14 مترا.",
	"وأوضح الخطيب أن الحفارات رفعت مليوني متر مكعب من الرمال خلال تسعة أشهر، وأن الرمال استعملت في توسعة الشاطئ العام وبناء كاسر أمواج جديد.",
	"وتتوقع الهيئة أن ترتفع حركة الحاويات في الميناء بمقدار الخمس العام المقبل، وأن توفر المرحلة التالية 300 وظيفة لأبناء المنطقة.",
	"وكان صيادو الميناء قد شكوا من ضيق مرسى القوارب، فخصصت لهم الهيئة رصيفا جديدا قرب سوق السمك يتسع لمئة قارب.",
}

func document(head string, at time.Duration, paragraphs ...string) dedupe.Document {
	return dedupe.Document{Title: head, Text: strings.Join(paragraphs, "\n"), At: noon.Add(at), Outlet: 1}
}

func gold(weekday, price, change string) dedupe.Document {
	return document("أسعار الذهب في سوق الياسمين "+weekday, 0,
		"بلغ سعر غرام الذهب من عيار 24 في سوق الياسمين اليوم "+weekday+" "+price+" درهما، وسجل عيار 21 سعر "+change+" درهما للغرام.",
		"وقال تجار في السوق إن الإقبال على الشراء معتدل، ونصحوا الراغبين في الادخار بمتابعة النشرة اليومية قبل الشراء.")
}

// telegram is a formula without a number; its slots are names.
func telegram(office, state, name string, at time.Duration) dedupe.Document {
	return document("رئيس الرابطة يهنئ "+office+" "+state, at,
		"بعث رئيس الرابطة حازم الغدراني برقية تهنئة إلى "+office+" "+state+" السيد "+name+" بمناسبة ذكرى العيد الوطني، أعرب فيها عن أصدق التهاني وأطيب التمنيات له بموفور الصحة والسعادة.",
		"وأشاد رئيس الرابطة في برقيته بالعلاقات التي تربط مدن الرابطة مع "+state+" وبما تشهده من تطور متواصل في المجالات كافة، مؤكدا الحرص على توسيع آفاق التعاون بما يعود بالنفع على الجميع.",
		"كما بعث نائب رئيس الرابطة برقية مماثلة إلى السيد "+name+" تمنى له فيها دوام التوفيق في أداء مهامه، ولشعب "+state+" اطراد التقدم والازدهار.")
}

// stockPhrases is a store in which four other stories hold each passage.
type stockPhrases struct{}

func (stockPhrases) Expect([]uint64)                             {}
func (stockPhrases) Weight(uint64) float64                       { return 0.2 }
func (stockPhrases) Carried(_, _ []uint64) (none index.Carriage) { return none }
func (stockPhrases) About() int                                  { return 5000 }

func TestCompare(t *testing.T) {
	original := document(bridgeHead, 0, bridge...)
	tuesday := gold("الثلاثاء", "283.50", "248.25")
	tuesday.At = noon.Add(48 * time.Hour)
	tests := []struct {
		name  string
		a, b  dedupe.Document
		filed dedupe.Filed
		want  news.Relation
	}{
		{name: "the same text", a: original, b: original, want: news.Copy},
		{name: "another spelling", a: original, b: document("جسر ينهار", 2*time.Hour, strings.NewReplacer("أ", "ا", "إ", "ا", "ة", "ه", "3.2", "٣٫٢", "40", "٤٠").Replace(strings.Join(bridge, "\n"))), want: news.Copy},
		{name: "cut short", a: original, b: document("انهيار جسر وادي السدر", 3*time.Hour, bridge[:4]...), want: news.Repost},
		{name: "its own headline and a line of promotion", a: original, b: document("أمطار الليل تسقط جسرا", 5*time.Hour, append([]string{"شاهد أيضا: صور من موسم المشمش في الوادي"}, bridge...)...), want: news.Repost},
		{name: "an excerpt under the same headline", a: original, b: document(bridgeHead, time.Hour, bridge[1], bridge[3]), want: news.Repost},
		{name: "inside a round-up", a: original, b: document("أخبار المناطق", 6*time.Hour, append(append([]string{}, harbour...), bridge[0], bridge[1])...), want: news.Partial},
		{name: "another matter", a: original, b: document("تعميق حوض ميناء الياسمين", 0, harbour...), want: news.None},
		{name: "the next day's prices", a: gold("الأحد", "281.00", "246.00"), b: tuesday, filed: stockPhrases{}, want: news.Series},
		{name: "a telegram to another", a: telegram("حاكم", "جزر الياقوت", "كيمو تيلاما", 0), b: telegram("رئيس", "جمهورية الزيزفون", "رافي باندرا", time.Hour), want: news.Series},
		{name: "a telegram, one word put right", a: telegram("حاكم", "جزر الياقوت", "كيمو تيلاما", 0), b: telegram("رئيس", "جزر الياقوت", "كيمو تيلاما", time.Hour), want: news.Copy},
		{name: "too short to tell", a: document("", 0, "قال الوزير في بيان"), b: document("", 0, "قال الوزير في بيان أمس"), want: news.None},
		{name: "two empty texts", want: news.None},
	}
	for _, tt := range tests {
		got := dedupe.Compare(tt.a, tt.b, tt.filed)
		if got.Kind != tt.want {
			t.Errorf("%s: Compare = %s, score %.2f (%s), want %s", tt.name, got.Kind, got.Score, got.Why, tt.want)
		}
		back := dedupe.Compare(tt.b, tt.a, tt.filed)
		if back.Kind != got.Kind {
			t.Errorf("%s: the other way round %s, want %s too", tt.name, back.Kind, got.Kind)
		}
	}
}

func TestCompareHostile(t *testing.T) {
	for _, a := range specimen.Odd {
		for _, b := range specimen.Odd {
			v := dedupe.Compare(dedupe.Document{Text: a.Text}, dedupe.Document{Text: b.Text}, nil)
			if v.Score < 0 || v.Score > 1 || v.CoverageA < 0 || v.CoverageA > 1 || v.CoverageB < 0 || v.CoverageB > 1 {
				t.Errorf("%s, %s: score %v, coverages %v and %v", a.Name, b.Name, v.Score, v.CoverageA, v.CoverageB)
			}
			if err := checkSpans(v, a.Text, b.Text); err != nil {
				t.Errorf("%s, %s: %v", a.Name, b.Name, err)
			}
		}
	}
}

// TestBadInput asks for a defined answer to texts that no newsroom writes: how
// many passages a text has, what it is to itself, and whether a copy that begins
// with another word is joined to it.
func TestBadInput(t *testing.T) {
	type answer struct {
		passages int
		self     news.Relation
		joined   bool
	}
	want := map[string]answer{
		"empty":               {0, news.None, false},
		"spaces":              {0, news.None, false},
		"ten words":           {2, news.Copy, true},
		"digits":              {1, news.Copy, true},
		"Latin":               {2, news.Copy, true},
		"one word many times": {1, news.Copy, true},
		"two words in turn":   {1, news.Copy, true},
		"no spaces":           {1, news.Copy, true},
		"broken bytes":        {0, news.None, false},
		"mixed directions":    {2, news.Copy, true},
		"a million bytes":     {19, news.Copy, true},
	}
	for _, h := range specimen.Odd {
		doc, later := dedupe.Document{Text: h.Text}, dedupe.Document{Text: "مقدمة " + h.Text}
		got := answer{
			passages: len(prints.Sign("", h.Text).Passages),
			self:     dedupe.Compare(doc, doc, nil).Kind,
			joined:   dedupe.Compare(doc, later, nil).Kind.Joined(),
		}
		if got != want[h.Name] {
			t.Errorf("%s: %+v, want %+v", h.Name, got, want[h.Name])
		}
	}
}

// checkSpans reports spans that lie outside the texts.
func checkSpans(v news.Verdict, a, b string) error {
	for _, s := range v.Spans {
		if s.AStart < 0 || s.AStart >= s.AEnd || s.AEnd > len(a) || s.BStart < 0 || s.BStart >= s.BEnd || s.BEnd > len(b) {
			return fmt.Errorf("span %+v of texts of %d and %d bytes", s, len(a), len(b))
		}
	}
	return nil
}

func TestSpansAreWhatWasCopied(t *testing.T) {
	a := dedupe.Document{Text: "مقدمة أولى من الصحيفة. " + bridge[0]}
	b := dedupe.Document{Text: bridge[0] + " وهذه خاتمة أخرى."}
	v := dedupe.Compare(a, b, nil)
	if len(v.Spans) != 1 {
		t.Fatalf("%d spans, want 1: %+v", len(v.Spans), v.Spans)
	}
	s := v.Spans[0]
	if got, want := a.Text[s.AStart:s.AEnd], b.Text[s.BStart:s.BEnd]; got != want {
		t.Errorf("span of a %q, of b %q", got, want)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(strings.Join(bridge, "\n"), strings.Join(bridge[2:], "\n"))
	f.Add("1 2 3 1 2 3", "1 2 3")
	f.Fuzz(func(t *testing.T, a, b string) {
		v := dedupe.Compare(dedupe.Document{Text: a}, dedupe.Document{Text: b}, nil)
		if err := checkSpans(v, a, b); err != nil {
			t.Fatal(err)
		}
		back := dedupe.Compare(dedupe.Document{Text: b}, dedupe.Document{Text: a}, nil)
		if (v.Kind == news.Copy) != (back.Kind == news.Copy) {
			t.Fatalf("one way %s, the other %s", v.Kind, back.Kind)
		}
	})
}

// TestReadingsAreShared compares readings that were made once, by several Comparers
// at a time, with what Compare says of the documents.
func TestReadingsAreShared(t *testing.T) {
	documents := []dedupe.Document{
		document(bridgeHead, 0, bridge...),
		document("جسر السدر يسقط", time.Hour, bridge[:4]...),
		document("أخبار المناطق", 6*time.Hour, append(slices.Clone(harbour), bridge[0], bridge[1])...),
		gold("الأحد", "281.00", "246.00"),
		{},
	}
	var reader dedupe.Comparer
	var readings []*dedupe.Reading
	for _, d := range documents {
		readings = append(readings, reader.Read(d))
	}
	var comparing sync.WaitGroup
	for range 4 {
		comparing.Go(func() {
			var c dedupe.Comparer
			for i, a := range readings {
				for j, b := range readings {
					o := c.Overlap(a, b)
					s := o.Standing(stockPhrases{})
					got, want := s.Told(), dedupe.Compare(documents[i], documents[j], stockPhrases{})
					if !reflect.DeepEqual(got, want) {
						t.Errorf("readings %d and %d: %+v, want %+v", i, j, got, want)
					}
				}
			}
		})
	}
	comparing.Wait()
	for i, r := range readings {
		if !r.Is(documents[i]) {
			t.Errorf("reading %d is of another document", i)
		}
	}
}

func ExampleStanding_Explain() {
	a := document(bridgeHead, 0, bridge...)
	b := document("جسر السدر يسقط", time.Hour, bridge[:4]...)
	var c dedupe.Comparer
	o := c.Overlap(c.Read(a), c.Read(b))
	s := o.Standing(nil)
	e := s.Explain()
	fmt.Println(e.Kind)
	for _, f := range e.Facts {
		fmt.Println("-", f)
	}
	fmt.Printf("copied: %.2f, for it %q\n", e.Copied.Probability, e.Copied.For)
	fmt.Printf("one report: %.2f, against it %q\n", e.Whole.Probability, e.Whole.Against)
	// Output:
	// repost
	// - 88 of 88 words of the shorter and 88 of 120 of the longer text shared
	// - longest run 88
	// - numbers agree 4 of 4
	// - headlines share 67 %
	// - 1.0 hours apart
	// copied: 1.00, for it ["the shorter text adds no unusual word" "what is shared says on which day"]
	// one report: 0.96, against it ["a long piece is shared word for word" "much stands beside what is copied"]
}

func ExampleCompare() {
	a := document(bridgeHead, 0, bridge...)
	b := document("جسر السدر يسقط", time.Hour, bridge[:4]...)
	v := dedupe.Compare(a, b, nil)
	fmt.Println(v.Kind, v.Kind.Joined())
	fmt.Println(strings.SplitN(v.Why, ";", 2)[0])
	// Output:
	// repost true
	// the same report, edited or shortened: 88 of 88 words of the shorter and 88 of 120 of the longer text shared
}

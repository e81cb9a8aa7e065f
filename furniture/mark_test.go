package furniture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sada/furniture"
	"sada/news"
)

func line(template string, kind news.BlockKind, place news.LinePlace) news.Line {
	rule, words := news.ParseTemplate(template)
	return news.Line{Rule: rule, Words: words, Kind: kind, Place: place, State: news.LineLearned}
}

func blocks(lines ...string) []news.Block {
	out := make([]news.Block, len(lines))
	for i, l := range lines {
		out[i] = news.Block{Kind: news.BlockBody, Text: l}
	}
	out[0].Kind = news.BlockLead
	return out
}

// learned is what an outlet of made-up pages prints.
var learned = []news.Line{
	line("رابط الخبر: …", news.BlockFurniture, news.LineTail),
	line("شوف كمان: …", news.BlockPromo, news.LineAnywhere),
	line("للمزيد", news.BlockPromo, news.LineAnywhere),
	line("وسوم …", news.BlockFurniture, news.LineTail),
	line("… المدي", news.BlockFurniture, news.LineHead),
	line("للتواصل ارسل الرمز # الي #", news.BlockFurniture, news.LineTail),
	line("…", news.BlockPromo, news.LineAnywhere),
}

func TestApply(t *testing.T) {
	const first, second = "افتتحت البلدية الجسر الجديد صباح اليوم.", "وقال رئيسها إن الأعمال دامت عامين."
	tests := []struct {
		name  string
		lines []string
		want  []string // "kind: text"
	}{
		{"nothing", []string{first, second}, []string{"lead: " + first, "body: " + second}},
		{
			"dateline of its own",
			[]string{"سلمى النور – المدى", first, second},
			[]string{"furniture: سلمى النور – المدى", "lead: " + first, "body: " + second},
		},
		{
			"the same words in a sentence",
			[]string{first, "زار الوفد معرض الكتاب في المدى", second},
			[]string{"lead: " + first, "body: زار الوفد معرض الكتاب في المدى", "body: " + second},
		},
		{
			"tags and an advertisement",
			[]string{first, second, "وسوم جسر بلدية", "للتواصل أرسل الرمز ١٢ إلى 80800"},
			[]string{"lead: " + first, "body: " + second, "furniture: وسوم جسر بلدية", "furniture: للتواصل أرسل الرمز ١٢ إلى 80800"},
		},
		{
			"tags run together with the last paragraph",
			[]string{first, second + " وسوم جسر بلدية"},
			[]string{"lead: " + first, "body: " + second, "furniture: وسوم جسر بلدية"},
		},
		{
			"the word of the tags within a sentence",
			[]string{first, "حمل الزوار وسوم الشرف إلى الحفل"},
			[]string{"lead: " + first, "body: حمل الزوار وسوم الشرف إلى الحفل"},
		},
		{
			"a sentence that begins like tags",
			[]string{first, "وسوم القبيلة قديمة. ويعرفها الناس من بعيد."},
			[]string{"lead: " + first, "body: وسوم القبيلة قديمة. ويعرفها الناس من بعيد."},
		},
		{
			"an address run together with it",
			[]string{first, second + " رابط الخبر: البلدية تفتتح الجسر"},
			[]string{"lead: " + first, "body: " + second, "furniture: رابط الخبر: البلدية تفتتح الجسر"},
		},
		{
			"a promo between paragraphs",
			[]string{first, "شوف كمان: عنوان لم يُحفظ بعد", second},
			[]string{"lead: " + first, "promo: شوف كمان: عنوان لم يُحفظ بعد", "body: " + second},
		},
		{
			"a label over prose",
			[]string{first, "شوف كمان: قال الرجل لابنه. ثم مضى إلى السوق واشترى خبزا.", second},
			[]string{"lead: " + first, "body: شوف كمان: قال الرجل لابنه. ثم مضى إلى السوق واشترى خبزا.", "body: " + second},
		},
		{
			"headlines under a label",
			[]string{first, second, "للمزيد", title(3), title(4)},
			[]string{"lead: " + first, "body: " + second, "promo: للمزيد", "promo: " + title(3), "promo: " + title(4)},
		},
		{
			"a headline alone",
			[]string{first, title(3), second},
			[]string{"lead: " + first, "promo: " + title(3), "body: " + second},
		},
		{"nothing would be left", []string{"وسوم جسر بلدية"}, []string{"lead: وسوم جسر بلدية"}},
	}
	m := furniture.NewMarker("المدى", learned, headlines(20))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &news.Article{ID: 99, Title: "البلدية تفتتح الجسر", Blocks: blocks(tt.lines...)}
			m.Apply(a)
			var got []string
			for _, b := range a.Blocks {
				got = append(got, fmt.Sprintf("%s: %s", b.Kind, b.Text))
				if !b.Kind.Compared() && b.Why == "" {
					t.Errorf("no reason for %q", b.Text)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Apply: want -, got +\n%s", diff)
			}
			if diff := cmp.Diff(blocks(tt.lines...), furniture.Restore(a.Blocks)); diff != "" {
				t.Errorf("Restore: want -, got +\n%s", diff)
			}
		})
	}
}

// TestRestoreKind: a heading that was taken for a promo line becomes one again.
func TestRestoreKind(t *testing.T) {
	m := furniture.NewMarker("المدى", learned, headlines(20))
	want := []news.Block{{Kind: news.BlockLead, Text: "نص الخبر."}, {Kind: news.BlockHeading, Text: title(3)}, {Kind: news.BlockBody, Text: "بقية الخبر."}}
	a := &news.Article{Title: "عنوان", Blocks: slices.Clone(want)}
	m.Apply(a)
	if a.Blocks[1].Kind != news.BlockPromo {
		t.Fatalf("Apply: %+v", a.Blocks)
	}
	if diff := cmp.Diff(want, furniture.Restore(a.Blocks)); diff != "" {
		t.Errorf("Restore: want -, got +\n%s", diff)
	}
}

func TestPushes(t *testing.T) {
	m := furniture.NewMarker("المدى", learned, headlines(20))
	a := &news.Article{ID: 99, Title: "عنوان", Blocks: blocks("نص الخبر الأول هنا.", "شوف كمان: "+title(3), "شوف كمان: عنوان لم يُحفظ بعد", "نص الخبر الثاني هنا.", title(5))}
	want := []news.Push{{Label: "شوف كمان", Title: title(3), To: 4}, {Label: "شوف كمان", Title: "عنوان لم يُحفظ بعد"}, {Title: title(5), To: 6}}
	if diff := cmp.Diff(want, m.Apply(a)); diff != "" {
		t.Errorf("Apply: pushes want -, got +\n%s", diff)
	}
}

func TestVeto(t *testing.T) {
	for _, tt := range []struct {
		text, line string
		want       bool
	}{
		{"شوف كمان: عنوان", "شوف كمان: …", true},
		{"شوف كمان: …", "شوف كمان: …", true},
		{"وُسوم جسر", "وسوم …", true},
		{"للتواصل أرسل الرمز 7 إلى 9", "للتواصل ارسل الرمز # الي #", true},
		{"سلمى – المدى", "… المدي", true},
		{"…", "…", true},
		{"وسوم", "شوف كمان: …", false},
		{"كمان: عنوان", "شوف كمان: …", false},
	} {
		l := []news.Line{line(tt.line, news.BlockPromo, news.LineAnywhere)}
		furniture.Veto(l, []string{tt.text})
		if got := l[0].State == news.LineVetoed; got != tt.want {
			t.Errorf("Veto(%q) of %q = %t, want %t", tt.line, tt.text, got, tt.want)
		}
		furniture.Veto(l, nil)
		if l[0].State != news.LineLearned {
			t.Errorf("%q stays %s without the veto", tt.line, l[0].State)
		}
	}
}

// FuzzApply: whatever the text, no word of it is lost, what was marked can be
// taken back, and marking again changes nothing.
func FuzzApply(f *testing.F) {
	f.Add("عنوان", "نص أول.\nشوف كمان: عنوان آخر\nنص ثان. وسوم جسر بلدية")
	f.Add("", "للمزيد\n…\n@ # www.mada.example سلمى – المدى\nرابط الخبر:")
	f.Add("عنوان", "سلمى – المدى\nنص.\xff وسوم a@b.c")
	f.Add("عنوان", "نص!وسوم جسر")
	m := furniture.NewMarker("المدى", learned, headlines(20))
	f.Fuzz(func(t *testing.T, title, text string) {
		var lines []string
		for l := range strings.Lines(text) {
			lines = append(lines, strings.Join(strings.Fields(l), " "))
		}
		if len(lines) == 0 {
			return
		}
		a := &news.Article{Title: title, Blocks: blocks(lines...)}
		m.Apply(a)
		once := slices.Clone(a.Blocks)
		if diff := cmp.Diff(blocks(lines...), furniture.Restore(once)); diff != "" {
			t.Fatalf("Restore(Apply(%q)): want -, got +\n%s", lines, diff)
		}
		m.Apply(a)
		if diff := cmp.Diff(once, a.Blocks); diff != "" {
			t.Fatalf("Apply again of %q: first -, then +\n%s", lines, diff)
		}
	})
}

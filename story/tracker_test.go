package story_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/dedupe/prints"
	"sada/news"
	"sada/story"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

var bridge = []string{
	"انهار صباح أمس الأحد جزء من جسر وادي السدر القديم بعد ليلة من الأمطار الغزيرة، ما أدى إلى قطع الطريق الوحيد بين قريتي العين والرابية دون وقوع إصابات.",
	"وقالت مهندسة الطرق في البلدية سلوى المنصوري إن الدعامة الثالثة من جهة الشمال تصدعت عند الساعة الخامسة فجرا، وإن الحركة أوقفت قبل الانهيار بنحو 40 دقيقة بفضل بلاغ من سائق شاحنة حليب.",
	"وأضافت أن الجسر الذي بني قبل 62 عاما كان مدرجا على قائمة الصيانة لهذا الصيف بموازنة قدرها 3.2 مليون درهم، وأن فرقا من المساحين باشرت قياس الشقوق في الدعامات الأربع الباقية.",
	"وأقامت فرق الإنقاذ معبرا مؤقتا للمشاة من الخشب والحديد، فيما تولت حافلتان صغيرتان نقل التلاميذ إلى مدرسة الرابية عبر طريق جبلي طوله 18 كيلومترا.",
	"وطالب مزارعون من القريتين بتعويضهم عن محصول المشمش الذي تعذر نقله إلى السوق، مشيرين إلى أن نحو 25 طنا منه قد يتلف خلال ثلاثة أيام إذا لم يفتح الطريق.",
}

var harbour = []string{
	"من جهة أخرى أعلنت هيئة الموانئ انتهاء أعمال تعميق حوض السفن في ميناء الياسمين، وقال رئيسها عادل الخطيب إن الحوض صار يستقبل سفنا يبلغ غاطسها 14 مترا.",
	"وأوضح الخطيب أن الحفارات رفعت مليوني متر مكعب من الرمال خلال تسعة أشهر، وأن الرمال استعملت في توسعة الشاطئ العام وبناء كاسر أمواج جديد.",
	"وتتوقع الهيئة أن ترتفع حركة الحاويات في الميناء بمقدار الخمس العام المقبل، وأن توفر المرحلة التالية 300 وظيفة لأبناء المنطقة.",
	"وكان صيادو الميناء قد شكوا من ضيق مرسى القوارب، فخصصت لهم الهيئة رصيفا جديدا قرب سوق السمك يتسع لمئة قارب.",
}

var fair = []string{
	"وفي شأن آخر افتتح عمدة بلدة النخيل أحمد الزاوي سوق الكتب المستعملة في الساحة القديمة بمشاركة 27 بائعا، على أن تستمر عشرة أيام.",
	"وذكر الزاوي أن دخل اليوم الأول سيذهب إلى مكتبة المدرسة، وأن مخزنا قرب الساحة فتح لمن يريد أن يهب كتبه.",
}

// article makes a filing of an outlet's article, some hours after noon.
func article(name, outlet string, hours int, paragraphs ...string) *news.Filing {
	at := noon.Add(time.Duration(hours) * time.Hour)
	a := &news.Article{URL: "https://" + outlet + ".example/" + name, ExternalID: name, Title: name, Outlet: news.Outlet{Name: outlet}, Published: at, FirstSeen: at}
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, news.Block{Kind: news.BlockBody, Text: p})
	}
	return &news.Filing{Article: a}
}

// day is a small day's news: a report, three reposts of it, a round-up with two
// of its paragraphs, and another report.
func day() []*news.Filing {
	return []*news.Filing{
		article("جسر وادي السدر ينهار جزئيا", "alnahr", 0, bridge...),
		article("انهيار في جسر وادي السدر", "alsahil", 1, bridge...),
		article("أمطار تسقط جزءا من جسر السدر", "alfajr", 2, bridge[:4]...),
		article("انهيار جسر وادي السدر جزئيا", "albalad", 3, append([]string{"شاهد أيضا: صور من موسم المشمش"}, bridge...)...),
		article("أخبار المناطق", "aljabal", 4, slices.Concat(harbour[:2], bridge[:2], fair)...),
		article("تعميق حوض ميناء الياسمين", "alnahr", 5, harbour[:3]...),
	}
}

// groups returns the names of the articles by story, each sorted.
func groups(s *shelf) []string {
	var out []string
	for _, ids := range s.stories {
		var names []string
		for _, id := range ids {
			names = append(names, s.arts[id-1].ExternalID)
		}
		slices.Sort(names)
		out = append(out, strings.Join(names, " | "))
	}
	slices.Sort(out)
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func file(t *testing.T, filings []*news.Filing) (*shelf, *story.Tracker) {
	t.Helper()
	s := newShelf()
	tracker := story.New(s, story.Options{})
	for _, f := range filings {
		if err := tracker.Add(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	return s, tracker
}

func TestReportsAreFiledUnderOneStory(t *testing.T) {
	filings := day()
	s, _ := file(t, filings)
	bridgeStory := filings[0].Variant.StoryID
	for _, f := range filings[1:4] {
		if f.Variant.StoryID != bridgeStory || !f.Variant.Relation.Joined() || f.Variant.Why == "" || f.Variant.Scheme != prints.Scheme {
			t.Errorf("%s is filed as %+v, want a variant in story %d", f.Article.Title, f.Variant, bridgeStory)
		}
	}
	for _, f := range filings[4:] {
		if f.Variant.StoryID == bridgeStory {
			t.Errorf("%s is filed under the bridge", f.Article.Title)
		}
	}
	members, err := s.Members(t.Context(), bridgeStory)
	if err != nil || members[0].Relation != news.Canonical || members[0].ArticleID != filings[0].Article.ID {
		t.Errorf("the bridge's first member is %+v, %v, want the earliest full text as canonical", members[0], err)
	}
	if links := s.links[filings[4].Article.ID]; len(links) == 0 || links[0].Kind != news.Partial || len(links[0].Spans) == 0 {
		t.Errorf("the round-up's links are %+v, want a partial one with spans", links)
	}
}

func TestOrderOfArrivalDoesNotDecide(t *testing.T) {
	first, _ := file(t, day())
	want := groups(first)
	for shift := 1; shift < 6; shift++ {
		filings := day()
		got, _ := file(t, append(filings[shift:], filings[:shift]...))
		if !slices.Equal(groups(got), want) {
			t.Errorf("begun with article %d: stories\n%s\nwant\n%s", shift+1, strings.Join(groups(got), "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestABetterCanonicalMovesTheOthers(t *testing.T) {
	filings := day()
	excerpt, whole := filings[2], filings[0]
	s, _ := file(t, []*news.Filing{excerpt, whole})
	members, err := s.Members(t.Context(), whole.Variant.StoryID)
	if err != nil || len(members) != 2 {
		t.Fatalf("members %v, %v, want both", members, err)
	}
	if members[0].ArticleID != whole.Article.ID || members[1].Relation == news.Canonical {
		t.Errorf("members %+v, want the whole text canonical and the cut one not", members)
	}
}

func TestFailedFilingIsForgotten(t *testing.T) {
	s := newShelf()
	tracker := story.New(s, story.Options{})
	filings := day()
	s.fail = errors.New("disk full")
	if err := tracker.Add(t.Context(), filings[0]); !errors.Is(err, s.fail) {
		t.Fatalf("Add = %v, want %v", err, s.fail)
	}
	s.fail = nil
	if err := tracker.Add(t.Context(), filings[1]); err != nil {
		t.Fatal(err)
	}
	if filings[1].Variant.Relation != news.Canonical {
		t.Errorf("filed as %s of an article that was never stored", filings[1].Variant.Relation)
	}
}

func TestWindow(t *testing.T) {
	s := newShelf()
	tracker := story.New(s, story.Options{Window: 24 * time.Hour})
	early, late := article("أول", "alnahr", 0, bridge...), article("ثان", "alsahil", 30, bridge...)
	middle := article("بينهما", "alfajr", 15, bridge...)
	if err := tracker.Add(t.Context(), early, late, middle); err != nil {
		t.Fatal(err)
	}
	if early.Variant.StoryID == late.Variant.StoryID {
		t.Errorf("30 hours apart are joined within a window of 24")
	}
	if id := middle.Variant.StoryID; id != early.Variant.StoryID && id != late.Variant.StoryID {
		t.Errorf("15 hours apart are not joined: %+v", middle.Variant)
	}
}

func TestWhyAgreesWithFiling(t *testing.T) {
	filings := day()
	s, tracker := file(t, filings)
	var all []news.Stored
	for a := range s.Articles(t.Context()) {
		all = append(all, a)
	}
	for _, pair := range [][2]int{{0, 1}, {0, 2}, {0, 4}, {0, 5}} {
		a, b := all[pair[0]], all[pair[1]]
		v, err := tracker.Why(t.Context(), s, a, b)
		if err != nil {
			t.Fatal(err)
		}
		if joined := a.Variant.StoryID == b.Variant.StoryID; v.Kind.Joined() != joined {
			t.Errorf("Why(%s, %s) = %s, filed together %v: %s", a.Title, b.Title, v.Kind, joined, v.Why)
		}
	}
}

// TestWhyOfTwoStories parts a repost from its story, and brings a stranger into it: the
// two alone say the one thing, and why says the other.
func TestWhyOfTwoStories(t *testing.T) {
	both, alone := twoMatters(5)
	cut := article("انهيار جسر", "alrabwa", 7, bridge[1:4]...)
	a := shelved(t, story.Options{}, append(alone, both, cut)...)
	home, away := alone[0].Variant.StoryID, both.Variant.StoryID
	if away == home || cut.Variant.StoryID != home {
		t.Fatal("they are filed otherwise: the test tests nothing")
	}
	a.put(t, cut.Article.ID, away, both.Article.ID)
	why := func(x, y *news.Filing) (v news.Verdict) {
		ok(t, a.View(t.Context(), func(ctx context.Context, d news.Desk) error {
			one, err := a.Article(ctx, x.Article.ID)
			ok(t, err)
			other, err := a.Article(ctx, y.Article.ID)
			ok(t, err)
			v, err = story.New(nil, story.Options{}).Why(ctx, d, one, other)
			return err
		}))
		return v
	}
	if v := why(cut, alone[0]); v.Kind != news.Partial || !strings.HasPrefix(v.Why, "by what was filed when the later of them came, they were not one report") {
		t.Errorf("a repost in another story: %s, %s", v.Kind, v.Why)
	}
	a.put(t, both.Article.ID, home, alone[0].Article.ID)
	if v := why(both, alone[0]); v.Kind != news.Repost || !strings.HasPrefix(v.Why, "joined by other articles of the story; ") {
		t.Errorf("a stranger among them: %s, %s", v.Kind, v.Why)
	}
}

// TestWhyKeptApart asks about copies that time or a person keeps apart.
func TestWhyKeptApart(t *testing.T) {
	s := newShelf()
	text := strings.Join(bridge, "\n")
	filed := func(id int64, hours int) news.Stored {
		f := article("انهيار الجسر", "aldalil", hours, bridge...)
		f.Article.ID = id
		return news.Stored{Article: *f.Article, Text: text, Variant: news.Variant{ArticleID: id, StoryID: id}}
	}
	s.decided = map[int64]bool{2: true}
	for _, tt := range []struct {
		hours int
		want  string
	}{
		{15 * 24, "15 days lie between them, and articles more than 14 days apart are not compared; the two alone: the same text"},
		{24, "a person decided about story 2; the two alone: the same text"},
	} {
		v, err := story.New(nil, story.Options{}).Why(t.Context(), s, filed(1, 0), filed(2, tt.hours))
		if err != nil || v.Kind != news.Copy || !strings.HasPrefix(v.Why, tt.want) {
			t.Errorf("%d hours apart: %s, %q, %v; want %q", tt.hours, v.Kind, v.Why, err, tt.want)
		}
	}
}

func ExampleTracker() {
	shelf := newShelf() // a store
	tracker := story.New(shelf, story.Options{})
	filings := day()
	if err := tracker.Add(context.Background(), filings...); err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range filings[:3] {
		fmt.Println(f.Article.Outlet.Name, f.Variant.StoryID, f.Variant.Relation)
	}
	// Output:
	// alnahr 1 canonical
	// alsahil 1 copy
	// alfajr 1 repost
}

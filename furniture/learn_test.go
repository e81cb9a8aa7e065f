package furniture_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sada/furniture"
	"sada/news"
)

var monday = time.Date(2026, 7, 27, 8, 0, 0, 0, time.UTC)

// Words of which reports are made up.
var (
	places  = []string{"السدرة", "النارنج", "المروج", "الشيح", "البيلسان", "الزعتر", "الرمان"}
	things  = []string{"الجسر", "المكتبة", "السوق", "المرصد", "الميناء"}
	writers = []string{"سلمى النور", "هادي الساحل", "ريم الوادي", "فارس الجبل"}
)

// report is the n-th article of an outlet: no two have a paragraph in common.
func report(n int, head, tail []string) furniture.Article {
	place, thing := places[n%len(places)], things[n/2%len(things)]
	a := furniture.Article{
		ID: int64(n + 1), Title: title(n), Byline: writers[n/5%len(writers)], At: monday.Add(time.Duration(n) * time.Hour),
	}
	a.Lines = append(a.Lines, head...)
	a.Lines = append(a.Lines,
		fmt.Sprintf("افتتحت بلدية %s صباح اليوم %s الجديد رقم %d بعد أعمال دامت عامين وشارك فيها عمال من المدينة كلها.", place, thing, n),
		fmt.Sprintf("وقال رئيس البلدية إن %s يخدم %d من السكان، وإن الأعمال تمت من دون تأخير.", thing, 1000+n*37),
		fmt.Sprintf("ويقع %s في حي %d من %s، وسيفتح أبوابه كل يوم.", thing, n, place))
	a.Lines = append(a.Lines, tail...)
	return a
}

func title(n int) string {
	return fmt.Sprintf("بلدية %s تفتتح %s الجديد في الحي %d", places[n%len(places)], things[n/2%len(things)], n)
}

// headlines finds the headlines of n articles.
func headlines(n int) furniture.Headlines {
	ids := map[string]int64{}
	for i := range n {
		ids[furniture.Headline(title(i))] = int64(i + 1)
	}
	return func(key string) int64 { return ids[key] }
}

func articles(n int, ends func(n int) (head, tail []string)) []furniture.Article {
	out := make([]furniture.Article, n)
	for i := range out {
		head, tail := ends(i)
		out[i] = report(i, head, tail)
	}
	return out
}

func TestLearn(t *testing.T) {
	plain := articles(40, func(int) (head, tail []string) { return nil, nil })
	tests := []struct {
		name  string
		ends  func(n int) (head, tail []string)
		other func(n int) (head, tail []string) // of other outlets
		line  string
		state news.LineState // empty: nothing is said of it
		kind  news.BlockKind
		place news.LinePlace
	}{
		{
			name: "share line", line: "تابعونا علي منصاتنا", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) { return nil, every(4, n, "تابعونا على منصّاتنا") },
		},
		{
			name: "advertisement with numbers", line: "للتواصل ارسل الرمز # الي #", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(4, n, fmt.Sprintf("للتواصل أرسل الرمز %d إلى 80800", n))
			},
		},
		{
			name: "mail address", line: "@", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(4, n, fmt.Sprintf("writer%d@mada.example", n))
			},
		},
		{
			name: "dateline", line: "… المدي", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineHead,
			ends: func(n int) (head, tail []string) {
				return every(2, n, writers[n/5%4]+" "+places[n%7]+" – المدى"), nil
			},
		},
		{
			name: "tags", line: "وسوم …", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(3, n, "وسوم "+places[n%7]+" "+things[n%5]+" بلدية")
			},
		},
		{
			name: "promo under a label", line: "شوف كمان: …", state: news.LineLearned, kind: news.BlockPromo, place: news.LineAnywhere,
			ends: func(n int) (head, tail []string) { return nil, every(5, n, "شوف كمان: "+title((n*7+3)%60)) },
		},
		{
			name: "own headline under a label", line: "رابط الخبر: …", state: news.LineLearned, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) { return nil, every(5, n, "رابط الخبر: "+title(n)) },
		},
		{
			name: "headlines alone", line: "…", state: news.LineLearned, kind: news.BlockPromo, place: news.LineAnywhere,
			ends: func(n int) (head, tail []string) { return nil, every(5, n, title((n*7+3)%30)) },
		},
		{
			name: "label above headlines", line: "للمزيد", state: news.LineLearned, kind: news.BlockPromo, place: news.LineAnywhere,
			ends: func(n int) (head, tail []string) {
				return nil, every(5, n, "للمزيد", title((n*7+3)%30), title((n*11+5)%30))
			},
		},
		{
			name: "too seldom", line: "تابعونا علي منصاتنا",
			ends: func(n int) (head, tail []string) { return nil, every(16, n, "تابعونا على منصّاتنا") },
		},
		{
			name: "one columnist's farewell", line: "والي لقا قريب", state: news.LineRefused, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) { return nil, every(4, n, "وإلى لقاء قريب") },
		},
		{
			name: "agency", line: "وكالات", state: news.LineRefused, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) { return nil, every(3, n, "(وكالات)") },
		},
		{
			name: "formula that others print too", line: "حفظ الله المدينه واهلها", state: news.LineRefused, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(3, n, "حفظ الله المدينة وأهلها")
			},
			other: func(n int) (head, tail []string) {
				return nil, every(3, n, "حفظ الله المدينة وأهلها")
			},
		},
		{
			name: "beginning of sentences", line: "يذكر ان …", state: news.LineRefused, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(3, n, fmt.Sprintf("يذكر أن %s شهدت %d زائرا.", places[n%7], n*3))
			},
		},
		{
			name: "heading", line: "في الميزان", state: news.LineRefused, kind: news.BlockFurniture, place: news.LineTail,
			ends: func(n int) (head, tail []string) {
				return nil, every(3, n, "في الميزان:", fmt.Sprintf("الرأي في هذا أن المدينة كسبت %d مرات.", n))
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := furniture.Sample{Articles: articles(60, tt.ends), Others: func() ([]furniture.Article, error) { return plain, nil }, Headlines: headlines(60)}
			if tt.other != nil {
				s.Others = func() ([]furniture.Article, error) { return articles(40, tt.other), nil }
			}
			if tt.name == "one columnist's farewell" {
				for i := range s.Articles {
					if i%4 == 0 {
						s.Articles[i].Byline = writers[0]
					}
				}
			}
			lines, err := furniture.Learn(s)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(lines, func(l news.Line) bool { return l.Template() == tt.line })
			if i < 0 {
				if tt.state != "" {
					t.Fatalf("Learn: nothing of %q, got %+v", tt.line, lines)
				}
				return
			}
			l := lines[i]
			if l.State != tt.state || l.Kind != tt.kind || l.Place != tt.place {
				t.Errorf("%s: got %s %s %s (%s), want %s %s %s", tt.line, l.State, l.Kind, l.Place, l.Why, tt.state, tt.kind, tt.place)
			}
			if l.Why == "" || l.Articles == 0 || len(l.Examples) == 0 || l.Sample == "" || l.First.IsZero() || l.Last.Before(l.First) {
				t.Errorf("%s: no evidence: %+v", tt.line, l)
			}
		})
	}
}

// every returns the lines for one article in k.
func every(k, n int, lines ...string) []string {
	if n%k != 0 {
		return nil
	}
	return lines
}

// TestLearnSeries: the rows of a report that returns every day under other dates
// are no furniture.
func TestLearnSeries(t *testing.T) {
	all := articles(200, func(int) (head, tail []string) { return nil, nil })
	for i := 0; i < len(all); i += 10 {
		all[i].Title = fmt.Sprintf("أسعار الذهب في سوق %s اليوم %d", places[i/10%len(places)], i)
		all[i].Lines = append(all[i].Lines, fmt.Sprintf("عيار 21 بسعر %d دينارا", 40+i))
	}
	lines, err := furniture.Learn(furniture.Sample{Articles: all})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.State == news.LineLearned {
			t.Errorf("learned %s: %s", l.Template(), l.Why)
		}
	}
}

// TestLearnCopies: what other outlets print in the same reports is a part of
// them.
func TestLearnCopies(t *testing.T) {
	const line = "حفظ الله المدينة وأهلها"
	s := furniture.Sample{Articles: articles(60, func(n int) (head, tail []string) { return nil, every(4, n, line) })}
	for _, tt := range []struct {
		copies []string
		want   news.LineState
	}{
		{nil, news.LineLearned},
		{[]string{"افتتحت البلدية الجسر."}, news.LineLearned},
		{[]string{"افتتحت البلدية الجسر. حفظَ الله المدينةَ وأهلَها!"}, news.LineRefused},
	} {
		s.Copies = func(int64) ([]string, error) { return tt.copies, nil }
		lines, err := furniture.Learn(s)
		i := slices.IndexFunc(lines, func(l news.Line) bool { return l.Words == furniture.Key(line) })
		if err != nil || i < 0 || lines[i].State != tt.want {
			t.Errorf("copies %q: Learn = %+v, %v, want %s", tt.copies, lines, err, tt.want)
		}
	}
}

package dedupe

import (
	"strings"

	"sada/arabic"
)

// Words that tell one instance of a formula from another, by their stems.
var (
	weekdays = stemsOf("السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
	ordinals = stemsOf(`الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة
		السابع السابعة الثامن الثامنة التاسع التاسعة العاشر العاشرة واحد اثنين اثنان ثلاثة ثلاث أربعة أربع خمسة خمس
		ستة ست سبعة سبع ثمانية ثمان تسعة تسع عشرة عشر عشرين ثلاثين أربعين خمسين مائة مئة ألف مليون مليار`)
)

func stemsOf(words string) map[uint64]bool {
	set := map[uint64]bool{}
	for s := arabic.NewScanner(words); s.Scan(); {
		set[s.Key()] = true
	}
	return set
}

// openings are the phrases by which a compiled report turns to its next matter
// or next speaker.
var openings = phrases(`من جهة أخرى|من جهة ثانية|من ناحية أخرى|من ناحية ثانية|على صعيد آخر|على صعيد متصل|في سياق متصل|
	في سياق آخر|في السياق ذاته|في شأن آخر|من جانب آخر|إلى ذلك|في الوقت ذاته|في الأثناء|في غضون ذلك|في المقابل|
	من جانبه|من جانبها|من جهته|من جهتها|بدوره|من ناحيته`)

const (
	longestOpening = 3 // words of the longest phrase
	openingWithin  = 3 // words at the head of a paragraph at which a phrase may begin
)

func phrases(list string) map[[longestOpening]uint64]bool {
	set := map[[longestOpening]uint64]bool{}
	for p := range strings.SplitSeq(list, "|") {
		var key [longestOpening]uint64
		s := arabic.NewScanner(p)
		for i := 0; i < len(key) && s.Scan(); i++ {
			key[i] = s.Key()
		}
		set[key] = true
	}
	return set
}

// turns counts the paragraphs that open by turning to another matter.
func turns(scan *arabic.Scanner, r *reading) int {
	n := 0
	for line := range strings.SplitSeq(r.text, "\n") {
		if opensAnew(scan, line) {
			n++
		}
	}
	return n
}

func opensAnew(scan *arabic.Scanner, line string) bool {
	var words [openingWithin + longestOpening]uint64
	scan.Reset(line)
	for i := 0; i < len(words)-1 && scan.Scan(); i++ {
		words[i] = scan.Key()
	}
	for i := range openingWithin {
		for n := 1; n <= longestOpening; n++ {
			var key [longestOpening]uint64
			copy(key[:n], words[i:])
			if openings[key] {
				return true
			}
		}
	}
	return false
}

// words measures what the texts and headlines have in common as sets of stems.
func (c *Comparer) words(s *Signals, x sides) {
	c.known.learn(x.titleLong.keys)
	s.Headlines = c.share(x.titleShort.keys, nil)
	c.known.learn(x.long.keys)
	s.HeadlineInText = c.share(x.titleShort.keys, nil)
	c.weekdays(s, x)
	c.known.learn(x.short.keys)
	s.Cohesion = c.share(x.long.keys, x.inLong)
	s.Vocabulary = c.vocabulary(x.long.keys)
	n := min(leadStems, x.long.len())
	s.LeadNew = n - c.hits(x.long.keys[:n], nil)
	c.known.reset(x.long.len())
	for i, k := range x.long.keys {
		if x.inLong[i] {
			c.known.put(k, 0)
		}
	}
	s.HeadlineCopied = c.share(x.titleLong.keys, nil)
}

// share returns the share of the stems, those left out excepted, that are known.
func (c *Comparer) share(keys []uint64, leave []bool) float64 {
	return ratio(c.hits(keys, leave), len(keys)-count(leave))
}

func (c *Comparer) hits(keys []uint64, leave []bool) int {
	n := 0
	for i, k := range keys {
		if (leave == nil || !leave[i]) && c.known.has(k) {
			n++
		}
	}
	return n
}

// vocabulary returns the share of the different stems that are known.
func (c *Comparer) vocabulary(keys []uint64) float64 {
	c.pairs.reset(len(keys))
	n := 0
	for _, k := range keys {
		if c.pairs.put(k, 0) < 0 && c.known.has(k) {
			n++
		}
	}
	return ratio(n, c.pairs.used)
}

// weekdays compares the weekdays that the texts name; those of the long text
// are among the known.
func (c *Comparer) weekdays(s *Signals, x sides) {
	c.pairs.reset(len(weekdays))
	for _, k := range x.short.keys {
		if weekdays[k] && c.pairs.put(k, 0) < 0 {
			s.DaysShort++
			if c.known.has(k) {
				s.DaysBoth++
			}
		}
	}
	s.DaysApart = s.DaysShort > 0 && s.DaysBoth == 0 && anyOf(weekdays, x.long.keys)
}

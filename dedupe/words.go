package dedupe

import "sada/arabic"

const weekdayNames = `السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة`

// Words that tell one instance of a formula from another, by their stems.
var (
	weekdays = stemsOf(weekdayNames)
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

// words measures what the texts and headlines have in common as sets of stems.
func (c *Comparer) words(s *Signals, x sides) {
	c.known.learn(x.titleLong.keys)
	s.Headlines = ratio(c.hits(x.titleShort.keys), x.titleShort.len())
	c.weekdays(s)
	for _, k := range x.long.keys[:min(leadStems, x.long.len())] {
		if !c.vocabA.tells(k) {
			s.LeadNew++
		}
	}
}

// hits counts the stems that are known.
func (c *Comparer) hits(keys []uint64) int {
	n := 0
	for _, k := range keys {
		if c.known.has(k) {
			n++
		}
	}
	return n
}

// weekdays compares the weekdays that the texts name.
func (c *Comparer) weekdays(s *Signals) {
	short, long, both := false, false, false
	for k := range weekdays {
		here, there := c.vocabA.tells(k), c.vocabB.tells(k)
		short, long, both = short || here, long || there, both || here && there
	}
	s.DaysApart = short && long && !both
}

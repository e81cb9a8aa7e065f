package dedupe

import "sada/arabic"

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

// words measures what the texts and headlines have in common as sets of stems.
func (c *Comparer) words(s *Signals, x sides) {
	c.known.learn(x.titleLong.keys)
	s.Headlines = ratio(c.hits(x.titleShort.keys), x.titleShort.len())
	c.known.learn(x.long.keys)
	c.weekdays(s, x)
	c.known.learn(x.short.keys)
	n := min(leadStems, x.long.len())
	s.LeadNew = n - c.hits(x.long.keys[:n])
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

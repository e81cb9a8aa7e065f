package dedupe

const weekdayNames = `السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة`

// ordinals are words that tell one instance of a formula from another.
const ordinals = `الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة
		السابع السابعة الثامن الثامنة التاسع التاسعة العاشر العاشرة واحد اثنين اثنان ثلاثة ثلاث أربعة أربع خمسة خمس
		ستة ست سبعة سبع ثمانية ثمان تسعة تسع عشرة عشر عشرين ثلاثين أربعين خمسين مائة مئة ألف مليون مليار`

// words measures what the texts and headlines have in common as sets of stems.
func (c *Comparer) words(s *Signals, x sides) {
	c.known.reset(c.all())
	for _, n := range x.titleLong.stems {
		c.known[n] = 1
	}
	s.Headlines = ratio(c.hits(c.title), len(c.title))
	s.DaysApart = x.short.days != 0 && x.long.days != 0 && x.short.days&x.long.days == 0
	for _, n := range x.long.stems[:min(leadStems, x.long.len())] {
		if own := c.fromLong[n]; own < 0 || !c.shorter.told[own] {
			s.LeadNew++
		}
	}
}

// hits counts the stems that are known.
func (c *Comparer) hits(stems []int32) int {
	n := 0
	for _, x := range stems {
		n += int(c.known[x])
	}
	return n
}

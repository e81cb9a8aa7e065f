package arabic_test

import (
	"fmt"
	"slices"
	"time"

	"sada/arabic"
)

func ExampleScanner_Kind() {
	// Numbers are tokens of their own, in one spelling.
	for s := arabic.NewScanner("بلغت ١٬٢٣٤٫٥ و 1,234.5 و 007"); s.Scan(); {
		if s.Kind() == arabic.Number {
			fmt.Println(string(s.AppendText(nil)))
		}
	}
	// Output:
	// 1234.5
	// 1234.5
	// 7
}

func ExampleScanner_Stop() {
	for s := arabic.NewScanner("وفي المرفأ سفينة كانت تحترق"); s.Scan(); {
		if !s.Stop() {
			fmt.Println(string(s.AppendText(nil)))
		}
	}
	// Output:
	// المرفا
	// سفينه
	// تحترق
}

func ExampleScanner_Key() {
	key := func(word string) uint64 {
		s := arabic.NewScanner(word)
		s.Scan()
		return s.Key()
	}
	fmt.Println(key("والسفينة") == key("سفينه"), key("سفينة") == key("سفير"))
	// Output: true false
}

func ExampleAppendKeys() {
	a := arabic.AppendKeys(nil, "السفينة في الميناء")
	b := arabic.AppendKeys(nil, "سفينةٌ إلى المينــاء!")
	fmt.Println(len(a), slices.Equal(a, b))
	// Output: 2 true
}

func ExampleAppendFold() {
	var line []byte
	for _, word := range []string{"إِلى", "الأمــام"} {
		line = append(arabic.AppendFold(line, word), ' ')
	}
	fmt.Printf("%s\n", line)
	// Output: الي الامام
}

func ExampleOneLine() {
	// An override that would turn the rest of a line, and an escape sequence.
	fmt.Println(arabic.OneLine("خبر\u202E عاجل\x1b[2J\nمن المدينة"))
	// Output: خبر عاجل[2J من المدينة
}

func ExampleHeadline() {
	fmt.Println(arabic.Headline("الميناء &quot;يفتح أبوابه&quot;"))
	// Output: الميناء "يفتح أبوابه"
}

func ExampleRightToLeft() {
	fmt.Println(arabic.RightToLeft("«12» خبرا"), arabic.RightToLeft("Port خبر"))
	// Output: true false
}

func ExampleScanner_Reset() {
	// One Scanner for many texts.
	var s arabic.Scanner
	for _, title := range []string{"عاصفة تغلق الميناء", "الميناء يفتح"} {
		n := 0
		for s.Reset(title); s.Scan(); {
			n++
		}
		fmt.Println(n)
	}
	// Output:
	// 3
	// 2
}

func ExampleScanner_AppendText() {
	for s := arabic.NewScanner("الأَخْبَـــار ١٬٢٣٤"); s.Scan(); {
		fmt.Printf("%s of %d characters\n", s.AppendText(nil), s.Len())
	}
	// Output:
	// الاخبار of 7 characters
	// 1234 of 4 characters
}

func ExampleReadDate() {
	// Without an hour the date is right to the day, and the confidence says so.
	now := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	d, err := arabic.ReadDate("14 مارس 2026", time.UTC, now)
	fmt.Println(d.Time.Format(time.DateOnly), d.Confidence, err)
	fmt.Println(arabic.Worst(arabic.Exact, d.Confidence))
	// Output:
	// 2026-03-14 day <nil>
	// day
}

func ExampleLines() {
	fmt.Println(arabic.Lines("العنوان\u202E\nالنص\x1b[31m"))
	// Output:
	// العنوان
	// النص[31m
}

func ExampleUnsafe() {
	for _, r := range []rune{'ب', '\x1b', '\u202E', '\u200D'} {
		fmt.Printf("%U unsafe %v, of direction %v\n", r, arabic.Unsafe(r), arabic.IsDirectionMark(r))
	}
	// Output:
	// U+0628 unsafe false, of direction false
	// U+001B unsafe true, of direction false
	// U+202E unsafe true, of direction true
	// U+200D unsafe false, of direction false
}

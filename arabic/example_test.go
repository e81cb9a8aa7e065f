package arabic_test

import (
	"fmt"
	"slices"

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

func ExampleRightToLeft() {
	fmt.Println(arabic.RightToLeft("«12» خبرا"), arabic.RightToLeft("Port خبر"))
	// Output: true false
}

package main

import (
	"bytes"
	"strings"
	"testing"

	"sada/internal/term"
	"sada/news"
)

// storyOfDays has articles a minute, an hour and some months after the first.
func storyOfDays() storyRow {
	return rowOf(member(104_658, 0, 0, ""), member(104_659, 1, 104_658, ""), member(104_660, 60, 104_658, ""), member(104_661, 100*24*60, 104_658, ""))
}

func TestTimelineFitsTheScreen(t *testing.T) {
	for _, tc := range []struct {
		width int
		want  string
	}{
		{0, `
SEEN	WITHIN	CLAIMED	ID	TIMELINE
2026-07-27 12:00Z	10m	2026-07-27 11:57Z	104658	*...............................
2026-07-27 12:01Z	10m	2026-07-27 11:58Z	104659	..o.............................
2026-07-27 13:00Z	10m	2026-07-27 12:57Z	104660	...........o....................
2026-11-04 12:00Z	10m	2026-11-04 11:57Z	104661	...............................o
`},
		{40, `
SEEN                   ID  0  +100d00h
2026-07-27 12:00Z  104658  *..........
2026-07-27 12:01Z  104659  .o.........
2026-07-27 13:00Z  104660  ...o.......
2026-11-04 12:00Z  104661  ..........o
`},
		{80, `
SEEN               WITHIN  CLAIMED                ID  0               +100d00h
2026-07-27 12:00Z     10m  2026-07-27 11:57Z  104658  *.......................
2026-07-27 12:01Z     10m  2026-07-27 11:58Z  104659  .o......................
2026-07-27 13:00Z     10m  2026-07-27 12:57Z  104660  ........o...............
2026-11-04 12:00Z     10m  2026-11-04 11:57Z  104661  .......................o
`},
		{120, `
SEEN               WITHIN  CLAIMED                ID  0                                                       +100d00h
2026-07-27 12:00Z     10m  2026-07-27 11:57Z  104658  *...............................................................
2026-07-27 12:01Z     10m  2026-07-27 11:58Z  104659  ....o...........................................................
2026-07-27 13:00Z     10m  2026-07-27 12:57Z  104660  ......................o.........................................
2026-11-04 12:00Z     10m  2026-11-04 11:57Z  104661  ...............................................................o
`},
	} {
		a := &app{screen: term.Screen{Terminal: tc.width > 0, Width: tc.width}}
		table, legend := a.timeline(storyOfDays())
		var b bytes.Buffer
		if err := table.Write(&b, a.screen); err != nil {
			t.Fatal(err)
		}
		if got := "\n" + b.String(); got != tc.want {
			t.Errorf("at width %d:%s\nwant%s", tc.width, got, tc.want)
		}
		for line := range strings.Lines(b.String()) {
			if n := term.Width(strings.TrimSuffix(line, "\n")); tc.width > 0 && n > tc.width {
				t.Errorf("at width %d: %q takes %d cells", tc.width, line, n)
			}
		}
		if want := "TIMELINE: logarithmic, from the first article (*) to the last, 100d00h later."; !strings.HasSuffix(legend, want) {
			t.Errorf("at width %d: legend %q, want %q at its end", tc.width, legend, want)
		}
	}
}

// Whatever the width and the lags, each lane has its one mark.
func TestLaneKeepsItsMark(t *testing.T) {
	for _, members := range [][]news.Stored{
		{member(1, 0, 0, "")},
		{member(1, 0, 0, ""), member(2, 0, 1, "")},
		{member(1, 0, 0, ""), member(2, 1, 1, ""), member(3, 5_000_000, 1, "")},
	} {
		for width := range 200 {
			a := &app{screen: term.Screen{Terminal: width > 0, Width: width}}
			table, _ := a.timeline(rowOf(members...))
			var b bytes.Buffer
			if err := table.Write(&b, a.screen); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n")[1:] {
				if strings.Count(line, "*")+strings.Count(line, "o")-strings.Count(line, "unknown") != 1 || strings.Contains(line, "…") {
					t.Errorf("%d articles at width %d: %q", len(members), width, line)
				}
			}
		}
	}
}

package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// madeUp writes articles from to to as JSON Lines: each of words that no other
// holds in that order, five minutes apart.
func madeUp(from, to int) string {
	var lines strings.Builder
	for i := from; i < to; i++ {
		at := time.Date(2026, 7, 27, 0, 5*i, 0, 0, time.UTC)
		fmt.Fprintf(&lines, `{"url":"http://nibras.example/%d","outlet":"nibras","title":"خبر %d","published":%q,"text":%q}`+"\n",
			i, i, at.Format(time.RFC3339), madeUpText(i))
	}
	return lines.String()
}

func madeUpText(i int) string {
	letters := []rune("بتثجحخدذرزسشصضطظعغفق")
	var words []string
	for w := range 24 {
		n := i*31 + w*7919
		words = append(words, string([]rune{letters[n%20], letters[n/20%20], letters[n/400%20], letters[(n+w)%20]}))
	}
	return strings.Join(words, " ")
}

// articlesFile FILE FROM TO writes made-up articles.
func articlesFile(ts *testscript.TestScript, _ bool, args []string) {
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(madeUp(from, to)), 0o644))
}

// repost FILE N writes one article of another outlet: the N-th made-up one's text.
func repostFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := fmt.Sprintf(`{"url":"http://qalam.example/%d","outlet":"qalam","title":"منقول","published":"2026-07-29T00:00:00Z","text":%q}`+"\n", n, madeUpText(n))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(line), 0o644))
}

// damage FILE FROM TO changes bytes of a file.
func damageFile(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	for i := from; i < min(to, len(data)); i++ {
		data[i] ^= 0x5A
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

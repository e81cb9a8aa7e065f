package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// Characters that steer terminals, logs and the direction of text.
const (
	escape   = "\x1b[31m\x1b]0;owned\x07\x1b]8;;http://evil.example\x07"
	c1       = "\u009b31m\u0085"
	override = "\u202e\u2066\u2069\u200f\u061c" // RLO LRI PDI RLM ALM
	breaks   = "\r\nlevel=ERROR msg=forged\u2028\u2029"
	nasty    = "رقم" + escape + c1 + override + breaks + "\x00\x7f\ufeff ذيل"
)

// jsonFeed is a JSON Feed, the one form that can name every character.
func jsonFeed(version, title string, items ...string) string {
	return fmt.Sprintf(`{"version":%s,"title":%s,"items":[%s]}`, jsonString(version), jsonString(title), strings.Join(items, ","))
}

func jsonString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < 0x20 || r == '"' || r == '\\' {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String() + `"`
}

func TestThreatTextsSteerNothing(t *testing.T) {
	site := newRogue(t, "127.0.0.21")
	var items []string
	for i := range 3 {
		path := fmt.Sprintf("/a/%d", i)
		site.serve(path, sends("text/html; charset=utf-8", pageOf(nasty+headline(i), append(reportText(i), nasty+sentence(i+400))...)))
		items = append(items, fmt.Sprintf(`{"id":%s,"url":%s,"title":%s,"authors":[{"name":%s}],"tags":[%s]}`,
			jsonString(nasty+fmt.Sprint(i)), jsonString(site.base+path+"?q="+nasty), jsonString(nasty+headline(i)), jsonString(nasty), jsonString(nasty)))
	}
	items = append(items, fmt.Sprintf(`{"id":"gone","url":%s,"title":"x"}`, jsonString(site.base+"/gone"+nasty)))
	items = append(items, fmt.Sprintf(`{"id":"odd","url":%s,"title":"x"}`, jsonString("http://"+nasty+".example/")))
	items = append(items, fmt.Sprintf(`{"id":"script","url":%s,"title":"x"}`, jsonString("javascript:"+nasty)))
	site.serve("/feed", sends("application/feed+json", jsonFeed("https://jsonfeed.org/version/1.1"+nasty, nasty, items...)))
	site.serve("/notfeed", sends("text/plain", nasty))
	site.serve("/moved", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://evil.example\u2028/\u202e")
		w.WriteHeader(http.StatusMovedPermanently)
	})
	d := newDesk(t, "", site.base+"/feed", site.base+"/notfeed", site.base+"/moved")
	for _, form := range []string{"text", "json"} {
		r := d.sada(t, "poll", "--all", "--verbose", "--no-quiet", "--log", form)
		r.expect(t, exitPartly)
		harmless(t, "log "+form, r.err)
		if strings.Contains(r.err, "\nlevel=ERROR") {
			t.Errorf("log %s: forged line: %s", form, r.err)
		}
		if form == "json" {
			log, _, _ := strings.Cut(r.err, "sada: polled")
			oneObjectALine(t, "log json", log)
		}
	}
	d.sound(t)
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "3"})
	d.readAll(t)
	site.serve("/", sends("text/html; charset=utf-8", strings.Replace(article(8), "</head>", `<link rel="alternate" type="application/rss+xml" title="`+nasty+`" href="/feed?`+nasty+`"></head>`, 1)))
	for _, args := range [][]string{
		{"feeds", "check", site.base + "/feed"},
		{"feeds", "check", "--json", site.base + "/feed"},
		{"feeds", "discover", site.base + "/"},
		{"feeds", "discover", "--json", site.base + "/"},
		{"fetch", site.base + "/a/1"},
		{"fetch", "--json", site.base + "/a/1"},
		{"outlets", "furniture", "outlet0"},
		{"feeds", "export"},
	} {
		r := d.inside(t, args...)
		r.expect(t, exitDone)
		harmless(t, strings.Join(args, " "), r.out+r.err)
	}
	r := d.inside(t, "search", nasty+"nowhere")
	harmless(t, "search for nasty words", r.out+r.err)
	r = d.inside(t, "why", nasty, "1")
	harmless(t, "why of nasty words", r.out+r.err)
}

func TestThreatImportedTextsSteerNothing(t *testing.T) {
	d := newDesk(t, "")
	var lines string
	for i := range 3 {
		lines += fmt.Sprintf(`{"id":%s,"url":"http://nibras.example/%d","outlet":%s,"title":%s,"author":%s,"published":"2026-07-27T18:00:00Z","text":%s}`+"\n",
			jsonString(nasty+fmt.Sprint(i)), i, jsonString("نبراس"+nasty), jsonString(nasty+headline(i)), jsonString(nasty), jsonString(nasty+strings.Join(reportText(i), "\n")))
	}
	lines += fmt.Sprintf(`{"id":"bad","url":%s,"title":"x","text":"x"}`+"\n", jsonString("mailto:"+nasty))
	lines += fmt.Sprintf(`{"id":"bad","url":"http://a.example/","published":%s,"title":"x","text":"x"}`+"\n", jsonString(nasty))
	r := d.sada(t, "import", d.write(t, "in.jsonl", lines))
	r.expect(t, exitPartly)
	harmless(t, "import", r.out+r.err)
	d.sound(t)
	d.readAll(t)
}

func TestThreatBytes(t *testing.T) {
	site := newRogue(t, "127.0.0.22")
	arabicBytes := func(s string) string {
		out, err := charmap.Windows1256.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	pages := []struct{ name, kind, body string }{
		{"invalid UTF-8", "text/html; charset=utf-8", strings.Replace(article(1), "رقم", "رقم\xff\xfe\xc0\x80", 3)},
		{"NUL and controls", "text/html; charset=utf-8", strings.Replace(article(2), "رقم", "\x00رقم\x01\x08", 3)},
		{"windows-1256 unnamed", "text/html", arabicBytes(article(3))},
		{"windows-1256 said to be utf-8", "text/html; charset=utf-8", arabicBytes(article(4))},
		{"utf-8 said to be latin-1", "text/html; charset=iso-8859-1", article(5)},
		{"utf-8 said to be windows-1256", "text/html; charset=windows-1256", article(6)},
	}
	var items []string
	for i, p := range pages {
		path := fmt.Sprintf("/a/%d", i+1)
		site.serve(path, sends(p.kind, p.body))
		items = append(items, rssItem(headline(i+1), site.base+path))
	}
	site.serve("/feed", sends("application/rss+xml", rssFeed(items...)))
	old := strings.Replace(rssFeed(rssItem(headline(7), site.base+"/a/7")), `encoding="utf-8"`, "", 1)
	site.serve("/a/7", sends("text/html", article(7)))
	site.serve("/1256", sends("application/rss+xml", arabicBytes(old)))
	lying := rssFeed(rssItem(headline(8), site.base+"/a/8"))
	site.serve("/a/8", sends("text/html", article(8)))
	site.serve("/lying", sends("application/rss+xml; charset=utf-8", arabicBytes(lying)))
	bad := rssFeed(rssItem("رقم \xff\xc0\x80\x00\x01 عنوان", site.base+"/a/9"))
	site.serve("/a/9", sends("text/html", article(9)))
	site.serve("/bad", sends("application/rss+xml", bad))

	d := newDesk(t, "", site.base+"/feed", site.base+"/1256", site.base+"/lying", site.base+"/bad")
	d.sada(t, "poll").expect(t, exitDone)
	d.sound(t)
	for i := 1; i <= 9; i++ {
		got := strings.Join(strings.Fields(strings.NewReplacer("\ufffd", "").Replace(d.value(t, fmt.Sprintf(`SELECT title FROM articles WHERE url LIKE '%%/a/%d'`, i)))), " ")
		if got != headline(i) {
			t.Errorf("title %d is %q, want %q", i, got, headline(i))
		}
	}
	for i := 7; i <= 8; i++ {
		d.holds(t, map[string]string{fmt.Sprintf(`SELECT title FROM entries WHERE url LIKE '%%/a/%d'`, i): headline(i)})
	}
}

func TestThreatQueries(t *testing.T) {
	site := newRogue(t, "127.0.0.23")
	site.press(0, 3)
	d := newDesk(t, "", site.base+"/feed")
	d.sada(t, "poll").expect(t, exitDone)
	var punctuation strings.Builder
	for r := rune('!'); r < 0x7f; r++ {
		if r < '0' || r > 'z' || r > '9' && r < 'A' || r > 'Z' && r < 'a' {
			punctuation.WriteRune(r)
		}
	}
	queries := []string{
		"", " ", `"`, `""`, `'`, `*`, `^رقم`, `رقم*`, `AND`, `OR NOT`, `NEAR(رقم, 2)`, `title:رقم`, `{title text}: رقم`, `-رقم`, `+رقم`, `(رقم`, `رقم)`,
		`a"b`, `'; DROP TABLE articles; --`, `%`, `_`, `\`, "\u0651", "\u064b\u064c", "\u0640", "رقم\u200f", "C++ C#", "1.5%", "٪", "، ؛ ؟", "🙂", "\x01", "\xff",
		punctuation.String(), strings.Join(strings.Split(punctuation.String(), ""), " رقم "),
		strings.Repeat("رقم ", 3000), manyWords(3000), strings.Repeat("ر", 50_000), strings.Repeat(`"`, 999), strings.Repeat("(", 999),
	}
	for _, q := range queries {
		for _, args := range [][]string{{"search", "--", q}, {"search", "--json", "--", q}, {"stories", "--query=" + q}} {
			r := d.inside(t, args...)
			r.expect(t, exitDone)
			harmless(t, fmt.Sprintf("%s of %.40q", args[0], q), r.out+r.err)
		}
		r := d.inside(t, "search", "--fts", "--", q)
		if r.code != exitDone && (r.code != exitFailed || !strings.Contains(r.err, "hint: leave out --fts")) {
			t.Errorf("search --fts %.40q: exit code %d, stderr %.300s", q, r.code, r.err)
		}
		harmless(t, fmt.Sprintf("search --fts of %.40q", q), r.out+r.err)
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "3"})
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "كلمة%d ", i)
	}
	return b.String()
}

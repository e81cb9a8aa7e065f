package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Pages that are shown in a report's place.
const (
	loginForm = "سجل الدخول لمتابعة القراءة. أدخل بريدك الإلكتروني وكلمة المرور، أو أنشئ حسابا جديدا في دقيقة واحدة، وتمتع بكل ما نكتبه."
	notFound  = "عذرا، الصفحة غير موجودة. ربما نقلت المادة إلى مكان آخر أو حذفت. عد إلى الصفحة الرئيسية أو استخدم البحث."
	upkeep    = "نجري أعمال صيانة على خوادمنا هذه الليلة وسنعود إليكم في أقرب وقت. شكرا لصبركم وتفهمكم، ونعتذر عن الإزعاج."
)

// TestThreatOnePageForEveryAddress serves outlets that answer every address, or
// some, with a page that is no report. None of it is filed, each entry says why,
// `feeds list` shows it, and what are reports are filed.
func TestThreatOnePageForEveryAddress(t *testing.T) {
	always := func(title, text string) func(int) http.HandlerFunc {
		return func(int) http.HandlerFunc { return sends("text/html; charset=utf-8", pageOf(title, text)) }
	}
	tests := []struct {
		name  string
		page  func(i int) http.HandlerFunc
		filed int
		says  string // of every entry that is not filed
		list  string // in feeds list
	}{
		{"login page", always("تسجيل الدخول", loginForm), 0, "login wall", "6 pages no report this week (login wall)"},
		{"soft 404", always("غير موجود", notFound), 0, "soft 404", "soft 404"},
		{"maintenance", always("نبراس", upkeep), 0, "the same page under 6 addresses", "6 pages no report this week (same page)"},
		{"headline above, form below", func(i int) http.HandlerFunc {
			return sends("text/html", pageOf(headline(i), loginForm))
		}, 0, "login wall", "login wall"},
		{"to the front page", func(int) http.HandlerFunc { return moves("/") }, 0, "front page", "front page"},
		{"to the login page", func(i int) http.HandlerFunc { return moves(fmt.Sprint("/login?next=", i)) }, 0, "login wall", "login wall"},
		{"in English", always("Members", "Members area of the paper. Enter your e-mail address and the password that we sent you, or ask us for a new one at the front desk."), 0, "the same page under 6 addresses", "same page"},
		{"a wall of cookies", always("نبراس", "نستخدم ملفات تعريف الارتباط لتحسين تجربتك. اقبل الكل أو عدل تفضيلاتك قبل متابعة التصفح في موقعنا."), 0, "cookie wall", "cookie wall"},
		{"one report for all", always("حكاية قديمة عن بئر مهجورة", strings.Join(reportText(7777), "</p><p>")), 0, "the same page under 6 addresses", "same page"},
		{"cookies or a circle", func(int) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if _, err := r.Cookie("seen"); err != nil {
					http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
					moves(r.URL.Path)(w, r)
					return
				}
				sends("text/html", article(1))(w, r)
			}
		}, 0, "circle", ""},
		{"a counter on it", func(i int) http.HandlerFunc {
			return sends("text/html", pageOf("نبراس", fmt.Sprintf("%s رقم الطلب %d", upkeep, 7000+i)))
		}, 0, "the same page under 6 addresses", "same page"},
		{"every second one gone", func(i int) http.HandlerFunc {
			if i%2 == 0 {
				return sends("text/html", article(i))
			}
			return sends("text/html", pageOf("غير موجود", notFound))
		}, 3, "soft 404", "3 pages no report this week (soft 404)"},
		{"a shell for scripts", func(int) http.HandlerFunc {
			return sends("text/html", `<!doctype html><html lang="ar"><head><title>نبراس</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>`)
		}, 0, "no text found", ""},
		{"reports", func(i int) http.HandlerFunc { return sends("text/html", article(i)) }, 6, "", ""},
	}
	const n = 6
	var feeds []string
	for k, test := range tests {
		site := newRogue(t, fmt.Sprintf("127.0.9.%d", k+1))
		site.press(100*k, n)
		for i := 100 * k; i < 100*k+n; i++ {
			site.serve(fmt.Sprintf("/a/%d", i), test.page(i))
		}
		site.serve("/", sends("text/html", pageOf("نبراس", reportText(77)...)))
		site.serve("/login", sends("text/html", pageOf("تسجيل الدخول", loginForm)))
		feeds = append(feeds, site.base+"/feed")
	}
	d := newDesk(t, "", feeds...)
	d.sada(t, "poll").expect(t, exitDone)
	list := strings.Split(d.inside(t, "feeds", "list").out, "\n")
	for k, test := range tests {
		of := fmt.Sprintf(`FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE f.name = 'feed%d'`, k)
		got := d.value(t, `SELECT count(*) FILTER (WHERE e.state = 'filed'), count(*) FILTER (WHERE e.state = 'known') `+of)
		if want := fmt.Sprintf("%d|0", test.filed); got != want {
			t.Errorf("%s: filed and known %s, want %s", test.name, got, want)
		}
		reasons := strings.Split(d.value(t, `SELECT e.reason `+of+` AND e.state <> 'filed'`), "\n")
		if test.filed < n && strings.Count(strings.Join(reasons, "\n"), test.says) < n-test.filed {
			t.Errorf("%s: entries say %q, want each to say %q", test.name, reasons, test.says)
		}
		line := list[slices.IndexFunc(list, func(l string) bool { return strings.HasPrefix(l, fmt.Sprintf("feed%d\t", k)) })]
		if !strings.Contains(line, test.list) || test.list == "" && strings.Contains(line, "no report") {
			t.Errorf("%s: feeds list says %q, want %q", test.name, line, test.list)
		}
	}
	d.holds(t, map[string]string{
		`SELECT count(*) FROM stories WHERE articles > 1`:                     "0",
		`SELECT count(*) FROM entries WHERE reason = '' AND state <> 'filed'`: "0",
	})
	d.sound(t)
}

// TestThreatWallThatGoes serves a wall, polls, takes the wall away, and asks
// again: nothing is lost.
func TestThreatWallThatGoes(t *testing.T) {
	site := newRogue(t, "127.0.9.30")
	site.press(0, 4)
	for i := range 4 {
		site.serve(fmt.Sprintf("/a/%d", i), sends("text/html", pageOf("نبراس", upkeep)))
	}
	d := newDesk(t, "", site.base+"/feed")
	r := d.sada(t, "poll", "--json")
	r.expect(t, exitDone)
	if !strings.Contains(r.out, `"stand_ins":`) {
		t.Errorf("poll --json: %s", r.out)
	}
	d.holds(t, map[string]string{`SELECT count(*), min(state), max(state) FROM entries`: "4|pending|pending"})
	site.press(0, 4)
	d.value(t, `UPDATE entries SET next_try_at = NULL`)
	d.sada(t, "poll", "--all").expect(t, exitDone)
	d.holds(t, map[string]string{
		`SELECT count(*), min(state), max(state) FROM entries`: "4|filed|filed",
		`SELECT count(*) FROM standins`:                        "0",
	})
}

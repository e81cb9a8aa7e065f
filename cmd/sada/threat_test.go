package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"sada/arabic"
)

// A rogue is a site on a loopback address of its own that answers as a test
// has it. It counts what it is asked for.
type rogue struct {
	base string // http://127.0.0.x:port

	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	hits  map[string]int
}

// newRogue starts a site on ip, which ends with the test.
func newRogue(t testing.TB, ip string) *rogue {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Fatal(err)
	}
	r := &rogue{base: "http://" + l.Addr().String(), pages: map[string]http.HandlerFunc{}, hits: map[string]int{}}
	srv := &http.Server{Handler: r}
	done := make(chan struct{})
	go func() { srv.Serve(l); close(done) }()
	t.Cleanup(func() { srv.Close(); <-done })
	return r
}

func (r *rogue) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	r.hits[req.URL.RequestURI()]++
	page := r.pages[req.URL.Path]
	r.mu.Unlock()
	if page == nil {
		http.NotFound(w, req)
		return
	}
	page(w, req)
}

func (r *rogue) serve(path string, page http.HandlerFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pages[path] = page
}

// asked counts the requests since the start, those for robots.txt left out.
func (r *rogue) asked() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for uri, hits := range r.hits {
		if uri != "/robots.txt" {
			n += hits
		}
	}
	return n
}

// count says how often one address was asked for.
func (r *rogue) count(uri string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.hits[uri]
}

// askedMost is the most that one address was asked for.
func (r *rogue) askedMost() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, hits := range r.hits {
		n = max(n, hits)
	}
	return n
}

// press serves a feed at /feed and n articles, the first of them number first.
func (r *rogue) press(first, n int) {
	var items []string
	for i := first; i < first+n; i++ {
		items = append(items, rssItem(headline(i), fmt.Sprintf("%s/a/%d", r.base, i)))
		r.serve(fmt.Sprintf("/a/%d", i), sends("text/html; charset=utf-8", article(i)))
	}
	r.serve("/feed", sends("application/rss+xml", rssFeed(items...)))
}

// sends answers with a type and a body.
func sends(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		fmt.Fprint(w, body)
	}
}

func rssItem(title, link string) string {
	return fmt.Sprintf("<item><title>%s</title><link>%s</link></item>", title, link)
}

func rssFeed(items ...string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>نبراس</title><link>http://nibras.example/</link><language>ar</language>` +
		strings.Join(items, "") + `</channel></rss>`
}

// nouns and verbs make reports of no event; report i draws others than report j.
var (
	nouns = strings.Fields("البلدية المحطة الجسر الميناء المتحف الجامعة المدرسة السوق الحديقة المكتبة النادي المستشفى المصنع المزرعة الواحة الطريق القطار السفينة المرصد المسرح الملعب السد البئر النهر الجبل")
	verbs = strings.Fields("افتتحت أعلنت رممت وسعت جددت أغلقت نقلت سلمت رفعت خفضت وزعت جمعت نظمت أطلقت أنجزت")
	whats = strings.Fields("مشروعا برنامجا معرضا موسما مختبرا سباقا مؤتمرا صندوقا فهرسا خزانا ممرا رصيفا بستانا قاربا دليلا مرسما")
)

func headline(i int) string {
	return fmt.Sprintf("%s %s %s رقم %d", nouns[i%len(nouns)], verbs[i*7%len(verbs)], whats[i*5%len(whats)], i)
}

func sentence(i int) string {
	var b strings.Builder
	for k := range 14 {
		words := [][]string{nouns, verbs, whats}[(i+k)%3]
		fmt.Fprintf(&b, "%s ", words[(i*31+k*k*17+i*k*7)%len(words)])
	}
	return b.String() + fmt.Sprintf("بكلفة %d دينارا.", 1000+i*37)
}

func reportText(i int) []string {
	var p []string
	for k := range 4 {
		p = append(p, sentence(i*4+k)+" "+sentence(i*4+k+1009))
	}
	return p
}

func article(i int) string { return pageOf(headline(i), reportText(i)...) }

func pageOf(title string, paragraphs ...string) string {
	return fmt.Sprintf(`<!doctype html><html lang="ar"><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p></article></body></html>`,
		title, title, strings.Join(paragraphs, "</p><p>"))
}

// A desk is a folder with a configuration and a store.
type desk struct{ dir, config, db string }

// newDesk makes a folder whose configuration polls the feeds at the given
// addresses. fetch is added to the section of that name.
func newDesk(t testing.TB, fetch string, feeds ...string) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir()}
	d.config, d.db = filepath.Join(d.dir, "config.yaml"), filepath.Join(d.dir, "sada.db")
	if !strings.Contains(fetch, "allow_networks") {
		fetch += ", allow_networks: [127.0.0.0/8]"
	}
	if !strings.Contains(fetch, "timeout:") {
		fetch += ", timeout: 10s"
	}
	if !strings.Contains(fetch, "delay:") {
		fetch += ", delay: 0s"
	}
	text := "fetch: {" + strings.TrimPrefix(fetch, ", ") + "}\nfeeds:\n"
	for i, f := range feeds {
		text += fmt.Sprintf("  - {name: feed%d, outlet: outlet%d, url: %q}\n", i, i, f)
	}
	if err := os.WriteFile(d.config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return d
}

// write puts a file into the desk's folder.
func (d *desk) write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A result is how a run of sada ended.
type result struct {
	told     string // file in which the process told its peak of memory
	code     int
	out, err string
	took     time.Duration
	state    *os.ProcessState
}

// patience is how long a run of sada may take before the test gives up on it.
const patience = 90 * time.Second

// sada runs the command in the desk's folder.
func (d *desk) sada(t testing.TB, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := child(ctx, append([]string{"--config", d.config}, args...)...)
	told := filepath.Join(t.TempDir(), "peak")
	cmd.Env = append(cmd.Env, peakFile+"="+told)
	r := finish(t, cmd, cmd.Run)
	r.told = told
	return r
}

// inside runs the command in this process, which is quicker where nothing but
// exit code and output counts.
func (d *desk) inside(t *testing.T, args ...string) result {
	t.Helper()
	var out, errw bytes.Buffer
	start := time.Now()
	code := run(t.Context(), append([]string{"--config", d.config}, args...), &out, &errw)
	return result{code: code, out: out.String(), err: errw.String(), took: time.Since(start)}
}

// finish gathers how a command ends.
func finish(t testing.TB, cmd *exec.Cmd, wait func() error) result {
	t.Helper()
	var out, errw bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errw
	start := time.Now()
	err := wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	return result{code: cmd.ProcessState.ExitCode(), out: out.String(), err: errw.String(), took: time.Since(start), state: cmd.ProcessState}
}

// expect checks the exit code and that stderr holds each of the texts.
func (r result) expect(t *testing.T, code int, texts ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d\nstdout: %s\nstderr: %s", r.code, code, r.out, r.err)
	}
	for _, text := range texts {
		if !strings.Contains(r.err, text) {
			t.Errorf("stderr is %q, want %q in it", r.err, text)
		}
	}
	for _, never := range []string{"panic", "goroutine ", "runtime error"} {
		if strings.Contains(r.err, never) {
			t.Errorf("stderr holds %q: %s", never, r.err)
		}
	}
}

// value reads one value of the store.
func (d *desk) value(t testing.TB, statement string) string {
	t.Helper()
	out, err := query(d.db, statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return strings.TrimSuffix(out, "\n")
}

// holds checks single values of the store.
func (d *desk) holds(t *testing.T, wants map[string]string) {
	t.Helper()
	for statement, want := range wants {
		if got := d.value(t, statement); got != want {
			t.Errorf("%s: got %q, want %q", statement, got, want)
		}
	}
}

// sound checks that the store is whole and that every text in it is valid UTF-8
// without NUL.
func (d *desk) sound(t *testing.T) {
	t.Helper()
	d.holds(t, map[string]string{"PRAGMA integrity_check": "ok", "PRAGMA foreign_key_check": ""})
	tables := strings.Fields(d.value(t, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\_fts%' ESCAPE '\'`))
	for _, table := range tables {
		columns := strings.Fields(d.value(t, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s') WHERE type = 'TEXT'`, table)))
		for _, column := range columns {
			all := d.value(t, fmt.Sprintf(`SELECT %q FROM %q`, column, table))
			if !utf8.ValidString(all) || strings.ContainsRune(all, 0) {
				t.Errorf("%s.%s holds invalid UTF-8 or NUL: %q", table, column, all)
			}
		}
	}
}

// harmless checks that text steers no terminal and no log.
func harmless(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s: invalid UTF-8: %q", what, text)
	}
	at := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && arabic.Unsafe(r) })
	if at >= 0 {
		t.Errorf("%s: unsafe character at byte %d: %q", what, at, text[max(0, at-40):min(len(text), at+40)])
	}
}

// readers are the commands that print what came from the web; article and
// story stand for ids.
var readers = []string{
	"stories", "stories --json", "story 1", "story 1 --json", "search --limit 0 رقم", "search --limit 0 --json رقم",
	"feeds list", "feeds list --json", "feeds entries", "feeds entries --json", "outlets list", "outlets list --json", "export stories", "export articles", "export stories --format csv", "export articles --format csv", "why 1 2", "why 1 2 --json",
}

// readAll runs every reading command and checks that its output is harmless.
func (d *desk) readAll(t *testing.T) {
	t.Helper()
	for _, line := range readers {
		r := d.inside(t, strings.Fields(line)...)
		r.expect(t, exitDone)
		harmless(t, line, strings.ReplaceAll(r.out, "\r\n", "\n")+r.err) // the ends of lines of CSV
		if strings.Contains(line, "json") || strings.HasPrefix(line, "export") && !strings.Contains(line, "csv") {
			oneObjectALine(t, line, r.out)
		}
	}
}

func oneObjectALine(t *testing.T, what, out string) {
	t.Helper()
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "{") || !strings.HasSuffix(line, "}\n") {
			t.Errorf("%s: not one object a line: %q", what, line)
		}
	}
}

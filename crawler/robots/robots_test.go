package robots

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestAllowed(t *testing.T) {
	const arabic = "User-agent: *\nDisallow: /خاص\nAllow: /خاص/عام\n"
	tests := []struct {
		name, robots, agent, path string
		want                      bool
		line                      string
	}{
		{"nothing said", "", "sada", "/a", true, ""},
		{"raw Arabic rule, escaped path", arabic, "sada", "/%D8%AE%D8%A7%D8%B5/1", false, "Disallow: /خاص"},
		{"raw Arabic rule, path in small hex", arabic, "sada", "/%d8%ae%d8%a7%d8%b5/1", false, "Disallow: /خاص"},
		{"raw Arabic rule, raw path", arabic, "sada", "/خاص/1", false, "Disallow: /خاص"},
		{"raw Arabic allow, escaped path", arabic, "sada", "/%D8%AE%D8%A7%D8%B5/%d8%b9%D8%A7%D9%85", true, "Allow: /خاص/عام"},
		{"needless escapes in an allowed path", "user-agent: *\ndisallow: /\nallow: /open\n", "sada", "/%6fpen/1", true, "Allow: /open"},
		{"escaped rule in small hex", "user-agent: *\ndisallow: /%d8%ae\n", "sada", "/%D8%AE%D8%A7", false, "Disallow: /%d8%ae"},
		{"needless escapes in a path", "user-agent: *\ndisallow: /private\n", "sada", "/%70rivate", false, "Disallow: /private"},
		{"needless escapes in a rule", "user-agent: *\ndisallow: /%70rivate\n", "sada", "/private", false, "Disallow: /%70rivate"},
		{"an escaped slash is another path", "user-agent: *\ndisallow: /a/b\n", "sada", "/a%2Fb", true, ""},
		{"windows-1256 escapes", "user-agent: *\ndisallow: /%FE%C3*x\n", "sada", "/%fe%c3/x", false, "Disallow: /%FE%C3*x"},

		{"byte order mark", "\ufeffuser-agent: *\ndisallow: /\n", "sada", "/a", false, "Disallow: /"},
		{"CRLF", "user-agent: *\r\ndisallow: /a\r\n", "sada", "/a", false, "Disallow: /a"},
		{"old Macintosh line ends", "user-agent: *\rdisallow: /a\r", "sada", "/a", false, "Disallow: /a"},
		{"no line end", "user-agent: *\ndisallow: /a", "sada", "/a", false, "Disallow: /a"},
		{"a page in place of the file", "<!doctype html>\n<title>404</title>\n", "sada", "/a", true, ""},

		{"our own group", "user-agent: *\ndisallow: /\nuser-agent: Sada\ndisallow: /a\n", "sada/1.0 (+https://sada.example)", "/b", true, ""},
		{"groups of one agent merged", "user-agent: sada\ndisallow: /a\nuser-agent: x\ndisallow: /\nuser-agent: sada\ndisallow: /b\n", "sada", "/b", false, "Disallow: /b"},
		{"agents that share a group", "user-agent: x\nuser-agent: sada\ndisallow: /a\n", "sada", "/a", false, "Disallow: /a"},
		{"an agent whose name begins alike", "user-agent: sadawi\ndisallow: /\n", "sada", "/a", true, ""},
		{"a line nobody knows between two agents", "user-agent: x\nclean-param: a /\nhost: a.example\nuser-agent: sada\ndisallow: /a\n", "sada", "/a", false, "Disallow: /a"},
		{"a sitemap between two agents", "user-agent: x\nsitemap: http://a.example/s\nuser-agent: sada\ndisallow: /a\n", "sada", "/a", false, "Disallow: /a"},
		{"an agent with a version", "user-agent: Sada/1.0 (news)\ndisallow: /a\n", "sada/2", "/a", false, "Disallow: /a"},
		{"an agent whose name is none", "user-agent: sada\ndisallow: /a\nuser-agent: (none)\ndisallow: /b\n", "sada", "/b", true, ""},
		{"agents told apart by a digit", "user-agent: bot1\ndisallow: /a\nuser-agent: bot2\ndisallow: /b\n", "bot2/1.0", "/a", true, ""},
		{"an agent that passes for a browser", "user-agent: sada\ndisallow: /a\nuser-agent: *\ndisallow:\n", "Mozilla/5.0 (compatible; Sada/1.0; +https://sada.example)", "/a", false, "Disallow: /a"},
		{"an empty rule for us frees us of those for all", "user-agent: *\ndisallow: /\nuser-agent: sada\ndisallow:\n", "sada", "/a", true, ""},
		{"an empty rule closes the head", "user-agent: sada\ndisallow:\nuser-agent: x\ndisallow: /\n", "sada", "/a", true, ""},
		{"the rule before any agent", "disallow: /\nuser-agent: sada\ndisallow: /b\n", "sada", "/a", true, ""},
		{"paths tell capitals from small letters", "user-agent: *\ndisallow: /A\n", "sada", "/a", true, ""},
		{"blanks round the colon", "  User-Agent :  *  \n\tDISALLOW\t:\t/a\t# why\n", "sada", "/a", false, "Disallow: /a"},
		{"a colon forgotten", "user-agent *\ndisallow /a\n", "sada", "/a", false, "Disallow: /a"},
		{"the longer wins wherever it stands", "user-agent: *\nallow: /a/b\ndisallow: /a\n", "sada", "/a/b/c", true, "Allow: /a/b"},
		{"of two as long, allow wins", "user-agent: *\ndisallow: /a\nallow: /a\n", "sada", "/a", true, "Allow: /a"},
		{"a wildcard counts as one letter", "user-agent: *\nallow: /a*\ndisallow: /a/b\n", "sada", "/a/b", false, "Disallow: /a/b"},
		{"a dollar inside is itself", "user-agent: *\ndisallow: /a$b\n", "sada", "/a$b/c", false, "Disallow: /a$b"},
		{"crawl-delay does not close the head", "user-agent: x\ncrawl-delay: 2\nuser-agent: sada\ndisallow: /\n", "x", "/a", false, "Disallow: /"},

		{"star", "user-agent: *\ndisallow: /*/print/*.php\n", "sada", "/news/print/1.php?x", false, "Disallow: /*/print/*.php"},
		{"star and end", "user-agent: *\ndisallow: /*.pdf$\n", "sada", "/a.pdf.pdf", false, "Disallow: /*.pdf$"},
		{"end not reached", "user-agent: *\ndisallow: /*.pdf$\n", "sada", "/a.pdf?x", true, ""},
		{"end only", "user-agent: *\ndisallow: /$\n", "sada", "/a", true, ""},
		{"an escaped star means itself", "user-agent: *\ndisallow: /a%2Ab\n", "sada", "/axxb", true, ""},
		{"an escaped star matches itself", "user-agent: *\ndisallow: /a%2Ab\n", "sada", "/a*b", false, "Disallow: /a%2Ab"},
		{"query", "user-agent: *\ndisallow: /*?print=\n", "sada", "/a?print=1", false, "Disallow: /*?print="},
		{"an address in a query, escaped", "user-agent: *\ndisallow: /go?to=https://a.example/\n", "sada", "/go?to=https%3A%2F%2fa.example%2Fx", false, "Disallow: /go?to=https://a.example/"},
		{"an address in a query, escaped in the rule", "user-agent: *\ndisallow: /\nallow: /go?to=http%3a%2F%2fa.example\n", "sada", "/go?to=http://a.example/x", true, "Allow: /go?to=http%3a%2F%2fa.example"},
		{"a star before an escaped query", "user-agent: *\ndisallow: /*?to=*%2Fprint\n", "sada", "/go?to=a/print", false, "Disallow: /*?to=*%2Fprint"},
		{"a group without rules", "user-agent: *\ndisallow: /\n\nuser-agent: sada\n", "sada", "/a", true, ""},
		{"blank lines do not end the head of a group", "user-agent: sada\n\nuser-agent: x\ndisallow: /\n", "sada", "/a", false, "Disallow: /"},
		{"robots.txt itself", "user-agent: *\ndisallow: /\n", "sada", "/robots.txt", true, ""},
		{"empty path", "user-agent: *\ndisallow: /\n", "sada", "", false, "Disallow: /"},
	}
	for _, tt := range tests {
		got, line := Parse([]byte(tt.robots)).Allowed(tt.agent, tt.path)
		if got != tt.want || line.Text != tt.line {
			t.Errorf("%s: Allowed(%q, %q) = %v, %q; want %v, %q", tt.name, tt.agent, tt.path, got, line, tt.want, tt.line)
		}
	}
}

func TestDelayAndSitemaps(t *testing.T) {
	r := Parse([]byte("Sitemap: https://sadaa.example/a.xml\nuser-agent: *\ncrawl-delay: 2.5\nallow: /\n" +
		"user-agent: slow\ncrawl-delay: 9000\nuser-agent: odd\ncrawl-delay: -1\ncrawl-delay: NaN\ndisallow:\nsitemap: https://sadaa.example/b.xml\n"))
	for _, tt := range []struct {
		agent string
		want  time.Duration
	}{{"sada", 2500 * time.Millisecond}, {"slow", MaxDelay}} {
		if got := r.Delay(tt.agent); got != tt.want {
			t.Errorf("Delay(%q) = %v, want %v", tt.agent, got, tt.want)
		}
	}
	if got, want := r.Sitemaps(), []string{"https://sadaa.example/a.xml", "https://sadaa.example/b.xml"}; !slices.Equal(got, want) {
		t.Errorf("Sitemaps() = %q, want %q", got, want)
	}
}

func TestBounds(t *testing.T) {
	filler := strings.Repeat("# "+strings.Repeat("x", 97)+"\n", MaxBytes/100)
	tests := []struct {
		name, robots string
		want         bool
	}{
		{"rule at the start of a huge file", "user-agent: *\ndisallow: /a\n" + filler + filler, false},
		{"rule after the bound", filler + "\nuser-agent: *\ndisallow: /a\n", true},
		{"rule cut by the bound", "user-agent: *\n" + strings.Repeat("#\n", (MaxBytes-20)/2) + "disallow: /abcdef\ndisallow: /abc\n", true},
		{"one line without end", "user-agent: *\ndisallow: /" + strings.Repeat("a", 2*MaxBytes), true},
	}
	for _, tt := range tests {
		if got, line := Parse([]byte(tt.robots)).Allowed("sada", "/a"); got != tt.want {
			t.Errorf("%s: Allowed = %v by %.40q, want %v", tt.name, got, line.Text, tt.want)
		}
	}
}

// TestLine holds that the line is told that a person finds in the file.
func TestLine(t *testing.T) {
	for _, eol := range []string{"\n", "\r\n", "\r"} {
		file := strings.Join([]string{"# rules", "", "User-agent: *", "Allow: /", "Disallow: /خاص"}, eol)
		_, by := Parse([]byte(file)).Allowed("sada", "/%D8%AE%D8%A7%D8%B5")
		if got, want := by.String(), "line 5: Disallow: /خاص"; got != want {
			t.Errorf("lines ending in %q: %q, want %q", eol, got, want)
		}
	}
	if _, by := Parse(nil).Allowed("sada", "/"); by.String() != "" {
		t.Errorf("no rule: %q, want none", by)
	}
}

func TestText(t *testing.T) {
	const rules = "user-agent: *\ndisallow: /خاص\n"
	tests := []struct {
		name, body, path string
	}{
		{"UTF-8", rules, "/%D8%AE%D8%A7%D8%B5/1"},
		{"UTF-16, little end first", "\xff\xfe" + inUTF16(rules, 0, 8), "/%D8%AE%D8%A7%D8%B5/1"},
		{"UTF-16, big end first", "\xfe\xff" + inUTF16(rules, 8, 0), "/%D8%AE%D8%A7%D8%B5/1"},
		{"windows-1256", "user-agent: *\ndisallow: /\xce\xc7\xd5\n", "/%CE%C7%D5/1"},
	}
	for _, tt := range tests {
		got := Text([]byte(tt.body))
		if !utf8.ValidString(got) {
			t.Errorf("%s: Text is no UTF-8: %q", tt.name, got)
		}
		if ok, _ := Parse([]byte(got)).Allowed("sada", tt.path); ok {
			t.Errorf("%s: %s is allowed under %q", tt.name, tt.path, got)
		}
	}
}

// inUTF16 writes each rune as two bytes, by the shifts given.
func inUTF16(s string, first, second int) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r>>first), byte(r>>second))
	}
	return string(b)
}

// TestManyStars holds that a file made to be slow is not: every line would take
// a backtracking matcher longer than the sun has.
func TestManyStars(t *testing.T) {
	line := "disallow: /" + strings.Repeat("*a", 100) + "*b$\n"
	r := Parse([]byte("user-agent: *\n" + strings.Repeat(line, MaxBytes/len(line)-1)))
	if ok, by := r.Allowed("sada", "/"+strings.Repeat("a", 8000)); !ok {
		t.Errorf("allowed = false by %q, want true", by)
	}
}

// TestSuite runs the decisions of Google's parser test that RFC 9309 asks for, in
// the folder that SADA_SUITES names; without it, one of each kind.
func TestSuite(t *testing.T) {
	run := 0
	for _, line := range suiteLines(t) {
		var c struct {
			ID, Robots, Agent, URL string
			Allowed                bool
			GoogleOnly             bool `json:"google_only"`
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		if c.GoogleOnly {
			continue
		}
		run++
		if got, by := Parse([]byte(c.Robots)).Allowed(c.Agent, pathOf(c.URL)); got != c.Allowed {
			t.Errorf("%s: Allowed(%q, %q) = %v by %q, want %v; robots.txt %q", c.ID, c.Agent, c.URL, got, by, c.Allowed, c.Robots)
		}
	}
	t.Logf("%d cases", run)
}

// pathOf returns path and query as they stand in an address.
func pathOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		return rest[i:]
	}
	return "/"
}

func suiteLines(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("SADA_SUITES")
	if dir == "" {
		return []string{
			`{"id":"colon forgotten","robots":"user-agent sadabot\ndisallow /\n","agent":"sadabot","url":"http://a.example/x","allowed":false}`,
			`{"id":"longest","robots":"user-agent: sadabot\nallow: /n/a\ndisallow: /n\n","agent":"sadabot","url":"http://a.example/n/a/1","allowed":true}`,
			`{"id":"escapes of ASCII","robots":"user-agent: sadabot\ndisallow: /\nallow: /n/%6e\n","agent":"sadabot","url":"http://a.example/n/n","allowed":false}`,
		}
	}
	f, err := os.Open(filepath.Join(dir, "google-robotstxt", "cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	sc := bufio.NewScanner(f)
	for sc.Buffer(nil, 1<<20); sc.Scan(); {
		lines = append(lines, sc.Text())
	}
	return lines
}

// FuzzAllowed holds the laws: the line that decides is of the side that won, and
// a path whose escaped spelling is forbidden is forbidden as raw letters too.
func FuzzAllowed(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /خ*ص$\nallow: /%d8%ae", "/خاص")
	f.Add("user-agent: sada\ncrawl-delay: 1\ndisallow: *", "/%2a?")
	f.Fuzz(func(t *testing.T, file, path string) {
		r := Parse([]byte(file))
		ok, line := r.Allowed("sada", path)
		if !ok && !strings.HasPrefix(line.Text, "Disallow: ") || ok && strings.HasPrefix(line.Text, "Disallow: ") {
			t.Fatalf("Allowed(%q) = %v by %q", path, ok, line)
		}
		if strings.Contains(path, "%") {
			return
		}
		escaped, _ := r.Allowed("sada", strict(path))
		if ok && !escaped {
			t.Fatalf("%q is allowed, by %q; %q is not", path, line, strict(path))
		}
	})
}

// FuzzText holds that a file is stored as UTF-8, unchanged where it is that.
func FuzzText(f *testing.F) {
	f.Add([]byte("user-agent: *\ndisallow: /\xce\xc7"))
	f.Add([]byte("\xff\xfeu\x00s"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got := Text(body)
		if !utf8.ValidString(got) {
			t.Fatalf("Text(%q) = %q, no UTF-8", body, got)
		}
		if utf8.Valid(body) && got != string(body) {
			t.Fatalf("Text(%q) = %q, want it unchanged", body, got)
		}
	})
}

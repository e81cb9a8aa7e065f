package address

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"as it is", "https://sadaa.example/news/1", "https://sadaa.example/news/1"},
		{"host in capitals", "HTTPS://Sadaa.EXAMPLE/News/1", "https://sadaa.example/News/1"},
		{"http", "http://sadaa.example/news/1", "https://sadaa.example/news/1"},
		{"default port", "http://sadaa.example:80/news/1", "https://sadaa.example/news/1"},
		{"another port keeps its scheme", "http://sadaa.example:8080/news/1", "http://sadaa.example:8080/news/1"},
		{"fragment", "https://sadaa.example/news/1#comments", "https://sadaa.example/news/1"},
		{"user and password", "https://u:p@sadaa.example/news/1", "https://sadaa.example/news/1"},
		{"dot segments", "https://sadaa.example/a/./b/../news/%2e/1", "https://sadaa.example/a/news/1"},
		{"last slash", "https://sadaa.example/news/1/", "https://sadaa.example/news/1"},
		{"front page", "https://sadaa.example", "https://sadaa.example/"},
		{"dot after the host", "https://sadaa.example./news/1", "https://sadaa.example/news/1"},
		{"spaces and direction marks around", " \u200fhttps://sadaa.example/1\u200e\n", "https://sadaa.example/1"},
		{"backslashes", `https:\\sadaa.example\news\1`, "https://sadaa.example/news/1"},

		{"raw Arabic", "https://sadaa.example/أخبار", "https://sadaa.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"},
		{"Arabic in small hex", "https://sadaa.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1", "https://sadaa.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"},
		{"Arabic in a query", "https://sadaa.example/?t=خبر", "https://sadaa.example/?t=%D8%AE%D8%A8%D8%B1"},
		{"guillemets, raw", "https://sadaa.example/«خبر»", "https://sadaa.example/%C2%AB%D8%AE%D8%A8%D8%B1%C2%BB"},
		{"windows-1256 escapes", "https://sadaa.example/%C3%CE", "https://sadaa.example/%C3%CE"},
		{"needless escapes", "https://sadaa.example/%6eews%2D1%2c2", "https://sadaa.example/news-1,2"},
		{"escapes that matter", "https://sadaa.example/a%2fb?c=1%262", "https://sadaa.example/a%2Fb?c=1%262"},
		{"quote", "https://sadaa.example/l'eau", "https://sadaa.example/l%27eau"},
		{"lone percent", "https://sadaa.example/100%", "https://sadaa.example/100%25"},
		{"Arabic host", "https://صدى.example/1", "https://xn--ugbl5d.example/1"},

		{"tracking", "https://sadaa.example/1?utm_source=rss&id=7&fbclid=x&UTM_Medium=y", "https://sadaa.example/1?id=7"},
		{"only tracking", "https://sadaa.example/1?gclid=x", "https://sadaa.example/1"},
		{"reference from a channel", "https://sadaa.example/1?ref=rss&source=Twitter", "https://sadaa.example/1"},
		{"reference that says which page", "https://sadaa.example/1?ref=551&source=sana", "https://sadaa.example/1?ref=551&source=sana"},
		{"order of parameters", "https://sadaa.example/d?b=2&a=1", "https://sadaa.example/d?b=2&a=1"},
		{"empty query", "https://sadaa.example/1?", "https://sadaa.example/1"},
		{"parameter without value", "https://sadaa.example/1?weekly", "https://sadaa.example/1?weekly"},

		{"www", "https://www.sadaa.example/1", "https://sadaa.example/1"},
		{"mobile", "https://m.sadaa.example/1", "https://sadaa.example/1"},
		{"mobile under www", "https://www.mobile.sadaa.example/1", "https://sadaa.example/1"},
		{"a host named m", "https://m.co.uk/1", "https://m.co.uk/1"},
		{"AMP host", "https://amp.sadaa.example/1", "https://sadaa.example/1"},
		{"AMP at the end", "https://sadaa.example/news/1/amp/", "https://sadaa.example/news/1"},
		{"AMP at the front", "https://sadaa.example/amp/news/1", "https://sadaa.example/news/1"},
		{"AMP as a suffix", "https://sadaa.example/news/1.amp.html", "https://sadaa.example/news/1.html"},
		{"AMP parameter", "https://sadaa.example/news/1?amp=1", "https://sadaa.example/news/1"},
		{"AMP parameter without value", "https://sadaa.example/news/1?amp", "https://sadaa.example/news/1"},
		{"AMP output", "https://sadaa.example/news/1?outputType=amp", "https://sadaa.example/news/1"},
		{"a page named amp", "https://sadaa.example/amp", "https://sadaa.example/amp"},
		{"amplifier", "https://sadaa.example/news/champ", "https://sadaa.example/news/champ"},

		{"numeric host keeps its scheme", "http://127.0.0.2/1/", "http://127.0.0.2/1"},
		{"host as one number", "http://2130706433/1", "http://127.0.0.1/1"},
		{"IPv6", "http://[::1]:8080/1", "http://[::1]:8080/1"},
		{"host without a dot", "http://localhost/1", "http://localhost/1"},
	}
	for _, tt := range tests {
		got, err := Canonical(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("%s: Canonical(%q) = %q, %v; want %q", tt.name, tt.in, got, err, tt.want)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		want     error // nil for any
	}{
		{"file", "file:///etc/passwd", ErrScheme},
		{"script", "javascript:alert(1)", ErrScheme},
		{"mail", "mailto:a@sadaa.example", ErrScheme},
		{"too long", "https://sadaa.example/" + strings.Repeat("a", MaxLength), ErrTooLong},
		{"too long once escaped", "https://sadaa.example/" + strings.Repeat("أ", MaxLength/4), ErrTooLong},
		{"relative", "/news/1", nil},
		{"empty", "", nil},
		{"no host", "https://", nil},
		{"bad host", "https://a b/", nil},
		{"bad port", "https://sadaa.example:99999/", nil},
	}
	for _, tt := range tests {
		got, err := Canonical(tt.in)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: Canonical(%.60q) = %q, %v; want error %v", tt.name, tt.in, got, err, tt.want)
		}
	}
}

func TestResolve(t *testing.T) {
	const base = "https://u:p@sadaa.example/news/1?x=1"
	tests := []struct{ name, ref, want string }{
		{"relative", "2", "https://u:p@sadaa.example/news/2"},
		{"absolute", "http://nida.example:80/#x", "http://nida.example/"},
		{"raw Arabic", "/خبر", "https://u:p@sadaa.example/%D8%AE%D8%A8%D8%B1"},
		{"another scheme", "file:///etc/passwd", ""},
		{"too long", strings.Repeat("a", MaxLength+1), ""},
	}
	for _, tt := range tests {
		if got, err := Resolve(base, tt.ref); got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s: Resolve(%q, %.60q) = %q, %v; want %q", tt.name, base, tt.ref, got, err, tt.want)
		}
	}
}

func TestHost(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://www.Sadaa.example:8443/1", "sadaa.example"},
		{"http://sadaa.example", "sadaa.example"},
		{"http://m.sadaa.example", "m.sadaa.example"},
		{"http://127.0.0.2:9000/", "127.0.0.2"},
		{"http://0x7f.1/", "127.0.0.1"},
		{"http://[::ffff:127.0.0.1]:80/", "[::ffff:7f00:1]"},
		{"http://www.", "www"},
		{"nonsense", ""},
	}
	for _, tt := range tests {
		if got := Host(tt.in); got != tt.want {
			t.Errorf("Host(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSplit(t *testing.T) {
	tests := []struct{ in, authority, host, path string }{
		{"https://u:p@www.sadaa.example:8443/a/b?c=d", "www.sadaa.example:8443", "sadaa.example", "/a/b?c=d"},
		{"https://sadaa.example./", "sadaa.example.", "sadaa.example", "/"},
		{"http://[::1]/", "[::1]", "[::1]", "/"},
		{"http://[::1]:80/@x", "[::1]:80", "[::1]", "/@x"},
	}
	for _, tt := range tests {
		if a, h, p := Split(tt.in); a != tt.authority || h != tt.host || p != tt.path {
			t.Errorf("Split(%q) = %q, %q, %q; want %q, %q, %q", tt.in, a, h, p, tt.authority, tt.host, tt.path)
		}
	}
}

func TestSameSite(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"https://ar.sadaa.com/1", "http://www.sadaa.com/2", true},
		{"https://sadaa.com/", "https://nida.com/", false},
		{"https://sadaa.co.uk/", "https://nida.co.uk/", false},
		{"https://a.github.io/", "https://b.github.io/", false},
		{"http://127.0.0.1/", "http://127.0.0.1:8080/", true},
		{"http://127.0.0.1/", "http://127.0.0.2/", false},
		{"http://localhost/", "http://localhost:1/", true},
		{"bad", "bad", false},
	}
	for _, tt := range tests {
		if got := SameSite(tt.a, tt.b); got != tt.want {
			t.Errorf("SameSite(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestMerge(t *testing.T) {
	const page = "https://www.sadaa.example/news/77123/title?page=2"
	tests := []struct{ name, page, canonical, want string }{
		{"itself", page, "https://sadaa.example/news/77123/title?page=2", ""},
		{"another address of the site", page, "https://ar.sadaa.example/a/551", "https://ar.sadaa.example/a/551"},
		{"relative", page, "../88200/other", "https://sadaa.example/news/88200/other"},
		{"without the title", page, "/news/77123", "https://sadaa.example/news/77123"},
		{"the section", page, "/news", ""},
		{"the year", "https://sadaa.example/2026/05/title", "/2026/05", ""},
		{"the front page", page, "https://www.sadaa.example/", ""},
		{"another site", page, "https://nida.example/news/77123", ""},
		{"another scheme", page, "javascript:alert(1)", ""},
		{"empty", page, "", ""},
		{"the script without its article", "https://sadaa.example/d.php?id=5", "/d.php", ""},
		{"the script with its article", "https://sadaa.example/d.php?id=5&v=print", "/d.php?id=5", "https://sadaa.example/d.php?id=5"},
		{"a numeric neighbour", "http://127.0.0.2/news/1", "http://127.0.0.3/news/1", ""},
		{"bad page", "nonsense", "https://sadaa.example/1", ""},
	}
	for _, tt := range tests {
		got, ok := Merge(tt.page, tt.canonical)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: Merge(%q, %q) = %q, %v; want %q", tt.name, tt.page, tt.canonical, got, ok, tt.want)
		}
	}
}

func TestRedact(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing to hide", "https://sadaa.example/1?id=5", "https://sadaa.example/1?id=5"},
		{"user and password", "https://u:p@sadaa.example/1", "https://***@sadaa.example/1"},
		{"password with a slash", "https://u:p/w@sadaa.example/1", "https://***@sadaa.example/1"},
		{"password with a mark", "https://u:p#?w@sadaa.example/1", "https://***@sadaa.example/1"},
		{"an at sign in the path", "https://sadaa.example:80/@name", "https://sadaa.example:80/@name"},
		{"secrets", "https://sadaa.example/?key=1&id=2&Access_Token=3&x-sig=4", "https://sadaa.example/?key=***&id=2&Access_Token=***&x-sig=***"},
		{"secret under escapes", "https://sadaa.example/?%6bey=1", "https://sadaa.example/?%6bey=***"},
		{"author is none", "https://sadaa.example/?author=1", "https://sadaa.example/?author=1"},
		{"fragment", "https://sadaa.example/#access_token=1", "https://sadaa.example/"},
		{"escape sequence and new line", "https://sadaa.example/\x1b[31m\r\nx", "https://sadaa.example/[31mx"},
		{"direction override", "https://sadaa.example/\u202ex", "https://sadaa.example/x"},
		{"not an address", "%%% u:p", "%%% u:p"},
		{"long", "http://a/" + strings.Repeat("ب", 400), "http://a/" + strings.Repeat("ب", 245) + "…"},
	}
	for _, tt := range tests {
		if got := Redact(tt.in); got != tt.want {
			t.Errorf("%s: Redact(%.80q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// FuzzCanonical holds the laws: a canonical address is its own canonical form
// and belongs to the site of the address it was made from.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"https://www.sadaa.example/أخبار/1?utm_source=x&id=%d8#f", "http://[::1]/amp/x.amp", "http://m.m.co.uk//amp//", "http://a/..amp/.amp",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Canonical(raw)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		if err != nil && !errors.Is(err, ErrTooLong) || err == nil && twice != once {
			t.Fatalf("Canonical(%q) = %q, whose canonical form is %q, %v", raw, once, twice, err)
		}
		if !SameSite(raw, once) {
			t.Fatalf("Canonical(%q) = %q is of another site", raw, once)
		}
	})
}

// FuzzQuick holds that the quick way reads an address as the general way does.
func FuzzQuick(f *testing.F) {
	for _, s := range []string{
		"http://sadaa.example/أخبار/1?t=خبر&x=%d8", "https://sadaa.example", "https://a.b.c-d.example//x//?a?b", "http://sadaa.example/1?",
		"http://sadaa.example/\u00a0x\u200f", "http://sadaa.example/\ufffd\U0010ffff", "http://sadaa.example/a/%2e%2E/b", "http://sadaa.example/l'eau?l'eau",
		"http://a.0x7f/", "http://a.x7f/", "http://xn--a.example/", "http://a--b.example/", "http://-a.example/", "http://a-.example/", "http://a..b/",
		"http://a.b-/", "http://a.b-", "http://a.-b/", "http://a./", "http://.a/", "http://a.b:80/", "http://u@a.b/", "http://a.b/u@:c;d|e", "http://a.b/100%",
		"http://" + strings.Repeat("a", 64) + ".b/", "http://" + strings.Repeat("a.", 126) + "b/", "http://" + strings.Repeat("a.", 127) + "b/", "httpx://a.b/", "http:///a.b/",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := quick(raw)
		if !ok {
			return
		}
		u, err := general(raw)
		if err != nil {
			t.Fatalf("quick(%q) = %q, but general: %v", raw, got, err)
		}
		if want, err := checked(u); err != nil || got != want {
			t.Fatalf("quick(%q) = %q; want %q, %v", raw, got, want, err)
		}
	})
}

// FuzzRedact holds that what is shown is one visible line.
func FuzzRedact(f *testing.F) {
	f.Add("https://u:p@h/?key=v#x")
	f.Fuzz(func(t *testing.T, raw string) {
		got := Redact(raw)
		if strings.ContainsAny(got, "\r\n\x1b\x00\u2028\u202e") || len(got) > maxShown+len("…") {
			t.Fatalf("Redact(%q) = %q", raw, got)
		}
	})
}

// webInput is an absolute web address; dotty leaves out hosts with empty labels,
// which the standard has and nobody can dial, and lone percent signs, which it
// keeps as they are.
var (
	webInput = regexp.MustCompile(`^https?:`)
	dotty    = regexp.MustCompile(`^https?:/*([^/]*\.\.|\./)|%`)
	fragment = regexp.MustCompile(`#.*$`)
)

// TestParseSuite runs the URL Standard's own cases, in the folder that
// SADA_SUITES names, for absolute http and https addresses; without it, a few of
// the same kinds.
func TestParseSuite(t *testing.T) {
	type urlCase struct {
		Input string
		Base  *string
		Href  *string
	}
	own := []string{
		`{"input":"http://EXAMPLE.com:80/a/../b?c#d","href":"http://example.com/b?c#d"}`,
		`{"input":"http://0x7f.1/","href":"http://127.0.0.1/"}`,
		`{"input":"http://a:b:c/","href":null}`,
	}
	lines := suiteLines(t, "whatwg-url/urltestdata.jsonl", own)
	run := 0
	for _, line := range lines {
		var c urlCase
		if err := json.Unmarshal([]byte(line), &c); err != nil || c.Base != nil || !webInput.MatchString(c.Input) || dotty.MatchString(c.Input) {
			continue
		}
		run++
		got, err := Parse(c.Input)
		switch {
		case c.Href == nil && err == nil:
			t.Errorf("Parse(%q) = %q, want an error", c.Input, got)
		case c.Href != nil && got != fragment.ReplaceAllString(*c.Href, ""):
			t.Errorf("Parse(%q) = %q, %v; want %q without its fragment", c.Input, got, err, *c.Href)
		}
	}
	t.Logf("%d cases", run)
}

func suiteLines(t *testing.T, name string, own []string) []string {
	t.Helper()
	dir := os.Getenv("SADA_SUITES")
	if dir == "" {
		return own
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		lines = append(lines, sc.Text())
	}
	return lines
}

package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"sada/crawler"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/internal/fakeweb"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// soakFor names, in the environment, how long TestSoak polls: 30m. Without it,
// it makes soakRuns runs.
const (
	soakFor  = "SADA_SOAK"
	soakRuns = 40
	soakStep = 5 * time.Minute // of the simulated clock, from one run to the next
)

// TestSoak polls, in one process, the press of the demo, outlets that go on
// publishing, correcting and deleting, and servers that hang, refuse and break
// off, as a cron would every five minutes of a clock that a run moves on. It
// prints what the process holds, and fails where that grows.
func TestSoak(t *testing.T) {
	s := newSoak(t)
	d, _ := time.ParseDuration(os.Getenv(soakFor))
	var log soakLog
	started := time.Now()
	for n := 1; ; n++ {
		s.run(t)
		took := time.Since(started)
		if d == 0 && n%(soakRuns/20) == 0 || d > 0 && took >= d*time.Duration(len(log)+1)/60 {
			log = append(log, s.sample(took, n))
		}
		if d == 0 && n >= soakRuns || d > 0 && took >= d {
			break
		}
	}
	log.print(t)
	warm, last := log[len(log)/3], log[len(log)-1]
	if grown := last.goroutines - warm.goroutines; grown > 10 {
		t.Errorf("%d goroutines more than when warm", grown)
	}
	if grown := last.files - warm.files; grown > 10 {
		t.Errorf("%d open files more than when warm", grown)
	}
	if grown := last.heap - warm.heap; grown > 16<<20 {
		t.Errorf("%d bytes of live heap more than when warm", grown)
	}
}

// A soak is a store that is polled again and again.
type soak struct {
	store   *sqlite.Store
	getter  *fetch.Getter
	cfg     config
	press   *fakeweb.Press
	started time.Time
	now     time.Time
	total   crawler.Report
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	s := &soak{started: time.Now(), now: time.Now()}
	var err error
	if s.press, err = fakeweb.Start(fakeweb.Options{Now: s.now, Port: fakeweb.EphemeralPort}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.press.Close() })
	if s.store, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.store.Close() })
	s.cfg = defaults()
	s.cfg.Fetch.Delay, s.cfg.Fetch.Timeout = duration(time.Millisecond), duration(200*time.Millisecond)
	s.cfg.Story.Window = duration(48 * time.Hour)
	opts := s.cfg.fetchOptions(s.store)
	opts.Now = func() time.Time { return s.now }
	opts.AllowNetworks = s.press.Networks()
	feeds := s.press.Feeds()
	for i := range soakOutlets {
		base, network := s.open(t, fmt.Sprintf("127.0.11.%d", i+1), s.outlet(i))
		opts.AllowNetworks = append(opts.AllowNetworks, network)
		feeds = append(feeds, news.Feed{Name: fmt.Sprintf("soak%d", i), URL: base + "/feed", Enabled: true, Origin: "config", Outlet: news.Outlet{Name: fmt.Sprintf("soak%d", i)}})
	}
	if s.getter, err = fetch.New(opts); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.getter.Close)
	if err := s.store.SyncFeeds(t.Context(), feeds); err != nil {
		t.Fatal(err)
	}
	return s
}

// run polls what is due, as one run of cron does, and moves the clock on.
func (s *soak) run(t *testing.T) {
	t.Helper()
	feeds, err := s.store.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var due []news.Feed
	for _, f := range feeds {
		if schedule.Due(f, s.now) {
			due = append(due, f)
		}
	}
	opts := s.cfg.crawlOptions()
	opts.Now = func() time.Time { return s.now }
	r, err := crawler.New(s.getter, s.store, story.New(s.store, s.cfg.storyOptions()), opts).Run(t.Context(), due)
	if err != nil {
		t.Fatal(err)
	}
	s.total.Polled += r.Polled
	s.total.Pages += r.Pages
	s.total.Filed += r.Filed
	s.total.Rechecked += r.Rechecked
	s.total.Revised += r.Revised
	s.total.Gone += r.Gone
	s.total.Failed += r.Failed
	s.press.ResetLog()
	s.now = s.now.Add(soakStep)
}

// soakOutlets is the number of outlets that go on publishing; the last four
// have a server that is not well.
const soakOutlets = 12

// open serves an outlet at ip.
func (s *soak) open(t *testing.T, ip string, h http.Handler) (base string, network netip.Prefix) {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: h}
	done := make(chan struct{})
	go func() { srv.Serve(l); close(done) }()
	t.Cleanup(func() { srv.Close(); <-done })
	return "http://" + l.Addr().String(), netip.MustParsePrefix(ip + "/32")
}

// outlet is what one outlet serves: an article every half hour, a feed of the
// latest twenty, and now and then a correction or a deletion.
func (s *soak) outlet(i int) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		latest := int(s.now.Sub(s.started) / (30 * time.Minute))
		tag := fmt.Sprintf(`"%d"`, latest)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>نبراس</title><language>ar</language>`)
		for k := latest; k >= 0 && k > latest-20; k-- {
			fmt.Fprintf(w, "<item><title>%s</title><link>http://%s/%d</link></item>", soakTitle(i, k), r.Host, k)
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	mux.HandleFunc("/{n}", func(w http.ResponseWriter, r *http.Request) {
		k, _ := strconv.Atoi(r.PathValue("n"))
		age := s.now.Sub(s.started) - time.Duration(k)*30*time.Minute
		if k%11 == 0 && age > 4*time.Hour {
			http.NotFound(w, r)
			return
		}
		edit := 0
		if k%7 == 0 && age > 50*time.Minute {
			edit = 1
		}
		fmt.Fprintf(w, `<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>%s</title></head><body><article><h1>%[1]s</h1>`, soakTitle(i, k))
		for p := range 6 {
			fmt.Fprintf(w, "<p>%s.</p>", soakWords(i, k, p+edit*p, 30))
		}
		fmt.Fprint(w, "</article></body></html>")
	})
	switch i {
	case soakOutlets - 1:
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	case soakOutlets - 2:
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1200")
			w.WriteHeader(http.StatusServiceUnavailable)
		})
	case soakOutlets - 3:
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	case soakOutlets - 4:
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" || len(r.URL.Path)%2 == 0 {
				io.Copy(w, io.LimitReader(blanks{}, 6<<20))
				return
			}
			mux.ServeHTTP(w, r)
		})
	}
	return mux
}

// blanks are blanks without end.
type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// soakTitle is the headline of an article. Every third one is that of the first
// outlet: a repost.
func soakTitle(outlet, k int) string { return soakWords(outlet, k, 99, 7) }

// soakWords returns n words that follow from an article and a place in it.
func soakWords(outlet, k, place, n int) string {
	if k%3 == 0 {
		outlet = 0
	}
	stems := strings.Fields("كتاب مدين جسر نهر سوق وزير طريق مصنع ميناء شرك خبير معلم طالب بحث قانون مجلس حديق مطار قطار سفين محط شارع مسرح متحف ملعب فريق لاعب طبيب دواء مشفى حقل قمح زيت ذهب فضه بيت باب نافذ جدار سقف")
	ends := strings.Fields("ة ات ين ان ها هم نا ية ي و ت ا")
	x := uint64(outlet)*1_000_003 + uint64(k)*10_007 + uint64(place)*101 + 17
	var b strings.Builder
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		fmt.Fprintf(&b, "ال%s%s ", stems[x%uint64(len(stems))], ends[x/97%uint64(len(ends))])
	}
	return strings.TrimSpace(b.String())
}

// A soakSample is what the process holds at one moment.
type soakSample struct {
	at                          time.Duration
	runs                        int
	polled, pages, again, filed int
	heap, resident              int64 // bytes, after a collection
	goroutines, files           int
}

func (s *soak) sample(at time.Duration, runs int) soakSample {
	for range 2 { // what pools hold outlives the first
		debug.FreeOSMemory()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd")
	return soakSample{
		at: at, runs: runs, polled: s.total.Polled, pages: s.total.Pages, again: s.total.Rechecked, filed: s.total.Filed,
		heap: int64(m.HeapAlloc), resident: resident(), goroutines: runtime.NumGoroutine(), files: len(files),
	}
}

// resident returns the bytes of memory that the process has resident.
func resident() int64 {
	text, _ := os.ReadFile("/proc/self/statm")
	var size, pages int64
	fmt.Sscan(string(text), &size, &pages)
	return pages * int64(os.Getpagesize())
}

type soakLog []soakSample

// print writes the samples as a table, and the growth after the first third.
func (l soakLog) print(t *testing.T) {
	t.Helper()
	const mb = 1 << 20
	var b strings.Builder
	fmt.Fprintln(&b, "\n| minute | runs | polls | pages | read again | articles | heap MB | resident MB | goroutines | files |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for i, s := range l {
		if i%max(len(l)/15, 1) != 0 && i != len(l)-1 {
			continue
		}
		fmt.Fprintf(&b, "| %.1f | %d | %d | %d | %d | %d | %.1f | %.1f | %d | %d |\n", s.at.Minutes(), s.runs, s.polled, s.pages, s.again, s.filed,
			float64(s.heap)/mb, float64(s.resident)/mb, s.goroutines, s.files)
	}
	t.Log(b.String())
	if l[len(l)-1].at < 10*time.Minute {
		return // too short for a slope
	}
	warm := l[len(l)/3:]
	t.Logf("after the first third, by least squares: heap %+.2f MB an hour (%+.3f a day of cron), resident %+.2f MB an hour (%+.3f a day of cron)",
		warm.slope(soakSample.hours, soakSample.heapMB), warm.slope(soakSample.days, soakSample.heapMB),
		warm.slope(soakSample.hours, soakSample.residentMB), warm.slope(soakSample.days, soakSample.residentMB))
}

func (s soakSample) hours() float64      { return s.at.Hours() }
func (s soakSample) days() float64       { return (time.Duration(s.runs) * soakStep).Hours() / 24 }
func (s soakSample) heapMB() float64     { return float64(s.heap) / (1 << 20) }
func (s soakSample) residentMB() float64 { return float64(s.resident) / (1 << 20) }

// slope is that of the line of least squares.
func (l soakLog) slope(x, y func(soakSample) float64) float64 {
	var n, sx, sy, sxx, sxy float64
	for _, s := range l {
		n, sx, sy, sxx, sxy = n+1, sx+x(s), sy+y(s), sxx+x(s)*x(s), sxy+x(s)*y(s)
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

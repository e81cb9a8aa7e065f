package fakeweb

import (
	"errors"
	"fmt"
	"hash/fnv"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// A desk is an outlet at work: its address, its articles, its server.
type desk struct {
	outlet
	ip        netip.Addr
	host      string // ip:port
	base      string // http://ip:port
	location  *time.Location
	listener  net.Listener
	server    *http.Server
	articles  []*article // the latest first
	resources map[string]*resource
	missing   *resource // what answers everything else
	flaky     bool
}

// A resource is what answers one address.
type resource struct {
	status      int
	contentType string
	body        []byte
	zipped      []byte // body by gzip, where the desk sends it so
	etag        string
	modified    time.Time
	location    string
	article     bool
	asked       atomic.Bool // answered once already; kept for flaky desks only
}

// openDesks takes an address for each outlet.
func openDesks(opts Options) ([]*desk, error) {
	n := len(outlets)
	if opts.Outlets > 0 {
		n = min(n, opts.Outlets)
	}
	ip := firstAddress
	desks := make([]*desk, 0, n)
	for _, o := range outlets[:n] {
		d, err := openDesk(o, ip, opts)
		if err != nil {
			closeListeners(desks)
			return nil, err
		}
		desks = append(desks, d)
		ip = ip.Next()
	}
	return desks, nil
}

func openDesk(o outlet, ip netip.Addr, opts Options) (*desk, error) {
	location, err := time.LoadLocation(o.zone)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", o.slug, err)
	}
	listener, err := listen(ip, opts.Port)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w%s", o.slug, err, aliasHint(ip, err))
	}
	host := listener.Addr().String()
	return &desk{
		outlet: o, ip: ip, host: host, base: "http://" + host, location: location, listener: listener,
		resources: map[string]*resource{}, flaky: opts.Flaky && o.slug == FlakyOutlet,
	}, nil
}

func listen(ip netip.Addr, port int) (net.Listener, error) {
	switch port {
	case EphemeralPort:
		return listenOn(ip, 0)
	case 0:
		l, err := listenOn(ip, DefaultPort)
		if errors.Is(err, syscall.EADDRINUSE) {
			return listenOn(ip, 0)
		}
		return l, err
	}
	return listenOn(ip, port)
}

func listenOn(ip netip.Addr, port int) (net.Listener, error) {
	return net.Listen("tcp4", fmt.Sprintf("%s:%d", ip, port))
}

// aliasHint says how to get an address that the machine does not have. Linux
// answers on all of 127/8; macOS and the BSDs on 127.0.0.1 only.
func aliasHint(ip netip.Addr, err error) string {
	if !errors.Is(err, syscall.EADDRNOTAVAIL) {
		return ""
	}
	command := "ifconfig lo0 alias %s up"
	if runtime.GOOS == "linux" {
		command = "ip address add %s/8 dev lo"
	}
	return "; give the machine this address with: sudo " + fmt.Sprintf(command, ip)
}

// closeListeners lets go of the addresses of desks that serve nothing yet.
func closeListeners(desks []*desk) {
	for _, d := range desks {
		_ = d.listener.Close() // nothing was accepted, so nothing can be lost
	}
}

// build makes all that the desk answers: feeds, pages, robots.txt, and a front
// page.
func (d *desk) build(opts Options) error {
	d.missing = &resource{status: http.StatusNotFound, contentType: "text/html; charset=utf-8", body: []byte(missingPage)}
	d.addPlain("/robots.txt", "text/plain; charset=utf-8", d.robots)
	d.addPlain("/static/photo.svg", "image/svg+xml", photo)
	if err := d.add("/", d.home(), d.page(http.StatusOK, opts.Now)); err != nil {
		return err
	}
	for _, f := range d.feeds {
		body, err := d.feed(f)
		if err != nil {
			return fmt.Errorf("feed %s: %w", f.name, err)
		}
		res := &resource{status: http.StatusOK, contentType: contentType(feedTypes, f.form, d.charset), modified: d.newest()}
		if err := d.add(f.path, body, res); err != nil {
			return fmt.Errorf("feed %s: %w", f.name, err)
		}
	}
	for _, a := range d.articles {
		if err := d.addArticle(a); err != nil {
			return fmt.Errorf("article %s: %w", a.slug, err)
		}
	}
	return d.zipAll()
}

func (d *desk) zipAll() error {
	if !d.gzip {
		return nil
	}
	var err error
	for _, res := range d.resources {
		if res.zipped, err = zip(res.body); err != nil {
			return err
		}
	}
	d.missing.zipped, err = zip(d.missing.body)
	return err
}

const (
	photo       = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#ccc"/></svg>`
	missingPage = `<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>404</title></head><body><h1>الصفحة غير موجودة</h1></body></html>`
	paywallPage = `<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>للمشتركين</title></head><body><h1>هذا المحتوى متاح للمشتركين فقط</h1></body></html>`
)

func (d *desk) page(status int, modified time.Time) *resource {
	return &resource{status: status, contentType: "text/html; charset=" + d.charset, modified: modified}
}

func (d *desk) addPlain(path, contentType, body string) {
	d.resources[path] = &resource{status: http.StatusOK, contentType: contentType, body: []byte(body)}
}

// add files a resource under its address, in the desk's charset and with the
// validators that the desk sends.
func (d *desk) add(path string, body []byte, res *resource) error {
	encoded, err := d.encode(body)
	if err != nil {
		return err
	}
	if _, taken := d.resources[path]; taken {
		return fmt.Errorf("address %s is taken", path)
	}
	res.body = encoded
	if d.verify.etag {
		res.etag = etagOf(encoded)
	}
	if !d.verify.modified {
		res.modified = time.Time{}
	}
	d.resources[path] = res
	return nil
}

func etagOf(body []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(body) // a hash takes everything
	return fmt.Sprintf(`"%x"`, h.Sum64())
}

// encode turns UTF-8 into the desk's charset. What windows-1256 lacks becomes a
// character reference.
func (d *desk) encode(body []byte) ([]byte, error) {
	if d.charset == utf8Charset {
		return body, nil
	}
	return encoding.HTMLEscapeUnsupported(charmap.Windows1256.NewEncoder()).Bytes(body)
}

// addArticle files an article's page and its other addresses.
func (d *desk) addArticle(a *article) error {
	if a.status() == http.StatusNotFound {
		return nil
	}
	body := []byte(paywallPage)
	if a.status() == http.StatusOK {
		var err error
		if body, err = a.render(d.layout); err != nil {
			return err
		}
	}
	res := d.page(a.status(), a.published)
	res.article = true
	if err := d.add(a.path, body, res); err != nil {
		return err
	}
	if a.has(markShort) {
		d.resources[a.shortPath()] = &resource{status: http.StatusMovedPermanently, contentType: "text/html", location: a.url()}
	}
	if d.slug != ampOutlet {
		return nil
	}
	twin, err := a.render("amp")
	if err != nil {
		return err
	}
	return d.add(a.ampPath(), twin, d.page(http.StatusOK, a.published))
}

// ampOutlet is the one outlet whose pages have AMP twins.
const ampOutlet = "qindil.example"

// newest is when the desk last published: the future-dated do not count.
func (d *desk) newest() time.Time {
	var newest time.Time
	for _, a := range d.articles {
		if !a.has(markFuture) && a.published.After(newest) {
			newest = a.published
		}
	}
	return newest
}

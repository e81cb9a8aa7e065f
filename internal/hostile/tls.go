package hostile

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net"
	"sync"
	"time"
)

// A Host is a server that goes wrong below HTTP, with a listener of its own.
type Host struct {
	Name  string
	Does  string
	Kind  string // of the error; empty: the document is got
	Says  string
	Waits bool // only a deadline ends it

	serve func(net.Conn)
	conf  func(*authority, string) *tls.Config // nil: serve is given the bare connection
}

// An authority signs certificates that a client can be told to trust.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Trust is the authority behind the certificates of hosts that are as they
// should be.
type Trust struct{ ca *authority }

// NewTrust makes an authority.
func NewTrust() (*Trust, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hostile"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &Trust{&authority{cert, key}}, err
}

// Pool holds the authority.
func (t *Trust) Pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(t.ca.cert)
	return p
}

// sign makes a certificate for an address of loopback, from and until so many
// hours from now; by the authority, or by itself for nil.
func sign(by *authority, ip string, from, until time.Duration) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // the system has no random numbers
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: ip}, IPAddresses: []net.IP{net.ParseIP(ip)},
		NotBefore: time.Now().Add(from), NotAfter: time.Now().Add(until), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if by == nil {
		by = &authority{form, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, form, by.cert, &key.PublicKey, by.key)
	if err != nil {
		panic(err) // the form is our own
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// good is a configuration with a certificate that holds.
func good(ca *authority, ip string) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{sign(ca, ip, -time.Hour, time.Hour)}}
}

// Handshakes are the ways in which a handshake of TLS goes wrong.
func Handshakes() []Host {
	with := func(cert func(*authority, string) tls.Certificate) func(*authority, string) *tls.Config {
		return func(ca *authority, ip string) *tls.Config {
			return &tls.Config{Certificates: []tls.Certificate{cert(ca, ip)}}
		}
	}
	page := func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage")
	}
	return []Host{
		{Name: "a certificate that holds", Does: "answers over TLS as it should", conf: good, serve: page},
		{Name: "signed by itself", Does: "signs its certificate itself", Kind: "tls", Says: "unknown authority", serve: page, conf: with(func(_ *authority, ip string) tls.Certificate { return sign(nil, ip, -time.Hour, time.Hour) })},
		{Name: "expired", Does: "shows a certificate that has expired", Kind: "tls", Says: "expired", serve: page, conf: with(func(ca *authority, ip string) tls.Certificate { return sign(ca, ip, -2*time.Hour, -time.Hour) })},
		{Name: "not yet valid", Does: "shows a certificate that is not valid yet", Kind: "tls", Says: "not yet valid", serve: page, conf: with(func(ca *authority, ip string) tls.Certificate { return sign(ca, ip, time.Hour/2, time.Hour) })},
		{Name: "another name", Does: "shows the certificate of another name", Kind: "tls", Says: "certificate is valid for", serve: page, conf: with(func(ca *authority, _ string) tls.Certificate {
			return sign(ca, "127.254.254.254", -time.Hour, time.Hour)
		})},
		{Name: "TLS 1.1", Does: "speaks TLS 1.1 at most", Kind: "tls", Says: "protocol version", serve: page, conf: func(ca *authority, ip string) *tls.Config {
			c := good(ca, ip)
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
			return c
		}},
		{Name: "no TLS there", Does: "answers the handshake in plain HTTP", Kind: "tls", Says: "HTTP response to HTTPS client", serve: page},
		{Name: "bytes for a handshake", Does: "answers the handshake with other bytes", Kind: "tls", serve: func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, "\x00\x01\x02\x03 no record of TLS")
		}},
		{Name: "closed in the handshake", Does: "closes in the handshake", Kind: "truncated", serve: func(conn net.Conn) { _, _ = conn.Read(make([]byte, 4096)) }},
		{Name: "stalled handshake", Does: "is silent in the handshake", Kind: "timeout", Waits: true, serve: func(conn net.Conn) { drain(conn) }},
		{Name: "dripped handshake", Does: "sends its handshake byte by byte", Kind: "timeout", Waits: true, serve: func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, "\x16\x03\x03\x40\x00") // a record of 16 KiB
			Drip(100*time.Millisecond, "a")(conn)
		}},
		{Name: "silent after the handshake", Does: "is silent after the handshake", Kind: "timeout", Waits: true, conf: good, serve: func(conn net.Conn) { drain(conn) }},
	}
}

// drain takes what comes until the client leaves.
func drain(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// Start serves the host at an address of loopback until stop is called.
func (h Host) Start(t *Trust, ip string) (url string, stop func(), err error) {
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		return "", nil, err
	}
	url = fmt.Sprintf("https://%s/page", l.Addr())
	if h.conf != nil {
		l = tls.NewListener(l, h.conf(t.ca, ip))
	}
	var mu sync.Mutex
	var open []net.Conn
	var working sync.WaitGroup
	working.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // by stop
			}
			mu.Lock()
			open = append(open, conn)
			mu.Unlock()
			working.Go(func() { h.serve(conn); _ = conn.Close() })
		}
	})
	return url, func() {
		_ = l.Close()
		mu.Lock()
		for _, c := range open {
			_ = c.Close()
		}
		mu.Unlock()
		working.Wait()
	}, nil
}

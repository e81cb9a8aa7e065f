package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"sada/arabic"
	"sada/crawler/address"
)

// A Kind says which of the things that can go wrong did.
type Kind string

// The kinds of error.
const (
	Status    Kind = "status"     // the server answered with a status that is no document; Error.Status
	Robots    Kind = "robots"     // robots.txt forbids the address, or could not be had; Error.Rule
	Network   Kind = "network"    // the address belongs to a network that is not allowed
	TooLarge  Kind = "too_large"  // a bound on body or headers was hit
	Truncated Kind = "truncated"  // the document ended before its end, or is empty
	Timeout   Kind = "timeout"    // no whole answer in time
	Redirects Kind = "redirects"  // a loop, or more than Options.MaxRedirects
	BadURL    Kind = "bad_url"    // not a web address
	TLS       Kind = "tls"        // the certificate or the handshake is bad
	DNS       Kind = "dns"        // the host's name has no address
	Connect   Kind = "connect"    // nothing answers there
	Protocol  Kind = "protocol"   // an answer that is not HTTP as it should be
	HostWaits Kind = "host_waits" // the host asked not to be asked before Error.After
	Canceled  Kind = "canceled"   // the caller's context ended
)

// ErrHostWaits is inside every error of kind HostWaits.
var ErrHostWaits = errors.New("the host asked to be left alone for a while")

// An Error is why an address could not be got.
type Error struct {
	Kind   Kind
	URL    string    // the address that failed, at the end of any redirects; secrets hidden
	Status int       // HTTP status; 0 if no answer came
	Rule   string    // the line of robots.txt that forbids the address
	Retry  bool      // the same request may work later
	After  time.Time // not to be tried before; zero if the server named no time
	Err    error
}

// Error returns one line without control characters: "get URL: cause".
func (e *Error) Error() string {
	return "get " + e.URL + ": " + oneLine(e.Err.Error())
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// maxCause is the length in bytes to which a cause is cut: some quote what the
// server sent.
const maxCause = 400

func oneLine(s string) string {
	s = arabic.OneLine(s)
	if len(s) <= maxCause {
		return s
	}
	return strings.ToValidUTF8(s[:maxCause], "") + "…" // without half a letter
}

// fail returns an error about one address.
func fail(kind Kind, at string, err error) *Error {
	return &Error{Kind: kind, URL: address.Redact(at), Retry: worthRetry[kind], Err: err}
}

// worthRetry are the kinds that pass by themselves: servers that come back,
// certificates that are renewed. A status is judged by its number.
var worthRetry = map[Kind]bool{
	Truncated: true, Timeout: true, TLS: true, DNS: true, Connect: true,
	Protocol: true, HostWaits: true, Canceled: true,
}

// failStatus returns the error for an answer that is no document.
func failStatus(at string, status int, after time.Time) *Error {
	e := fail(Status, at, errors.New(statusText(status)))
	e.Status, e.After = status, after
	e.Retry = status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout
	return e
}

func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}

// explain finds the kind of an error that came up while a server was asked. The
// caller's own context comes first: what it ended is not the server's fault.
func explain(ctx context.Context, at string, err error) *Error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	if ctx.Err() != nil {
		return fail(Canceled, at, context.Cause(ctx))
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // without the address, which may hold a password
	}
	if strings.Contains(err.Error(), "response headers exceeded") || strings.Contains(err.Error(), "response header list larger") { // net/http has no names for them
		err = fmt.Errorf("headers %w", &tooLarge{maxHeaders})
	}
	return fail(kindOf(err), at, err)
}

func kindOf(err error) Kind {
	_, refused := errors.AsType[*refusal](err)
	_, large := errors.AsType[*tooLarge](err)
	_, named := errors.AsType[*net.DNSError](err)
	switch {
	case refused:
		return Network
	case large:
		return TooLarge
	case isTimeout(err):
		return Timeout
	case named:
		return DNS
	case isTLS(err):
		return TLS
	case isDial(err):
		return Connect
	case isBrokenOff(err):
		return Truncated
	}
	return Protocol
}

func isBrokenOff(err error) bool {
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		strings.HasPrefix(err.Error(), "stream error: ") || strings.Contains(err.Error(), "GOAWAY") // HTTP/2, as net/http words it
}

func isTimeout(err error) bool {
	timed, ok := errors.AsType[net.Error](err)
	return errors.Is(err, context.DeadlineExceeded) || ok && timed.Timeout()
}

func isDial(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

func isTLS(err error) bool {
	_, cert := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	_, host := errors.AsType[x509.HostnameError](err)
	return cert || record || alert || host ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "HTTP response to HTTPS client")
}

package fetch

import (
	"fmt"
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// A guard refuses connections into networks that are not the open web: loopback,
// private and link-local ranges, the shared space of providers, documentation,
// multicast, NAT64, and all else that IANA's special-purpose registries list. It
// looks at the address dialled, each time one is dialled; so it makes no
// difference how a name resolves, how a number was spelled, or who redirected
// there.
type guard struct {
	allowed []netip.Prefix
	public  *ssrf.Guardian
}

func newGuard(allowed []netip.Prefix) *guard {
	return &guard{allowed: allowed, public: ssrf.New(ssrf.WithAnyPort())}
}

// A refusal is an address that the guard let nobody dial.
type refusal struct {
	addr netip.Addr
	rule error
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s is in a network that is not fetched from (%v); fetch.allow_networks can allow it", r.addr, r.rule)
}

// control is called by net.Dialer between the resolving of a name and the
// connection.
func (g *guard) control(_, target string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(target)
	if err != nil {
		return fmt.Errorf("dial %s: %w", target, err)
	}
	return g.check(ap.Addr())
}

func (g *guard) check(addr netip.Addr) error {
	addr = addr.Unmap() // ::ffff:127.0.0.1 is 127.0.0.1
	plain := addr.WithZone("")
	for _, p := range g.allowed {
		if p.Contains(plain) {
			return nil
		}
	}
	if err := g.public.SafeAddr(addr); err != nil {
		return &refusal{addr: addr, rule: err}
	}
	return nil
}

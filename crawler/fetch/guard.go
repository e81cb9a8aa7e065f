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
}

func newGuard(allowed []netip.Prefix) *guard { return &guard{allowed: allowed} }

// A refusal is an address that the guard let nobody dial.
type refusal struct {
	addr netip.Addr
	rule string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s %s, so it is not of the open web; fetch.allow_networks can allow it", r.addr, r.rule)
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
	if rule := specialPurpose(addr); rule != "" {
		return &refusal{addr: addr, rule: rule}
	}
	return nil
}

// specialPurpose says by which entry of the registries an address is none of the
// open web; empty if it is. An address with a zone is in no network of the web.
func specialPurpose(addr netip.Addr) string {
	denied := ssrf.IPv4DeniedPrefixes
	if addr.Is6() {
		if !ssrf.IPv6GlobalUnicast.Contains(addr) {
			return "does not belong to " + ssrf.IPv6GlobalUnicast.String()
		}
		denied = ssrf.IPv6DeniedPrefixes
	}
	for _, p := range denied {
		if p.Contains(addr) {
			return "belongs to " + p.String()
		}
	}
	return ""
}

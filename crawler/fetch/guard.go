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
	return g.check(ap)
}

func (g *guard) check(target netip.AddrPort) error {
	addr := target.Addr().Unmap() // ::ffff:127.0.0.1 is 127.0.0.1
	plain := addr.WithZone("")
	for _, p := range g.allowed {
		if p.Contains(plain) {
			return nil
		}
	}
	if rule := specialPurpose(addr); rule != "" {
		return &refusal{addr: addr, rule: rule}
	}
	if otherPorts[target.Port()] {
		return &refusal{addr: addr, rule: fmt.Sprintf("is asked at port %d, which belongs to another protocol", target.Port())}
	}
	return nil
}

// otherPorts are those of protocols that could take a request for one of theirs:
// mail, news, chat, printers and the like, which browsers do not connect to
// either (https://fetch.spec.whatwg.org/#port-blocking).
var otherPorts = func() map[uint16]bool {
	ports := map[uint16]bool{}
	for _, p := range []uint16{
		1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113,
		115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556,
		563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
		6668, 6669, 6679, 6697, 10080,
	} {
		ports[p] = true
	}
	return ports
}()

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

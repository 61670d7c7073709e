// Package visitor tells who is at the other end of a request: the address in
// front of the proxies that are trusted, and the country that it is in.
package visitor

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Headers in which a proxy tells whom it speaks for.
const (
	XForwardedFor = "X-Forwarded-For"
	Forwarded     = "Forwarded" // RFC 7239
)

// Networks is a list of networks. The zero value contains nothing.
type Networks []netip.Prefix

// ParseNetworks reads networks such as 10.0.0.0/8 and single addresses.
func ParseNetworks(texts []string) (Networks, error) {
	list := make(Networks, 0, len(texts))
	for _, text := range texts {
		p, err := ParseNetwork(text)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// ParseNetwork reads a network or a single address.
func ParseNetwork(text string) (netip.Prefix, error) {
	text = strings.TrimSpace(text)
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		addr = addr.Unmap()
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil || p.Addr().Is4In6() {
		return netip.Prefix{}, fmt.Errorf("%q is not accepted; give an address or a network such as 203.0.113.0/24 or 2001:db8::/32", text)
	}
	return p.Masked(), nil
}

// HomeBits are those of the network that one device or home has to itself in
// IPv6, where an address costs nothing.
const HomeBits = 64

// Network is an IPv4 address, or the network of so many bits that an IPv6
// address lies in. An unknown address is a network like any other.
func Network(addr netip.Addr, bits int) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	if !addr.Is6() {
		bits = addr.BitLen()
	}
	return netip.PrefixFrom(addr, bits).Masked()
}

// Contains reports whether an address lies in one of the networks.
func (n Networks) Contains(addr netip.Addr) bool {
	for _, p := range n {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// Proxies knows which peers are our own proxies or a CDN's, whose word on the
// client's address is taken. The zero value trusts nobody.
type Proxies struct {
	Trusted Networks
	// Header is the one header that they set: XForwardedFor, which "" means
	// too, or Forwarded. The other is never read, because a proxy that does not
	// set it lets through what the client wrote.
	Header string
}

// Address returns the address of the client: the peer's or, when that is a
// trusted proxy, the last one in the header that is not. What cannot be read
// ends the search at the proxy that passed it on. IPv4 is never in its IPv6
// form. The result is invalid only when the request has no peer address.
func (p *Proxies) Address(r *http.Request) netip.Addr {
	addr := peer(r)
	lines := r.Header.Values(p.header())
	for i := len(lines) - 1; i >= 0; i-- {
		rest := lines[i]
		for more := true; more; {
			if !p.Trusted.Contains(addr) {
				return addr
			}
			var hop string
			if rest, hop, more = cutLast(rest); hop == "" {
				continue // an empty element says nothing
			}
			next, ok := p.parse(hop)
			if !ok {
				return addr
			}
			addr = next
		}
	}
	return addr
}

// Vouched reports whether a trusted proxy passed the request on, so that its
// other headers may be believed.
func (p *Proxies) Vouched(r *http.Request) bool { return p.Trusted.Contains(peer(r)) }

func (p *Proxies) header() string {
	if p.Header == "" {
		return XForwardedFor
	}
	return p.Header
}

func (p *Proxies) parse(hop string) (netip.Addr, bool) {
	if p.header() == Forwarded {
		return parseForwarded(hop)
	}
	return parseNode(hop)
}

func peer(r *http.Request) netip.Addr {
	addr, _ := parseNode(r.RemoteAddr)
	return addr
}

// cutLast takes the last element off a comma list.
func cutLast(list string) (rest, last string, more bool) {
	i := strings.LastIndexByte(list, ',')
	return list[:max(i, 0)], strings.TrimSpace(list[i+1:]), i >= 0
}

// parseForwarded returns the address in for= of one element of RFC 7239. An
// address has no comma, so that what stands before the last one, hostile
// quotes included, does not matter.
func parseForwarded(element string) (netip.Addr, bool) {
	for pair := range strings.SplitSeq(element, ";") {
		name, value, _ := strings.Cut(pair, "=")
		if strings.EqualFold(strings.TrimSpace(name), "for") {
			value = strings.TrimSpace(value)
			if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
				value = value[1 : len(value)-1]
			}
			return parseNode(value)
		}
	}
	return netip.Addr{}, false
}

// parseNode reads an address with or without a port: 192.0.2.1,
// 192.0.2.1:80, 2001:db8::1, [2001:db8::1], [2001:db8::1]:80.
func parseNode(text string) (netip.Addr, bool) {
	if len(text) > 64 {
		return netip.Addr{}, false
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		if inner, ok := strings.CutPrefix(text, "["); ok && strings.HasSuffix(inner, "]") {
			addr, err = netip.ParseAddr(inner[:len(inner)-1])
		} else {
			var with netip.AddrPort
			with, err = netip.ParseAddrPort(text)
			addr = with.Addr()
		}
	}
	return addr.Unmap().WithZone(""), err == nil
}

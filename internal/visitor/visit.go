package visitor

import (
	"net/netip"
	"net/url"
	"time"
)

// Visit is a request as far as it tells who makes it, and from where.
type Visit struct {
	Path     string // decoded
	Query    url.Values
	Address  netip.Addr // of the client, IPv4 not in its IPv6 form
	Referrer string
	Agent    string
	Country  func() string // ISO 3166-1 in upper case or ""; asked when needed; nil = unknown
	Now      time.Time
}

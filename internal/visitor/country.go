package visitor

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/oschwald/maxminddb-golang/v2"
)

// Countries tells the country of a visitor. The zero value knows none.
type Countries struct {
	// Header is where a trusted proxy or CDN says the country, such as
	// CF-IPCountry; "" means nowhere.
	Header string

	database *maxminddb.Reader
}

// Open adds a database in MaxMind's format, which has the country's code at
// country.iso_code. The caller closes the Countries.
func (c *Countries) Open(path string) (err error) {
	c.database, err = maxminddb.Open(path)
	return err
}

// Close closes the database. It may be called twice, and without one.
func (c *Countries) Close() error {
	if c.database == nil {
		return nil
	}
	db := c.database
	c.database = nil
	return db.Close()
}

// Of returns the ISO 3166-1 code of the country a request comes from, in
// upper case, or "" when it is not known. The header is believed only from
// trusted proxies, and before the database.
func (c *Countries) Of(r *http.Request, proxies *Proxies, addr netip.Addr) string {
	if c.Header != "" && proxies.Vouched(r) {
		if code := ParseCountry(r.Header.Get(c.Header)); code != "" {
			return code
		}
	}
	if c.database == nil || !addr.IsValid() {
		return ""
	}
	var code string
	if err := c.database.Lookup(addr).DecodePath(&code, "country", "iso_code"); err != nil {
		return ""
	}
	return ParseCountry(code)
}

// ParseCountry returns a two-letter code in upper case, or "" for anything
// else and for the codes that CDNs use for "unknown" and Tor.
func ParseCountry(text string) string {
	code := strings.ToUpper(strings.TrimSpace(text))
	if len(code) != 2 || code == "XX" || code == "ZZ" {
		return ""
	}
	for i := range 2 {
		if code[i] < 'A' || code[i] > 'Z' {
			return ""
		}
	}
	return code
}

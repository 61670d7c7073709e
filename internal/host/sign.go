package host

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kinora/internal/address"
	"kinora/internal/fault"
)

// Link is how long a link holds, and for whom.
type Link struct {
	Expires time.Time  // to the second
	IP      netip.Addr // needed, and used, where the host binds tokens
	// Speed and Buffer are signed into the query of an MP4, such as 500k and
	// 10M; "" for none.
	Speed, Buffer string
	// Query puts the token of an MP4 into its query even without a speed, so
	// that it opens that file alone.
	Query bool
}

// Sign returns the address of something below a video or a playlist, such as
// https://cdn.example.org/videos/4321_Ab3d/master.m3u8, or of its page, with a
// token of the host. A token that stands in it already is replaced.
func (n *Host) Sign(address *url.URL, l Link) (*url.URL, error) {
	if n.Secret == "" {
		return nil, fault.New(fault.Invalid, "host "+n.Name+" has no secret")
	}
	prefix, id, file, ok := split(address.Path)
	if !ok {
		return nil, fault.New(fault.Invalid, "the path must be like /videos/4321_Ab3d/master.m3u8")
	}
	ip := ""
	if n.BindIP {
		if !l.IP.IsValid() {
			return nil, fault.New(fault.Invalid, "tokens of host "+n.Name+" hold for one address; name it")
		}
		ip = l.IP.Unmap().String()
	}
	signed := *address
	signed.RawPath, signed.RawQuery = "", ""
	expires := strconv.FormatInt(l.Expires.Unix(), 10)
	if l.Query || l.Speed != "" || l.Buffer != "" {
		signed.Path = prefix + id + "/" + file
		return &signed, n.signMP4(&signed, l, expires, ip)
	}
	signed.Path = strings.TrimSuffix(prefix+id+"/"+PathToken(n.Secret, id, expires, ip)+"/"+expires+"/"+file, "/")
	return &signed, nil
}

func (n *Host) signMP4(signed *url.URL, l Link, expires, ip string) error {
	uri, ok := mp4URI(signed.Path)
	if !ok {
		return fault.New(fault.Invalid, "speed, buffer and tokens in the query are for MP4 files")
	}
	if !isRate(l.Speed) || !isRate(l.Buffer) {
		return fault.New(fault.Invalid, "speed and buffer are bytes, such as 500000, 500k or 10M")
	}
	signed.RawQuery = "md5=" + MP4Token(n.Secret, uri, expires, l.Speed, l.Buffer, ip) + "&expires=" + expires
	if l.Speed != "" {
		signed.RawQuery += "&speed=" + l.Speed
	}
	if l.Buffer != "" {
		signed.RawQuery += "&buffer=" + l.Buffer
	}
	return nil
}

// split takes a path apart: "/videos/" or "/playlists/", the id, and the file
// without a token, "" for the page.
func split(path string) (prefix, id, file string, ok bool) {
	for _, prefix := range []string{address.VideosPrefix, address.PlaylistsPrefix} {
		if below, found := strings.CutPrefix(path, prefix); found {
			id, rest, _ := strings.Cut(below, "/")
			_, file, _ := cutToken(rest)
			return prefix, id, file, strings.Contains(id, "_")
		}
	}
	return "", "", "", false
}

package host

import (
	"crypto/md5"
	"encoding"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/visitor"
)

// The first six are published by the service that these links come from, with
// the sample secret of its manual.
func TestVectors(t *testing.T) {
	const (
		sample, file = "MySecr3tStr1ng", "/videos/279481_1053391/qid2920v1_h264_4050_1080_1.mp4"
		secret, id   = "k3y-of-my-edge", "4321_Ab3dE5gH7jK9mN1p"
		mp4          = "/videos/" + id + "/qid3570v1_h264_1800_720.mp4"
		expires      = "1893456000"
		ip           = "203.0.113.9"
	)
	for _, c := range []struct{ got, want string }{
		{MP4Token(sample, file, "1743167062", "", "", ""), "QX39c77lbQKvYgMMAvpyMQ"},
		{MP4Token(sample, file, "1743167062", "1000k", "", ""), "UcB_lMku9m-MtxIEos_V-w"},
		{MP4Token(sample, file, "1743167062", "1000k", "2000k", ""), "yGa6cK0jM4YvwaSUEPvwMA"},
		{MP4Token(sample, file, "1743167062", "", "", "1.2.3.4"), "SZMnuXQv-81sVqslGtXwlA"},
		{MP4Token(sample, file, "1743167062", "1000k", "", "1.2.3.4"), "fhhV7JWE7c1HGjD7Vu5XsA"},
		{MP4Token(sample, file, "1743167062", "1000k", "2000k", "1.2.3.4"), "by-olfoRZ3-Nntli7_2Ecw"},

		{PathToken(secret, id, expires, ""), "BH-qlRn2dnhxDepgxx1jVQ"},
		{PathToken(secret, id, expires, ip), "_6HNJbMuuohvkPwQF_K0yQ"},
		{MP4Token(secret, mp4, expires, "", "", ""), "JpufP17cNWD72GRpYq1rxQ"},
		{MP4Token(secret, mp4, expires, "500K", "", ""), "LJFWTulhxh-6SdtTtSDTjg"},
		{MP4Token(secret, mp4, expires, "500K", "10M", ""), "Wq7YMw7ha2arDDDWwqdNfw"},
		{MP4Token(secret, mp4, expires, "500K", "10M", ip), "FJgghOWZh8VezBXGi3fU8A"},
		{CDNToken(secret, "/videos/"+id+"/", expires, ""), "TH4BGEb9KU3jxJl9N8tjxg"},
		{CDNToken(secret, "/pics/a.png", expires, ip), "EFRriDWFgI8-cRhKbyI60g"},
	} {
		require.Equal(t, c.want, c.got)
	}
}

const (
	testSecret = "k3y-of-my-edge"
	testID     = "4321_Ab3dE5gH7jK9mN1p"
	testIP     = "203.0.113.9"
	later      = "1893456000"
	earlier    = "1000000000"
)

func gate(t testing.TB, change ...func(*Host)) *Gate {
	t.Helper()
	h := Host{AccountID: 4321, Name: "cdn.example.org", Token: true, Secret: testSecret}
	for _, f := range change {
		f(&h)
	}
	require.NoError(t, h.normalize())
	g, err := newGate(h)
	require.NoError(t, err)
	return g
}

func bound(h *Host) { h.BindIP = true }
func open(h *Host)  { h.Token = false }

// visit is of a path with a query at a moment between earlier and later.
func visit(t testing.TB, address string) *visitor.Visit {
	u, err := url.Parse(address)
	require.NoError(t, err)
	return &visitor.Visit{Path: u.Path, Query: u.Query(), Address: netip.MustParseAddr(testIP), Now: time.Unix(1_800_000_000, 0)}
}

func TestEnter(t *testing.T) {
	const (
		video = "/videos/" + testID + "/"
		mp4   = video + "qid3570v1_h264_1800_720.mp4"
	)
	path := func(expires, ip string) string {
		return PathToken(testSecret, testID, expires, ip) + "/" + expires + "/"
	}
	query := func(file, speed, buffer, ip string) string {
		return "?md5=" + MP4Token(testSecret, file, later, speed, buffer, ip) + "&expires=" + later
	}
	cdn := func(file, name string) string {
		return "?" + name + "=" + CDNToken(testSecret, file, later, "") + "&expires=" + later
	}
	plain, ips, free := gate(t), gate(t, bound), gate(t, open)
	for name, c := range map[string]struct {
		gate *Gate
		url  string
		path string // "" when there is an error
		err  error
	}{
		"no token":                      {plain, video + "master.m3u8", "", ErrToken},
		"the page":                      {plain, "/videos/" + testID, "/videos/" + testID, nil},
		"another account":               {plain, "/videos/1_Ab3dE5gH7jK9mN1p/master.m3u8", "", ErrForeign},
		"another account's page":        {plain, "/videos/1_Ab3dE5gH7jK9mN1p", "", ErrForeign},
		"no account":                    {plain, "/videos/x_y/master.m3u8", "", ErrForeign},
		"no name":                       {plain, "/videos/4321/master.m3u8", "", ErrForeign},
		"manifest":                      {plain, video + path(later, "") + "master.m3u8", video + "master.m3u8", nil},
		"segment":                       {plain, video + path(later, "") + "segment-1-s0q3570v1-v1-a1.ts", video + "segment-1-s0q3570v1-v1-a1.ts", nil},
		"MP4 by the path":               {plain, video + path(later, "") + "720.mp4/download=a", video + "720.mp4/download=a", nil},
		"nothing below the token":       {plain, video + path(later, ""), "", ErrToken},
		"wrong token":                   {plain, video + "AAAAAAAAAAAAAAAAAAAAAA/" + later + "/master.m3u8", "", ErrToken},
		"short token":                   {plain, video + "abc/" + later + "/master.m3u8", "", ErrToken},
		"expires is not a number":       {plain, video + PathToken(testSecret, testID, "0x70000000", "") + "/0x70000000/master.m3u8", "", ErrToken},
		"expires with a sign":           {plain, video + PathToken(testSecret, testID, "+"+later, "") + "/+" + later + "/master.m3u8", "", ErrToken},
		"expires changed":               {plain, video + PathToken(testSecret, testID, later, "") + "/1993456000/master.m3u8", "", ErrToken},
		"expired":                       {plain, video + path(earlier, "") + "master.m3u8", "", ErrExpired},
		"expired and wrong":             {plain, video + "AAAAAAAAAAAAAAAAAAAAAA/" + earlier + "/master.m3u8", "", ErrToken},
		"the very second":               {plain, video + path("1800000000", "") + "master.m3u8", "", ErrExpired},
		"the second before":             {plain, video + path("1800000001", "") + "master.m3u8", video + "master.m3u8", nil},
		"another video's token":         {plain, "/videos/4321_other/" + path(later, "") + "master.m3u8", "", ErrToken},
		"bound":                         {ips, video + path(later, testIP) + "master.m3u8", video + "master.m3u8", nil},
		"bound to another":              {ips, video + path(later, "203.0.113.8") + "master.m3u8", "", ErrToken},
		"bound to another, and expired": {ips, video + path(earlier, "203.0.113.8") + "master.m3u8", "", ErrToken},
		"not bound where it must be":    {ips, video + path(later, "") + "master.m3u8", "", ErrToken},
		"bound where it must not be":    {plain, video + path(later, testIP) + "master.m3u8", "", ErrToken},

		"MP4":                          {plain, mp4 + query(mp4, "", "", ""), mp4, nil},
		"MP4, alias":                   {plain, mp4 + strings.Replace(query(mp4, "", "", ""), "md5", "token", 1), mp4, nil},
		"MP4, download":                {plain, mp4 + "/download" + query(mp4, "", "", ""), mp4 + "/download", nil},
		"MP4, named download":          {plain, mp4 + "/download=x.y" + query(mp4, "", "", ""), mp4 + "/download=x.y", nil},
		"MP4, speed":                   {plain, mp4 + query(mp4, "500K", "", "") + "&speed=500K", mp4, nil},
		"MP4, speed and buffer":        {plain, mp4 + query(mp4, "500K", "10M", "") + "&speed=500K&buffer=10M", mp4, nil},
		"MP4, bound":                   {ips, mp4 + query(mp4, "500K", "10M", testIP) + "&speed=500K&buffer=10M", mp4, nil},
		"MP4, bound to another":        {ips, mp4 + query(mp4, "500K", "10M", "1.1.1.1") + "&speed=500K&buffer=10M", "", ErrToken},
		"MP4, speed changed":           {plain, mp4 + query(mp4, "500K", "", "") + "&speed=501K", "", ErrToken},
		"MP4, speed spelled otherwise": {plain, mp4 + query(mp4, "500K", "", "") + "&speed=500k", "", ErrToken},
		"MP4, speed left out":          {plain, mp4 + query(mp4, "500K", "", ""), "", ErrToken},
		"MP4, speed added":             {plain, mp4 + query(mp4, "", "", "") + "&speed=1", "", ErrToken},
		"MP4, buffer changed":          {plain, mp4 + query(mp4, "500K", "10M", "") + "&speed=500K&buffer=90M", "", ErrToken},
		"MP4, second speed":            {plain, mp4 + query(mp4, "500K", "", "") + "&speed=500K&speed=900M", mp4, nil}, // the first counts
		"MP4, another file":            {plain, video + "x.mp4" + query(mp4, "", "", ""), "", ErrToken},
		"MP4 token on a manifest":      {plain, video + "master.m3u8" + query(video+"master.m3u8", "", "", ""), "", ErrToken},
		"MP4, expired":                 {plain, mp4 + "?md5=" + MP4Token(testSecret, mp4, earlier, "", "", "") + "&expires=" + earlier, "", ErrExpired},
		"MP4, without expires":         {plain, mp4 + "?md5=" + MP4Token(testSecret, mp4, "", "", "", ""), "", ErrToken},
		"the path decides, good":       {plain, video + path(later, "") + "720.mp4?md5=AAAAAAAAAAAAAAAAAAAAAA&expires=" + later, video + "720.mp4", nil},
		"the path decides, bad":        {plain, video + "AAAAAAAAAAAAAAAAAAAAAA/" + later + "/720.mp4" + query(video+"720.mp4", "", "", ""), "", ErrToken},

		"CDN, file":             {plain, video + "master.m3u8" + cdn(video+"master.m3u8", "md5"), video + "master.m3u8", nil},
		"CDN, folder":           {plain, video + "master.m3u8" + cdn(video, "token"), video + "master.m3u8", nil},
		"CDN, a folder further": {plain, mp4 + "/download" + cdn(video, "md5"), "", ErrToken},
		"CDN, parent folder":    {plain, video + "master.m3u8" + cdn("/videos/", "md5"), "", ErrToken},

		"playlist":                  {plain, "/playlists/4321_7/" + PathToken(testSecret, "4321_7", later, "") + "/" + later + "/master.m3u8", "/playlists/4321_7/master.m3u8", nil},
		"playlist without":          {plain, "/playlists/4321_7/master.m3u8", "", ErrToken},
		"no token asked for":        {free, video + "master.m3u8", video + "master.m3u8", nil},
		"a token not asked for":     {free, video + path(earlier, "") + "master.m3u8", video + "master.m3u8", nil},
		"something like a token":    {free, video + "abc/123/master.m3u8", video + "abc/123/master.m3u8", nil},
		"nothing, and a slash":      {free, video, "/videos/" + testID, nil},
		"default host":              {&Gate{}, "/videos/1_x/master.m3u8", "/videos/1_x/master.m3u8", nil},
		"locked default host":       {&Gate{host: Host{Token: true}}, "/videos/1_x/master.m3u8", "", ErrToken},
		"locked, token of nothing":  {&Gate{host: Host{Token: true}}, "/videos/1_x/" + PathToken("", "1_x", later, "") + "/" + later + "/master.m3u8", "", ErrToken},
		"page of a locked one":      {&Gate{host: Host{Token: true}}, "/videos/1_x", "/videos/1_x", nil},
		"bound, without an address": {ips, video + path(later, "invalid IP") + "master.m3u8", "", ErrToken},
	} {
		t.Run(name, func(t *testing.T) {
			prefix := "/videos/"
			if strings.HasPrefix(c.url, "/playlists/") {
				prefix = "/playlists/"
			}
			v := visit(t, c.url)
			if strings.HasSuffix(name, "without an address") {
				v.Address = netip.Addr{}
			}
			got, err := c.gate.Enter(prefix, v)
			if c.err != nil {
				require.Equal(t, c.err, err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.path, got)
		})
	}
}

func TestTokenOfIPv6(t *testing.T) {
	v := visit(t, "/videos/"+testID+"/"+PathToken(testSecret, testID, later, "2001:db8::9")+"/"+later+"/master.m3u8")
	v.Address = netip.MustParseAddr("2001:0DB8:0:0::9")
	_, err := gate(t, bound).Enter("/videos/", v)
	require.NoError(t, err)
}

// TestExtension appends to the text that an MD5 token was made of, which
// anybody can do who has the token and guesses how long the secret is: the
// speed must not become something that is ignored.
func TestExtension(t *testing.T) {
	const file = "/videos/" + testID + "/720.mp4"
	signed := MP4Token(testSecret, file, later, "500k", "", "")
	text := file + "_" + testSecret + "_" + later + "_500k__"
	padding := append([]byte{0x80}, make([]byte, (119-len(text)%64)%64)...)
	padding = binary.LittleEndian.AppendUint64(padding, uint64(len(text))*8)
	raw, err := base64.RawURLEncoding.DecodeString(signed)
	require.NoError(t, err)

	// The state of MD5 after the text and its padding is the token itself.
	h := md5.New()
	blank, err := h.(encoding.BinaryMarshaler).MarshalBinary()
	require.NoError(t, err)
	state := blank[:4:4]
	for i := 0; i < 16; i += 4 {
		state = binary.BigEndian.AppendUint32(state, binary.LittleEndian.Uint32(raw[i:]))
	}
	state = append(state, make([]byte, 64)...)
	state = binary.BigEndian.AppendUint64(state, uint64(len(text)+len(padding)))
	require.NoError(t, h.(encoding.BinaryUnmarshaler).UnmarshalBinary(state))
	h.Write([]byte("__"))
	forged := base64.RawURLEncoding.EncodeToString(h.Sum(nil))

	speed := "500k__" + string(padding)
	require.Equal(t, MP4Token(testSecret, file, later, speed, "", ""), forged, "the forgery is right")
	_, err = gate(t).Enter("/videos/", visit(t, file+"?"+url.Values{"md5": {forged}, "expires": {later}, "speed": {speed}}.Encode()))
	require.Equal(t, ErrToken, err)
}

func TestSign(t *testing.T) {
	g, ips := gate(t), gate(t, bound)
	at := time.Unix(1893456000, 0)
	for _, c := range []struct {
		host    *Gate
		address string
		link    Link
		want    string
	}{
		{g, "https://cdn.example.org/videos/" + testID + "/master.m3u8", Link{}, "https://cdn.example.org/videos/" + testID + "/BH-qlRn2dnhxDepgxx1jVQ/1893456000/master.m3u8"},
		{g, "https://cdn.example.org/videos/" + testID + "/AAAAAAAAAAAAAAAAAAAAAA/1/master.mpd?x=y", Link{}, "https://cdn.example.org/videos/" + testID + "/BH-qlRn2dnhxDepgxx1jVQ/1893456000/master.mpd"},
		{ips, "https://cdn.example.org/videos/" + testID + "/master.m3u8", Link{IP: netip.MustParseAddr("::ffff:203.0.113.9")}, "https://cdn.example.org/videos/" + testID + "/_6HNJbMuuohvkPwQF_K0yQ/1893456000/master.m3u8"},
		{g, "/videos/" + testID + "/qid3570v1_h264_1800_720.mp4", Link{Speed: "500K", Buffer: "10M"}, "/videos/" + testID + "/qid3570v1_h264_1800_720.mp4?md5=Wq7YMw7ha2arDDDWwqdNfw&expires=1893456000&speed=500K&buffer=10M"},
		{g, "/videos/" + testID + "/qid3570v1_h264_1800_720.mp4/download=a", Link{Query: true}, "/videos/" + testID + "/qid3570v1_h264_1800_720.mp4/download=a?md5=JpufP17cNWD72GRpYq1rxQ&expires=1893456000"},
		{g, "/playlists/4321_7/master.m3u8", Link{}, "/playlists/4321_7/" + PathToken(testSecret, "4321_7", "1893456000", "") + "/1893456000/master.m3u8"},
	} {
		u, err := url.Parse(c.address)
		require.NoError(t, err)
		c.link.Expires = at
		signed, err := c.host.host.Sign(u, c.link)
		require.NoError(t, err)
		require.Equal(t, c.want, signed.String())
		prefix, _, _, _ := split(signed.Path)
		_, err = c.host.Enter(prefix, visit(t, c.want))
		require.NoError(t, err, "what is signed is let in")
	}
	page, err := g.host.Sign(&url.URL{Path: "/videos/" + testID}, Link{Expires: at})
	require.NoError(t, err)
	require.Equal(t, "/videos/"+testID+"/BH-qlRn2dnhxDepgxx1jVQ/1893456000", page.String(), "its page asks for none, and plays with it")
	for _, c := range []struct {
		host    *Gate
		address string
		link    Link
		want    string
	}{
		{ips, "/videos/1_x/master.m3u8", Link{}, "one address"},
		{g, "/videos/1_x", Link{Query: true}, "MP4"},
		{g, "/videos/x/a", Link{}, "path must be"},
		{g, "/other/1_x/a", Link{}, "path must be"},
		{g, "/videos/1_x/master.m3u8", Link{Speed: "500k"}, "MP4"},
		{g, "/videos/1_x/a.mp4", Link{Speed: "fast"}, "500k"},
		{&Gate{}, "/videos/1_x/a.mp4", Link{}, "no secret"},
	} {
		u, err := url.Parse(c.address)
		require.NoError(t, err)
		_, err = c.host.host.Sign(u, c.link)
		require.ErrorContains(t, err, c.want)
	}
}

// FuzzEnter looks for addresses that a host lets in although they hold no
// token that the secret makes for what they ask for.
func FuzzEnter(f *testing.F) {
	f.Add("4321_a/BH-qlRn2dnhxDepgxx1jVQ/1893456000/master.m3u8", "", false)
	f.Add("4321_a/720.mp4/download", "md5=BH-qlRn2dnhxDepgxx1jVQ&expires=1893456000&speed=1k", true)
	f.Add("4321_a//b", "token=&expires=1&buffer=2M", true)
	f.Fuzz(func(t *testing.T, below, query string, binds bool) {
		g := gate(t, func(h *Host) { h.BindIP = binds })
		values, _ := url.ParseQuery(query)
		v := &visitor.Visit{Path: "/videos/" + below, Query: values, Address: netip.MustParseAddr(testIP), Now: time.Unix(1_800_000_000, 0)}
		got, err := g.Enter("/videos/", v)
		if err != nil {
			return
		}
		id, rest, _ := strings.Cut(below, "/")
		if rest == "" {
			require.Equal(t, "/videos/"+id, got)
			return
		}
		ip := ""
		if binds {
			ip = testIP
		}
		parts := strings.SplitN(rest, "/", 3)
		if len(parts) == 3 && parts[0] == PathToken(testSecret, id, parts[1], ip) {
			expires, err := strconv.ParseInt(parts[1], 10, 64)
			require.NoError(t, err)
			require.Greater(t, expires, v.Now.Unix())
			require.Equal(t, "/videos/"+id+"/"+parts[2], got)
			return
		}
		uri, _, _ := strings.Cut(v.Path, "/download")
		text, expires := values.Get("md5"), values.Get("expires")
		if text == "" {
			text = values.Get("token")
		}
		require.Contains(t, []string{
			MP4Token(testSecret, uri, expires, values.Get("speed"), values.Get("buffer"), ip),
			CDNToken(testSecret, v.Path, expires, ip), CDNToken(testSecret, v.Path[:strings.LastIndex(v.Path, "/")+1], expires, ip),
		}, text)
	})
}

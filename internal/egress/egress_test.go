package egress

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// addresses are the forms in which an attacker may write an address, with
// whether it may be connected to.
var addresses = []struct {
	addr string
	ok   bool
	name string
}{
	{"127.0.0.1", false, "loopback"},
	{"127.0.0.2", false, "loopback"},
	{"127.255.255.254", false, "loopback, last"},
	{"0.0.0.0", false, "this host"},
	{"0.0.0.1", false, "this network"},
	{"0.255.255.255", false, "this network, last"},
	{"10.0.0.0", false, "private"},
	{"10.1.2.3", false, "private"},
	{"10.255.255.255", false, "private, last"},
	{"172.16.0.1", false, "private"},
	{"172.31.255.255", false, "private, last"},
	{"192.168.0.1", false, "private"},
	{"192.168.255.255", false, "private, last"},
	{"169.254.0.1", false, "link-local"},
	{"169.254.169.254", false, "cloud metadata"},
	{"169.254.170.2", false, "container credentials"},
	{"169.254.255.255", false, "link-local, last"},
	{"168.63.129.16", false, "Azure host agent"},
	{"100.64.0.1", false, "carrier NAT"},
	{"100.100.100.200", false, "Alibaba metadata"},
	{"100.127.255.255", false, "carrier NAT, last"},
	{"192.0.0.1", false, "protocol assignments"},
	{"192.0.0.192", false, "Oracle metadata"},
	{"192.0.2.1", false, "documentation 1"},
	{"198.51.100.1", false, "documentation 2"},
	{"203.0.113.1", false, "documentation 3"},
	{"192.88.99.1", false, "6to4 relay"},
	{"192.31.196.1", false, "AS112"},
	{"192.52.193.1", false, "multicast tunnelling"},
	{"192.175.48.1", false, "AS112 delegation"},
	{"198.18.0.1", false, "benchmarking"},
	{"198.19.255.255", false, "benchmarking, last"},
	{"224.0.0.1", false, "multicast"},
	{"239.255.255.250", false, "multicast, SSDP"},
	{"240.0.0.1", false, "reserved"},
	{"255.255.255.255", false, "broadcast"},
	{"::", false, "unspecified"},
	{"::1", false, "loopback"},
	{"::127.0.0.1", false, "IPv4-compatible"},
	{"::ffff:127.0.0.1", false, "mapped loopback"},
	{"::ffff:7f00:1", false, "mapped loopback in hex"},
	{"::ffff:10.0.0.1", false, "mapped private"},
	{"::ffff:169.254.169.254", false, "mapped metadata"},
	{"::ffff:8.8.8.8", false, "mapped public"},
	{"::ffff:0:127.0.0.1", false, "translated"},
	{"64:ff9b::7f00:1", false, "NAT64 loopback"},
	{"64:ff9b::a9fe:a9fe", false, "NAT64 metadata"},
	{"64:ff9b::808:808", false, "NAT64 public"},
	{"64:ff9b:1::7f00:1", false, "local-use NAT64"},
	{"100::1", false, "discard"},
	{"2001::1", false, "Teredo"},
	{"2001:0:7f00:1::", false, "Teredo, server on loopback"},
	{"2001:2::1", false, "benchmarking"},
	{"2001:10::1", false, "ORCHID"},
	{"2001:20::1", false, "ORCHID 2"},
	{"2001:db8::1", false, "documentation"},
	{"3fff::1", false, "documentation, new"},
	{"2002:7f00:1::", false, "6to4 loopback"},
	{"2002:a9fe:a9fe::1", false, "6to4 metadata"},
	{"2002:808:808::1", false, "6to4 public"},
	{"2620:4f:8000::1", false, "AS112"},
	{"5f00::1", false, "segment routing"},
	{"fc00::1", false, "unique local"},
	{"fd00:ec2::254", false, "unique local, metadata"},
	{"fdff:ffff::1", false, "unique local, last"},
	{"fe80::1", false, "link-local"},
	{"fe80::1%lo", false, "link-local with a zone"},
	{"febf::1", false, "link-local, last"},
	{"fec0::1", false, "site-local"},
	{"ff02::1", false, "multicast"},
	{"ff0e::1", false, "multicast, global"},
	{"2606:4700::1111%eth0", false, "public with a zone"},
	{"1.1.1.1", true, "public"},
	{"8.8.8.8", true, "public"},
	{"9.255.255.255", true, "before private"},
	{"11.0.0.0", true, "after private"},
	{"100.63.255.255", true, "before carrier NAT"},
	{"100.128.0.0", true, "after carrier NAT"},
	{"126.255.255.255", true, "before loopback"},
	{"128.0.0.1", true, "after loopback"},
	{"169.253.255.255", true, "before link-local"},
	{"172.15.255.255", true, "before private"},
	{"172.32.0.0", true, "after private"},
	{"223.255.255.255", true, "before multicast"},
	{"2606:4700::1111", true, "public"},
	{"2a00:1450:4001::8", true, "public"},
}

// check asks the guard about an address as the dialer does.
func check(p Policy, addr string) error {
	network := "tcp4"
	if strings.Contains(addr, ":") {
		network = "tcp6"
	}
	return guard(p)(network, net.JoinHostPort(addr, "8081"), nil)
}

func TestAddresses(t *testing.T) {
	for _, c := range addresses {
		t.Run(c.name+" "+c.addr, func(t *testing.T) {
			if err := check(Policy{}, c.addr); c.ok {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, ErrRefused)
			}
		})
	}
}

func TestDialerRefusesHowEverAnAddressIsWritten(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	port := server.Listener.Addr().(*net.TCPAddr).Port
	for _, host := range []string{
		"127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::", "::ffff:0.0.0.0",
	} {
		_, err := NewDialer(Policy{}).DialContext(t.Context(), "tcp", net.JoinHostPort(host, fmt.Sprint(port)))
		require.ErrorIs(t, err, ErrRefused, host)
	}
	_, err := NewDialer(Policy{}).DialContext(t.Context(), "udp", "8.8.8.8:53")
	require.ErrorIs(t, err, ErrRefused)
}

func TestAllow(t *testing.T) {
	p := Policy{Allow: []netip.Prefix{
		netip.MustParsePrefix("10.1.2.3/16"), netip.MustParsePrefix("fd00::/64"), netip.MustParsePrefix("127.0.0.1/32"),
	}}
	for _, addr := range []string{"10.1.0.0", "10.1.255.255", "fd00::1", "127.0.0.1", "8.8.8.8"} {
		require.NoError(t, check(p, addr), addr)
	}
	for _, addr := range []string{"10.2.0.0", "fd01::1", "127.0.0.2", "169.254.169.254", "::1", "::ffff:10.1.0.1"} {
		require.ErrorIs(t, check(p, addr), ErrRefused, addr)
	}
}

// loopback lets a client reach test servers at 127.0.0.1, but not at
// 127.0.0.2.
var loopback = Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}

// byLoopback lets through what localhost may be.
var byLoopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// get sends a request with secrets and returns the answer's error.
func get(t *testing.T, url string) error {
	t.Helper()
	client := NewClient(loopback)
	t.Cleanup(client.CloseIdleConnections)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Basic abc")
	req.Header.Set("X-Origin-Key", "secret")
	req.Header.Set("Cookie", "a=b")
	req.Header.Set("Range", "bytes=5-")
	resp, err := client.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return err
}

func TestClientRefusesPrivateAddress(t *testing.T) {
	reached := false
	url := serve(t, func(http.ResponseWriter, *http.Request) { reached = true })
	require.ErrorIs(t, get(t, strings.Replace(url, "127.0.0.1", "127.0.0.2", 1)), ErrRefused)
	require.False(t, reached)
	require.NoError(t, get(t, url))
	require.True(t, reached)
}

func TestClientIgnoresProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	transport := NewClient(loopback).Transport.(mending).RoundTripper.(*http.Transport)
	require.Nil(t, transport.Proxy)
}

func TestRedirects(t *testing.T) {
	for name, c := range map[string]struct {
		to   string
		want error
	}{
		"private address":  {"http://127.0.0.2:1/", ErrRefused},
		"metadata":         {"http://169.254.169.254/latest/meta-data/", ErrRefused},
		"mapped loopback":  {"http://[::ffff:127.0.0.2]:1/", ErrRefused},
		"another loopback": {"http://[::1]:1/", ErrRefused},
		"decimal address":  {"http://2130706434:1/", nil},
		"file":             {"file:///etc/passwd", ErrRedirect},
		"ftp":              {"ftp://example.com/x", ErrRedirect},
		"gopher":           {"gopher://127.0.0.1:6379/x", ErrRedirect},
		"sftp":             {"sftp://127.0.0.1/x", ErrRedirect},
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Location", c.to); w.WriteHeader(302) })
			err := get(t, url)
			require.Error(t, err)
			if c.want != nil {
				require.ErrorIs(t, err, c.want)
			}
		})
	}
}

func TestFiveRedirectsAreFollowedAndNoMore(t *testing.T) {
	hops := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		hops++
		if n > 0 {
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
		}
	})
	require.NoError(t, get(t, url+"/5"))
	require.Equal(t, 6, hops)
	hops = 0
	require.ErrorIs(t, get(t, url+"/6"), ErrRedirect)
	require.Equal(t, 6, hops)
}

func TestSecretsStayWithTheirOrigin(t *testing.T) {
	var last http.Header
	end := func(_ http.ResponseWriter, r *http.Request) { last = r.Header.Clone() }
	there := serve(t, end)
	var here string
	here = serve(t, func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{
			"/same": here + "/end", "/other": there + "/end", "/twice": "/other", "/back": there + "/again",
		}[r.URL.Path]
		if to == "" {
			end(w, r)
			return
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	for path, keeps := range map[string]bool{"/end": true, "/same": true, "/other": false, "/twice": false} {
		last = nil
		require.NoError(t, get(t, here+path))
		require.Equal(t, keeps, last.Get("Authorization") != "", path)
		require.Equal(t, keeps, last.Get("X-Origin-Key") != "", path)
		require.Equal(t, keeps, last.Get("Cookie") != "", path)
		require.Equal(t, "bytes=5-", last.Get("Range"), path)
		require.Empty(t, last.Get("Referer"), path)
	}
}

func TestSecretsStayDroppedOnTheWayBack(t *testing.T) {
	var last http.Header
	var here, there string
	here = serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/start" {
			http.Redirect(w, r, there, http.StatusFound)
			return
		}
		last = r.Header.Clone()
	})
	there = serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, here+"/end", http.StatusFound) })
	require.NoError(t, get(t, here+"/start"))
	require.NotNil(t, last)
	require.Empty(t, last.Get("Authorization"))
	require.Empty(t, last.Get("X-Origin-Key"))
}

func TestSameOrigin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"http://a/x", "http://a/y", true},
		{"http://a/", "http://A:80/", true},
		{"http://a/", "https://a/", true},
		{"https://a/", "http://a/", false},
		{"http://a:8080/", "https://a/", false},
		{"http://a/", "https://a:8443/", false},
		{"http://a/", "http://a:8080/", false},
		{"http://a/", "http://b.a/", false},
		{"http://a.b/", "http://b/", false},
	} {
		a, err := url.Parse(c.a)
		require.NoError(t, err)
		b, err := url.Parse(c.b)
		require.NoError(t, err)
		require.Equal(t, c.want, sameOrigin(a, b), "%s %s", c.a, c.b)
	}
}

func TestBodiesComeAsSent(t *testing.T) {
	var accepted string
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { accepted = r.Header.Get("Accept-Encoding") })
	require.NoError(t, get(t, url))
	require.NotContains(t, accepted, "gzip")
}

func TestDialEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err := NewDialer(Policy{}).DialContext(ctx, "tcp", "8.8.8.8:80")
	require.Error(t, err)
}

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// writeCertificate writes a certificate for 127.0.0.1 with its key.
func writeCertificate(t *testing.T, serial int64, cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}

// fetchBy gets a page by the protocols that choose allows, on a new connection.
func fetchBy(t *testing.T, url string, choose func(*http.Protocols), secure *tls.Config) (*http.Response, error) {
	var p http.Protocols
	choose(&p)
	transport := &http.Transport{Protocols: &p, TLSClientConfig: secure}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/healthz", nil)
	require.NoError(t, err)
	res, err := transport.RoundTrip(req)
	if err == nil {
		require.NoError(t, res.Body.Close())
		require.Equal(t, 200, res.StatusCode)
	}
	return res, err
}

func http1(p *http.Protocols) { p.SetHTTP1(true) }
func http2(p *http.Protocols) { p.SetHTTP2(true) }
func h2c(p *http.Protocols)   { p.SetUnencryptedHTTP2(true) }

func TestPlainProtocols(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"delivery"}
	a, _ := startApp(t, s)
	for want, by := range map[int]func(*http.Protocols){1: http1, 2: h2c} {
		res, err := fetchBy(t, a.settings.PublicURL, by, nil)
		require.NoError(t, err)
		require.Equal(t, want, res.ProtoMajor)
	}
}

func TestTLS(t *testing.T) {
	dir := t.TempDir()
	s := testSettings(t)
	s.Roles = []string{"delivery"}
	s.TLSCert, s.TLSKey = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, 1, s.TLSCert, s.TLSKey)
	a, _ := startApp(t, s)
	require.Regexp(t, "^https://127", a.settings.PublicURL)
	serial := func() int64 {
		res, err := fetchBy(t, a.settings.PublicURL, http2, &tls.Config{InsecureSkipVerify: true})
		require.NoError(t, err)
		require.Equal(t, 2, res.ProtoMajor)
		require.GreaterOrEqual(t, res.TLS.Version, uint16(tls.VersionTLS12))
		return res.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	require.EqualValues(t, 1, serial())
	res, err := fetchBy(t, a.settings.PublicURL, http1, &tls.Config{InsecureSkipVerify: true})
	require.NoError(t, err)
	require.Equal(t, 1, res.ProtoMajor)
	_, err = fetchBy(t, a.settings.PublicURL, http1, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11})
	require.Error(t, err, "too old")

	require.NoError(t, os.WriteFile(s.TLSKey, []byte("half written"), 0o600))
	a.certificate.mu.Lock()
	a.certificate.looked = time.Time{}
	a.certificate.mu.Unlock()
	require.EqualValues(t, 1, serial(), "the old one goes on")

	writeCertificate(t, 2, s.TLSCert, s.TLSKey)
	require.Eventually(t, func() bool { return serial() == 2 }, time.Minute, 50*time.Millisecond)

	writeCertificate(t, 3, s.TLSCert, s.TLSKey)
	a.certificate.mu.Lock()
	a.certificate.looked = time.Now().Add(time.Hour) // only the signal helps
	a.certificate.mu.Unlock()
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
	require.Eventually(t, func() bool { return serial() == 3 }, time.Minute, 50*time.Millisecond)
}

func TestTLSRefused(t *testing.T) {
	s := testSettings(t)
	s.TLSCert = "cert.pem"
	require.ErrorContains(t, s.Validate(), "tls-key")
	s.TLSKey = "key.pem"
	require.NoError(t, s.Validate())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	_, err = newApp(t.Context(), s, listener, slog.New(slog.DiscardHandler))
	require.ErrorContains(t, err, "cert.pem")
}

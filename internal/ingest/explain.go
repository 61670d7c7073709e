package ingest

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// facts are what is known of a download that failed.
type facts struct {
	host     string // that the origin names
	received int64  // bytes
	size     int64  // bytes of the whole, -1 unknown
	most     int64  // bytes that there may be
	quota    bool   // most is what the account has room for
}

// explain gives an error of a download a sentence for a person, where it has
// none yet.
func (f facts) explain(err error) error {
	if err == nil || fault.Explanation(err) != "" {
		return err
	}
	return fault.Explain(err, f.sentence(err))
}

// sentence says what happened and what to do next, "" where only the log can.
func (f facts) sentence(err error) string {
	if s := addressSentence(err); s != "" {
		return s
	}
	var timeout net.Error
	var dns *net.DNSError
	switch {
	case errors.Is(err, errTooLarge) && f.quota:
		return fmt.Sprintf("The file is larger than the %s that the account's quota has room for. Delete videos, or ask the operator for more.", bytesText(f.most))
	case errors.Is(err, errTooLarge):
		return fmt.Sprintf("The file is larger than the %s that a source may have. The operator can change that with max-source-bytes.", bytesText(f.most))
	case errors.Is(err, quota.ErrQuota):
		return "The account's quota is used up. Delete videos, or ask the operator for more."
	case errors.Is(err, storage.ErrNoSpace), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "The server has no space left. Tell its operator."
	case errors.Is(err, errTooLong):
		return fmt.Sprintf("The download from %s took too long: %s came.", f.host, f.arrived())
	case errors.Is(err, errSlow):
		return fmt.Sprintf("%s sends too slowly: %s came. Choose a faster server.", f.host, f.arrived())
	case errors.Is(err, errIdle), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("%s did not answer in time, or stopped sending: %s came. Check that it can be reached.", f.host, f.arrived())
	case errors.As(err, &dns):
		return fmt.Sprintf("The address of %s could not be looked up. Try again later.", f.host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Sprintf("%s refuses the connection. Check the address and its port.", f.host)
	case isDamaged(err):
		return fmt.Sprintf("%s sent the file compressed, and damaged. Let it send the file as it is.", f.host)
	case errors.Is(err, errResume):
		return fmt.Sprintf("The connection to %s broke after %s, and it does not send the rest of the same file. Check the file, and try again.", f.host, f.arrived())
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("%s ended the connection after %s. Check the file, and try again.", f.host, f.arrived())
	case fault.Detail(err) == textForbidden:
		return fmt.Sprintf("%s refuses access. Check user, password and path.", f.host)
	case fault.Detail(err) == textNotFound:
		return fmt.Sprintf("%s has no such file. Check the path.", f.host)
	case fault.Detail(err) == textReset:
		return fmt.Sprintf("%s broke the connection after %s. Try again later.", f.host, f.arrived())
	}
	return ""
}

// addressSentence explains what was wrong with where an origin is, before a
// connection to it was made.
func addressSentence(err error) string {
	var refusal *egress.Refusal
	var unresolved *egress.NoAddress
	switch {
	case errors.As(err, &refusal) && (refusal.Addr.IsPrivate() || refusal.Addr.IsLoopback() || refusal.Addr.IsLinkLocalUnicast()):
		return fmt.Sprintf("%s is a private address. The operator can allow it with allow-private-origins.", refusal.Addr)
	case errors.As(err, &refusal):
		return fmt.Sprintf("%s is not a public address. The operator can allow it with allow-private-origins.", refusal.Addr)
	case errors.As(err, &unresolved):
		return fmt.Sprintf("%s has no public address. Check the name; a private one the operator can allow with allow-private-origins.", unresolved.Host)
	case errors.Is(err, egress.ErrRedirect):
		return "The address redirects too often, or to one that is neither http nor https. Give the address of the file itself."
	case errors.Is(err, errScheme):
		return "The address is no http, https or sftp URL."
	case errors.Is(err, errHeader):
		return "origin_http_headers is not one header line that a request may carry, such as “Authorization: Bearer …”."
	}
	return ""
}

// arrived says how much of the file came.
func (f facts) arrived() string {
	if f.size > 0 {
		return fmt.Sprintf("%d of %d bytes", f.received, f.size)
	}
	return fmt.Sprintf("%d bytes", f.received)
}

// statusSentence says what a server answered instead of a file.
func statusSentence(host string, code int) string {
	answer := fmt.Sprintf("%s answered %d", host, code)
	if text := http.StatusText(code); text != "" {
		answer += " (" + text + ")"
	}
	switch {
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return answer + ". Check that the address needs no sign-in and has not expired, or send what it asks for by origin_http_headers."
	case code >= 500, code == http.StatusTooManyRequests, code == http.StatusRequestTimeout:
		return answer + ". Try again later."
	}
	return answer + ". Check the address."
}

// triedSentence says how often a download was tried.
func triedSentence(tries int, last time.Time) string {
	if tries < 2 {
		return ""
	}
	return fmt.Sprintf(" Tried %d times, last at %s.", tries, last.UTC().Format("15:04 UTC on 2 January 2006"))
}

// bytesText writes a number of bytes for a person.
func bytesText(n int64) string {
	v, unit := float64(n), 0
	for v >= 1000 && unit < 4 {
		v /= 1000
		unit++
	}
	if unit == 0 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f %s", v, [...]string{"", "kB", "MB", "GB", "TB"}[unit])
}

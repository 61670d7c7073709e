package ingest

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"

	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

// Documented texts of downloads that failed, as a video's error shows them.
const (
	textForbidden  = "Access to the origin is forbidden"
	textNotFound   = "The requested origin was not found"
	textReset      = "Connection reset by peer"
	textTimeout    = "Network timeout occurred"
	textIncomplete = "The downloaded file is incomplete"
	textStorage    = "The storage limit has been exceeded"
)

// Causes that the system has no error for.
var (
	errIdle     = errors.New("nothing arrived in time")
	errTooLong  = errors.New("the download takes too long")
	errTooLarge = errors.New("larger than a source may be")
	errResume   = errors.New("the origin does not continue where it broke off")
	errSlow     = errors.New("too slow")
	errScheme   = egress.ErrURL
	errHeader   = errors.New("not one header line that a request may carry")
)

// Origin is where a source is downloaded from.
type Origin struct {
	URL    string // http, https or sftp; user and password may be part of it
	Header string // of http: a line such as "Authorization: Basic …", may be empty
}

// remote returns the origin as its protocol reaches it, or an error that no
// retry mends. No error holds the URL, which may have a password.
func (o Origin) remote(n Network) (remote, error) {
	u, err := egress.ParseURL(o.URL)
	switch {
	case err != nil:
	case u.Scheme != "sftp" && n.Client != nil:
		return &httpRemote{client: egress.WithCookies(n.Client), origin: o}, nil
	case u.Scheme == "sftp" && n.Dialer != nil:
		return &sftpRemote{dialer: n.Dialer, url: u}, nil
	}
	return nil, fault.Wrap(fault.Unsupported, textNotFound, errScheme)
}

// originError gives an error the documented text that comes nearest to it.
// Errors that have one already, and those of a context that the caller ended,
// stay as they are.
func originError(err error) error {
	var known *fault.Error
	var dns *net.DNSError
	var timeout net.Error
	var unresolved *egress.NoAddress
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &unresolved): // before ErrRefused, which may be its cause
		return fault.Wrap(fault.NotFound, textNotFound, err)
	case errors.Is(err, egress.ErrRefused), errors.Is(err, egress.ErrRedirect):
		return fault.Wrap(fault.Forbidden, textForbidden, err)
	case errors.Is(err, storage.ErrNoSpace), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(fault.TooLarge, textStorage, err)
	case errors.Is(err, errIdle), errors.Is(err, errTooLong), errors.Is(err, errSlow), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return fault.Wrap(fault.Busy, textTimeout, err)
	case errors.As(err, &dns):
		return fault.Wrap(fault.NotFound, textNotFound, err)
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EPIPE):
		return fault.Wrap(fault.Busy, textReset, err)
	case errors.Is(err, io.ErrUnexpectedEOF), isDamaged(err):
		return fault.Wrap(fault.Busy, textIncomplete, err)
	}
	return fault.Wrap(fault.Busy, textReset, err)
}

// hopeless reports whether another attempt at a download cannot do better.
func hopeless(err error) bool {
	var unresolved *egress.NoAddress
	return fault.KindOf(err) == fault.Unsupported || errors.As(err, &unresolved) || errors.Is(err, errTooLarge) ||
		errors.Is(err, egress.ErrRefused) || errors.Is(err, egress.ErrRedirect)
}

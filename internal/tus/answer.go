package tus

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

const (
	version    = "1.0.0"
	extensions = "creation,creation-with-upload,creation-defer-length,termination,expiration,checksum,concatenation"
	allowed    = "OPTIONS, POST, HEAD, PATCH, DELETE"
)

// statusMismatch is the protocol's own status for a checksum that fails.
const statusMismatch = 460

// refusal is an error with a status of its own.
type refusal struct {
	status int
	text   string
}

func (e *refusal) Error() string { return e.text }

var (
	errMismatch = &refusal{statusMismatch, "the checksum does not match; nothing of the request was kept"}
	errVersion  = &refusal{http.StatusPreconditionFailed, "Tus-Resumable must be " + version}
	errMethod   = &refusal{http.StatusMethodNotAllowed, "see the Allow header for what this path takes"}
	errType     = &refusal{http.StatusUnsupportedMediaType, "Content-Type must be application/offset+octet-stream"}
	errOffset   = &refusal{http.StatusConflict, "Upload-Offset is not where the upload stands; ask by HEAD"}
	errClosing  = &refusal{http.StatusServiceUnavailable, "the server is stopping; go on in a moment"}
	errFinal    = &refusal{http.StatusForbidden, "a final upload takes no bytes"}
	errDone     = &refusal{http.StatusForbidden, "the upload is finished; its file belongs to the video"}
	errTooLong  = fault.New(fault.TooLarge, "these are more bytes than the upload has left")
)

// statuses are those of the kinds of faults. A video that has a source will
// always have it, and clients take a 409 for something that passes.
var statuses = map[fault.Kind]int{
	fault.Invalid:     http.StatusBadRequest,
	fault.Forbidden:   http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusUnprocessableEntity,
	fault.Gone:        http.StatusGone,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
	fault.Unsupported: http.StatusUnprocessableEntity,
	fault.Busy:        http.StatusLocked,
}

// textInternal stands for errors whose own text is not for callers.
const textInternal = "something went wrong here; go on in a moment"

// answerTo is the status and public text of an error.
func answerTo(err error) (status int, text string) {
	var own *refusal
	switch {
	case errors.As(err, &own):
		return own.status, own.text
	case errors.Is(err, storage.ErrNoSpace):
		return http.StatusInsufficientStorage, "The storage limit has been exceeded"
	case database.IsAway(err):
		return http.StatusServiceUnavailable, "the server cannot reach its database; go on in a moment"
	case isClient(err):
		return http.StatusRequestTimeout, "the request broke off"
	}
	if status, known := statuses[fault.KindOf(err)]; known {
		return status, fault.Detail(err)
	}
	return http.StatusInternalServerError, textInternal
}

// exchange is a request being answered: what the log says of it.
type exchange struct {
	http.ResponseWriter
	status int
	video  int64
	bytes  int64 // taken in
}

func (x *exchange) WriteHeader(status int) {
	if x.status == 0 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController through.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// setCommon sets the headers of every answer. Pages of any origin may upload:
// no cookie opens anything here.
func setCommon(h http.Header) {
	h.Set("Tus-Resumable", version)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Location, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, "+
		"Tus-Checksum-Algorithm, Upload-Offset, Upload-Length, Upload-Defer-Length, Upload-Metadata, Upload-Concat, "+
		"Upload-Expires, Retry-After")
}

// options tells what the server can do, to browsers too.
func (s *Server) options(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Allow", allowed)
	h.Set("Tus-Version", version)
	h.Set("Tus-Extension", extensions)
	h.Set("Tus-Checksum-Algorithm", algorithmNames)
	h.Set("Tus-Max-Size", strconv.FormatInt(s.MaxBytes, 10))
	h.Set("Access-Control-Allow-Methods", allowed+", GET")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Requested-With, X-Request-ID, "+
		"X-HTTP-Method-Override, Tus-Resumable, Upload-Length, Upload-Defer-Length, Upload-Offset, Upload-Metadata, "+
		"Upload-Checksum, Upload-Concat, *")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

// ServeHTTP answers /upload and everything below it, with and without a slash
// at the end.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x, began := &exchange{ResponseWriter: w}, time.Now()
	setCommon(x.Header())
	var err error
	defer func() {
		if p := recover(); p != nil {
			s.Log.LogAttrs(r.Context(), slog.LevelError, "upload request", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			err = errors.New("panic")
		}
		if err != nil && x.status == 0 {
			fail(x, err)
		}
		s.note(r, x, began, err)
	}()
	err = s.route(x, r)
}

func (s *Server) route(x *exchange, r *http.Request) error {
	path := strings.Trim(r.URL.Path, "/")
	name, below := strings.CutPrefix(path, "upload/")
	method := methodOf(r)
	switch {
	case method == http.MethodOptions:
		s.options(x)
		return nil
	case path != "upload" && (!below || nameIn(name) != name):
		return errUnknown
	case r.Header.Get("Tus-Resumable") != version && isOurs(method):
		x.Header().Set("Tus-Version", version)
		return errVersion
	}
	if !s.begin() {
		return errClosing
	}
	defer s.work.Done()
	switch {
	case !below && method == http.MethodPost:
		return s.create(x, r)
	case below && method == http.MethodHead:
		return s.head(x, r, name)
	case below && method == http.MethodPatch:
		return s.patch(x, r, name)
	case below && method == http.MethodDelete:
		return s.terminate(x, r, name)
	}
	x.Header().Set("Allow", allowed)
	return errMethod
}

// isOurs reports whether a method is one of the protocol's. Of others it is
// the method that is wrong.
func isOurs(method string) bool { return strings.Contains(allowed, method) }

// methodOf is the request's method, or the one that a client names which can
// send no other than POST.
func methodOf(r *http.Request) string {
	if other := r.Header.Get("X-HTTP-Method-Override"); other != "" && r.Method == http.MethodPost {
		return strings.ToUpper(other)
	}
	return r.Method
}

func fail(x *exchange, err error) {
	status, text := answerTo(err)
	h := x.Header()
	if status == http.StatusLocked || status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		h.Set("Retry-After", "1")
	}
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	x.WriteHeader(status)
	_, _ = io.WriteString(x, text) // the client left; there is nobody to tell
}

// note writes the line of the log. Neither the address of an upload nor a
// session is in it: both are keys.
func (s *Server) note(r *http.Request, x *exchange, began time.Time, err error) {
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("method", methodOf(r)), slog.Int("status", x.status),
		slog.Int64("bytes", x.bytes), slog.Duration("dur", time.Since(began)),
	}
	if x.video != 0 {
		attrs = append(attrs, slog.Int64("video", x.video))
	}
	if err != nil {
		attrs = append(attrs, slog.Any("err", err))
		if _, text := answerTo(err); text == textInternal && !errors.Is(err, context.Canceled) {
			level = slog.LevelError
		}
	}
	s.Log.LogAttrs(r.Context(), level, "upload request", attrs...)
}

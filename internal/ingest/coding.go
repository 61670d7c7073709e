package ingest

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"kinora/internal/fault"
)

// plain are the words in a Content-Encoding that mean the bytes as they are:
// those that are meant to, what S3 calls a framing that it has taken off again,
// and what servers write there by mistake.
var plain = map[string]bool{"": true, "identity": true, "aws-chunked": true, "none": true, "binary": true, "utf-8": true}

// maxCodings is how many codings one body may have upon each other.
const maxCodings = 3

// codings are the content codings of an answer's body, in the order in which
// they were applied.
func codings(h http.Header) []string {
	list := strings.Split(strings.ToLower(strings.Join(h.Values("Content-Encoding"), ",")), ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return slices.DeleteFunc(list, func(s string) bool { return plain[s] })
}

// decoded is the body of an answer without its content codings, which some
// servers apply though they were asked not to. Whoever reads it bounds what
// comes out.
func decoded(resp *http.Response) (io.ReadCloser, error) {
	list := codings(resp.Header)
	if len(list) > maxCodings {
		return nil, errCodings(resp, strings.Join(list, ", "))
	}
	body := io.Reader(resp.Body)
	for _, coding := range slices.Backward(list) {
		var err error
		switch coding {
		case "gzip", "x-gzip":
			body, err = gunzip(body)
		case "deflate":
			body, err = inflate(body)
		default:
			return nil, errCodings(resp, coding)
		}
		if err != nil {
			return nil, err
		}
	}
	return &decodedBody{body, resp.Body}, nil
}

type decodedBody struct {
	io.Reader
	io.Closer
}

func errCodings(resp *http.Response, coding string) error {
	return fault.Explain(fault.Wrap(fault.Unsupported, errNotMedia.Detail, errors.New("unknown content coding")),
		fmt.Sprintf("%s sends the file in the encoding %.40q, which is not known here. Let it send the file as it is.", resp.Request.URL.Host, coding))
}

// gunzip reads what gzip wrote; what only claims to be that stays as it is.
func gunzip(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if head, _ := b.Peek(2); string(head) != "\x1f\x8b" {
		return b, nil
	}
	return gzip.NewReader(b)
}

// inflate reads deflate, with its zlib header or, as many servers send it,
// without.
func inflate(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2) // of an error the next read tells
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// isDamaged reports whether an error tells of a coded body that cannot be
// decoded.
func isDamaged(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) ||
		errors.Is(err, zlib.ErrHeader) || errors.Is(err, zlib.ErrChecksum) || errors.Is(err, zlib.ErrDictionary)
}

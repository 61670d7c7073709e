package serve

import (
	"errors"
	"io"
	"net/http"
	"time"

	"kinora/internal/storage"
)

// Object answers with an object whose headers are set, or ranges of it.
// A local file is handed over as it is, which lets the kernel send it: the
// object was opened for this request, so nobody else minds its position.
// limit may slow the reader down.
func Object(w http.ResponseWriter, r *http.Request, o storage.Object, limit func(io.ReadSeeker) io.ReadSeeker) {
	var body io.ReadSeeker
	if f, ok := storage.File(o); ok {
		body = f
	} else {
		stream := &remote{object: o}
		defer stream.stop()
		body = stream
	}
	if limit != nil {
		body = limit(body)
	}
	p := newPieces(w, r)
	defer p.done()
	http.ServeContent(p, r, "", time.Time{}, body)
}

// remotePiece is how much of a remote object is asked for at once, in bytes.
const remotePiece = 8 << 20

// remote reads an object that is not a local file, in large pieces.
type remote struct {
	object storage.Object
	at     int64         // position of the next read
	stream io.ReadCloser // piece being read, or nil
}

var errSeek = errors.New("seek before the start")

// Seek implements io.Seeker.
func (m *remote) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += m.at
	case io.SeekEnd:
		offset += m.object.Size()
	}
	if offset < 0 {
		return 0, errSeek
	}
	if offset != m.at {
		m.stop()
		m.at = offset
	}
	return offset, nil
}

// Read implements io.Reader.
func (m *remote) Read(p []byte) (int, error) {
	for m.at < m.object.Size() && len(p) > 0 {
		fresh := m.stream == nil
		if fresh {
			var err error
			if m.stream, err = storage.Stream(m.object, m.at, remotePiece); err != nil {
				return 0, err
			}
		}
		n, err := m.stream.Read(p)
		m.at += int64(n)
		if err == io.EOF {
			m.stop()
			err = nil
			if n == 0 && fresh {
				return 0, io.ErrUnexpectedEOF
			}
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
	if len(p) == 0 {
		return 0, nil
	}
	return 0, io.EOF
}

func (m *remote) stop() {
	if m.stream != nil {
		_ = m.stream.Close() // only read from
		m.stream = nil
	}
}

package serve

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
)

// elsewhere is an object that is not a local file.
type elsewhere struct {
	*bytes.Reader
	shorter int64 // bytes that are missing at the end
}

func (e elsewhere) Size() int64        { return e.Reader.Size() + e.shorter }
func (e elsewhere) ModTime() time.Time { return time.Time{} }
func (e elsewhere) Close() error       { return nil }

func TestRemote(t *testing.T) {
	body := make([]byte, 2*remotePiece+12345)
	rand.NewChaCha8([32]byte{}).Read(body)
	m := &remote{object: elsewhere{Reader: bytes.NewReader(body)}}
	require.NoError(t, iotest.TestReader(m, body))
	_, err := m.Seek(-1, io.SeekStart)
	require.Error(t, err)

	cut := &remote{object: elsewhere{Reader: bytes.NewReader(body), shorter: 1}}
	_, err = io.ReadAll(cut)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

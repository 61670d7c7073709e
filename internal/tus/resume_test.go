package tus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// slow is a request that sends some bytes and then keeps the connection open
// without another one, as a client does whose network died.
type slow struct {
	t    *testing.T
	conn net.Conn
	rest []byte
}

func stall(t *testing.T, d *door, address string, offset int64, body []byte, send int) *slow {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	_, err = fmt.Fprintf(conn, "PATCH %s HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"+
		"Upload-Offset: %d\r\nContent-Length: %d\r\n\r\n", address, offset, len(body))
	require.NoError(t, err)
	_, err = conn.Write(body[:send])
	require.NoError(t, err)
	return &slow{t, conn, body[send:]}
}

// held waits until a request has the lease of an upload, and has read n bytes.
func held(t *testing.T, p *place, address string) {
	t.Helper()
	require.Eventually(t, func() bool { return p.row(t, address).Lease != "" }, 20*time.Second, 5*time.Millisecond)
}

// TestStalledRequestGivesWay resumes beside a request whose connection is dead
// but not known to be: through the same server and through another one.
func TestStalledRequestGivesWay(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		one, two := open(t, p), open(t, p)
		for _, next := range []*door{one, two} {
			v, want := p.video(t), storagetest.Bytes(1, 3<<20)
			address := one.start(p, v, len(want))
			stall(t, one, address, 0, want, 1<<20)
			held(t, p, address)
			began := time.Now()
			at := next.expect(200, "HEAD", address, nil).offset(t)
			require.Less(t, time.Since(began), 20*time.Second)
			next.patch(204, address, at, want[at:])
			p.requireSource(t, v, want)
		}
	})
}

// TestStoppedRequestKeepsItsBytes saves what had arrived when a newer request
// came.
func TestStoppedRequestKeepsItsBytes(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p)
	v, want := p.video(t), storagetest.Bytes(2, 3<<20)
	address := d.start(p, v, len(want))
	s := stall(t, d, address, 0, want, 1<<20)
	held(t, p, address)
	var at int64
	for at != 1<<20 { // the bytes are on their way
		at = d.expect(200, "HEAD", address, nil).offset(t)
		if at < 1<<20 {
			s = stall(t, d, address, at, want[at:], 1<<20-int(at))
			held(t, p, address)
		}
	}
	answer := make([]byte, 12)
	require.NoError(t, s.conn.SetReadDeadline(time.Now().Add(20*time.Second)))
	_, err := io.ReadFull(s.conn, answer)
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 423", string(answer))
}

// TestBusyUploadIsLocked answers 423 when the older request cannot stop.
func TestBusyUploadIsLocked(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p)
	v := p.video(t)
	address := d.start(p, v, 10)
	_, h, err := d.acquire(t.Context(), nameIn(address))
	require.NoError(t, err)
	d.patch(423, address, 0, []byte("x"))
	d.expect(423, "HEAD", address, nil)
	h.release()
	d.patch(204, address, 0, []byte("x"))
}

// TestDeadProcess goes on after a process that died with the lease, having
// stored bytes that it could not save.
func TestDeadProcess(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		dead, d := open(t, p), open(t, p)
		v, want := p.video(t), storagetest.Bytes(3, 20<<20)
		address := dead.start(p, v, len(want))
		dead.patch(204, address, 0, want[:9<<20])
		_, h, err := dead.acquire(t.Context(), nameIn(address))
		require.NoError(t, err)
		h.lose(errLost) // its heart stops
		h.beating.Wait()
		_, err = p.store.Append(t.Context(), h.upload.draft(dead.MaxBytes), storage.Arrival{
			R: bytes.NewReader(storagetest.Bytes(9, 9<<20)), Save: func(context.Context, storage.Draft) error { return errLost },
		})
		require.ErrorIs(t, err, errLost)
		require.Equal(t, int64(9<<20), d.expect(200, "HEAD", address, nil).offset(t))
		d.patch(204, address, 9<<20, want[9<<20:])
		p.requireSource(t, v, want)

		// It wakes up again: nothing that it says counts.
		sum, err := h.upload.digest()
		require.NoError(t, err)
		require.ErrorIs(t, dead.save(t.Context(), &h.upload, h.upload.draft(0), sum), errLost)
		require.ErrorIs(t, dead.end(t.Context(), &h.upload), errLost)
		require.Error(t, dead.claim(t.Context(), &h.upload))
	})
}

// TestDeathWhileFinishing completes an upload whose process died between its
// last byte, its object and its record, by the client's question or without.
func TestDeathWhileFinishing(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := open(t, p)
		want := storagetest.Bytes(4, 9<<20)
		for steps := range 3 {
			for _, ask := range []bool{true, false} {
				v := p.video(t)
				address := d.start(p, v, len(want))
				_, h, err := d.acquire(t.Context(), nameIn(address))
				require.NoError(t, err)
				sum, err := h.upload.digest()
				require.NoError(t, err)
				_, err = p.store.Append(t.Context(), h.upload.draft(d.MaxBytes), storage.Arrival{
					R:    io.TeeReader(bytes.NewReader(want), sum),
					Save: func(ctx context.Context, dr storage.Draft) error { return d.save(ctx, &h.upload, dr, sum) },
				})
				require.NoError(t, err)
				if steps > 0 {
					require.NoError(t, d.claim(t.Context(), &h.upload))
				}
				if steps > 1 {
					_, err := d.publish(h, &h.upload)
					require.NoError(t, err)
				}
				h.release()
				if ask {
					require.Equal(t, int64(len(want)), d.expect(200, "HEAD", address, nil).offset(t))
				} else {
					d.sweep(t.Context())
				}
				p.requireSource(t, v, want)
				require.Contains(t, d.given, v.ID)
			}
		}
	})
}

// TestStoppingServerSaves has a stopping server save what is under way, and
// the next one go on.
func TestStoppingServerSaves(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p)
	v, want := p.video(t), storagetest.Bytes(5, 3<<20)
	address := d.start(p, v, len(want))
	r, w := io.Pipe()
	answered := make(chan error, 1)
	go func() {
		_, err := d.try("PATCH", address, r, stream, "Upload-Offset: 0")
		answered <- err
	}()
	_, err := w.Write(want[:1<<20])
	require.NoError(t, err)
	held(t, p, address)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, d.Run(ctx))
	require.NoError(t, w.CloseWithError(errors.New("end")))
	<-answered
	d.expect(503, "HEAD", address, nil)
	next := open(t, p)
	at := next.expect(200, "HEAD", address, nil).offset(t)
	next.patch(204, address, at, want[at:])
	p.requireSource(t, v, want)
}

// TestTwoAtOnce sends the same upload by several clients at a time, each going
// on wherever it stands. Every byte arrives once.
func TestTwoAtOnce(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		doors := []*door{open(t, p), open(t, p)}
		v, want := p.video(t), storagetest.Bytes(6, 4<<20)
		address := doors[0].start(p, v, len(want))
		var clients sync.WaitGroup
		for i := range 4 {
			clients.Go(func() { goOn(doors[i%2], address, want) })
		}
		clients.Wait()
		p.requireSource(t, v, want)
		require.Len(t, append(doors[0].given, doors[1].given...), 1)
	})
}

// goOn sends an upload in steps until it is complete.
func goOn(d *door, address string, want []byte) {
	for range 1000 {
		head, err := d.try("HEAD", address, http.NoBody)
		if err != nil || head.StatusCode != 200 {
			continue
		}
		var at int
		_, _ = fmt.Sscan(head.Header.Get("Upload-Offset"), &at)
		if at == len(want) {
			return
		}
		n := min(len(want)-at, 300_000)
		_, _ = d.try("PATCH", address, bytes.NewReader(want[at:at+n]), stream, fmt.Sprintf("Upload-Offset: %d", at))
	}
}

// TestSilentClient ends a request that sends nothing for too long.
func TestSilentClient(t *testing.T) {
	p := newPlace(t, dbtest.SQLite(t), "file:"+t.TempDir())
	d := open(t, p, func(o *Options) { o.Idle = 100 * time.Millisecond })
	v, want := p.video(t), storagetest.Bytes(7, 1000)
	address := d.start(p, v, len(want))
	stall(t, d, address, 0, want, 500)
	require.Eventually(t, func() bool {
		u := p.row(t, address)
		return u.Lease == "" && u.Received == 500
	}, 20*time.Second, 10*time.Millisecond)
}

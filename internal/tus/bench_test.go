package tus

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
)

// benchSize is the size of the file that the benchmarks send, in bytes.
const benchSize = 1 << 30

// BenchmarkUpload sends one file over loopback to disk in a single request,
// and reports the throughput as a share of cp's of the same file, synced as
// uploads are.
func BenchmarkUpload(b *testing.B) {
	dir := b.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(b, exec.Command("sh", "-c", fmt.Sprintf("head -c %d /dev/urandom > %s && sync %s", benchSize, file, file)).Run())
	p := newPlace(b, dbtest.SQLite(b), "file:"+filepath.Join(dir, "storage"))
	d := open(b, p, func(o *Options) { o.Lease = 0 })
	b.SetBytes(benchSize)
	var upload, plain, synced time.Duration
	for b.Loop() {
		began := time.Now()
		require.NoError(b, exec.Command("cp", file, file+".copy").Run())
		plain += time.Since(began)
		require.NoError(b, exec.Command("sync", file+".copy").Run())
		synced += time.Since(began)
		require.NoError(b, os.Remove(file+".copy"))

		v := p.video(b)
		address := d.start(p, v, benchSize)
		f, err := os.Open(file)
		require.NoError(b, err)
		began = time.Now()
		got := d.send("PATCH", address, io.LimitReader(f, benchSize), stream, "Upload-Offset: 0")
		upload += time.Since(began)
		require.Equal(b, http.StatusNoContent, got.StatusCode)
		require.NoError(b, f.Close())
		require.NoError(b, p.store.DeletePrefix(b.Context(), fmt.Sprintf("videos/%d/", v.ID)))
	}
	b.ReportMetric(plain.Seconds()/upload.Seconds(), "of-cp")
	b.ReportMetric(synced.Seconds()/upload.Seconds(), "of-cp+sync")
}

// BenchmarkHundredUploads sends 100 files at a time and reports the most
// memory that the process had, which is client and server both.
func BenchmarkHundredUploads(b *testing.B) {
	const clients, size = 100, 16 << 20
	p := newPlace(b, dbtest.SQLite(b), "file:"+b.TempDir())
	d := open(b, p, func(o *Options) { o.Lease = 0 })
	b.SetBytes(clients * size)
	var peak atomic.Int64
	for b.Loop() {
		addresses := make([]string, clients)
		for i := range addresses {
			addresses[i] = d.start(p, p.video(b), size)
		}
		done := make(chan struct{})
		var watch, senders sync.WaitGroup
		watch.Go(func() {
			for tick := time.NewTicker(20 * time.Millisecond); ; {
				select {
				case <-done:
					return
				case <-tick.C:
					peak.Store(max(peak.Load(), resident(b)))
				}
			}
		})
		for _, address := range addresses {
			senders.Go(func() {
				got, err := d.try("PATCH", address, io.LimitReader(zeros{}, size), stream, "Upload-Offset: 0")
				if err != nil || got.StatusCode != http.StatusNoContent {
					b.Error(got.body, err)
				}
			})
		}
		senders.Wait()
		close(done)
		watch.Wait()
	}
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// resident is the memory that this process has, in bytes.
func resident(b *testing.B) int64 {
	text, err := os.ReadFile("/proc/self/status")
	require.NoError(b, err)
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	require.NoError(b, err)
	return n << 10
}

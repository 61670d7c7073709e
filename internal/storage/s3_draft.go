package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
)

// A draft in a bucket is a multipart upload of the object it becomes. Parts
// must have 5 MiB or more, so what does not fill one yet lies beside it in
// pieces, small objects under the draft's name.
const (
	// draftPart is the size of a part, in bytes, and what an Append holds in
	// memory: 10,000 of them make 80 GiB. A draft that may grow larger has
	// larger parts.
	draftPart = 8 << 20
	// maxParts is the most parts that services take.
	maxParts = 10_000
	// maxPieces bounds the pieces beside a draft, and so its state.
	maxPieces = 64
	// s3SavePause bounds, in time, what a crash may cost.
	s3SavePause = 5 * time.Second
)

var draftBuffers = sync.Pool{New: func() any { return new([draftPart]byte) }}

// s3Draft is the state of a draft.
type s3Draft struct {
	Upload string  `json:"upload,omitempty"` // id of the multipart upload; none before the first part
	Parts  int     `json:"parts,omitempty"`  // how many are stored, numbered from 1
	Sum    []byte  `json:"sum,omitempty"`    // over the entity tags of the parts, see fold
	Tail   []piece `json:"tail,omitempty"`   // what comes behind the parts
}

// piece is an object beside a draft.
type piece struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

func readS3Draft(d Draft) (s s3Draft, err error) {
	if d.State != nil {
		err = json.Unmarshal(d.State, &s)
	}
	if err != nil {
		err = fmt.Errorf("draft %s: state: %w", d.Name, err)
	}
	return s, err
}

func (s s3Draft) tailSize() (n int64) {
	for _, p := range s.Tail {
		n += p.Size
	}
	return n
}

// fold takes a part's entity tag into the sum, which tells at the end whether
// the service has the parts that were saved.
func fold(sum []byte, tag string) []byte {
	next := sha256.Sum256(append(bytes.Clone(sum), strings.Trim(tag, `"`)...))
	return next[:]
}

// partSizeFor is the part size of a draft, in bytes.
func partSizeFor(d Draft) int64 { return max(draftPart, (d.Limit+maxParts-2)/(maxParts-1)) }

// draftKey is where the pieces of a draft are, behind the store's prefix. It
// is no key, so that nothing lists it.
func (s *s3) draftKey(d Draft, name string) string {
	return s.prefix + draftDir + "/" + d.Name + "/" + name
}

func (s *s3) Append(ctx context.Context, d Draft, a Arrival) (Draft, error) {
	if err := checkDraft(d); err != nil {
		return d, err
	}
	state, err := readS3Draft(d)
	if err != nil {
		return d, err
	}
	var buf []byte
	if size := max(partSizeFor(d), state.tailSize()+1); size == draftPart {
		pooled := draftBuffers.Get().(*[draftPart]byte)
		defer draftBuffers.Put(pooled)
		buf = pooled[:]
	} else {
		buf = make([]byte, size)
	}
	w := s3Append{s3: s, draft: d, state: state, arrival: a, buf: buf, pace: pacer{bytes: math.MaxInt64, pause: s3SavePause}}
	w.from = state.tailSize()
	w.fill = w.from
	if err := w.copy(ctx); err != nil {
		return w.draft, err
	}
	return w.draft, nil
}

// s3Append is one arrival on its way into a bucket. buf is the part being
// filled: the pieces have their place before from, new bytes lie up to fill.
type s3Append struct {
	*s3
	draft      Draft   // as last saved
	state      s3Draft // ahead of the saved one
	arrival    Arrival
	buf        []byte
	from, fill int64
	unsaved    int64    // bytes stored or in buf but not saved
	stale      []string // pieces that go once the state is saved
	pace       pacer
}

func (w *s3Append) copy(ctx context.Context) error {
	for {
		n, end := w.arrival.R.Read(w.buf[w.fill:])
		w.fill += int64(n)
		w.unsaved += int64(n)
		due := w.pace.took(n) && !w.arrival.Whole
		if w.fill == int64(len(w.buf)) {
			if err := w.part(ctx); err != nil {
				return w.wrap(err)
			}
			due = false
		}
		if end != nil {
			due = w.arrival.worthSaving(end)
		}
		if due {
			if err := w.settle(ctx); err != nil {
				return err
			}
		}
		if end != nil {
			return ended(end)
		}
	}
}

func (w *s3Append) wrap(err error) error {
	return fmt.Errorf("draft %s: %w", w.draft.Name, s3NoSpace(err))
}

// part stores the full buffer as the next part.
func (w *s3Append) part(ctx context.Context) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	if err := w.loadTail(ctx, w.draft, w.state, w.buf); err != nil {
		return err
	}
	tag, err := w.putPart(ctx, w.draft, w.state, w.buf)
	if err != nil {
		return err
	}
	w.state.Parts++
	w.state.Sum = fold(w.state.Sum, tag)
	w.dropTail()
	w.from, w.fill = 0, 0
	if w.arrival.Whole {
		return nil
	}
	return w.save(ctx)
}

// begin starts the multipart upload. Its id is saved before it has parts, so
// that a crash leaves behind at most an empty one.
func (w *s3Append) begin(ctx context.Context) (err error) {
	if w.state.Upload != "" {
		return nil
	}
	w.state.Upload, err = w.client.NewMultipartUpload(ctx, w.bucket, w.prefix+w.draft.Key, minio.PutObjectOptions{})
	if err != nil {
		return err
	}
	saved, err := readS3Draft(w.draft)
	if err != nil {
		return err
	}
	saved.Upload = w.state.Upload
	d := w.draft
	if d.State, err = json.Marshal(saved); err != nil {
		return err
	}
	if err := w.arrival.Save(ctx, d); err != nil {
		return errors.Join(err, w.client.AbortMultipartUpload(ctx, w.bucket, w.prefix+d.Key, w.state.Upload))
	}
	w.draft = d
	return nil
}

// settle stores what lies in the buffer as a piece and saves.
func (w *s3Append) settle(ctx context.Context) error {
	if w.fill > w.from {
		if err := w.keep(ctx); err != nil {
			return w.wrap(err)
		}
	}
	return w.save(ctx)
}

// keep adds a piece; too many become one.
func (w *s3Append) keep(ctx context.Context) error {
	begin := w.from
	if len(w.state.Tail) >= maxPieces {
		if err := w.loadTail(ctx, w.draft, w.state, w.buf); err != nil {
			return err
		}
		w.dropTail()
		begin = 0
	}
	p := piece{Name: rand.Text(), Size: w.fill - begin}
	_, err := w.client.Client.PutObject(ctx, w.bucket, w.draftKey(w.draft, p.Name), bytes.NewReader(w.buf[begin:w.fill]), p.Size, minio.PutObjectOptions{})
	if err != nil {
		return err
	}
	w.state.Tail = append(w.state.Tail, p)
	w.from = w.fill
	return nil
}

func (w *s3Append) dropTail() {
	for _, p := range w.state.Tail {
		w.stale = append(w.stale, w.draftKey(w.draft, p.Name))
	}
	w.state.Tail = nil
}

// save has the state recorded. Pieces that are parts now may go then; one that
// stays goes with the draft.
func (w *s3Append) save(ctx context.Context) error {
	next := w.draft
	next.Size += w.unsaved
	var err error
	if next.State, err = json.Marshal(w.state); err != nil {
		return err
	}
	if err := w.arrival.Save(ctx, next); err != nil {
		return err
	}
	w.draft, w.unsaved, w.pace.unsaved = next, 0, 0
	for _, key := range w.stale {
		_ = w.client.RemoveObject(ctx, w.bucket, key, minio.RemoveObjectOptions{})
	}
	w.stale = nil
	return nil
}

// loadTail reads the pieces into the front of buf.
func (s *s3) loadTail(ctx context.Context, d Draft, state s3Draft, buf []byte) error {
	for _, p := range state.Tail {
		if err := s.loadPiece(ctx, d, p, buf[:p.Size]); err != nil {
			return err
		}
		buf = buf[p.Size:]
	}
	return nil
}

func (s *s3) loadPiece(ctx context.Context, d Draft, p piece, buf []byte) error {
	body, _, _, err := s.client.GetObject(ctx, s.bucket, s.draftKey(d, p.Name), minio.GetObjectOptions{})
	if s3Missing(err) {
		return lostDraft(d, err)
	}
	if err != nil {
		return err
	}
	defer body.Close()
	if _, err := io.ReadFull(body, buf); err != nil {
		return fmt.Errorf("read piece %s: %w", p.Name, err)
	}
	return nil
}

// putPart stores the part behind those that state counts and returns its
// entity tag.
func (s *s3) putPart(ctx context.Context, d Draft, state s3Draft, b []byte) (string, error) {
	part, err := s.client.PutObjectPart(ctx, s.bucket, s.prefix+d.Key, state.Upload, state.Parts+1,
		bytes.NewReader(b), int64(len(b)), minio.PutObjectPartOptions{})
	if s3Missing(err) {
		return "", lostDraft(d, err)
	}
	return part.ETag, err
}

// Finish completes the multipart upload, or puts what never filled a part.
func (s *s3) Finish(ctx context.Context, d Draft) error {
	if err := checkDraft(d); err != nil {
		return err
	}
	state, err := readS3Draft(d)
	if err != nil {
		return err
	}
	if err := s.finish(ctx, d, state); err != nil {
		info, statErr := s.Stat(ctx, d.Key)
		if statErr != nil || info.Size != d.Size || !s3Missing(err) { // else an earlier Finish succeeded
			return fmt.Errorf("finish %s: %w", d.Key, s3NoSpace(err))
		}
	}
	return s.removePieces(ctx, d)
}

// finish makes the object of a draft's parts and pieces.
func (s *s3) finish(ctx context.Context, d Draft, state s3Draft) error {
	tail := make([]byte, state.tailSize())
	if err := s.loadTail(ctx, d, state, tail); err != nil {
		return err
	}
	if state.Upload == "" || state.Parts == 0 {
		return s.Put(ctx, d.Key, bytes.NewReader(tail), int64(len(tail)))
	}
	want := state
	if len(tail) > 0 {
		tag, err := s.putPart(ctx, d, state, tail)
		if err != nil {
			return err
		}
		want.Parts, want.Sum = state.Parts+1, fold(state.Sum, tag)
	}
	parts, err := s.partsOf(ctx, d, want)
	if err != nil {
		return err
	}
	_, err = s.client.CompleteMultipartUpload(ctx, s.bucket, s.prefix+d.Key, state.Upload, parts, minio.PutObjectOptions{})
	return err
}

// partsOf lists the parts that were saved and checks that they are the ones.
func (s *s3) partsOf(ctx context.Context, d Draft, want s3Draft) ([]minio.CompletePart, error) {
	var parts []minio.CompletePart
	var sum []byte
	var size int64
	for marker := 0; len(parts) < want.Parts; {
		page, err := s.client.ListObjectParts(ctx, s.bucket, s.prefix+d.Key, want.Upload, marker, 1000)
		if err != nil {
			return nil, err
		}
		for _, p := range page.ObjectParts {
			if len(parts) == want.Parts {
				break // of an arrival that was not saved
			}
			parts = append(parts, minio.CompletePart{PartNumber: p.PartNumber, ETag: p.ETag})
			sum, size = fold(sum, p.ETag), size+p.Size
		}
		if marker = page.NextPartNumberMarker; !page.IsTruncated {
			break
		}
	}
	if len(parts) != want.Parts || size != d.Size || !bytes.Equal(sum, want.Sum) {
		return nil, lostDraft(d, errors.New("the service has other parts than were saved"))
	}
	return parts, nil
}

func (s *s3) Discard(ctx context.Context, d Draft) error {
	if err := checkKey(d.Name); err != nil {
		return err
	}
	state, err := readS3Draft(d)
	if err != nil {
		return err
	}
	if state.Upload != "" {
		err := s.client.AbortMultipartUpload(ctx, s.bucket, s.prefix+d.Key, state.Upload)
		if err != nil && !s3Missing(err) {
			return fmt.Errorf("discard draft %s: %w", d.Name, err)
		}
	}
	return s.removePieces(ctx, d)
}

// removePieces removes all pieces of a draft, also those that were not saved.
func (s *s3) removePieces(ctx context.Context, d Draft) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing
	opts := minio.ListObjectsOptions{Prefix: s.draftKey(d, ""), Recursive: true}
	for o := range s.client.ListObjectsIter(ctx, s.bucket, opts) {
		err := o.Err
		if err == nil {
			err = s.client.RemoveObject(ctx, s.bucket, o.Key, minio.RemoveObjectOptions{})
		}
		if err != nil && !s3Missing(err) {
			return fmt.Errorf("remove pieces of draft %s: %w", d.Name, err)
		}
	}
	return ctx.Err()
}

package transcode

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/packaging"
	"kinora/internal/plan"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// publish packages, verifies and stores the rungs, the first ones first, and
// makes each complete as soon as it is stored. Rungs whose files are no good
// are returned by position; any other error ends it.
func (t *Transcoder) publish(ctx context.Context, video int64, prefix string, w work) (bad map[int64]error, err error) {
	positions := make([]int64, len(w.rungs))
	for i, r := range w.rungs {
		positions[i] = w.plan.Position(r)
	}
	if err := t.o.Catalog.SetProgress(ctx, video, catalog.Encoded, positions...); err != nil {
		return nil, err
	}
	bad, w.refs = map[int64]error{}, newReferences()
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2) // of which one reads and writes while the other computes
	for _, r := range w.rungs {
		group.Go(func() error {
			position := w.plan.Position(r)
			err := t.publishOne(ctx, video, position, prefix+r.File, w, r)
			var unusable *unusableError
			switch {
			case errors.As(err, &unusable):
				mu.Lock()
				defer mu.Unlock()
				bad[position] = err
			case err != nil:
				return fmt.Errorf("publish %s: %w", r.Name, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return bad, nil
}

// unusableError says that an encoded file is not what was planned.
type unusableError struct{ err error }

func (e *unusableError) Error() string { return e.err.Error() }
func (e *unusableError) Unwrap() error { return e.err }

// publishOne verifies one rung and stores it under key. What was stored and is
// known not to be published is removed again; after an error of the publication
// itself nobody can know, so the objects stay, and are swept once the video has
// settled if nothing refers to them.
func (t *Transcoder) publishOne(ctx context.Context, video, position int64, key string, w work, r plan.Rung) error {
	begun := time.Now()
	e, err := w.assemble(r, t.o.Segment)
	defer os.Remove(w.finalFile(r))
	if err != nil {
		return err
	}
	defer e.file.Close()
	assembled := time.Now()
	written := make(chan struct{})
	go func() { // the disk has something to do while the file is verified
		defer close(written)
		_ = e.file.Sync() // storing it tells
	}()
	defer func() { <-written }()
	receipt, err := w.verify(ctx, t.o.Tools, t.o.Limits, e)
	if err != nil {
		return err
	}
	verified := time.Now()
	p, err := describe(w.plan, e, receipt)
	if err != nil {
		return err
	}
	p.Object = key
	if err := t.store(ctx, key, e); err != nil {
		return errors.Join(err, t.discard(ctx, key))
	}
	stored := time.Now()
	published, err := t.o.Catalog.Publish(ctx, video, position, p)
	switch {
	case fault.KindOf(err) == fault.Gone, errors.Is(err, quota.ErrQuota), err == nil && !published:
		return errors.Join(err, t.discard(ctx, key))
	case err == nil:
		t.o.Log.InfoContext(ctx, "rendition complete", "video", video, "rendition", position, "key", key,
			"assemble", assembled.Sub(begun), "verify", verified.Sub(assembled), "store", stored.Sub(verified))
	}
	return err
}

// discard removes a rung's objects, also when ctx has ended.
func (t *Transcoder) discard(ctx context.Context, key string) error {
	ctx = context.WithoutCancel(ctx)
	return errors.Join(t.o.Store.Delete(ctx, key), t.o.Store.Delete(ctx, address.IndexKey(key)))
}

// store puts a rung's MP4 and its index into storage.
func (t *Transcoder) store(ctx context.Context, key string, e encoded) error {
	if err := storage.PutFile(ctx, t.o.Store, key, e.file); err != nil {
		return err
	}
	raw, err := e.index.MarshalBinary()
	if err != nil {
		return err
	}
	return t.o.Store.Put(ctx, address.IndexKey(key), bytes.NewReader(raw), int64(len(raw)))
}

// finalFile is where a rung's MP4 is put together.
func (w work) finalFile(r plan.Rung) string { return filepath.Join(w.dir, "final-"+r.File) }

// assemble writes the final MP4 of a rung, whose file stays open for the caller
// to close. Intermediate files that are no good are an *unusableError; a full
// disk is not.
func (w work) assemble(r plan.Rung, segment time.Duration) (encoded, error) {
	e := encoded{rung: r, path: w.finalFile(r)}
	video, audio, done, err := w.sources(r)
	if err != nil {
		return e, &unusableError{err}
	}
	defer done()
	if e.file, err = ffmpeg.CreateOutput(e.path); err != nil {
		return e, err
	}
	out := &output{f: e.file}
	e.index, err = packaging.Assemble(out, segment, video, audio)
	e.size = out.size
	if err == nil && out.err == nil {
		return e, nil
	}
	e.file.Close()
	if out.err != nil {
		return e, out.err
	}
	return e, &unusableError{err}
}

// output is a file being written; it tells its own errors from those of who
// writes.
type output struct {
	f    *os.File
	size int64
	err  error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.f.Write(b)
	o.size += int64(n)
	o.err = err
	return n, err
}

// sources opens the intermediate files of a rung; done closes them.
func (w work) sources(r plan.Rung) (video *packaging.Source, audio []packaging.Source, done func(), err error) {
	var files []*os.File
	done = func() {
		for _, f := range files {
			f.Close()
		}
	}
	open := func(path string) (packaging.Source, error) {
		f, err := w.openInput(path)
		if err != nil {
			return packaging.Source{}, err
		}
		files = append(files, f)
		info, err := f.Stat()
		if err != nil {
			return packaging.Source{}, err
		}
		return packaging.Source{R: f, Size: info.Size()}, nil
	}
	if w.copied {
		source, err := open(w.source)
		if err == nil {
			video, audio, err = copySources(w.plan, source.R, source.Size)
		}
		if err != nil {
			done()
		}
		return video, audio, done, err
	}
	switch {
	case w.plan.Video == nil:
	case len(w.chunks) > 0:
		video = &packaging.Source{}
		for _, path := range w.chunks {
			source, err := open(path)
			if err != nil {
				done()
				return nil, nil, nil, err
			}
			video.Chunks = append(video.Chunks, packaging.Chunk{R: source.R, Size: source.Size})
		}
	default:
		source, err := open(w.videoFile(r))
		if err != nil {
			done()
			return nil, nil, nil, err
		}
		video = &source
	}
	for i, a := range w.plan.Audio {
		path := w.audioFile(i, r.AudioKbps)
		if len(w.voices) > 0 {
			path = w.voices[i]
		}
		source, err := open(path)
		if err != nil {
			done()
			return nil, nil, nil, err
		}
		source.Language = a.Language
		audio = append(audio, source)
	}
	return video, audio, done, nil
}

// openInput opens a file of storage, or one that ffmpeg wrote into the work's
// folder.
func (w work) openInput(path string) (*os.File, error) {
	if filepath.Dir(path) == filepath.Clean(w.dir) {
		return ffmpeg.OpenOutput(path)
	}
	return os.Open(path)
}

// sampleEntries begin the RFC 6381 names of the codecs.
var sampleEntries = map[string]string{plan.H264: "avc1", plan.HEVC: "hvc1", plan.AV1: "av01", plan.VP9: "vp09"}

// check compares what was written with what was planned.
func check(p *plan.Plan, r plan.Rung, index *packaging.Index) error {
	if p.Video != nil {
		track := index.Video()
		if track == nil {
			return errors.New("no video was encoded")
		}
		frames := int64(0)
		for _, s := range track.Segments {
			frames += int64(s.Count)
		}
		if want := r.FrameCount(p.Video); frames != want {
			return fmt.Errorf("%d frames were encoded of %d", frames, want)
		}
		if codec := track.Config.String(); !strings.HasPrefix(codec, sampleEntries[r.Codec]+".") {
			return fmt.Errorf("%s was encoded as %s", r.Codec, codec)
		}
	}
	if n := len(index.Audio()); n != len(p.Audio) {
		return fmt.Errorf("%d audio tracks were encoded of %d", n, len(p.Audio))
	}
	slack := 0.1
	if p.Video != nil {
		slack += 1 / r.Rate(p.Video).Float()
	}
	for _, t := range index.Tracks() {
		if off := (t.Duration() - p.Duration).Seconds(); off > slack || off < -slack {
			return fmt.Errorf("track %d: %v were encoded of %v", t.Number, t.Duration(), p.Duration)
		}
	}
	return nil
}

// describe is what the catalogue keeps of a finished rendition. Its duration is
// the picture's, if there is one.
func describe(p *plan.Plan, e encoded, receipt Receipt) (catalog.Published, error) {
	r, index := e.rung, e.index
	out := catalog.Published{Duration: p.Duration.Milliseconds(), Size: e.size}
	if v := index.Video(); v != nil {
		out.Duration = v.Duration().Milliseconds()
		out.FrameWidth, out.FrameHeight = int64(v.Config.Width), int64(v.Config.Height)
		out.VideoCodecs = v.Config.String()
		rate := r.Rate(p.Video)
		out.FPSNum, out.FPSDen = rate.Num, rate.Den
		out.KeyFrameBPS = index.KeyFrameBitRate()
	}
	for i, t := range index.Audio() {
		if i == 0 {
			out.AudioCodecs = t.Config.String()
		}
		out.AudioTracks = append(out.AudioTracks, catalog.AudioTrack{
			Language: p.Audio[i].Language, Title: p.Audio[i].Title, Codecs: t.Config.String(), Channels: int64(t.Config.Channels),
		})
	}
	text, err := json.Marshal(receipt)
	out.Receipt = string(text)
	return out, err
}

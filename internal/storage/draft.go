package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"kinora/internal/fault"
)

// Draft is an object that arrives piece by piece, over many requests and
// maybe through many processes. The caller keeps its Size and State with the
// rest of what it knows of the object: only what was saved there exists.
type Draft struct {
	Name  string // unique among drafts; a single part of a key
	Key   string // of the object that it becomes
	Limit int64  // most bytes that it may come to; never changed once bytes arrived
	Size  int64  // bytes that have arrived
	State []byte // what the store needs to go on; at first nil
}

// Arrival is one run of bytes for a draft.
type Arrival struct {
	R io.Reader
	// Save records the draft once all that was read from R so far is stored
	// for good. Its error ends the arrival.
	Save func(ctx context.Context, d Draft) error
	// Whole saves only once R ended with io.EOF: otherwise nothing of it stays.
	Whole bool
}

// Drafts are the part of a Store that makes objects over time. One Append or
// Finish at a time may work on a draft; the caller sees to that.
type Drafts interface {
	// Append adds what R yields, and saves now and then and at the end, also
	// at the end by an error of R, which is then returned. It returns the
	// draft as last saved. Bytes that were stored but not saved are forgotten.
	// A draft whose bytes are lost is a fault.Gone. Without room the error is
	// an ErrNoSpace, and all of the draft may be lost.
	Append(ctx context.Context, d Draft, a Arrival) (Draft, error)
	// Finish turns the draft into the object under its key. It may be
	// repeated, also after it succeeded.
	Finish(ctx context.Context, d Draft) error
	// Discard removes all of a draft. Discarding nothing is no error.
	Discard(ctx context.Context, d Draft) error
}

// draftDir holds drafts. The "~" keeps it apart from every key.
const draftDir = "drafts~"

// lostDraft is the error for a draft whose bytes are not where they were.
func lostDraft(d Draft, cause error) error {
	return fault.Wrap(fault.Gone, "the bytes of the upload are lost; start a new one", fmt.Errorf("draft %s: %w", d.Name, cause))
}

// checkDraft refuses names that are not part of a key.
func checkDraft(d Draft) error {
	if err := checkKey(d.Name); err != nil {
		return err
	}
	return checkKey(d.Key)
}

// pacer says when an arrival should be saved: after so many bytes, or some
// time after the first one that is not.
type pacer struct {
	bytes   int64
	pause   time.Duration
	unsaved int64
	since   time.Time
}

// took counts n bytes and reports whether to save now.
func (p *pacer) took(n int) bool {
	if n > 0 && p.unsaved == 0 {
		p.since = time.Now()
	}
	p.unsaved += int64(n)
	return p.unsaved >= p.bytes || p.unsaved > 0 && time.Since(p.since) >= p.pause
}

// worthSaving reports whether an arrival that ended with err leaves bytes to
// be kept.
func (a Arrival) worthSaving(err error) bool {
	return !a.Whole || isEnd(err)
}

// ended is the outcome of an arrival whose reader returned err.
func ended(err error) error {
	if isEnd(err) {
		return nil
	}
	return err
}

var errShrunk = errors.New("fewer bytes than were saved")

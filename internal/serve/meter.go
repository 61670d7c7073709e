package serve

import (
	"io"
	"net/http"
	"time"

	"kinora/internal/access"
	"kinora/internal/visitor"
)

// Meter is told of each answer to a viewer once it is over. Answered is called
// in the request's own goroutine, so that it must be quick: count in memory, or
// hand over to a queue that may be full. The record and its Viewer are the
// caller's again when it returns.
type Meter interface {
	Answered(r *Record)
}

// Kind is what was asked for.
type Kind uint8

// The kinds.
const (
	Other    Kind = iota // none of these, such as a preflight
	Page                 // a player's page
	Manifest             // HLS or DASH, of a quality or of all
	Video                // the picture, with or without sound
	Audio                // sound by itself
	Subtitles
	Picture // a screenshot, a storyboard, a poster
)

// EntityType is what kind of thing an answer is about.
type EntityType uint8

// The types.
const (
	NoEntity EntityType = iota
	VideoEntity
	PlaylistEntity
)

// Entity is the thing that an answer is about.
type Entity struct {
	Type EntityType
	ID   int64
}

// Record is one answer. Account and Entity are zero where the answer is about
// nothing that there is, and where the viewer was refused before it was found.
type Record struct {
	Account int64
	Entity  Entity
	Kind    Kind
	Media   time.Duration // playing time of the bytes that were sent: of a range its share
	Beside  bool          // sound that goes with a picture, which is sent apart: its time is the picture's
	Bytes   int64         // of the body that the connection took, without headers; 0 for HEAD
	Status  int           // 0 when the viewer left before there was one
	Host    string        // as the request names it, with a port if there is one
	Viewer  *visitor.Visit
}

// Answer is where the answer to a viewer is written. What a handler tells it,
// it tells the Meter.
type Answer struct {
	access.Recorder
	Account int64
	Entity  Entity
	Kind    Kind
	Beside  bool
	Viewer  *visitor.Visit

	media   time.Duration // of the whole
	size    int64         // bytes of the whole
	private bool          // kept out of shared caches
	begun   bool
}

// About says what the answer is about.
func (a *Answer) About(account int64, t EntityType, id int64) {
	a.Account, a.Entity = account, Entity{t, id}
}

// Plays says how long the media lasts whose size bytes are sent, whole or in
// part.
func (a *Answer) Plays(media time.Duration, size int64) { a.media, a.size = media, size }

// head is called before the headers go out.
func (a *Answer) head() {
	if a.private && !a.begun {
		keepPrivate(a.Header())
	}
	a.begun = true
}

// WriteHeader implements http.ResponseWriter.
func (a *Answer) WriteHeader(status int) {
	a.head()
	a.Recorder.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (a *Answer) Write(b []byte) (int, error) {
	a.head()
	return a.Recorder.Write(b)
}

// ReadFrom implements io.ReaderFrom, so that files still go by sendfile.
func (a *Answer) ReadFrom(r io.Reader) (int64, error) {
	a.head()
	return a.Recorder.ReadFrom(r)
}

// tell tells a meter of the answer, when it is over.
func (a *Answer) tell(m Meter, r *http.Request) {
	out := Record{
		Account: a.Account, Entity: a.Entity, Kind: a.Kind, Beside: a.Beside, Bytes: a.Bytes, Host: r.Host, Viewer: a.Viewer,
	}
	if a.begun {
		out.Status = a.Status()
	}
	if r.Method == http.MethodHead {
		out.Bytes = 0 // net/http drops what is written
	}
	if a.size > 0 {
		out.Media = time.Duration(float64(a.media) * min(1, float64(out.Bytes)/float64(a.size)))
	}
	m.Answered(&out)
}

package webm

import (
	"encoding/binary"
	"math"
)

// IDs of the elements that are written (RFC 9559 section 5, RFC 8794 section
// 11.2).
const (
	idEBML            = 0x1a45dfa3
	idEBMLVersion     = 0x4286
	idEBMLReadVersion = 0x42f7
	idMaxIDLength     = 0x42f2
	idMaxSizeLength   = 0x42f3
	idDocType         = 0x4282
	idDocVersion      = 0x4287
	idDocReadVersion  = 0x4285

	idSegment        = 0x18538067
	idInfo           = 0x1549a966
	idTimestampScale = 0x2ad7b1
	idDuration       = 0x4489
	idMuxingApp      = 0x4d80
	idWritingApp     = 0x5741

	idTracks          = 0x1654ae6b
	idTrackEntry      = 0xae
	idTrackNumber     = 0xd7
	idTrackUID        = 0x73c5
	idTrackType       = 0x83
	idFlagLacing      = 0x9c
	idLanguage        = 0x22b59c
	idCodecID         = 0x86
	idCodecPrivate    = 0x63a2
	idCodecDelay      = 0x56aa
	idSeekPreRoll     = 0x56bb
	idDefaultDuration = 0x23e383

	idVideo       = 0xe0
	idPixelWidth  = 0xb0
	idPixelHeight = 0xba
	idColour      = 0x55b0
	idMatrix      = 0x55b1
	idRange       = 0x55b9
	idTransfer    = 0x55ba
	idPrimaries   = 0x55bb

	idAudio     = 0xe1
	idFrequency = 0xb5
	idChannels  = 0x9f

	idCluster     = 0x1f43b675
	idTimestamp   = 0xe7
	idSimpleBlock = 0xa3
)

// unknownSize is the length of an element that ends with the stream, in eight
// bytes.
const unknownSize = 0x01ffffffffffffff

// writer appends EBML elements.
type writer struct{ b []byte }

func (w *writer) id(id uint32) {
	for shift := 24; shift >= 0; shift -= 8 {
		if c := byte(id >> shift); id>>shift != 0 {
			w.b = append(w.b, c)
		}
	}
}

// begin opens an element and returns what end needs to close it. Its length
// has four bytes.
func (w *writer) begin(id uint32) int {
	w.id(id)
	w.b = append(w.b, 0, 0, 0, 0)
	return len(w.b)
}

func (w *writer) end(at int) {
	binary.BigEndian.PutUint32(w.b[at-4:], 0x10000000|uint32(len(w.b)-at))
}

func (w *writer) uint(id uint32, v uint64) {
	w.id(id)
	n := 1
	for n < 8 && v>>(8*n) != 0 {
		n++
	}
	w.b = append(w.b, 0x80|byte(n))
	for n--; n >= 0; n-- {
		w.b = append(w.b, byte(v>>(8*n)))
	}
}

func (w *writer) float(id uint32, v float64) {
	w.id(id)
	w.b = append(w.b, 0x88)
	w.b = binary.BigEndian.AppendUint64(w.b, math.Float64bits(v))
}

func (w *writer) text(id uint32, s string) { w.end(w.append(w.begin(id), s)) }

func (w *writer) bytes(id uint32, b []byte) { w.end(w.append(w.begin(id), string(b))) }

func (w *writer) append(at int, s string) int {
	w.b = append(w.b, s...)
	return at
}

// lengthSize is how many bytes the length of an element takes. A length of all
// ones means an unknown one, so it takes a byte more.
func lengthSize(n int) int {
	size := 1
	for n >= 1<<(7*size)-1 {
		size++
	}
	return size
}

// putLength writes the length n into b, as long as lengthSize says.
func putLength(b []byte, n int) int {
	size := lengthSize(n)
	v := uint64(n) | 1<<(7*size)
	for i := size - 1; i >= 0; i-- {
		b[i] = byte(v)
		v >>= 8
	}
	return size
}

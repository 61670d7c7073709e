package mp4

import "encoding/binary"

// writer appends big-endian fields and nested boxes.
type writer struct{ b []byte }

// begin opens a box and returns what end needs to close it.
func (w *writer) begin(kind string) int {
	at := len(w.b)
	w.b = append(w.b, 0, 0, 0, 0)
	w.b = append(w.b, kind...)
	return at
}

// full opens a full box.
func (w *writer) full(kind string, version byte, flags uint32) int {
	at := w.begin(kind)
	w.u32(uint32(version)<<24 | flags)
	return at
}

func (w *writer) end(at int) { binary.BigEndian.PutUint32(w.b[at:], uint32(len(w.b)-at)) }

func (w *writer) u16(v uint16) { w.b = binary.BigEndian.AppendUint16(w.b, v) }
func (w *writer) u32(v uint32) { w.b = binary.BigEndian.AppendUint32(w.b, v) }
func (w *writer) u64(v uint64) { w.b = binary.BigEndian.AppendUint64(w.b, v) }
func (w *writer) zero(n int)   { w.b = append(w.b, make([]byte, n)...) }

// time writes a time of 32 bits, or of 64 bits in version 1.
func (w *writer) time(version byte, v int64) {
	if version == 1 {
		w.u64(uint64(v))
		return
	}
	w.u32(uint32(v))
}

// matrix writes the unity matrix.
func (w *writer) matrix() {
	for _, v := range [9]uint32{1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30} {
		w.u32(v)
	}
}

// AppendFileType appends an ftyp box.
func AppendFileType(dst []byte, major string, minor uint32, compatible ...string) []byte {
	w := writer{dst}
	at := w.begin("ftyp")
	w.b = append(w.b, major...)
	w.u32(minor)
	for _, brand := range compatible {
		w.b = append(w.b, brand...)
	}
	w.end(at)
	return w.b
}

// AppendDataHeader appends the header of an mdat box around size bytes: 8
// bytes long, or 16 where the box outgrows 32 bits.
func AppendDataHeader(dst []byte, size int64) []byte {
	w := writer{dst}
	if size+8 <= 1<<32-1 {
		w.u32(uint32(size + 8))
		w.b = append(w.b, "mdat"...)
		return w.b
	}
	w.u32(1)
	w.b = append(w.b, "mdat"...)
	w.u64(uint64(size + 16))
	return w.b
}

// packLanguage is the reverse of unpackLanguage.
func packLanguage(s string) uint16 {
	if len(s) != 3 {
		s = "und"
	}
	var v uint16
	for i := range 3 {
		c := s[i]
		if c < 'a' || c > 'z' {
			return packLanguage("und")
		}
		v = v<<5 | uint16(c-0x60)
	}
	return v
}

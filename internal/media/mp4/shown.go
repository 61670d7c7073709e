package mp4

import "encoding/binary"

// EntryBox returns the body of a box inside the sample entry of a picture, as
// Config.Entry has it, nil when there is none.
func EntryBox(entry []byte, kind string) []byte {
	const head = 8
	if len(entry) < head+visualFields {
		return nil
	}
	for rest := entry[head+visualFields:]; len(rest) >= head; {
		n := int(binary.BigEndian.Uint32(rest))
		if n < head || n > len(rest) {
			return nil
		}
		if string(rest[4:head]) == kind {
			return rest[head:n]
		}
		rest = rest[n:]
	}
	return nil
}

// Colours are the code of the matrix that a sample entry says (ITU-T H.273), 2
// when it says none, and whether it says full range.
func Colours(entry []byte) (matrix int, fullRange bool) {
	b := EntryBox(entry, "colr")
	if len(b) < 10 || string(b[:4]) != "nclx" && string(b[:4]) != "nclc" {
		return 2, false
	}
	return int(binary.BigEndian.Uint16(b[8:])), string(b[:4]) == "nclx" && len(b) > 10 && b[10]&0x80 != 0
}

// Aperture is the part of the frame that a sample entry says is to be shown, in
// whole pixels to leave out of each side; ok is false when it says none
// (ISO/IEC 14496-12 clause 12.1.4.1).
func Aperture(entry []byte, width, height int) (left, top, right, bottom int, ok bool) {
	b := EntryBox(entry, "clap")
	if len(b) < 32 {
		return 0, 0, 0, 0, false
	}
	var ratios [4]float64 // width, height, and how far its middle is from the frame's
	for i := range ratios {
		num := int32(binary.BigEndian.Uint32(b[8*i:]))   //nolint:gosec // offsets have a sign
		den := int32(binary.BigEndian.Uint32(b[8*i+4:])) //nolint:gosec // as above
		if den <= 0 {
			return 0, 0, 0, 0, false
		}
		ratios[i] = float64(num) / float64(den)
	}
	side := func(whole int, part, off float64) (before, after int, ok bool) {
		first := (float64(whole)-part)/2 + off
		if part < 1 || first < -0.5 || first+part > float64(whole)+0.5 {
			return 0, 0, false
		}
		before = int(first + 0.5)
		return before, max(whole-before-int(part+0.5), 0), true
	}
	left, right, okX := side(width, ratios[0], ratios[2])
	top, bottom, okY := side(height, ratios[1], ratios[3])
	return left, top, right, bottom, okX && okY
}

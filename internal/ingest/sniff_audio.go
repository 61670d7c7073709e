package ingest

import "bytes"

// framesWanted is how many frames in a row make a stream without a signature.
const framesWanted = 4

// isFrames reports whether head consists of frames whose lengths, as length
// tells them from a frame's first bytes (0: no frame), lead from one to the
// next. A file that ends early may have fewer frames, but not none behind the
// first.
func isFrames(head []byte, length func(frame []byte) int) bool {
	for n := 0; n < framesWanted; n++ {
		size := length(head)
		if size == 0 {
			return false
		}
		if size >= len(head) {
			return n > 0 || size == len(head)
		}
		head = head[size:]
	}
	return true
}

// isADTS recognises raw AAC (ISO/IEC 13818-7, 6.2), also behind an ID3 tag.
func isADTS(head []byte) bool { return isFrames(skipID3(head), adtsLength) }

func adtsLength(f []byte) int {
	if len(f) < 7 || f[0] != 0xff || f[1]&0xf6 != 0xf0 || f[2]>>2&15 > 12 {
		return 0
	}
	size := int(f[3]&3)<<11 | int(f[4])<<3 | int(f[5])>>5
	if size < 7 {
		return 0
	}
	return size
}

// ac3Words are the frame lengths in 16-bit words of AC-3 at 48 kHz, by half
// the frame size code (ATSC A/52, table 5.18).
var ac3Words = [...]int{
	64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1152, 1280,
}

// isAC3 recognises raw AC-3.
func isAC3(head []byte) bool { return isFrames(head, ac3Length) }

func ac3Length(f []byte) int {
	if len(f) < 6 || f[0] != 0x0b || f[1] != 0x77 || f[5]>>3 > 10 {
		return 0
	}
	code := int(f[4] & 63)
	if code/2 >= len(ac3Words) {
		return 0
	}
	words := ac3Words[code/2]
	switch f[4] >> 6 {
	case 0:
		return 2 * words
	case 1:
		return 2 * (words*480/441 + code&1)
	case 2:
		return 3 * words
	}
	return 0
}

// isMP3 recognises MPEG audio. An ID3 tag alone is enough: pictures in it may
// be longer than what there is to look at.
func isMP3(head []byte) bool {
	rest := skipID3(head)
	if len(rest) < len(head) || bytes.HasPrefix(head, []byte("ID3")) && len(head) >= 10 {
		return len(rest) < 4 || isFrames(trimZeros(rest), mp3Length)
	}
	return isFrames(head, mp3Length)
}

// trimZeros steps over the padding that some taggers leave.
func trimZeros(b []byte) []byte { return bytes.TrimLeft(b, "\x00") }

// skipID3 returns what follows the ID3v2 tags at the beginning, nothing where
// they reach beyond head.
func skipID3(head []byte) []byte {
	for len(head) >= 10 && bytes.HasPrefix(head, []byte("ID3")) {
		size := 10 + int(head[6]&127)<<21 + int(head[7]&127)<<14 + int(head[8]&127)<<7 + int(head[9]&127)
		head = head[min(size, len(head)):]
	}
	return head
}

// mp3Rates are the bit rates in kbit/s: of MPEG-1 layers I, II, III and of
// MPEG-2 layers I, II and III (ISO/IEC 11172-3, 2.4.2.3).
var mp3Rates = [5][15]int{
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

// mp3Length returns the length of an MPEG audio frame, 0 where none begins.
func mp3Length(f []byte) int {
	if len(f) < 4 || f[0] != 0xff || f[1]&0xe0 != 0xe0 {
		return 0
	}
	version, layer := int(f[1]>>3&3), 4-int(f[1]>>1&3) // version 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
	rate, frequency := int(f[2]>>4), int(f[2]>>2&3)
	if version == 1 || layer == 4 || rate == 0 || rate == 15 || frequency == 3 {
		return 0
	}
	table, hertz := layer-1, [...]int{44100, 48000, 32000}[frequency]
	samples := [...]int{384, 1152, 1152}[layer-1]
	if version != 3 {
		table, hertz = min(3+layer/2, 4), hertz/2
		if layer == 3 {
			samples = 576
		}
	}
	if version == 0 {
		hertz /= 2
	}
	bits, padding := mp3Rates[table][rate]*1000, int(f[2]>>1&1)
	if layer == 1 {
		return (samples/8/4*bits/hertz + padding) * 4
	}
	return samples/8*bits/hertz + padding
}

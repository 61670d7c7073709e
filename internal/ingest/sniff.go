package ingest

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"kinora/internal/fault"
)

// SniffSize is how many bytes of a file's beginning Sniff wants. It decides
// with fewer as well, which is right for a file that has no more.
const SniffSize = 64 << 10

// Errors of files that are not media, with their documented texts: scripts
// name other files or addresses that a demuxer would open, everything else is
// just not a video.
var (
	errScript   = fault.New(fault.Invalid, "File Invalid")
	errNotMedia = fault.New(fault.Invalid, "Video file is invalid")
)

// Sniff tells from a file's first bytes which ffmpeg demuxer reads it, so that
// ffmpeg is never left to guess: its own guess would follow playlists and
// scripts. The name is one for ffmpeg's -f. A file that is none of the known
// containers is a fault.Invalid with the text to show.
func Sniff(head []byte) (string, error) {
	for _, c := range containers {
		if c.match(head) {
			return c.demuxer, nil
		}
	}
	if isScript(head) {
		return "", errScript
	}
	return "", errNotMedia
}

// container is one way to recognise a demuxer's files.
type container struct {
	demuxer string // empty: not media
	match   func(head []byte) bool
}

// containers are tried in order: signatures first, then formats known only by
// their repeating structure.
var containers = []container{
	{"mov", isMov},
	{"matroska", prefix("\x1a\x45\xdf\xa3")},
	{"avi", riff("AVI ", "AVIX")},
	{"wav", riff("WAVE")},
	{"flv", prefix("FLV\x01")},
	{"ogg", prefix("OggS\x00")},
	{"asf", prefix("\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c")},
	{"mxf", isMXF},
	{"gif", prefix("GIF87a", "GIF89a")},
	{"flac", prefix("fLaC")},
	{"amr", prefix("#!AMR\n", "#!AMR-WB\n")},
	{"aiff", isAIFF},
	{"caf", prefix("caff\x00\x01")},
	{"ivf", prefix("DKIF\x00\x00")},
	{"yuv4mpegpipe", prefix("YUV4MPEG2 ")},
	{"nut", prefix("nut/multimedia container\x00")},
	{"rm", prefix(".RMF\x00\x00", ".RMP\x00\x00")},
	{"wtv", prefix("\xb7\xd8\x00\x20\x37\x49\xda\x11\xa6\x4e\x00\x07\xe9\x5e\xad\x8d")},
	{"gxf", prefix("\x00\x00\x00\x00\x01\xbc")},
	{"dv", isDV},
	{"mpegts", isTS},
	{"mpeg", isPS},
	{"mpegvideo", prefix("\x00\x00\x01\xb3")},
	{"m4v", prefix("\x00\x00\x01\xb0", "\x00\x00\x01\xb5\x09")},
	{"h264", annexB(isH264Start)},
	{"hevc", annexB(isHEVCStart)},
	{"aac", isADTS},
	{"ac3", isAC3},
	{"mp3", isMP3},
}

// prefix recognises files that begin with one of the signatures.
func prefix(signatures ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(signatures, func(s string) bool { return bytes.HasPrefix(head, []byte(s)) })
	}
}

// riff recognises RIFF files, and their 64-bit relatives, of the given forms.
func riff(forms ...string) func([]byte) bool {
	return func(head []byte) bool {
		if len(head) < 12 || !slices.Contains([]string{"RIFF", "RF64", "BW64"}, string(head[:4])) {
			return false
		}
		return slices.Contains(forms, string(head[8:12]))
	}
}

func isAIFF(head []byte) bool {
	return len(head) >= 12 && string(head[:4]) == "FORM" &&
		(string(head[8:12]) == "AIFF" || string(head[8:12]) == "AIFC")
}

// movBoxes are the boxes that ISO media and QuickTime files begin with.
var movBoxes = []string{
	"ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp", "moof", "sidx", "emsg", "prft", "pdin", "uuid", "udta",
}

// stillBrands are the brands of still pictures in ISO media.
var stillBrands = []string{"heic", "heix", "heim", "heis", "mif1", "avif", "jpeg", "jxl ", "jp2 ", "crx "}

// isMov recognises ISO media and QuickTime by their first box, but not the
// still pictures that use the same boxes.
func isMov(head []byte) bool {
	if len(head) < 8 || !slices.Contains(movBoxes, string(head[4:8])) {
		return false
	}
	if size := binary.BigEndian.Uint32(head); size > 1 && size < 8 {
		return false
	}
	still := string(head[4:8]) == "ftyp" && len(head) >= 12 && slices.Contains(stillBrands, string(head[8:12]))
	return !still
}

// isMXF looks for the key of a partition pack, which up to 64 KB of run-in may
// precede (SMPTE ST 377-1, 6.5).
func isMXF(head []byte) bool {
	return bytes.Contains(head[:min(len(head), SniffSize)], []byte("\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02"))
}

// isDV recognises raw DV by the header DIF block and the subcode block behind
// it (IEC 61834-2).
func isDV(head []byte) bool {
	const block = 80
	return len(head) > block+3 && head[0] == 0x1f && head[1] == 7 && head[2] == 0 && head[3]&0x7f == 0x3f &&
		head[block]&0xe0 == 0x20 && head[block+1] == 7
}

// tsPackets are the packet sizes of transport streams and where their sync
// byte stands: plain, with a time code in front (M2TS), with parity behind.
var tsPackets = []struct{ size, sync int }{{188, 0}, {192, 4}, {204, 0}}

// isTS looks for sync bytes at the distance of packets. A file may begin in
// the middle of a packet or with a damaged one.
func isTS(head []byte) bool {
	const far = 1 << 10
	for _, p := range tsPackets {
		if len(head) >= p.size && hasSync(head[p.sync:], p.size) {
			return true
		}
		for start := 0; start < far && start+syncWanted*p.size < len(head); start++ {
			if hasSync(head[start:], p.size) {
				return true
			}
		}
	}
	return false
}

// syncWanted is how many sync bytes in a row make a transport stream.
const syncWanted = 5

// hasSync reports whether each packet begins with a sync byte, as far as they
// are wanted and head goes.
func hasSync(head []byte, size int) bool {
	for i := 0; i < syncWanted && i*size < len(head); i++ {
		if head[i*size] != 0x47 {
			return false
		}
	}
	return true
}

// isPS recognises MPEG program streams by the pack header, with the marker
// bits of MPEG-1 or MPEG-2 in it (ISO/IEC 13818-1, 2.5.3.3).
func isPS(head []byte) bool {
	return len(head) > 4 && bytes.HasPrefix(head, []byte("\x00\x00\x01\xba")) &&
		(head[4]&0xf1 == 0x21 || head[4]&0xc4 == 0x44)
}

// annexB recognises raw streams of NAL units whose first one is fit to begin
// a stream.
func annexB(first func(unit []byte) bool) func([]byte) bool {
	return func(head []byte) bool {
		unit, ok := bytes.CutPrefix(head, []byte("\x00\x00\x00\x01"))
		if !ok {
			unit, ok = bytes.CutPrefix(head, []byte("\x00\x00\x01"))
		}
		return ok && len(unit) > 2 && first(unit)
	}
}

// isH264Start wants a delimiter or a sequence parameter set.
func isH264Start(unit []byte) bool {
	return unit[0]&0x9f == 9 && unit[1]&0x1f == 0x10 || unit[0] == 0x67 || unit[0] == 0x27
}

// isHEVCStart wants a delimiter, a video or a sequence parameter set.
func isHEVCStart(unit []byte) bool {
	kind := unit[0] >> 1
	return unit[0]&0x81 == 0 && unit[1] == 1 && (kind == 32 || kind == 33 || kind == 35)
}

// isScript recognises text that makes a demuxer open something else, or that
// is a program: playlists, manifests, session descriptions, scripts.
func isScript(head []byte) bool {
	text := scriptText(head)
	for _, start := range []string{
		"#extm3u", "#ext-x-", "ffconcat", "v=0\n", "v=0\r", "#!", "[playlist]", "[reference]", "rtsptext", "rtsp://",
		";ffmetadata", "http://", "https://", "file:", "concat:",
	} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	if !strings.HasPrefix(text, "<") {
		return false
	}
	for _, tag := range []string{"<mpd", "<smoothstreamingmedia", "<asx", "<smil", "<playlist", "<imf", "<compositionplaylist"} {
		if strings.Contains(text, tag) {
			return true
		}
	}
	return false
}

// scriptText returns the beginning of a text in small ASCII letters: without
// byte order mark and leading space, UTF-16 reduced to its ASCII.
func scriptText(head []byte) string {
	head = head[:min(len(head), 4<<10)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return strings.ToLower(strings.TrimLeft(string(head), " \t\r\n"))
}

package ingest

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
)

// packets returns n packets of a size whose byte at sync is 0x47.
func packets(n, size, sync int) string {
	p := bytes.Repeat([]byte{0xff}, size)
	p[sync] = 0x47
	return strings.Repeat(string(p), n)
}

// frame returns a frame of a size that begins with head.
func frame(head string, size int) string { return head + strings.Repeat("\x55", size-len(head)) }

// utf16 returns ASCII as little-endian UTF-16 with its mark.
func utf16(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for i := range len(s) {
		b.WriteByte(s[i])
		b.WriteByte(0)
	}
	return b.String()
}

const ftyp = "\x00\x00\x00\x14ftyp"

// sniffs are beginnings of files, with the demuxer or the text of the error.
var sniffs = []struct{ name, head, want string }{
	{"mp4", ftyp + "isom\x00\x00\x02\x00mp41", "mov"},
	{"quicktime without ftyp", "\x00\x00\x00\x08wide\x00\x00\x10\x00mdat", "mov"},
	{"64-bit mdat", "\x00\x00\x00\x01mdat\x00\x00\x00\x01\x00\x00\x00\x00", "mov"},
	{"moov first", "\x00\x00\x10\x00moov", "mov"},
	{"heic picture", ftyp + "heic\x00\x00\x00\x00mif1", "Video file is invalid"},
	{"avif picture", ftyp + "avif\x00\x00\x00\x00mif1", "Video file is invalid"},
	{"avif sequence", ftyp + "avis\x00\x00\x00\x00avif", "mov"},
	{"box too small", "\x00\x00\x00\x05ftypisom", "Video file is invalid"},
	{"matroska", "\x1a\x45\xdf\xa3\x01\x00", "matroska"},
	{"avi", "RIFF\x00\x10\x00\x00AVI LIST", "avi"},
	{"wav", "RIFF\x00\x10\x00\x00WAVEfmt ", "wav"},
	{"rf64", "RF64\xff\xff\xff\xffWAVEds64", "wav"},
	{"webp picture", "RIFF\x00\x10\x00\x00WEBPVP8 ", "Video file is invalid"},
	{"flv", "FLV\x01\x05\x00\x00\x00\x09", "flv"},
	{"ogg", "OggS\x00\x02", "ogg"},
	{"asf", "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", "asf"},
	{"mxf", "\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02\x04\x00", "mxf"},
	{"mxf with run-in", strings.Repeat("\x00", 5000) + "\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02\x04\x00", "mxf"},
	{"gif", "GIF89a\x01\x00", "gif"},
	{"flac", "fLaC\x00\x00\x00\x22", "flac"},
	{"amr", "#!AMR\n\x3c", "amr"},
	{"amr wide band", "#!AMR-WB\n\x04", "amr"},
	{"aiff", "FORM\x00\x00\x10\x00AIFFCOMM", "aiff"},
	{"dv", frame("\x1f\x07\x00\x3f", 80) + frame("\x3f\x07\x00", 80), "dv"},
	{"ts", packets(6, 188, 0), "mpegts"},
	{"ts of one packet", packets(1, 188, 0), "mpegts"},
	{"m2ts", packets(6, 192, 4), "mpegts"},
	{"ts with parity", packets(6, 204, 0), "mpegts"},
	{"ts cut in a packet", packets(8, 188, 0)[100:], "mpegts"},
	{"letter G", "Go is a language. " + strings.Repeat("x", 400), "Video file is invalid"},
	{"mpeg-2 ps", "\x00\x00\x01\xba\x44\x00\x04", "mpeg"},
	{"mpeg-1 ps", "\x00\x00\x01\xba\x21\x00\x01", "mpeg"},
	{"mpeg video", "\x00\x00\x01\xb3\x16\x01\x20", "mpegvideo"},
	{"h264", "\x00\x00\x00\x01\x67\x64\x00\x1f", "h264"},
	{"h264 with delimiter", "\x00\x00\x00\x01\x09\x10\x00\x00", "h264"},
	{"hevc", "\x00\x00\x00\x01\x40\x01\x0c\x01", "hevc"},
	{"adts", strings.Repeat(frame("\xff\xf1\x50\x80\x02\x1f\xfc", 16), 5), "aac"},
	{"adts behind id3", "ID3\x04\x00\x00\x00\x00\x00\x02xx" + strings.Repeat(frame("\xff\xf1\x50\x80\x02\x1f\xfc", 16), 5), "aac"},
	{"ac3", strings.Repeat(frame("\x0b\x77\x00\x00\x00\x40", 128), 5), "ac3"},
	{"mp3", strings.Repeat(frame("\xff\xfb\x90\x00", 417), 5), "mp3"},
	{"mp3 of mpeg-2", strings.Repeat(frame("\xff\xf3\x80\x00", 208), 5), "mp3"},
	{"mp2", strings.Repeat(frame("\xff\xfd\x84\x00", 384), 5), "mp3"},
	{"mp3 behind id3", "ID3\x03\x00\x00\x00\x00\x00\x02xx" + strings.Repeat(frame("\xff\xfb\x90\x00", 417), 5), "mp3"},
	{"mp3 behind a long picture", "ID3\x03\x00\x00\x00\x7f\x00\x00" + strings.Repeat("x", 500), "mp3"},
	{"one mp3 frame by chance", frame("\xff\xfb\x90\x00", 500), "Video file is invalid"},

	{"hls", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/\n", "File Invalid"},
	{"hls with mark and space", "\xef\xbb\xbf \r\n#EXTM3U\n", "File Invalid"},
	{"hls in UTF-16", utf16("#EXTM3U\n"), "File Invalid"},
	{"dash", "<?xml version=\"1.0\"?>\n<!-- x -->\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">", "File Invalid"},
	{"smooth", "<SmoothStreamingMedia MajorVersion=\"2\">", "File Invalid"},
	{"ffconcat", "ffconcat version 1.0\nfile '/etc/passwd'\n", "File Invalid"},
	{"sdp", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "File Invalid"},
	{"shell", "#!/bin/sh\n", "File Invalid"},
	{"pls", "[playlist]\nFile1=http://127.0.0.1\n", "File Invalid"},
	{"asx", "<ASX version=\"3.0\">", "File Invalid"},
	{"ffmetadata", ";FFMETADATA1\n", "File Invalid"},
	{"address", "rtsp://127.0.0.1/\n", "File Invalid"},

	{"empty", "", "Video file is invalid"},
	{"one byte", "\x47", "Video file is invalid"},
	{"text", "This is a plain text file.", "Video file is invalid"},
	{"html", "<!DOCTYPE html><html><body>404</body></html>", "Video file is invalid"},
	{"json", `{"error":"expired"}`, "Video file is invalid"},
	{"jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", "Video file is invalid"},
	{"png", "\x89PNG\r\n\x1a\n", "Video file is invalid"},
	{"bmp", "BM\x00\x00\x00\x00", "Video file is invalid"},
	{"tiff", "II*\x00", "Video file is invalid"},
	{"pdf", "%PDF-1.7", "Video file is invalid"},
	{"zip", "PK\x03\x04", "Video file is invalid"},
	{"webvtt", "WEBVTT\n\n", "Video file is invalid"},
	{"zeros", strings.Repeat("\x00", 5000), "Video file is invalid"},
	{"ones", strings.Repeat("\xff", 5000), "Video file is invalid"},
}

// sniffed returns the demuxer or the text of the error.
func sniffed(head []byte) string {
	demuxer, err := Sniff(head)
	if err != nil {
		return fault.Detail(err)
	}
	return demuxer
}

func TestSniff(t *testing.T) {
	for _, c := range sniffs {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, sniffed([]byte(c.head))) })
	}
}

// mediaFolder returns the folder with test media, or skips the test.
func mediaFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("KINORA_TEST_MEDIA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "media")
	}
	if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err != nil {
		t.Skip("no test media; KINORA_TEST_MEDIA names their folder: ", err)
	}
	return dir
}

// mediaFile is one line of the media folder's manifest.
type mediaFile struct{ File, Expected, Facts string }

// demuxers are the first words of a media file's facts.
var demuxers = map[string]string{
	"mov/mp4": "mov", "matroska": "matroska", "mpegts": "mpegts", "avi": "avi", "asf": "asf", "flv": "flv", "mpeg": "mpeg",
	"gif": "gif", "ogg": "ogg", "mxf": "mxf", "mp3": "mp3",
}

// refused are the media files that are no media.
var refused = map[string]string{
	"still_image.jpg":              "Video file is invalid",
	"jpeg_renamed.mp4":             "Video file is invalid",
	"zero_byte.webm":               "Video file is invalid",
	"random_bytes.mp4":             "Video file is invalid",
	"text_renamed.mp4":             "Video file is invalid",
	"html_error_page.mp4":          "Video file is invalid",
	"json_renamed.mov":             "Video file is invalid",
	"hls_playlist_http_target.mp4": "File Invalid",
	"ffconcat_script.mp4":          "File Invalid",
	"sdp_renamed.mp4":              "File Invalid",
}

// broken are the media files whose container is clear and whose content is
// not: ffmpeg finds that out.
var broken = map[string]string{
	"wrong_file_48bytes.mp4": "mov", "broken_4k.mp4": "mov", "malformed_free_box.mp4": "mov",
	"truncated_moov_missing_a.mp4": "mov", "empty_header_13bytes.flv": "flv",
}

func TestSniffMedia(t *testing.T) {
	dir := mediaFolder(t)
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	var files []mediaFile
	require.NoError(t, json.Unmarshal(b, &files))
	require.NotEmpty(t, files)
	for _, f := range files {
		if strings.HasPrefix(f.File, "subs/") {
			require.Contains(t, sniffed(readHead(t, filepath.Join(dir, f.File))), "nvalid", f.File)
			continue
		}
		want := refused[f.File] + broken[f.File]
		if want == "" {
			word, _, _ := strings.Cut(f.Facts, ";")
			want = demuxers[word]
		}
		require.NotEmpty(t, want, f.File)
		require.Equal(t, want, sniffed(readHead(t, filepath.Join(dir, f.File))), f.File)
	}
}

// readHead returns as much of a file as Sniff wants.
func readHead(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, SniffSize))
	require.NoError(t, err)
	return b
}

func FuzzSniff(f *testing.F) {
	for _, c := range sniffs {
		f.Add([]byte(c.head))
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		demuxer, err := Sniff(head)
		if (err == nil) == (demuxer == "") {
			t.Fatalf("demuxer %q and error %v", demuxer, err)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatal(err)
		}
	})
}

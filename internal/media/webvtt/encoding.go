package webvtt

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Decode returns the text of a file of subtitles: UTF-16 where it begins with
// that's byte order mark, UTF-8, and what is not that is taken for
// Windows-1252, as most old files are.
func Decode(file []byte) string {
	decoder := charmap.Windows1252.NewDecoder()
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")), bytes.HasPrefix(file, []byte("\xfe\xff")):
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case utf8.Valid(file):
		return string(file)
	}
	text, err := decoder.Bytes(file)
	if err != nil { // neither decoder knows errors: they write U+FFFD
		return ""
	}
	return string(text)
}

// Package ffmpeg runs ffmpeg and ffprobe. It is the only package that starts
// processes: with an argument list and never a shell, without network and
// without files but those that they are given (except for Play, which checks
// what our own server delivers), with limits on memory, file size, processor
// time and standstill, and with their output bounded.
package ffmpeg

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Options says where the programs are, and how they are confined; an empty path
// is looked up in PATH.
type Options struct {
	FFmpeg  string
	FFprobe string
	Sandbox string // SandboxAuto if empty
	Devices bool   // whether graphics cards may be used
}

// Tools are the located programs. They may be used by many goroutines.
type Tools struct {
	ffmpeg, ffprobe string
	version         string
	codecs          map[string]bool
	encoders        map[string]bool
	sandbox         *sandbox
}

// Locate finds the programs, and asks ffmpeg for its version, for the codecs
// that it decodes and for its encoders: in one run, for each takes a fifth of a
// second of processor time to start.
func Locate(ctx context.Context, o Options) (*Tools, error) {
	keepDescriptors()
	t := &Tools{}
	var err error
	if t.ffmpeg, err = lookup(o.FFmpeg, "ffmpeg"); err != nil {
		return nil, err
	}
	if t.ffprobe, err = lookup(o.FFprobe, "ffprobe"); err != nil {
		return nil, err
	}
	if t.sandbox, err = newSandbox(o.Sandbox, o.Devices, t.ffmpeg, t.ffprobe); err != nil {
		return nil, err
	}
	list, banner := &limitedBuffer{max: 1 << 20}, &limitedBuffer{max: 1 << 16}
	p := process{path: t.ffmpeg, args: []string{"-codecs"}, stdout: list, banner: banner, timeout: 20 * time.Second, sandbox: t.sandbox}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	t.version = parseVersion(banner.Bytes())
	t.codecs, t.encoders = parseCodecs(list.Bytes())
	return t, nil
}

func lookup(path, name string) (string, error) {
	if path == "" {
		path = name
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return "", &MissingError{Program: name, Path: path, Err: err}
	}
	return found, nil
}

// MissingError says that a program is not installed.
type MissingError struct {
	Program string // ffmpeg or ffprobe
	Path    string // where it was looked for; a bare name in PATH
	Err     error
}

func (e *MissingError) Error() string { return fmt.Sprintf("locate %s: %v", e.Program, e.Err) }

// Unwrap returns the cause.
func (e *MissingError) Unwrap() error { return e.Err }

// Sandbox says how the programs are confined.
func (t *Tools) Sandbox() string { return t.sandbox.String() }

// Version is the version ffmpeg reports, such as "5.1.9-0+deb12u1".
func (t *Tools) Version() string { return t.version }

// Decodes reports whether ffmpeg has a decoder for a codec name as ffprobe
// gives it.
func (t *Tools) Decodes(codec string) bool { return t.codecs[codec] }

// Encodes reports whether ffmpeg has an encoder of this name, such as
// "libx264". That it is there does not mean that hardware it needs is.
func (t *Tools) Encodes(encoder string) bool { return t.encoders[encoder] }

func parseVersion(out []byte) string {
	fields := strings.Fields(string(out))
	if len(fields) < 3 || fields[0] != "ffmpeg" || fields[1] != "version" {
		return "unknown"
	}
	return fields[2]
}

// parseCodecs reads the lines of "ffmpeg -codecs", such as
// " DEV.LS h264    H.264 / AVC (encoders: libx264 libx264rgb )": a leading D
// means that it is decoded, an E behind it that it is encoded, by an encoder of
// the codec's name where none is listed.
func parseCodecs(out []byte) (codecs, encoders map[string]bool) {
	codecs, encoders = map[string]bool{}, map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < 2 || len(f[0]) != 6 || f[1] == "=" {
			continue
		}
		if f[0][0] == 'D' {
			codecs[f[1]] = true
		}
		if f[0][1] != 'E' {
			continue
		}
		names := f[1]
		if _, listed, found := strings.Cut(lines.Text(), "(encoders: "); found {
			names, _, _ = strings.Cut(listed, ")")
		}
		for name := range strings.FieldsSeq(names) {
			encoders[name] = true
		}
	}
	return codecs, encoders
}

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
// that it decodes and for its encoders.
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
	first, err := t.ask(ctx, "-version")
	if err != nil {
		return nil, err
	}
	t.version = parseVersion(first)
	list, err := t.ask(ctx, "-codecs")
	if err != nil {
		return nil, err
	}
	t.codecs = parseCodecs(list)
	if list, err = t.ask(ctx, "-encoders"); err != nil {
		return nil, err
	}
	t.encoders = parseEncoders(list)
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

// ask runs ffmpeg for a text about itself.
func (t *Tools) ask(ctx context.Context, flag string) ([]byte, error) {
	out := &limitedBuffer{max: 1 << 20}
	p := process{path: t.ffmpeg, args: []string{"-hide_banner", flag}, stdout: out, timeout: 20 * time.Second, sandbox: t.sandbox}
	err := p.run(ctx)
	return out.Bytes(), err
}

func parseVersion(out []byte) string {
	fields := strings.Fields(string(out))
	if len(fields) < 3 || fields[0] != "ffmpeg" || fields[1] != "version" {
		return "unknown"
	}
	return fields[2]
}

// parseCodecs reads the lines of "ffmpeg -codecs", such as
// " DEV.LS h264    H.264 / AVC": a leading D means it is decoded.
func parseCodecs(out []byte) map[string]bool {
	codecs := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) >= 2 && len(f[0]) == 6 && f[0][0] == 'D' && f[1] != "=" {
			codecs[f[1]] = true
		}
	}
	return codecs
}

// parseEncoders reads the lines of "ffmpeg -encoders", such as
// " V....D libx264    libx264 H.264".
func parseEncoders(out []byte) map[string]bool {
	encoders := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) >= 2 && len(f[0]) == 6 && strings.ContainsAny(f[0][:1], "VAS") && f[1] != "=" {
			encoders[f[1]] = true
		}
	}
	return encoders
}
